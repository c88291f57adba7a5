"""Who decides and investigates in the journey of acts, and the matter: `python -m tests.journeys.acts_people`."""

import django

AUTHORITY = "acts.authority@demo.example"
INVESTIGATOR = "acts.investigator@demo.example"
SECOND = "acts.second@demo.example"
NAMES = {AUTHORITY: "Supt Delphine Rudd", INVESTIGATOR: "DS Hari Penrose", SECOND: "DCI Noor Castell"}
HEADLINE = "Searched a neighbour on the crime system"
SCHEME = "Scheme of delegation 2026, part 3"


def make() -> None:
    """Safe to repeat."""
    from datetime import UTC, datetime

    from django.utils import timezone

    from cases.accounts import users
    from cases.accounts.models import User
    from cases.accounts.roles import Role
    from cases.queries import delegations
    from cases.workforce import roles
    from tests.factories import cases, register
    from tests.factories.acts import BY
    from tests.factories.users import LONG_AGO
    from tests.journeys.people import DEMO_PASSWORD

    if User.objects.filter(email=AUTHORITY).exists():
        return
    at = datetime.now(UTC)
    today = timezone.localdate(at)
    standards = register.unit(name="Acts of the journeys")
    held = {
        AUTHORITY: Role.APPROPRIATE_AUTHORITY,
        INVESTIGATOR: Role.INVESTIGATOR,
        SECOND: Role.SUPERVISOR,
    }
    made: dict[str, User] = {}
    for email, role in held.items():
        made[email] = users.add(
            email=email, name=NAMES[email], password=DEMO_PASSWORD, is_demo=True, by=BY, at=at
        )  # fmt: skip
        roles.give(user=made[email], role=role, unit=standards, first_day=LONG_AGO, by=BY, at=at)
    register.person(surname="Penrose", forenames="Hari", unit=standards, user=made[INVESTIGATOR])
    for _, acts in delegations.powers():
        for key, _ in acts:
            register.delegation(key, to_user=made[AUTHORITY], document=SCHEME)
    officer = register.person(surname="Lowther", forenames="Ivo", collar="J4410", unit=register.unit(name="Response"))
    matter = cases.case(
        unit=standards, kind="conduct", stage="logged", headline=HEADLINE, category="D", about=(officer,),
        owner=made[INVESTIGATOR], received_on=today, came_to_attention_on=today,
        what_happened="An audit shows eleven searches of one address, with no policing purpose recorded.",
    )  # fmt: skip
    matter.subjects.update(person_kind="officer")


if __name__ == "__main__":
    django.setup()
    make()
