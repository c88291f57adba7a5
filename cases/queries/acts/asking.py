"""One act before it is done: what it does, what is asked, in which capacities it may be done, and for whom besides."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from cases.access import NotThere
from cases.models import Case, SubjectAllegation
from cases.queries import case_people, case_words, circumstances
from cases.queries.acts import capacities, here, listing, notices, periods, words
from cases.queries.acts.capacities import Capacity, Mine
from cases.workforce import delegations
from misconduct import clocks, stages
from misconduct.guards import Circumstances
from misconduct.savings import Act as ActKind
from misconduct.stages import QUESTIONS, NeedsReason, NotPermitted, Permitted
from misconduct.stages.acts import Act
from misconduct.stages.asked import to_ask, turns_on
from misconduct.stages.asking import Answer
from misconduct.stages.lifecycles import Stage
from misconduct.stages.tables import ACTS

# Of the person in the matter, not of one allegation: it is done once, whichever allegation it was begun from.
OF_THE_PERSON = frozenset({ActKind.SUSPENSION})
ONCE_A_PERSON = frozenset({"record_leaving"})


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question: its name, its words, and the answers by name."""

    name: str
    asks: str
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Known:
    """What was answered before and holds still."""

    name: str
    asks: str
    said: str


@dataclass(frozen=True, kw_only=True)
class Also:
    """Another allegation on which the same may be done at once."""

    against: int
    label: str


@dataclass(frozen=True, kw_only=True)
class ActSeen:
    """An act, for its page. `stands_in_the_way`: what refuses it whatever is answered; then it has no form."""

    key: str
    title: str
    only: str
    who: str
    about: str
    stage: str
    leads_to: str
    provision: str
    grade: str
    records: tuple[str, ...]
    asked: tuple[Asked, ...]
    known: tuple[Known, ...]
    starts: tuple[str, ...]
    stops: tuple[str, ...]
    capacities: tuple[Capacity, ...]
    done_by: str
    delegates: tuple[str, ...]
    also: tuple[Also, ...]
    stands_in_the_way: tuple[str, ...]
    subject_id: int | None
    is_identified: bool
    # The day that the form begins with: of a notice, the one from which its service counts.
    day: date


def act(*, case: Case, key: str, against_id: int | None, on: date, mine: Mine, again: Iterable[str] = ()) -> ActSeen:
    """The act for its page. Raises NotThere where there is no such act or allegation, or it is done elsewhere."""
    if not here.has_page(key=key):
        raise NotThere
    rows = listing.against_in(case=case)
    against = next((row for row in rows if row.pk == against_id), None)
    if against_id is not None and against is None:
        raise NotThere
    return _seen(case, ACTS[key], against, rows, on=on, mine=mine, again=frozenset(again))


def _seen(  # noqa: PLR0913
    case: Case,
    it: Act,
    against: SubjectAllegation | None,
    rows: list[SubjectAllegation],
    *,
    on: date,
    mine: Mine,
    again: frozenset[str],
) -> ActSeen:
    facts = circumstances.of(case=case, against=against, act_on=on)
    stage = circumstances.standing(case=case, against=against)
    answer = stages.after(stage=stage, act=it.key, facts=facts)
    turns = turns_on(act=it, stage=stage, facts=facts)
    if it.key in here.REPORTS_DELAY and periods.running(case=case, against=against) is not None:
        # The time limit that runs says whether its period has ended.
        turns = tuple(name for name in turns if name != "period_elapsed")
    asked = [name for name in turns if name in again or name in to_ask(act=it, stage=stage, facts=facts)]
    permitted = _permitted(answer)
    found = () if isinstance(answer, Permitted) else answer.obstacles
    stands = words.refusing(found=found, asked=asked)
    own = tuple(capacities.of(mine=mine, act=it, facts=facts, case=case, against=against))
    power = permitted.power if permitted else it.power
    return ActSeen(
        key=it.key,
        title=it.title,
        only=it.only,
        who=case_people.name_of(row=against.subject) if against else "",
        about=_about(against),
        stage=_stage_words(stage),
        leads_to=_stage_words(permitted.stage) if permitted and permitted.stage is not stage else "",
        provision=power.cited,
        grade=power.grade.value,
        records=it.records,
        asked=tuple(_asked(name) for name in asked),
        known=tuple(_known(name, facts) for name in turns if name not in asked and name in facts.known),
        starts=_titles(one.key for one in permitted.starts) if permitted else (),
        stops=_titles(permitted.stops) if permitted else (),
        capacities=own,
        done_by=" or ".join(dict.fromkeys(one.who.value for one in stages.decided_by(act=it, facts=facts))),
        delegates=() if own else tuple(delegations.to_whom(power=it.key, on=on)),
        also=_also(it, against, rows, on),
        stands_in_the_way=tuple(dict.fromkeys(words.in_words(obstacle=one) for one in stands)),
        subject_id=against.subject_id if against else None,
        is_identified=against is None or bool(against.subject.person_kind),
        day=_day(it, against, on),
    )


def _day(it: Act, against: SubjectAllegation | None, on: date) -> date:
    served = notices.served_on(subject=against.subject) if against and it.key == notices.GIVES_NOTICE else None
    return served or on


def is_of_the_person(*, act: Act) -> bool:
    """Whether it is done to a person in the matter, and not to one allegation."""
    return act.kind in OF_THE_PERSON or act.key in ONCE_A_PERSON


def _also(it: Act, against: SubjectAllegation | None, rows: list[SubjectAllegation], on: date) -> tuple[Also, ...]:
    """Other allegations at the same stage, on which it may be done with the same words."""
    if against is None or is_of_the_person(act=it):
        return ()
    others = [row for row in rows if row.pk != against.pk and row.stage == against.stage]
    return tuple(Also(against=row.pk, label=f"{case_people.name_of(row=row.subject)}: {_about(row)}") for row in others)


def _about(against: SubjectAllegation | None) -> str:
    if against is None:
        return ""
    summary = against.allegation.summary
    return f"allegation {against.allegation.number}, {summary}"


def _permitted(answer: Answer) -> Permitted | None:
    if isinstance(answer, NotPermitted):
        return None
    return answer.permitted if isinstance(answer, NeedsReason) else answer


def _asked(name: str) -> Asked:
    question = QUESTIONS[name]
    answers = tuple((key, said[:1].upper() + said[1:]) for key, said in question.answers.items())
    return Asked(name=name, asks=question.asks, answers=answers)


def _known(name: str, facts: Circumstances) -> Known:
    said: Any = facts.known[name]
    return Known(name=name, asks=QUESTIONS[name].asks, said=words.answer_in_words(name=name, said=said))


def _titles(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(clocks.find(key=key)[0].title for key in keys))


def _stage_words(stage: Stage) -> str:
    return case_words.begun(stage.value)
