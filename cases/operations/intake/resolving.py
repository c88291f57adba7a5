"""A complaint that is dealt with during the call: logged, put right and closed in one act, where the law allows.

It is closed outside Schedule 3 only when each of the four questions is answered no and the complainant, who was asked,
does not want it recorded (PRA 2002 Sch 3 para 2(6) to (6C)), and when it is about no senior officer. Otherwise it is
logged all the same, and left open.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from cases.accounts.models import User
from cases.audit.acts import Act
from cases.models import Case
from cases.operations import clocks, lawful_acts, letters
from cases.operations.clocks import Happened
from cases.operations.intake import referrals
from cases.operations.intake.logging import (
    begin,
    capacity_of,
    finish,
    keep_score,
    logged_before,
    may_see,
)
from cases.operations.intake.reminders import ASKED, asked_again
from cases.operations.intake.seniors import to_find_out
from cases.operations.intake.values import Call, Logged, Mistake
from cases.operations.lawful_acts import Doing
from misconduct.matters.answers import Answer
from misconduct.matters.handling import QUESTIONS, Handling, Schedule3, Verdict, schedule_3
from misconduct.refusals import NoAnswer

ANSWERS = {"yes": Answer.YES, "no": Answer.NO, "unknown": Answer.UNKNOWN}
TELLING = "outcome_notification"
TOLD = "They were told the outcome during the call."
LEFT = "It was left open, as asked."
FOR_ANOTHER = "It was left open: somebody else deals with it."
# Which ground of referral each question of the call answers with a yes. Whether it is on the list of what must be
# referred is asked as one question: it is none of the grounds by itself, and a yes requires referral all the same.
GROUNDS = {"alleges_death_or_serious_injury": "death_or_serious_injury"}
ON_THE_LIST = "alleges_mandatory_referral"


@transaction.atomic
def log_and_resolve(*, call: Call, by: User, at: datetime) -> Logged:
    """Logs the complaint, records the contact with the complainant, and closes it where asked and allowed.

    The letter about what was done is left as to be sent, also where they were told already, and the matter is with
    whoever closed it, to send it. Raises Mistake and Refused as `log` does. No score: it is scored only where it is
    left open, for a person to triage.
    """
    today = timezone.localdate(at)
    if known := logged_before(matter=call.matter, by=by, on=today):
        return known
    _check(call)
    test = _test(call)
    why, may_close = _why_open(call, test, on=today)
    if may_close and not call.reason.strip() and (sentence := asked_again(matter=call.matter)):
        raise Mistake(ASKED, sentence)
    case = begin(matter=call.matter, by=by, at=at)
    case.what_was_done, case.resolved = call.what_was_done, call.resolved
    _act(case, "contact_complainant", _contacted(call), by=by, at=at)
    if may_close and not may_see(case=case, by=by, on=today):
        # Nobody closes a complaint about themselves, or about somebody whom they manage.
        may_close, why = False, FOR_ANOTHER
    if _must_be_referred(call, is_left_open=not may_close):
        referrals.start(case=case, happened=Happened(act="contact_complainant", on=today, at=at))
    if may_close:
        _close(case, call, by=by, at=at)
    else:
        keep_score(case=case, matter=call.matter, by=by, at=at)
    case.save(update_fields=["what_was_done", "resolved", "owner"])
    logged = finish(case=case, what=Act.CASE_RESOLVED if may_close else Act.CASE_LOGGED, by=by, at=at)
    why = "" if may_close else why
    return Logged(reference=logged.reference, is_new=True, may_see=logged.may_see, closed=logged.closed, why_open=why)


def _why_open(call: Call, test: Schedule3, *, on: date) -> tuple[str, bool]:
    """Why it is left open, in words, all reasons one after the other; and whether it may be closed: there is none."""
    may_be_outside = test.verdict is Verdict.MAY_BE_OUTSIDE
    own = "" if may_be_outside and call.resolve else LEFT if may_be_outside else test.words
    reasons = [reason for reason in (own, to_find_out(matter=call.matter, on=on)) if reason]
    return " ".join(reasons), not reasons


def _must_be_referred(call: Call, *, is_left_open: bool) -> bool:
    """Whether what the call answered requires referral to the IOPC already, whatever is still open.

    A category speaks too, but for a call that was closed: there somebody looked twice, and said why it may be.
    """
    answers = {ground: ANSWERS[call.tests.get(name, "unknown")] for name, ground in GROUNDS.items()}
    by_answers = call.tests.get(ON_THE_LIST) == "yes" or referrals.is_required(kind="complaint", answers=answers)
    return by_answers or (is_left_open and referrals.is_required_by_what_was_logged(matter=call.matter))


def _check(call: Call) -> None:
    if call.matter.kind != "complaint":
        raise Mistake("kind", "Only a complaint is resolved during the call")
    for name, said in {**call.tests, "wants_recording": call.wants_recording}.items():
        if said not in ANSWERS:
            raise Mistake(name, "Choose yes, no or not known")
    if call.resolve and not call.what_was_done.strip():
        raise Mistake("what_was_done", "Enter what was done, or leave the complaint open")
    if call.resolve and call.resolved is None:
        raise Mistake("resolved", "Choose whether it is resolved")


def _test(call: Call) -> Schedule3:
    try:
        answers = {name: ANSWERS[said] for name, said in call.tests.items()}
        return schedule_3(answers=answers, wants_recording=ANSWERS[call.wants_recording])
    except NoAnswer as problem:
        raise Mistake("tests", str(problem)) from None


def _contacted(call: Call) -> dict[str, str]:
    """What the call answered. What is not known stays open, and is asked again before the next act."""
    told = {name: call.tests.get(name, "unknown") for name in QUESTIONS} | {"wants_recording": call.wants_recording}
    return {"contact_possible": "yes", "views_sought": "yes"} | {
        n: said for n, said in told.items() if said != "unknown"
    }


def _close(case: Case, call: Call, *, by: User, at: datetime) -> None:
    today = timezone.localdate(at)
    _act(case, "handle_outside_schedule_3", reasons=call.reason.strip(), by=by, at=at)
    case.handling = Handling.OUTSIDE_SCHEDULE_3.label
    _act(case, "close_outside_schedule_3", reasons=TOLD if call.told else "", by=by, at=at)
    case.closed_on = today
    letter = letters.outcome_of_a_call(case=case, by=by, at=at)
    if letter:
        # What is owed is on somebody's list: whoever promised the letter sends it.
        case.owner = by
    if call.told:
        clocks.meet(case=case, key=TELLING, on=today)
    elif letter is None:
        # Nobody said who they are: there is nobody to tell, and nothing to wait for.
        clocks.end(case=case, key=TELLING, on=today)


def _act(
    case: Case, act: str, answers: Mapping[str, str] | None = None, *, reasons: str = "", by: User, at: datetime
) -> None:
    today = timezone.localdate(at)
    done: dict[str, Any] = {"answers": dict(answers or {}), "reasons": reasons, "on": today, "at": at}
    lawful_acts.do(case=case, doing=Doing(act=act, by=by, capacity=capacity_of(by=by, on=today), **done))
