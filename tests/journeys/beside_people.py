"""Who works on what runs beside a matter: `python -m tests.journeys.beside_people` makes them once."""

from datetime import UTC, datetime, timedelta
from typing import Any

import django

INVESTIGATOR = "beside.investigator@demo.example"
SUPERVISOR = "beside.supervisor@demo.example"
WELFARE = "beside.welfare@demo.example"
NAMES = {INVESTIGATOR: "DC Tamar Quill", SUPERVISOR: "DI Edwin Marsh", WELFARE: "Insp Odile Farrow"}
HEADLINE = "Property of a prisoner sold on"
OTHER = "Cash missing from the same property store"


def make() -> None:
    """Safe to repeat."""
    from cases.accounts import users
    from cases.accounts.models import User
    from cases.accounts.roles import Role
    from cases.web.acting import acting
    from cases.workforce import roles
    from tests.factories.acts import BY
    from tests.factories.register import delegation, person, unit
    from tests.factories.users import LONG_AGO
    from tests.journeys.people import DEMO_PASSWORD

    if User.objects.filter(email=INVESTIGATOR).exists():
        return
    at = datetime.now(UTC)
    where = unit(name="Beside journeys")
    made: dict[str, User] = {}
    for email, role in (
        (INVESTIGATOR, Role.INVESTIGATOR),
        (SUPERVISOR, Role.SUPERVISOR),
        (WELFARE, Role.COMPLAINT_HANDLER),
    ):
        made[email] = users.add(email=email, name=NAMES[email], password=DEMO_PASSWORD, is_demo=True, by=BY, at=at)
        roles.give(user=made[email], role=role, unit=where, first_day=LONG_AGO, by=BY, at=at)
    for power in ("suspend", "begin_hold", "restrict"):
        delegation(power, to_user=made[SUPERVISOR])
    officer = person(surname="Lowther", forenames="Caleb", collar="J5512", unit=where)
    with acting(principal=made[INVESTIGATOR].principal):
        _matters(where=where, officer=officer, owner=made[INVESTIGATOR], decides=made[SUPERVISOR], at=at)


def _matters(*, where: Any, officer: Any, owner: Any, decides: Any, at: datetime) -> None:
    """One that is investigated and held back for a trial, and another that it is linked to."""
    from django.utils import timezone

    from cases.models import SubjectAllegation
    from tests.factories import cases
    from tests.factories.standing import brought_to, decided

    today = timezone.localdate(at)
    began = today - timedelta(40)
    days: dict[str, Any] = {"received_on": began, "came_to_attention_on": began, "logged_at": at}
    case = cases.case(
        unit=where, kind="conduct", stage="logged", about=(officer,), headline=HEADLINE, owner=owner, category="G",
        **days,
    )  # fmt: skip
    case.subjects.update(person_kind="officer")
    brought_to(case=case, stage="recorded")
    against = SubjectAllegation.objects.get(case=case)
    brought_to(case=case, stage="investigating", against=against, assessment="gross_misconduct", sub_judice="yes")
    why = "The trial of the buyer comes first; the CPS asks for no interview before."
    decided(case=case, acts=("begin_hold",), by=decides, act_on=today - timedelta(12), at=at, reasons=why)
    cases.case(unit=where, kind="conduct", headline=OTHER, **days)


if __name__ == "__main__":
    django.setup()
    make()
