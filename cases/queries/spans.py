"""Times and spans as sentences about jobs say them, in London."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.dateformat import format as in_format

MINUTES = {"day": 60 * 24, "hour": 60, "minute": 1}


def span(age: timedelta) -> str:
    """`less than a minute`, `7 minutes`, `2 days`: coarse, so that a page about what is well does not change."""
    minutes = max(int(age.total_seconds()), 0) // 60
    for unit, length in MINUTES.items():
        if count := minutes // length:
            return f"{count} {unit}{'' if count == 1 else 's'}"
    return "less than a minute"


def times(count: int) -> str:
    """`once`, `twice`, `7 times`."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def clock(moment: datetime) -> str:
    """`14:05:06`, for what happens within the hour."""
    return in_format(timezone.localtime(moment), "H:i:s")


def on(moment: datetime) -> str:
    """`on 22 November 2026 at 14:05`."""
    return in_format(timezone.localtime(moment), r"\o\n j F Y \a\t H:i")
