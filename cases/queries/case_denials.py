"""Who must not see a matter, and who of them it is not about any more: they stay shut out until somebody decides.

A person stands here once, whatever they are shut out as: by the register, and by their account.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Replace
from django.utils import timezone

from cases.models import PUT_OFF, STANDS, Case, CaseDenial, DenialWhy, WallChoice, WallDecision
from cases.queries.names import USER, with_name_of
from cases.workforce.models import Person, Posting

PERSON = "person:"
UNTIL = "it was about them until {:%-d %B %Y}"
MANAGED = "they managed somebody whom it was about"
DECIDED = "that was decided"
# Denials that follow from whom the matter is about.
FOLLOWS = {DenialWhy.CONCERNED, DenialWhy.LINE_MANAGER}


@dataclass(frozen=True, kw_only=True)
class ShutOut:
    """Somebody who must not see it, and why. `id` is the number of one of their denials.

    `still`: why, where it is no longer about them nor about anybody whom they manage; `ends` are the denials that go
    when somebody lets them see it again. A denial that covers for another matter is none of those, nor is any of
    somebody who is not in the register: whom they manage is not known.
    """

    id: int
    name: str
    why: str
    still: str
    ends: tuple[int, ...]
    person_id: int | None
    user_id: int | None


@dataclass(kw_only=True)
class _Human:
    # Of the register, with what `_known` says of them.
    person: Any
    user_id: int | None
    rows: list[Any] = field(default_factory=list)

    @property
    def may_end(self) -> bool:
        """Whether it is not about them any more, nor about anybody whom they manage."""
        return self.person is not None and not self.person.is_concerned and not self.person.manages


def shut_out(*, case: Case, decisions: Iterable[WallDecision] | None = None) -> list[ShutOut]:
    """Everybody who must not see it, in the order in which that came.

    Two questions at most, and one more where what was decided about sight of it is not handed in.
    """
    shutting = CaseDenial.objects.filter(case=case)
    rows = list(with_name_of(shutting, principal=Replace("principal", Value(PUT_OFF))).order_by("pk"))
    if not rows:
        return []
    for row in rows:
        # One that is put off is told of like any other: whoever it names reads this too, and learns nothing of it.
        row.principal = row.principal.removeprefix(PUT_OFF)
    asked = case.wall_decisions.all() if decisions is None else decisions
    decided = [one for one in asked if one.choice in {WallChoice.REVOKE, WallChoice.COVER}]
    return [_shut_out(human, decided) for human in _humans(rows, _known(case, rows))]


def find(*, case: Case, denial_id: int) -> ShutOut | None:
    """Whom this denial shuts out; None where there is none of that number, or it was lifted."""
    return next((one for one in shut_out(case=case) if one.id == denial_id), None)


def _known(case: Case, rows: Iterable[CaseDenial]) -> list[Any]:
    """Those of them who are in the register: whether it is about them or whom they manage, and until when it was."""
    people, users = (_numbers(rows, kind) for kind in (PERSON, USER))
    concerned = case.subjects.filter(STANDS)
    withdrawn = case.subjects.filter(~STANDS, person=OuterRef("pk")).order_by("-withdrawn_on")
    return list(
        Person.objects.filter(Q(pk__in=people) | Q(user_id__in=users))
        .select_related("user")
        .annotate(
            is_concerned=Exists(concerned.filter(person=OuterRef("pk"))),
            manages=Exists(Posting.objects.filter(line_manager=OuterRef("pk"), person__subjects__in=concerned)),
            until=Subquery(withdrawn.values("withdrawn_on")[:1]),
        )
    )


def _humans(rows: Iterable[CaseDenial], known: Iterable[Any]) -> list[_Human]:
    """Whom these denials shut out, each of them once."""
    named = {f"{PERSON}{person.pk}": person for person in known}
    named |= {f"{USER}{person.user_id}": person for person in known if person.user_id}
    found: dict[str, _Human] = {}
    for row in rows:
        person = named.get(row.principal)
        user_id = person.user_id if person else _number(row.principal)
        key = f"{PERSON}{person.pk}" if person else row.principal
        found.setdefault(key, _Human(person=person, user_id=user_id)).rows.append(row)
    return list(found.values())


def _numbers(rows: Iterable[CaseDenial], kind: str) -> list[int]:
    return [_number(row.principal) for row in rows if row.principal.startswith(kind)]


def _number(principal: str) -> int:
    return int(principal.rpartition(":")[2])


def _shut_out(human: _Human, decided: list[WallDecision]) -> ShutOut:
    person, rows = human.person, human.rows
    ends = [row.pk for row in rows if human.may_end and (row.why in FOLLOWS or _stems(row, human, decided))]
    why = dict.fromkeys(row.reason or str(DenialWhy(row.why).label) for row in rows)
    return ShutOut(
        id=rows[0].pk,
        name=_name(human),
        why="; ".join(why),
        still=_still(human) if ends else "",
        ends=tuple(ends),
        person_id=person.pk if person else None,
        user_id=human.user_id,
    )


def _name(human: _Human) -> str:
    """As they were shut out: by the register, or by their account."""
    first, person = human.rows[0], human.person
    if person is None:
        called: str | None = first.called
        return called or str(first.principal)
    return str(person.user if person.user and first.principal.startswith(USER) else person)


def _stems(row: CaseDenial, human: _Human, decided: list[WallDecision]) -> bool:
    """Whether it was decided because of whom this very matter was to be about, and not to cover for another one."""
    return any(
        human.user_id in {each["user"] for each in decision.would_lose}
        and decision.decided_at is not None
        and timezone.localdate(decision.decided_at) == row.since
        and (decision.routine_reason if decision.choice == WallChoice.COVER else "") == row.reason
        for decision in decided
    )


def _still(human: _Human) -> str:
    if human.person.until:
        return UNTIL.format(human.person.until)
    return MANAGED if any(row.why == DenialWhy.LINE_MANAGER for row in human.rows) else DECIDED
