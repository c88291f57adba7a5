"""Which powers of the appropriate authority are delegated to whom, by day. No delegation, no decision."""

from datetime import date

from django.db.models import Q, QuerySet

from cases.accounts.models import User
from cases.workforce.models import Delegation, Posting
from cases.workforce.people import postings

__all__ = ["Delegation", "held", "in_force"]


def held(*, on: date) -> QuerySet[Delegation]:
    """Every delegation in force on that day."""
    return Delegation.objects.filter(Q(last_day__isnull=True) | Q(last_day__gte=on), first_day__lte=on)


def in_force(*, power: str, user: User, on: date) -> list[Delegation]:
    """The delegations under which this user may exercise a power on that day, oldest first.

    To them by name, or to the post or the rank that they hold on that day: capitals do not matter, spelling does.
    """
    holds = Q(to_user=user)
    for posting in _postings_of(user=user, on=on):
        holds |= Q(to_user__isnull=True, to_rank="", to_post__iexact=posting.post) if posting.post else Q()
        holds |= Q(to_user__isnull=True, to_post="", to_rank__iexact=posting.rank) if posting.rank else Q()
    return list(held(on=on).filter(holds, power=power).order_by("first_day", "pk"))


def _postings_of(*, user: User, on: date) -> list[Posting]:
    return list(postings(on=on).filter(person__user=user))
