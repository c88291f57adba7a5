"""What may be done now in a matter, and on each allegation against each person in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cases.models import Case, SubjectAllegation
from cases.queries import case_people, case_words, circumstances
from cases.queries.acts import capacities, here, words
from cases.queries.acts.capacities import Mine
from misconduct import stages
from misconduct.guards import Circumstances
from misconduct.stages import NeedsReason, NotPermitted, Permitted, tables
from misconduct.stages.acts import Act
from misconduct.stages.asked import to_ask
from misconduct.stages.asking import Answer
from misconduct.stages.lifecycles import FINAL, Stage

# Steps on the way that lead to no other stage.
WITHOUT_A_STAGE = frozenset({"appoint_investigator", "give_notice", "receive_statement", "notify_matter_outcome"})


@dataclass(frozen=True, kw_only=True)
class ActListed:
    """One act: whether it may be done, who does it, and whether that is the reader."""

    key: str
    title: str
    by: str
    mine: bool
    needs: tuple[str, ...]
    provision: str
    grade: str
    # The page that does it, where that is not the page of acts.
    page: str = ""
    # On the way to the end; others are possible while it goes on, such as suspending, withdrawing or holding back.
    leads_on: bool = True


@dataclass(frozen=True, kw_only=True)
class Line:
    """A matter, or an allegation against a person: where it stands, what leads on, what else may be done, what not yet.

    `against` is the number of the row; None for the matter itself.
    """

    against: int | None
    subject: int | None
    who: str
    about: str
    stage: str
    assessed: str
    investigator: str
    is_over: bool
    now: list[ActListed]
    meanwhile: list[ActListed]
    not_now: list[ActListed]


def against_in(*, case: Case) -> list[SubjectAllegation]:
    """Each allegation against each person who was not added in error. One question."""
    rows = SubjectAllegation.objects.filter(case=case, subject__withdrawn_on__isnull=True)
    rows = rows.select_related("subject__person", "allegation", "investigator").order_by(
        "subject_id", "allegation__number"
    )
    found = list(rows)
    for row in found:
        row.case = case
    # The law asks whether any is open: what was read answers that.
    case.allegations_open = any(row.stage not in {*circumstances.FINAL_LABELS, "nothing"} for row in found)  # type: ignore[attr-defined]
    return found


def lines(*, case: Case, on: date, mine: Mine) -> list[Line]:
    """The matter first, then each allegation against each person. One question besides those of `mine`."""
    rows = against_in(case=case)
    return [_line(case, None, on, mine), *(_line(case, row, on, mine) for row in rows)]


def _line(case: Case, against: SubjectAllegation | None, on: date, mine: Mine) -> Line:
    facts = circumstances.of(case=case, against=against, act_on=on)
    stage = circumstances.standing(case=case, against=against)
    answers = [one for one in stages.permitted(stage=stage, facts=facts) if _is_done_here(one)]
    listed = [(_may_be(one, stage, facts), _listed(one, facts, mine, case, against)) for one in answers]
    is_over = stage in FINAL
    return Line(
        against=against.pk if against else None,
        subject=against.subject_id if against else None,
        who=case_people.name_of(row=against.subject) if against else "The matter",
        about=_about(against),
        stage=case_words.officer_stage(against.stage) if against else case_words.stage(case.stage),
        assessed=case_words.ASSESSED.get(against.known.get("assessment", ""), "") if against else "",
        investigator=against.investigator.name if against and against.investigator else "",
        is_over=is_over,
        now=[one for may, one in listed if may and one.leads_on],
        meanwhile=[one for may, one in listed if may and not one.leads_on],
        not_now=[one for may, one in listed if not may],
    )


def _is_done_here(answer: Answer) -> bool:
    return here.has_page(key=answer.act.key) or answer.act.key in here.DONE_ON


def _about(against: SubjectAllegation | None) -> str:
    if against is None:
        return ""
    return f"Allegation {against.allegation.number}, {case_words.category(against.allegation.category)}"


def _may_be(answer: Answer, stage: Stage, facts: Circumstances) -> bool:
    """Whether it may be done once what is asked for it is answered."""
    if not isinstance(answer, NotPermitted):
        return True
    asked = to_ask(act=answer.act, stage=stage, facts=facts)
    return not words.refusing(found=answer.obstacles, asked=asked)


def _listed(
    answer: Answer, facts: Circumstances, mine: Mine, case: Case, against: SubjectAllegation | None
) -> ActListed:  # fmt: skip
    act, power = answer.act, _permitted(answer).power if _permitted(answer) else answer.act.power  # type: ignore[union-attr]
    return ActListed(
        key=act.key,
        title=act.title,
        by=_by(act, facts),
        mine=bool(capacities.of(mine=mine, act=act, facts=facts, case=case, against=against)),
        needs=words.obstacles(answer=answer),
        provision=power.cited,
        grade=power.grade.value,
        page=here.DONE_ON.get(act.key, ""),
        leads_on=_leads_on(answer),
    )


def _permitted(answer: Answer) -> Permitted | None:
    found = answer.permitted if isinstance(answer, NeedsReason) else answer
    return found if isinstance(found, Permitted) else None


def _leads_on(answer: Answer) -> bool:
    """Whether a row of it leads to another stage, and it is not for what may happen at any time."""
    before = answer.before if isinstance(answer, NotPermitted) else _permitted(answer).before  # type: ignore[union-attr]
    moves = any(row.to is not None for row in tables.rows(stage=before, act=answer.act.key))
    return answer.act.key in WITHOUT_A_STAGE or (moves and answer.act.key not in here.AT_ANY_TIME)


def _by(act: Act, facts: Circumstances) -> str:
    deciders: Sequence[str] = list(dict.fromkeys(one.who.value for one in stages.decided_by(act=act, facts=facts)))
    return " or ".join(deciders)
