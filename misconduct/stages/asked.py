"""What is asked before an act is done, and how long an answer holds.

Some questions nobody is asked: what is recorded says it, or an act makes it so. Some hold for the one act that asks
them, such as whether notice would prejudice an investigation today. Some are decided by an act, and stay until an act
decides them again. All others, once answered, hold until somebody answers them again.
"""

from collections.abc import Iterator

from misconduct.guards import Circumstances, Conditions, Guard, Truth, truth, under
from misconduct.savings import Act as ActKind
from misconduct.stages import tables
from misconduct.stages.acts import Act, Transition
from misconduct.stages.lifecycles import OfficerStage, Stage

# What the rows of a matter say: who does it, what it is, who somebody is.
RECORDED = frozenset(
    {"by", "kind", "person_kind", "track", "allegations_open", "complaint_ended", "referral_ground_settled"}
)
# Of these an act says so too, and they are asked all the same where another act turns on them.
_ASKED_TOO = frozenset({"mode", "kind", "track", "appeal_period_over", "reported_to_college"})
# What only acts make so. Of each that is answered with yes or no, no is so until an act says otherwise.
BY_ACTS = (
    frozenset(name for act in tables.ACTS.values() for name in act.sets)
    | frozenset(name for row in tables.TRANSITIONS for name in row.sets)
) - _ASKED_TOO
# What holds on the day and for the one act that asks it.
ONCE = frozenset(
    {
        "appeal_against_finding", "appeal_ground", "appeal_in_time", "appeal_period_over", "authority_consulted",
        "both_sides_heard", "conductor_interested", "conductor_senior_enough", "dg_consents", "disclosure_prejudicial",
        "employer_told", "evidence_sufficient", "exceptional_circumstances", "exceptional_for_witness",
        "exceptional_not_to_suspend", "full_hearing_necessary", "harm_test_ground", "heard_with_gross_misconduct",
        "in_management_line", "investigation_may_be_prejudiced", "investigator_interested", "investigator_trained",
        "leaving_in_public_interest", "line_manager_consulted", "misconduct_admitted", "necessary_or_expedient",
        "new_evidence", "not_likely_efficient", "notice_prejudicial", "only_for_a_witness",
        "operational_impact_considered", "opts_for_hearing", "period_elapsed", "practice_requiring_improvement",
        "prejudices_criminal_proceedings", "prosecutor_consulted", "public_interest_requires_suspension",
        "redeployment_rejected", "reported_to_college", "response_in_time", "review_in_time", "review_period_over",
        "right_of_review", "right_to_representative", "rights_explained", "same_facts_dealt_with",
        "statement_in_time", "taken_up_for",
        "unconnected_incidents", "withdrawal_signed", "withdrawn_to", "withholding_ground",
    }
)  # fmt: skip
# What an act decides, whatever was decided before. No other act asks it: whose it is to decide differs.
DECIDES = {
    "assess_referral": frozenset({"must_be_referred"}),
    "deal_with_internally": frozenset({"must_be_referred"}),
    "decide_mode": frozenset({"mode", "dg_investigation_necessary"}),
    "refer_back": frozenset({"dg_investigation_necessary"}),
    "revise_assessment": frozenset({"assessment"}),
    "determine_case_to_answer": frozenset({"case_to_answer", "proceedings_to_be_brought"}),
    "decide_review": frozenset({"review_requires_investigation"}),
    "continue_as_conduct_matter": frozenset({"dg_on_withdrawal"}),
    "close_matter": frozenset({"dg_on_withdrawal"}),
}
DECIDED = frozenset(name for names in DECIDES.values() for name in names)
# Where nobody decided it yet, this act says it: an investigation of our own has a form too.
FIRST = {"investigate_matter": frozenset({"mode"})}
# What somebody finds anew each time, although it holds until then.
_FOUND = {
    "continue_as_conduct_matter": frozenset({"conduct_indicated"}),
    "convert_to_conduct_matter": frozenset({"conduct_indicated"}),
}
# At this stage every act that turns on the assessment makes it.
_ASSESSES = OfficerStage.SEVERITY_ASSESSMENT
# What is decided with it, although only a later act turns on it.
_WITH = {"determine_case_to_answer": ("proceedings_to_be_brought",)}


def to_ask(*, act: Act, stage: Stage, facts: Circumstances) -> tuple[str, ...]:
    """The questions to ask before this act at this stage: those on which it turns, as far as an answer is wanted."""
    return tuple(
        name
        for name in turns_on(act=act, stage=stage, facts=facts)
        if name not in facts.known or name in ONCE or name in decided(act=act, stage=stage)
    )


def turns_on(*, act: Act, stage: Stage, facts: Circumstances) -> tuple[str, ...]:
    """The questions that people answer on which this act turns at this stage, in the order of its rows."""
    found = tables.rows(stage=stage, act=act.key)
    names = dict.fromkeys([*_facts(act, found, facts), *_WITH.get(act.key, ())])
    never = RECORDED | BY_ACTS | (DECIDED - decided(act=act, stage=stage) - _first(act, facts))
    return tuple(name for name in names if name not in never)


def _first(act: Act, facts: Circumstances) -> frozenset[str]:
    return frozenset(name for name in FIRST.get(act.key, ()) if name not in facts.known)


def decided(*, act: Act, stage: Stage) -> frozenset[str]:
    """What this act decides anew at this stage."""
    anew = DECIDES.get(act.key, frozenset()) | _FOUND.get(act.key, frozenset())
    return anew | (frozenset({"assessment"}) if stage is _ASSESSES else frozenset())


def _facts(act: Act, found: tuple[Transition, ...], facts: Circumstances) -> Iterator[str]:
    for row in found:
        yield from _named(row.where)
    for guard in (*act.guards, *(guard for row in found for guard in row.guards)):
        if _may_stand(guard, act.kind, facts):
            yield from _named(guard.where)
            yield from _named(guard.needs)
    for started in (*act.starts, *(one for row in found for one in row.starts)):
        if truth(started.where, facts.known) is not Truth.NO:
            yield from _named(started.where)


def _may_stand(guard: Guard, kind: ActKind, facts: Circumstances) -> bool:
    may_govern, _ = under(guard.versions, guard.authority.instrument, kind, facts)
    # What is answered anew does not hold yet: whatever was said before, its guard may stand.
    lasting = {name: said for name, said in facts.known.items() if name not in ONCE}
    return may_govern and guard.asks and truth(guard.where, lasting) is not Truth.NO


def _named(conditions: Conditions) -> Iterator[str]:
    yield from (condition.fact for alternative in conditions for condition in alternative)
