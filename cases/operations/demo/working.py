"""What becomes of a matter of the demo force after it was logged: acts of the law, as far as they are done by now.

Each act is done through the same operation as from its page, on a day that has passed, and late as often as in life. A
matter stops where an act is not theirs to do, or the law stands in the way: others deal with it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from cases.access import NotThere
from cases.accounts.models import User
from cases.audit.trail import Refused
from cases.models import Case, SubjectAllegation
from cases.operations import membership
from cases.operations.acts import doing
from cases.operations.acts.doing import Obstructed, Told
from cases.operations.intake.values import Mistake
from cases.queries.case_parts import RUNS
from misconduct.matters.handling import QUESTIONS
from misconduct.matters.kinds import Kind
from misconduct.referral import questions

AUTHORITY, INVESTIGATOR = "authority@demo.example", "investigator@demo.example"
# Of what is recorded, how many of a hundred are so (assumed; not read in any publication).
INVESTIGATED, REFERRED, SPECIAL, GROSS, SUSPENDED, STOPS = 45, 12, 50, 30, 35, 7
LEVELS = ("investigate", "take_no_further_action", "refer_to_reflective_practice")
OF_LEVELS = (65, 20, 15)
REASONS: Mapping[str, str] = {
    "contact_complainant": "I rang them: they told me what happened and how they would like it to be dealt with.",
    "record_matter": "It is recorded because of the nature of what is alleged.",
    "assess_referral": "I went through each ground with the file.",
    "decide_not_to_refer": "No ground is met.",
    "refer_to_iopc": "A ground is met. The referral form and the package have gone.",
    "decide_mode": "As the IOPC's letter says.",
    "investigate_matter": "To establish what happened, who was there, and what was recorded of it.",
    "handle_otherwise": "A proportionate enquiry answers it: the log, the footage and the officer's account.",
    "decide_matter_outcome": "I looked at the log, the footage and the accounts. The letter says what came of each.",
    "notify_matter_outcome": "By letter, as is safe for them.",
    "give_review_rights": "With the letter: who the review body is, and by when.",
    "close_matter": "Nothing in it is open.",
    "open_assessment": "Opened on the day on which the allegation was recorded.",
    "investigate": "If proved, it would breach the Standards named, in the way the allegation says.",
    "appoint_investigator": "Trained, with no interest in the matter, and not under the officer's management.",
    "submit_report": "The report summarises the evidence and gives the opinion on each allegation.",
    "determine_case_to_answer": "On the report, a panel could find it proved.",
    "suspend": "Redeployment was considered and would not protect the inquiry. The public interest requires it.",
    "review_suspension": "The conditions are still met. No representations were received.",
}  # fmt: skip
OTHERWISE = "For the reasons that the file sets out."


@dataclass(frozen=True, kw_only=True)
class Step:
    """An act, by whom, after how many days at least and at most, with what is answered."""

    act: str
    by: str = AUTHORITY
    days: tuple[int, int] = (0, 5)
    answers: Mapping[str, str] = field(default_factory=dict)
    details: Mapping[str, Any] = field(default_factory=dict)
    against: int | None = None
    despite: str = ""


def work(*, reference: str, number: str, logged_by: str, desk: dict[str, User], since: datetime, now: datetime) -> int:
    """Does what would have been done by now; says how many acts that were."""
    chance = Random(f"work {number}")  # noqa: S311 - made-up matters
    case = Case.objects.get(reference=reference)
    if case.closed_on is not None:
        return 0
    if case.is_restricted and not _named(reference, logged_by, desk, since):
        return 0
    at, done = since, 0
    for step in _steps(chance, case, logged_by, desk[INVESTIGATOR].pk):
        at += timedelta(days=chance.randint(*step.days), minutes=chance.randint(5, 240))
        if at > now or chance.randrange(100) < STOPS:
            break
        if not _do(reference, step, desk[step.by], at):
            break
        done += 1
    return done


def _named(reference: str, logged_by: str, desk: dict[str, User], at: datetime) -> bool:
    """Whoever decides and investigates is named to a restricted matter by whoever logged it, but for themselves."""
    try:
        for email in {AUTHORITY, INVESTIGATOR} - {logged_by}:
            told: dict[str, Any] = {"reason": "Decides or investigates", "by": desk[logged_by], "at": at}
            membership.name(reference=reference, user_id=desk[email].pk, **told)
    except (Refused, NotThere):
        return False
    return True


def _do(reference: str, step: Step, by: User, at: datetime) -> bool:
    told = Told(
        act=step.act,
        on=timezone.localdate(at),
        version=Case.objects.values_list("version", flat=True).get(reference=reference),
        against=[step.against] if step.against else [],
        answers=step.answers,
        details=step.details,
        reasons=REASONS.get(step.act, OTHERWISE),
        despite=step.despite,
        capacity=_capacity(step),
    )
    try:
        doing.do(reference=reference, told=told, by=by, at=at)
    except (Refused, Obstructed, Mistake, NotThere):
        # It is about somebody of the department, or the law wants something else first.
        return False
    return True


def _capacity(step: Step) -> str:
    if step.by == AUTHORITY:
        return "appropriate_authority"
    return {"decide_mode": "director_general", "refer_back": "director_general"}.get(step.act, "")


def _steps(chance: Random, case: Case, logged_by: str, investigator: int) -> Iterator[Step]:
    if case.kind == "conduct" and not case.deadlines.filter(RUNS, key="iopc_referral").exists():
        yield Step(act="deal_with_internally", details=_grounds(case))
    elif case.kind == "conduct":
        yield Step(act="treat_as_recordable")
        yield from _referred(chance, case, must=True)
    else:
        yield from _recorded(chance, case, logged_by)
    case.refresh_from_db()
    rows = SubjectAllegation.objects.filter(case=case, subject__person__isnull=False).order_by("pk")
    if case.kind != "complaint" or (case.stage == "investigating" and chance.randrange(100) < SPECIAL):
        # In a local investigation whoever investigates assesses severity too.
        assessor = INVESTIGATOR if case.known.get("mode") == "local" else AUTHORITY
        for row in rows:
            yield from _against(chance, row.pk, investigator, assessor)
    if case.kind == "complaint":
        yield from _outcome(chance)


def _recorded(chance: Random, case: Case, logged_by: str) -> Iterator[Step]:
    if case.kind == "complaint":
        said = dict.fromkeys(QUESTIONS, "no") | {"wants_recording": "yes"}
        contacted = {"contact_possible": "yes", "views_sought": "yes"} | said
        yield Step(act="contact_complainant", by=logged_by, days=(1, 8), answers=contacted)
    yield Step(act="record_matter", days=(0, 6))
    is_due = case.deadlines.filter(RUNS, key="iopc_referral").exists()
    yield from _referred(chance, case, must=is_due or chance.randrange(100) < REFERRED)


def _referred(chance: Random, case: Case, *, must: bool) -> Iterator[Step]:
    yield Step(act="assess_referral", details=_grounds(case, same_incident="yes" if must else "no"), days=(0, 3))
    if not must and case.kind != "death_or_serious_injury":
        yield Step(act="decide_not_to_refer", days=(0, 2))
        if case.kind != "complaint" or chance.randrange(100) < INVESTIGATED:
            yield Step(act="investigate_matter", days=(0, 9), answers={"mode": "local"})
        else:
            yield Step(act="handle_otherwise", days=(0, 9), answers={"conduct_indicated": "no"})
        return
    yield Step(act="refer_to_iopc", days=(0, 3), details={"iopc_reference": f"2026/{chance.randint(100000, 999999)}"})
    mode = chance.choices(("local", "directed", "independent"), (6, 1, 3))[0]
    said = {"dg_investigation_necessary": "yes", "mode": mode}
    yield Step(act="decide_mode", by=INVESTIGATOR, days=(6, 40), answers=said)
    if mode == "local":
        yield Step(act="investigate_matter", days=(0, 6))


def _outcome(chance: Random) -> Iterator[Step]:
    yield Step(act="decide_matter_outcome", days=(25, 160))
    yield Step(act="notify_matter_outcome", days=(0, 9))
    yield Step(act="give_review_rights", days=(0, 5), answers={"right_of_review": "yes"})
    yield Step(act="close_matter", days=(29, 45), answers={"review_period_over": "yes"})


def _against(chance: Random, row: int, investigator: int, assessor: str) -> Iterator[Step]:
    """One allegation against one person, to the case to answer or what takes its place."""
    on: dict[str, Any] = {"against": row}
    yield Step(act="record_allegation", by=INVESTIGATOR, days=(0, 4), answers={"indication": "yes"}, **on)
    yield Step(act="open_assessment", days=(0, 4), **on)
    act = chance.choices(LEVELS, OF_LEVELS)[0]
    if act != "investigate":
        neither = {"assessment": "neither", "line_manager_consulted": "yes", "practice_requiring_improvement": "yes"}
        yield Step(act=act, days=(2, 12), answers=neither, **on)
        return
    level = "gross_misconduct" if chance.randrange(100) < GROSS else "misconduct"
    yield Step(act="investigate", by=assessor, days=(1, 9), answers={"assessment": level}, **on)
    checked = {"investigator_trained": "yes", "investigator_interested": "no"}
    yield Step(act="appoint_investigator", days=(0, 6), answers=checked, details={"investigator": investigator}, **on)
    if level == "gross_misconduct" and chance.randrange(100) < SUSPENDED:
        needed = {"redeployment_rejected": "yes", "public_interest_requires_suspension": "yes"}
        needed |= {"investigation_may_be_prejudiced": "no"}
        yield Step(act="suspend", days=(0, 2), answers=needed, **on)
    told = "The officer was told in person; the notice itself is in the paper file from before."
    yield Step(act="submit_report", by=INVESTIGATOR, days=(30, 150), despite=told, **on)
    found = chance.choice((level, "misconduct", "none"))
    said = {"case_to_answer": found, "proceedings_to_be_brought": "no" if found == "none" else "yes"}
    yield Step(act="determine_case_to_answer", days=(3, 25), answers=said, **on)
    follows = {"gross_misconduct": "refer_to_hearing", "misconduct": "refer_to_meeting", "none": "record_no_case"}
    yield Step(act=follows[found], days=(0, 9), answers=_warnings(found), **on)


def _warnings(found: str) -> dict[str, str]:
    names = ("final_warning_at_assessment", "reduced_in_rank_at_assessment", "heard_with_gross_misconduct")
    return {} if found == "none" else dict.fromkeys(names, "no")


def _grounds(case: Case, **said: str) -> dict[str, Any]:
    if case.treated_as == "death_or_serious_injury":
        return {"grounds": {}}
    asked = questions(kind=Kind[case.treated_as.upper()])
    return {"grounds": {ground.key: "no" for ground in asked} | said}
