"""What comes next: the act that meets the limit that presses, only its own limit, and only reasons that hold."""

from datetime import timedelta
from typing import Any

import pytest

from cases.models import Case
from cases.operations.clocks import MEETS
from cases.queries import next_acts
from cases.queries.next_acts import RENEWS, NextAct
from misconduct.stages import tables
from tests.factories import cases
from tests.factories.cases import TODAY

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
REFERRAL, UPDATE, TIMELINESS = "iopc_referral", "progress_update", "timeliness_pcmr13"
KINDS = ("complaint", "conduct", "recordable_conduct", "death_or_serious_injury")


def matter(kind: str, stage: str, limits: dict[str, int] | None = None, **known: str) -> Case:
    """A matter at this stage; its limits run, each to so many days from today."""
    case = cases.case(kind=kind, stage=stage, known=known)
    for key, days in (limits or {}).items():
        cases.deadline(case=case, key=key, title=key, work_to=TODAY + days * DAY)
    return case


def first(case: Case) -> NextAct:
    return next_acts.for_case(case=case, on=TODAY)[0]


FIRST = [
    pytest.param("complaint", "logged", {REFERRAL: -9}, "contact_complainant", "", id="complaint-logged"),
    pytest.param("conduct", "logged", {}, "deal_with_internally", "", id="conduct-logged"),
    pytest.param(
        "conduct", "logged", {REFERRAL: -9}, "treat_as_recordable", "Refer to the IOPC", id="conduct-to-be-referred"
    ),
    pytest.param("recordable_conduct", "logged", {}, "record_matter", "", id="recordable-logged"),
    pytest.param(
        "death_or_serious_injury", "logged", {REFERRAL: -9}, "record_matter", "Refer to the IOPC", id="death-logged"
    ),
    *[
        pytest.param(
            kind, "recorded", {TIMELINESS: -20, REFERRAL: -9}, "refer_to_iopc", "", id=f"{kind}-to-be-referred"
        )
        for kind in KINDS
    ],
    *[pytest.param(kind, "recorded", {}, "assess_referral", "", id=f"{kind}-recorded") for kind in KINDS],
    pytest.param("complaint", "contacted", {REFERRAL: 1}, "record_matter", "Refer to the IOPC", id="a-call-referred"),
    pytest.param("complaint", "recorded", {UPDATE: 1}, "assess_referral", "", id="an-update-tomorrow-waits"),
    pytest.param("complaint", "recorded", {UPDATE: 0}, "give_update", "", id="an-update-today-does-not"),
    pytest.param("complaint", "recorded", {UPDATE: 0, REFERRAL: -1}, "refer_to_iopc", "", id="referral-presses-more"),
    pytest.param("complaint", "recorded", {UPDATE: -2, REFERRAL: -1}, "give_update", "", id="the-update-presses-more"),
]


@pytest.mark.parametrize(("kind", "stage", "limits", "act", "then"), FIRST)
def test_the_act_that_meets_what_presses_or_opens_the_way_to_it_comes_first(
    kind: str, stage: str, limits: dict[str, int], act: str, then: str
) -> None:
    found = first(matter(kind, stage, limits))
    assert (found.key, found.then) == (act, then)


def test_what_meets_the_limit_goes_before_what_opens_a_longer_way_to_it() -> None:
    coming = next_acts.for_case(case=matter("complaint", "recorded", {REFERRAL: 1}, must_be_referred="yes"), on=TODAY)
    assert [(act.key, act.then) for act in coming[:2]] == [("refer_to_iopc", ""), ("assess_referral", "")]


@pytest.mark.parametrize("running", [None, "handed in"])
def test_the_limits_may_be_handed_in(running: str | None) -> None:
    case = matter("complaint", "recorded", {REFERRAL: 2})
    given = None if running is None else list(case.deadlines.all())
    assert next_acts.for_case(case=case, on=TODAY, running=given)[0].key == "refer_to_iopc"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("stage", ["logged", "contacted", "recorded", "handling", "investigating", "outcome_decided"])
def test_no_act_shows_a_limit_that_another_one_meets(kind: str, stage: str) -> None:
    case = matter(kind, stage, {UPDATE: -3, REFERRAL: -2, TIMELINESS: -1, "outcome_notification": 0, "other": -9})
    for act in next_acts.for_case(case=case, on=TODAY):
        own = {*tables.ACTS[act.key].stops, RENEWS.get(act.key, "")} - ({UPDATE} if act.key not in RENEWS else set())
        assert act.limit in {"", *own}
        assert (act.date is None) == (act.deadline_id is None) == (act.limit == "")


def test_recording_a_death_borrows_no_date_of_the_referral() -> None:
    found = first(matter("death_or_serious_injury", "logged", {REFERRAL: -9, TIMELINESS: 30}))
    assert (found.key, found.date, found.limit, found.deadline_id, found.past) == ("record_matter", None, "", None, "")


def test_an_outcome_is_no_update() -> None:
    known = {"must_be_referred": "no", "sub_judice": "no"}
    case = matter("complaint", "handling", {UPDATE: -3, TIMELINESS: 30}, **known)
    [outcome] = [act for act in next_acts.for_case(case=case, on=TODAY) if act.key == "decide_matter_outcome"]
    assert (outcome.limit, outcome.past) == (TIMELINESS, "")


PAST = [
    pytest.param(-9, False, "9 days past the earliest plausible date", id="unconfirmed"),
    pytest.param(-1, True, "1 day late", id="late"),
    pytest.param(0, True, "", id="today"),
    pytest.param(1, False, "", id="tomorrow"),
]


@pytest.mark.parametrize(("days", "is_confirmed", "words"), PAST)
def test_a_limit_that_has_passed_is_said_in_the_words_of_the_header(days: int, is_confirmed: bool, words: str) -> None:
    case = matter("death_or_serious_injury", "recorded")
    cases.deadline(case=case, key=REFERRAL, title="Referral", work_to=TODAY + days * DAY, is_confirmed=is_confirmed)
    found = first(case)
    assert (found.limit, found.date, found.past) == ("Referral", TODAY + days * DAY, words)


CONTACT, ASSESSED, OUTCOME = "It follows the contact", "It follows the assessment", "It follows the decision about"
WHY = [
    *[
        pytest.param(kind, "logged", {}, "record_matter", "", id=f"{kind}-has-no-complainant")
        for kind in ("recordable_conduct", "death_or_serious_injury")
    ],
    pytest.param("complaint", "contacted", {}, "record_matter", CONTACT, id="a-complaint-has"),
    *[pytest.param(kind, "recorded", {}, "refer_to_iopc", "", id=f"{kind}-not-assessed") for kind in KINDS],
    *[
        pytest.param(kind, "not_referred", {"referral_considered": "yes"}, "refer_to_iopc", ASSESSED, id=f"{kind}-was")
        for kind in KINDS
    ],
    pytest.param("conduct", "internal", {}, "assess_referral", "", id="never-recorded"),
    pytest.param("complaint", "recorded", {}, "assess_referral", "It follows the recording", id="recorded"),
    pytest.param("complaint", "handling", {}, "notify_matter_outcome", "", id="nothing-decided"),
    pytest.param("complaint", "outcome_decided", {}, "notify_matter_outcome", OUTCOME, id="decided"),
    pytest.param("complaint", "recorded", {}, "respond_to_recommendation", "", id="no-review"),
    pytest.param("complaint", "review_decided", {}, "respond_to_recommendation", "It follows", id="a-review"),
]


@pytest.mark.parametrize(("kind", "stage", "known", "act", "begins"), WHY)
def test_what_an_act_follows_is_said_only_where_that_was_done(
    kind: str, stage: str, known: dict[str, Any], act: str, begins: str
) -> None:
    [found] = [one for one in next_acts.for_case(case=matter(kind, stage, **known), on=TODAY) if one.key == act]
    assert found.why.startswith(begins)
    assert bool(found.why) == bool(begins)


def test_what_renews_a_limit_here_meets_it_there() -> None:
    assert set(RENEWS.items()) <= MEETS
