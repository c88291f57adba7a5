"""Reads about letters: kinds and fields, templates, what waits and what was sent."""
