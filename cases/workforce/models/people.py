"""Everybody who serves or served with the force, and their postings: what they were, and where, on which day."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Reverse, Upper

from cases.workforce.models.spans import ends_after_it_begins, one_at_a_time
from cases.workforce.models.units import Unit
from misconduct.procedures import PersonKind

KINDS = [(kind.label, kind.value) for kind in PersonKind]


class Person(models.Model):
    """Somebody in the register, by the number that personnel knows them by. Nothing here is a protected characteristic.

    `sort_key` is surname and forenames folded (no capitals, accents or punctuation), as lists order and find them.
    """

    number = models.CharField(max_length=40, unique=True)
    surname = models.CharField(max_length=100)
    forenames = models.CharField(max_length=100, blank=True)
    sort_key = models.CharField(max_length=220)
    collar = models.CharField(max_length=20, blank=True)
    # The account they log in with, if they use Candour.
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="person"
    )
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=~Q(number="") & ~Q(surname="") & ~Q(sort_key=""), name="person_has_number_and_name"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["sort_key", "id"], name="person_by_name"),
            models.Index(fields=["sort_key"], opclasses=["text_pattern_ops"], name="person_by_beginning_of_name"),
            models.Index(fields=["collar"], condition=~Q(collar=""), name="person_by_collar"),
            # How people type them, whatever their capitals, from the beginning on.
            models.Index(OpClass(Upper("number"), name="text_pattern_ops"), name="person_by_start_of_number"),
            models.Index(OpClass(Upper("collar"), name="text_pattern_ops"), name="person_by_start_of_collar"),
            # Of a collar that was half seen, its end.
            models.Index(OpClass(Reverse(Upper("collar")), name="text_pattern_ops"), name="person_by_end_of_collar"),
            # Any part of a name, from its beginning on.
            GinIndex(SearchVector("sort_key", config="simple"), name="person_by_part_of_name"),
        ]

    def __str__(self) -> str:
        return f"{self.forenames} {self.surname}".strip()


class Posting(models.Model):
    """What somebody was (kind and rank or grade), in which unit, under whom, from a first day to a last."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="postings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="postings")
    kind = models.CharField(max_length=30, choices=KINDS)
    rank = models.CharField(max_length=60, blank=True)
    post = models.CharField(max_length=100, blank=True)
    line_manager = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="postings_managed"
    )
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(kind__in=[kind for kind, _ in KINDS]), name="posting_has_a_known_kind"),
            models.CheckConstraint(
                condition=Q(line_manager__isnull=True) | ~Q(line_manager=F("person")),
                name="posting_is_not_managed_by_oneself",
            ),
            ends_after_it_begins("posting_ends_after_it_begins"),
            one_at_a_time("person", "posting_one_at_a_time"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["unit", "person"], name="posting_by_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} from {self.first_day}"
