"""Asking the lifecycles in one line."""

from misconduct.guards import Circumstances
from misconduct.sign_offs import NO_SIGN_OFFS, SignOffs
from misconduct.stages import NeedsReason, NotPermitted, Permitted, Stage, after, circumstances, name_of
from misconduct.stages.asking import Answer
from misconduct.stages.tables import stage_called


def known(facts: str, sign_offs: SignOffs = NO_SIGN_OFFS) -> Circumstances:
    """From `person_kind=officer assessment=misconduct version=R3`."""
    pairs = [(name, value) for name, _, value in (one.partition("=") for one in facts.split())]
    return circumstances(pairs=pairs, sign_offs=sign_offs)


def asked(stage: str | Stage, act: str, facts: str = "", sign_offs: SignOffs = NO_SIGN_OFFS) -> Answer:
    at = stage_called(name=stage) if isinstance(stage, str) else stage
    return after(stage=at, act=act, facts=known(facts, sign_offs))


def leads_to(answer: Answer) -> str:
    """The stage after a permitted act; fails, with what stands in the way, for any other answer."""
    assert isinstance(answer, Permitted), in_the_way(answer)
    return name_of(answer.stage)


def with_reason(answer: Answer) -> set[str]:
    """The keys of the guards that ask for a reason; fails for any other answer."""
    assert isinstance(answer, NeedsReason), answer
    return {one.key for one in answer.obstacles}


def refused_by(answer: Answer) -> dict[str, str]:
    """What refuses, by key, each with the provision; fails for any other answer."""
    assert isinstance(answer, NotPermitted), answer
    return {one.key: one.guard.authority.provision for one in answer.obstacles if one.refuses}


def in_the_way(answer: Answer) -> list[str]:
    return [] if isinstance(answer, Permitted) else [f"{one.key} missing={one.missing}" for one in answer.obstacles]
