"""Keeping, finding and discarding drafts. A draft belongs to one person and is never shown to another.

A form that one may have open in two tabs is kept by `save`, which never overwrites what another tab saved meanwhile.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from cases.accounts.models import Draft

# Which tab saved last: a tab is never in conflict with itself, even where it did not hear that it had saved.
WRITER = "draft_writer"
# What a tab could not save because another had saved since, kept until the person has chosen.
ASIDE = ".aside"


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A draft as it is stored: what was typed, a list of values a field, and which version that is."""

    kind: str
    key: str
    body: dict[str, list[str]]
    version: int
    saved_at: datetime


class ChangedElsewhere(Exception):
    """Another tab saved something else since this one began. `kept` is what stands there now."""

    def __init__(self, kept: Kept) -> None:
        super().__init__("The draft was changed elsewhere.")
        self.kept = kept


def keep(*, owner_id: int, kind: str, key: str, body: dict[str, Any]) -> None:
    """Keeps what was typed, replacing an older draft of the same form. Safe to repeat."""
    Draft.objects.update_or_create(
        owner_id=owner_id,
        kind=kind,
        key=key,
        defaults={"body": body, "version": F("version") + 1, "saved_at": Now()},
        create_defaults={"body": body},
    )


@transaction.atomic
def save(*, owner_id: int, kind: str, key: str, body: dict[str, list[str]], version: int, writer: str) -> Kept:
    """Keeps what was typed, unless another tab saved something else since `version` (0: there was no draft then).

    Raises ChangedElsewhere with what stands there, and has changed nothing then. Safe to repeat.
    """
    written = {**body, WRITER: [writer]}
    mine = {"owner_id": owner_id, "kind": kind, "key": key}
    draft, is_new = Draft.objects.select_for_update().get_or_create(**mine, defaults={"body": written})
    if is_new or _typed(draft) == body:
        return _kept(draft)
    if draft.version != version and draft.body.get(WRITER) != [writer]:
        raise ChangedElsewhere(_kept(draft))
    Draft.objects.filter(pk=draft.pk).update(body=written, version=draft.version + 1, saved_at=Now())
    draft.refresh_from_db()
    return _kept(draft)


def put_aside(*, owner_id: int, kind: str, key: str, body: dict[str, Any]) -> None:
    """Keeps beside the draft what a tab typed that could not be saved over it."""
    keep(owner_id=owner_id, kind=f"{kind}{ASIDE}", key=key, body=body)


def aside(*, owner_id: int, kind: str, key: str) -> dict[str, list[str]] | None:
    """What was put aside, or None."""
    return find(owner_id=owner_id, kind=f"{kind}{ASIDE}", key=key)


def forget_aside(*, owner_id: int, kind: str, key: str) -> None:
    """The person has chosen."""
    discard(owner_id=owner_id, kind=f"{kind}{ASIDE}", key=key)


def find(*, owner_id: int, kind: str, key: str) -> dict[str, Any] | None:
    """What this person left in this form, or None."""
    draft = Draft.objects.filter(owner_id=owner_id, kind=kind, key=key).first()
    return None if draft is None else draft.body


def stored(*, owner_id: int, kind: str, key: str) -> Kept | None:
    """What this person left in this form, with its version, or None."""
    draft = Draft.objects.filter(owner_id=owner_id, kind=kind, key=key).first()
    return None if draft is None else _kept(draft)


def newest(*, owner_id: int, kinds: Collection[str]) -> list[Kept]:
    """Everything of these kinds that this person has not sent, newest first."""
    found = Draft.objects.filter(owner_id=owner_id, kind__in=kinds).order_by("-saved_at", "-pk")
    return [_kept(draft) for draft in found]


def discard(*, owner_id: int, kind: str, key: str) -> None:
    """Forgets the draft, once it was sent or is not wanted."""
    Draft.objects.filter(owner_id=owner_id, kind=kind, key=key).delete()


def discard_all(*, owner_id: int, kinds: Collection[str], key: str) -> None:
    """Forgets every page of what was sent or is not wanted, and what was put aside."""
    every = [name for kind in kinds for name in (kind, f"{kind}{ASIDE}")]
    Draft.objects.filter(owner_id=owner_id, kind__in=every, key=key).delete()


def _typed(draft: Draft) -> dict[str, list[str]]:
    return {name: values for name, values in draft.body.items() if name != WRITER}


def _kept(draft: Draft) -> Kept:
    return Kept(kind=draft.kind, key=draft.key, body=_typed(draft), version=draft.version, saved_at=draft.saved_at)
