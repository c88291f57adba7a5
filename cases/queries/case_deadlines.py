"""Time limits of a matter: a line for each on one axis, and how each date was worked out."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Case as Choice
from django.db.models import When

from cases.access import NotThere
from cases.models import Case, Deadline
from cases.queries import case_parts, case_words, legal_dates

# The width that lines are drawn over, in units of the picture.
WIDTH = 600
MOST_SHOWN = 200


@dataclass(frozen=True, kw_only=True)
class Replaced:
    """A limit as it stood before a date was corrected: since when it does not any more, and why."""

    id: int
    on: date
    because: str
    from_on: date
    was_due: date | None


@dataclass(frozen=True, kw_only=True)
class Line:
    """One limit: its row in the table, and where its line begins and ends on the axis.

    `replaced`: as what it stood before, newest first. `is_outdated`: a date that it rests on was corrected, and it was
    not worked out again, because a person had settled it.
    """

    number: int
    id: int
    title: str
    about: str
    state: str
    is_late: bool
    event_on: date
    ends_on: date | None
    is_unconfirmed: bool
    is_outdated: bool
    replaced: list[Replaced]
    begins_at: int
    ends_at: int
    y: int

    @property
    def middle(self) -> int:
        """Where its number stands beside the line."""
        return self.y + 6


@dataclass(frozen=True, kw_only=True)
class Axis:
    """All limits on one axis of days."""

    lines: list[Line]
    first: date | None
    last: date | None
    today_at: int
    height: int


@dataclass(frozen=True, kw_only=True)
class Computed:
    """How a date was worked out, label by label."""

    title: str
    headline: str
    lines: list[tuple[str, str]]
    problem: str
    is_unconfirmed: bool
    state: str


def axis(*, case: Case, on: date) -> Axis:
    """Every limit that ran or runs, those that run first, each with what it took the place of. One question.

    Of more than are shown, those that run and then the newest.
    """
    rows = case.deadlines.select_related("against__allegation", "against__subject__person")
    every = list(rows.order_by(Choice(When(case_parts.RUNS, then=0), default=1), "-pk")[:MOST_SHOWN])
    found = [row for row in every if row.replaced_by_id is None]
    found.sort(key=lambda row: (_ended_on(row) is not None, row.work_to or date.max, row.pk))
    days = [on, *(day for row in found for day in (row.event_on, _until(row)) if day)]
    first, last = min(days), max(days)
    if last == first:
        last = first + timedelta(1)
    scale = WIDTH / (last - first).days
    drawing = _Drawing(
        case=case,
        on=on,
        first=first,
        scale=scale,
        before={row.replaced_by_id: row for row in every if row.replaced_by_id is not None},
    )
    lines = [_line(row, number, drawing) for number, row in enumerate(found, start=1)]
    return Axis(
        lines=lines,
        first=first if lines else None,
        last=last if lines else None,
        today_at=round((on - first).days * scale),
        height=len(lines) * 24 + 30,
    )


def how(*, case: Case, deadline_id: int, on: date) -> Computed:
    """How one of its dates was worked out. Raises NotThere where the matter has no such limit."""
    row = case.deadlines.filter(pk=deadline_id).first()
    if row is None:
        raise NotThere
    working: dict[str, Any] = row.working or {}
    return Computed(
        title=row.title,
        headline=working.get("headline", row.title),
        lines=[(label, said) for label, said in working.get("lines", [])] or _without_words(row, working),
        problem=row.problem,
        is_unconfirmed=not row.is_confirmed,
        state=_state(row, on),
    )


@dataclass(frozen=True, kw_only=True)
class _Drawing:
    """What every line is drawn with: the axis, and which limit stood before which."""

    case: Case
    on: date
    first: date
    scale: float
    before: dict[int | None, Deadline]

    def at(self, day: date) -> int:
        return round((day - self.first).days * self.scale)


def _line(row: Deadline, number: int, drawing: _Drawing) -> Line:
    until, on = _until(row), drawing.on
    begins = drawing.at(row.event_on)
    runs = row.side == case_words.DUTY and row.is_confirmed and _ended_on(row) is None
    late = runs and row.work_to is not None and row.work_to < on
    return Line(
        number=number,
        id=row.pk,
        title=row.title,
        about=_about(row),
        state=_state(row, on),
        is_late=late,
        event_on=row.event_on,
        ends_on=case_words.last_day(work_to=row.work_to, key=row.key),
        is_unconfirmed=not row.is_confirmed,
        is_outdated=_ended_on(row) is None and legal_dates.is_outdated(case=drawing.case, row=row),
        replaced=_replaced(row, drawing),
        begins_at=begins,
        ends_at=max(begins + 4, drawing.at(until)) if until else WIDTH,
        y=number * 24,
    )


def _replaced(row: Deadline, drawing: _Drawing) -> list[Replaced]:
    """As what a limit stood before, newest first."""
    found: list[Replaced] = []
    old = drawing.before.get(row.pk)
    while old is not None and old.ended_on is not None:
        found.append(
            Replaced(
                id=old.pk,
                on=old.ended_on,
                because=old.replaced_because,
                from_on=old.event_on,
                was_due=case_words.last_day(work_to=old.work_to, key=old.key),
            )
        )
        old = drawing.before.get(old.pk)
    return found


def _ended_on(row: Deadline) -> date | None:
    return row.met_on or row.ended_on


def _until(row: Deadline) -> date | None:
    return case_words.last_day(work_to=row.work_to, key=row.key) or _ended_on(row)


def _state(row: Deadline, on: date) -> str:
    if row.met_on:
        return f"met on {row.met_on:%-d %B %Y}"
    if row.ended_on and row.replaced_because:
        return f"replaced on {row.ended_on:%-d %B %Y}, because: {row.replaced_because}"
    if row.ended_on:
        return f"no longer runs, since {row.ended_on:%-d %B %Y}"
    said: dict[str, Any] = {"key": row.key, "problem": row.problem, "is_confirmed": row.is_confirmed}
    return case_words.due(work_to=row.work_to, side=row.side, on=on, **said)


def _about(row: Deadline) -> str:
    if row.against is None:
        return ""
    subject = row.against.subject
    in_error = " (added in error)" if subject.withdrawn_on else ""
    return f"allegation {row.against.allegation.number}, {subject.person or 'not yet identified'}{in_error}"


def _without_words(row: Deadline, working: dict[str, Any]) -> list[tuple[str, str]]:
    """What the row itself knows, where its working holds no words."""
    rule, source = working.get("rule", {}), working.get("authority", {})
    cited = f"{source.get('instrument', '')}, {source.get('provision', '')}".strip(", ")
    told = [
        ("Rule", rule.get("words", "")),
        ("Source", f"{cited} — {case_words.grade(row.grade)}" if cited else case_words.grade(row.grade)),
        ("Day 0", f"{row.event_on:%a %-d %b %Y}"),
        ("Skipped", "; ".join(f"{day['on']} ({day['why']})" for day in working.get("skipped", []))),
    ]
    return [(label, said) for label, said in told if said]
