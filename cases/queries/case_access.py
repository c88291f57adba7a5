"""Who may see a matter and why; what waits for a second person; and everybody whom somebody may choose from."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import BigIntegerField, Exists, OuterRef, Q, QuerySet, Subquery
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
from cases.queries.trail import names_of
from cases.workforce.models import Unit

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


def who(*, case: Case, on: date, with_denied: bool) -> Seen:
    """Units, roles and people who may see it; who must not only where that is asked for. A handful of questions."""
    readers = list(case.readers.filter(why__in=[ReaderWhy.UNIT, ReaderWhy.ROLE]).order_by("why", "principal"))
    members = list(case.memberships.select_related("user").order_by("-pk")[:MOST_SHOWN])
    names = names_of([member.given_by for member in members])
    seen = [_member(row, names) for row in members]
    running = [row.ended_on is None and (row.last_day is None or row.last_day >= on) for row in members]
    return Seen(
        units=_units(readers),
        members=[member for member, runs in zip(seen, running, strict=True) if runs],
        former=[member for member, runs in zip(seen, running, strict=True) if not runs],
        denied=case_denials.shut_out(case=case, on=on) if with_denied else [],
    )


def everybody() -> list[tuple[int, str]]:
    """Everybody with an account in use, by name: who cannot be chosen is refused afterwards, never left out here."""
    found = User.objects.filter(is_active=True).order_by("name", "pk").values_list("pk", "name", "email")
    return [(pk, f"{name} ({email})") for pk, name, email in found]


def walls(*, reader: Reader) -> list[Wall]:
    """Questions that wait for a second person, and freezes that last, of matters that they see and go on seeing."""
    waits = Q(choice="") | known_walls.FREEZE_LASTS
    return [_wall(row) for row in _theirs(waits, reader).order_by("pk")[:MOST_SHOWN]]


def wall(*, decision_id: int, reader: Reader) -> Wall:
    """One of them, decided or not. Raises NotThere, and does so for whoever would lose sight of the matter."""
    found = _theirs(Q(pk=decision_id), reader).first()
    if found is None:
        raise NotThere
    return _wall(found)


def walls_of(*, case: Case, reader: Reader) -> list[Wall]:
    """Those of one matter that wait."""
    return [_wall(row) for row in _theirs(Q(case=case, choice=""), reader).order_by("pk")]


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


def _member(row: Membership, names: dict[str, str]) -> Member:
    return Member(
        id=row.pk,
        name=row.user.name,
        why=ReaderWhy(row.why).label,
        reason=row.reason,
        first_day=row.first_day,
        last_day=row.last_day,
        given_by=names.get(row.given_by, row.given_by.replace(":", " ", 1)),
        ended_on=row.ended_on or row.last_day,
    )


def _units(readers: list[CaseReader]) -> list[str]:
    numbers = {int(reader.principal.rpartition(":")[2]) for reader in readers}
    names = dict(Unit.objects.filter(pk__in=numbers).values_list("pk", "name"))
    said = []
    for reader in readers:
        kind, _, rest = reader.principal.partition(":")
        role, _, unit = rest.rpartition(":")
        name = names.get(int(unit or rest), "")
        everybody_there = f"Everybody who holds a role that sees matters in {name}"
        said.append(f"{ABOUT[Role(role)].display_name} in {name}" if kind == "role" else everybody_there)
    return sorted(said)
