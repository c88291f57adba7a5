"""Vetting levels, validity and what a change of circumstances triggers, as plain Python."""
