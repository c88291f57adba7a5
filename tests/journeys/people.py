"""Who the journeys log in as. `python -m tests.journeys.people` makes them in the database of its environment."""

from datetime import UTC, datetime

import django

INVESTIGATOR = "investigator@demo.example"
ADMINISTRATOR = "administrator@demo.example"
HEAD = "head@demo.example"
DEMO_PASSWORD = "candour demo only"

# Not demo users: the gate asks them for a second factor. Each belongs to one journey, so that none disturbs another.
PASSWORD = "correct horse battery staple"
WITH_AN_APP = "app@force.example"
WITH_A_PASSKEY = "passkey@force.example"
WITHOUT_SCRIPTS = "plain@force.example"
LEAVING_EARLY = "leaving@force.example"
FRESH = [WITH_AN_APP, WITH_A_PASSKEY, WITHOUT_SCRIPTS, LEAVING_EARLY]


def password_of(email: str) -> str:
    return DEMO_PASSWORD if email.endswith("@demo.example") else PASSWORD


def make() -> None:
    """Loads the demo force and adds people who have yet to set up their second factor. Safe to repeat."""
    from cases.accounts.models import User
    from cases.accounts.roles import Role
    from cases.operations import demo
    from tests.factories.acts import BY
    from tests.factories.users import user

    demo.load(by=BY, at=datetime.now(UTC))
    known = set(User.objects.filter(email__in=FRESH).values_list("email", flat=True))
    for email in [email for email in FRESH if email not in known]:
        user(Role.INVESTIGATOR, email=email, with_second_factor=False)


if __name__ == "__main__":
    django.setup()
    make()
