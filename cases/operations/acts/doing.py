"""Doing an act of the law in a matter, or on allegations in it: decision, stage, time limits and trail, or nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from cases.access import NotThere
from cases.accounts.users import User
from cases.audit import trail
from cases.audit.acts import Act as Entry
from cases.audit.trail import Refused, Thing
from cases.models import Case, SubjectAllegation
from cases.operations import case_changes, lawful_acts
from cases.operations.acts import effects
from cases.operations.case_changes import Conflict
from cases.operations.intake.values import Mistake
from cases.operations.lawful_acts import Doing
from cases.queries import circumstances
from cases.queries.acts import asking, capacities, here, words
from cases.queries.acts.capacities import Capacity, Mine
from misconduct import stages
from misconduct.guards import Obstacle
from misconduct.stages import NeedsReason, NotPermitted
from misconduct.stages.acts import Act
from misconduct.stages.asked import turns_on
from misconduct.stages.tables import ACTS

NOT_YOURS = "This act is not yours to do in this matter. Its page says whose it is."
AHEAD = "The day must be today or earlier"
TOO_EARLY = "The day must be {day}, when this matter was first known of, or later"
BEFORE_THE_LAST = "The day must be {day} or later: on that day the act before it was done"
UNDER = "Choose the delegation under which you decide"
IN_WHICH = "Choose in which capacity you do this"
WHY = "Enter the reasons"


class Obstructed(Exception):
    """The law stands in the way. `refuses`: it may not be done; otherwise it may be, for a reason said apart.

    `missing` are questions that are still to be answered.
    """

    def __init__(self, *, found: Iterable[Obstacle], refuses: bool, instead: str = "") -> None:
        super().__init__("The law stands in the way.")
        rows = [one for one in found if one.refuses or not refuses]
        self.refuses = refuses
        self.sentences = tuple(dict.fromkeys(words.in_words(obstacle=one) for one in rows))
        self.missing = frozenset(name for one in rows for name in one.missing)
        self.instead = instead


@dataclass(frozen=True, kw_only=True)
class Told:
    """What somebody says about an act: the day, the answers, the reasons, and as whom they do it.

    `against` are the allegations that it is done on; none: the matter itself. `delegation` is the number of the one it
    is done under, where it takes one.
    """

    act: str
    on: date
    version: int
    capacity: str = ""
    delegation: int | None = None
    against: Sequence[int] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    reasons: str = ""
    despite: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def do(*, reference: str, told: Told, by: User, at: datetime) -> str:
    """Does the act on each allegation named, or in the matter, and says where it led. All of them, or none.

    Raises Obstructed, Mistake for what cannot be (by its field), Conflict where the matter was changed since its page
    was opened, Refused for an act that is not theirs and while nothing may be changed, and NotThere.
    """
    case = case_changes.to_change(reference=reference, by=by, at=at)
    if not here.has_page(key=told.act):
        raise NotThere
    if case.version != told.version:
        raise Conflict
    rows = _rows(case, told)
    act = ACTS[told.act]
    if not told.reasons.strip():
        raise Mistake("reasons", WHY)
    mine = capacities.mine(user=by, on=told.on)
    on: Sequence[SubjectAllegation | None] = rows or [None]
    for against in on:
        _check_day(case, against, told, today=timezone.localdate(at))
        _one(case, against, act, told, mine=mine, at=at)
    case_changes.save(case, ("stage", "known", "treated_as", "handling", "closed_on"))
    _noted(case, act, rows, by=by, at=at)
    return act.title


def _one(
    case: Case, against: SubjectAllegation | None, act: Act, told: Told, *, mine: Mine, at: datetime
) -> None:  # fmt: skip
    capacity = _capacity(case, against, act, told, mine)
    told_more = effects.before(case=case, against=against, told=told, on=told.on)
    answers = _answers(case, against, act, told, capacity) | told_more.answers
    facts = circumstances.of(
        case=case, against=against, act_on=told.on, answers={**answers, "by": capacity.label}
    )  # fmt: skip
    answer = stages.after(stage=circumstances.standing(case=case, against=against), act=act.key, facts=facts)
    if isinstance(answer, NotPermitted):
        raise Obstructed(found=answer.obstacles, refuses=True, instead=answer.instead)
    if isinstance(answer, NeedsReason) and not told.despite.strip():
        raise Obstructed(found=answer.obstacles, refuses=False, instead=answer.instead)
    effects.check(case=case, against=against, told=told)
    doing = Doing(
        act=act.key,
        by=mine.user,
        capacity=capacity.who,
        on=told.on,
        at=at,
        answers=answers,
        reasons=told.reasons.strip(),
        despite=told.despite,
        details=told_more.details,
        delegation=_delegation(capacity, told),
    )
    lawful_acts.do(case=case, doing=doing, against=against)
    effects.after(case=case, against=against, doing=doing)


def _rows(case: Case, told: Told) -> list[SubjectAllegation]:
    """The allegations that it is done on, locked. Raises NotThere where one is not in this matter."""
    wanted = {*told.against}
    found = SubjectAllegation.objects.filter(case=case, pk__in=wanted, subject__withdrawn_on__isnull=True)
    rows = list(found.select_for_update(of=("self",)).select_related("subject__person", "allegation").order_by("pk"))
    if len(rows) != len(wanted):
        raise NotThere
    subjects = {row.subject_id: row.subject for row in rows}
    for row in rows:
        # One person is one row, whatever is done on several allegations against them.
        row.case, row.subject = case, subjects[row.subject_id]
    if len(rows) > 1 and asking.is_of_the_person(act=ACTS[told.act]):
        return rows[:1]
    return rows


def _capacity(
    case: Case, against: SubjectAllegation | None, act: Act, told: Told, mine: Mine
) -> Capacity:  # fmt: skip
    """The capacity they act in. Raises Refused where none is theirs, and Mistake where they have not said which."""
    facts = circumstances.of(case=case, against=against, act_on=told.on, answers=told.answers)
    theirs = capacities.of(mine=mine, act=act, facts=facts, case=case, against=against)
    if not theirs:
        raise Refused(NOT_YOURS, what=Entry.CASE_ACT, about=Thing("case", case.reference, case.pk), reason=act.key)
    if len(theirs) == 1 and not told.capacity:
        return theirs[0]
    chosen = next((one for one in theirs if one.label == told.capacity), None)
    if chosen is None:
        raise Mistake("capacity", IN_WHICH)
    return chosen


def _delegation(capacity: Capacity, told: Told) -> Any:
    if not capacity.delegations:
        return None
    if len(capacity.delegations) == 1 and told.delegation is None:
        return capacity.delegations[0]
    chosen = next((row for row in capacity.delegations if row.pk == told.delegation), None)
    if chosen is None:
        raise Mistake("under", UNDER)
    return chosen


def _answers(
    case: Case, against: SubjectAllegation | None, act: Act, told: Told, capacity: Capacity
) -> dict[str, str]:  # fmt: skip
    """What was answered, as far as this act turns on it: nobody answers what the record says, or another act."""
    facts = circumstances.of(case=case, against=against, act_on=told.on, answers={"by": capacity.label})
    asked = turns_on(act=act, stage=circumstances.standing(case=case, against=against), facts=facts)
    return {name: said for name, said in told.answers.items() if name in asked}


def _check_day(case: Case, against: SubjectAllegation | None, told: Told, *, today: date) -> None:
    """Nothing is done ahead of today, before the matter was known of, or before the step that it follows."""
    if told.on > today:
        raise Mistake("on", AHEAD)
    first = min(case.received_on, case.came_to_attention_on)
    if told.on < first:
        raise Mistake("on", TOO_EARLY.format(day=f"{first:%-d %B %Y}"))
    last = case.decisions.filter(against=against).exclude(stage_before=F("stage_after")).order_by("-pk").first()
    if last is not None and told.on < last.act_on:
        raise Mistake("on", BEFORE_THE_LAST.format(day=f"{last.act_on:%-d %B %Y}"))


def _noted(case: Case, act: Act, rows: list[SubjectAllegation], *, by: User, at: datetime) -> None:
    on = ", ".join(str(number) for number in sorted({row.allegation.number for row in rows}))
    said = f"{act.key} on allegation {on}" if rows else act.key
    trail.record(what=Entry.CASE_DECIDED, by=by, at=at, about=Thing("case", case.reference, case.pk), reason=said)
