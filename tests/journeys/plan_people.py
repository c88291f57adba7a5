"""Who plans an investigation in the journeys, and its matter: `python -m tests.journeys.plan_people` makes them."""

import django

INVESTIGATOR = "plan.investigator@demo.example"
READER = "plan.reader@demo.example"
NAMES = {INVESTIGATOR: "DC Nerys Caldwell", READER: "PS Otto Brandt"}
HEADLINE = "Pushed off a bus at the market"


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
    from tests.factories.register import person, unit
    from tests.factories.users import LONG_AGO
    from tests.journeys.people import DEMO_PASSWORD

    if User.objects.filter(email=INVESTIGATOR).exists():
        return
    at = datetime.now(UTC)
    today, where = timezone.localdate(at), unit(name="Plan journeys")
    made: dict[str, User] = {}
    for email, role in ((INVESTIGATOR, Role.INVESTIGATOR), (READER, Role.HEARINGS_TEAM)):
        made[email] = users.add(email=email, name=NAMES[email], password=DEMO_PASSWORD, is_demo=True, by=BY, at=at)
        roles.give(user=made[email], role=role, unit=where, first_day=LONG_AGO, by=BY, at=at)
    officer = person(surname="Thackray", forenames="Miles", collar="J5518", unit=where)
    matter = intake.NewMatter(
        intake=uuid.uuid4(),
        kind="complaint",
        channel="phone",
        headline=HEADLINE,
        what_happened="An officer pushed her off the bus and shouted at her. A friend filmed it.",
        place="Bus 12 at the market",
        unit_id=where.pk,
        received_on=today,
        came_to_attention_on=today,
        complaint_made_on=today,
        behaviour_from=today - timedelta(3),
        behaviour_to=today - timedelta(3),
        parties=(intake.Named(role="complainant", name="Orla Pennant", phone="07700 900555"),),
        allegations=(
            intake.Alleged(category="B", sub_category="B4", summary="Pushed her", standards=("use_of_force",)),
            intake.Alleged(category="H", sub_category="H3", summary="Shouted at her"),
        ),
        subjects=(intake.Concerned(kind="person", person_id=officer.pk),),
    )
    by = made[INVESTIGATOR]
    with acting(principal=by.principal):
        intake.log(matter=matter, by=by, at=at)


if __name__ == "__main__":
    django.setup()
    make()
