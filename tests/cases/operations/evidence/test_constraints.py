"""What PostgreSQL itself refuses: rows that cannot be, and changes of what must stay."""

import uuid
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from cases.models import Change, CustodyLine, EvidenceFile, EvidenceItem
from tests.factories import cases, evidence
from tests.factories.acts import AT
from tests.factories.users import user

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(disk: Path) -> EvidenceItem:
    return evidence.item(case=cases.case(), reference="AB/1")


def of_item(item: EvidenceItem, **values: Any) -> None:
    evidence.item(case=item.case, **values)


def of_file(item: EvidenceItem, **values: Any) -> None:
    evidence.file(item=item, **values)


def of_line(item: EvidenceItem, **values: Any) -> None:
    evidence.line(item=item, **values)


@pytest.mark.parametrize(
    ("make", "values", "constraint"),
    [
        (of_item, {"reference": "ab/1"}, "evidence_reference_once_in_a_case"),
        (of_item, {"reference": ""}, "evidence_has_reference_and_description"),
        (of_item, {"description": ""}, "evidence_has_reference_and_description"),
        (of_item, {"kind": "ghost"}, "evidence_has_a_known_kind"),
        (of_item, {"relevance": "rumour"}, "evidence_has_a_known_mark"),
        (of_item, {"relevance": "unused", "relevance_because": ""}, "evidence_is_marked_for_a_reason"),
        (of_item, {"relevance": "unused", "marked_at": None}, "evidence_is_marked_for_a_reason"),
        (of_item, {"relevance_because": "x"}, "evidence_is_marked_for_a_reason"),
        (of_item, {"relevance": "sensitive", "sensitive_because": ""}, "evidence_is_sensitive_for_a_reason"),
        (of_item, {"relevance": "unused", "sensitive_because": "x"}, "evidence_is_sensitive_for_a_reason"),
        (of_file, {"sha256": "A" * 64}, "file_has_its_hash"),
        (of_file, {"sha256": "../../etc/passwd"}, "file_has_its_hash"),
        (of_file, {"name": ""}, "file_has_name_and_size"),
        (of_file, {"size": 0}, "file_has_name_and_size"),
        (of_file, {"state": "lost"}, "file_has_a_known_state"),
        (of_file, {"scan": "clean"}, "file_was_scanned_at_some_time"),
        (of_file, {"scan": "maybe", "scanned_at": AT}, "file_was_scanned_at_some_time"),
        (of_file, {"copy": "made", "copy_type": "image/png"}, "file_has_a_copy_or_says_why_not"),
        (of_file, {"copy": "made", "copy_sha256": "a" * 64}, "file_has_a_copy_or_says_why_not"),
        (of_file, {"copy": "none"}, "file_has_a_copy_or_says_why_not"),
        (of_line, {"kind": "lost"}, "custody_says_what_its_kind_needs"),
        (of_line, {"kind": "sealed", "bag": "1"}, "custody_says_what_its_kind_needs"),
        (of_line, {"kind": "placed", "place": ""}, "custody_says_what_its_kind_needs"),
        (of_line, {"kind": "handed_over", "handed_to": "x", "why": "x"}, "custody_says_what_its_kind_needs"),
        (of_line, {"kind": "opened"}, "custody_says_what_its_kind_needs"),
    ],
)
def test_what_cannot_be_is_refused(item: EvidenceItem, make: Any, values: Any, constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make(item, **values)


def test_it_is_produced_by_one(item: EvidenceItem) -> None:
    party = cases.party(case=item.case)
    with pytest.raises(IntegrityError, match="evidence_is_produced_by_one"), transaction.atomic():
        of_item(item, party=party, produced_by="x")


@pytest.mark.parametrize(
    ("make", "constraint"),
    [(of_item, "evidence_added_once"), (of_line, "custody_added_once")],
)
def test_the_same_form_adds_one_row(item: EvidenceItem, make: Any, constraint: str) -> None:
    key = uuid.uuid4()
    make(item, added_with=key)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make(item, added_with=key)


def test_content_is_once_in_an_item(item: EvidenceItem) -> None:
    evidence.file(item=item, content=b"x")
    with pytest.raises(IntegrityError, match="file_once_in_an_item"), transaction.atomic():
        evidence.file(item=item, content=b"x")


def test_a_line_is_corrected_once_and_for_a_reason(item: EvidenceItem) -> None:
    line = evidence.line(item=item)
    with pytest.raises(IntegrityError, match="custody_is_corrected_for_a_reason"), transaction.atomic():
        evidence.line(item=item, corrects=line)
    evidence.line(item=item, corrects=line, why="x")
    with pytest.raises(IntegrityError, match="corrects_id"), transaction.atomic():
        evidence.line(item=item, corrects=line, why="x")


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("UPDATE cases_custodyline SET place = 'x'", id="change-a-line"),
        pytest.param("DELETE FROM cases_custodyline", id="remove-a-line"),
        pytest.param("TRUNCATE cases_custodyline", id="empty-the-chain"),
        pytest.param("DELETE FROM cases_evidenceitem", id="remove-an-item"),
        pytest.param("DELETE FROM cases_evidencefile", id="remove-a-file"),
        pytest.param("UPDATE cases_evidencefile SET sha256 = repeat('a', 64)", id="another-hash"),
        pytest.param("UPDATE cases_evidencefile SET name = 'x'", id="another-name"),
        pytest.param("UPDATE cases_evidencefile SET size = 1", id="another-size"),
        pytest.param("UPDATE cases_evidencefile SET item_id = item_id", id="another-item"),
    ],
)
def test_the_runtime_role_may_not(item: EvidenceItem, statement: str) -> None:
    evidence.line(item=item)
    evidence.file(item=item)
    with (
        pytest.raises(DatabaseError, match=r"permission denied|only added to"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert (CustodyLine.objects.count(), EvidenceFile.objects.count()) == (1, 1)


def test_what_changed_of_an_item_is_written_down_by_the_database(item: EvidenceItem) -> None:
    EvidenceItem.objects.update(
        relevance="unused", relevance_because="x", marked_by=user(), marked_at=AT, description="Another"
    )
    change = Change.objects.get(table="cases_evidenceitem")
    assert (change.case_id, change.row_id) == (item.case_id, item.pk)
    assert change.before is not None
    assert change.before["description"] == "A photograph of the yard"
