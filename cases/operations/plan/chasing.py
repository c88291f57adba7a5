"""Chasers: that somebody was reminded, of a step of the plan or of a preservation request. Only ever added to."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from cases.audit.acts import Act
from cases.models import Case, Chase, EnquiryStep, Means, PreservationRequest, PreservationState
from cases.operations.intake.values import Mistake
from cases.operations.plan import rows
from cases.operations.plan.values import Said

NOT_ASKED = "Record first on which day it was asked for"
AHEAD = "Day must be today or earlier"
TOO_EARLY = "Day must be the same as or after {}, when it was asked for"
DONE = "Nothing is left to be chased: it was received, or is not needed"


@transaction.atomic
def chase_step(*, step_id: int, on: date, means: str, said: Said) -> Chase:
    """That somebody chased an interview, a statement or a request. The same day, means and person once.

    Raises Mistake, Refused and NotThere.
    """
    case = rows.locked(said)
    step = rows.find(case.steps.all(), step_id)
    if step.received_on or step.not_needed_because:
        raise Mistake("on", DONE)
    return _chased(case, step, on, means, said)


@transaction.atomic
def chase_preservation(*, request_id: int, on: date, means: str, said: Said) -> Chase:
    """That somebody chased a request to keep evidence. Raises Mistake, Refused and NotThere."""
    case = rows.locked(said)
    request = rows.find(case.preservation.all(), request_id)
    if request.state not in {PreservationState.PROPOSED, PreservationState.ASKED, PreservationState.KEPT}:
        raise Mistake("on", DONE)
    return _chased(case, request, on, means, said)


def _chased(case: Case, of: EnquiryStep | PreservationRequest, on: date, means: str, said: Said) -> Chase:
    if of.asked_on is None:
        raise Mistake("on", NOT_ASKED)
    if on > timezone.localdate(said.at):
        raise Mistake("on", AHEAD)
    if on < of.asked_on:
        raise Mistake("on", TOO_EARLY.format(f"{of.asked_on:%-d %B %Y}"))
    about = {"step": of} if isinstance(of, EnquiryStep) else {"request": of}
    made, is_new = Chase.objects.get_or_create(case=case, on=on, means=means, by=said.by, **about)
    if is_new:
        rows.note(Act.CHASED, said, case, of, f"on {on:%-d %B %Y}, {Means(means).label.lower()}")
    return made
