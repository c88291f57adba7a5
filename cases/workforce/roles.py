"""Giving roles, and asking which a user holds on a day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

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
    return list(_by_name(held(on=on)))


def coming(*, on: date) -> list[RoleHeld]:
    """Who will hold which role from a later day on, by name: in one query, whatever their number."""
    return list(_by_name(RoleHeld.objects.filter(first_day__gt=on)))


def _by_name(rows: QuerySet[RoleHeld]) -> QuerySet[RoleHeld]:
    return rows.select_related("user__person", "unit").order_by("user__name", "user", "role", "unit__name", "first_day")


def find(*, held_id: int) -> RoleHeld | None:
    """One role that somebody holds, held or will hold, or None."""
    return RoleHeld.objects.select_related("user", "unit").filter(pk=held_id).first()


@dataclass(frozen=True, kw_only=True)
class Known:
    """Who a user is to the register on a day: which person of it, and which roles they hold, in which units."""

    person_id: int | None
    in_units: frozenset[tuple[Role, int | None]]

    @property
    def roles(self) -> frozenset[Role]:
        """The roles alone."""
        return frozenset(role for role, _ in self.in_units)


# Every page asks it: Django takes longer to word it than PostgreSQL to answer it.
CARRIED = """ARRAY(SELECT json_build_object('role', role, 'unit', unit_id, 'first_day', first_day, 'last_day', last_day)
                  FROM workforce_roleheld WHERE user_id = accounts_user.id)"""


def carrying(users: QuerySet[User]) -> QuerySet[User, Any]:
    """The same users, each carrying what `known` wants: a page asks it with the user, and not once more."""
    return users.annotate(carried_roles=RawSQL(CARRIED, ()), carried_person=F("person__pk"))  # noqa: S611


def known(*, user: User, on: date) -> Known:
    """Who they are to the register on that day. Of a user that carries it, as it was when the user was read."""
    it: Any = user if hasattr(user, "carried_roles") else carrying(User.objects.filter(pk=user.pk)).get()
    day = on.isoformat()
    held_then = [row for row in it.carried_roles if row["first_day"] <= day <= (row["last_day"] or day)]
    pairs = frozenset((Role(row["role"]), row["unit"]) for row in held_then)
    return Known(person_id=it.carried_person, in_units=pairs)


def roles_of(*, user: User, on: date) -> frozenset[Role]:
    """The roles this user holds on that day."""
    return known(user=user, on=on).roles


BOTH = "Somebody who keeps the system running sees no matter: nobody holds Administrator and a role that sees matters."
OWN = "Nobody gives a role to themselves. Ask somebody else who may give roles."
HELD = "They hold this role there already, on some of these days. End that first, or choose other days."
OWN_END = "Nobody ends a role of their own. Ask somebody else who may give roles."
PAST = "A role can be ended from now on, and not for days that have been. Choose yesterday, today or a later day."
SOONER = "This role ends sooner than that already. To have it held for longer, give it again from the day after."


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

    Raises Refused when somebody gives it to themselves, when they hold it there already on one of these days, and when
    an administrator would see matters, or somebody who sees matters would become an administrator.
    """
    about = Thing("user", user.pk)
    if user.principal == by.principal:
        raise Refused(OWN, what=Act.ROLE_GIVEN, about=about, reason=f"{role.value}: to themselves")
    # Of two roles given at the same moment the second waits here, and finds the first.
    User.objects.select_for_update().get(pk=user.pk)
    apart = SEES_CASES if role is Role.ADMINISTRATOR else {Role.ADMINISTRATOR} if role in SEES_CASES else set()
    if RoleHeld.objects.filter(user=user, role__in=apart).exclude(last_day__lt=first_day).exists():
        raise Refused(BOTH, what=Act.ROLE_GIVEN, about=about, reason=f"{role.value}: keeps the system running")
    if _on_any(user=user, role=role, unit=unit, first_day=first_day, last_day=last_day).exists():
        raise Refused(HELD, what=Act.ROLE_GIVEN, about=about, reason=f"{role.value}: held already")
    held = RoleHeld.objects.create(user=user, role=role, unit=unit, first_day=first_day, last_day=last_day)
    said = f"{role.value} in {unit.code}" if unit else role.value
    trail.record(what=Act.ROLE_GIVEN, by=by, at=at, about=about, reason=said)
    return held


def _on_any(*, user: User, role: Role, unit: Unit | None, first_day: date, last_day: date | None) -> QuerySet[RoleHeld]:
    rows = RoleHeld.objects.filter(user=user, role=role, unit=unit).exclude(last_day__lt=first_day)
    return rows if last_day is None else rows.filter(first_day__lte=last_day)


@transaction.atomic
def end(*, held_id: int, last_day: date, by: Actor, at: datetime) -> None:
    """Ends a role after a last day: yesterday ends it at once. One that would end before it began was never held.

    Raises Refused for a role of one's own, for a day before yesterday, and where it ends sooner already.
    RoleHeld.DoesNotExist when there is none.
    """
    row = RoleHeld.objects.select_for_update(of=("self",)).select_related("unit").get(pk=held_id)
    about, today = Thing("user", row.user_id), timezone.localdate(at)
    if f"user:{row.user_id}" == by.principal:
        raise Refused(OWN_END, what=Act.ROLE_ENDED, about=about, reason=f"{row.role}: their own")
    if last_day < today - timedelta(days=1):
        raise Refused(PAST, what=Act.ROLE_ENDED, about=about, reason=f"{row.role}: on {last_day}")
    if row.last_day is not None and row.last_day <= last_day:
        raise Refused(SOONER, what=Act.ROLE_ENDED, about=about, reason=f"{row.role}: ends on {row.last_day}")
    if last_day < row.first_day:
        row.delete()
    else:
        RoleHeld.objects.filter(pk=row.pk).update(last_day=last_day)
    said = f"{row.role} in {row.unit.code}" if row.unit else row.role
    trail.record(what=Act.ROLE_ENDED, by=by, at=at, about=about, reason=f"{said}, after {last_day}")
