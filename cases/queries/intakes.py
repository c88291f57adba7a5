"""What became of a page on which a matter is logged, for whoever sent it."""

import uuid
from collections.abc import Collection

from cases.accounts.models import User
from cases.models import Case


def reference_of(*, intake: uuid.UUID, by: User) -> str:
    """The reference of the matter that this person logged with that page; empty where they have not."""
    found = Case.objects.filter(intake=intake, logged_by=by.principal).values_list("reference", flat=True)
    return found.first() or ""


def logged(*, intakes: Collection[uuid.UUID], by: User) -> frozenset[uuid.UUID]:
    """Those of these pages with which this person has logged a matter."""
    found = Case.objects.filter(intake__in=intakes, logged_by=by.principal)
    return frozenset(intake for intake in found.values_list("intake", flat=True) if intake)
