"""Proceedings elsewhere about the same facts, and who chases them; who chases what is held back for them."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from cases.models.case import Case
from cases.models.decision import Decision
from misconduct.savings import Act as ActKind

ACT_KINDS = [(kind.name.lower(), kind.value) for kind in ActKind if kind is not ActKind.VETTING]


class ProceedingKind(models.TextChoices):
    """What is going on elsewhere."""

    CRIMINAL = "criminal", "Criminal proceedings"
    CIVIL = "civil", "Civil claim"
    INQUEST = "inquest", "Inquest"
    TRIBUNAL = "tribunal", "Employment tribunal"
    JUDICIAL_REVIEW = "judicial_review", "Judicial review"
    IOPC = "iopc", "IOPC investigation or review"


class ProceedingState(models.TextChoices):
    """How far it has come."""

    EXPECTED = "expected", "Expected"
    UNDER_WAY = "under_way", "Under way"
    ENDED = "ended", "Ended"


class Effect(models.TextChoices):
    """What it means for acts of one kind in the matter."""

    NONE = "none", "No effect"
    WAIT = "wait", "Wait"
    ADVICE = "advice", "Take advice first"


class ParallelProceeding(models.Model):
    """Proceedings elsewhere: before which body, what comes next, and who here chases them until they end."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="proceedings")
    kind = models.CharField(max_length=20, choices=ProceedingKind.choices)
    body = models.CharField(max_length=150)
    body_reference = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=20, choices=ProceedingState.choices)
    next_on = models.DateField(null=True, blank=True)
    next_what = models.CharField(max_length=200, blank=True)
    chases = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField(db_default=Now())
    # Made with the page on which it is added, so that a second click adds no second one.
    added_with = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(kind__in=ProceedingKind.values) & Q(state__in=ProceedingState.values) & ~Q(body=""),
                name="proceeding_says_what_and_where",
            ),
            models.CheckConstraint(
                condition=Q(next_on__isnull=True, next_what="") | Q(next_on__isnull=False) & ~Q(next_what=""),
                name="proceeding_next_has_day_and_words",
            ),
            models.CheckConstraint(
                condition=Q(state=ProceedingState.ENDED, next_on__isnull=True)
                | ~Q(state=ProceedingState.ENDED) & Q(chases__isnull=False),
                name="proceeding_is_chased_until_it_ends",
            ),
            models.UniqueConstraint(
                fields=["case", "added_with"], condition=Q(added_with__isnull=False), name="proceeding_added_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} proceedings beside {self.case_id}"


class ParallelEvent(models.Model):
    """Something that happened there; only ever added to."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    proceeding = models.ForeignKey(ParallelProceeding, on_delete=models.CASCADE, related_name="events")
    on = models.DateField()
    what = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())
    added_with = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=~Q(what=""), name="parallel_event_says_what"),
            models.UniqueConstraint(
                fields=["proceeding", "added_with"],
                condition=Q(added_with__isnull=False),
                name="parallel_event_added_once",
            ),
        ]

    def __str__(self) -> str:
        return f"event of {self.proceeding_id}"


class ParallelEffect(models.Model):
    """What proceedings elsewhere mean for one kind of act here, and why."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="parallel_effects")
    proceeding = models.ForeignKey(ParallelProceeding, on_delete=models.CASCADE, related_name="effects")
    act_kind = models.CharField(max_length=30, choices=ACT_KINDS)
    effect = models.CharField(max_length=10, choices=Effect.choices)
    reason = models.CharField(max_length=300)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(act_kind__in=[name for name, _ in ACT_KINDS]) & Q(effect__in=Effect.values) & ~Q(reason=""),
                name="parallel_effect_has_a_reason",
            ),
            models.UniqueConstraint(fields=["proceeding", "act_kind"], name="parallel_effect_once_a_kind_of_act"),
        ]

    def __str__(self) -> str:
        return f"{self.effect} for {self.act_kind} in {self.case_id}"


class HoldChaser(models.Model):
    """Who chases what is held back, and when that is looked at again: of the decision by which it was."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="chaser")
    chases = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    review_on = models.DateField()

    class Meta:
        constraints: ClassVar[list[Any]] = []

    def __str__(self) -> str:
        return f"chases {self.decision_id}"
