"""Who complains, was affected or saw it. Names and contacts stand apart: nothing else stores them."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from cases.models.case import Case


class Identity(models.Model):
    """A name and how to reach somebody safely. Pages read it only where a name is needed.

    The keys are folded or bare forms by which the same person is found again: empty finds nobody.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=150, blank=True)
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=300, blank=True)
    safe_contact = models.CharField(max_length=300, blank=True)
    name_key = models.CharField(max_length=150, blank=True)
    email_key = models.CharField(max_length=254, blank=True)
    phone_key = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["name_key"], condition=~Q(name_key=""), name="identity_by_name"),
            models.Index(fields=["email_key"], condition=~Q(email_key=""), name="identity_by_email"),
            models.Index(fields=["phone_key"], condition=~Q(phone_key=""), name="identity_by_phone"),
            models.Index(fields=["case"], name="identity_by_case"),
        ]

    def __str__(self) -> str:
        return f"identity {self.pk}"


class PartyRole(models.TextChoices):
    """What somebody is to a matter."""

    COMPLAINANT = "complainant", "Complainant"
    ACTING_FOR = "acting_for", "Acting for the complainant"
    AFFECTED = "affected", "Person affected"
    WITNESS = "witness", "Witness"
    REPORTER = "reporter", "Reporter"
    INTERESTED = "interested", "Interested person"


class Party(models.Model):
    """Somebody who is part of a matter without being accused. Without an identity: they did not say who they are."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="parties")
    role = models.CharField(max_length=20, choices=PartyRole.choices)
    identity = models.OneToOneField(Identity, on_delete=models.PROTECT, null=True, blank=True, related_name="party")
    is_vulnerable = models.BooleanField(null=True, blank=True)
    # Made with the page on which they are added, so that a second click adds nobody twice.
    added_with = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["case", "added_with"], condition=Q(added_with__isnull=False), name="party_added_once"
            ),
            models.CheckConstraint(condition=Q(role__in=PartyRole.values), name="party_has_a_known_role"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["case"], name="party_by_case")]

    def __str__(self) -> str:
        return f"{self.role} of {self.case_id}"
