"""What the trail holds, as tests compare it."""

from cases.audit.acts import Act
from cases.audit.models import AnonymousFailures, Entry


def said(*acts: Act) -> list[tuple[str, str, str, str]]:
    """Outcome, who, about whom or what and why, of each entry of these acts, oldest first."""
    found = Entry.objects.filter(what__in=acts).order_by("pk")
    return [(entry.outcome, entry.who, f"{entry.thing}:{entry.key}", entry.reason) for entry in found]


def counted(what: Act) -> int:
    """How often people we do not know failed at this."""
    return sum(AnonymousFailures.objects.filter(what=what).values_list("count", flat=True))
