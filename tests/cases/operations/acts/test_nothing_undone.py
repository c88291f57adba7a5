"""What one act decided, another does not undo; and what runs is met, ended and dated anew by what it is about."""

from datetime import timedelta
from typing import Any

import pytest

from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.audit.trail import Refused
from cases.models import Case, GroundsNotMet, SubjectAllegation
from cases.operations.acts import settling
from cases.operations.acts.doing import Obstructed
from cases.operations.intake.values import Mistake
from cases.operations.letters import serving
from cases.queries.acts import asking, capacities, coming, listing
from cases.workforce.models import Unit
from misconduct.matters.kinds import Kind
from misconduct.referral import questions
from tests.cases.operations.acts.working import against, authority, conduct_matter, do, serve
from tests.factories import cases
from tests.factories.acts import AT
from tests.factories.cases import TODAY, holder
from tests.factories.standing import brought_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Unit:
    return cases.place()


@pytest.fixture
def decides(unit: Unit) -> User:
    return authority(unit)


@pytest.fixture
def works(unit: Unit) -> User:
    return holder(Role.INVESTIGATOR, unit=unit)


def grounds(**said: str) -> dict[str, Any]:
    return {"grounds": {one.key: "no" for one in questions(kind=Kind.COMPLAINT)} | said}


def complaint(unit: Unit, stage: str, **known: Any) -> Case:
    made = cases.case(unit=unit, stage="logged", complaint_made_on=TODAY)
    brought_to(case=made, stage=stage, **known)
    return made


def internal(unit: Unit, stage: str, **known: Any) -> tuple[Case, SubjectAllegation]:
    case = conduct_matter(unit)
    row = against(case)
    brought_to(case=case, stage="internal", track="internal")
    brought_to(case=case, against=row, stage=stage, **known)
    return case, row


# --- What another act decided ---


@pytest.mark.parametrize(
    ("act", "stage", "name"),
    [
        pytest.param("decide_not_to_refer", "referral_assessed", "must_be_referred", id="whether-it-must-be-referred"),
        pytest.param("close_matter", "outcome_notified", "must_be_referred", id="the-same-when-it-is-closed"),
        pytest.param("give_review_rights", "outcome_notified", "mode", id="the-form-of-investigation"),
    ],
)
def test_what_another_act_of_the_matter_decided_is_not_answered_again(
    unit: Unit, decides: User, act: str, stage: str, name: str
) -> None:
    known = {"must_be_referred": "yes", "mode": "independent"}
    case = complaint(unit, stage, **known)
    mine = capacities.mine(user=decides, on=TODAY)
    seen = asking.act(case=case, key=act, against_id=None, on=TODAY, mine=mine, again=[name])
    assert name not in {one.name for one in seen.asked} | {one.name for one in seen.known}
    with pytest.raises((Obstructed, Refused)):
        do(case, act, decides, answers={"must_be_referred": "no", "mode": "local", "right_of_review": "yes"})
    assert {key: case.known[key] for key in known} == known


@pytest.mark.parametrize("act", ["record_criminal_investigation", "record_leaving"])
def test_nobody_assesses_by_another_act(unit: Unit, decides: User, works: User, act: str) -> None:
    case, row = internal(unit, "investigating", assessment="gross_misconduct")
    do(case, act, works, against=[row.pk], answers={"assessment": "neither"}, capacity="department")
    assert against(case).known["assessment"] == "gross_misconduct"


def test_a_case_to_answer_is_decided_by_its_own_act_alone(unit: Unit, decides: User) -> None:
    known = {"report_received": "yes", "case_to_answer": "gross_misconduct", "assessment": "gross_misconduct"}
    case, row = internal(unit, "case_to_answer_decision", **known)
    with pytest.raises(Obstructed):
        do(case, "record_no_case", decides, against=[row.pk], answers={"case_to_answer": "none"}, despite="So be it")
    assert against(case).known["case_to_answer"] == "gross_misconduct"


# --- Referral ---


def test_a_yes_is_not_taken_back_by_answering_again(unit: Unit, decides: User) -> None:
    case = complaint(unit, "recorded")
    do(case, "assess_referral", decides, details=grounds(serious_assault="yes"))
    with pytest.raises(Obstructed):
        do(case, "decide_not_to_refer", decides, despite="It was a graze")
    assert case.stage == "referral_assessed"


def test_a_ground_that_was_met_stays_met_whatever_is_answered_later(unit: Unit, decides: User) -> None:
    case = complaint(unit, "not_referred", must_be_referred="no")
    do(case, "assess_referral", decides, details=grounds(serious_assault="yes"))
    do(case, "assess_referral", decides, details=grounds())
    assert case.known["must_be_referred"] == "yes"
    do(case, "handle_otherwise", decides, answers={"conduct_indicated": "no"})
    with pytest.raises(Obstructed):
        do(case, "decide_matter_outcome", decides, despite="It was a graze")


def test_what_is_left_open_is_not_what_was_answered_before(unit: Unit, decides: User) -> None:
    case = complaint(unit, "not_referred", must_be_referred="no")
    with pytest.raises(Obstructed) as obstructed:
        do(case, "assess_referral", decides, details={"grounds": {}})
    assert obstructed.value.missing == {"must_be_referred"}


def test_a_new_ground_after_a_referral_calls_for_another(unit: Unit, decides: User, works: User) -> None:
    case = complaint(unit, "recorded")
    do(case, "assess_referral", decides, details=grounds(serious_assault="yes"))
    do(case, "refer_to_iopc", decides)
    do(case, "refer_back", works, answers={"dg_investigation_necessary": "no"})
    do(case, "assess_referral", decides, details=grounds(serious_assault="yes"))
    assert case.known["referral_made"] == "yes", "the same ground was referred"
    do(case, "assess_referral", decides, details=grounds(serious_assault="yes", serious_corruption="yes"))
    assert (case.known["referral_made"], case.known["must_be_referred"]) == ("no", "yes")


def test_a_second_agrees_to_what_was_asked_and_to_nothing_added_since(unit: Unit, decides: User) -> None:
    first, second = (holder(Role.SUPERVISOR, unit=unit) for _ in range(2))
    case = complaint(unit, "recorded")
    do(case, "assess_referral", decides, details=grounds(serious_assault="yes"))
    told: dict[str, Any] = {"reference": case.reference, "at": AT}
    settling.ask(reason="It was a graze", by=first, **told)
    row = GroundsNotMet.objects.get()
    row.grounds = [*row.grounds, "serious_corruption"]
    row.save()
    with pytest.raises(Mistake, match="answered again"):
        settling.decide(agree=True, because="I agree", by=second, **told)
    # Asked again about what is to be settled now, it is another question.
    settling.ask(reason="It was a graze", by=first, **told)
    settling.decide(agree=True, because="I agree", by=second, **told)
    case.refresh_from_db()
    assert case.known["referral_ground_settled"] == "yes"


def test_a_clock_that_what_was_logged_started_is_settled_by_two_too(unit: Unit, decides: User) -> None:
    first, second = (holder(Role.SUPERVISOR, unit=unit) for _ in range(2))
    case = complaint(unit, "recorded")
    cases.deadline(case=case, work_to=TODAY, key="iopc_referral")
    do(case, "assess_referral", decides, details=grounds())
    with pytest.raises(Refused, match="must be referred"):
        do(case, "decide_not_to_refer", decides)
    told: dict[str, Any] = {"reference": case.reference, "at": AT}
    settling.ask(reason="The category was wrong", by=first, **told)
    settling.decide(agree=True, because="I agree", by=second, **told)
    do(case, "decide_not_to_refer", decides)
    assert case.stage == "not_referred"


# --- For somebody else ---


def test_nobody_records_for_the_director_general_what_the_authority_decides(unit: Unit, works: User) -> None:
    case = complaint(unit, "investigating", mode="local", must_be_referred="no")
    with pytest.raises(Refused, match="not yours"):
        do(case, "decide_matter_outcome", works, capacity="director_general")


def test_of_an_independent_investigation_they_do(unit: Unit, works: User) -> None:
    known = {"mode": "independent", "must_be_referred": "yes", "referral_made": "yes"}
    case = complaint(unit, "investigating", **known)
    do(case, "decide_matter_outcome", works, capacity="director_general")
    assert case.decisions.get(act="decide_matter_outcome").capacity == "director_general"


def test_an_officers_case_is_not_ended_for_a_decision_maker_under_policy(unit: Unit, works: User) -> None:
    case, row = internal(unit, "investigating", assessment="misconduct")
    with pytest.raises(Refused, match="not yours"):
        do(case, "end_on_death", works, against=[row.pk], capacity="hr_decision_maker")


# --- What runs ---


def test_no_allegation_is_recorded_before_its_track_is_settled_or_in_a_closed_matter(unit: Unit, works: User) -> None:
    case = conduct_matter(unit)
    row = against(case)
    said: Any = {"answers": {"indication": "yes"}, "against": [row.pk]}
    with pytest.raises(Refused, match="Settle first how the matter is handled"):
        do(case, "record_allegation", works, **said)
    brought_to(case=case, stage="internal", track="internal")
    brought_to(case=case, stage="closed", track="internal")
    with pytest.raises(Refused, match="The matter is closed"):
        do(case, "record_allegation", works, **said)


def test_the_period_of_delay_runs_for_somebody_not_yet_identified(unit: Unit, works: User) -> None:
    case = cases.case(unit=unit, kind="conduct", stage="logged")
    cases.subject(case=case)
    brought_to(case=case, stage="internal", track="internal")
    do(case, "record_allegation", works, answers={"indication": "yes"}, against=[against(case).pk])
    assert case.deadlines.filter(key="timeliness_reg19", met_on=None, ended_on=None).exists()


NEEDED = {
    "redeployment_rejected": "yes",
    "investigation_may_be_prejudiced": "yes",
    "public_interest_requires_suspension": "no",
}


def test_a_suspension_is_reviewed_and_ended_from_whichever_allegation(unit: Unit, decides: User) -> None:
    case, row = internal(unit, "investigating", assessment="misconduct")
    other = row.subject.against.create(case=case, allegation=cases.allegation(case=case))
    brought_to(case=case, against=other, stage="investigating", assessment="misconduct")
    do(case, "suspend", decides, answers=NEEDED, against=[row.pk])
    do(case, "review_suspension", decides, against=[other.pk])
    assert case.deadlines.filter(key="suspension_review", met_on=None, ended_on=None).count() == 1
    do(case, "end_suspension", decides, against=[other.pk])
    assert not case.deadlines.filter(met_on=None, ended_on=None).exists()


def test_a_matter_that_turns_recordable_has_one_period(unit: Unit, decides: User, works: User) -> None:
    case = conduct_matter(unit)
    brought_to(case=case, stage="internal", track="internal")
    do(case, "record_allegation", works, answers={"indication": "yes"}, against=[against(case).pk])
    do(case, "treat_as_recordable", decides)
    running = case.deadlines.filter(met_on=None, ended_on=None, key__startswith="timeliness")
    assert [(row.key, row.against_id) for row in running] == [("timeliness_pcmr13", None)]


def test_a_right_of_review_is_asked_each_time(unit: Unit, decides: User) -> None:
    case = complaint(unit, "outcome_notified", right_of_review="no", must_be_referred="no")
    with pytest.raises(Obstructed) as obstructed:
        do(case, "close_matter", decides)
    assert "right_of_review" in obstructed.value.missing


def test_service_that_is_put_right_dates_anew_what_ran_from_it(unit: Unit, decides: User, works: User) -> None:
    came = TODAY - timedelta(days=9)
    case = conduct_matter(unit, came_to_attention_on=came, received_on=came)
    row = against(case)
    brought_to(case=case, stage="internal", track="internal")
    brought_to(case=case, against=row, stage="investigating", assessment="misconduct")
    row.refresh_from_db()
    SubjectAllegation.objects.filter(pk=row.pk).update(investigator=works)
    row.known |= {"investigator_appointed": "yes"}
    SubjectAllegation.objects.filter(pk=row.pk).update(known=row.known)
    serve(case, row, works)
    do(case, "give_notice", works, answers={"notice_prejudicial": "no"}, against=[row.pk])
    first = case.deadlines.get(key="rep_to_investigator")
    letter = case.letters.get(kind="notice_of_investigation")
    told = serving.Told(
        served_on=TODAY, how="email", given_to="officer", served_by="DS Rao", sent_at=AT,
        deemed_served_on=TODAY + timedelta(days=2), put_right_because="It went by email",
    )  # fmt: skip
    serving.record_service(reference=case.reference, letter_id=letter.pk, told=told, by=works, at=AT)
    first.refresh_from_db()
    second = case.deadlines.get(key="rep_to_investigator", ended_on=None)
    assert first.replaced_by == second
    assert second.event_on == TODAY + timedelta(days=2)
    assert first.due is not None
    assert second.due is not None
    assert first.due < second.due


# --- What comes next ---


def test_an_allegation_that_nobody_recorded_is_recorded_next(unit: Unit) -> None:
    case = conduct_matter(unit)
    brought_to(case=case, stage="internal", track="internal")
    [found] = coming.for_people(rows=listing.against_in(case=case), on=TODAY)
    assert found.key == "record_allegation"
