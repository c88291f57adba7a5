"""Every worked date of the two vector files, each by its name: is the counting right, and was the law read?

The two are reported apart at the end of a run: a date may be counted rightly by a rule that nobody has confirmed.
"""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from misconduct.authority import Grade
from misconduct.deadlines import Answer, work_out
from misconduct.instruments import PCMR
from misconduct.questions import ask
from misconduct.savings import Act, Fact, Facts
from misconduct.versions import Governed, applicable
from tests.misconduct.calendars import ENGLAND_AND_WALES, LONG

HERE = Path(__file__).parent
# What each file says about how far a rule was verified, as one grade: what is assumed in it counts.
GRADES = {
    "text seen": Grade.TEXT_SEEN,
    "text seen for reg 62": Grade.TEXT_SEEN,
    "READ": Grade.TEXT_SEEN,
    "2008 predecessor text seen": Grade.NEAR_TEXT,
    "near-identical text seen (MoD Police SI 2020/1087 Sch 1 para 44(3))": Grade.NEAR_TEXT,
    "corroborated": Grade.SECONDARY,
    "corroborated (commentary on the draft)": Grade.SECONDARY,
    "corroborated (force FOI: at least 28 calendar days)": Grade.SECONDARY,
    "period corroborated, counting rule from memory": Grade.MEMORY,
    "period corroborated; counting rule ASSUMED": Grade.MEMORY,
    "period from law-firm summary, counting rule ASSUMED": Grade.MEMORY,
    "number seen, start of period ASSUMED": Grade.MEMORY,
    "text seen; boundary ASSUMED": Grade.MEMORY,
    "text seen (non-working trigger day: assumption)": Grade.MEMORY,
    "UNVERIFIED": Grade.MEMORY,
    "UNVERIFIED (20 wd from memory; predecessor text seen)": Grade.MEMORY,
    "UNVERIFIED (10 wd from memory)": Grade.MEMORY,
    "UNVERIFIED (18 months from memory)": Grade.MEMORY,
    "UNVERIFIED (5 wd from memory)": Grade.MEMORY,
    "MEMORY": Grade.MEMORY,
    "CONFIG": Grade.LOCAL,
}
Record = Callable[[str, object], None]


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


CONDUCT = rows("vectors_conduct.csv")
COMPLAINTS = [row for row in rows("vectors_complaints.csv") if row["clock"] != "law_version_switch_SI_2025_558"]
VERSION_SWITCHES = [row for row in rows("vectors_complaints.csv") if row not in COMPLAINTS]


def named(rows: list[dict[str, str]]) -> list[object]:
    return [pytest.param(row, id=f"{row['id']}-{row['clock']}") for row in rows]


def dates(answer: Answer) -> tuple[str, str]:
    return (str(answer.earliest or ""), str(answer.wanted or ""))


@pytest.fixture
def record_law(record_property: Record) -> Callable[[Grade], None]:
    def record(grade: Grade) -> None:
        record_property("law_confirmed", grade.is_confirmed)

    return record


@pytest.mark.parametrize("row", named(CONDUCT))
def test_conduct(row: dict[str, str], record_law: Callable[[Grade], None]) -> None:
    # The chain's vectors name the length of every period up to the one that is meant.
    pairs = [("period", str(len(row["params"].split())))] if row["rule"] == "MONTHS_CHAIN" else []
    question = ask(key=row["clock"], on=date.fromisoformat(row["trigger_date"]), pairs=pairs)
    answer = work_out(question=question, calendar=ENGLAND_AND_WALES)
    record_law(GRADES[row["verification"]])
    assert dates(answer) == (row["earliest"], row["due"])
    # The first period of a chain is counted as any period of months is.
    counting = answer.way.rule.counting.name
    assert row["rule"] in ({"MONTHS", "MONTHS_CHAIN"} if counting == "MONTHS_CHAIN" else {counting})
    assert answer.grade is GRADES[row["verification"]]
    holidays = sorted(each[:10] for each in row["bank_holidays_skipped"].split("; ") if each)
    assert [str(day) for day, _ in answer.holidays] == holidays


@pytest.mark.parametrize("row", named(COMPLAINTS))
def test_complaints_and_vetting(row: dict[str, str], record_law: Callable[[Grade], None]) -> None:
    pairs = [(name, value) for name, _, value in (each.partition("=") for each in row["input_dates"].split(";"))]
    if row["event"].startswith("period_"):
        pairs.append(("period", row["event"].split("_")[1]))
    answer = work_out(question=ask(key=row["clock"], pairs=pairs), calendar=LONG)
    record_law(GRADES[row["law_status"]])
    assert str(answer.wanted) == row["expected_due"]
    assert answer.grade is GRADES[row["law_status"]]


@pytest.mark.parametrize("row", named(VERSION_SWITCHES))
def test_version_switches(row: dict[str, str], record_law: Callable[[Grade], None]) -> None:
    made = date.fromisoformat(row["input_dates"].partition("=")[2])
    governed = applicable(instrument=PCMR, act=Act.HANDLING, facts=Facts(dates={Fact.COMPLAINT_MADE: made}))
    record_law(GRADES[row["law_status"]])
    assert isinstance(governed, Governed)
    assert governed.is_certain
    expected = {"law_version=OLD": "R1", "law_version=NEW": "R3"}[row["due_kind"]]
    assert governed.candidates[0].version.key == expected


def test_the_files_are_whole() -> None:
    assert len(CONDUCT) == 47
    assert len(COMPLAINTS) + len(VERSION_SWITCHES) == 41
