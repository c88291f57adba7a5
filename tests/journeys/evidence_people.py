"""Who works with evidence in a journey: `python -m tests.journeys.evidence_people` makes them and their matter once.

With `work`, it does what waits for a worker: no worker runs beside these doors.
"""

import sys

import django

INVESTIGATOR = "evidence.investigator@demo.example"
READER = "evidence.reader@demo.example"
NAMES = {INVESTIGATOR: "DC Maren Holt", READER: "Tess Orme"}
HEADLINE = "A van driven off from the yard at night"


def make() -> None:
    """Safe to repeat."""
    import uuid
    from datetime import UTC, datetime, timedelta

    from django.utils import timezone

    from cases.accounts import users
    from cases.accounts.models import User
    from cases.accounts.roles import Role
    from cases.operations import intake
    from cases.web.acting import acting
    from cases.workforce import roles
    from tests.factories.acts import BY
    from tests.factories.register import unit
    from tests.factories.users import LONG_AGO
    from tests.journeys.people import DEMO_PASSWORD

    if User.objects.filter(email=INVESTIGATOR).exists():
        return
    at = datetime.now(UTC)
    today, where = timezone.localdate(at), unit(name="Evidence journeys")
    made: dict[str, User] = {}
    for email, role in ((INVESTIGATOR, Role.INVESTIGATOR), (READER, Role.HEARINGS_TEAM)):
        made[email] = users.add(email=email, name=NAMES[email], password=DEMO_PASSWORD, is_demo=True, by=BY, at=at)
        roles.give(user=made[email], role=role, unit=where, first_day=LONG_AGO, by=BY, at=at)
    matter = intake.NewMatter(
        intake=uuid.uuid4(),
        kind="complaint",
        channel="letter",
        headline=HEADLINE,
        what_happened="The van was driven off at night, and a neighbour photographed it.",
        unit_id=where.pk,
        received_on=today - timedelta(3),
        came_to_attention_on=today - timedelta(3),
        complaint_made_on=today - timedelta(5),
        behaviour_from=today - timedelta(30),
        parties=(intake.Named(role="witness", name="Osric Vane"),),
        allegations=(intake.Alleged(category="H", sub_category="H2", summary="Drove off the van"),),
        subjects=(),
    )
    by = made[INVESTIGATOR]
    with acting(principal=by.principal):
        intake.log(matter=matter, by=by, at=at)


def work() -> None:
    """What waits in the outbox and touches files."""
    from functools import partial

    from cases.audit.actors import Job
    from cases.jobs.drain import Drain
    from cases.jobs.kinds import Kind
    from cases.jobs.registry import HANDLERS
    from cases.web.on_behalf import on_behalf_of

    __import__("cases.tasks")
    by = Job("cases.outbox")
    kinds = (Kind.KEEP_FILE, Kind.SCAN_FILE, Kind.COPY_FILE)
    handlers = {str(kind): HANDLERS[kind] for kind in kinds}
    Drain(leaves=True, handlers=handlers, within=partial(on_behalf_of, by), by=by).run(seconds=30)


if __name__ == "__main__":
    django.setup()
    work() if "work" in sys.argv else make()
