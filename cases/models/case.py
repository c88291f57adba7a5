"""A matter: a complaint, a conduct matter, or a death or serious injury matter."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from misconduct.matters.handling import Handling
from misconduct.matters.kinds import Kind
from misconduct.stages import MatterStage

KINDS = [(kind.label, kind.value) for kind in Kind if kind is not Kind.SUPER_COMPLAINT]
STAGES = [(stage.name.lower(), stage.value) for stage in MatterStage if stage is not MatterStage.NOTHING]
HANDLINGS = [(handling.label, handling.value) for handling in Handling]


class Origin(models.TextChoices):
    """Whether a matter is worked here, or came with a force's history."""

    LIVE = "live", "Live"
    IMPORTED = "imported", "Imported"


class Channel(models.TextChoices):
    """How a matter reached the department."""

    PHONE = "phone", "Telephone"
    LETTER = "letter", "Letter"
    EMAIL = "email", "Email"
    IN_PERSON = "in_person", "In person"
    OTHER_FORCE = "other_force", "Another force or body"
    INTERNAL = "internal", "Report from inside the force"
    PORTAL = "portal", "Public report"


class Case(models.Model):
    """One matter. The kind never changes; what it is treated as may. `known` are the law's questions and answers.

    The reference is random, says the kind, never changes and stands in addresses; the number of the row never leaves.
    """

    reference = models.CharField(max_length=16, unique=True)
    # Made with the page on which it is logged, so that a second click logs no second matter.
    intake = models.UUIDField(unique=True, null=True, blank=True)
    kind = models.CharField(max_length=30, choices=KINDS)
    treated_as = models.CharField(max_length=30, choices=KINDS)
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.LIVE)
    stage = models.CharField(max_length=30, choices=STAGES, blank=True)
    handling = models.CharField(max_length=30, choices=HANDLINGS, blank=True)
    known = models.JSONField(default=dict, blank=True)
    channel = models.CharField(max_length=20, choices=Channel.choices)
    headline = models.CharField(max_length=150)
    what_happened = models.TextField()
    place = models.CharField(max_length=200, blank=True)
    would_put_right = models.TextField(blank=True)
    what_was_done = models.TextField(blank=True)
    resolved = models.BooleanField(null=True, blank=True)
    # Legal dates, Europe/London.
    received_on = models.DateField()
    complaint_made_on = models.DateField(null=True, blank=True)
    came_to_attention_on = models.DateField()
    behaviour_from = models.DateField(null=True, blank=True)
    behaviour_to = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    unit = models.ForeignKey("workforce.Unit", on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_restricted = models.BooleanField(default=False)
    # Held: nothing in it can be changed, for a reason that everybody reads, and which has more than one cause.
    is_frozen = models.BooleanField(default=False)
    held_because = models.CharField(max_length=300, blank=True, default="", db_default="")
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)
    logged_by = models.CharField(max_length=100)
    logged_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=~Q(reference="") & ~Q(headline=""), name="case_has_reference_and_title"),
            models.CheckConstraint(condition=Q(kind__in=[kind for kind, _ in KINDS]), name="case_has_a_known_kind"),
            models.CheckConstraint(
                condition=Q(treated_as__in=[kind for kind, _ in KINDS]), name="case_is_treated_as_a_known_kind"
            ),
            # PRA 2002 s. 12(2): what is a complaint is never a conduct matter that was not recorded.
            models.CheckConstraint(
                condition=~Q(kind="complaint") | Q(treated_as__in=["complaint", "recordable_conduct"]),
                name="case_complaint_is_no_conduct_matter",
            ),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="case_came_in_a_known_way"),
            models.CheckConstraint(
                condition=Q(origin=Origin.IMPORTED) | Q(stage__in=[stage for stage, _ in STAGES]),
                name="case_live_has_a_stage",
            ),
            models.CheckConstraint(
                condition=Q(origin=Origin.IMPORTED)
                | Q(stage="closed", closed_on__isnull=False)
                | ~Q(stage="closed") & Q(closed_on__isnull=True),
                name="case_closed_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(behaviour_to__isnull=True) | Q(behaviour_to__gte=F("behaviour_from")),
                name="case_behaviour_ends_after_it_begins",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owner", "-id"], name="case_by_owner"),
            models.Index(fields=["behaviour_from"], name="case_by_day_of_behaviour"),
        ]

    def __str__(self) -> str:
        return self.reference
