"""The questions that acts turn on, each with its valid answers.

An answer that is not given is not known. The names are those of `manage.py stages --fact NAME=VALUE`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from misconduct.assessment import Level
from misconduct.guards import Circumstances
from misconduct.matters import handling
from misconduct.outcomes import Finding, Outcome
from misconduct.procedures import PersonKind
from misconduct.refusals import NoAnswer, listed
from misconduct.savings import Fact as DateFact
from misconduct.savings import Facts as Dates
from misconduct.sign_offs import NO_SIGN_OFFS, SignOffs
from misconduct.stages.who import Who
from misconduct.versions import SERIES

YES_NO: Mapping[str, str] = {"yes": "yes", "no": "no"}


@dataclass(frozen=True, kw_only=True)
class Question:
    """One fact that acts turn on: what is asked, and the answers by name, each in words."""

    asks: str
    answers: Mapping[str, str]


def _yes_no(**asks: str) -> dict[str, Question]:
    return {name: Question(asks=words, answers=YES_NO) for name, words in asks.items()}


QUESTIONS: Mapping[str, Question] = {
    "by": Question(asks="Who does it?", answers={who.label: who.value for who in Who}),
    # The person.
    "person_kind": Question(asks="Who is the person?", answers={kind.label: kind.value for kind in PersonKind}),
    "officer_status": Question(
        asks="Is the person still with the force?",
        answers={"serving": "serving", "former": "resigned, retired or left"},
    ),
    **_yes_no(within_regulation_4="Is a former officer's matter within condition A, B or C of regulation 4?"),
    # The matter.
    "kind": Question(
        asks="What kind of matter is it, or is it treated as?",
        answers={
            "complaint": "complaint",
            "conduct": "conduct matter",
            "recordable_conduct": "recordable conduct matter",
            "death_or_serious_injury": "death or serious injury matter",
        },
    ),
    "track": Question(
        asks="Is it dealt with under the Conduct Regulations only, or under the Police Reform Act as well?",
        answers={
            "internal": "Conduct Regulations, Part 3",
            "police_reform_act": "complaint, recordable conduct, or death or serious injury matter",
        },
    ),
    "mode": Question(
        asks="Which form of investigation under the Police Reform Act is it?",
        answers={
            "none": "none: handled otherwise",
            "local": "local",
            "directed": "directed",
            "independent": "independent",
        },
    ),
    **_yes_no(
        indication="Is there an indication that the conduct may be misconduct, gross misconduct or practice requiring "
        "improvement?",
        contact_possible="Can the complainant be contacted?",
        views_sought="Were the complainant's views on handling sought?",
        **handling.QUESTIONS,
        must_be_referred="Was a ground of compulsory referral to the IOPC answered with yes?",
        referral_ground_settled="Did two people settle, with a reason, that no ground of compulsory referral is met?",
        referral_made="Was it ever referred?",
        referral_considered="Was referral to the IOPC considered?",
        dg_investigation_necessary="Does the Director General find an investigation necessary?",
        chief_officer="Is it about a chief officer, or the Deputy Commissioner of the Metropolitan Police?",
        allegations_open="Is an allegation against a person in it still open?",
        right_of_review="Has the complainant a right of review?",
        review_in_time="Did the application for a review come within its time, with any extension?",
        review_period_over="Is the time for a review over, with any extension?",
        review_requires_investigation="Did the review find that it must be investigated, or handled again?",
        withdrawal_signed="Was the withdrawal signed by the complainant, a solicitor or an agent?",
        referred="Was it referred and not referred back?",
        complaint_ended="Was the complaint withdrawn, and is it not gone on with?",
        conduct_indicated="Is there an indication of a crime or of behaviour justifying disciplinary proceedings?",
    ),
    "wants_recording": Question(
        asks="Does the complainant want it recorded?",
        answers={"yes": "yes", "no": "no", "cannot_be_asked": "cannot be asked: no contact is possible"},
    ),
    "dg_on_withdrawal": Question(
        asks="What has the Director General decided about a withdrawn matter that was referred?",
        answers={"ends": "it may end", "goes_on": "it is in the public interest to go on"},
    ),
    "taken_up_for": Question(
        asks="Why is what was ended taken up again?",
        answers={
            "late_application": "a late appeal or application is allowed",
            "recording_wanted": "the complainant wants the complaint recorded after all",
            "direction": "a review, a court or the Director General requires it",
        },
    ),
    # Severity assessment and what follows.
    "assessment": Question(
        asks="What would the conduct be, if proved?", answers={level.label: level.value for level in Level}
    ),
    **_yes_no(
        line_manager_consulted="Was the line manager consulted?",
        practice_requiring_improvement="Is it practice requiring improvement?",
        new_evidence="Is there evidence that was not available at the severity assessment?",
        authority_consulted="Was the appropriate authority consulted?",
    ),
    # Investigation.
    **_yes_no(
        investigator_appointed="Is an investigator appointed?",
        investigator_trained="Has the investigator the training or experience that is needed?",
        investigator_interested="Could the investigator's appointment reasonably raise doubt about impartiality?",
        in_management_line="Does the investigator work under the officer's management?",
        notice_given="Was the officer given written notice of the investigation?",
        notice_prejudicial="Would notice prejudice this or another investigation?",
        statement_in_time="Did the officer's statement come within its time, with any extension?",
        period_elapsed="Has the period ended?",
        disclosure_prejudicial="Would the information prejudice an investigation?",
        harm_test_ground="Is the ground of the harm test, for withholding from the officer, recorded?",
        withholding_ground="Is the ground for withholding from the complainant recorded?",
        report_received="Was the investigator's report received?",
    ),
    # Case to answer and referral.
    "case_to_answer": Question(
        asks="Is there a case to answer?",
        answers={
            "gross_misconduct": "yes, for gross misconduct",
            "misconduct": "yes, for misconduct",
            "none": "no case to answer",
        },
    ),
    "dg_decision": Question(
        asks="What form of proceedings has the Director General directed or recommended?",
        answers={
            "none": "none",
            "meeting": "misconduct meeting",
            "hearing": "misconduct hearing",
            "accelerated": "accelerated misconduct hearing",
        },
    ),
    **_yes_no(
        proceedings_to_be_brought="Are proceedings to be brought?",
        written_warning_at_assessment="Was a written warning in force at the severity assessment?",
        final_warning_at_assessment="Was a final written warning in force at the severity assessment?",
        reduced_in_rank_at_assessment="Had the officer been reduced in rank by the severity assessment?",
        reduced_in_rank_within_look_back="Was that less than 18 months before it?",
        heard_with_gross_misconduct="Is it heard together with gross misconduct alleged against the same officer?",
        evidence_sufficient="Is there enough written evidence to establish gross misconduct on the balance of "
        "probabilities?",
        leaving_in_public_interest="Is it in the public interest that the person leaves the force without delay?",
        special_conditions_statement="Did the investigator state that the special conditions are likely to be met?",
        opts_for_hearing="Does the former officer opt for a full hearing?",
        full_hearing_necessary="Does the authority find a full hearing necessary?",
    ),
    # Proceedings.
    "form": Question(
        asks="Which form of proceedings?",
        answers={
            "meeting": "misconduct meeting",
            "hearing": "misconduct hearing",
            "accelerated": "accelerated misconduct hearing",
        },
    ),
    **_yes_no(
        documents_supplied="Are notice and documents supplied together?",
        conductor_appointed="Is the chair, or the person to conduct it, appointed?",
        conductor_interested="Could the appointment of the chair, or of the person conducting, raise such doubt?",
        response_in_time="Did the officer's response come within its time, with any extension?",
        conductor_senior_enough="Has the chair or the person to conduct it the rank or standing that is needed?",
        lists_and_documents_sent="Did the chair receive lists and documents?",
        sub_judice="Are proceedings held back because they would prejudice criminal proceedings?",
        prejudices_criminal_proceedings="Would proceedings prejudice criminal proceedings?",
        prosecutor_consulted="Was the prosecutor consulted about shared witnesses?",
        rights_explained="Was the officer told of the right to be represented?",
        necessary_or_expedient="Is it necessary or expedient?",
        only_for_a_witness="Is it only so that the complainant or a witness can attend?",
        exceptional_for_witness="Are the circumstances exceptional?",
        both_sides_heard="Were both sides heard on the outcome?",
        dg_consents="Does the Director General consent, where that is needed?",
    ),
    # Outcome and appeal.
    "withdrawn_to": Question(
        asks="What follows the withdrawal of proceedings?",
        answers={
            "no_action": "no further action",
            "reflective_practice": "reflective practice review process",
            "performance": "Performance Regulations",
            "vetting": "Vetting Regulations",
        },
    ),
    "finding": Question(asks="What is found?", answers={one.name.lower(): one.value for one in Finding}),
    "outcome": Question(asks="Which outcome?", answers={one.label: one.value for one in Outcome}),
    **_yes_no(
        unconnected_incidents="Does the misconduct rest on more than one incident, not closely connected?",
        exceptional_circumstances="Do exceptional circumstances justify less than dismissal, with reasons?",
        operational_impact_considered="Was the authority's view of the operational impact considered?",
        misconduct_admitted="Did the officer admit the misconduct?",
        appeal_against_finding="Is the appeal against the finding, not only the action?",
        outcome_report_received="Was the report of the outcome received?",
        appeal_in_time="Did the appeal come within its time?",
        appeal_ground="Is a ground given that the regulations know?",
        appeal_period_over="Is the time for an appeal over, or was the right given up?",
        reported_to_college="Was the person reported to the College where that is due?",
        discussion_held="Was the discussion held?",
    ),
    # Beside the stages.
    "listed_offence": Question(
        asks="Is there an arrest or a charge for a listed sexual or domestic-abuse offence?",
        answers={"none": "no", "arrest": "an arrest", "charge": "a charge"},
    ),
    "suspension": Question(
        asks="Is the officer suspended?",
        answers={
            "none": "no",
            "oral": "orally, not yet confirmed in writing",
            "suspended": "yes",
            "ended": "no longer",
        },
    ),
    **_yes_no(
        redeployment_rejected="Was redeployment considered and found unsuitable?",
        investigation_may_be_prejudiced="May an investigation be prejudiced unless the officer is suspended?",
        public_interest_requires_suspension="Does the public interest require suspension?",
        exceptional_not_to_suspend="Is the case exceptional, so that the public interest does not require suspension?",
        under_criminal_investigation="Is the officer under criminal investigation?",
    ),
    # Regulation 13 and other procedures.
    **_yes_no(
        same_facts_dealt_with="Have misconduct proceedings dealt with the same facts already?",
        not_likely_efficient="Is the constable not likely to become an efficient or well conducted constable?",
        right_to_representative="Was the person told that they may bring a representative?",
        employer_told="Was the employer told?",
    ),
}
DATES = {fact.label: fact for fact in DateFact}
VERSION_KEYS = tuple(version.key for version in SERIES)
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
AND_ALSO = {"relates_to_earlier", "reinvestigation"}


def circumstances(*, pairs: Iterable[tuple[str, str]], sign_offs: SignOffs = NO_SIGN_OFFS) -> Circumstances:
    """What is known, from names and values. Raises NoAnswer, saying what is valid, for anything else.

    Besides the questions: `version`, the dates that savings turn on (`came_to_attention=2025-06-02`), and the answers
    `relates_to_earlier` and `reinvestigation`.
    """
    said: dict[str, str] = {}
    for name, value in pairs:
        if said.setdefault(name, value) != value:
            raise NoAnswer(f"{name} is given twice, as “{said[name]}” and as “{value}”.")
    flags = {name: _one_of(name, said[name], YES_NO) == "yes" for name in AND_ALSO & said.keys()}
    dates = {DATES[name]: _day(name, value) for name, value in said.items() if name in DATES}
    version = _one_of("version", said["version"], dict.fromkeys(VERSION_KEYS, "")) if "version" in said else ""
    others = {name: value for name, value in said.items() if name not in {"version", *AND_ALSO, *DATES}}
    return Circumstances(
        known={name: answer(name=name, value=value) for name, value in others.items()},
        dates=Dates(dates=dates, **flags),
        version=version,
        sign_offs=sign_offs,
    )


def answer(*, name: str, value: str) -> str:
    """The answer, if it is one. Raises NoAnswer, naming the valid ones or the question that is probably meant."""
    if name not in QUESTIONS:
        near = get_close_matches(name.casefold(), [*QUESTIONS, *DATES, "version", *AND_ALSO], n=3)
        raise NoAnswer(f"There is no fact “{name}”. Nearest: {listed(near)}. `manage.py stages --list` names them all.")
    return _one_of(name, value, QUESTIONS[name].answers)


def _one_of(name: str, value: str, answers: Mapping[str, str]) -> str:
    if value not in answers:
        raise NoAnswer(f"“{value}” is no answer to {name}. Answers: {listed(list(answers))}.")
    return value


def _day(name: str, value: str) -> date:
    try:
        when = date.fromisoformat(value) if ISO_DAY.fullmatch(value) else None
    except ValueError:
        when = None
    if when is None or not 1900 <= when.year < 3000:
        raise NoAnswer(f"{name}: “{value}” is no date from 1900 to 2999. Write it as YYYY-MM-DD, such as 2026-09-14.")
    return when
