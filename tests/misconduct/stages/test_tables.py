"""The tables hang together: nothing outside them, every stage reachable, every one with a way out, every name known."""

import itertools
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from misconduct import clocks
from misconduct.authority import Grade
from misconduct.guards import Circumstances, Conditions
from misconduct.matters.handling import QUESTIONS as TESTS_OF_SCHEDULE_3
from misconduct.matters.kinds import Kind
from misconduct.modes import Mode
from misconduct.procedures import PersonKind
from misconduct.refusals import NoAnswer
from misconduct.savings import Fact as DateFact
from misconduct.stages import (
    FINAL,
    QUESTIONS,
    NeedsReason,
    NotPermitted,
    OfficerStage,
    Permitted,
    Stage,
    after,
    explained,
    name_of,
    permitted,
    tables,
)
from misconduct.stages.acts import Act
from misconduct.stages.circumstances import VERSION_KEYS
from misconduct.stages.lifecycles import MatterStage
from misconduct.stages.who import Who
from tests.misconduct.stages.asking import asked

ACTS = [pytest.param(act, id=key) for key, act in tables.ACTS.items()]
BEGINNINGS = {OfficerStage.NOTHING, MatterStage.NOTHING}


def all_conditions() -> Iterator[Conditions]:
    for act in tables.ACTS.values():
        yield from (conditions for guard in act.guards for conditions in (guard.needs, guard.where))
        yield from (one.where for one in act.by)
        yield from (one.where for one in act.starts)
    for row in tables.TRANSITIONS:
        yield row.where
        yield from (conditions for guard in row.guards for conditions in (guard.needs, guard.where))


def test_conditions_ask_known_questions_with_valid_answers() -> None:
    conditions = [one for asked in all_conditions() for alternative in asked for one in alternative]
    wrong = [one for one in conditions if not set(one.among) <= QUESTIONS[one.fact].answers.keys()]
    assert not wrong
    assert {one.fact for one in conditions} == QUESTIONS.keys() - {"by"}, "A question that nothing turns on."


@pytest.mark.parametrize("act", ACTS)
def test_an_act_is_whole(act: Act) -> None:
    assert tables.stages_of(act=act.key), "It can be done nowhere."
    assert act.by
    assert act.records
    assert act.only
    assert act.power.provision
    for started in act.starts:
        assert started.event in {trigger.name for trigger in clocks.LIMITS[started.key].triggers}
    assert set(act.stops) <= clocks.LIMITS.keys()
    for fact, answer in act.sets.items():
        assert answer in QUESTIONS[fact].answers
    names = [guard.name for guard in act.guards]
    assert len(names) == len(set(names))


def test_a_row_of_ours_says_why_it_is_there() -> None:
    authorities = [row.authority for row in tables.TRANSITIONS if row.authority]
    authorities += [act.power for act in tables.ACTS.values()]
    authorities += [guard.authority for guard in tables.GUARDS.values()]
    ours = [one for one in authorities if one.grade is Grade.LOCAL]
    assert ours
    assert all(len(one.note) > 20 for one in ours)


def test_rows_of_one_act_and_stage_are_told_apart() -> None:
    for stage, act in itertools.product(tables.STAGES, tables.ACTS):
        rows = tables.rows(stage=stage, act=act)
        assert len(rows) < 2 or all(row.where for row in rows), (stage, act)


def reached_from(beginning: Stage) -> set[Stage]:
    reached: set[Stage] = set()
    todo = [beginning]
    while todo:
        stage = todo.pop()
        if stage not in reached:
            reached.add(stage)
            todo += [row.to for row in tables.TRANSITIONS if stage in row.at and row.to]
    return reached


@pytest.mark.parametrize("lifecycle", [OfficerStage, MatterStage])
def test_every_stage_is_reached_and_none_of_the_other_lifecycle(
    lifecycle: type[OfficerStage] | type[MatterStage],
) -> None:
    assert reached_from(lifecycle.NOTHING) == set(lifecycle)


@pytest.mark.parametrize("stage", tables.STAGES, ids=name_of)
def test_only_an_end_has_no_way_out_and_every_other_leads_to_one(stage: Stage) -> None:
    again = {"take_up_again", "take_matter_up_again"}
    outs = {row.to for row in tables.TRANSITIONS if stage in row.at and row.to and row.act not in again}
    assert bool(outs) != (stage in FINAL)
    assert reached_from(stage) & FINAL


@pytest.mark.parametrize("stage", tables.STAGES, ids=name_of)
def test_no_act_outside_the_tables_is_possible(stage: Stage) -> None:
    there = {act.key for act in tables.acts_at(stage=stage)}
    for key in tables.ACTS.keys() - there:
        for kind in PersonKind:
            answer = after(stage=stage, act=key, facts=Circumstances(known={"person_kind": kind.label}))
            assert isinstance(answer, NotPermitted), (stage, key, kind)
            assert answer.obstacles[0].refuses
            assert answer.obstacles[0].guard.authority.provision


def test_every_stage_with_every_act_and_person_has_an_answer_in_words() -> None:
    for stage, act, kind in itertools.product(tables.STAGES, tables.ACTS, PersonKind):
        facts = Circumstances(known={"person_kind": kind.label})
        answer = after(stage=stage, act=act, facts=facts)
        assert isinstance(answer, Permitted | NeedsReason | NotPermitted)
        assert act in explained.as_text(stage=stage, answers=(answer,), facts=facts)


FACTS = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from(list(one.answers)) for name, one in QUESTIONS.items()}
)
STAGE_AND_ACT = st.sampled_from([(stage, act.key) for stage in tables.STAGES for act in tables.acts_at(stage=stage)])


@given(at=STAGE_AND_ACT, known=FACTS, version=st.sampled_from(["", *VERSION_KEYS]))
def test_whatever_is_known_an_answer_says_what_it_is(
    at: tuple[Stage, str], known: dict[str, str], version: str
) -> None:
    stage, act = at
    answer = after(stage=stage, act=act, facts=Circumstances(known=known, version=version))
    if isinstance(answer, NotPermitted):
        assert any(one.refuses for one in answer.obstacles)
    elif isinstance(answer, NeedsReason):
        assert answer.obstacles
        assert not any(one.refuses for one in answer.obstacles)
    else:
        assert all(QUESTIONS[fact].answers[said] for fact, said in answer.changes.items())
        assert answer.deciders or "by" not in known


@given(
    at=STAGE_AND_ACT, known=FACTS, name=st.sampled_from(list(QUESTIONS)), version=st.sampled_from(["R1", "R3", "R4"])
)
def test_knowing_more_never_opens_a_question(
    at: tuple[Stage, str], known: dict[str, str], name: str, version: str
) -> None:
    """A question that an obstacle asks for is open; once answered it is asked for no more."""
    stage, act = at
    said = known | {name: next(iter(QUESTIONS[name].answers))}
    answer = after(stage=stage, act=act, facts=Circumstances(known=said, version=version))
    if not isinstance(answer, Permitted):
        missing = {fact for one in answer.obstacles for fact in one.missing}
        assert not missing & said.keys()


def test_everybody_who_does_something_is_a_person_or_a_body() -> None:
    assert not [who for who in Who if any(word in who.value for word in ("software", "system", "Candour", "automatic"))]
    for act in tables.ACTS.values():
        assert act.by, f"{act.key} would be done by nobody."


def test_a_decision_of_the_authority_demands_a_delegation() -> None:
    answer = asked(
        "officer.SEVERITY_ASSESSMENT",
        "take_no_further_action",
        "person_kind=officer track=internal assessment=neither version=R3",
    )
    assert isinstance(answer, Permitted)
    assert answer.needs_delegation
    assert answer.act.power.provision == "reg 14(2) and (7)"
    theirs = asked("officer.APPEAL_MEETING", "determine_appeal", "person_kind=officer outcome=no_action")
    assert isinstance(theirs, Permitted)
    assert not theirs.needs_delegation


def test_what_is_permitted_answers_every_act_of_the_stage() -> None:
    facts = Circumstances(known={"person_kind": "officer"})
    answers = permitted(stage=OfficerStage.LISTED, facts=facts)
    assert [one.act.key for one in answers] == [act.key for act in tables.acts_at(stage=OfficerStage.LISTED)]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        pytest.param(
            "INVESTIGATING", "a stage of both lifecycles: matter.INVESTIGATING, officer.INVESTIGATING", id="both"
        ),
        pytest.param("officer.INVESTIGATION", "officer.INVESTIGATING", id="nearest"),
        pytest.param("moon", "officer.RECEIVED", id="all-of-them"),
    ],
)
def test_a_stage_that_is_none_says_which_are(name: str, message: str) -> None:
    with pytest.raises(NoAnswer, match=message):
        tables.stage_called(name=name)


def test_an_act_that_is_none_says_which_is_near() -> None:
    with pytest.raises(NoAnswer, match="Nearest: give_notice"):
        asked("officer.INVESTIGATING", "give_notise")


def test_a_stage_needs_its_lifecycle_only_where_both_have_it() -> None:
    assert tables.stage_called(name="pre_hearing") is OfficerStage.PRE_HEARING
    assert tables.stage_called(name="Officer.Received") is OfficerStage.RECEIVED


def test_two_acts_of_one_key_are_refused() -> None:
    twin = replace(tables.PARTS[0], acts=(replace(tables.PARTS[0].acts[0], title="Another"),))
    with pytest.raises(ValueError, match=r"Two acts are called receive_matter"):
        tables.by_key((tables.PARTS[0], twin))


def test_two_guards_of_one_key_are_refused() -> None:
    act = tables.ACTS["give_notice"]
    twin = replace(act, guards=(act.guards[0], replace(act.guards[0], why="Another reason.")))
    with pytest.raises(ValueError, match=r"Two guards are called give_notice\.assessed"):
        tables.guards_by_key({"give_notice": twin}, ())


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        pytest.param("moon=yes", "There is no fact “moon”", id="unknown"),
        pytest.param("asessment=misconduct", "Nearest: assessment", id="nearest"),
        pytest.param("assessment=maybe", "Answers: gross_misconduct, misconduct, neither", id="no-answer"),
        pytest.param("by=software", "is no answer to by", id="software-decides-nothing"),
        pytest.param("version=R9", "is no answer to version", id="version"),
        pytest.param("came_to_attention=yesterday", "is no date", id="date"),
        pytest.param("reinvestigation=perhaps", "Answers: yes, no", id="reinvestigation"),
        pytest.param("track=internal track=police_reform_act", "is given twice", id="twice"),
    ],
)
def test_a_fact_that_is_none_says_what_is_valid(facts: str, message: str) -> None:
    with pytest.raises(NoAnswer, match=message):
        asked("officer.RECEIVED", "open_assessment", facts)


def test_dates_that_decide_are_facts_too() -> None:
    assert not {fact.label for fact in DateFact} & QUESTIONS.keys()


def test_the_answers_are_the_words_of_the_tables_they_come_from() -> None:
    assert set(QUESTIONS["kind"].answers) == {kind.label for kind in Kind if kind is not Kind.SUPER_COMPLAINT}
    assert set(QUESTIONS["mode"].answers) == {mode.label for mode in Mode} | {"none"}
    assert set(TESTS_OF_SCHEDULE_3) <= set(QUESTIONS)


# What lives on by itself, or whose end is not an act of a lifecycle.
LIVES_ON = {
    *("ww_live", "fww_live", "outcome_publication", "former_B", "rprp_pdr", "meeting_appeal_decision_notice"),
    "amh_public_notice",
}


def test_every_time_limit_that_is_started_is_stopped_by_some_act() -> None:
    starts = [act.starts for act in tables.ACTS.values()] + [row.starts for row in tables.TRANSITIONS]
    # What ends only with the person's death ends with nothing else.
    stops = [act.stops for key, act in tables.ACTS.items() if key != "end_on_death"]
    stops += [row.stops for row in tables.TRANSITIONS]
    started = {one.key for several in starts for one in several}
    stopped = {key for several in stops for key in several}
    assert started - stopped == LIVES_ON
