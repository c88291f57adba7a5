"""A call about a senior officer: it is found out first whose decision it is, so nobody closes it during the call."""

from datetime import date

from cases.operations.intake.values import NewMatter
from cases.workforce.models import Posting
from misconduct.matters.appropriate_authority import About, appropriate_authority
from misconduct.matters.kinds import Kind
from misconduct.procedures import PersonKind

WORDS = (
    "It is about a senior officer. Find out whether it is the chief officer: "
    "then {body} is the appropriate authority, and not the force ({provision})."
)


def to_find_out(*, matter: NewMatter, on: date) -> str:
    """What has to be found out where it is about a senior officer of the register; empty where it is about none.

    Also of somebody who was one: it is asked as at the time, and of who has left as just before leaving.
    """
    people = [one.person_id for one in matter.subjects if one.person_id]
    held = Posting.objects.filter(person_id__in=people, kind=PersonKind.SENIOR_OFFICER.label, first_day__lte=on)
    if not held.exists():
        return ""
    found = appropriate_authority(kind=Kind.COMPLAINT, about=About.CHIEF_OFFICER)
    return WORDS.format(body=found.body.value, provision=found.authority.cited)
