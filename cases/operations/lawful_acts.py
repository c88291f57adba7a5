"""Doing an act of the law's tables: ask the law, write the decision, move the stage, start and stop clocks.

In a matter, or on an allegation against a person in it. Part of every operation that changes where one of them stands;
it stands inside the operation's transaction, on a matter that is locked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from cases.accounts.models import User
from cases.audit.acts import Act
from cases.audit.trail import Refused, Thing
from cases.models import Case, Decision, SubjectAllegation
from cases.operations import clocks
from cases.operations.clocks import Happened
from cases.queries import circumstances
from cases.queries.circumstances import OF_THE_PERSON
from cases.workforce.models import Delegation
from misconduct import stages
from misconduct.guards import Circumstances, Truth, truth
from misconduct.savings import Act as ActKind
from misconduct.stages import MatterStage, NeedsReason, NotPermitted, Permitted
from misconduct.stages.asked import ONCE
from misconduct.stages.explained import obstacle_in_words
from misconduct.stages.lifecycles import FINAL
from misconduct.stages.who import Who

# Acts about a person and not about one allegation, besides those about suspension.
ONCE_A_PERSON = frozenset({"record_leaving"})
PERIODS = frozenset({"timeliness_reg19", "timeliness_pcmr13"})
# From these stages on the track is settled: it stays known when the matter ends.
TRACKS = {MatterStage.INTERNAL: "internal", MatterStage.RECORDED: "police_reform_act"}


@dataclass(frozen=True, kw_only=True)
class Doing:
    """An act that somebody wants to do: in which capacity, on which day, with which answers, and why.

    `despite` is why it is done although an unconfirmed guard stands in the way, where that is said apart from the
    reasons; `details` what the act has besides, such as the IOPC's reference.
    """

    act: str
    by: User
    capacity: Who
    on: date
    at: datetime
    answers: Mapping[str, str] = field(default_factory=dict)
    reasons: str = ""
    despite: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)
    delegation: Delegation | None = None


def do(*, case: Case, doing: Doing, against: SubjectAllegation | None = None) -> Permitted:
    """Does it: one row in the register of decisions, the new stage, and what the act starts and stops.

    Raises Refused, with what stands in the way and where that comes from, when the law does not permit it; when an
    unconfirmed guard stands in the way and no reason is given; and when a decision names no delegation and needs one.
    The matter itself is saved by the operation that this is part of; an allegation against a person here.
    """
    asked = {**doing.answers, "by": doing.capacity.label}
    facts = circumstances.of(case=case, against=against, act_on=doing.on, answers=asked)
    before = circumstances.standing(case=case, against=against)
    answer = stages.after(stage=before, act=doing.act, facts=facts)
    why = doing.despite.strip() or doing.reasons.strip()
    if isinstance(answer, NotPermitted) or (isinstance(answer, NeedsReason) and not why):
        raise _refused(case, doing, [obstacle_in_words(one) for one in answer.obstacles])
    permitted = answer.permitted if isinstance(answer, NeedsReason) else answer
    if doing.capacity.is_by_delegation and doing.delegation is None:
        raise _refused(case, doing, [f"Name the delegation under which {permitted.power.cited} is exercised."])
    if doing.capacity.is_by_delegation and not doing.reasons.strip():
        raise _refused(case, doing, ["Give the reasons for this decision."])
    _record(case, against, doing, answer, permitted)
    _keep(case, against, doing.answers, permitted)
    of_the_person = permitted.act.kind is ActKind.SUSPENSION or doing.act in ONCE_A_PERSON
    happened = Happened(act=doing.act, on=doing.on, at=doing.at, against=against, of_the_person=of_the_person)
    _run(case, permitted, facts, happened)
    return permitted


def _keep(case: Case, against: SubjectAllegation | None, answers: Mapping[str, str], permitted: Permitted) -> None:
    """Keeps the new stage, and every answer that holds for longer than this act."""
    said = {name: value for name, value in answers.items() if name not in ONCE} | dict(permitted.changes)
    kind = said.pop("kind", case.treated_as)
    stage = permitted.stage.name.lower()
    if against is None:
        track = {"track": TRACKS[permitted.stage]} if permitted.stage in TRACKS else {}
        case.known, case.treated_as, case.stage = case.known | said | track, kind, stage
        return
    own = {name: value for name, value in said.items() if name not in OF_THE_PERSON}
    against.known, against.stage = against.known | own, stage
    against.save(update_fields=["known", "stage"])
    if of_the_person := {name: value for name, value in said.items() if name in OF_THE_PERSON}:
        against.subject.known |= of_the_person
        against.subject.save(update_fields=["known"])


def _run(case: Case, permitted: Permitted, facts: Circumstances, happened: Happened) -> None:
    clocks.stop(case=case, keys=permitted.stops, happened=happened)
    for started in permitted.starts:
        holds = truth(started.where, {**facts.known, **permitted.changes})
        # Who somebody is may not be known yet: a duty of the force runs all the same.
        if holds is Truth.YES or (holds is Truth.OPEN and started.key in PERIODS):
            clocks.start(case=case, started=started, happened=happened)
    if permitted.stage in FINAL:
        clocks.stop_continuing(case=case, happened=happened)


def _record(
    case: Case,
    against: SubjectAllegation | None,
    doing: Doing,
    answer: Permitted | NeedsReason,
    permitted: Permitted,
) -> None:
    unmet = answer.obstacles if isinstance(answer, NeedsReason) else ()
    because = {"because": doing.despite.strip()} if doing.despite.strip() else {}
    Decision.objects.create(
        case=case,
        against=against,
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
        details=dict(doing.details),
        unmet=[{"guard": one.key, "words": obstacle_in_words(one)} | because for one in unmet],
        at=doing.at,
    )


def _refused(case: Case, doing: Doing, sentences: list[str]) -> Refused:
    about = Thing("case", case.reference, case.pk)
    return Refused(" ".join(sentences), what=Act.CASE_ACT, about=about, reason=doing.act)
