"""Everything that happens by itself, on this one page.

Beat sends the first table's tasks. They ask the database which slots of the second table have begun, so a beat that was
away, or two of them, change nothing. Times are Europe/London; nothing is scheduled between 01:00 and 02:00.
"""

from datetime import timedelta
from typing import Any

from cases.jobs.slots import Daily

# Celery tells by the worker's own clock whether a message is stale: the time allowed is longer than clocks differ.
BEAT: dict[str, dict[str, Any]] = {
    # Proof that beat, Redis, a worker and PostgreSQL are connected. Stale after two minutes: see /readyz.
    "heartbeat": {"task": "cases.heartbeat", "schedule": timedelta(seconds=10), "options": {"expires": 600}},
    # Starts what is due, takes up what was interrupted, drains what waits.
    "tick": {"task": "cases.tick", "schedule": timedelta(seconds=5), "options": {"expires": 600}},
}

JOBS: dict[str, Daily] = {
    "cases.clear_what_has_expired": Daily(
        hour=3, minute=20, description="Removes sessions, failed log-ins, done work and drills whose time is over"
    ),
    "cases.tidy_evidence": Daily(
        hour=3, minute=40, description="Removes what was left behind of files of evidence that never arrived"
    ),
    "cases.end_expired_sight": Daily(
        hour=0, minute=20, description="Marks as ended the sight of a matter that somebody was given until a day"
    ),
    "cases.wall_new_managers": Daily(
        hour=0, minute=40, description="Denies matters to whoever has come to manage somebody they are about"
    ),
    "cases.updates_due": Daily(
        hour=5, minute=30, description="Drafts updates that are due within a week, and reminds whoever they wait for"
    ),
    "cases.delay_reports": Daily(
        hour=5,
        minute=40,
        description="Reminds of periods that end soon, after which delay is reported; begins the letter",
    ),
    "cases.suspension_reviews": Daily(
        hour=5, minute=50, description="Reminds of reviews of suspension that are due within a week"
    ),
    "cases.flag_late_drill_rows": Daily(hour=4, minute=10, description="Flags the rows of drills that are late"),
}
