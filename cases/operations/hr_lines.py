"""Lines of files from personnel name people: what stands in them goes some time after they were read."""

from datetime import datetime

from django.db.models import Case, Q, Value, When

from cases.workforce.hr_columns import LINES_KEPT_FOR
from cases.workforce.models import HrFile, HrLine, LineResult

# A rejected line keeps a reason; the one that it had may name numbers of people.
GONE = "What stood in this line has been removed"


def empty(*, at: datetime, most: int) -> int:
    """Empties some lines of files that were read more than 30 days ago (LOCAL); says how many.

    How many lines there were stays, and what each came to. Safe to repeat.
    """
    files = HrFile.objects.filter(finished_at__lt=at - LINES_KEPT_FOR, emptied_at__isnull=True)
    full = ~Q(values={}) | ~Q(reason__in=["", GONE])
    found = list(HrLine.objects.filter(full, file__in=files).values_list("pk", flat=True)[:most])
    reason = Case(When(result=LineResult.REJECTED, then=Value(GONE)), default=Value(""))
    HrLine.objects.filter(pk__in=found).update(values={}, reason=reason)
    if len(found) < most:
        files.update(emptied_at=at)
    return len(found)
