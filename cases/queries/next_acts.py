"""What comes next in a matter, from the law's own tables, and by when."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from cases.models import Case, Deadline
from cases.queries import circumstances
from misconduct import stages
from misconduct.guards import Obstacle
from misconduct.stages import QUESTIONS, NeedsReason, NotPermitted, Permitted
from misconduct.stages.asking import Answer
from misconduct.stages.lifecycles import FINAL

# What may happen at nearly any time is no next step: nobody is asked to withdraw, hold back or refer again.
BESIDE = {"withdraw_complaint", "suspend_handling", "resume_handling", "withhold_update", "take_matter_up_again"}
TELLS_OUTCOME = "notify_matter_outcome"


@dataclass(frozen=True, kw_only=True)
class NextAct:
    """An act that comes next: what, why, under which provision, and what is answered or missing first.

    `date` is the day to work to of the limit that it meets, or else of the limit that runs out first (`limit` says
    which); `is_confirmed` whether the words of that limit were read.
    """

    key: str
    title: str
    why: str
    provision: str
    grade_in_words: str
    needs: tuple[str, ...]
    date: date | None
    limit: str
    deadline_id: int | None
    is_confirmed: bool
    # The letter by which it is done, where one waits to be sent.
    letter_id: int | None = None


def for_case(*, case: Case, on: date, running: Sequence[Deadline] | None = None) -> list[NextAct]:
    """What comes next, the act for the card first. One query, or none where the running limits are handed in."""
    found = _running(case) if running is None else list(running)
    stage = circumstances.stage_of(case=case)
    facts = circumstances.of_case(case=case, act_on=on)
    answers = stages.permitted(stage=stage, facts=facts)
    coming = [answer for answer in answers if _comes_next(answer)]
    if stage in FINAL:
        # What is closed is done, but for what still runs, such as the outcome that is to be told.
        coming = [answer for answer in coming if _meets(answer, found)]
    return _with_letter(case, [_next(answer, found) for answer in coming])


def _with_letter(case: Case, acts: list[NextAct]) -> list[NextAct]:
    """The act that a letter does, with that letter."""
    if not any(act.key == TELLS_OUTCOME for act in acts):
        return acts
    letter = case.letters.filter(sent_on__isnull=True).order_by("pk").values_list("pk", flat=True).first()
    return [replace(act, letter_id=letter) if act.key == TELLS_OUTCOME else act for act in acts]


def _running(case: Case) -> list[Deadline]:
    return list(
        Deadline.objects.filter(case=case, met_on__isnull=True, ended_on__isnull=True).order_by("work_to", "pk")
    )


def _comes_next(answer: Answer) -> bool:
    """Whether it leads on, and nothing known forbids it: what is merely not answered yet is asked first."""
    if answer.act.key in BESIDE:
        return False
    if isinstance(answer, NotPermitted):
        return all(obstacle.missing for obstacle in answer.obstacles)
    return True


def _to_answer(obstacle: Obstacle) -> str:
    """What is to be answered before the act, and why: in the words of the questions, for people."""
    asked = " ".join(QUESTIONS[name].asks for name in obstacle.missing)
    source = obstacle.guard.authority
    return f"{obstacle.guard.why} {f'To answer: {asked} ' if asked else ''}({source.cited}; {source.grade.value})"


def _meets(answer: Answer, running: Sequence[Deadline]) -> Deadline | None:
    """The limit that runs and that the act stops."""
    permitted = _permitted(answer)
    stops = set(permitted.stops) if permitted else set()
    return next((one for one in running if one.key in stops), None)


def _permitted(answer: Answer) -> Permitted | None:
    found = answer.permitted if isinstance(answer, NeedsReason) else answer
    return found if isinstance(found, Permitted) else None


def _next(answer: Answer, running: Sequence[Deadline]) -> NextAct:
    permitted = _permitted(answer)
    power = permitted.power if permitted else answer.act.power
    limit = _meets(answer, running) or next((one for one in running if one.work_to), None)
    needs = () if isinstance(answer, Permitted) else tuple(_to_answer(one) for one in answer.obstacles)
    return NextAct(
        key=answer.act.key,
        title=answer.act.title,
        why=answer.act.only,
        provision=power.cited,
        grade_in_words=power.grade.value,
        needs=needs,
        date=limit.work_to if limit else None,
        limit=limit.title if limit else "",
        deadline_id=limit.pk if limit else None,
        is_confirmed=bool(limit and limit.is_confirmed),
    )
