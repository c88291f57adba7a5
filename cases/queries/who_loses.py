"""How many people would lose sight of a matter, were it restricted to those who are named: numbers, and no names."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, Exists, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat

from cases.accounts.roles import ABOUT, SEES_CASES, Role
from cases.accounts.users import User
from cases.models import Case, CaseDenial, CaseReader, ReaderWhy
from cases.workforce.roles import held


@dataclass(frozen=True, kw_only=True)
class Lost:
    """How many people in all, and how many by each role in each unit; somebody with two roles counts in both."""

    people: int
    by_role: list[tuple[str, int]]


def by_restricting(*, case: Case, by: User, on: date) -> Lost:
    """Whoever sees it through a role in a unit, but for heads, who is named, restricts it or has it. Two questions."""
    readers = case.readers.filter(why__in=[ReaderWhy.UNIT, ReaderWhy.ROLE]).values_list("principal", flat=True)
    opened = Q(pk__in=[])
    for principal in readers:
        kind, _, rest = principal.partition(":")
        role, _, unit = rest.rpartition(":")
        opened |= Q(unit=int(unit), role=role) if kind == "role" else Q(unit=int(rest))
    account = Concat(Value("user:"), Cast("user", CharField()))
    person = Concat(Value("person:"), Cast("user__person", CharField()))
    of_it = {"case": case, "principal": OuterRef("account")}
    stays = CaseReader.objects.filter(Q(until__isnull=True) | Q(until__gte=on), **of_it)
    denied = CaseDenial.objects.filter(Q(principal=OuterRef("account")) | Q(principal=OuterRef("register")), case=case)
    heads = held(on=on).filter(opened, role=Role.HEAD_OF_DEPARTMENT).values("user")
    found = (
        held(on=on)
        .filter(opened, role__in=SEES_CASES, user__is_active=True)
        .exclude(user__in=[by.pk, *([case.owner_id] if case.owner_id else [])])
        .exclude(user__in=heads)
        .annotate(account=account, register=person)
        .filter(~Exists(stays), ~Exists(denied))
    )
    rows = set(found.values_list("user_id", "role", "unit__name"))
    counted = Counter(f"{ABOUT[Role(role)].display_name} in {unit}" for _, role, unit in rows)
    return Lost(people=len({user for user, _, _ in rows}), by_role=sorted(counted.items()))
