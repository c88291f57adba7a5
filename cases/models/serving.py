"""Service of a notice, and what must not be sent to an overseeing body for now."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from cases.models.allegation import Subject
from cases.models.case import Case
from cases.models.letter import Addressee, Letter


class ServedHow(models.TextChoices):
    """How a notice was served."""

    HAND = "hand", "Handed over in person"
    POST = "post", "By post"
    EMAIL = "email", "By email"


class ServedTo(models.TextChoices):
    """To whom a notice was given."""

    OFFICER = "officer", "The officer"
    FRIEND = "friend", "Their police friend"


class Service(models.Model):
    """A notice was served: by whom, when, how and to whom. Only added to; what is put right is a row after it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="services")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    served_on = models.DateField()
    how = models.CharField(max_length=10, choices=ServedHow.choices)
    given_to = models.CharField(max_length=10, choices=ServedTo.choices)
    served_by = models.CharField(max_length=150)
    # Of an email: the moment it was sent, and the day on which it counts as served. Never one for the other.
    sent_at = models.DateTimeField(null=True, blank=True)
    deemed_served_on = models.DateField(null=True, blank=True)
    put_right_because = models.CharField(max_length=300, blank=True, default="", db_default="")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(how__in=ServedHow.values), name="service_by_known_means"),
            models.CheckConstraint(condition=Q(given_to__in=ServedTo.values), name="service_to_somebody_known"),
            models.CheckConstraint(condition=~Q(served_by=""), name="service_names_who_served"),
            models.CheckConstraint(
                condition=Q(how=ServedHow.EMAIL, sent_at__isnull=False, deemed_served_on__isnull=False)
                | ~Q(how=ServedHow.EMAIL) & Q(sent_at__isnull=True, deemed_served_on__isnull=True),
                name="service_by_email_has_both_days",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["case", "id"], name="service_by_case")]

    def __str__(self) -> str:
        return f"service of letter {self.letter_id}"


class Prejudice(models.Model):
    """Why nothing is sent to an overseeing body for now, as a named person recorded it, until somebody lifts it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="prejudices")
    body = models.CharField(max_length=20, choices=Addressee.choices)
    ground = models.CharField(max_length=500)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(body__in=[Addressee.LOCAL_POLICING_BODY, Addressee.DIRECTOR_GENERAL]),
                name="prejudice_is_about_an_overseeing_body",
            ),
            models.CheckConstraint(condition=~Q(ground=""), name="prejudice_has_its_ground"),
            models.CheckConstraint(
                condition=Q(lifted_by__isnull=True, lifted_at__isnull=True)
                | Q(lifted_by__isnull=False, lifted_at__isnull=False),
                name="prejudice_is_lifted_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["case", "body"], condition=Q(lifted_at__isnull=True), name="prejudice_stands_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} of {self.case_id}"
