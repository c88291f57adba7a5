"""Keeping people informed: drafting, releasing, withholding updates, and that they were given."""
