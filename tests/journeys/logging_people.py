"""Who logs matters in the journeys: `python -m tests.journeys.logging_people` makes them, their unit and an officer."""

import django

HANDLER = "logging.handler@demo.example"
INVESTIGATOR = "logging.investigator@demo.example"
UNIT = "Standards for journeys"
OFFICER = "Zephyrine"


def make() -> None:
    """Safe to repeat."""
    from datetime import UTC, datetime

    from cases.accounts import users
    from cases.accounts.models import User
    from cases.accounts.roles import Role
    from cases.workforce import roles
    from tests.factories.acts import BY
    from tests.factories.register import person, unit
    from tests.factories.users import LONG_AGO
    from tests.journeys.people import DEMO_PASSWORD

    if User.objects.filter(email=HANDLER).exists():
        return
    at, standards = datetime.now(UTC), unit(name=UNIT)
    for email, role in ((HANDLER, Role.COMPLAINT_HANDLER), (INVESTIGATOR, Role.INVESTIGATOR)):
        made = users.add(email=email, name=f"Journey {role.value}", password=DEMO_PASSWORD, is_demo=True, by=BY, at=at)
        roles.give(user=made, role=role, unit=standards, first_day=LONG_AGO, by=BY, at=at)
    person(surname=OFFICER, forenames="Quill", collar="J4711", unit=unit(name="Response for journeys"))


if __name__ == "__main__":
    django.setup()
    make()
