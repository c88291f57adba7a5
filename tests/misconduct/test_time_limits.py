"""The table of time limits is whole, hangs together, and every limit of it can be worked out."""

import csv
from datetime import date
from pathlib import Path

import pytest

from misconduct import clocks
from misconduct.authority import Grade
from misconduct.clocks.aliases import ALIASES
from misconduct.clocks.limits import Rule, Side, TimeLimit
from misconduct.counting import Counting, Unit
from misconduct.deadlines import Answer, work_out
from misconduct.instruments import VERSIONS
from misconduct.questions import ask, valid_names
from misconduct.refusals import NoAnswer
from tests.misconduct.calendars import LONG

LIMITS = [pytest.param(limit, id=key) for key, limit in clocks.LIMITS.items()]
# Written from the tables of the law's time limits, row by row: what the code says must be what these rows say.
WRITTEN = Path(__file__).parent / "time_limits.csv"


def example_of(limit: TimeLimit) -> Answer:
    return work_out(question=ask(key=limit.key, on=limit.example.on, pairs=limit.example.events), calendar=LONG)


def row_of(limit: TimeLimit, rule: Rule) -> dict[str, str]:
    power, agreement = limit.extension, limit.shortening
    return {
        "key": limit.key,
        "after": rule.after,
        "option": rule.option,
        "versions": " ".join(rule.versions),
        "counting": rule.counting.name,
        "numbers": " ".join(str(number) for number in rule.numbers),
        "grade": rule.grade.name,
        "side": limit.side.name,
        "extended_by": f"{' '.join(power.holders)} {power.authority.grade.name}" if power else "",
        "shortened_under": f"{agreement.authority.provision} {agreement.authority.grade.name}" if agreement else "",
        "paused_by": " ".join(f"{hold.name} {hold.authority.grade.name}" for hold in limit.holds),
        "reminder": str(limit.prompt or ""),
    }


def test_the_code_says_what_the_written_table_says() -> None:
    with WRITTEN.open(encoding="utf-8", newline="") as file:
        written = list(csv.DictReader(file))
    coded = [row_of(limit, rule) for limit in clocks.LIMITS.values() for rule in limit.rules]
    only_coded = [row for row in coded if row not in written]
    only_written = [row for row in written if row not in coded]
    assert (only_coded, only_written) == ([], []), "A row of the code goes with a row of time_limits.csv."


def test_two_limits_of_one_key_are_refused() -> None:
    limits = clocks.PARTS["Warnings"]
    with pytest.raises(ValueError, match="Two time limits are called fww_live"):
        clocks.by_key(parts={"Warnings": limits, "Again": limits[:1]})


@pytest.mark.parametrize(
    ("counting", "numbers"),
    [
        pytest.param(Counting.WD_AFTER, (), id="none"),
        pytest.param(Counting.WD_AFTER, (10, 5), id="two"),
        pytest.param(Counting.WD_WINDOW, (10,), id="one-of-two"),
        pytest.param(Counting.PROMPTLY, (3,), id="one-of-none"),
    ],
)
def test_numbers_that_do_not_fit_are_refused(counting: Counting, numbers: tuple[int, ...]) -> None:
    authority = clocks.LIMITS["fww_live"].rules[0].authority
    with pytest.raises(ValueError, match=f"{counting.name} takes"):
        Rule(counting=counting, numbers=numbers, authority=authority)


@pytest.mark.parametrize("limit", LIMITS)
def test_a_limit_hangs_together(limit: TimeLimit) -> None:
    triggers = {trigger.name for trigger in limit.triggers}
    versions = {version.key for version in VERSIONS.get(limit.instrument, ())}
    for rule in limit.rules:
        assert rule.after in {"", *triggers}
        assert set(rule.versions) <= versions
        assert rule.option in (limit.choice.options if limit.choice else {""})
        # Another reading is plausible only where the words were not read.
        assert not (rule.readings and rule.grade.is_confirmed)
        # A number that is set in the matter takes the place of the rule's; a reading would keep its own.
        assert not (limit.setting and (rule.readings or rule.counted))
    assert len(set(valid_names(limit=limit))) == len(valid_names(limit=limit))
    assert not limit.prompt or not limit.is_counted


@pytest.mark.parametrize("limit", LIMITS)
def test_every_limit_can_be_worked_out(limit: TimeLimit) -> None:
    answer = example_of(limit)
    has_date = answer.due is not None or answer.earliest is not None
    assert has_date == limit.is_counted
    if answer.due and answer.way.rule.counting is not Counting.WD_BEFORE:
        assert answer.due >= limit.example.on


@pytest.mark.parametrize("limit", LIMITS)
def test_what_is_unconfirmed_never_counts_against_anyone(limit: TimeLimit) -> None:
    answer = example_of(limit)
    if answer.may_count_against:
        assert answer.grade is Grade.TEXT_SEEN
        assert answer.authority.instrument.is_law


def test_a_local_setting_is_no_law() -> None:
    local = [limit for limit in clocks.LIMITS.values() if limit.rules[0].authority.instrument.key == "LOCAL"]
    assert local
    assert not any(example_of(limit).may_count_against for limit in local)


def test_other_names_lead_to_limits_and_are_no_keys() -> None:
    assert {alias.key for alias in ALIASES.values()} <= set(clocks.LIMITS)
    assert not set(ALIASES) & set(clocks.LIMITS)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("officer_respons", "officer_response", id="a-slip"),
        pytest.param("zzz", "All of them: advisory_list_report", id="nothing-near"),
        pytest.param("", "All of them", id="empty"),
    ],
)
def test_an_unknown_key_is_answered_with_those_that_exist(name: str, expected: str) -> None:
    with pytest.raises(NoAnswer, match=expected):
        clocks.find(key=name)


def test_every_counting_that_exists_is_used() -> None:
    used = {rule.counting for limit in clocks.LIMITS.values() for rule in limit.rules}
    used |= {reading.counting for limit in clocks.LIMITS.values() for rule in limit.rules for reading in rule.readings}
    assert used == set(Counting)


def test_rights_and_duties_both_exist() -> None:
    assert {limit.side for limit in clocks.LIMITS.values()} == set(Side)
    assert {rule.counting.unit for limit in clocks.LIMITS.values() for rule in limit.rules} == set(Unit)


def test_the_clock_of_an_old_complaint() -> None:
    old = work_out(question=ask(key="recording_decision_2012", on=date(2019, 4, 10)), calendar=LONG)
    assert str(old.due) == "2019-04-24"
    assert work_out(question=ask(key="recording_decision_2012", on=date(2020, 1, 31)), calendar=LONG).due
    with pytest.raises(NoAnswer, match="took the place"):
        work_out(question=ask(key="recording_decision_2012", on=date(2020, 2, 1)), calendar=LONG)
