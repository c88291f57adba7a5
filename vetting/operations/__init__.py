"""Writes of the vetting file, one act a function: clearances, reviews, screening."""
