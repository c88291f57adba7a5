"""Which questions about somebody's sight of a matter a reader may know of: none about their own sight of it.

Not only those whom a question names. Somebody may have come to see the matter, or to manage the person, since it was
asked: whoever it would deny today learns nothing of it either.
"""

from datetime import date
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from cases.access import Reader
from cases.audit.acts import Act
from cases.models import Case, WallChoice, WallDecision
from cases.workforce.people import postings

WALLS = frozenset({Act.WALL_RAISED, Act.WALL_DECIDED})
FREEZE_LASTS = Q(choice=WallChoice.FREEZE, ended_at__isnull=True, case__is_frozen=True)


def known(*, reader: Reader) -> QuerySet[WallDecision]:
    """Those that this reader may know of. Whether they see the matter itself is asked elsewhere."""
    return WallDecision.objects.exclude(_theirs(user_id=reader.user_id, on=reader.on))


def unknown(*, reader: Reader) -> QuerySet[WallDecision]:
    """Those that are about this reader's own sight, or ever were."""
    return WallDecision.objects.filter(_theirs(user_id=reader.user_id, on=reader.on))


def of_case(*, case: Case, reader: Reader) -> QuerySet[Any]:
    """All of a matter, in their order, each with whether this reader may know of it (`is_known`)."""
    theirs = Exists(unknown(reader=reader).filter(pk=OuterRef("pk")))
    return WallDecision.objects.filter(case=case).annotate(is_known=~theirs).order_by("pk")


def would_deny(*, case_id: int, user_id: int, on: date, known_to: int | None = None) -> bool:
    """Whether a question of this matter that is open, or was answered by a freeze that lasts, is about them.

    `known_to`: only questions of which this user may know. Whatever follows from others would tell that user of them.
    """
    asked = WallDecision.objects.filter(Q(choice="") | FREEZE_LASTS, case_id=case_id)
    if known_to is not None:
        asked = asked.exclude(_theirs(user_id=known_to, on=on))
    return asked.filter(_theirs(user_id=user_id, on=on)).exists()


def open_about(*, case_id: int, user_id: int, on: date) -> QuerySet[WallDecision]:
    """The open questions of this matter that are about them."""
    return WallDecision.objects.filter(_theirs(user_id=user_id, on=on), case_id=case_id, choice="").order_by("pk")


def freezes(*, case_id: int) -> bool:
    """Whether the matter is held because that was decided about somebody's sight of it."""
    return WallDecision.objects.filter(FREEZE_LASTS, case_id=case_id).exists()


def lasting(*, case_id: int) -> QuerySet[WallDecision]:
    """The freezes that last, as they were decided."""
    return WallDecision.objects.filter(FREEZE_LASTS, case_id=case_id).select_related("decided_by").order_by("pk")


def entries_unknown(*, reader: Reader) -> Q:
    """Entries of the trail about questions that this reader may not know of, as a condition on entries.

    Those of other questions stay where they stood: what vanished from a page would tell as much as what appears. What
    was refused about a question names none, and is hidden with the first that is theirs.
    """
    theirs = unknown(reader=reader).filter(case=OuterRef("case_id"))
    named = theirs.annotate(as_key=Cast("pk", CharField())).filter(as_key=OuterRef("key"))
    is_theirs = Q(Exists(named), thing="wall") | Q(~Q(thing="wall"), Exists(theirs))
    return Q(what__in=WALLS) & is_theirs


def _theirs(*, user_id: int, on: date) -> Q:
    return Q(would_lose__contains=[{"user": user_id}]) | _concerns(user_id=user_id, on=on)


def _concerns(*, user_id: int, on: date) -> Q:
    manages = postings(on=on).filter(person=OuterRef("person"), line_manager__user=user_id)
    return Q(person__user=user_id) | Q(Exists(manages))
