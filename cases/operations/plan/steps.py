"""Interviews, statements and requests to others: with whom, and what was asked, due and received."""

from dataclasses import asdict
from typing import Any

from django.db import transaction

from cases.audit.acts import Act
from cases.models import STANDS, Case, EnquiryStep, StepKind
from cases.operations.intake.values import Mistake
from cases.operations.plan import rows
from cases.operations.plan.values import Said, Step

TITLES = {
    "kind": "kind",
    "about": "what about",
    "party_id": "with whom",
    "subject_id": "with whom",
    "body": "with whom",
    "asked_on": "day asked",
    "due_on": "day due",
    "received_on": "day received",
    "adjustments": "adjustments",
    "other_needs": "other needs",
    "outcome": "what came of it",
    "not_needed_because": "why it is not needed",
}
HAPPENED = {"asked_on": "Day asked", "received_on": "Day received"}
WITH_WHOM = "Choose somebody of the matter, or enter the body: one of the two"
RECEIVED_FIRST = "Day received must be the same as or after the day asked"
DUE_FIRST = "Day due must be the same as or after the day asked"
NO_SUBJECT = "Choose the officer whom the matter is about"


@transaction.atomic
def add(*, step: Step, said: Said) -> EnquiryStep:
    """One more. The same form again adds none. Raises SentAlready, Mistake, Refused and NotThere."""
    case = rows.locked(said)
    told = _told(case, step, said)
    known = rows.added_before(case.steps.all(), said, told)
    if known is not None:
        return known
    made = EnquiryStep.objects.create(case=case, added_with=said.added_with, **told)
    rows.note(Act.STEP_CHANGED, said, case, made, f"{StepKind(made.kind).label} added")
    return made


@transaction.atomic
def change(*, step_id: int, step: Step, said: Said) -> tuple[str, ...]:
    """Which fields are others than before. Raises Conflict, Mistake, Refused and NotThere."""
    case = rows.locked(said)
    row = rows.find(case.steps.all(), step_id)
    fields = rows.changed(row, _told(case, step, said, before=row), version=said.version)
    if fields:
        titles = ", ".join(dict.fromkeys(TITLES[name] for name in fields))
        rows.note(Act.STEP_CHANGED, said, case, row, f"{StepKind(row.kind).label}: {titles}")
    return fields


def _told(case: Case, step: Step, said: Said, before: EnquiryStep | None = None) -> dict[str, Any]:
    told = asdict(step)
    told["adjustments"] = sorted(step.adjustments)
    with_whom = [bool(step.party_id), bool(step.subject_id), bool(step.body)]
    if sum(with_whom) != 1:
        raise Mistake("who", WITH_WHOM)
    if step.kind == StepKind.OFFICER and not step.subject_id:
        raise Mistake("who", NO_SUBJECT)
    if step.party_id:
        rows.find(case.parties.all(), step.party_id)
    # Whoever was added in error meanwhile stays where they were named before.
    if step.subject_id and not (before and before.subject_id == step.subject_id):
        rows.find(case.subjects.filter(STANDS), step.subject_id)
    rows.not_ahead(said, told, HAPPENED)
    if step.asked_on and step.received_on and step.received_on < step.asked_on:
        raise Mistake("received_on", RECEIVED_FIRST)
    if step.asked_on and step.due_on and step.due_on < step.asked_on:
        raise Mistake("due_on", DUE_FIRST)
    return told
