"""What is only kept for a while goes when its time is over."""

from datetime import datetime, timedelta

from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.db import connection

# Long enough to look into an attack, and no longer: these rows hold addresses and browsers of colleagues.
FAILED_LOG_INS_FOR = timedelta(days=30)


def clear_what_has_expired(*, at: datetime) -> dict[str, int]:
    """Removes expired sessions and cache rows, and failed log-ins of more than 30 days ago. Safe to repeat.

    Returns how many rows of each went.
    """
    sessions, _ = Session.objects.filter(expire_date__lt=at).delete()
    failures, _ = AccessAttempt.objects.filter(attempt_time__lt=at - FAILED_LOG_INS_FOR).delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM cache_entry WHERE expires < %s", [at])
        return {"sessions": sessions, "failed_log_ins": failures, "cache_entries": cursor.rowcount}
