"""Reads about keeping people informed: who is owed what, and which sentences an update may hold."""
