"""Terms of reference: each change is a version more, with its reason."""

from django.db import transaction

from cases.audit.acts import Act
from cases.models import TermsOfReference
from cases.operations.case_changes import Conflict
from cases.operations.intake.values import Mistake
from cases.operations.plan import rows
from cases.operations.plan.values import Said

NO_REASON = "Enter why they are changed"


@transaction.atomic
def write(*, text: str, because: str, said: Said) -> TermsOfReference:
    """The terms as they stand from now on. `said.version` is the version they were written over; 0: there was none.

    The same text again adds no version. Raises Conflict, Mistake where a change has no reason, Refused and NotThere.
    """
    case = rows.locked(said)
    newest = case.terms.order_by("-number").first()
    if newest is not None and newest.text == text:
        return newest
    number = newest.number if newest else 0
    if number != said.version:
        raise Conflict
    if number and not because:
        raise Mistake("because", NO_REASON)
    made = TermsOfReference.objects.create(
        case=case, number=number + 1, text=text, because=because if number else "", by=said.by, at=said.at
    )
    rows.note(Act.TERMS_WRITTEN, said, case, made, f"version {made.number}")
    return made
