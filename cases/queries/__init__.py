"""Reads, always for somebody: queues, the case file, search, history."""
