"""What may be done at a stage, in words for people and as data for programs."""

from collections.abc import Iterator
from textwrap import wrap
from typing import Any

from misconduct.authority import Authority
from misconduct.guards import Circumstances, Obstacle
from misconduct.stages.asking import Answer, NeedsReason, NotPermitted, Permitted
from misconduct.stages.circumstances import QUESTIONS
from misconduct.stages.lifecycles import FINAL, Stage, name_of

WIDTH = 110
GROUPS = (
    (Permitted, "May be done now"),
    (NeedsReason, "May be done with a recorded reason"),
    (NotPermitted, "Not now"),
)


def as_text(*, stage: Stage, answers: tuple[Answer, ...], facts: Circumstances) -> str:
    """What may be done now, with a reason, and not, each act with who does it and what is missing."""
    lines = [f"{name_of(stage)}: {stage.value}", *_known(facts)]
    if stage in FINAL:
        lines.append("This is an end. What comes to light later is a new allegation or matter, linked to this one.")
    for kind, heading in GROUPS:
        found = [answer for answer in answers if isinstance(answer, kind)]
        if found:
            lines += ["", heading]
            lines += [line for answer in found for line in _answer(answer)]
    for instead in dict.fromkeys(one.instead for one in answers if not isinstance(one, Permitted) and one.instead):
        lines += ["", *wrap(f"Instead: {instead}", WIDTH)]
    return "\n".join(lines)


def _known(facts: Circumstances) -> Iterator[str]:
    said = [f"{name}={value}" for name, value in facts.known.items()]
    said += [f"{fact.label}={day.isoformat()}" for fact, day in facts.dates.dates.items()]
    said += [f"version={facts.version}"] if facts.version else []
    yield from wrap(f"Known: {', '.join(said) or 'nothing'}", WIDTH)
    if not (facts.version or facts.dates.dates):
        yield "No date and no version is known, so every version of the law may govern."


def _answer(answer: Answer) -> Iterator[str]:
    act = answer.act
    yield f"  {act.key}: {act.title}"
    if not isinstance(answer, NotPermitted):
        yield from _said(_permission(answer if isinstance(answer, Permitted) else answer.permitted))
    if not isinstance(answer, Permitted):
        yield from (line for obstacle in answer.obstacles for line in _said(obstacle_in_words(obstacle)))


def _said(text: str) -> list[str]:
    return wrap(text, WIDTH, initial_indent="      ", subsequent_indent="        ")


def _permission(answer: Permitted) -> str:
    who = " or ".join(dict.fromkeys(one.who.value for one in answer.deciders)) or "nobody, as things are known"
    to = "stays at this stage" if answer.stage == answer.before else f"leads to {name_of(answer.stage)}"
    delegation = "; a delegate names the delegation for this power" if answer.needs_delegation else ""
    clocks = f" Starts: {', '.join(dict.fromkeys(one.key for one in answer.starts))}." if answer.starts else ""
    return f"By {who}, {briefly(answer.power)}{delegation}; {to}. Record: {'; '.join(answer.act.records)}.{clocks}"


def briefly(authority: Authority) -> str:
    """The provision and how far it was verified."""
    return f"{authority.cited} ({authority.grade.value})"


def obstacle_in_words(obstacle: Obstacle) -> str:
    """What stands in the way, what to answer first, and where that comes from."""
    under = f" If {' or '.join(obstacle.only_if)} governs." if obstacle.only_if else ""
    missing = f" Not known: {'; '.join(question(name) for name in obstacle.missing)}." if obstacle.missing else ""
    words = ("Not yet", "Answer, or give a reason") if obstacle.missing else ("Refused", "Give a reason")
    weight = words[not obstacle.refuses]
    return f"{weight}: {obstacle.guard.why}{under}{missing} {briefly(obstacle.guard.authority)}."


def question(name: str) -> str:
    """A question with its name and its valid answers."""
    return f"{QUESTIONS[name].asks} {name}={'|'.join(QUESTIONS[name].answers)}"


def as_data(*, stage: Stage, answers: tuple[Answer, ...], facts: Circumstances) -> dict[str, Any]:
    """The same for programs."""
    return {
        "stage": name_of(stage),
        "is_final": stage in FINAL,
        "known": dict(facts.known),
        "dates": {fact.label: day.isoformat() for fact, day in facts.dates.dates.items()},
        "version": facts.version,
        "acts": [_act_data(answer) for answer in answers],
    }


def _act_data(answer: Answer) -> dict[str, Any]:
    names = {Permitted: "permitted", NeedsReason: "needs_reason", NotPermitted: "not_permitted"}
    data = {
        "act": answer.act.key,
        "title": answer.act.title,
        "answer": names[type(answer)],
        "obstacles": [] if isinstance(answer, Permitted) else [_obstacle_data(one) for one in answer.obstacles],
        "instead": "" if isinstance(answer, Permitted) else answer.instead,
    }
    if isinstance(answer, NotPermitted):
        return data | {"power": _authority_data(answer.act.power)}
    permission = answer if isinstance(answer, Permitted) else answer.permitted
    return data | {
        "power": _authority_data(permission.power),
        "to": name_of(permission.stage),
        "by": [one.who.label for one in permission.deciders],
        "needs_delegation": permission.needs_delegation,
        "records": list(permission.act.records),
        "starts": [{"clock": one.key, "event": one.event} for one in permission.starts],
        "stops": list(permission.stops),
        "changes": dict(permission.changes),
    }


def _obstacle_data(obstacle: Obstacle) -> dict[str, Any]:
    return {
        "key": obstacle.key,
        "why": obstacle.guard.why,
        "refuses": obstacle.refuses,
        "missing": list(obstacle.missing),
        "only_if": list(obstacle.only_if),
        "authority": _authority_data(obstacle.guard.authority),
    }


def _authority_data(authority: Authority) -> dict[str, str]:
    return {"cited": authority.cited, "grade": authority.grade.name, "note": authority.note}


def all_questions() -> Iterator[str]:
    """Every question with its valid answers, for a list."""
    for name, asked in QUESTIONS.items():
        yield f"  {name:<38} {asked.asks}"
        yield f"  {'':<38}   {', '.join(asked.answers)}"
