"""The templates of letters: a new version is looked at, filled in once with an example, and added. Old ones stay."""

import hashlib
from datetime import datetime

from django.db import IntegrityError, transaction

from cases.accounts.users import User
from cases.audit import trail
from cases.audit.acts import Act
from cases.audit.trail import Thing
from cases.models import LetterTemplate
from cases.operations.case_changes import Conflict
from cases.operations.letters import filling
from cases.operations.letters.word_files import NotAccepted
from cases.queries.letters.kinds import KINDS, example

__all__ = ["NotAccepted", "newest", "upload"]
LONGEST_SAID = 300


@transaction.atomic
def upload(*, kind: str, data: bytes, said: str, over: int, by: User, at: datetime) -> LetterTemplate:
    """Adds a version, over the one that its author saw. The very file of the newest version adds none.

    Raises NotAccepted with a sentence for a file that is no template of this kind, and Conflict where somebody else has
    added a version meanwhile.
    """
    digest = hashlib.sha256(data).hexdigest()
    now = newest(kind=kind)
    if now is not None and now.sha256 == digest:
        return now
    if (now.version if now else 0) != over:
        raise Conflict
    fields = filling.fields_of(data, known=example(KINDS[kind]))
    try:
        with transaction.atomic():
            made = LetterTemplate.objects.create(
                kind=kind,
                version=over + 1,
                content=data,
                sha256=digest,
                fields=fields,
                said=said.strip()[:LONGEST_SAID],
                uploaded_by=by.principal,
                uploaded_at=at,
            )
    except IntegrityError:
        # Somebody else added that version at the same moment.
        raise Conflict from None
    about = Thing("letter_template", f"{kind}:{made.version}")
    trail.record(what=Act.LETTER_TEMPLATE_ADDED, by=by, at=at, about=about, reason=f"version {made.version}")
    return made


def newest(*, kind: str) -> LetterTemplate | None:
    """The version from which letters of this kind are made."""
    return LetterTemplate.objects.filter(kind=kind).order_by("-version").first()
