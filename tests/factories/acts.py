"""Who acts in tests, and when, where neither matters."""

from datetime import UTC, datetime

from cases.audit.actors import Command

BY = Command("test")
AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
