"""Letters of a fixed text that an act leaves to be sent, and what becomes of them where the record is put right.

One that was made from a template is frozen: where what it says is no longer right, it is discarded and made anew.
"""

from datetime import date, datetime

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from cases.audit.actors import Actor
from cases.models import Case, Letter, Party, PartyRole
from cases.queries.case_parts import LETTER_WAITS

OUTCOME_OF_A_CALL = "outcome_of_a_call"
OF_TEXT = LETTER_WAITS & Q(template__isnull=True)
TEXT = """\
{dear}
Your complaint, {reference}

{about}
What was done
{done}

{resolved}

{again}

Professional Standards
{force}
"""
# One line: whoever prints it breaks it where the paper ends.
AGAIN = (
    "If you are not content with this, you may tell us at any time that you want your complaint recorded under "
    "Schedule 3 to the Police Reform Act 2002. We will then record it, and tell you how it is handled."
)
CONTACTED = "You contacted us on {day} about this"
RESOLVED = {True: "We understand that this resolves your complaint.", False: "We know that this does not resolve it."}


def outcome_of_a_call(*, case: Case, by: Actor, at: datetime) -> Letter | None:
    """The letter to the complainant about what was done, to be sent. None where nobody said who they are.

    Part of an act: stands inside its transaction.
    """
    complainant = (
        case.parties.filter(role=PartyRole.COMPLAINANT, identity__isnull=False).select_related("identity").first()
    )
    if complainant is None or complainant.identity is None:
        return None
    text = TEXT.format(
        dear=_dear(complainant.identity.name),
        reference=case.reference,
        about=_about(case.received_on, case.headline),
        done=case.what_was_done.strip(),
        resolved=RESOLVED[bool(case.resolved)],
        again=AGAIN,
        force=settings.FORCE_NAME,
    )
    return Letter.objects.create(
        case=case,
        to=complainant,
        kind=OUTCOME_OF_A_CALL,
        text=text,
        made_by=by.principal,
        made_at=timezone.localtime(at),
    )


def wait_for(*, party: Party) -> bool:
    """Whether a letter to them waits to be sent."""
    return Letter.objects.filter(LETTER_WAITS, to=party).exists()


def put_right(*, case: Case, before: date) -> int:
    """Letters that wait to be sent say the day that was corrected: how many there are. What was sent stays as it was.

    Part of an act, on a matter that is locked.
    """
    changed = 0
    for letter in case.letters.filter(OF_TEXT, text__contains=_contacted(before)):
        letter.text = letter.text.replace(_contacted(before), _contacted(case.received_on))
        letter.save(update_fields=["text"])
        changed += 1
    return changed


def address_anew(*, party: Party, before: str, now: str) -> int:
    """Letters to them that wait to be sent begin with the name as it was corrected: how many there are.

    Part of an act, on a matter that is locked. Where nobody gave a name, before or now, it is empty.
    """
    old, new = _dear(before), _dear(now)
    waiting = party.letters.filter(OF_TEXT, text__startswith=old) if old != new else ()
    for letter in waiting:
        letter.text = new + letter.text.removeprefix(old)
        letter.save(update_fields=["text"])
    return len(waiting)


def name_category_anew(*, case: Case, before: str, now: str) -> int:
    """Letters that wait to be sent name the category as it was corrected, where they named it: how many there are.

    Part of an act, on a matter that is locked.
    """
    old, new = _about(case.received_on, before), _about(case.received_on, now)
    waiting = case.letters.filter(OF_TEXT, text__contains=old) if old != new else ()
    for letter in waiting:
        letter.text = letter.text.replace(old, new, 1)
        letter.save(update_fields=["text"])
    return len(waiting)


def _dear(name: str) -> str:
    return f"Dear {name or 'Sir or Madam'}\n"


def _about(day: date, what: str) -> str:
    return f"{_contacted(day)}: {what}.\n"


def _contacted(day: date) -> str:
    return CONTACTED.format(day=f"{day:%-d %B %Y}")
