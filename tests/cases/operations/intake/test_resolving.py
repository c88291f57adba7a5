"""A complaint resolved during the call: closed only where the law allows, and otherwise logged and left open."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.audit.acts import Act
from cases.models import Case, Deadline, Decision, Letter, SeverityScore
from cases.operations import intake
from cases.operations.intake import Alleged, Concerned, Mistake, Named
from cases.operations.intake.resolving import LEFT, TOLD
from cases.operations.letters import sending
from cases.queries import next_acts
from misconduct.matters.handling import QUESTIONS
from misconduct.procedures import PersonKind
from tests.factories.acts import AT
from tests.factories.cases import holder, place
from tests.factories.matters import ALL_NO, TODAY, call
from tests.factories.register import person
from tests.factories.trail import said

pytestmark = pytest.mark.django_db
FIRST = next(iter(QUESTIONS))
ON_THE_LIST = "alleges_mandatory_referral"
MUST = ("alleges_death_or_serious_injury", ON_THE_LIST)


def desk() -> tuple[User, Any]:
    unit = place()
    return holder(Role.COMPLAINT_HANDLER, unit=unit), unit


def resolved(**values: Any) -> tuple[intake.Logged, Case]:
    me, unit = desk()
    answer = intake.log_and_resolve(call=call(unit, **values), by=me, at=AT)
    return answer, Case.objects.get(reference=answer.reference)


def test_it_is_logged_put_right_and_closed_in_one_act() -> None:
    answer, case = resolved()
    assert (answer.closed, answer.why_open) == (True, "")
    assert (case.stage, case.handling, case.closed_on, case.resolved) == ("closed", "outside_schedule_3", TODAY, True)
    acts = Decision.objects.filter(case=case).order_by("pk").values_list("act", flat=True)
    assert list(acts) == [
        "receive_matter",
        "log_matter",
        "contact_complainant",
        "handle_outside_schedule_3",
        "close_outside_schedule_3",
    ]
    # No score: nothing is left for a person to triage.
    assert not SeverityScore.objects.filter(case=case).exists()
    assert [entry[2] for entry in said(Act.CASE_RESOLVED)] == [f"case:{case.reference}"]


def test_only_the_letter_is_left_to_do_and_its_time_runs() -> None:
    _, case = resolved()
    running = Deadline.objects.filter(case=case, met_on=None, ended_on=None)
    assert [one.key for one in running] == ["outcome_notification"]
    assert set(Deadline.objects.filter(case=case).exclude(ended_on=None).values_list("key", flat=True)) == {
        "evidence_preservation",
        "progress_update",
        "timeliness_pcmr13",
    }
    letter = Letter.objects.get(case=case)
    assert letter.sent_on is None
    for words in ("Dear Ann Bee", case.reference, "I apologised", "resolves your complaint", "at any time"):
        assert words in letter.text
    coming = next_acts.for_case(case=case, on=TODAY)
    assert [(act.key, act.date) for act in coming] == [("notify_matter_outcome", running[0].work_to)]


def test_the_letter_that_was_sent_meets_the_time_limit_and_nothing_is_left() -> None:
    me, unit = desk()
    case = Case.objects.get(reference=intake.log_and_resolve(call=call(unit), by=me, at=AT).reference)
    letter, told = Letter.objects.get(case=case), sending.Sent(on=TODAY, how="post", was_safe=True)
    with pytest.raises(sending.NotSafe):
        sending.sent(reference=case.reference, letter_id=letter.pk, told=replace(told, was_safe=False), by=me, at=AT)
    sending.sent(reference=case.reference, letter_id=letter.pk, told=told, by=me, at=AT)
    assert Deadline.objects.get(case=case, key="outcome_notification").met_on == TODAY
    assert next_acts.for_case(case=case, on=TODAY) == []


def test_nobody_writes_to_somebody_who_did_not_say_who_they_are() -> None:
    _, case = resolved(matter={"parties": (Named(role="complainant"),)})
    assert case.stage == "closed"
    assert not Letter.objects.filter(case=case).exists()
    # Nor is anybody waited for: there is nobody to tell.
    ended = Deadline.objects.get(case=case, key="outcome_notification")
    assert (ended.ended_on, ended.met_on) == (TODAY, None)
    assert next_acts.for_case(case=case, on=TODAY) == []


@pytest.mark.parametrize(
    ("parties", "letters"),
    [
        pytest.param((Named(role="complainant", name="Ann Bee"),), 1, id="somebody"),
        pytest.param((Named(role="complainant"),), 0, id="nobody-we-know"),
    ],
)
def test_who_was_told_during_the_call_is_told(parties: tuple[Named, ...], letters: int) -> None:
    me, unit = desk()
    told = call(unit, told=True, matter={"parties": parties})
    case = Case.objects.get(reference=intake.log_and_resolve(call=told, by=me, at=AT).reference)
    met = Deadline.objects.get(case=case, key="outcome_notification")
    assert (met.met_on, met.ended_on) == (TODAY, None)
    assert Decision.objects.get(case=case, act="close_outside_schedule_3").reasons == TOLD
    assert next_acts.for_case(case=case, on=TODAY) == []
    # A letter may go out all the same; that does not make the telling later.
    assert Letter.objects.filter(case=case).count() == letters
    for letter in Letter.objects.filter(case=case):
        later = sending.Sent(on=TODAY + timedelta(days=3), how="post", was_safe=True)
        at = AT + timedelta(days=3)
        sending.sent(reference=case.reference, letter_id=letter.pk, told=later, by=me, at=at)
    met.refresh_from_db()
    assert met.met_on == TODAY


def test_the_day_on_which_a_letter_was_sent_is_put_right() -> None:
    me, unit = desk()
    case = Case.objects.get(reference=intake.log_and_resolve(call=call(unit), by=me, at=AT).reference)
    letter, at = Letter.objects.get(case=case), AT + timedelta(days=3)
    for days in (3, 1):
        told = sending.Sent(on=TODAY + timedelta(days=days), how="post", was_safe=True)
        sending.sent(reference=case.reference, letter_id=letter.pk, told=told, by=me, at=at)
    assert Deadline.objects.get(case=case, key="outcome_notification").met_on == TODAY + timedelta(days=1)


CODES = {"B4": True, "F": True, "F6": True, "G": True, "G2": True, "J": True, "J1": True} | dict.fromkeys(
    ("A", "A1", "B", "B1", "B5", "C", "D", "E", "H", "H1", "H5", "K", "L"), False
)


@pytest.mark.parametrize(("code", "asked"), [pytest.param(code, asked, id=code) for code, asked in CODES.items()])
def test_what_is_often_grave_is_looked_at_twice_before_four_noes_close_it(code: str, asked: bool) -> None:
    me, unit = desk()
    alleged = (
        Alleged(category="A", summary="Late"),
        Alleged(category=code[0], sub_category=code if len(code) > 1 else "", summary="It"),
    )
    if asked:
        with pytest.raises(Mistake) as mistake:
            intake.log_and_resolve(call=call(unit, matter={"allegations": alleged}), by=me, at=AT)
        assert (mistake.value.field, f"“{code} " in mistake.value.sentence) == ("alleges_crime_or_discipline", True)
        assert not Case.objects.exists()
    given = call(unit, matter={"allegations": alleged}, reason=" A handshake. " if asked else "")
    assert intake.log_and_resolve(call=given, by=me, at=AT).closed
    assert Decision.objects.get(act="handle_outside_schedule_3").reasons == ("A handshake." if asked else "")


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"resolve": False}, id="left-open"),
        pytest.param({"wants_recording": "yes"}, id="recorded-as-they-wish"),
        pytest.param({"tests": ALL_NO | {"alleges_article_2_or_3": "yes"}}, id="a-yes"),
        pytest.param({"tests": ALL_NO | {"alleges_article_2_or_3": "unknown"}}, id="not-known"),
    ],
)
def test_what_is_not_closed_is_not_looked_at_twice(values: dict[str, Any]) -> None:
    answer, _ = resolved(matter={"allegations": (Alleged(category="G", summary="It"),)}, **values)
    assert not answer.closed


def test_what_does_not_satisfy_is_closed_as_not_resolved_and_the_letter_says_so() -> None:
    _, case = resolved(resolved=False)
    assert (case.stage, case.resolved) == ("closed", False)
    assert "does not resolve it" in Letter.objects.get(case=case).text


OPEN = [
    *[pytest.param({"tests": ALL_NO | {name: "yes"}}, "must be recorded", id=f"{name}-yes") for name in QUESTIONS],
    *[
        pytest.param({"tests": ALL_NO | {name: "unknown"}}, asks, id=f"{name}-unknown")
        for name, asks in QUESTIONS.items()
    ],
    *[
        pytest.param({"tests": {k: v for k, v in ALL_NO.items() if k != name}}, asks, id=f"{name}-unasked")
        for name, asks in QUESTIONS.items()
    ],
    pytest.param({"wants_recording": "yes"}, "must be recorded", id="wants-it-recorded"),
    pytest.param({"wants_recording": "unknown"}, "Do they want it recorded?", id="was-not-asked"),
    pytest.param({"resolve": False}, "as asked", id="left-open-on-purpose"),
]


@pytest.mark.parametrize(("values", "why"), OPEN)
def test_anything_but_four_noes_and_no_wish_leaves_it_open_and_says_why(values: dict[str, Any], why: str) -> None:
    answer, case = resolved(**values)
    assert not answer.closed
    assert why in answer.why_open
    assert (case.stage, case.closed_on, case.handling) == ("contacted", None, "")
    assert case.what_was_done == "I apologised and spoke to the officer."
    # For a person to triage, and with no letter that says it is over.
    assert SeverityScore.objects.get(case=case).band == "NOT_YET_TRIAGED"
    assert not Letter.objects.filter(case=case).exists()


def test_what_was_answered_is_known_and_what_was_not_stays_open() -> None:
    _, case = resolved(tests=ALL_NO | {FIRST: "unknown"})
    assert FIRST not in case.known
    assert {case.known[name] for name in QUESTIONS if name != FIRST} == {"no"}
    assert case.known["wants_recording"] == "no"


CHIEF = "Find out whether it is the chief officer: then the local policing body is the appropriate authority"
PROVISION = "(Police Reform Act 2002, s. 29; PCR 2020 reg 2(1))."
SENIOR = [
    *[pytest.param({"kind": kind.label}, kind is PersonKind.SENIOR_OFFICER, id=kind.label) for kind in PersonKind],
    pytest.param({"kind": "senior_officer", "left_on": TODAY - timedelta(days=1)}, True, id="left"),
    pytest.param({"kind": "senior_officer", "first_day": TODAY + timedelta(days=1)}, False, id="from-tomorrow"),
    pytest.param({"kind": "senior_officer", "first_day": TODAY}, True, id="from-today"),
]


@pytest.mark.parametrize(("posted", "is_senior"), SENIOR)
def test_a_call_about_a_senior_officer_is_left_open_until_it_is_known_whose_it_is(
    posted: dict[str, Any], is_senior: bool
) -> None:
    about = (Concerned(kind="unidentified"), Concerned(kind="person", person_id=person(unit=place(), **posted).pk))
    answer, case = resolved(matter={"subjects": about})
    assert (answer.closed, answer.may_see) == (not is_senior, True)
    assert (CHIEF in answer.why_open, answer.why_open.endswith(PROVISION)) == (is_senior, is_senior)
    assert case.stage == ("contacted" if is_senior else "closed")
    assert Letter.objects.filter(case=case).exists() is not is_senior
    assert SeverityScore.objects.filter(case=case).exists() is is_senior


@pytest.mark.parametrize(
    ("values", "other"),
    [
        pytest.param({"wants_recording": "yes"}, "must be recorded", id="recorded-as-they-wish"),
        pytest.param({"resolve": False}, LEFT, id="left-open-on-purpose"),
        pytest.param({}, "It is about a senior officer.", id="alone"),
    ],
)
def test_that_it_is_about_a_senior_officer_is_said_beside_any_other_reason(values: dict[str, Any], other: str) -> None:
    chief = person(unit=place(), kind="senior_officer", rank="Chief Constable")
    # Nobody is asked again about what is grave where it is not closed anyhow.
    alleged = (Alleged(category="G", summary="It"),)
    matter = {"subjects": (Concerned(kind="person", person_id=chief.pk),), "allegations": alleged}
    answer, _ = resolved(matter=matter, **values)
    assert other in answer.why_open
    assert CHIEF in answer.why_open
    assert (LEFT in answer.why_open) == (other == LEFT)


WHOSE = [
    pytest.param({}, True, id="a-letter-is-owed"),
    pytest.param({"told": True}, True, id="told-and-a-letter-all-the-same"),
    pytest.param({"matter": {"parties": (Named(role="complainant"),)}}, False, id="nobody-to-write-to"),
    pytest.param({"resolve": False}, False, id="left-open"),
]


@pytest.mark.parametrize(("values", "is_mine"), WHOSE)
def test_a_letter_that_is_owed_is_with_whoever_closed_it(values: dict[str, Any], is_mine: bool) -> None:
    me, unit = desk()
    reference = intake.log_and_resolve(call=call(unit, **values), by=me, at=AT).reference
    case = Case.objects.get(reference=reference)
    assert case.owner == (me if is_mine else None)
    assert Letter.objects.filter(case=case, sent_on=None).exists() is is_mine


REFERRED = [
    *[pytest.param({name: "yes"}, name in MUST, id=f"{name}-yes") for name in QUESTIONS],
    pytest.param(dict.fromkeys(MUST, "yes"), True, id="both"),
    pytest.param(dict.fromkeys(MUST, "unknown"), False, id="both-unknown"),
    pytest.param({"alleges_death_or_serious_injury": "yes", ON_THE_LIST: "no"}, True, id="death-but-not-listed"),
    pytest.param({}, False, id="four-noes"),
]


@pytest.mark.parametrize(("said_yes", "runs"), REFERRED)
def test_what_must_be_referred_starts_that_clock_during_the_call(said_yes: dict[str, str], runs: bool) -> None:
    _, case = resolved(tests=ALL_NO | said_yes)
    running = Deadline.objects.filter(case=case, key="iopc_referral").values_list("event_on", flat=True)
    assert list(running) == ([TODAY] if runs else [])


def test_the_same_page_again_is_the_same_complaint() -> None:
    me, unit = desk()
    sent = call(unit)
    first, again = (intake.log_and_resolve(call=sent, by=me, at=AT) for _ in range(2))
    assert (again.reference, again.is_new, again.closed) == (first.reference, False, True)
    assert Case.objects.count() == Letter.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        pytest.param({"what_was_done": " "}, "what_was_done", id="nothing-done"),
        pytest.param({"resolved": None}, "resolved", id="resolved-or-not"),
        pytest.param({"wants_recording": "perhaps"}, "wants_recording", id="no-such-answer"),
        pytest.param({"tests": ALL_NO | {FIRST: "maybe"}}, FIRST, id="no-such-answer-to-a-test"),
        pytest.param({"tests": ALL_NO | {"likes_tea": "no"}}, "tests", id="a-question-nobody-asks"),
        pytest.param({"matter": {"kind": "conduct"}}, "kind", id="no-complaint"),
        pytest.param({"matter": {"headline": ""}}, "headline", id="no-headline"),
    ],
)
def test_a_value_that_cannot_be_taken_is_named_and_nothing_is_written(values: dict[str, Any], field: str) -> None:
    me, unit = desk()
    with pytest.raises(Mistake) as mistake:
        intake.log_and_resolve(call=call(unit, **values), by=me, at=AT)
    assert mistake.value.field == field
    assert not Case.objects.exists()


def test_left_open_it_needs_neither_what_was_done_nor_whether_it_is_resolved() -> None:
    answer, case = resolved(resolve=False, what_was_done="", resolved=None)
    assert not answer.closed
    assert (case.what_was_done, case.resolved) == ("", None)
    assert timezone.localdate(case.logged_at) == TODAY


def test_nobody_closes_a_complaint_about_themselves_or_about_whom_they_manage() -> None:
    me, unit = desk()
    mine = person(unit=unit, user=me)
    managed = person(unit=unit, line_manager=mine)
    for about in (mine, managed):
        subjects = (Concerned(kind="person", person_id=about.pk),)
        answer = intake.log_and_resolve(call=call(unit, matter={"subjects": subjects}), by=me, at=AT)
        assert (answer.closed, answer.may_see) == (False, False)
        assert "somebody else deals with it" in answer.why_open
        assert Case.objects.get(reference=answer.reference).stage == "contacted"
