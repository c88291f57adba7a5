"""Clearances, applications, checks, reviews and declarations."""
