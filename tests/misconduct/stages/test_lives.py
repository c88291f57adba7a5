"""Four whole lives, told act by act, each under two versions of the law with what differs between them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from misconduct.guards import Circumstances
from misconduct.stages import NeedsReason, NotPermitted, Permitted, Stage, after, name_of
from misconduct.stages.asking import Answer
from misconduct.stages.circumstances import circumstances
from misconduct.stages.tables import stage_called


@dataclass
class Life:
    """One matter, or one allegation against one person, as it is lived."""

    stage: Stage
    facts: Circumstances
    told: list[str] = field(default_factory=list)
    reasons: dict[str, str] = field(default_factory=dict)
    clocks: set[str] = field(default_factory=set)

    def ask(self, act: str, **said: str) -> Answer:
        """What would follow, without doing it."""
        return after(stage=self.stage, act=act, facts=self._with(said))

    def does(self, act: str, *, because: str = "", **said: str) -> "Life":
        """Does the act; `because` is the reason recorded where an unconfirmed guard asks for one."""
        answer = self.ask(act, **said)
        assert not isinstance(answer, NotPermitted), (act, [one.key for one in answer.obstacles])
        if isinstance(answer, NeedsReason):
            assert because, (act, [one.key for one in answer.obstacles])
            self.reasons |= {one.key: because for one in answer.obstacles}
            answer = answer.permitted
        else:
            assert not because, f"{act} needs no reason."
        self.facts = self._with(said).after(answer.changes)
        self.clocks = (self.clocks | {one.key for one in answer.starts}) - set(answer.act.stops)
        self.stage = answer.stage
        self.told.append(f"{answer.act.title} → {name_of(answer.stage)}")
        return self

    def cannot(self, act: str, **said: str) -> set[str]:
        """The keys of what refuses."""
        answer = self.ask(act, **said)
        assert isinstance(answer, NotPermitted), answer
        return {one.key for one in answer.obstacles if one.refuses}

    def wants_a_reason(self, act: str, **said: str) -> set[str]:
        """The keys of what asks for a reason."""
        answer = self.ask(act, **said)
        assert isinstance(answer, NeedsReason), answer
        return {one.key for one in answer.obstacles}

    def _with(self, said: dict[str, str]) -> Circumstances:
        return self.facts.after(circumstances(pairs=said.items()).known)


def begun(stage: str, *pairs: str) -> Life:
    return Life(
        stage=stage_called(name=stage),
        facts=circumstances(pairs=[(name, value) for name, _, value in (one.partition("=") for one in pairs)]),
    )


def differences(one: Sequence[str], other: Sequence[str]) -> tuple[list[str], list[str]]:
    return [line for line in one if line not in other], [line for line in other if line not in one]


# --- A complaint resolved outside Schedule 3 --------------------------------------------------------------------------


def rude_at_the_front_counter(*, made_on: str) -> Life:
    """A caller was spoken to rudely at the front counter; an apology puts it right."""
    life = begun("matter.NOTHING", f"complaint_made={made_on}", f"came_to_attention={made_on}", "kind=complaint")
    life.does("receive_matter", by="handler")
    life.does("log_matter", by="handler")
    assert {"progress_update", "timeliness_pcmr13"} <= life.clocks
    life.does("contact_complainant", contact_possible="yes", views_sought="yes")

    # While one of the four tests is open it cannot be handled outside Schedule 3.
    answered = {"alleges_death_or_serious_injury": "no", "alleges_article_2_or_3": "no", "wants_recording": "no"}
    assert life.cannot("handle_outside_schedule_3", **answered) == {
        "handle_outside_schedule_3.alleges_crime_or_discipline",
        "handle_outside_schedule_3.alleges_mandatory_referral",
    }
    life.does(
        "handle_outside_schedule_3", **answered, alleges_crime_or_discipline="no", alleges_mandatory_referral="no"
    )
    life.does("close_outside_schedule_3", by="handler", sub_judice="no")
    assert name_of(life.stage) == "matter.CLOSED"
    assert life.clocks == {"outcome_notification", "evidence_preservation"}
    return life


def test_a_complaint_resolved_outside_schedule_3_is_the_same_before_and_after_2025() -> None:
    before, since = (rude_at_the_front_counter(made_on=day) for day in ("2025-05-27", "2025-06-02"))
    assert differences(before.told, since.told) == ([], [])
    assert before.reasons == since.reasons == {}


def test_a_complaint_of_before_2020_is_not_governed_and_says_by_what_it_was() -> None:
    life = begun("matter.RECEIVED", "complaint_made=2019-12-01", "kind=complaint")
    answer = life.ask("give_update")
    assert isinstance(answer, NotPermitted)
    logged = begun("matter.RECORDED", "complaint_made=2019-12-01", "kind=complaint")
    refused = logged.ask("assess_referral", must_be_referred="no")
    assert isinstance(refused, NotPermitted)
    assert "Police (Complaints and Misconduct) Regulations 2012" in refused.obstacles[0].guard.why


# --- A complaint, a local investigation, a case to answer, a meeting --------------------------------------------------


def complaint_recorded_and_investigated(*, made_on: str) -> Life:
    """A complaint that a search was unlawful and force excessive: recorded, not referred, investigated locally."""
    life = begun("matter.NOTHING", f"complaint_made={made_on}", f"came_to_attention={made_on}", "kind=complaint")
    life.does("receive_matter").does("log_matter").does(
        "contact_complainant", contact_possible="yes", views_sought="yes"
    )
    tests = {"alleges_crime_or_discipline": "yes", "alleges_death_or_serious_injury": "no"}
    assert "handle_outside_schedule_3.alleges_crime_or_discipline" in life.cannot("handle_outside_schedule_3", **tests)
    life.does("record_matter", by="appropriate_authority", **tests)
    life.does("assess_referral", must_be_referred="no").does("decide_not_to_refer")
    independently = {"mode": "independent", "chief_officer": "no", "by": "director_general"}
    assert life.cannot("investigate_matter", **independently) == {"investigate_matter.own_investigation"}
    life.does("investigate_matter", by="appropriate_authority", mode="local", chief_officer="no")
    life.does("give_update", disclosure_prejudicial="no")
    return life


def officer_to_a_meeting(*, made_on: str) -> Life:
    """The allegation against the constable who searched: misconduct, a case to answer, a meeting, a written warning."""
    life = begun(
        "officer.NOTHING",
        f"complaint_made={made_on}",
        f"came_to_attention={made_on}",
        f"act_on={made_on}",
        "person_kind=officer",
        "officer_status=serving",
        "track=police_reform_act",
        "mode=local",
    )
    life.does("record_allegation", indication="yes")
    assert life.cannot("give_notice", assessment="misconduct") == {"give_notice.stage"}
    life.does("open_assessment", referral_considered="yes")
    # In a local investigation under the Police Reform Act the investigator assesses, not the authority.
    assert life.cannot("investigate", by="appropriate_authority", assessment="misconduct") == {"investigate.decider"}
    life.does("investigate", by="investigator", assessment="misconduct")
    fit = {"investigator_trained": "yes", "investigator_interested": "no", "in_management_line": "no"}
    life.does("appoint_investigator", by="appropriate_authority", **fit)
    life.does("give_notice", by="investigator", notice_prejudicial="no")
    assert "rep_to_investigator" in life.clocks
    life.does("receive_statement", by="officer", statement_in_time="yes")
    life.does("submit_report", by="investigator")
    assert "case_to_answer" in life.clocks
    assert "timeliness_pcmr13" not in life.clocks
    life.does("determine_case_to_answer", by="appropriate_authority", case_to_answer="misconduct")
    record = {"final_warning_at_assessment": "no", "reduced_in_rank_within_look_back": "no"}
    life.does("refer_to_meeting", proceedings_to_be_brought="yes", **record)
    life.does("appoint_conductor", conductor_interested="no", conductor_senior_enough="yes")
    life.does("give_referral_notice", documents_supplied="yes")
    assert {"officer_response", "misconduct_meeting"} <= life.clocks
    assert "misconduct_hearing" not in life.clocks
    life.does("receive_response", by="officer", response_in_time="yes")
    life.does("begin_proceedings", by="person_conducting", rights_explained="yes")
    assert life.cannot("revise_assessment", assessment="gross_misconduct") == {"revise_assessment.stage"}
    heard = {"finding": "misconduct", "both_sides_heard": "yes", "written_warning_at_assessment": "no"}
    assert "decide.dismissal_after_finding" in life.cannot("decide", outcome="dismissal", **heard)
    life.does("decide", outcome="written_warning", **heard)
    life.does("receive_outcome_report", by="appropriate_authority").does("notify_outcome")
    assert {"ww_live", "meeting_appeal"} <= life.clocks
    assert life.cannot("appeal_to_tribunal", by="officer", appeal_in_time="yes") == {"appeal_to_tribunal.hearing"}
    life.does("close_allegation", by="appropriate_authority", appeal_period_over="yes")
    return life


def test_a_complaint_to_a_meeting_under_two_versions() -> None:
    for made_on in ("2024-03-04", "2025-06-02"):
        matter = complaint_recorded_and_investigated(made_on=made_on)
        officer = officer_to_a_meeting(made_on=made_on)
        assert name_of(officer.stage) == "officer.CLOSED"
        assert officer.reasons == {}
        # The complaint has an outcome of its own, kept apart, and a review.
        matter.does("decide_matter_outcome", by="appropriate_authority", sub_judice="no")
        matter.does("notify_matter_outcome").does("give_review_rights", right_of_review="yes")
        assert "close_matter.review_period" in matter.cannot("close_matter", review_period_over="no")
        matter.does("close_matter", review_period_over="yes", allegations_open="no")


def test_what_differs_is_only_that_a_neither_may_go_to_vetting_since_2025() -> None:
    neither = {"assessment": "neither", "line_manager_consulted": "yes"}
    for made_on, expected in (("2024-03-04", NotPermitted), ("2025-06-02", Permitted)):
        life = begun(
            "officer.SEVERITY_ASSESSMENT",
            f"came_to_attention={made_on}",
            f"act_on={made_on}",
            "person_kind=officer",
            "officer_status=serving",
            "track=internal",
        )
        assert isinstance(life.ask("refer_to_vetting", **neither), expected)
        assert isinstance(life.ask("take_no_further_action", **neither), Permitted)


# --- Gross misconduct, the officer resigns, an accelerated hearing ----------------------------------------------------


def resigned_under_investigation(*, attention: str) -> Life:
    """Abuse of position for a sexual purpose; suspended; the officer resigns during the investigation."""
    life = begun(
        "officer.NOTHING",
        f"came_to_attention={attention}",
        f"behaviour_from={attention}",
        f"act_on={attention}",
        "person_kind=officer",
        "officer_status=serving",
        "track=internal",
    )
    life.does("record_allegation", indication="yes").does("open_assessment").does(
        "investigate", assessment="gross_misconduct"
    )
    life.does("suspend", redeployment_rejected="yes", public_interest_requires_suspension="yes")
    assert "suspension_review" in life.clocks
    fit = {"investigator_trained": "yes", "investigator_interested": "no", "in_management_line": "no"}
    life.does("appoint_investigator", **fit).does("give_notice", notice_prejudicial="no")
    life.does("record_leaving")
    assert {"former_B", "advisory_list_report"} <= life.clocks
    life.does("report_for_advisory_list").does("end_suspension")
    assert "suspension_review" not in life.clocks
    assert life.cannot("end_for_former_officer", within_regulation_4="yes") == {
        "end_for_former_officer.not_assessed_gross"
    }
    life.does("submit_report").does("determine_case_to_answer", case_to_answer="gross_misconduct")
    assert "refer_to_meeting.serving" in life.cannot("refer_to_meeting", proceedings_to_be_brought="yes")
    return life


def heard_and_barred(life: Life) -> Life:
    """From the referral: notice, response, hearing, would have been dismissed, barred list, no appeal."""
    life.does("appoint_conductor", conductor_interested="no", conductor_senior_enough="yes")
    life.does("give_referral_notice", documents_supplied="yes")
    assert {"amh_window", "amh_response"} <= life.clocks
    life.does("receive_response", by="officer", response_in_time="yes")
    life.does("begin_proceedings", by="chair", rights_explained="yes")
    heard = {"finding": "gross_misconduct", "both_sides_heard": "yes"}
    assert "decide.former_officer" in life.cannot("decide", by="panel", outcome="dismissal", **heard)
    life.does("decide", by="panel", outcome="would_have_been_dismissed", **heard)
    assert {"amh_outcome_report", "barred_list_report"} <= life.clocks
    life.does("receive_outcome_report", by="appropriate_authority").does("notify_outcome")
    assert life.cannot("close_allegation", appeal_period_over="yes") == {"close_allegation.college"}
    life.does("report_for_barred_list").does("close_allegation", appeal_period_over="yes")
    assert "barred_list_report" not in life.clocks
    return life


BOTH = {"evidence_sufficient": "yes", "leaving_in_public_interest": "yes"}
NO_FULL_HEARING = {"opts_for_hearing": "no", "full_hearing_necessary": "no"}


def test_a_former_officer_to_an_accelerated_hearing_before_and_since_2025() -> None:
    before = resigned_under_investigation(attention="2024-09-02")
    since = resigned_under_investigation(attention="2025-09-01")
    # Before, there is no presumption: a full hearing is the authority's choice, and the certificate the only way.
    assert before.cannot("refer_former_officer", **NO_FULL_HEARING, **BOTH) == {"refer_former_officer.version"}
    assert isinstance(before.ask("refer_to_hearing", **NO_FULL_HEARING), Permitted)
    # Since, a full hearing takes the officer's wish or a finding that it is necessary.
    assert since.cannot("refer_to_hearing", **NO_FULL_HEARING) == {"refer_to_hearing.former_presumption"}
    assert isinstance(since.ask("refer_to_hearing", opts_for_hearing="yes"), Permitted)
    # Whether Part 3A does without the two conditions was not read: without them it needs a reason.
    assert since.wants_a_reason(
        "refer_former_officer", **NO_FULL_HEARING, evidence_sufficient="yes", leaving_in_public_interest="no"
    ) == {"refer_former_officer.both_conditions"}

    heard_and_barred(before.does("certify_special_conditions", **BOTH))
    heard_and_barred(since.does("refer_former_officer", **NO_FULL_HEARING, **BOTH))
    assert name_of(before.stage) == name_of(since.stage) == "officer.CLOSED"
    assert before.reasons == since.reasons == {}
    assert differences(before.told, since.told) == (
        ["Certify the special conditions, and refer to an accelerated misconduct hearing → officer.REFERRED_AMH"],
        ["Refer a former officer to an accelerated misconduct hearing → officer.REFERRED_AMH"],
    )


def test_since_july_2026_not_suspending_such_an_officer_needs_a_reason() -> None:
    for behaviour, expected in (("2026-07-12", Permitted), ("2026-07-13", NeedsReason)):
        life = begun(
            "officer.INVESTIGATING",
            f"behaviour_from={behaviour}",
            "came_to_attention=2026-08-03",
            "act_on=2026-08-10",
            "person_kind=officer",
            "suspension=none",
            "officer_status=serving",
        )
        answer = life.ask(
            "decide_not_to_suspend",
            public_interest_requires_suspension="yes",
            investigation_may_be_prejudiced="no",
            listed_offence="none",
        )
        # The words of the saving were not read: with behaviour on one side and the rest on the other both are open.
        assert isinstance(answer, NeedsReason)
        assert bool(answer.obstacles[0].only_if) == (expected is Permitted)


# --- A probationer to regulation 13 -----------------------------------------------------------------------------------


def probationer_to_regulation_13(*, attention: str, kind: str) -> Life:
    """Repeated lateness and a false entry in a pocket notebook by a constable in the first year."""
    life = begun(
        "officer.NOTHING",
        f"came_to_attention={attention}",
        f"act_on={attention}",
        f"person_kind={kind}",
        "officer_status=serving",
        "track=internal",
    )
    life.does("record_allegation", indication="yes").does("open_assessment")
    if kind == "probationer":
        neither = {"assessment": "neither", "line_manager_consulted": "yes"}
        assert life.cannot("refer_to_performance", **neither) == {"refer_to_performance.procedure"}
    chief = {"by": "chief_officer", "not_likely_efficient": "yes", "assessment": "neither"}
    serious = chief | {"assessment": "misconduct", "same_facts_dealt_with": "no"}
    assert life.cannot("refer_to_regulation_13", **serious) == {"refer_to_regulation_13.must_be_investigated"}
    assert "refer_to_regulation_13.same_facts" in life.wants_a_reason(
        "refer_to_regulation_13", **chief, same_facts_dealt_with="yes"
    )
    life.does("refer_to_regulation_13", **chief, same_facts_dealt_with="no")
    life.does("give_reg13_notice").does("receive_reg13_response", by="officer")
    life.does("hold_reg13_meeting", by="chief_officer", right_to_representative="yes")
    life.does("recommend_under_reg13").does("decide_under_reg13")
    assert name_of(life.stage) == "officer.CLOSED"
    return life


def test_a_probationer_to_regulation_13_before_and_since_2025() -> None:
    before = probationer_to_regulation_13(attention="2025-03-03", kind="probationer")
    since = probationer_to_regulation_13(attention="2025-06-02", kind="probationer")
    assert differences(before.told, since.told) == ([], [])
    # What differs is for whom: since 28 May 2025 for special constables on probation too.
    probationer_to_regulation_13(attention="2025-06-02", kind="special_on_probation")
    special = begun(
        "officer.SEVERITY_ASSESSMENT",
        "came_to_attention=2025-03-03",
        "act_on=2025-03-03",
        "person_kind=special_on_probation",
        "assessment=neither",
        "not_likely_efficient=yes",
        "same_facts_dealt_with=no",
    )
    answer = special.ask("refer_to_regulation_13")
    assert isinstance(answer, NotPermitted)
    assert [one.key for one in answer.obstacles] == ["refer_to_regulation_13.procedure"]
    assert "only since 28 May 2025" in answer.obstacles[0].guard.why
    assert "Use the Conduct Regulations for misconduct" in answer.instead
