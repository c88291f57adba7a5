"""Letters of a matter: to whom, what they say as it was settled, and whether and how they were sent."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from cases.models.allegation import Subject
from cases.models.case import Case
from cases.models.letter_template import LetterTemplate
from cases.models.party import Party


class Addressee(models.TextChoices):
    """What whoever a letter is addressed to is to the matter."""

    PARTY = "party", "A party"
    SUBJECT = "subject", "Somebody whom it is about"
    POLICE_FRIEND = "police_friend", "Their police friend"
    LINE_MANAGER = "line_manager", "Their line manager"
    LOCAL_POLICING_BODY = "local_policing_body", "The local policing body"
    DIRECTOR_GENERAL = "director_general", "The Director General of the IOPC"
    BODY = "body", "Another organisation"


class SentHow(models.TextChoices):
    """By what means a letter was sent."""

    POST = "post", "By post"
    HAND = "hand", "By hand"
    EMAIL = "email", "By email"
    PORTAL = "portal", "Through the portal"
    OTHER = "other", "In another way"


class FileFormat(models.TextChoices):
    """In which form a letter is kept."""

    DOCX = "docx", "Word file"
    PDF = "pdf", "PDF"


# Nothing to these may exist while the subject does not know of the matter.
OF_A_SUBJECT = (Addressee.SUBJECT, Addressee.POLICE_FRIEND, Addressee.LINE_MANAGER)


class Letter(models.Model):
    """One letter. To be sent until `sent_on` says when it was, unless it was discarded.

    Made from a template it is frozen with the template's version and its data, and PostgreSQL lets nobody change it. To
    a subject, or to whoever stands by them, it bears the day since which they know: a foreign key holds that day to the
    subject's own, so that while there is none no such letter can exist.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="letters")
    addressee = models.CharField(
        max_length=20, choices=Addressee.choices, default=Addressee.PARTY, db_default=Addressee.PARTY
    )
    to = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="letters")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, null=True, blank=True, related_name="letters")
    subject_aware_on = models.DateField(null=True, blank=True)
    kind = models.CharField(max_length=40)
    text = models.TextField()
    template = models.ForeignKey(LetterTemplate, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    data = models.JSONField(null=True, blank=True)
    # Made with the page on which it is made, so that a second click makes no second one.
    added_with = models.UUIDField(null=True, blank=True)
    made_by = models.CharField(max_length=100)
    made_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())
    # Who let it go by email, and when.
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    released_at = models.DateTimeField(null=True, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    sent_how = models.CharField(max_length=10, choices=SentHow.choices, blank=True, default="", db_default="")
    # Of an email: when the mail server took it, and the day on which it counts as served, as a person says.
    sent_at = models.DateTimeField(null=True, blank=True)
    deemed_served_on = models.DateField(null=True, blank=True)
    discarded_on = models.DateField(null=True, blank=True)
    discarded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    discarded_because = models.CharField(max_length=300, blank=True, default="", db_default="")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=~Q(kind="") & ~Q(text=""), name="letter_has_kind_and_text"),
            models.UniqueConstraint(
                fields=["case", "added_with"], condition=Q(added_with__isnull=False), name="letter_made_once"
            ),
            models.CheckConstraint(condition=Q(addressee__in=Addressee.values), name="letter_has_a_known_addressee"),
            models.CheckConstraint(
                condition=Q(addressee=Addressee.PARTY, to__isnull=False) | ~Q(addressee="party") & Q(to__isnull=True),
                name="letter_to_a_party_says_to_whom",
            ),
            models.CheckConstraint(
                condition=Q(addressee__in=OF_A_SUBJECT, subject__isnull=False)
                & (Q(subject_aware_on__isnull=False) | Q(discarded_on__isnull=False))
                | ~Q(addressee__in=OF_A_SUBJECT) & Q(subject__isnull=True, subject_aware_on__isnull=True),
                name="letter_to_a_subject_who_knows",
            ),
            models.CheckConstraint(
                condition=Q(template__isnull=True, data__isnull=True)
                | Q(template__isnull=False, data__isnull=False),
                name="letter_of_a_template_has_its_data",
            ),
            models.CheckConstraint(
                condition=Q(sent_how__in=["", *SentHow.values]) & (Q(sent_how="") | Q(sent_on__isnull=False)),
                name="letter_sent_by_known_means",
            ),
            models.CheckConstraint(
                condition=Q(sent_how=SentHow.EMAIL) | Q(sent_at__isnull=True, deemed_served_on__isnull=True),
                name="letter_deemed_served_by_email_only",
            ),
            models.CheckConstraint(
                condition=Q(released_by__isnull=True, released_at__isnull=True)
                | Q(released_by__isnull=False, released_at__isnull=False),
                name="letter_is_released_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(discarded_on__isnull=True, discarded_by__isnull=True, discarded_because="")
                | Q(discarded_on__isnull=False, discarded_by__isnull=False, sent_on__isnull=True)
                & ~Q(discarded_because=""),
                name="letter_is_discarded_for_a_reason",
            ),
        ]  # fmt: skip
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["case"], condition=Q(sent_on__isnull=True), name="letter_to_be_sent"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.case_id}"


class LetterFile(models.Model):
    """A letter as a file: only added to, each form once, with the SHA-256 of what it holds."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="files")
    format = models.CharField(max_length=4, choices=FileFormat.choices)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["letter", "format"], name="letter_file_once"),
            models.CheckConstraint(condition=Q(format__in=FileFormat.values), name="letter_file_has_a_known_format"),
            models.CheckConstraint(condition=Q(sha256__regex="^[0-9a-f]{64}$"), name="letter_file_has_a_digest"),
        ]

    def __str__(self) -> str:
        return f"{self.format} of letter {self.letter_id}"
