"""Who may see a matter and why; what waits for a second person; and everybody whom somebody may choose from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models import Case as Choice
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from cases import access
from cases.access import NotThere, Reader
from cases.accounts.roles import ABOUT, Role
from cases.accounts.users import User
from cases.audit import trail
from cases.audit.acts import Act
from cases.audit.trail import Thing
from cases.models import (
    STANDS,
    Case,
    CaseReader,
    Membership,
    ReaderWhy,
    Subject,
    WallChoice,
    WallDecision,
)
from cases.queries import case_denials, known_walls
from cases.queries.case_denials import ShutOut
from cases.queries.names import with_name_of

MOST_SHOWN = 200
DECIDES = "Supervising whoever works on it"

# Who asks where the register has changed, and nobody added anybody.
REGISTER = "The register"
NOT_DESCRIBED = "not yet identified"


@dataclass(frozen=True, kw_only=True)
class Member:
    """Somebody who is named, or was given sight for a time."""

    id: int
    name: str
    why: str
    reason: str
    first_day: date
    last_day: date | None
    given_by: str
    ended_on: date | None


@dataclass(frozen=True, kw_only=True)
class Seen:
    """Who may see a matter."""

    units: list[str]
    members: list[Member]
    former: list[Member]
    denied: list[ShutOut]
    # The numbers of the questions that wait for a decision.
    waiting: list[int]


@dataclass(frozen=True, kw_only=True)
class Wall:
    """A question about somebody's sight of a matter, and what became of it.

    `ends_not` does not end the freeze. `is_there`: the matter is about the person already. `identifies`: who is to be
    identified as the person, in the words that are known of them.
    """

    id: int
    case_id: int
    reference: str
    headline: str
    person: str
    lose: list[tuple[str, str]]
    losers: frozenset[int]
    asked_by: str
    asked_by_id: int | None
    asked_at: datetime
    choice: str
    choice_in_words: str
    reason: str
    decided_by: str
    decided_at: datetime | None
    is_frozen: bool
    ends_not: int | None
    is_there: bool
    identifies: str
    by_register: bool
    owner_loses: bool


def who(*, case: Case, reader: Reader, units: Mapping[int, str], keeps: bool, decides: bool) -> Seen:
    """Units (their names by number), roles and people who may see it. Five questions at most.

    Who must not is for those who keep its access, and what waits for a decision for those who decide.
    """
    readers = case.readers.filter(why__in=[ReaderWhy.UNIT, ReaderWhy.ROLE]).order_by("why", "principal")
    members = [(_member(row), _runs(row, reader.on)) for row in _memberships(case, reader.on)]
    decisions = list(known_walls.of_case(case=case, reader=reader)) if keeps or decides else []
    return Seen(
        units=_units(readers, units),
        members=[member for member, runs in members if runs],
        former=[member for member, runs in members if not runs],
        denied=case_denials.shut_out(case=case, decisions=decisions) if keeps else [],
        waiting=[one.pk for one in decisions if one.is_known and not one.choice] if decides else [],
    )


def member(*, case: Case, membership_id: int, on: date) -> tuple[Member, bool] | None:
    """Somebody who is or was named or given sight, and whether that runs; None where there is nobody."""
    row = _named(case).filter(pk=membership_id).first()
    return (_member(row), _runs(row, on)) if row else None


def everybody() -> list[tuple[int, str]]:
    """Everybody with an account in use, by name: who cannot be chosen is refused afterwards, never left out here."""
    found = User.objects.filter(is_active=True).order_by("name", "pk").values_list("pk", "name", "email")
    return [(pk, f"{name} ({email})") for pk, name, email in found]


def walls(*, reader: Reader) -> tuple[list[Wall], bool]:
    """Questions that wait for a second person, and freezes that last, of matters that they see and go on seeing.

    The oldest of them, and whether there are more.
    """
    waits = Q(choice="") | known_walls.FREEZE_LASTS
    rows = list(_theirs(waits, reader).order_by("pk")[: MOST_SHOWN + 1])
    return [_wall(row) for row in rows[:MOST_SHOWN]], len(rows) > MOST_SHOWN


def wall(*, decision_id: int, reader: Reader) -> Wall:
    """One of them, decided or not. Raises NotThere, and does so for whoever would lose sight of the matter."""
    found = _theirs(Q(pk=decision_id), reader).first()
    if found is None:
        raise NotThere
    return _wall(found)


def note_listed(*, by: User, at: datetime) -> None:
    """Whoever reads which questions wait has looked at a list of matters."""
    trail.record(what=Act.CASES_LISTED, by=by, at=at, about=Thing("cases", "walls"))


def note_decider(*, wall: Wall, purpose: str, by: User, at: datetime) -> None:
    """Whoever reads the question has looked at the matter. The entry says no more than that: others read it too.

    With the purpose of their session, or, where they have not opened the matter itself, that of whoever decides.
    """
    about = Thing("case", wall.reference, wall.case_id)
    trail.record(what=Act.CASE_SEEN, by=by, at=at, about=about, reason=f"{purpose or DECIDES} (access)")


def could_cover(*, wall: Wall, reader: Reader) -> list[tuple[str, str]]:
    """Other matters that those who lose sight of this one see, and that the decider sees: newest first."""
    found = access.visible_to(reader=reader).exclude(reference=wall.reference)
    for_losers = access.visible_to(reader=reader).none()
    for user in User.objects.filter(pk__in=wall.losers):
        for_losers = for_losers | access.visible_to(reader=access.reader(user=user, on=reader.on))
    # Nothing changes in one that is held.
    rows = (
        found.filter(is_frozen=False, pk__in=for_losers.values("pk"))
        .order_by("-pk")
        .values_list("reference", "headline")
    )
    return [(reference, f"{reference} {headline}") for reference, headline in rows[:MOST_SHOWN]]


def _theirs(which: Q, reader: Reader) -> QuerySet[WallDecision]:
    found = known_walls.known(reader=reader).filter(which, case__in=access.visible_to(reader=reader))
    about = Subject.objects.filter(STANDS, case=OuterRef("case"), person=OuterRef("person"))
    subject_id = Cast(KeyTextTransform("identifies", "proposal"), BigIntegerField())
    known = Subject.objects.filter(case=OuterRef("case"), pk=OuterRef("subject_id")).values("description")[:1]
    found = found.annotate(is_there=Exists(about), subject_id=subject_id).annotate(known=Subquery(known))
    return found.select_related("case", "case__owner", "person", "asked_by", "decided_by")


def _wall(row: Any) -> Wall:
    return Wall(
        id=row.pk,
        case_id=row.case_id,
        reference=row.case.reference,
        headline=row.case.headline,
        person=str(row.person),
        lose=[(each["name"], each["why"]) for each in row.would_lose],
        losers=frozenset(each["user"] for each in row.would_lose),
        asked_by=row.asked_by.name if row.asked_by else REGISTER,
        asked_by_id=row.asked_by_id,
        asked_at=row.asked_at,
        choice=row.choice,
        choice_in_words=WallChoice(row.choice).label if row.choice else "",
        reason=row.reason,
        decided_by=row.decided_by.name if row.decided_by else "",
        decided_at=row.decided_at,
        is_frozen=row.choice == WallChoice.FREEZE and row.ended_at is None and row.case.is_frozen,
        ends_not=row.asked_by_id or row.decided_by_id,
        is_there=row.is_there,
        identifies="" if row.subject_id is None else row.known or NOT_DESCRIBED,
        by_register=row.asked_by_id is None,
        owner_loses=row.case.owner_id in {each["user"] for each in row.would_lose},
    )


def _memberships(case: Case, on: date) -> QuerySet[Any]:
    """Those that run, and then what is over, newest first."""
    runs = Q(ended_on__isnull=True) & (Q(last_day__isnull=True) | Q(last_day__gte=on))
    return _named(case).order_by(Choice(When(runs, then=0), default=1), "-pk")[:MOST_SHOWN]


def _named(case: Case) -> QuerySet[Any]:
    return with_name_of(case.memberships.select_related("user"), principal=F("given_by"))


def _runs(row: Membership, on: date) -> bool:
    return row.ended_on is None and (row.last_day is None or row.last_day >= on)


def _member(row: Any) -> Member:
    return Member(
        id=row.pk,
        name=row.user.name,
        why=ReaderWhy(row.why).label,
        reason=row.reason,
        first_day=row.first_day,
        last_day=row.last_day,
        given_by=row.called or row.given_by.replace(":", " ", 1),
        ended_on=row.ended_on or row.last_day,
    )


def _units(readers: Iterable[CaseReader], names: Mapping[int, str]) -> list[str]:
    said = []
    for reader in readers:
        kind, _, rest = reader.principal.partition(":")
        role, _, unit = rest.rpartition(":")
        name = names.get(int(unit or rest), "")
        everybody_there = f"Everybody who holds a role that sees matters in {name}"
        said.append(f"{ABOUT[Role(role)].display_name} in {name}" if kind == "role" else everybody_there)
    return sorted(said)
