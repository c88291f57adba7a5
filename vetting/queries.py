"""Reads of the vetting file, always for somebody."""
