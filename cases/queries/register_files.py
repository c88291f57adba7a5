"""Files from personnel, for people: how far each has been read, what its lines came to, and why some were rejected."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count
from django.utils import timezone

from cases.accounts.users import User
from cases.jobs.models import JobRun
from cases.workforce.hr_columns import JOB, LINES_KEPT_FOR, PERSON_NUMBER, slot_of
from cases.workforce.models import HrFile, HrLine, LineResult

NEWEST = 20
PAGE = 100
USER = "user:"


@dataclass(frozen=True, kw_only=True)
class FileSeen:
    """One file: how far it has been read, and how many of its lines came to what."""

    id: uuid.UUID
    name: str
    lines: int
    sent_by: str
    sent_at: datetime
    finished_at: datetime | None
    emptied_at: datetime | None
    has_failed: bool
    percent: int
    counts: list[tuple[str, int]]
    rejected: int

    @property
    def kept_until(self) -> date | None:
        """The last day on which what stands in its lines is kept, once they have been read."""
        return timezone.localdate(self.finished_at + LINES_KEPT_FOR) if self.finished_at else None

    @property
    def state(self) -> str:
        """In a word or two: for a tag."""
        if self.finished_at:
            return "Finished"
        return "Failed" if self.has_failed else "Running"

    @property
    def said(self) -> str:
        """How far it is, in a sentence or two."""
        if self.has_failed:
            return "Reading this file has stopped and waits for a person: an administrator can have it tried again."
        if not self.finished_at:
            return f"This file is being read: {self.percent}% so far."
        lines = "1 line was" if self.lines == 1 else f"{self.lines:,} lines were"
        if not self.rejected:
            return f"This file has been read: {lines} taken over or already so, none rejected."
        were = "was" if self.rejected == 1 else "were"
        return f"This file has been read. Of its lines {self.rejected:,} {were} rejected."


@dataclass(frozen=True, kw_only=True)
class RejectedLine:
    """A line that was rejected: its number in the file, whom it was about, and why."""

    number: int
    person_number: str
    reason: str


def find(*, file_id: uuid.UUID) -> FileSeen | None:
    """One file, or None."""
    return next(iter(_seen(HrFile.objects.filter(pk=file_id))), None)


def newest(*, most: int = NEWEST) -> list[FileSeen]:
    """The last few files. The same number of queries however many there are."""
    return _seen(HrFile.objects.order_by("-sent_at", "pk")[:most])


def rejected(*, file_id: uuid.UUID, after: int = 0, most: int | None = PAGE) -> list[RejectedLine]:
    """Lines that were rejected, in the order of the file, at most so many; None: all of them.

    Of a file that was emptied there are none to show.
    """
    found = HrLine.objects.filter(file=file_id, file__emptied_at__isnull=True, result=LineResult.REJECTED)
    later = found.filter(number__gt=after).order_by("number")
    rows = later.values_list("number", f"values__{PERSON_NUMBER}", "reason")[:most]
    return [RejectedLine(number=number, person_number=who or "", reason=reason) for number, who, reason in rows]


def _seen(found: Iterable[HrFile]) -> list[FileSeen]:
    files = list(found)
    counts: dict[tuple[uuid.UUID, str], int] = {}
    rows = HrLine.objects.filter(file__in=files).order_by().values_list("file", "result").annotate(number=Count("pk"))
    for file, result, number in rows:
        counts[file, result] = number
    runs = JobRun.objects.filter(job=JOB, slot__in=[slot_of(file_id=file.pk) for file in files])
    by_slot = {run.slot: run for run in runs}
    names = _names({file.sent_by for file in files})
    return [_one(file, by_slot.get(slot_of(file_id=file.pk)), counts, names) for file in files]


def _one(file: HrFile, run: JobRun | None, counts: dict[tuple[uuid.UUID, str], int], names: dict[str, str]) -> FileSeen:
    done, total = (run.done, run.total) if run else (0, None)
    return FileSeen(
        id=file.pk,
        name=file.name,
        lines=file.lines_total,
        sent_by=names.get(file.sent_by, file.sent_by.replace(":", " ", 1)),
        sent_at=file.sent_at,
        finished_at=file.finished_at,
        emptied_at=file.emptied_at,
        has_failed=run is not None and run.failed_at is not None,
        percent=100 if file.finished_at else min(99, done * 100 // total) if total else 0,
        counts=[(result.label, counts.get((file.pk, result.value), 0)) for result in LineResult],
        rejected=counts.get((file.pk, LineResult.REJECTED.value), 0),
    )


def _names(principals: set[str]) -> dict[str, str]:
    keys = [int(who.removeprefix(USER)) for who in principals if who.startswith(USER)]
    return {user.principal: user.name for user in User.objects.filter(pk__in=keys)}
