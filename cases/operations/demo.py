"""The demo force: people to log in as, in a database that `bin/up` made itself and nowhere else."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from cases.accounts import users
from cases.accounts.models import User
from cases.accounts.roles import ABOUT, Role
from cases.audit.actors import Actor
from cases.workforce import roles

# bin/up writes this comment on a database that it made. The runtime role cannot write it.
MARK = "candour: made by bin/up, demo data allowed"
# Known to everybody on purpose: demo users exist on this machine only, and production refuses them.
PASSWORD = "candour demo only"  # noqa: S105


class NotADemoDatabase(Exception):
    """Demo data was asked for where it must not go. The message says why."""


@dataclass(frozen=True, kw_only=True)
class DemoUser:
    """Somebody to log in as."""

    email: str
    name: str
    role: Role


DEMO_USERS = [
    DemoUser(email="investigator@demo.example", name="DS Ifeoma Rao", role=Role.INVESTIGATOR),
    DemoUser(email="supervisor@demo.example", name="DI Marcus Hale", role=Role.SUPERVISOR),
    DemoUser(email="authority@demo.example", name="Supt Helen Okafor", role=Role.APPROPRIATE_AUTHORITY),
    DemoUser(email="hearings@demo.example", name="Priya Nair", role=Role.HEARINGS_TEAM),
    DemoUser(email="vetting@demo.example", name="Owen Pritchard", role=Role.VETTING_OFFICER),
    DemoUser(email="handler@demo.example", name="Sam Whitlock", role=Role.COMPLAINT_HANDLER),
    DemoUser(email="head@demo.example", name="DCS Ruth Adeyemi", role=Role.HEAD_OF_DEPARTMENT),
    DemoUser(email="auditor@demo.example", name="Callum Breck", role=Role.AUDITOR),
    DemoUser(email="administrator@demo.example", name="Lena Fischer", role=Role.ADMINISTRATOR),
]


@transaction.atomic
def load(*, by: Actor, at: datetime) -> int:
    """Loads what is missing of the demo force and says how many people that was. Safe to repeat.

    Raises NotADemoDatabase under production settings, and for a database that bin/up did not make.
    """
    refuse_unless_demo_is_allowed()
    known = set(User.objects.filter(is_demo=True).values_list("email", flat=True))
    missing = [person for person in DEMO_USERS if person.email not in known]
    for person in missing:
        user = users.add(email=person.email, name=person.name, password=PASSWORD, is_demo=True, by=by, at=at)
        roles.give(user=user, role=person.role, first_day=timezone.localdate(at), by=by, at=at)
    return len(missing)


def refuse_unless_demo_is_allowed() -> None:
    """Raises NotADemoDatabase unless both the settings and the database itself allow demo data."""
    if not settings.DEMO_ALLOWED:
        raise NotADemoDatabase("Demo users have no second factor, so these settings refuse to load them.")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"
        )
        if cursor.fetchone()[0] != MARK:
            raise NotADemoDatabase("This database was not made by bin/up, so no demo data goes into it.")


def log_ins() -> list[str]:
    """The demo log-ins, one line each, as `bin/up` prints them. Raises NotADemoDatabase as `load` does."""
    refuse_unless_demo_is_allowed()
    lines = [f"{person.email:<28} {ABOUT[person.role].display_name}" for person in DEMO_USERS]
    return [*lines, f"{'password for all of them':<28} {PASSWORD}"]
