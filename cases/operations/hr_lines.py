"""Lines of files from personnel name people: what stands in them goes some time after they were read."""

from datetime import datetime

from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce

from cases.workforce.hr_columns import LINES_KEPT_FOR
from cases.workforce.models import HrFile, HrLine, LineResult

# A rejected line keeps a reason; the one that it had may name numbers of people.
GONE = "What stood in this line has been removed"


def empty(*, at: datetime, most: int) -> int:
    """Empties some lines of files that were read more than 30 days ago (LOCAL); says how many.

    How many lines there were stays, and what each came to. Safe to repeat. A file whose reading was begun and never
    ended is over by then: what still waits in it is rejected.
    """
    over = Q(finished_at__lt=at - LINES_KEPT_FOR) | Q(finished_at__isnull=True, received_at__lt=at - LINES_KEPT_FOR)
    files = HrFile.objects.filter(over, emptied_at__isnull=True)
    full = ~Q(values={}) | ~Q(reason__in=["", GONE])
    found = list(HrLine.objects.filter(full, file__in=files).values_list("pk", flat=True)[:most])
    is_rejected = Q(result__in=[LineResult.REJECTED, LineResult.WAITING])
    reason = Case(When(is_rejected, then=Value(GONE)), default=Value(""))
    result = Case(When(is_rejected, then=Value(LineResult.REJECTED)), default=F("result"))
    HrLine.objects.filter(pk__in=found).update(values={}, reason=reason, result=result)
    if len(found) < most:
        files.update(emptied_at=at, finished_at=Coalesce("finished_at", Value(at)))
    return len(found)
