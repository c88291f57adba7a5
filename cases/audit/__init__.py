"""The trail: who did what, when and why, append-only. Home of the first migration, which makes the database roles."""
