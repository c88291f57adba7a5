"""The vetting file: clearances, reviews, declarations and the whole-workforce check. Stands on the case file."""
