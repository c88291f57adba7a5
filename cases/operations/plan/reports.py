"""The investigator's report: each save is a version more. It is sent to nobody from here."""

from collections.abc import Mapping

from django.db import transaction

from cases.audit.acts import Act
from cases.models import ReportVersion
from cases.operations.case_changes import Conflict
from cases.operations.plan import rows
from cases.operations.plan.values import Said


@transaction.atomic
def save(*, sections: Mapping[str, str], said: Said) -> ReportVersion:
    """The report as it stands from now on. `said.version` is the version it was written over; 0: there was none.

    The same text again adds no version. Raises Conflict, Refused and NotThere.
    """
    case = rows.locked(said)
    newest = case.report_versions.order_by("-number").first()
    if newest is not None and newest.sections == dict(sections):
        return newest
    number = newest.number if newest else 0
    if number != said.version:
        raise Conflict
    made = ReportVersion.objects.create(
        case=case, number=number + 1, sections=dict(sections), by=said.by, at=said.at
    )  # fmt: skip
    rows.note(Act.REPORT_DRAFTED, said, case, made, f"version {made.number}")
    return made
