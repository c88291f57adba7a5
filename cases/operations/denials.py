"""Letting somebody see a matter again who is shut out of it, and whom it is not about any more.

Nothing gives it back by itself: what appears tells as much as what vanishes.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from cases.access import NotThere
from cases.accounts.users import User
from cases.audit import trail
from cases.audit.acts import Act
from cases.audit.trail import Refused, Thing
from cases.models import Case, CaseDenial
from cases.operations import case_changes, sight, wall_questions
from cases.queries import case_denials, known_walls
from cases.queries.case_denials import ShutOut

SECOND_PERSON = (
    "This takes a second person: somebody other than who marked them as added in error. Ask another supervisor, or the"
    " head of department."
)


@transaction.atomic
def lift(*, reference: str, denial_id: int, reason: str, by: User, at: datetime) -> None:
    """They are kept from the matter no more: whether they see it then depends on their roles, and on who is named.

    All their denials of it go that followed from whom it was about. It takes somebody other than who marked anybody of
    this matter as added in error: else one person alone would undo what two decided. Refused, in the one sentence,
    while it is about them or anybody whom they manage, or while that is being asked; and while the matter is frozen.
    What is asked about whoever lifts it refuses nothing, as that would tell them: what is decided shuts out again.
    Raises NotThere for who may not see the matter, and where there is no such denial.
    """
    case, on = case_changes.to_change(reference=reference, by=by, at=at), timezone.localdate(at)
    found = case_denials.find(case=case, denial_id=denial_id)
    if found is None:
        raise NotThere
    if not found.ends or _is_asked(found, case, by, on):
        raise sight.refused(case=case, what=Act.DENIAL_LIFTED)
    if case.subjects.filter(withdrawn_by=by).exists():
        raise Refused(SECOND_PERSON, what=Act.DENIAL_LIFTED, about=_whom(found, case))
    CaseDenial.objects.filter(case=case, pk__in=found.ends).delete()
    if found.user_id is not None:
        wall_questions.note_given(case=case, user=User.objects.get(pk=found.user_id), on=on)
    case_changes.save(case)
    trail.record(what=Act.DENIAL_LIFTED, by=by, at=at, about=_whom(found, case), reason=reason)


def _is_asked(found: ShutOut, case: Case, by: User, on: date) -> bool:
    """Whether it is asked of them whether they must not see it, as far as whoever lifts it may know of that."""
    if found.user_id is None:
        return False
    return known_walls.would_deny(case_id=case.pk, user_id=found.user_id, on=on, known_to=by.pk)


def _whom(found: ShutOut, case: Case) -> Thing:
    return Thing("person", found.person_id or 0, case.pk)
