"""Which powers of the appropriate authority are delegated to whom, by day. No delegation, no decision."""

from datetime import date

from django.db.models import Q, QuerySet

from cases.accounts.models import User
from cases.workforce.models import Delegation, Posting
from cases.workforce.people import postings

__all__ = ["Delegation", "all_in_force", "held", "in_force", "to_whom"]


def held(*, on: date) -> QuerySet[Delegation]:
    """Every delegation in force on that day."""
    return Delegation.objects.filter(Q(last_day__isnull=True) | Q(last_day__gte=on), first_day__lte=on)


def in_force(*, power: str, user: User, on: date) -> list[Delegation]:
    """The delegations under which this user may exercise a power on that day, oldest first."""
    return [row for row in all_in_force(user=user, on=on) if row.power == power]


def all_in_force(*, user: User, on: date) -> list[Delegation]:
    """Every delegation to this user on that day, oldest first.

    To them by name, or to the post or the rank that they hold on that day: capitals do not matter, spelling does.
    """
    holds = Q(to_user=user)
    for posting in _postings_of(user=user, on=on):
        holds |= Q(to_user__isnull=True, to_rank="", to_post__iexact=posting.post) if posting.post else Q()
        holds |= Q(to_user__isnull=True, to_post="", to_rank__iexact=posting.rank) if posting.rank else Q()
    return list(held(on=on).filter(holds).order_by("first_day", "pk"))


def to_whom(*, power: str, on: date) -> list[str]:
    """To whom a power is delegated on that day, in words, each once."""
    rows = held(on=on).filter(power=power).select_related("to_user").order_by("first_day", "pk")
    return list(dict.fromkeys(_words(row) for row in rows))


def _words(row: Delegation) -> str:
    if row.to_user:
        return str(row.to_user.name)
    return f"whoever holds the post of {row.to_post}" if row.to_post else f"whoever has the rank of {row.to_rank}"


def _postings_of(*, user: User, on: date) -> list[Posting]:
    return list(postings(on=on).filter(person__user=user))
