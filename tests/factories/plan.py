"""Rows of a plan to test with, as its operations would have left them."""

from datetime import date
from itertools import count
from typing import Any

from cases.accounts.models import User
from cases.models import (
    Case,
    Chase,
    EnquiryStep,
    LineOfEnquiry,
    LinePoint,
    PointToProve,
    PolicyEntry,
    PreservationRequest,
    ReportVersion,
    Representation,
    TermsOfReference,
)
from tests.factories import cases
from tests.factories.acts import AT
from tests.factories.cases import TODAY

_numbers = count(1)


def terms(*, case: Case, by: User, **values: Any) -> TermsOfReference:
    """The first version, unless told otherwise."""
    given: dict[str, Any] = {"number": 1, "text": "Whether force was used", "by": by, "at": AT}
    return TermsOfReference.objects.create(case=case, **(given | values))


def point(*, case: Case, **values: Any) -> PointToProve:
    """A point of the first allegation."""
    given: dict[str, Any] = {"number": case.points.count() + 1, "text": "That she was struck"}
    return PointToProve.objects.create(case=case, allegation=case.allegations.earliest("pk"), **(given | values))


def line(*, case: Case, to: tuple[PointToProve, ...] = (), **values: Any) -> LineOfEnquiry:
    """A line that is to be done, with nobody."""
    given: dict[str, Any] = {"number": case.lines.count() + 1, "what": "Ask at the hospital"}
    made = LineOfEnquiry.objects.create(case=case, **(given | values))
    for one in to:
        LinePoint.objects.create(case=case, line=made, point=one)
    return made


def step(*, case: Case, **values: Any) -> EnquiryStep:
    """A request to a hospital, not yet asked."""
    given: dict[str, Any] = {"kind": "request", "body": "County hospital", "about": "Notes of the ward"}
    return EnquiryStep.objects.create(case=case, **(given | values))


def preservation(*, case: Case, **values: Any) -> PreservationRequest:
    """Footage of a bus that is to be asked for."""
    given: dict[str, Any] = {
        "number": case.preservation.count() + 1,
        "name": "Bus CCTV",
        "holder": "Bus operator",
        "retention_days": 5,
        "deleted_on": TODAY,
        "working": {"is_known": True, "lines": [["Rule", "Deleted 5 days after its first day"]]},
    }
    return PreservationRequest.objects.create(case=case, **(given | values))


def chase(*, case: Case, by: User, on: date = TODAY, means: str = "phone", **values: Any) -> Chase:
    """A chase, of a step or of a request."""
    return Chase.objects.create(case=case, by=by, on=on, means=means, **values)


def entry(*, case: Case, by: User, **values: Any) -> PolicyEntry:
    """One more entry of the policy log."""
    given: dict[str, Any] = {
        "number": case.policy_log.count() + 1,
        "decided": "No arrest for now",
        "why": "It would not be proportionate",
        "decided_on": TODAY,
        "by": by,
        "at": AT,
    }
    return PolicyEntry.objects.create(case=case, **(given | values))


def representation(*, case: Case, **values: Any) -> Representation:
    """Representations in writing, not yet considered."""
    subject = case.subjects.first() or cases.subject(case=case)
    given: dict[str, Any] = {
        "subject": subject, "received_on": TODAY, "made_by": "officer", "how": "written", "text": "I was not there",
    }  # fmt: skip
    return Representation.objects.create(case=case, **(given | values))


def report(*, case: Case, by: User, **values: Any) -> ReportVersion:
    """One more version of the report."""
    given: dict[str, Any] = {
        "number": case.report_versions.count() + 1, "sections": {"summary": "What was found"}, "by": by, "at": AT,
    }  # fmt: skip
    return ReportVersion.objects.create(case=case, **(given | values))
