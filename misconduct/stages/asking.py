"""Asking the tables: what follows an act, and what may be done now.

The answer to an act is one of three. It is permitted. Or it needs a reason: a guard whose provision nobody read stands
in the way, and a person may go on with a recorded reason. Or it is not permitted: it has no row, it belongs to another
procedure, or a guard whose provision was read stands in the way.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from misconduct import procedures
from misconduct.authority import Authority
from misconduct.guards import (
    ALWAYS,
    Circumstances,
    Condition,
    Conditions,
    Guard,
    Obstacle,
    Truth,
    is_confirmed,
    open_facts,
    truth,
    under,
)
from misconduct.guards import obstacles as standing_in_the_way
from misconduct.procedures import INSTEAD, PersonKind
from misconduct.stages import tables
from misconduct.stages.acts import Act, Decider, Started, Transition
from misconduct.stages.lifecycles import FINAL, Stage, name_of
from misconduct.versions import SERIES


@dataclass(frozen=True, kw_only=True)
class Permitted:
    """The act may be done: the stage after it, and what goes with it.

    `changes` are the answers it gives by being done. Where `needs_delegation`, the decision names the delegation for
    `power` under which it is taken.
    """

    act: Act
    row: Transition
    before: Stage
    stage: Stage
    deciders: tuple[Decider, ...]
    starts: tuple[Started, ...]
    stops: tuple[str, ...]
    power: Authority
    changes: Mapping[str, str] = field(hash=False)

    @property
    def needs_delegation(self) -> bool:
        """Whether somebody decides it who hardly ever does so in person."""
        return any(decider.who.is_by_delegation for decider in self.deciders)


@dataclass(frozen=True, kw_only=True)
class NeedsReason:
    """The act may be done with a recorded reason, although these unconfirmed guards stand in the way."""

    permitted: Permitted
    obstacles: tuple[Obstacle, ...]
    instead: str = ""

    @property
    def act(self) -> Act:
        """The act that was asked about."""
        return self.permitted.act


@dataclass(frozen=True, kw_only=True)
class NotPermitted:
    """The act may not be done, and why; `instead` is what to use."""

    act: Act
    before: Stage
    obstacles: tuple[Obstacle, ...]
    instead: str = ""


Answer = Permitted | NeedsReason | NotPermitted


def after(*, stage: Stage, act: str, facts: Circumstances) -> Answer:
    """What follows the act at this stage. Raises NoAnswer only where there is no act of this name."""
    asked = tables.act_called(key=act)
    wrong = _wrong_procedure(asked, facts)
    if wrong and wrong.refuses:
        return NotPermitted(act=asked, before=stage, obstacles=(wrong,), instead=_instead(facts))
    found = tables.rows(stage=stage, act=act)
    if not found:
        return NotPermitted(act=asked, before=stage, obstacles=(_wrong_stage(asked, stage),))
    row = _chosen(found, facts)
    if isinstance(row, Obstacle):
        return NotPermitted(act=asked, before=stage, obstacles=(row,))
    return _guarded(stage, asked, row, facts, wrong)


def permitted(*, stage: Stage, facts: Circumstances) -> tuple[Answer, ...]:
    """The answer to every act that has a row at this stage, in the order of the tables."""
    return tuple(after(stage=stage, act=act.key, facts=facts) for act in tables.acts_at(stage=stage))


def decided_by(*, act: Act, facts: Circumstances) -> tuple[Decider, ...]:
    """Who may do it, as far as it is known."""
    return tuple(one for one in act.by if truth(one.where, facts.known) is not Truth.NO)


def power_of(*, act: Act, row: Transition, facts: Circumstances) -> Authority:
    """The provision that is exercised, which a delegation must cover: the row's own where it cites law."""
    if row.authority and row.authority.instrument.is_law:
        return row.authority
    return act.under_pra if act.under_pra and facts.known.get("track") == "police_reform_act" else act.power


def _guarded(stage: Stage, act: Act, row: Transition, facts: Circumstances, wrong: Obstacle | None) -> Answer:
    """The answer of the guards, of the act's own and of the row's."""
    governed = _governed(act, row, facts)
    guards = (*act.guards, *row.guards, *_decider(act, facts))
    others = standing_in_the_way(guards=guards, act=act.key, kind=act.kind, facts=facts)
    found = (*((governed,) if governed else ()), *((wrong,) if wrong else ()), *others)
    if any(one.refuses for one in found):
        ordered = tuple(sorted(found, key=lambda one: not one.refuses))
        return NotPermitted(act=act, before=stage, obstacles=ordered)
    answer = Permitted(
        act=act,
        row=row,
        before=stage,
        stage=row.to or stage,
        deciders=decided_by(act=act, facts=facts),
        starts=tuple(one for one in (*act.starts, *row.starts) if truth(one.where, facts.known) is not Truth.NO),
        stops=(*act.stops, *row.stops),
        power=power_of(act=act, row=row, facts=facts),
        changes={**act.sets, **row.sets},
    )
    if not found:
        return answer
    return NeedsReason(permitted=answer, obstacles=found, instead=_instead(facts) if wrong else "")


def _obstacle(act: Act, name: str, why: str, authority: Authority, **details: object) -> Obstacle:
    guard = Guard(name=name, needs=ALWAYS, why=why, authority=authority)
    return Obstacle(key=f"{act.key}.{name}", guard=guard, **{"refuses": True, **details})  # type: ignore[arg-type]


def _wrong_stage(act: Act, stage: Stage) -> Obstacle:
    at = ", ".join(name_of(one) for one in tables.stages_of(act=act.key))
    end = "This stage is an end. " if stage in FINAL else ""
    return _obstacle(act, "stage", f"{end}{act.only} It is done at: {at}.", act.power)


def _wrong_procedure(act: Act, facts: Circumstances) -> Obstacle | None:
    """The act belongs to a procedure that this person is not under, or nobody has said who the person is."""
    if act.procedure is None:
        return None
    known = facts.known.get("person_kind")
    if known is None:
        why = f"It belongs to: {act.procedure.value}. Which procedure a person is under depends on who they are."
        return _obstacle(act, "procedure", why, act.power, missing=("person_kind",))
    kind = PersonKind[known.upper()]
    standing = procedures.standing(kind=kind, procedure=act.procedure)
    may_be, is_open = under(standing.since, standing.authority.instrument, act.kind, facts)
    if standing.applies and may_be and not is_open:
        return None
    why = f"It belongs to: {act.procedure.value}. That is not for: {kind.value}."
    if standing.applies:
        first = next(version.since for version in SERIES if version.key in standing.since)
        why = f"It belongs to: {act.procedure.value}. That is for: {kind.value}, only since {first:%-d %b %Y}."
    return _obstacle(
        act,
        "procedure",
        why,
        standing.authority,
        refuses=standing.authority.grade.is_confirmed and not is_open,
        only_if=_others(standing.since) if standing.applies and is_open else (),
    )


def _others(since: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(version.key for version in SERIES if version.key not in since)


def _instead(facts: Circumstances) -> str:
    known = facts.known.get("person_kind")
    return INSTEAD[PersonKind[known.upper()]] if known else ""


def _chosen(found: tuple[Transition, ...], facts: Circumstances) -> Transition | Obstacle:
    """The row that is meant where an act has several at a stage; an obstacle where that is not known."""
    certain = [row for row in found if truth(row.where, facts.known) is Truth.YES]
    if certain:
        return certain[0]
    act = tables.ACTS[found[0].act]
    still_open = [row for row in found if truth(row.where, facts.known) is Truth.OPEN]
    missing = tuple(dict.fromkeys(name for row in still_open for name in open_facts(row.where, facts.known)))
    leads = {row.to for row in found} != {None}
    why = "Where it leads depends on this." if missing and leads else act.only
    return _obstacle(act, "row", why, found[0].authority or act.power, missing=missing)


def _governed(act: Act, row: Transition, facts: Circumstances) -> Obstacle | None:
    """The row, or the whole instrument, is not there under the version that governs."""
    instrument = act.power.instrument
    if answer := facts.not_governed(instrument=instrument, kind=act.kind):
        return _obstacle(act, "governed", answer.why, answer.saving, refuses=answer.saving.grade.is_confirmed)
    may_be, is_open = under(row.versions, instrument, act.kind, facts)
    if may_be and not is_open:
        return None
    why = f"There is this way only under {' and '.join(row.versions)}."
    authority = row.authority or act.power
    refuses = not may_be and is_confirmed(authority=authority, key=f"{act.key}.version", facts=facts)
    return _obstacle(act, "version", why, authority, refuses=refuses, only_if=_others(row.versions) if may_be else ())


def _decider(act: Act, facts: Circumstances) -> tuple[Guard, ...]:
    """Whether whoever does it may, where it is said who does."""
    deciders = decided_by(act=act, facts=facts)
    if not deciders:
        nobody = "As things are known, nobody has the power to do it: look at the track and the form of investigation."
        somebody = tuple(alternative for one in act.by for alternative in one.where)
        return (Guard(name="decider", needs=somebody, why=nobody, authority=act.power),)
    if "by" not in facts.known:
        return ()
    needs: Conditions = tuple(
        (*alternative, Condition("by", (one.who.label,))) for one in act.by for alternative in one.where or ((),)
    )
    names = " or ".join(dict.fromkeys(one.who.value for one in deciders))
    authority = next((one.authority for one in deciders if one.authority), act.power)
    return (Guard(name="decider", needs=needs, why=f"It is for {names}.", authority=authority),)
