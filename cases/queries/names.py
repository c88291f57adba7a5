"""What principals are called who are users: those of many rows at once, in one question."""

from collections.abc import Iterable
from typing import Any

from django.db.models import BigIntegerField, OuterRef, QuerySet, Subquery, When
from django.db.models import Case as Choice
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Substr

from cases.accounts.users import User

USER = "user:"
# More digits than any row number has: beyond it, the number is nobody's.
LONGEST_NUMBER = 18


def names_of(principals: Iterable[str]) -> dict[str, str]:
    """What those among them are called who are users."""
    keys = [name.removeprefix(USER) for name in principals if name.startswith(USER)]
    numbers = [int(key) for key in keys if key.isdecimal() and len(key) <= LONGEST_NUMBER]
    return {user.principal: user.name for user in User.objects.filter(pk__in=numbers)}


def with_name_of(rows: QuerySet[Any], *, principal: Combinable) -> QuerySet[Any]:
    """Rows that name a principal of ours, each with what it is called (`called`): None where that is no user."""
    numbered = When(named__startswith=USER, then=Cast(Substr("named", len(USER) + 1), BigIntegerField()))
    user = User.objects.filter(pk=OuterRef("named_user")).values("name")[:1]
    named: QuerySet[Any] = rows.annotate(named=principal).annotate(named_user=Choice(numbered))
    return named.annotate(called=Subquery(user))  # type: ignore[no-any-return]
