"""Where demo data may go: only into a database that `bin/up` made itself, and only under settings that allow it."""

from django.conf import settings
from django.db import connection

# bin/up writes this comment on a database that it made. The runtime role cannot write it.
MARK = "candour: made by bin/up, demo data allowed"


class NotADemoDatabase(Exception):
    """Demo data was asked for where it must not go. The message says why."""


def refuse_unless_demo_is_allowed() -> None:
    """Raises NotADemoDatabase unless both the settings and the database itself allow demo data."""
    if not settings.DEMO_ALLOWED:
        raise NotADemoDatabase("Demo users have no second factor, so these settings refuse to load them.")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"
        )
        if cursor.fetchone()[0] != MARK:
            raise NotADemoDatabase("This database was not made by bin/up, so no demo data goes into it.")
