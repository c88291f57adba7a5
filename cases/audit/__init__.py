"""The trail: who did what, when and why, append-only. Also home of the first migration, which makes the database roles."""
