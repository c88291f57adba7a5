"""Giving roles, and asking which a user holds on a day."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.audit import trail
from cases.audit.actors import Actor
from cases.audit.acts import Act
from cases.audit.trail import Thing
from cases.workforce.models import RoleHeld


def held(*, on: date) -> QuerySet[RoleHeld]:
    """Every role held on that day."""
    return RoleHeld.objects.filter(Q(last_day__isnull=True) | Q(last_day__gte=on), first_day__lte=on)


def holders(*, on: date) -> list[RoleHeld]:
    """Who holds which role on that day, by name: in one query, whatever their number."""
    return list(held(on=on).select_related("user").order_by("user__name", "role"))


def roles_of(*, user: User, on: date) -> frozenset[Role]:
    """The roles this user holds on that day."""
    return frozenset(Role(name) for name in held(on=on).filter(user=user).values_list("role", flat=True))


@transaction.atomic
def give(*, user: User, role: Role, first_day: date, by: Actor, at: datetime, last_day: date | None = None) -> RoleHeld:
    """Gives a role. Raises IntegrityError when the user already holds it without a last day."""
    held = RoleHeld.objects.create(user=user, role=role, first_day=first_day, last_day=last_day)
    trail.record(what=Act.ROLE_GIVEN, by=by, at=at, about=Thing("user", user.pk), reason=role.value)
    return held
