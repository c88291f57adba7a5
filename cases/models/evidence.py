"""Evidence of a matter: items, the files of an item, and who had it when.

Nothing here is deleted. What is recorded of an item changes, and the database keeps what stood there before; its files
never change; the chain of custody is only added to.
"""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now, Upper

from cases.models.case import Case
from cases.models.party import Party


class ItemKind(models.TextChoices):
    """What an item is."""

    DOCUMENT = "document", "Document"
    IMAGE = "image", "Image"
    FOOTAGE = "footage", "Footage"
    RECORDING = "recording", "Sound recording"
    PHYSICAL = "physical", "Physical exhibit"
    DEVICE = "device", "Digital device"
    ACCOUNT = "account", "Account or statement"
    OTHER = "other", "Something else"


class Relevance(models.TextChoices):
    """The mark of the disclosure officer. Not yet marked is a state of its own, and is seen."""

    NOT_MARKED = "", "Not yet marked"
    EVIDENCE = "evidence", "Evidence"
    UNUSED = "unused", "Unused, not sensitive"
    SENSITIVE = "sensitive", "Unused, sensitive"
    NOT_RELEVANT = "not_relevant", "Not relevant"


class EvidenceItem(models.Model):
    """One exhibit, or other piece of material. `version` is its own: two people at once, and one of them wins."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="evidence")
    reference = models.CharField(max_length=30)
    description = models.CharField(max_length=1000)
    kind = models.CharField(max_length=20, choices=ItemKind.choices)
    # Who produced it: a party, whose name stands with their identity only, or somebody else, in words.
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    produced_by = models.CharField(max_length=150, blank=True)
    obtained_on = models.DateField(null=True, blank=True)
    obtained_where = models.CharField(max_length=200, blank=True)
    relevance = models.CharField(max_length=20, choices=Relevance.choices, blank=True)
    relevance_because = models.CharField(max_length=500, blank=True)
    sensitive_because = models.CharField(max_length=500, blank=True)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    marked_at = models.DateTimeField(null=True, blank=True)
    corrected_because = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    # Made with the page on which it is added, so that a second click adds nothing twice.
    added_with = models.UUIDField(null=True, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(F("case"), Upper("reference"), name="evidence_reference_once_in_a_case"),
            models.UniqueConstraint(
                fields=["case", "added_with"], condition=Q(added_with__isnull=False), name="evidence_added_once"
            ),
            models.CheckConstraint(
                condition=~Q(reference="") & ~Q(description=""), name="evidence_has_reference_and_description"
            ),
            models.CheckConstraint(condition=Q(kind__in=ItemKind.values), name="evidence_has_a_known_kind"),
            models.CheckConstraint(condition=Q(relevance__in=Relevance.values), name="evidence_has_a_known_mark"),
            models.CheckConstraint(
                condition=Q(party__isnull=True) | Q(produced_by=""), name="evidence_is_produced_by_one"
            ),
            models.CheckConstraint(
                condition=Q(relevance="", marked_by__isnull=True, marked_at__isnull=True, relevance_because="")
                | ~Q(relevance="") & Q(marked_by__isnull=False, marked_at__isnull=False) & ~Q(relevance_because=""),
                name="evidence_is_marked_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(relevance="sensitive") & ~Q(sensitive_because="")
                | ~Q(relevance="sensitive") & Q(sensitive_because=""),
                name="evidence_is_sensitive_for_a_reason",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["case", "id"], name="evidence_by_case")]

    def __str__(self) -> str:
        return f"evidence {self.reference} of {self.case_id}"


class FileState(models.TextChoices):
    """Whether the bytes are where they are kept. The row is there first: a file without one would be nobody's."""

    ARRIVING = "arriving", "Arriving"
    KEPT = "kept", "Kept"


class ScanState(models.TextChoices):
    """What the scanner for malware said."""

    NOT_SCANNED = "not_scanned", "Not scanned"
    CLEAN = "clean", "Nothing found"
    FOUND = "found", "Something found"


class CopyState(models.TextChoices):
    """Whether there is a copy for viewing."""

    WAITING = "waiting", "Being made"
    MADE = "made", "Made"
    NONE = "none", "No viewing copy"


class EvidenceFile(models.Model):
    """A file of an item, stored under the hash of its content. The name is as it was given, for people alone."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="evidence_files")
    item = models.ForeignKey(EvidenceItem, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    # What it is by its content, empty where that is not known; and what its name says instead, in words.
    content_type = models.CharField(max_length=100, blank=True)
    mismatch = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=FileState.choices, default=FileState.ARRIVING)
    # Under which name it arrives, before it is kept.
    arrives_as = models.UUIDField(unique=True)
    scan = models.CharField(max_length=20, choices=ScanState.choices, default=ScanState.NOT_SCANNED)
    scan_said = models.CharField(max_length=200, blank=True)
    scanned_at = models.DateTimeField(null=True, blank=True)
    copy = models.CharField(max_length=10, choices=CopyState.choices, default=CopyState.WAITING)
    copy_said = models.CharField(max_length=200, blank=True)
    copy_sha256 = models.CharField(max_length=64, blank=True)
    copy_type = models.CharField(max_length=100, blank=True)
    added_with = models.UUIDField(null=True, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["item", "sha256"], name="file_once_in_an_item"),
            models.CheckConstraint(condition=Q(sha256__regex="^[0-9a-f]{64}$"), name="file_has_its_hash"),
            models.CheckConstraint(condition=~Q(name="") & Q(size__gt=0), name="file_has_name_and_size"),
            models.CheckConstraint(condition=Q(state__in=FileState.values), name="file_has_a_known_state"),
            models.CheckConstraint(
                condition=Q(scan="not_scanned", scanned_at__isnull=True)
                | Q(scan__in=["clean", "found"], scanned_at__isnull=False),
                name="file_was_scanned_at_some_time",
            ),
            models.CheckConstraint(
                condition=Q(copy="waiting", copy_sha256="")
                | Q(copy="made", copy_sha256__regex="^[0-9a-f]{64}$") & ~Q(copy_type="")
                | Q(copy="none", copy_sha256="") & ~Q(copy_said=""),
                name="file_has_a_copy_or_says_why_not",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["case", "sha256"], name="file_by_content_in_a_case"),
        ]

    def __str__(self) -> str:
        return f"file {self.pk} of {self.item_id}"


class CustodyKind(models.TextChoices):
    """What happened to an item."""

    SEALED = "sealed", "Put into a bag and sealed"
    PLACED = "placed", "Put in a place"
    HANDED_OVER = "handed_over", "Handed over"
    OPENED = "opened", "Seal broken"


class CustodyLine(models.Model):
    """One line of the chain of custody. Only added to: a correction is a new line that says which one it replaces."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="custody")
    item = models.ForeignKey(EvidenceItem, on_delete=models.PROTECT, related_name="custody")
    kind = models.CharField(max_length=20, choices=CustodyKind.choices)
    happened_at = models.DateTimeField()
    bag = models.CharField(max_length=40, blank=True)
    seal = models.CharField(max_length=40, blank=True)
    place = models.CharField(max_length=200, blank=True)
    handed_from = models.CharField(max_length=150, blank=True)
    handed_to = models.CharField(max_length=150, blank=True)
    # None where nobody looked, or there was no seal.
    seal_intact = models.BooleanField(null=True, blank=True)
    why = models.CharField(max_length=300, blank=True)
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    added_with = models.UUIDField(null=True, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(kind="sealed") & ~Q(bag="") & ~Q(seal="")
                | Q(kind="placed") & ~Q(place="")
                | Q(kind="handed_over") & ~Q(handed_from="") & ~Q(handed_to="") & ~Q(why="")
                | Q(kind="opened") & ~Q(why=""),
                name="custody_says_what_its_kind_needs",
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(why=""), name="custody_is_corrected_for_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(corrects=F("id")), name="custody_does_not_correct_itself"
            ),
            models.UniqueConstraint(
                fields=["item", "added_with"], condition=Q(added_with__isnull=False), name="custody_added_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["case", "item"], name="custody_by_case")]

    def __str__(self) -> str:
        return f"custody {self.pk} of {self.item_id}"
