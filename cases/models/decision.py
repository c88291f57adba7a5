"""The legal register: every exercise of a power or performance of a duty (PCMR reg 44), only ever added to."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Now

from cases.models.allegation import SubjectAllegation
from cases.models.case import Case
from misconduct.stages.who import Who

BY_DELEGATION = [who.label for who in Who if who.is_by_delegation]


class Decision(models.Model):
    """One act of the law's tables that was done: under which provision, in which capacity, and why.

    `answers` are the answers it gave or relied on; `unmet` the unconfirmed guards that a person passed with a reason;
    `details` what else the act has, such as the IOPC's reference.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="decisions")
    against = models.ForeignKey(
        SubjectAllegation, on_delete=models.CASCADE, null=True, blank=True, related_name="decisions"
    )
    act = models.CharField(max_length=60)
    provision = models.CharField(max_length=200)
    grade = models.CharField(max_length=20)
    stage_before = models.CharField(max_length=30)
    stage_after = models.CharField(max_length=30)
    capacity = models.CharField(max_length=40)
    delegation = models.ForeignKey(
        "workforce.Delegation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    act_on = models.DateField()
    reasons = models.TextField(blank=True)
    answers = models.JSONField(default=dict, blank=True)
    unmet = models.JSONField(default=list, blank=True)
    details = models.JSONField(default=dict, blank=True, db_default=Value({}, models.JSONField()))
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=~Q(act="") & ~Q(provision="") & ~Q(capacity=""), name="decision_names_act_and_provision"
            ),
            models.CheckConstraint(condition=Q(unmet=[]) | ~Q(reasons=""), name="decision_past_a_guard_has_reasons"),
            # No delegation, no decision; and none without its reasons.
            models.CheckConstraint(
                condition=~Q(capacity__in=BY_DELEGATION) | Q(delegation__isnull=False) & ~Q(reasons=""),
                name="decision_by_a_delegate_names_the_delegation",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["case", "id"], name="decision_by_case")]

    def __str__(self) -> str:
        return f"{self.act} of {self.case_id}"
