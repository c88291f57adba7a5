"""The public door. Its own process, addresses, secret and database role; it sees no case."""
