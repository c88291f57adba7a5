"""Writes, one act a function: atomic, with `by` and `at`, leaving its mark in the trail."""
