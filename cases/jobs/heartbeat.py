"""Writing and reading heartbeats. Health is the age of the last one, not a process identifier or a ping."""

from datetime import timedelta

from django.db.models import ExpressionWrapper, F, fields
from django.db.models.functions import Now

from cases.jobs.models import Heartbeat

SCHEDULED = "scheduled"
CHECK = "check"
# A heart that has not beaten for this long is in trouble: several beats were missed, not one.
TOO_OLD = timedelta(minutes=2)


def beat(*, name: str, ref: str) -> None:
    """Records that a job of this name ran, now by the database's clock. Safe to repeat."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": Now(), "ref": ref[:40]})


def age(*, name: str) -> timedelta | None:
    """How long ago the heart last beat by the database's clock, or None when it never did."""
    since = ExpressionWrapper(Now() - F("at"), output_field=fields.DurationField())
    return Heartbeat.objects.filter(name=name).annotate(age=since).values_list("age", flat=True).first()


def has_run(*, name: str, ref: str) -> bool:
    """Whether the last job of this name was the one with this reference."""
    return Heartbeat.objects.filter(name=name, ref=ref).exists()
