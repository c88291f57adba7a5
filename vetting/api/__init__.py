"""Vetting's part of the API door."""
