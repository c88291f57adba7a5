"""The exhibits of a drafted report: those that are relied on, and no others."""

import pytest

from cases.queries.plan.report_draft import exhibits_for_report
from tests.factories import cases, evidence

pytestmark = pytest.mark.django_db


def test_only_what_is_relied_on_stands_in_the_report() -> None:
    case, other = cases.case(), cases.case()
    for number, mark in enumerate(("evidence", "unused", "sensitive", "not_relevant", "")):
        evidence.item(case=case, reference=f"AB/{number}", relevance=mark, description=f"Item {number}")
    evidence.item(case=other, reference="AB/9", relevance="evidence")
    assert exhibits_for_report(case) == ["AB/0: Item 0"]
