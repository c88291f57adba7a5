"""Correcting legal dates: what rests on them is worked out again, nothing is lost, and no day that cannot be is taken.

The expected dates are misconduct's own vectors (their numbers stand beside them), or were worked out by hand.
"""

from datetime import date, timedelta
from typing import Any

import pytest

from cases.access import NotThere
from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.audit.acts import Act
from cases.audit.trail import Refused
from cases.models import Case, Change, Deadline, Decision, Letter
from cases.operations import case_changes, clocks, intake, legal_dates
from cases.operations.case_changes import Conflict
from cases.operations.clocks import Happened
from cases.operations.intake.values import Mistake
from cases.operations.legal_dates import Corrected, Correction
from cases.queries import case_deadlines
from cases.workforce.models import Unit
from misconduct.stages.acts import Started
from tests.factories import cases, matters, register
from tests.factories.acts import AT
from tests.factories.cases import TODAY, holder
from tests.factories.trail import said

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
WHY = "The letter bears an earlier stamp"


@pytest.fixture
def unit() -> Unit:
    return register.unit()


@pytest.fixture
def me(unit: Unit) -> User:
    return holder(Role.INVESTIGATOR, unit=unit)


def log(unit: Unit, by: User, kind: str = "complaint", **days: Any) -> Case:
    """A matter as it is logged; received on the last of its days."""
    known = {"received_on": max(days.values()), "came_to_attention_on": max(days.values())} | days
    if kind != "complaint":
        known["complaint_made_on"] = None
    logged = intake.log(matter=matters.new_matter(unit, kind=kind, **known), by=by, at=AT)
    return Case.objects.get(reference=logged.reference)


def correct(case: Case, by: User, version: int | None = None, **typed: Any) -> Corrected:
    case.refresh_from_db()
    told = Correction(typed=typed, reason=WHY, version=case.version if version is None else version)
    return legal_dates.correct(reference=case.reference, correction=told, by=by, at=AT)


def rows(case: Case, key: str) -> list[Deadline]:
    return list(case.deadlines.filter(key=key).order_by("pk"))


# --- Dates ---

WORKED = [
    pytest.param(
        ("complaint", "timeliness_pcmr13", "complaint_made_on"),
        (date(2026, 7, 1), date(2027, 7, 1)), (date(2026, 6, 30), date(2027, 6, 30)), id="C26-twelve-months",
    ),
    pytest.param(
        ("complaint", "timeliness_pcmr13", "complaint_made_on"),
        (date(2024, 3, 1), date(2025, 3, 1)), (date(2024, 2, 29), date(2025, 3, 1)), id="C22-and-C23-leap-day",
    ),
    pytest.param(
        ("complaint", "timeliness_pcmr13", "complaint_made_on"),
        (date(2024, 9, 1), date(2025, 9, 1)), (date(2024, 8, 31), date(2025, 8, 31)), id="C24-end-of-a-month",
    ),
    pytest.param(
        ("recordable_conduct", "timeliness_pcmr13", "came_to_attention_on"),
        (date(2024, 5, 11), date(2025, 5, 11)), (date(2024, 5, 10), date(2025, 5, 10)), id="C25-nobody-complained",
    ),
    pytest.param(
        ("recordable_conduct", "timeliness_pcmr13", "came_to_attention_on"),
        (date(2026, 11, 22), date(2027, 11, 22)), (TODAY, date(2027, 11, 23)), id="later-until-today",
    ),
    pytest.param(
        ("death_or_serious_injury", "iopc_referral", "came_to_attention_on"),
        (date(2026, 6, 10), date(2026, 6, 11)), (date(2026, 6, 9), date(2026, 6, 10)), id="CV27-referral-next-day",
    ),
    pytest.param(
        ("death_or_serious_injury", "iopc_referral", "came_to_attention_on"),
        (date(2026, 4, 9), date(2026, 4, 10)), (date(2026, 4, 10), date(2026, 4, 11)), id="CV28-on-a-saturday",
    ),
    pytest.param(
        ("conduct", "evidence_preservation", "came_to_attention_on"),
        (date(2026, 6, 10), None), (date(2026, 6, 9), None), id="no-last-day",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("what", "wrong", "right"), WORKED)
def test_what_runs_from_the_date_is_worked_out_again(
    unit: Unit, me: User, what: tuple[str, str, str], wrong: Any, right: Any
) -> None:
    kind, key, field = what
    case = log(unit, me, kind, received_on=TODAY, **{field: wrong[0]})
    [before] = rows(case, key)
    assert (before.event_on, before.work_to) == wrong
    done = correct(case, me, **{field: right[0]})
    assert done.fields == (field,)
    old, new = rows(case, key)
    assert (new.event_on, new.work_to, new.met_on, new.ended_on) == (*right, None, None)
    assert (new.question["on"], new.started_at) == (right[0].isoformat(), AT)
    assert (old.event_on, old.work_to, old.met_on, old.ended_on) == (*wrong, None, TODAY)
    assert (old.replaced_by, old.replaced_because) == (new, WHY)
    assert done.anew == Deadline.objects.filter(replaced_by__isnull=False).count()
    assert getattr(Case.objects.get(), field) == right[0]


def test_a_day_that_came_to_attention_moves_nothing_that_runs_from_the_complaint(unit: Unit, me: User) -> None:
    case = log(unit, me, complaint_made_on=date(2026, 11, 2), came_to_attention_on=date(2026, 11, 9))
    assert correct(case, me, came_to_attention_on=date(2026, 11, 3)).anew == 1
    assert [row.event_on for row in rows(case, "timeliness_pcmr13")] == [date(2026, 11, 2)]
    assert [row.event_on for row in rows(case, "evidence_preservation")] == [date(2026, 11, 9), date(2026, 11, 3)]


def test_what_runs_from_an_act_goes_on_as_it_was(unit: Unit, me: User) -> None:
    case = log(unit, me, complaint_made_on=date(2026, 11, 9))
    correct(case, me, complaint_made_on=date(2026, 11, 2))
    [update] = rows(case, "progress_update")
    # Four weeks after handling started, which was when it was logged.
    assert (update.event_on, update.work_to, update.ended_on) == (TODAY, TODAY + timedelta(28), None)


def test_a_limit_from_an_act_is_worked_out_again_where_another_version_governs_it(unit: Unit, me: User) -> None:
    # SI 2025/558 reg 66: complaints made from 28 May 2025 on.
    case = log(unit, me, complaint_made_on=date(2025, 5, 28), received_on=TODAY)
    [before] = rows(case, "progress_update")
    correct(case, me, complaint_made_on=date(2025, 5, 27))
    old, new = rows(case, "progress_update")
    assert (old.version, new.version) == (before.version, "R1")
    assert before.version == "R3"
    assert (new.event_on, new.work_to) == (before.event_on, before.work_to)


def test_what_is_asked_again_is_asked_with_the_dates_as_they_stand_now(unit: Unit, me: User) -> None:
    case = log(unit, me, complaint_made_on=date(2026, 11, 9))
    correct(case, me, complaint_made_on=date(2026, 11, 2), received_on=date(2026, 11, 3))
    first, now = rows(case, "timeliness_pcmr13")
    assert first.question["facts"] == dict.fromkeys(("complaint_made", "came_to_attention", "act_on"), "2026-11-09")
    # It was started by receiving the matter: that act was done on another day as well.
    facts = {"complaint_made": "2026-11-02", "came_to_attention": "2026-11-09", "act_on": "2026-11-03"}
    assert (now.question["facts"], now.question["act"]) == (facts, "receive_matter")


def test_before_the_regulations_began_there_is_no_date_and_the_row_says_so(unit: Unit, me: User) -> None:
    case = log(unit, me, complaint_made_on=date(2020, 2, 1), received_on=TODAY)
    correct(case, me, complaint_made_on=date(2020, 1, 31))
    old, new = rows(case, "timeliness_pcmr13")
    assert old.problem == ""
    assert (new.work_to, new.ended_on) == (None, None)
    assert "1 Feb 2020" in new.problem


def test_the_day_of_an_allegation_against_somebody_moves_too(unit: Unit, me: User) -> None:
    case = log(unit, me, "recordable_conduct", came_to_attention_on=date(2025, 3, 16), received_on=TODAY)
    against = cases.subject(case=case).against.get()
    started = Started(key="timeliness_reg19", event="came_to_attention")
    clocks.start(case=case, started=started, happened=Happened(act="record", on=TODAY, at=AT, against=against))
    correct(case, me, came_to_attention_on=date(2025, 3, 15))
    # C21: twelve months beginning with 15 March 2025 end on 14 March 2026; the duty arises on the day after.
    assert [(row.against, row.work_to) for row in rows(case, "timeliness_reg19")] == [
        (against, date(2026, 3, 16)),
        (against, date(2026, 3, 15)),
    ]


def test_a_referral_that_became_clear_later_does_not_move(unit: Unit, me: User) -> None:
    case = log(unit, me, complaint_made_on=TODAY)
    happened = Happened(act="assess_referral", on=TODAY, at=AT)
    clocks.start(case=case, started=Started(key="iopc_referral", event="became_clear"), happened=happened)
    correct(case, me, came_to_attention_on=TODAY - DAY, complaint_made_on=TODAY - DAY)
    assert [(row.event_on, row.work_to) for row in rows(case, "iopc_referral")] == [(TODAY, TODAY + DAY)]


# --- Nothing is lost ---


@pytest.mark.parametrize("ending", ["met_on", "ended_on"])
def test_what_was_met_or_has_ended_stays_as_it_was(unit: Unit, me: User, ending: str) -> None:
    case = log(unit, me, complaint_made_on=date(2026, 11, 9))
    case.deadlines.filter(key="timeliness_pcmr13").update(**{ending: TODAY})
    correct(case, me, complaint_made_on=date(2026, 11, 2))
    [row] = rows(case, "timeliness_pcmr13")
    assert (row.event_on, getattr(row, ending), row.replaced_by) == (date(2026, 11, 9), TODAY, None)


@pytest.mark.parametrize(
    "settled",
    [
        pytest.param({"question": {"extensions": [{"until": "2027-12-31", "by": "chair"}]}}, id="extended"),
        pytest.param({"question": {"pauses": [{"hold": "sub_judice", "since": "2026-11-20"}]}}, id="paused"),
        pytest.param({"working": {"moves": [{"kind": "shortened", "words": "by agreement"}]}}, id="shortened"),
    ],
)
def test_what_a_person_settled_is_left_to_a_person_and_said(unit: Unit, me: User, settled: dict[str, Any]) -> None:
    case = log(unit, me, complaint_made_on=date(2026, 11, 9))
    [row] = rows(case, "timeliness_pcmr13")
    for name, more in settled.items():
        setattr(row, name, getattr(row, name) | more)
    row.save()
    lines = {line.title: line for line in case_deadlines.axis(case=case, on=TODAY).lines}
    assert not any(line.is_outdated for line in lines.values())
    done = correct(case, me, complaint_made_on=date(2026, 11, 2), came_to_attention_on=date(2026, 11, 2))
    assert (done.anew, done.left) == (1, 1), "the preservation of evidence, and this one"
    [row] = rows(case, "timeliness_pcmr13")
    assert (row.event_on, row.ended_on, row.replaced_by) == (date(2026, 11, 9), None, None)
    case.refresh_from_db()
    outdated = [line.title for line in case_deadlines.axis(case=case, on=TODAY).lines if line.is_outdated]
    assert outdated == [row.title]
    assert correct(case, me, complaint_made_on=date(2026, 11, 9), came_to_attention_on=date(2026, 11, 9)).left == 0


def test_what_was_settled_and_only_rests_on_the_date_is_left_to_a_person_too(unit: Unit, me: User) -> None:
    case = log(unit, me, complaint_made_on=date(2025, 5, 28), received_on=TODAY)
    [row] = rows(case, "progress_update")
    row.question |= {"extensions": [{"until": "2027-12-31", "by": "chair"}]}
    row.save()
    assert correct(case, me, complaint_made_on=date(2025, 5, 27)).left == 1
    case.refresh_from_db()
    assert [line.title for line in case_deadlines.axis(case=case, on=TODAY).lines if line.is_outdated] == [row.title]


def test_each_correction_is_kept_under_the_limit_as_it_stands_now(unit: Unit, me: User) -> None:
    case = log(unit, me, "death_or_serious_injury", came_to_attention_on=date(2026, 6, 11))
    for day in (10, 9):
        correct(case, me, came_to_attention_on=date(2026, 6, day))
    lines = [line for line in case_deadlines.axis(case=case, on=TODAY).lines if "Referral" in line.title]
    assert [(line.event_on, line.ends_on) for line in lines] == [(date(2026, 6, 9), date(2026, 6, 10))]
    before = [(old.from_on, old.was_due, old.on, old.because) for old in lines[0].replaced]
    assert before == [
        (date(2026, 6, 10), date(2026, 6, 11), TODAY, WHY),
        (date(2026, 6, 11), date(2026, 6, 12), TODAY, WHY),
    ]
    state = case_deadlines.how(case=case, deadline_id=lines[0].replaced[0].id, on=TODAY).state
    assert state == f"replaced on 23 November 2026, because: {WHY}"


def test_decisions_stay_and_history_and_trail_tell_it(unit: Unit, me: User) -> None:
    case = log(unit, me, complaint_made_on=date(2026, 11, 9))
    decisions = list(Decision.objects.values())
    correct(case, me, complaint_made_on=date(2026, 11, 2), received_on=date(2026, 11, 3))
    assert list(Decision.objects.values()) == decisions
    told = f"received 3 November 2026, not 9 November 2026; complaint made 2 November 2026, not 9 November 2026: {WHY}"
    assert said(Act.CASE_DATES_CORRECTED) == [("done", me.principal, f"case:{case.reference}", told)]
    [change] = Change.objects.filter(case_id=case.pk, table="cases_case", after__has_key="received_on")
    assert (change.before, change.after) == (
        {"received_on": "2026-11-09", "complaint_made_on": "2026-11-09", "version": 1},
        {"received_on": "2026-11-03", "complaint_made_on": "2026-11-02", "version": 2},
    )
    assert Change.objects.filter(table="cases_deadline", after__has_key="replaced_by_id").exists()


def test_a_letter_that_waits_says_the_new_date_and_one_that_was_sent_stays(unit: Unit, me: User) -> None:
    call = matters.call(unit, matter={"received_on": TODAY - DAY, "complaint_made_on": TODAY - 9 * DAY})
    case = Case.objects.get(reference=intake.log_and_resolve(call=call, by=me, at=AT).reference)
    [waiting] = Letter.objects.all()
    sent = Letter.objects.create(
        case=case, to=waiting.to, kind=waiting.kind, text=waiting.text, made_by="x", made_at=AT, sent_on=TODAY
    )
    assert correct(case, me, received_on=TODAY - 2 * DAY).letters == 1
    waiting.refresh_from_db()
    assert "You contacted us on 21 November 2026 about this" in waiting.text
    sent.refresh_from_db()
    assert "You contacted us on 22 November 2026 about this" in sent.text
    assert correct(case, me, complaint_made_on=TODAY - 8 * DAY).letters == 0


# --- Refused ---

MADE, RECEIVED = TODAY - 9 * DAY, TODAY - 5 * DAY


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        pytest.param({"received_on": TODAY + DAY}, "received_on", id="received-tomorrow"),
        pytest.param({"came_to_attention_on": TODAY + DAY}, "came_to_attention_on", id="known-tomorrow"),
        pytest.param({"received_on": MADE - DAY}, "complaint_made_on", id="received-before-it-was-made"),
        pytest.param({"complaint_made_on": RECEIVED + DAY}, "complaint_made_on", id="made-after-it-was-received"),
        pytest.param({"complaint_made_on": MADE - 2 * DAY}, "complaint_made_on", id="made-before-it-happened"),
        pytest.param({"came_to_attention_on": MADE - 2 * DAY}, "came_to_attention_on", id="known-before-it-happened"),
        pytest.param(
            {"received_on": MADE - 2 * DAY, "complaint_made_on": MADE - 2 * DAY}, "received_on",
            id="received-before-it-happened",
        ),
    ],
)  # fmt: skip
def test_days_that_cannot_be_are_refused_and_change_nothing(
    unit: Unit, me: User, typed: dict[str, Any], field: str
) -> None:
    days: dict[str, Any] = {"behaviour_from": MADE - DAY, "complaint_made_on": MADE, "received_on": RECEIVED}
    case = log(unit, me, **days)
    with pytest.raises(Mistake) as mistake:
        correct(case, me, **typed)
    assert mistake.value.field == field
    assert Case.objects.get().version == 1
    assert not Deadline.objects.filter(ended_on__isnull=False).exists()


@pytest.mark.parametrize("name", ["received_on", "came_to_attention_on"])
def test_nothing_is_received_or_known_after_it_was_logged(unit: Unit, me: User, name: str) -> None:
    case = log(unit, me, "conduct", came_to_attention_on=MADE)
    Case.objects.filter(pk=case.pk).update(logged_at=AT - 2 * DAY)
    late: dict[str, Any] = {name: TODAY - DAY}
    with pytest.raises(Mistake) as mistake:
        correct(case, me, **late)
    assert mistake.value.field == name
    assert "21 November 2026, the day on which the matter was logged, or earlier" in mistake.value.sentence
    assert correct(case, me, **{name: late[name] - DAY}).fields == (name,)


def test_the_same_dates_are_no_correction(unit: Unit, me: User) -> None:
    case = log(unit, me, complaint_made_on=MADE)
    assert correct(case, me, complaint_made_on=MADE, received_on=MADE) == Corrected(fields=())
    assert Case.objects.get().version == 1
    assert not said(Act.CASE_DATES_CORRECTED)


def test_of_what_nobody_complained_of_no_day_of_a_complaint_is_taken(unit: Unit, me: User) -> None:
    case = log(unit, me, "conduct", came_to_attention_on=MADE)
    assert correct(case, me, complaint_made_on=MADE).fields == ()
    assert Case.objects.get().complaint_made_on is None


def test_behaviour_is_none_of_these_dates(unit: Unit, me: User) -> None:
    case = log(unit, me, complaint_made_on=MADE)
    assert correct(case, me, behaviour_from=MADE - DAY).fields == ()


@pytest.mark.parametrize("version", [0, 2])
def test_another_version_than_the_present_one_is_a_conflict(unit: Unit, me: User, version: int) -> None:
    case = log(unit, me, complaint_made_on=MADE)
    with pytest.raises(Conflict):
        correct(case, me, version=version, received_on=TODAY)
    assert Case.objects.get().received_on == MADE


def test_a_matter_that_is_held_or_not_theirs_is_not_corrected(unit: Unit, me: User) -> None:
    case = log(unit, me, complaint_made_on=MADE)
    stranger = holder(Role.SUPERVISOR, unit=register.unit())
    with pytest.raises(NotThere):
        correct(case, stranger, received_on=TODAY)
    Case.objects.filter(pk=case.pk).update(is_frozen=True)
    with pytest.raises(Refused) as refusal:
        correct(case, me, received_on=TODAY)
    assert refusal.value.sentence == case_changes.FROZEN
