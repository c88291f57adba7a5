"""All acts and transitions, joined from the tables of each part, and what can be found in them."""

from collections.abc import Iterable
from difflib import get_close_matches

from misconduct.guards import Guard
from misconduct.refusals import NoAnswer, listed
from misconduct.stages import (
    answering,
    appealing,
    assessing,
    beside,
    elsewhere,
    handing_over,
    handling,
    intake,
    investigating,
    preparing,
    proceedings,
    referring,
)
from misconduct.stages.acts import Act, Part, Transition
from misconduct.stages.lifecycles import MatterStage, OfficerStage, Stage, name_of

MATTER: tuple[Part, ...] = (intake.PART, handling.PART, answering.PART)
OFFICER: tuple[Part, ...] = (
    assessing.PART,
    handing_over.PART,
    investigating.PART,
    referring.PART,
    preparing.PART,
    proceedings.PART,
    appealing.PART,
    elsewhere.PART,
    beside.PART,
)
PARTS = (*MATTER, *OFFICER)
STAGES: tuple[Stage, ...] = (*MatterStage, *OfficerStage)


def by_key(parts: Iterable[Part]) -> dict[str, Act]:
    """Every act by its key. Raises ValueError for two of one key."""
    acts: dict[str, Act] = {}
    for part in parts:
        for act in part.acts:
            if acts.setdefault(act.key, act) is not act:
                raise ValueError(f"Two acts are called {act.key}.")
    return acts


ACTS = by_key(PARTS)
TRANSITIONS: tuple[Transition, ...] = tuple(row for part in PARTS for row in part.transitions)


def guards_by_key(acts: dict[str, Act], transitions: Iterable[Transition]) -> dict[str, Guard]:
    """Every guard by the key that a sign-off names. Raises ValueError where two that differ share one."""
    guards: dict[str, Guard] = {}
    of_acts = ((act.key, guard) for act in acts.values() for guard in act.guards)
    of_rows = ((row.act, guard) for row in transitions for guard in row.guards)
    for act, guard in (*of_acts, *of_rows):
        if guards.setdefault(f"{act}.{guard.name}", guard) != guard:
            raise ValueError(f"Two guards are called {act}.{guard.name}.")
    return guards


GUARDS = guards_by_key(ACTS, TRANSITIONS)


def rows(*, stage: Stage, act: str) -> tuple[Transition, ...]:
    """The rows of an act at a stage."""
    return tuple(row for row in TRANSITIONS if row.act == act and stage in row.at)


def acts_at(*, stage: Stage) -> tuple[Act, ...]:
    """The acts that have a row at a stage, in the order of the tables."""
    return tuple(act for key, act in ACTS.items() if rows(stage=stage, act=key))


def stages_of(*, act: str) -> tuple[Stage, ...]:
    """The stages at which an act has a row, in the order of the lifecycle."""
    at = {stage for row in TRANSITIONS if row.act == act for stage in row.at}
    return tuple(stage for stage in STAGES if stage in at)


def act_called(*, key: str) -> Act:
    """The act. Raises NoAnswer, naming the nearest, where there is none."""
    if key not in ACTS:
        near = get_close_matches(key.casefold(), ACTS, n=3) or list(ACTS)[:3]
        raise NoAnswer(f"There is no act “{key}”. Nearest: {listed(near)}.")
    return ACTS[key]


def stage_called(*, name: str) -> Stage:
    """The stage: `officer.INVESTIGATING`, or `PRE_HEARING` where only one lifecycle has it.

    Raises NoAnswer, saying what is valid.
    """
    wanted = name.strip().casefold()
    full = [stage for stage in STAGES if name_of(stage).casefold() == wanted]
    found = full or [stage for stage in STAGES if stage.name.casefold() == wanted]
    if len(found) == 1:
        return found[0]
    if found:
        raise NoAnswer(f"“{name}” is a stage of both lifecycles: {listed([name_of(one) for one in found])}.")
    names = [name_of(stage) for stage in STAGES]
    near = get_close_matches(wanted, [one.casefold() for one in names], n=3, cutoff=0.4)
    meant = [one for one in names if one.casefold() in near] or names
    raise NoAnswer(f"There is no stage “{name}”. Stages: {listed(meant)}.")
