"""Links between matters: each is shown only to whoever may see both, and some only to those who are named to both."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least, Now

from cases.models.case import Case


class LinkKind(models.TextChoices):
    """What one matter is to another."""

    SAME_INCIDENT = "same_incident", "Same incident"
    SAME_OFFICER = "same_officer", "Same officer"
    COUNTER_ALLEGATION = "counter", "Counter-allegation"
    OPERATION = "operation", "Same operation"
    JOINT = "joint", "Dealt with jointly"
    CIVIL_CLAIM = "civil_claim", "Civil claim about the same facts"
    REINVESTIGATION = "reinvestigation", "Re-investigation of"
    CONVERTED = "converted", "Converted from"


class CaseLink(models.Model):
    """What a matter is to another one. It stands in both; ended, it is kept with the reason."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="links")
    other = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="linked_from")
    kind = models.CharField(max_length=20, choices=LinkKind.choices)
    note = models.CharField(max_length=300, blank=True)
    # Shown to nobody but those who are named to both matters.
    members_only = models.BooleanField(default=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField()
    recorded_at = models.DateTimeField(db_default=Now())
    added_with = models.UUIDField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_because = models.CharField(max_length=300, blank=True, default="", db_default="")
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(kind__in=LinkKind.values), name="link_has_a_known_kind"),
            models.CheckConstraint(condition=~Q(case=F("other")), name="link_is_to_another_matter"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_by__isnull=True, ended_because="")
                | Q(ended_on__isnull=False, ended_by__isnull=False) & ~Q(ended_because=""),
                name="link_is_ended_for_a_reason",
            ),
            # Apart by who is shown it: what one may not be shown never stands in the way of another.
            models.UniqueConstraint(
                Least("case", "other"),
                Greatest("case", "other"),
                "kind",
                "members_only",
                condition=Q(ended_on__isnull=True),
                name="link_once",
            ),
            models.UniqueConstraint(
                fields=["case", "added_with"], condition=Q(added_with__isnull=False), name="link_added_once"
            ),
        ]

    def __str__(self) -> str:
        return f"link {self.pk}"
