"""The invariants of complaints, each both ways: what holds is refused with its provision, what is lawful is done."""

import itertools

import pytest

from misconduct.stages import MatterStage, NotPermitted, Permitted, tables
from misconduct.stages import MatterStage as M
from tests.misconduct.stages.asking import asked, leads_to, refused_by, with_reason

PERSON = "person_kind=officer officer_status=serving track=internal version=R3 sub_judice=no suspension=none"


# --- Complaints F1: outside Schedule 3 --------------------------------------------------------------------------------

TESTS = (
    "alleges_death_or_serious_injury",
    "alleges_crime_or_discipline",
    "alleges_article_2_or_3",
    "alleges_mandatory_referral",
    "wants_recording",
)


@pytest.mark.parametrize("said", list(itertools.product(["yes", "no", ""], repeat=len(TESTS))), ids="-".join)
def test_outside_schedule_3_only_with_every_question_answered_no(said: tuple[str, ...]) -> None:
    facts = " ".join(f"{name}={value}" for name, value in zip(TESTS, said, strict=True) if value)
    for stage, act in ((M.CONTACTED, "handle_outside_schedule_3"), (M.OUTSIDE_SCHEDULE_3, "close_outside_schedule_3")):
        answer = asked(stage, act, f"kind=complaint sub_judice=no {facts}")
        assert isinstance(answer, Permitted if set(said) == {"no"} else NotPermitted)


@pytest.mark.parametrize("said", ["yes", ""])
def test_a_complainant_who_cannot_be_asked_does_not_want_recording(said: str) -> None:
    facts = " ".join(["kind=complaint", "sub_judice=no", *(f"{name}=no" for name in TESTS[:4])])
    for stage, act in ((M.CONTACTED, "handle_outside_schedule_3"), (M.OUTSIDE_SCHEDULE_3, "close_outside_schedule_3")):
        assert isinstance(asked(stage, act, f"{facts} wants_recording=cannot_be_asked"), Permitted)
        wanted = f"wants_recording={said}" if said else ""
        assert refused_by(asked(stage, act, f"{facts} {wanted}")) == {f"{act}.recording_not_wanted": "Sch 3 para 2(6)"}


def test_from_outside_into_schedule_3_and_never_back() -> None:
    assert leads_to(asked(M.OUTSIDE_SCHEDULE_3, "record_matter", "kind=complaint")) == "matter.RECORDED"
    assert tables.stages_of(act="handle_outside_schedule_3") == (M.CONTACTED,)


# --- Complaints F2: no end without a compulsory referral --------------------------------------------------------------

ENDED = "review_period_over=yes review_requires_investigation=no referred=no"
CLOSED = f"sub_judice=no allegations_open=no right_of_review=no {ENDED}"


@pytest.mark.parametrize("stage", tables.stages_of(act="close_matter"), ids=lambda stage: stage.name)
def test_what_must_be_referred_is_not_closed_unreferred(stage: MatterStage) -> None:
    facts = f"{CLOSED} conduct_indicated=no must_be_referred=yes referral_ground_settled=no referral_made="
    refused = refused_by(asked(stage, "close_matter", f"{facts}no"))
    assert refused == {"close_matter.referral_made": "regs 4(1) and 7(1)"}
    assert leads_to(asked(stage, "close_matter", f"{facts}yes")) == "matter.CLOSED"


def test_a_compulsory_referral_starts_its_clock_and_cannot_be_decided_away() -> None:
    answer = asked(M.RECORDED, "assess_referral", "must_be_referred=yes")
    assert isinstance(answer, Permitted)
    assert [one.key for one in answer.starts] == ["iopc_referral"]
    facts = "kind=complaint must_be_referred=yes referral_ground_settled="
    refused = refused_by(asked(M.REFERRAL_ASSESSED, "decide_not_to_refer", f"{facts}no"))
    assert refused == {"decide_not_to_refer.no_ground": "regs 4(1) and 7(1)"}
    # Two people may settle, with a reason, that the ground is not met after all.
    assert leads_to(asked(M.REFERRAL_ASSESSED, "decide_not_to_refer", f"{facts}yes")) == "matter.NOT_REFERRED"


# --- Complaints F3: forms of investigation ----------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["directed", "independent"])
@pytest.mark.parametrize("stage", [M.NOT_REFERRED, M.REFERRED_BACK])
def test_the_authority_investigates_only_locally_by_itself(mode: str, stage: MatterStage) -> None:
    facts = "kind=complaint chief_officer=no mode="
    assert refused_by(asked(stage, "investigate_matter", f"{facts}{mode}")) == {
        "investigate_matter.own_investigation": "Sch 3 paras 15 and 16"
    }
    assert leads_to(asked(stage, "investigate_matter", f"{facts}local")) == "matter.INVESTIGATING"


def test_a_form_is_decided_only_after_a_referral() -> None:
    # An investigation that was never referred is the authority's own: its form is not the Director General's.
    facts = "dg_investigation_necessary=yes mode=independent kind=complaint referral_made="
    assert refused_by(asked(M.INVESTIGATING, "decide_mode", f"{facts}no")) == {"decide_mode.referred": "Sch 3 para 15"}
    assert leads_to(asked(M.INVESTIGATING, "decide_mode", f"{facts}yes")) == "matter.INVESTIGATING"
    assert set(tables.stages_of(act="decide_mode")) == {M.REFERRED, M.INVESTIGATING}
    assert reached_by("decide_mode", M.MODE_DECIDED) == {M.REFERRED}


def reached_by(act: str, to: MatterStage) -> set[object]:
    return {stage for row in tables.TRANSITIONS if row.act == act and row.to is to for stage in row.at}


def test_a_death_about_a_chief_officer_is_never_investigated_locally_nor_left() -> None:
    death = "kind=death_or_serious_injury chief_officer=yes referral_made=yes dg_investigation_necessary="
    assert refused_by(asked(M.REFERRED, "decide_mode", f"{death}yes mode=local")) == {
        "decide_mode.chief_officer_death": "reg 10"
    }
    assert leads_to(asked(M.REFERRED, "decide_mode", f"{death}yes mode=independent")) == "matter.MODE_DECIDED"
    # Nor where it was never referred, which only a reason allows.
    for stage in (M.NOT_REFERRED, M.MODE_DECIDED, M.HANDLING):
        assert "investigate_matter.chief_officer_death" in refused_by(
            asked(stage, "investigate_matter", f"{death}yes mode=local")
        )
    assert "refer_back.chief_officer_death" in refused_by(asked(M.REFERRED, "refer_back", f"{death}no"))


# --- Complaints F4: the right of review -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mode", "offered"),
    [("none", True), ("local", True), ("directed", False), ("independent", False)],
)
def test_a_review_is_offered_only_after_handling_by_the_authority(mode: str, offered: bool) -> None:
    answer = asked(M.OUTCOME_NOTIFIED, "give_review_rights", f"kind=complaint right_of_review=yes mode={mode}")
    assert isinstance(answer, Permitted if offered else NotPermitted)
    if not offered:
        assert refused_by(answer) == {"give_review_rights.not_directed_or_independent": "Sch 3 para 25(1)"}


def test_no_review_outside_schedule_3_and_none_left_unsaid() -> None:
    assert M.REVIEW_WINDOW not in {row.to for row in tables.TRANSITIONS if M.OUTSIDE_SCHEDULE_3 in row.at}
    facts = "sub_judice=no allegations_open=no must_be_referred=no right_of_review=yes"
    assert refused_by(asked(M.OUTCOME_NOTIFIED, "close_matter", facts)) == {
        "close_matter.no_right_of_review": "Sch 3 paras 6A and 25"
    }


# --- Complaints F7: withdrawal never deletes --------------------------------------------------------------------------


def test_a_withdrawn_complaint_that_was_referred_waits_for_the_director_general() -> None:
    facts = "sub_judice=no referred=yes conduct_indicated=no allegations_open=no must_be_referred=no"
    for said in ("", "dg_on_withdrawal=goes_on"):
        answer = asked(M.WITHDRAWN, "close_matter", f"{facts} {said}")
        assert refused_by(answer) == {"close_matter.dg_answer": "reg 38"}
    assert leads_to(asked(M.WITHDRAWN, "close_matter", f"{facts} dg_on_withdrawal=ends")) == "matter.CLOSED"


def test_whether_a_referred_matter_goes_on_is_for_the_director_general() -> None:
    facts = "kind=complaint conduct_indicated=yes referred=yes dg_on_withdrawal=goes_on by="
    act = "continue_as_conduct_matter"
    # It goes on where it stood: it is not recorded, assessed and given its form again.
    for mode, to in (("independent", "MODE_DECIDED"), ("none", "REFERRED")):
        assert leads_to(asked(M.WITHDRAWN, act, f"{facts}director_general mode={mode}")) == f"matter.{to}"
    facts = f"mode=local {facts}"
    assert with_reason(asked(M.WITHDRAWN, act, f"{facts}appropriate_authority")) == {f"{act}.decider"}
    undecided = asked(M.WITHDRAWN, act, "kind=complaint conduct_indicated=no referred=yes mode=local")
    assert refused_by(undecided) == {f"{act}.dg_decides": "reg 38"}


@pytest.mark.parametrize("referred", ["yes", "no"])
def test_a_withdrawal_is_signed_and_recorded_before_anybody_is_told(referred: str) -> None:
    facts = f"kind=complaint referred={referred} withdrawal_signed="
    refused = refused_by(asked(M.REVIEW_OPEN, "withdraw_complaint", f"{facts}no"))
    assert refused == {"withdraw_complaint.signed": "reg 38"}
    answer = asked(M.REVIEW_OPEN, "withdraw_complaint", f"{facts}yes")
    assert leads_to(answer) == "matter.WITHDRAWN"
    assert "notice to the Director General" in answer.act.records[1]


def test_a_withdrawn_complaint_may_go_on_as_a_recordable_conduct_matter() -> None:
    answer = asked(M.WITHDRAWN, "continue_as_conduct_matter", "kind=complaint conduct_indicated=yes referred=no")
    assert isinstance(answer, Permitted)
    assert answer.changes == {"kind": "recordable_conduct"}
    assert with_reason(
        asked(
            M.WITHDRAWN,
            "close_matter",
            "sub_judice=no referred=no conduct_indicated=yes allegations_open=no must_be_referred=no",
        )
    ) == {"close_matter.not_continued"}


def test_a_complaint_never_becomes_a_conduct_matter() -> None:
    refused = refused_by(asked(M.INVESTIGATING, "convert_to_conduct_matter", "kind=complaint conduct_indicated=yes"))
    assert refused == {"convert_to_conduct_matter.death_or_serious_injury": "s. 12(2)"}
    converted = asked(
        M.INVESTIGATING, "convert_to_conduct_matter", "kind=death_or_serious_injury conduct_indicated=yes"
    )
    assert leads_to(converted) == "matter.INVESTIGATING"


# --- Late referral, other kinds ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "stage",
    [M.RECORDED, M.NOT_REFERRED, M.REFERRED_BACK, M.INVESTIGATING, M.OUTCOME_DECIDED, M.REVIEW_OPEN, M.WITHDRAWN],
    ids=lambda stage: stage.name,
)
def test_a_referral_is_possible_at_any_time(stage: MatterStage) -> None:
    assert leads_to(asked(stage, "refer_to_iopc", "")) == "matter.REFERRED"


def test_a_conduct_matter_that_turns_out_to_be_recordable_is_recorded() -> None:
    facts = "kind=conduct must_be_referred=yes referral_made=no referral_ground_settled=no allegations_open=no"
    assert refused_by(asked(M.INTERNAL, "close_matter", facts)) == {"close_matter.referral_made": "regs 4(1) and 7(1)"}
    answer = asked(M.INTERNAL, "treat_as_recordable", facts)
    assert isinstance(answer, Permitted)
    assert (answer.stage, answer.changes) == (M.RECORDED, {"kind": "recordable_conduct"})
    assert "treat_as_recordable.conduct_matter" in refused_by(asked(M.LOGGED, "treat_as_recordable", "kind=complaint"))


def test_what_is_referred_back_may_be_handled_otherwise() -> None:
    facts = "kind=death_or_serious_injury conduct_indicated=no"
    assert leads_to(asked(M.REFERRED_BACK, "handle_otherwise", facts)) == "matter.HANDLING"
    assert with_reason(asked(M.NOT_REFERRED, "handle_otherwise", facts)) == {"handle_otherwise.complaint"}
    indicated = "kind=complaint conduct_indicated=yes"
    assert with_reason(asked(M.NOT_REFERRED, "handle_otherwise", indicated)) == {"handle_otherwise.no_indication"}


def test_a_late_application_for_a_review_is_decided_by_a_person() -> None:
    late = "right_of_review=yes review_in_time=no"
    for stage in (M.OUTCOME_NOTIFIED, M.REVIEW_WINDOW):
        assert with_reason(asked(stage, "apply_for_review", late)) == {"apply_for_review.within_time"}
    again = asked(M.CLOSED, "take_matter_up_again", "kind=complaint taken_up_for=late_application")
    assert leads_to(again) == "matter.REVIEW_WINDOW"


def test_a_complaint_closed_outside_schedule_3_is_recorded_when_the_complainant_wants_it_after_all() -> None:
    wanted = "taken_up_for=recording_wanted kind="
    assert leads_to(asked(M.CLOSED, "take_matter_up_again", f"{wanted}complaint")) == "matter.RECORDED"
    assert "take_matter_up_again.row" in refused_by(asked(M.CLOSED, "take_matter_up_again", f"{wanted}conduct"))


def test_the_director_general_may_treat_a_conduct_matter_as_referred() -> None:
    facts = "by=director_general kind="
    assert leads_to(asked(M.RECORDED, "refer_to_iopc", f"{facts}recordable_conduct")) == "matter.REFERRED"
    assert "refer_to_iopc.decider" in refused_by(asked(M.RECORDED, "refer_to_iopc", f"{facts}complaint"))
