"""Doing an act of the law's tables in a matter: ask the law, write the decision, move the stage, start and stop clocks.

Part of every operation that changes where a matter stands; it stands inside the operation's transaction, on a matter
that is locked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from cases.accounts.models import User
from cases.audit.acts import Act
from cases.audit.trail import Refused, Thing
from cases.models import Case, Decision
from cases.operations import clocks
from cases.operations.clocks import Happened
from cases.queries import circumstances
from cases.workforce.models import Delegation
from misconduct import stages
from misconduct.guards import Truth, truth
from misconduct.stages import NeedsReason, NotPermitted, Permitted
from misconduct.stages.explained import obstacle_in_words
from misconduct.stages.lifecycles import FINAL
from misconduct.stages.who import Who


@dataclass(frozen=True, kw_only=True)
class Doing:
    """An act that somebody wants to do: in which capacity, on which day, with which answers, and why."""

    act: str
    by: User
    capacity: Who
    on: date
    at: datetime
    answers: Mapping[str, str] = field(default_factory=dict)
    reasons: str = ""
    delegation: Delegation | None = None


def do(*, case: Case, doing: Doing) -> Permitted:
    """Does it: one row in the register of decisions, the new stage, and what the act starts and stops.

    Raises Refused, with what stands in the way and where that comes from, when the law does not permit it; when an
    unconfirmed guard stands in the way and no reason is given; and when a decision names no delegation and needs one.
    The matter itself is saved by the operation that this is part of.
    """
    asked = {**doing.answers, "by": doing.capacity.label}
    facts = circumstances.of_case(case=case, act_on=doing.on, answers=asked)
    before = circumstances.stage_of(case=case)
    answer = stages.after(stage=before, act=doing.act, facts=facts)
    if isinstance(answer, NotPermitted) or (isinstance(answer, NeedsReason) and not doing.reasons.strip()):
        raise _refused(case, doing, [obstacle_in_words(one) for one in answer.obstacles])
    permitted = answer.permitted if isinstance(answer, NeedsReason) else answer
    if doing.capacity.is_by_delegation and doing.delegation is None:
        raise _refused(case, doing, [f"Name the delegation under which {permitted.power.cited} is exercised."])
    _record(case, doing, answer, permitted)
    known = {name: value for name, value in facts.known.items() if name not in {"by", "kind"}}
    case.known = {**known, **{name: value for name, value in permitted.changes.items() if name != "kind"}}
    case.treated_as = permitted.changes.get("kind", case.treated_as)
    case.stage = permitted.stage.name.lower()
    happened = Happened(act=doing.act, on=doing.on, at=doing.at)
    clocks.stop(case=case, keys=permitted.stops, happened=happened)
    for started in permitted.starts:
        if truth(started.where, {**facts.known, **permitted.changes}) is Truth.YES:
            clocks.start(case=case, started=started, happened=happened)
    if permitted.stage in FINAL:
        clocks.stop_continuing(case=case, happened=happened)
    return permitted


def _record(case: Case, doing: Doing, answer: Permitted | NeedsReason, permitted: Permitted) -> None:
    unmet = answer.obstacles if isinstance(answer, NeedsReason) else ()
    Decision.objects.create(
        case=case,
        act=doing.act,
        provision=permitted.power.cited,
        grade=permitted.power.grade.name,
        stage_before=permitted.before.name.lower(),
        stage_after=permitted.stage.name.lower(),
        capacity=doing.capacity.label,
        delegation=doing.delegation,
        by=doing.by,
        act_on=doing.on,
        reasons=doing.reasons,
        answers=dict(doing.answers),
        unmet=[{"guard": one.key, "words": obstacle_in_words(one)} for one in unmet],
        at=doing.at,
    )


def _refused(case: Case, doing: Doing, sentences: list[str]) -> Refused:
    about = Thing("case", case.reference, case.pk)
    return Refused(" ".join(sentences), what=Act.CASE_ACT, about=about, reason=doing.act)
