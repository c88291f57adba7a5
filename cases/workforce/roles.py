"""Giving roles, and asking which a user holds on a day."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from cases.accounts.models import User
from cases.accounts.roles import SEES_CASES, Role
from cases.audit import trail
from cases.audit.actors import Actor
from cases.audit.acts import Act
from cases.audit.trail import Refused, Thing
from cases.workforce.models import RoleHeld, Unit


def held(*, on: date) -> QuerySet[RoleHeld]:
    """Every role held on that day."""
    return RoleHeld.objects.filter(Q(last_day__isnull=True) | Q(last_day__gte=on), first_day__lte=on)


def holders(*, on: date) -> list[RoleHeld]:
    """Who holds which role on that day, by name: in one query, whatever their number."""
    return list(held(on=on).select_related("user").order_by("user__name", "role"))


def roles_of(*, user: User, on: date) -> frozenset[Role]:
    """The roles this user holds on that day."""
    return frozenset(Role(name) for name in held(on=on).filter(user=user).values_list("role", flat=True))


BOTH = "Somebody who keeps the system running sees no matter: nobody holds Administrator and a role that sees matters."
OWN = "Nobody gives a role to themselves. Ask somebody else who may give roles."


@transaction.atomic
def give(  # noqa: PLR0913 - a role held is these things
    *,
    user: User,
    role: Role,
    first_day: date,
    by: Actor,
    at: datetime,
    last_day: date | None = None,
    unit: Unit | None = None,
) -> RoleHeld:
    """Gives a role, in a unit where one is named: the role then opens that unit's unrestricted matters.

    Raises Refused when somebody gives it to themselves, and when an administrator would see matters, or somebody who
    sees matters would become an administrator. Raises IntegrityError when they hold it already without a last day.
    """
    about = Thing("user", user.pk)
    if user.principal == by.principal:
        raise Refused(OWN, what=Act.ROLE_GIVEN, about=about, reason=f"{role.value}: to themselves")
    # Of two roles given at the same moment the second waits here, and finds the first.
    User.objects.select_for_update().get(pk=user.pk)
    apart = SEES_CASES if role is Role.ADMINISTRATOR else {Role.ADMINISTRATOR} if role in SEES_CASES else set()
    if RoleHeld.objects.filter(user=user, role__in=apart).exclude(last_day__lt=first_day).exists():
        raise Refused(BOTH, what=Act.ROLE_GIVEN, about=about, reason=f"{role.value}: keeps the system running")
    held = RoleHeld.objects.create(user=user, role=role, unit=unit, first_day=first_day, last_day=last_day)
    said = f"{role.value} in {unit.code}" if unit else role.value
    trail.record(what=Act.ROLE_GIVEN, by=by, at=at, about=about, reason=said)
    return held
