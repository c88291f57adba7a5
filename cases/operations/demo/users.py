"""The people to log in as: one for each role, in the unit in which it is held."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from cases.accounts import users
from cases.accounts.models import User
from cases.accounts.roles import ABOUT, Role
from cases.audit.actors import Actor
from cases.operations.demo import delegated, units
from cases.operations.demo.allowed import refuse_unless_demo_is_allowed
from cases.workforce import roles
from cases.workforce.models import RoleHeld

# Known to everybody on purpose: demo users exist on this machine only, and production refuses them.
PASSWORD = "candour demo only"  # noqa: S105
# The demo force's matters began before today, and so did its people.
SINCE = timedelta(days=730)


@dataclass(frozen=True, kw_only=True)
class DemoUser:
    """Somebody to log in as, and the unit in which they hold their role; none: a role that sees no matter."""

    email: str
    name: str
    role: Role
    unit: str = ""


DEMO_USERS = [
    DemoUser(
        email="investigator@demo.example",
        name="DS Ifeoma Rao",
        role=Role.INVESTIGATOR,
        unit=units.INVESTIGATIONS,
    ),
    DemoUser(email="supervisor@demo.example", name="DI Marcus Hale", role=Role.SUPERVISOR, unit=units.STANDARDS),
    DemoUser(
        email="authority@demo.example",
        name="Supt Helen Okafor",
        role=Role.APPROPRIATE_AUTHORITY,
        unit=units.STANDARDS,
    ),
    DemoUser(email="hearings@demo.example", name="Priya Nair", role=Role.HEARINGS_TEAM, unit=units.HEARINGS),
    DemoUser(email="vetting@demo.example", name="Owen Pritchard", role=Role.VETTING_OFFICER),
    DemoUser(email="handler@demo.example", name="Sam Whitlock", role=Role.COMPLAINT_HANDLER, unit=units.HANDLING),
    DemoUser(email="head@demo.example", name="DCS Ruth Adeyemi", role=Role.HEAD_OF_DEPARTMENT, unit=units.STANDARDS),
    DemoUser(email="auditor@demo.example", name="Callum Breck", role=Role.AUDITOR),
    DemoUser(email="administrator@demo.example", name="Lena Fischer", role=Role.ADMINISTRATOR),
]


@transaction.atomic
def load(*, by: Actor, at: datetime) -> int:
    """Loads what is missing of the units and of the people to log in as; says how many people that was.

    Safe to repeat. Raises NotADemoDatabase under production settings, and for a database that bin/up did not make.
    """
    refuse_unless_demo_is_allowed()
    since = timezone.localdate(at) - SINCE
    made = units.make(since=timezone.localdate(at) - units.AGE)
    known = {user.email: user for user in User.objects.filter(is_demo=True)}
    missing = [person for person in DEMO_USERS if person.email not in known]
    for person in missing:
        known[person.email] = users.add(
            email=person.email, name=person.name, password=PASSWORD, is_demo=True, by=by, at=at
        )
    for person in DEMO_USERS:
        unit = made.get(person.unit)
        if not RoleHeld.objects.filter(user=known[person.email], role=person.role, unit=unit).exists():
            roles.give(user=known[person.email], role=person.role, unit=unit, first_day=since, by=by, at=at)
    delegated.record(users=known, since=since)
    return len(missing)


def log_ins() -> list[str]:
    """The demo log-ins, one line each, as `bin/up` prints them. Raises NotADemoDatabase as `load` does."""
    refuse_unless_demo_is_allowed()
    lines = [f"{person.email:<28} {ABOUT[person.role].display_name}" for person in DEMO_USERS]
    return [*lines, f"{'password for all of them':<28} {PASSWORD}"]
