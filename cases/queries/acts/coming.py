"""What comes next on each allegation against each person: one act each, the next on the way to its end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cases.models import SubjectAllegation
from cases.queries import case_people, case_words, circumstances
from cases.queries.acts import words
from misconduct import stages
from misconduct.guards import Circumstances
from misconduct.stages import NotPermitted
from misconduct.stages.asked import to_ask
from misconduct.stages.asking import Answer
from misconduct.stages.lifecycles import FINAL, Stage
from misconduct.stages.tables import ACTS

# The acts that lead on, in the order in which they are looked for. What may happen at any time is no next step.
WAY = (
    "record_allegation", "open_assessment", "investigate", "appoint_investigator", "give_notice", "submit_report",
    "determine_case_to_answer", "refer_to_hearing", "refer_to_meeting", "refer_former_officer", "record_no_case",
    "hold_discussion", "complete_review", "give_reg13_notice", "receive_reg13_response", "hold_reg13_meeting",
    "recommend_under_reg13", "decide_under_reg13", "investigate_under_policy", "call_policy_meeting",
    "decide_under_policy", "close_under_policy", "decide_policy_appeal", "refer_to_employer",
    "record_employers_decision", "refer_to_home_force", "record_home_forces_decision",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Coming:
    """Where an allegation against a person stands, and the act that comes next; empty where none of ours does."""

    against: int
    who: str
    about: str
    stage: str
    key: str
    title: str


def for_people(*, rows: Sequence[SubjectAllegation], on: date) -> list[Coming]:
    """One for each allegation that is not at its end. No question: the rows are handed in."""
    return [
        _coming(row, on)
        for row in rows
        if circumstances.officer_stage_of(against=row) not in FINAL
    ]  # fmt: skip


def _coming(row: SubjectAllegation, on: date) -> Coming:
    facts = circumstances.of_allegation(against=row, act_on=on)
    stage = circumstances.officer_stage_of(against=row)
    answers = {one.act.key: one for one in stages.permitted(stage=stage, facts=facts)}
    key = next((key for key in WAY if key in answers and _is_next(answers[key], stage, facts)), "")
    return Coming(
        against=row.pk,
        who=case_people.name_of(row=row.subject),
        about=f"allegation {row.allegation.number}",
        stage=case_words.officer_stage(row.stage),
        key=key,
        title=ACTS[key].title if key else "",
    )


def _is_next(answer: Answer, stage: Stage, facts: Circumstances) -> bool:
    """Whether it may be done, once what is asked for it is answered, and was not done already."""
    makes = {name: said for name, said in answer.act.sets.items() if circumstances.NOT_YET.get(name) != said}
    if makes and all(facts.known.get(name) == said for name, said in makes.items()):
        return False
    if not isinstance(answer, NotPermitted):
        return True
    return not words.refusing(found=answer.obstacles, asked=to_ask(act=answer.act, stage=stage, facts=facts))
