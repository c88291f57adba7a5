"""Accounts that were linked to the wrong person: who asked that this be put right, and who else confirmed it."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cases.workforce.models.people import Person


class Relinking(models.Model):
    """That an account, linked to one person, be linked to another, or to nobody: asked by one, decided by another.

    Never by whoever holds the account.
    """

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    linked_to = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    # Nobody: the account is linked to nobody from then on.
    to = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    was_confirmed = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True, decided_at__isnull=True, was_confirmed__isnull=True)
                | Q(decided_by__isnull=False, decided_at__isnull=False, was_confirmed__isnull=False),
                name="relinking_is_decided_whole",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")),
                name="relinking_takes_a_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(asked_by=F("account")) & (Q(decided_by__isnull=True) | ~Q(decided_by=F("account"))),
                name="relinking_is_not_by_who_holds_the_account",
            ),
            models.CheckConstraint(
                condition=Q(to__isnull=True) | ~Q(to=F("linked_to")), name="relinking_is_to_somebody_else"
            ),
            models.UniqueConstraint(
                fields=["account"], condition=Q(decided_by__isnull=True), name="relinking_asked_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"relinking {self.pk}"
