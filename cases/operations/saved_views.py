"""Lists that people save under a name: their own, or shared with a unit. What one shows is asked anew each time."""

import uuid

from django.db import transaction

from cases.accounts.users import User
from cases.models import SavedView

LONGEST_NAME = 80
MOST_VIEWS = 50


class NameTaken(Exception):
    """They have a list of this name already."""


class TooMany(Exception):
    """They have as many lists as anybody can keep apart."""


@transaction.atomic
def save(*, name: str, query: str, unit_id: int | None, by: User) -> SavedView:
    """Keeps a list under a name. Raises NameTaken, and TooMany."""
    # Of two clicks at the same moment the second waits here, and finds the first.
    User.objects.select_for_update().get(pk=by.pk)
    mine = SavedView.objects.filter(owner=by)
    if mine.filter(name=name).exists():
        raise NameTaken
    if mine.count() >= MOST_VIEWS:
        raise TooMany
    return SavedView.objects.create(owner=by, name=name, query=query, unit_id=unit_id)


@transaction.atomic
def change(*, view_id: uuid.UUID, name: str, unit_id: int | None, by: User) -> None:
    """Gives one's own list another name, or shares it with a unit. Raises NameTaken, and SavedView.DoesNotExist."""
    User.objects.select_for_update().get(pk=by.pk)
    view = SavedView.objects.get(pk=view_id, owner=by)
    if SavedView.objects.filter(owner=by, name=name).exclude(pk=view_id).exists():
        raise NameTaken
    view.name, view.unit_id = name, unit_id
    view.save(update_fields=["name", "unit"])


def delete(*, view_id: uuid.UUID, by: User) -> None:
    """Forgets one's own list. Safe to repeat."""
    SavedView.objects.filter(pk=view_id, owner=by).delete()
