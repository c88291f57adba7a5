"""Welfare of somebody whom a matter is about: who looks after them, the plan, and the log of contacts.

Nobody who investigates the matter reads any of it. The log and the versions of the plan are only ever added to.
"""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from cases.models.allegation import Subject
from cases.models.case import Case


class WelfareOfficer(models.Model):
    """Who looks after them: an account, or somebody by name without one. Naming another ends it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="welfare_officers")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=150, blank=True)
    first_day = models.DateField()
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(user__isnull=False, name="") | Q(user__isnull=True) & ~Q(name=""),
                name="welfare_officer_is_an_account_or_a_name",
            ),
            models.UniqueConstraint(
                fields=["subject"], condition=Q(ended_on__isnull=True), name="welfare_officer_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"welfare officer {self.pk} in {self.case_id}"


class WelfarePlan(models.Model):
    """One version of the plan for somebody's welfare; the newest holds."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="welfare_plans")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=~Q(text=""), name="welfare_plan_says_something"),
            models.UniqueConstraint(fields=["subject", "number"], name="welfare_plan_number_once"),
        ]

    def __str__(self) -> str:
        return f"welfare plan {self.number} in {self.case_id}"


class ContactWay(models.TextChoices):
    """How the welfare officer and the person were in contact."""

    IN_PERSON = "in_person", "In person"
    PHONE = "phone", "By telephone"
    MESSAGE = "message", "By message or email"
    OTHER = "other", "In another way"


class WelfareContact(models.Model):
    """One contact: which day, how, and what was said."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="welfare_contacts")
    on = models.DateField()
    way = models.CharField(max_length=20, choices=ContactWay.choices)
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())
    # Made with the page on which it is added, so that a second click adds no second one.
    added_with = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(way__in=ContactWay.values) & ~Q(text=""), name="welfare_contact_says_something"
            ),
            models.UniqueConstraint(
                fields=["subject", "added_with"],
                condition=Q(added_with__isnull=False),
                name="welfare_contact_added_once",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["subject", "-id"], name="welfare_contact_by_subject")
        ]

    def __str__(self) -> str:
        return f"welfare contact {self.pk} in {self.case_id}"
