"""What comes next in a matter, from the law's own tables, and by when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cases.models import Case, Deadline
from cases.queries import act_reasons, case_parts, case_words, circumstances
from cases.queries.acts import here
from cases.queries.letters import kinds
from misconduct import stages
from misconduct.guards import Circumstances, Obstacle
from misconduct.stages import QUESTIONS, NeedsReason, NotPermitted, Permitted, Stage
from misconduct.stages.asking import Answer
from misconduct.stages.lifecycles import FINAL, MatterStage

# What may happen at nearly any time is no next step: nobody is asked to withdraw, hold back or refer again.
BESIDE = {
    "withdraw_complaint",
    "suspend_handling",
    "resume_handling",
    "withhold_update",
    "take_matter_up_again",
}
# Under the Conduct Regulations only, the way on is that of each allegation; the matter itself waits for them.
OF_EACH_PERSON: Mapping[Stage, str] = {MatterStage.INTERNAL: "close_matter"}
TELLS_OUTCOME = "notify_matter_outcome"
# What meets a limit and starts the next one of its kind: it leads nowhere, and goes before other acts only once due.
RENEWS = {"give_update": "progress_update"}


@dataclass(frozen=True, kw_only=True)
class NextAct:
    """An act that comes next: what, why, under which provision, and what is answered or missing first.

    `why` is empty where the words of the table do not hold for this matter. `date` is the day to work to of the running
    limit that the act itself meets (`limit` says which), and None where it meets none; `is_confirmed` whether the words
    of that limit were read; `past` says in words that the day has passed. `then` is the act that it opens, where that
    one meets the limit that presses first and may not be done before.
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
    past: str = ""
    then: str = ""
    # The letter by which it is done, where one waits to be sent.
    letter_id: int | None = None
    # The page that does it, where that is not the page of acts.
    page: str = ""
    # For the card; others are possible meanwhile.
    leads_on: bool = True


@dataclass(frozen=True, kw_only=True)
class _Now:
    """The matter on a day: where it stands, what is known, and the limits that run, the most pressing first."""

    case: Case
    on: date
    stage: Stage
    facts: Circumstances
    running: Sequence[Deadline]


def for_case(*, case: Case, on: date, running: Sequence[Deadline] | None = None) -> list[NextAct]:
    """What comes next, the act for the card first: that which meets the running limit that presses most, if any does.

    One query, or none where the running limits are handed in, the most pressing first.
    """
    now = _Now(
        case=case,
        on=on,
        stage=circumstances.stage_of(case=case),
        facts=circumstances.of_case(case=case, act_on=on),
        running=_running(case) if running is None else list(running),
    )
    coming = [answer for answer in stages.permitted(stage=now.stage, facts=now.facts) if _comes_next(answer)]
    if now.stage in FINAL:
        # What is closed is done, but for what still runs, such as the outcome that is to be told.
        coming = [answer for answer in coming if _meets(answer, now)]
    # As stable as the tables: of acts that press alike, the first of them stays first.
    coming.sort(key=lambda answer: (not _leads_on(answer, now), *_presses(answer, now)))
    return _with_letter(case, [_next(answer, now) for answer in coming])


def _leads_on(answer: Answer, now: _Now) -> bool:
    """Whether it is a step on the way, and not only possible meanwhile."""
    ends = OF_EACH_PERSON.get(now.stage)
    if ends is None or _meets(answer, now):
        return True
    return answer.act.key == ends and now.facts.known.get("allegations_open") == "no"


def _with_letter(case: Case, acts: list[NextAct]) -> list[NextAct]:
    """The act that a letter does, with that letter."""
    if not any(act.key == TELLS_OUTCOME for act in acts):
        return acts
    waiting = case.letters.filter(kind__in=kinds.TELLS_OUTCOME, sent_on__isnull=True, discarded_on__isnull=True)
    letter = waiting.order_by("pk").values_list("pk", flat=True).first()
    return [replace(act, letter_id=letter) if act.key == TELLS_OUTCOME else act for act in acts]


def _running(case: Case) -> list[Deadline]:
    return list(case_parts.pressing(Deadline.objects.filter(case_parts.RUNS, case=case)))


def _comes_next(answer: Answer) -> bool:
    """Whether it leads on, and nothing known forbids it: what is merely not answered yet is asked first."""
    if answer.act.key in BESIDE:
        return False
    if isinstance(answer, NotPermitted):
        return all(obstacle.missing for obstacle in answer.obstacles)
    return True


def _to_answer(obstacles: Sequence[Obstacle]) -> tuple[str, ...]:
    """What is to be answered before the act, and why: each reason once, with all questions that are asked for it."""
    asked: dict[tuple[str, str], dict[str, None]] = {}
    for one in obstacles:
        source = one.guard.authority
        questions = asked.setdefault((one.guard.why, f"({source.cited}; {source.grade.value})"), {})
        questions |= dict.fromkeys(QUESTIONS[name].asks for name in one.missing)
    return tuple(
        " ".join([why, *(["To answer:", *questions] if questions else []), source])
        for (why, source), questions in asked.items()
    )


def _permitted(answer: Answer) -> Permitted | None:
    found = answer.permitted if isinstance(answer, NeedsReason) else answer
    return found if isinstance(found, Permitted) else None


def _meets(answer: Answer, now: _Now) -> Deadline | None:
    """The limit that runs and that the act meets. Of an update that is an update, not what ends the need for it."""
    permitted = _permitted(answer)
    renewed = RENEWS.get(answer.act.key, "")
    met = {*permitted.stops} - {*RENEWS.values()} | {renewed} if permitted else set()
    return next((one for one in now.running if one.key in met), None)


def _opens(answer: Answer, now: _Now) -> tuple[Answer, Deadline] | None:
    """The act that may be done only after this one, and the limit that it meets."""
    permitted = _permitted(answer)
    if permitted is None or permitted.stage in {now.stage, *FINAL}:
        return None
    facts = circumstances.of_case(case=now.case, act_on=now.on, answers=permitted.changes)
    after = [one for one in stages.permitted(stage=permitted.stage, facts=facts) if _leads(one)]
    met = [(one, limit) for one in after if (limit := _meets(one, now))]
    return min(met, key=lambda pair: now.running.index(pair[1]), default=None)


def _leads(answer: Answer) -> bool:
    return _comes_next(answer) and answer.act.key not in RENEWS


def _presses(answer: Answer, now: _Now) -> tuple[int, bool]:
    """The place in the queue: that of the limit that it meets, or just after that of the one that it leads to."""
    limit = _meets(answer, now)
    if limit and answer.act.key in RENEWS and not (limit.work_to and limit.work_to <= now.on):
        limit = None
    opened = None if limit else _opens(answer, now)
    limit = opened[1] if opened else limit
    return (now.running.index(limit) if limit else len(now.running), opened is not None)


def _then(answer: Answer, now: _Now) -> str:
    """The act that it opens, where nothing that may be done now meets the limit that this one meets."""
    opened = None if _meets(answer, now) else _opens(answer, now)
    if opened is None:
        return ""
    act, limit = opened
    may_be_now = [one for one in stages.permitted(stage=now.stage, facts=now.facts) if _comes_next(one)]
    return "" if any(_meets(one, now) == limit for one in may_be_now) else act.act.title


def _next(answer: Answer, now: _Now) -> NextAct:
    permitted = _permitted(answer)
    power = permitted.power if permitted else answer.act.power
    limit = _meets(answer, now)
    needs = () if isinstance(answer, Permitted) else _to_answer(answer.obstacles)
    return NextAct(
        key=answer.act.key,
        title=answer.act.title,
        why=act_reasons.why(act=answer.act, stage=now.stage, facts=now.facts),
        provision=power.cited,
        grade_in_words=power.grade.value,
        needs=needs,
        date=limit.work_to if limit else None,
        limit=limit.title if limit else "",
        deadline_id=limit.pk if limit else None,
        is_confirmed=bool(limit and limit.is_confirmed),
        past=_past(limit, now.on) if limit else "",
        then=_then(answer, now),
        page=here.DONE_ON.get(answer.act.key, ""),
        leads_on=_leads_on(answer, now),
    )


def _past(limit: Deadline, on: date) -> str:
    """That its day has passed, in the words of the header; empty while it has not."""
    if limit.work_to is None or limit.work_to >= on:
        return ""
    return case_words.due(work_to=limit.work_to, side=limit.side, on=on, is_confirmed=limit.is_confirmed)
