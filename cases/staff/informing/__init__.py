"""Pages by which people are kept informed."""
