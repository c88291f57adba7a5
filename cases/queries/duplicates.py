"""Which matters may be the one that somebody is just writing down: only those that they may see, each with the reason.

Nothing is merged by it: a person opens them and decides. What nobody said is like nothing else: empty never fits empty.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from difflib import SequenceMatcher

from django.db import connection
from django.db.models import Q, QuerySet

from cases import access
from cases.accounts.models import User
from cases.audit import trail
from cases.audit.acts import Act
from cases.audit.trail import Thing, Wanted
from cases.models import STANDS, Case, Identity, Subject
from cases.workforce.people import folded

WITHIN = timedelta(days=7)
MOST_SHOWN = 5
# Of one kind of likeness no more than the newest so many are looked at.
MOST_READ = 100
LIKE_PLACE = 0.8
# The share of the longer words of the shorter text that stand in the other as well.
LIKE_WORDS = 0.5
FEWEST_WORDS = 4
SHORTEST_WORD = 5
LIKELY = "likely"
PHONE, EMAIL, NAME = "same telephone number", "same email address", "same name"
OFFICER, PLACE, WORDS = "same officer within 7 days", "same day and a similar place", "same day and similar words"
# What says more stands first.
WEIGHTS = {PHONE: 4, EMAIL: 4, OFFICER: 3, NAME: 2, PLACE: 2, WORDS: 2}


@dataclass(frozen=True, kw_only=True)
class Sought:
    """What is known of the new matter. Keys as `Identity` keeps them; `day` is when it happened, or was received."""

    phones: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    people: frozenset[int] = frozenset()
    day: date | None = None
    happened_on: date | None = None
    place: str = ""
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Likely:
    """A matter that may be the same, and why, in words."""

    reference: str
    headline: str
    kind: str
    received_on: date
    is_closed: bool
    reasons: tuple[str, ...]


@dataclass(kw_only=True)
class _Found:
    case: Case
    reasons: set[str] = field(default_factory=set)

    @property
    def weight(self) -> int:
        return sum(WEIGHTS[reason] for reason in self.reasons)


def likely(*, sought: Sought, by: User, on: date, most: int = MOST_SHOWN) -> list[Likely]:
    """The matters most like it among those that this person may see, at most so many. At most six queries."""
    who = _who(sought)
    when = Q(behaviour_from=sought.happened_on) if sought.happened_on and (sought.place or sought.words) else Q()
    if not who and not when:
        return []
    visible = access.visible_to(reader=access.reader(user=by, on=on))
    found: dict[int, _Found] = {}
    if who:
        _by_people(found, _some(visible.filter(who)), sought)
    if when:
        _by_day(found, _some(visible.filter(when)), sought)
    ranked = sorted((one for one in found.values() if one.reasons), key=lambda one: (-one.weight, -one.case.pk))
    return [_shown(one) for one in ranked[:most]]


def note(*, found: Sequence[Likely], key: str, by: User, at: datetime) -> None:
    """Whoever is shown matters while they type has looked: one entry a page and hour, of counts and kinds of likeness.

    Never what was typed, nor which matters: that would say of each who was looked for.
    """
    if not found:
        return
    with connection.cursor() as cursor:
        # Of two at once the second waits here, and finds the entry of the first.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{LIKELY} {by.principal} {key}"])
    hour = at.replace(minute=0, second=0, microsecond=0)
    known = Wanted(what=Act.CASES_LISTED, who=by.principal, thing=LIKELY, key=key)
    newest = trail.find(wanted=known, most=1)
    if newest and newest[0].at >= hour:
        return
    kinds = Counter(reason for one in found for reason in one.reasons)
    said = f"{len(found)} shown: " + ", ".join(f"{reason} {kinds[reason]}" for reason in WEIGHTS if kinds[reason])
    trail.record(what=Act.CASES_LISTED, by=by, at=at, about=Thing(LIKELY, key), reason=said)


def _some(cases: QuerySet[Case]) -> list[Case]:
    return list(cases.order_by("-pk")[:MOST_READ])


def _who(sought: Sought) -> Q:
    """Whoever complains, is affected or saw it; and the officers, near the day."""
    identities, asked = _identities(sought), Q()
    if identities:
        asked |= Q(pk__in=Identity.objects.filter(identities).values("case"))
    if sought.people and sought.day:
        about = Subject.objects.filter(STANDS, person__in=sought.people)
        asked |= _near(sought.day) & Q(pk__in=about.values("case"))
    return asked


def _identities(sought: Sought) -> Q:
    asked = Q()
    for keys, wanted in (("phone_key", sought.phones), ("email_key", sought.emails), ("name_key", sought.names)):
        if said := [key for key in wanted if key]:
            asked |= Q(**{f"{keys}__in": said})
    return asked


def _near(day: date) -> Q:
    span = (day - WITHIN, day + WITHIN)
    return Q(behaviour_from__range=span) | Q(behaviour_from__isnull=True, received_on__range=span)


def _by_people(found: dict[int, _Found], cases: Iterable[Case], sought: Sought) -> None:
    known = {case.pk: case for case in cases}
    for case_id, reason in (*_same_identity(known, sought), *_same_officer(known, sought)):
        found.setdefault(case_id, _Found(case=known[case_id])).reasons.add(reason)


def _same_identity(known: Mapping[int, Case], sought: Sought) -> Iterator[tuple[int, str]]:
    asked = _identities(sought)
    rows = Identity.objects.filter(asked, case__in=known) if asked else Identity.objects.none()
    for case_id, phone, email, name in rows.values_list("case_id", "phone_key", "email_key", "name_key"):
        for key, wanted, reason in (
            (phone, sought.phones, PHONE),
            (email, sought.emails, EMAIL),
            (name, sought.names, NAME),
        ):
            if key and key in wanted:
                yield case_id, reason


def _same_officer(known: Mapping[int, Case], sought: Sought) -> Iterator[tuple[int, str]]:
    if sought.day is None or not sought.people:
        return
    subjects = Subject.objects.filter(STANDS, case__in=known, person__in=sought.people)
    for case_id in subjects.values_list("case_id", flat=True):
        case = known[case_id]
        if abs((case.behaviour_from or case.received_on) - sought.day) <= WITHIN:
            yield case_id, OFFICER


def _by_day(found: dict[int, _Found], cases: Iterable[Case], sought: Sought) -> None:
    for case in cases:
        reasons = {
            reason
            for reason, is_so in (
                (PLACE, _is_like(sought.place, case.place)),
                (WORDS, _says_the_same(sought.words, case.what_happened)),
            )
            if is_so
        }
        if reasons:
            found.setdefault(case.pk, _Found(case=case)).reasons.update(reasons)


def _is_like(one: str, other: str) -> bool:
    one, other = folded(one), folded(other)
    return bool(one and other) and SequenceMatcher(a=one, b=other, autojunk=False).ratio() >= LIKE_PLACE


def _says_the_same(one: str, other: str) -> bool:
    words = sorted((_longer_words(one), _longer_words(other)), key=len)
    return len(words[0]) >= FEWEST_WORDS and len(words[0] & words[1]) >= LIKE_WORDS * len(words[0])


def _longer_words(text: str) -> set[str]:
    return {word for word in folded(text).split() if len(word) >= SHORTEST_WORD}


def _shown(found: _Found) -> Likely:
    case = found.case
    return Likely(
        reference=case.reference,
        headline=case.headline,
        kind=case.get_kind_display(),
        received_on=case.received_on,
        is_closed=case.closed_on is not None,
        reasons=tuple(reason for reason in WEIGHTS if reason in found.reasons),
    )
