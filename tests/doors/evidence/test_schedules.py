"""Disclosure schedules: each item stands where its mark says, and nothing goes out unknowingly or as a formula."""

import csv
import io
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from cases.audit.acts import Act
from cases.audit.models import Entry
from cases.models import Case, EvidenceItem, Relevance
from cases.operations.evidence import schedules
from cases.queries.evidence.schedules import MG6C, Schedule
from cases.staff.evidence.schedule_views import as_csv, as_xlsx
from tests.doors.evidence.sending import at, of_item
from tests.doors.looking import words
from tests.factories import evidence

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("disk")]


@pytest.fixture
def marked(case: Case) -> dict[str, EvidenceItem]:
    """One item of each mark."""
    return {
        mark: evidence.item(case=case, reference=f"M/{number}", description=f"D{number}", relevance=mark)
        for number, mark in enumerate(Relevance.values)
    }


def table(answer: Any) -> list[list[str]]:
    if answer.headers["Content-Type"].startswith("text/csv"):
        return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    sheet: Any = load_workbook(io.BytesIO(answer.content)).active
    return [[cell.value or "" for cell in row] for row in sheet.rows]


def test_each_item_stands_where_its_mark_says_and_what_is_not_marked_comes_first(
    browser: Client, case: Case, marked: dict[str, EvidenceItem]
) -> None:
    said = words(browser.get(at(case, "schedule/")))
    unmarked, rest = said.split("MG6C, schedule of non-sensitive unused material", 1)
    mg6c, rest = rest.split("MG6D, schedule of sensitive material", 1)
    mg6d, not_relevant = rest.split("Marked as not relevant", 1)
    for part, only in (
        (unmarked, Relevance.NOT_MARKED), (mg6c, Relevance.UNUSED), (mg6d, Relevance.SENSITIVE),
        (not_relevant, Relevance.NOT_RELEVANT),
    ):  # fmt: skip
        assert {mark for mark, item in marked.items() if item.description in part} == {only}
    assert "1 item marked as evidence: on neither schedule" in said
    assert "unconfirmed" in said


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("form", "mark", "more"),
    [("MG6C", "unused", []), ("MG6D", "sensitive", ["It names a source"])],
)
def test_a_schedule_goes_out_as_a_file_and_leaves_an_entry(
    browser: Client, marked: dict[str, EvidenceItem], kind: str, form: str, mark: str, more: list[str]
) -> None:
    case = marked[mark].case
    evidence.line(item=marked[mark], place="Shelf 14")
    sent = {"take": f"{form}:{kind}"}
    refused = browser.post(at(case, "schedule/"), sent)
    assert schedules.SAY_SO in words(refused)
    assert not Entry.objects.filter(what=Act.SCHEDULE_EXPORTED).exists()
    answer = browser.post(at(case, "schedule/"), sent | {"knows": "on"})
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{form} {case.reference}.{kind}"'
    head, *lines = table(answer)
    item = marked[mark]
    assert head[:4] == ["Number", "Reference", "Description", "Location"]
    assert lines == [["1", item.reference, item.description, "Shelf 14", *more]]
    entry = Entry.objects.get(what=Act.SCHEDULE_EXPORTED)
    assert (entry.reason, entry.case_id) == (f"{form}: 1 items, 1 not yet marked", case.pk)


def test_where_all_is_marked_nothing_is_asked(browser: Client, case: Case, marked: dict[str, EvidenceItem]) -> None:
    marked[""].relevance = "evidence"
    browser.post(of_item(marked[""], "mark/"), {"relevance": "evidence", "because": "x", "version": "1"})
    assert "Not yet marked" not in words(browser.get(at(case, "schedule/")))
    assert browser.post(at(case, "schedule/"), {"take": "MG6C:csv"}).status_code == 200
    assert Entry.objects.filter(what=Act.SCHEDULE_EXPORTED).exists()


@pytest.mark.parametrize("take", ["", "MG6E:csv", "MG6C:exe", "MG6C"])
def test_another_schedule_is_none(browser: Client, case: Case, take: str) -> None:
    assert "Choose a schedule" in words(browser.post(at(case, "schedule/"), {"take": take, "knows": "on"}))


def made_of(text: str) -> Schedule:
    return Schedule(form=MG6C, title="t", reference="CO-1", columns=("A", "B"), lines=[("1", text)])


DANGEROUS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "  =1",
    "＝1+1",
    '=cmd|"/c calc"!A1',
    "'=1",
    "Plain",
    "a\nb",
]


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_cell_is_a_formula_and_nothing_is_lost(text: str) -> None:
    sheet: Any = load_workbook(io.BytesIO(as_xlsx(made_of(text)).content)).active
    cell = sheet["B2"]
    assert cell.data_type == "s"
    # XML knows one kind of line end.
    assert cell.value.replace("\r", "\n") == text.replace("\r", "\n")
    said = as_csv(made_of(text)).content.decode("utf-8-sig")
    [_, [_, written]] = csv.reader(io.StringIO(said, newline=""))
    assert written in {text, f"'{text}"}
    assert (written == text) is (text in {"Plain", "a\nb"})


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_stands_in_it_a_spreadsheet_opens(text: str) -> None:
    sheet: Any = load_workbook(io.BytesIO(as_xlsx(made_of(text)).content)).active
    assert sheet["B2"].data_type in {"s", "n", "inlineStr"}
    assert sheet["B2"].value is None or isinstance(sheet["B2"].value, str)
