"""What a person may be permitted to do, each in plain English.

A door declares one Permission for each page; a Role is a list of them. Seeing a particular matter is another question,
answered by `cases.access` for that person and that matter: no permission here opens a case by itself.
"""

from enum import StrEnum


class Permission(StrEnum):
    """One thing that somebody may do. The value is stored and logged; the description is shown to people."""

    description: str

    def __new__(cls, value: str, description: str) -> "Permission":
        """Makes a member out of its stored value and its description."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.description = description
        return member

    SYSTEM_HEALTH = "system.health", "See whether every part of Candour is running, and since when."
    JOBS_SEE = "jobs.see", "See what Candour does by itself: what runs, how far it is, what failed and why."
    JOBS_RETRY = "jobs.retry", "Have a job or a piece of work that failed tried again, or give it up for a reason."
    JOBS_DRILL = "jobs.drill", "Begin a drill: rows of no meaning that show whether jobs lose or repeat anything."
    TRAIL_READ = "trail.read", "Read the trail: who did what, when, and what was refused. Reading it leaves an entry."
    ROLES_REVIEW = "roles.review", "See which person holds which role, from when to when."
