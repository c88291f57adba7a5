"""Proceedings elsewhere as their page and the page of an act show them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case as Choice
from django.db.models import F, Prefetch, When

from cases.access import NotThere
from cases.models import Case, Effect, ParallelEvent, ParallelProceeding, ProceedingKind, ProceedingState
from cases.models.parallel import ACT_KINDS
from cases.queries import case_words
from misconduct.stages.tables import ACTS

KIND_WORDS = dict(ACT_KINDS)
NO_NEXT = "No next date is known"


@dataclass(frozen=True, kw_only=True)
class EffectSeen:
    """What they mean for one kind of act, and why."""

    act_kind: str
    effect: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class EventSeen:
    """Something that happened there."""

    on: date
    what: str
    by: str
    recorded_at: datetime


@dataclass(frozen=True, kw_only=True)
class Seen:
    """Proceedings elsewhere. `recorded` is what a form is filled in with."""

    id: int
    title: str
    body: str
    reference: str
    state: str
    has_ended: bool
    next_on: date | None
    next_what: str
    due: str
    is_late: bool
    chases: str
    effects: list[EffectSeen]
    events: list[EventSeen]
    recorded: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """What whoever does an act of this kind is reminded of."""

    title: str
    body: str
    effect: str
    reason: str


def of_case(*, case: Case, on: date) -> list[Seen]:
    """All beside a matter: those that go on first, by their next date. Three questions, whatever their number."""
    ended_last = Choice(When(state=ProceedingState.ENDED, then=1), default=0)
    rows = _rows(case).order_by(ended_last, F("next_on").asc(nulls_last=True), "pk")
    return [_seen(row, on) for row in rows]


def one(*, case: Case, proceeding_id: int, on: date) -> Seen:
    """One of them. Raises NotThere."""
    row = _rows(case).filter(pk=proceeding_id).first()
    if row is None:
        raise NotThere
    return _seen(row, on)


def in_words(*, seen: Seen) -> list[tuple[str, str]]:
    """What is recorded of them, label by label; what nobody recorded is left out."""
    told = [
        ("What they are", seen.title),
        ("Body", seen.body),
        ("Its reference", seen.reference),
        ("How far they are", seen.state),
        ("Next", f"{seen.next_what}, {seen.next_on:%-d %B %Y}" if seen.next_on else ""),
        ("Who chases them", seen.chases),
        *((one.act_kind, f"{one.effect}: {one.reason}") for one in seen.effects),
    ]
    return [(label, said) for label, said in told if said]


def reminders(*, case: Case, act: str) -> list[Reminder]:
    """What proceedings that go on mean for this act. One question. They remind, and refuse nothing."""
    if act not in ACTS:
        return []
    found = case.parallel_effects.filter(act_kind=ACTS[act].kind.name.lower()).exclude(effect=Effect.NONE)
    rows = found.exclude(proceeding__state=ProceedingState.ENDED).select_related("proceeding").order_by("pk")
    return [
        Reminder(
            title=ProceedingKind(row.proceeding.kind).label,
            body=row.proceeding.body,
            effect=Effect(row.effect).label,
            reason=row.reason,
        )
        for row in rows
    ]


def _rows(case: Case) -> Any:
    events = Prefetch("events", queryset=ParallelEvent.objects.select_related("by").order_by("-on", "-pk"))
    return case.proceedings.select_related("chases").prefetch_related(events, "effects")


def _seen(row: ParallelProceeding, on: date) -> Seen:
    order = list(KIND_WORDS)
    effects = sorted(row.effects.all(), key=lambda each: order.index(each.act_kind))
    return Seen(
        id=row.pk,
        title=ProceedingKind(row.kind).label,
        body=row.body,
        reference=row.body_reference,
        state=ProceedingState(row.state).label,
        has_ended=row.state == ProceedingState.ENDED,
        next_on=row.next_on,
        next_what=row.next_what,
        due=_due(row.next_on, on),
        is_late=row.next_on is not None and row.next_on < on,
        chases=row.chases.name if row.chases else "",
        effects=[
            EffectSeen(
                act_kind=case_words.begun(KIND_WORDS[each.act_kind]),
                effect=Effect(each.effect).label,
                reason=each.reason,
            )
            for each in effects
        ],
        events=[
            EventSeen(on=each.on, what=each.what, by=each.by.name, recorded_at=each.recorded_at)
            for each in row.events.all()
        ],
        recorded={
            "kind": row.kind,
            "body": row.body,
            "body_reference": row.body_reference,
            "state": row.state,
            "next_on": row.next_on,
            "next_what": row.next_what,
            "chases": row.chases_id,
        },
    )


def _due(day: date | None, on: date) -> str:
    """`in 3 days`, `today`, `passed 5 days ago: chase it`."""
    if day is None:
        return NO_NEXT
    days = (day - on).days
    if days >= 0:
        return {0: "today", 1: "tomorrow"}.get(days, f"in {days:,} days")
    return f"passed {'yesterday' if days == -1 else f'{-days:,} days ago'}: chase it"
