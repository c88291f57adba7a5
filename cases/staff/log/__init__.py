"""Logging a matter: the page for a call, the two pages of a matter, their drafts."""
