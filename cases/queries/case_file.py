"""A matter that somebody opens: what its header and its summary say, and that they looked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from cases import access
from cases.access import Reader
from cases.accounts.users import User
from cases.audit import trail
from cases.audit.acts import Act
from cases.audit.trail import Refused, Thing
from cases.models import Allegation, Case, CaseReader, Channel, ReaderWhy
from cases.queries import case_parts, case_words, limits
from cases.queries.limits import Limit
from misconduct.matters.handling import ASKED
from misconduct.stages import QUESTIONS

NOT_THERE = ""
LONGEST_KEY = 40


@dataclass(frozen=True, kw_only=True)
class Header:
    """What stands above every page of a matter. Never the score: it would anchor whoever decides."""

    reference: str
    headline: str
    kind: str
    treated_as: str
    stage: str
    grave: str
    is_assessed: bool
    has_band: bool
    owner: str
    unit: str
    is_restricted: bool
    named: str
    is_frozen: bool
    is_imported: bool
    limit: Limit | None


@dataclass(frozen=True, kw_only=True)
class AllegationSeen:
    """One allegation in words. `recorded` is what a form is filled in with on which it is corrected."""

    id: int
    number: int
    category: str
    sub_category: str
    summary: str
    standards: list[str]
    recorded: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class LetterSeen:
    """A letter that the matter calls for, and whether it was sent."""

    id: int
    title: str
    made_at: datetime
    sent_on: date | None


def works_on(*, case: Case, user: User, on: date) -> bool:
    """Whether it is with them, was logged by them, or they are named to it."""
    if case.owner_id == user.pk or case.logged_by == user.principal:
        return True
    return case.memberships.filter(user=user, ended_on__isnull=True).exclude(last_day__lt=on).exists()


def facts(*, case: Case) -> list[tuple[str, str]]:
    """What was recorded of it, label by label; what nobody recorded is left out."""
    told = [
        ("Stage", case_words.stage(case.stage)),
        ("Handling", case_words.handling(case.handling)),
        ("How it reached us", Channel(case.channel).label),
        ("Received", _day(case.received_on)),
        ("Complaint made", _day(case.complaint_made_on)),
        ("Came to our attention", _day(case.came_to_attention_on)),
        ("When it happened", _span(case.behaviour_from, case.behaviour_to)),
        ("Where", case.place),
        ("What would put it right", case.would_put_right),
        *_answered(case),
        ("What was done", case.what_was_done),
        ("Closed", _day(case.closed_on)),
    ]
    return [(label, said) for label, said in told if said]


def _answered(case: Case) -> list[tuple[str, str]]:
    """What the complainant's call answered, question by question; nothing where nobody was asked."""
    if not {*ASKED, "views_sought"} & case.known.keys():
        return []
    return [(asks, _in_words(name, case.known.get(name))) for name, asks in ASKED.items()]


def _in_words(name: str, said: str | None) -> str:
    # What is not known is not kept: it stays open, and is asked again before the next act.
    words = QUESTIONS[name].answers[said] if said else "not known"
    return words[:1].upper() + words[1:]


def letters(*, case: Case) -> list[LetterSeen]:
    """Its letters but those that were discarded, newest first."""
    return [
        LetterSeen(id=row.pk, title=case_words.letter(row.kind), made_at=row.made_at, sent_on=row.sent_on)
        for row in case.letters.filter(discarded_on__isnull=True).order_by("-pk")
    ]


def _day(day: date | None) -> str:
    return f"{day:%-d %B %Y}" if day else ""


def _span(first: date | None, last: date | None) -> str:
    return _day(first) if last in {None, first} else f"{_day(first)} to {_day(last)}"


def find(*, reader: Reader, reference: str) -> Case:
    """The matter, if they may see it, carrying what its header says. Raises NotThere."""
    still = Q(until__isnull=True) | Q(until__gte=reader.on)
    named = CaseReader.objects.filter(still, case=OuterRef("pk"), why__in=[ReaderWhy.MEMBER, ReaderWhy.GRANT])
    people = named.order_by().values("case").annotate(n=Count("principal", distinct=True)).values("n")
    carrying = {
        "band": case_parts.band(),
        "assessed": case_parts.assessed(),
        "named": Coalesce(Subquery(people), 0),
        "worst": case_parts.worst_limit(),
    }
    return access.find(reader=reader, reference=reference, carrying=carrying)


def not_there(*, reference: str) -> Refused:
    """What the trail says of somebody who asked for a matter that is not there for them.

    If there is one, the entry is for those who may see it. Whether there is one takes the same work.
    """
    number = access.number_if_any(reference=reference)
    asked = reference.strip().upper().replace("\0", "")[:LONGEST_KEY] or "-"
    return Refused(NOT_THERE, what=Act.CASE_NOT_THERE, about=Thing("case", asked, number))


def note_seen(*, case: Case, page: str, purpose: str, by: User, at: datetime) -> None:
    """Whoever looks at a matter leaves an entry, with the purpose that they chose and the page."""
    about = Thing("case", case.reference, case.pk)
    trail.record(what=Act.CASE_SEEN, by=by, at=at, about=about, reason=f"{purpose} ({page})")


def header(*, case: Any, on: date) -> Header:
    """Of a matter that `find` gave: no question more."""
    return Header(
        reference=case.reference,
        headline=case.headline,
        kind=case_words.kind(case.kind),
        treated_as="" if case.treated_as == case.kind else case_words.kind(case.treated_as),
        stage=case_words.stage(case.stage),
        grave=case_words.grave(assessed=case.assessed, scored=case.band),
        is_assessed=any(level in case_words.ASSESSED for level in case.assessed),
        has_band=case.band != "",
        owner=case.owner.name if case.owner else case_words.NOBODY,
        unit=case.unit.name,
        is_restricted=case.is_restricted,
        named=f"{case.named} named member{'' if case.named == 1 else 's'}",
        is_frozen=case.is_frozen,
        is_imported=case.origin == "imported",
        limit=limits.of_data(case.worst, on=on),
    )


def allegations(*, case: Case) -> list[AllegationSeen]:
    """What is alleged, in its order."""
    return [allegation(row) for row in case.allegations.order_by("number")]


def one_allegation(*, case: Case, allegation_id: int) -> AllegationSeen:
    """One of them, as it is recorded now. Raises NotThere."""
    row = case.allegations.filter(pk=allegation_id).first()
    if row is None:
        raise access.NotThere
    return allegation(row)


def allegation(row: Allegation) -> AllegationSeen:
    """One of them."""
    code = row.sub_category or row.category
    # One that is called as its category is called as the category that is chosen instead.
    said = "" if row.summary == case_words.name_of_category(code) else row.summary
    return AllegationSeen(
        id=row.pk,
        number=row.number,
        category=case_words.category(row.category),
        sub_category=case_words.sub_category(row.sub_category),
        summary=row.summary,
        standards=[case_words.standard(name) for name in row.standards],
        recorded={"category": code, "summary": said, "standards": list(row.standards)},
    )
