"""In which units somebody may log a matter."""

from datetime import date

from django.db.models import Q

from cases.accounts.models import User
from cases.accounts.permissions import Permission
from cases.accounts.roles import holders_of
from cases.workforce.models import Unit
from cases.workforce.roles import held


def to_log_in(*, user: User, on: date) -> list[tuple[int, str]]:
    """The units in which they hold a role that logs matters, by name; every unit of the day where they hold none.

    One query for most, two for whoever holds such a role in no unit.
    """
    own = held(on=on).filter(user=user, role__in=holders_of(permission=Permission.CASES_LOG)).values("unit")
    return _named(Q(pk__in=own), on) or _named(Q(), on)


def _named(which: Q, on: date) -> list[tuple[int, str]]:
    still = Q(last_day__isnull=True) | Q(last_day__gte=on)
    return list(Unit.objects.filter(which, still, first_day__lte=on).order_by("name", "pk").values_list("pk", "name"))
