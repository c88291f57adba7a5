"""The trail's tables: entries and seals, append-only."""
