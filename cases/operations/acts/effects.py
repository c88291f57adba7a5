"""What some acts of the law say and do besides: grounds of referral, the investigator, how it is handled, its end.

Tables by the act's key: what is worked out before the law is asked, what is checked, and what is written after it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from cases.accounts.users import User
from cases.audit.acts import Act as Entry
from cases.audit.trail import Refused, Thing
from cases.models import Case, SubjectAllegation
from cases.operations import clocks, sight
from cases.operations.clocks import Happened
from cases.operations.intake.values import Mistake
from cases.operations.lawful_acts import Doing
from cases.queries import circumstances
from cases.queries.acts import here, notices, periods, referring
from cases.queries.case_parts import RUNS
from cases.workforce.people import with_all_above
from misconduct.matters.answers import Answer
from misconduct.matters.handling import Handling
from misconduct.matters.kinds import Kind
from misconduct.referral import Verdict, required
from misconduct.refusals import NoAnswer

CHOOSE_INVESTIGATOR = "Choose the investigator"
REFERRAL_RUNS = (
    "The time for referring this matter to the IOPC runs: something in it must be referred. Assess referral first: "
    "refer it, or have two people settle that no ground is met."
)
NOT_SERVED = "Make the notice on the page of messages and record its service first: service starts the time, not typing"
SERVED_ON = "The day must be {day}, from which the service of the notice counts"
# What would leave a matter unreferred whose referral is due already.
LEAVES_UNREFERRED = frozenset(
    {
        "handle_outside_schedule_3",
        "close_outside_schedule_3",
        "deal_with_internally",
        "decide_not_to_refer",
        "decide_matter_outcome",
        "close_matter",
    }
)
NO_TRACK = (
    "Settle first how the matter is handled: record it under Schedule 3, or deal with it under the Conduct "
    "Regulations. On which track an allegation is, follows from that."
)
CLOSED = "The matter is closed. Take it up again first, or log a new one and link it to this one."
HANDLED = {
    "handle_outside_schedule_3": Handling.OUTSIDE_SCHEDULE_3,
    "handle_otherwise": Handling.NOT_INVESTIGATED,
    "investigate_matter": Handling.INVESTIGATED,
}


class Told(Protocol):
    """What is needed of what somebody said."""

    @property
    def act(self) -> str:
        """Which act."""

    @property
    def on(self) -> date:
        """On which day."""

    @property
    def details(self) -> Mapping[str, Any]:
        """What the act has besides."""


@dataclass(frozen=True, kw_only=True)
class More:
    """What the act says besides what was typed: answers that follow from it, and what is kept with the decision."""

    answers: dict[str, str] = field(default_factory=dict)
    details: dict[str, Any] = field(default_factory=dict)


def before(*, case: Case, against: SubjectAllegation | None, told: Told, on: date) -> More:
    """What is worked out before the law is asked. Raises Mistake, by the field."""
    worked_out = BEFORE.get(told.act)
    return worked_out(case, against, told, on) if worked_out else More()


def check(*, case: Case, against: SubjectAllegation | None, told: Told) -> None:
    """Raises Refused for what would leave a referral undone that is due already, or open something out of place."""
    sentence = ""
    if told.act in LEAVES_UNREFERRED and case.deadlines.filter(RUNS, key="iopc_referral").exists():
        sentence = REFERRAL_RUNS
    if told.act == "record_allegation" and against is not None:
        facts = circumstances.of_allegation(against=against, act_on=told.on)
        sentence = CLOSED if case.stage == "closed" else "" if "track" in facts.known else NO_TRACK
    if sentence:
        about = Thing("case", case.reference, case.pk)
        raise Refused(sentence, what=Entry.CASE_ACT, about=about, reason=told.act)


def after(*, case: Case, against: SubjectAllegation | None, doing: Doing) -> None:
    """What is written after it, on the matter that is locked."""
    if doing.act in HANDLED:
        case.handling = HANDLED[doing.act].label
    if against is None:
        _end(case, doing)
    if doing.act in here.ASKS_GROUNDS:
        # Answered anew: what two people settled was about the answers before.
        case.known.pop("referral_ground_settled", None)
    if doing.act == "treat_as_recordable":
        # From now on the period of the Police Reform Act runs, for the matter as a whole.
        reg_19 = case.deadlines.filter(RUNS, key="timeliness_reg19")
        reg_19.update(ended_on=doing.on)
    if doing.act in here.REPORTS_DELAY and (row := periods.running(case=case, against=against)) is not None:
        happened = Happened(act=doing.act, on=doing.on, at=doing.at, against=against)
        clocks.next_period(row=row, happened=happened)
    if doing.act == "appoint_investigator" and against is not None:
        against.investigator_id = doing.details["investigator"]
        against.save(update_fields=["investigator"])


def _end(case: Case, doing: Doing) -> None:
    is_closed = case.stage == "closed"
    if is_closed and case.closed_on is None:
        case.closed_on = doing.on
        was = case.decisions.filter(against=None).order_by("-pk").values_list("stage_before", flat=True).first()
        # What was withdrawn and is closed is not gone on with: that ends what is open in it.
        case.known |= {"complaint_ended": "yes"} if was == "withdrawn" else {}
    if not is_closed:
        case.closed_on = None
    if case.stage == "recorded":
        # Whichever way it came there, how it is handled is decided anew.
        case.handling = ""


def _grounds(case: Case, against: SubjectAllegation | None, told: Told, on: date) -> More:
    """Whether it must be referred, from the answer to each ground: nobody answers that by itself."""
    said: Mapping[str, str] = told.details.get("grounds", {})
    known = {"yes": Answer.YES, "no": Answer.NO}
    met = referring.met_before(case=case)
    # A yes is taken back by two people only: what was met stays met, whatever is answered now.
    answers = {name: Answer.YES if name in met else known.get(value, Answer.UNKNOWN) for name, value in said.items()}
    try:
        found = required(kind=Kind[case.treated_as.upper()], answers=answers)
    except NoAnswer as problem:
        raise Mistake("grounds", str(problem)) from None
    details = {"grounds": dict(said), "verdict": found.verdict.value}
    if found.verdict is Verdict.OPEN:
        # What was answered before says nothing about what is open now.
        case.known = {name: value for name, value in case.known.items() if name != "must_be_referred"}
        return More(details=details)
    if {name for name, answer in answers.items() if answer is Answer.YES} - met - referring.referred(case=case):
        case.known = case.known | {"referral_made": "no"}
    must = "yes" if found.verdict is Verdict.MUST else "no"
    return More(answers={"must_be_referred": must}, details=details)


def _referred(case: Case, against: SubjectAllegation | None, told: Told, on: date) -> More:
    return More(details={"iopc_reference": str(told.details.get("iopc_reference", "")).strip()[:60]})


def _investigator(case: Case, against: SubjectAllegation | None, told: Told, on: date) -> More:
    """Who investigates, with the check of the management line that the register answers."""
    user = User.objects.filter(pk=told.details.get("investigator") or 0, is_active=True).first()
    if user is None:
        raise Mistake("investigator", CHOOSE_INVESTIGATOR)
    sight.must_see(case=case, user=user, on=on, what=Entry.CASE_ACT)
    details = {"investigator": user.pk, "name": user.name}
    if (in_line := in_management_line(user=user, against=against)) is None:
        return More(details=details)
    return More(answers={"in_management_line": "yes" if in_line else "no"}, details=details)


def _notice(case: Case, against: SubjectAllegation | None, told: Told, on: date) -> More:
    """The notice is given by its service: the day is the one from which that counts, and no other."""
    served = notices.served_on(subject=against.subject) if against else None
    if served is None:
        raise Mistake("on", NOT_SERVED)
    if served != on:
        raise Mistake("on", SERVED_ON.format(day=f"{served:%-d %B %Y}"))
    return More()


def _delay(case: Case, against: SubjectAllegation | None, told: Told, on: date) -> More:
    """Whether the period has ended is read from the time limit that runs, where one does."""
    row = periods.running(case=case, against=against)
    if row is None or row.work_to is None:
        return More()
    return More(answers={"period_elapsed": "yes" if row.work_to <= on else "no"})


def in_management_line(*, user: User, against: SubjectAllegation | None) -> bool | None:
    """Whether the officer manages, or ever managed, this user; None where the register does not know one of them."""
    person_id = against.subject.person_id if against else None
    own = getattr(user, "person", None)
    if person_id is None or own is None:
        return None
    return person_id in with_all_above(person_ids=[own.pk])


Before = Callable[[Case, SubjectAllegation | None, Told, date], More]
BEFORE: Mapping[str, Before] = {
    **dict.fromkeys(here.ASKS_GROUNDS, _grounds),
    "refer_to_iopc": _referred,
    "appoint_investigator": _investigator,
    notices.GIVES_NOTICE: _notice,
    **dict.fromkeys(here.REPORTS_DELAY, _delay),
}
