"""Who works on what runs beside a matter: `python -m tests.journeys.beside_people` makes them once."""

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
    from datetime import UTC, datetime, timedelta

    from django.utils import timezone

    from cases.accounts import users
    from cases.accounts.models import User
    from cases.accounts.roles import Role
    from cases.models import Decision, SubjectAllegation
    from cases.web.acting import acting
    from cases.workforce import roles
    from tests.factories import cases
    from tests.factories.acts import BY
    from tests.factories.register import delegation, person, unit
    from tests.factories.standing import brought_to
    from tests.factories.users import LONG_AGO
    from tests.journeys.people import DEMO_PASSWORD

    if User.objects.filter(email=INVESTIGATOR).exists():
        return
    at = datetime.now(UTC)
    today, where = timezone.localdate(at), unit(name="Beside journeys")
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
    began = today - timedelta(40)
    days: dict[str, Any] = {"received_on": began, "came_to_attention_on": began, "logged_at": at}
    with acting(principal=made[INVESTIGATOR].principal):
        case = cases.case(
            unit=where, kind="conduct", stage="logged", about=(officer,), headline=HEADLINE,
            owner=made[INVESTIGATOR], category="G", **days,
        )  # fmt: skip
        case.subjects.update(person_kind="officer")
        brought_to(case=case, stage="recorded")
        against = SubjectAllegation.objects.get(case=case)
        brought_to(case=case, stage="investigating", against=against, assessment="gross_misconduct")
        told = {
            "provision": "Police (Conduct) Regulations 2020, reg 10",
            "grade": "NEAR_TEXT",
            "capacity": "department",
        }
        Decision.objects.create(
            case=case, against=against, act="begin_hold", stage_before="investigating", stage_after="investigating",
            by=made[SUPERVISOR], act_on=today - timedelta(12), at=at,
            reasons="The trial of the buyer comes first; the CPS asks for no interview before.", **told,
        )  # fmt: skip
        SubjectAllegation.objects.filter(pk=against.pk).update(
            known={"assessment": "gross_misconduct", "sub_judice": "yes"}
        )
        cases.case(unit=where, kind="conduct", headline=OTHER, **days)


if __name__ == "__main__":
    django.setup()
    make()
