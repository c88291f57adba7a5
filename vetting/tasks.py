"""Vetting's Celery door: each task takes ids or nothing and calls one operation."""
