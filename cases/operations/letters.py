"""Letters that an act leaves to be sent. One fixed text for now; templates come later."""

from datetime import datetime

from django.conf import settings
from django.utils import timezone

from cases.audit.actors import Actor
from cases.models import Case, Letter, PartyRole

OUTCOME_OF_A_CALL = "outcome_of_a_call"
TEXT = """\
Dear {name}

Your complaint, {reference}

You contacted us on {received} about this: {headline}.

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
        name=complainant.identity.name or "Sir or Madam",
        reference=case.reference,
        received=f"{case.received_on:%-d %B %Y}",
        headline=case.headline,
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
