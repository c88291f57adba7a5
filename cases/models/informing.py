"""Keeping people informed: each update to one party, from its draft to the day on which it was given or withheld."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from cases.models.case import Case
from cases.models.letter import Letter
from cases.models.party import Party


class UpdateState(models.TextChoices):
    """Where an update stands."""

    DRAFT = "draft", "Draft"
    RELEASED = "released", "Released, to be sent"
    GIVEN = "given", "Given"
    WITHHELD = "withheld", "Withheld"
    DISCARDED = "discarded", "Discarded"


class Ground(models.TextChoices):
    """On which ground an update may be withheld (PCMR regs 11 and 35)."""

    CRIMINAL = "criminal", "Premature or inappropriate disclosure relevant to criminal proceedings"
    SECURITY = "security", "National security"
    CRIME = "crime", "Prevention or detection of crime, or the apprehension or prosecution of offenders"
    PROPORTIONALITY = "proportionality", "Proportionality"
    PUBLIC_INTEREST = "public_interest", "Other public interest"


OPEN = (UpdateState.DRAFT, UpdateState.RELEASED)


class ProgressUpdate(models.Model):
    """One update to one party. `events` are those it tells of, by their key: what they say is a table, never text.

    `told_on` is the day on which it was given, as a person or the mail server said; `next_due` what the law makes of
    it.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="updates")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="updates")
    state = models.CharField(max_length=10, choices=UpdateState.choices, default=UpdateState.DRAFT)
    due_on = models.DateField(null=True, blank=True)
    drafted_by = models.CharField(max_length=100)
    drafted_at = models.DateTimeField()
    own_words = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    events = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    # Words that are somebody else's too, which a person looked at a second time, and why they may stand.
    looked_at_again = ArrayField(models.CharField(max_length=300), default=list, blank=True)
    looked_at_because = models.CharField(max_length=300, blank=True)
    contact_confirmed = models.BooleanField(default=False)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    released_at = models.DateTimeField(null=True, blank=True)
    delegation = models.ForeignKey(
        "workforce.Delegation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, null=True, blank=True, related_name="update")
    told_on = models.DateField(null=True, blank=True)
    ground = models.CharField(max_length=20, choices=Ground.choices, blank=True)
    real_risk = models.TextField(blank=True)
    significant_effect = models.TextField(blank=True)
    look_again_on = models.DateField(null=True, blank=True)
    # When it was given, withheld or discarded, as it was recorded; and by whom.
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=100, blank=True)
    next_due = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(state__in=UpdateState.values), name="update_has_a_known_state"),
            models.UniqueConstraint(fields=["party"], condition=Q(state__in=OPEN), name="update_waits_once"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withheld", "discarded"])
                | Q(contact_confirmed=True, released_by__isnull=False, released_at__isnull=False, letter__isnull=False),
                name="update_is_released_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state="given", told_on__isnull=False) | ~Q(state="given") & Q(told_on__isnull=True),
                name="update_given_has_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="withheld")
                | Q(ground__in=Ground.values, look_again_on__isnull=False)
                & ~Q(real_risk="")
                & ~Q(significant_effect=""),
                name="update_is_withheld_on_a_ground",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN, settled_at__isnull=True, settled_by="")
                | ~Q(state__in=OPEN) & Q(settled_at__isnull=False) & ~Q(settled_by=""),
                name="update_is_settled_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(looked_at_again=[]) | ~Q(looked_at_because=""), name="update_looked_at_again_for_a_reason"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["case"], name="update_by_case"),
            models.Index(fields=["party", "-id"], name="update_newest_of_a_party"),
        ]

    def __str__(self) -> str:
        return f"update {self.state} of {self.case_id}"
