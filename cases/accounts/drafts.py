"""Keeping, finding and discarding drafts. A draft belongs to one person and is never shown to another."""

from typing import Any

from django.db.models import F
from django.db.models.functions import Now

from cases.accounts.models import Draft


def keep(*, owner_id: int, kind: str, key: str, body: dict[str, Any]) -> None:
    """Keeps what was typed, replacing an older draft of the same form. Safe to repeat."""
    Draft.objects.update_or_create(
        owner_id=owner_id,
        kind=kind,
        key=key,
        defaults={"body": body, "version": F("version") + 1, "saved_at": Now()},
        create_defaults={"body": body},
    )


def find(*, owner_id: int, kind: str, key: str) -> dict[str, Any] | None:
    """What this person left in this form, or None."""
    draft = Draft.objects.filter(owner_id=owner_id, kind=kind, key=key).first()
    return None if draft is None else draft.body


def discard(*, owner_id: int, kind: str, key: str) -> None:
    """Forgets the draft, once it was sent or is not wanted."""
    Draft.objects.filter(owner_id=owner_id, kind=kind, key=key).delete()
