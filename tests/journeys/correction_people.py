"""Who puts right what was written down wrongly: `python -m tests.journeys.correction_people` makes them once."""

import django

INVESTIGATOR = "corrections.investigator@demo.example"
SUPERVISOR = "corrections.supervisor@demo.example"
CONCERNED = "corrections.concerned@demo.example"
NAMES = {INVESTIGATOR: "DC Imogen Sharrow", SUPERVISOR: "DI Peter Aldous", CONCERNED: "PC Rowan Hale"}
HEADLINE = "A key to the station kept after the visit"
TALL, BEARDED = "PC, tall, collar ending 37", "PC with a red beard"


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
    today, where = timezone.localdate(at), unit(name="Corrections journeys")
    made: dict[str, User] = {}
    for email, role in (
        (INVESTIGATOR, Role.INVESTIGATOR),
        (SUPERVISOR, Role.SUPERVISOR),
        (CONCERNED, Role.INVESTIGATOR),
    ):
        made[email] = users.add(email=email, name=NAMES[email], password=DEMO_PASSWORD, is_demo=True, by=BY, at=at)
        roles.give(user=made[email], role=role, unit=where, first_day=LONG_AGO, by=BY, at=at)
    person(surname="Hale", forenames="Rowan", collar="J4437", unit=where, user=made[CONCERNED])
    person(surname="Vance", forenames="Hollis", collar="J8837", unit=where)
    matter = intake.NewMatter(
        intake=uuid.uuid4(),
        kind="complaint",
        channel="letter",
        headline=HEADLINE,
        what_happened="A visitor was let in by an officer, who kept the key and came back with it at night.",
        unit_id=where.pk,
        received_on=today - timedelta(3),
        came_to_attention_on=today - timedelta(3),
        complaint_made_on=today - timedelta(5),
        behaviour_from=today - timedelta(30),
        parties=(intake.Named(role="complainant", name="Ingrid Marlow", phone="07700 900777"),),
        allegations=(intake.Alleged(category="H", sub_category="H2", summary="Came back at night"),),
        subjects=tuple(intake.Concerned(kind="partly_known", description=said) for said in (TALL, BEARDED)),
    )
    by = made[INVESTIGATOR]
    with acting(principal=by.principal):
        intake.log(matter=matter, by=by, at=at)


if __name__ == "__main__":
    django.setup()
    make()
