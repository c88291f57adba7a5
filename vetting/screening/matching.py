"""Which register person and which outside record may be the same person, and why: plain Python and SQL, no Django."""
