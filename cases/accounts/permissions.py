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

    CASES_SEE = "cases.see", "Open lists of matters, and the matters that one may see."
    CASES_LOG = "cases.log", "Log a complaint or another matter, and resolve a complaint during the call."
    CASES_WORK = "cases.work", "Change what is recorded of a matter that one may see."
    CASES_DECIDE = (
        "cases.decide",
        "Decide, under a delegation, what the regulations give to the appropriate authority, in a matter one may see.",
    )
    ACCESS_MANAGE = (
        "access.manage",
        "Name people to a matter that one may see, give sight of it for a time, restrict it.",
    )
    WALLS_DECIDE = (
        "walls.decide",
        "Decide, as the second person, when somebody would lose sight of a matter; hold a matter.",
    )
    WELFARE_SEE = (
        "welfare.see",
        "Name a welfare officer, and read the plan and the log, in a matter that one does not investigate.",
    )
    REGISTER_SEE = "register.see", "Look up people of the force, their postings and the units."
    REGISTER_IMPORT = "register.import", "Read a file from personnel into the register."
    ROLES_GIVE = (
        "roles.give",
        "Give a role in a unit to somebody else, and end it; put right, with a second person, whose an account is.",
    )
    DELEGATIONS_KEEP = "delegations.keep", "Record which powers are delegated to whom, and end a delegation."
    CHARACTERISTICS_SEE = "characteristics.see", "See protected characteristics of people in the register."
    LETTERS_TEMPLATES = (
        "letters.templates",
        "Change the Word files from which letters are made; every letter of the force says what they say.",
    )
    SYSTEM_HEALTH = "system.health", "See whether every part of Candour is running, and since when."
    JOBS_SEE = "jobs.see", "See what Candour does by itself: what runs, how far it is, what failed and why."
    JOBS_RETRY = "jobs.retry", "Have a job or a piece of work that failed tried again, or give it up for a reason."
    JOBS_DRILL = "jobs.drill", "Begin a drill: rows of no meaning that show whether jobs lose or repeat anything."
    TRAIL_READ = "trail.read", "Read the trail: who did what, when, and what was refused. Reading it leaves an entry."
    ROLES_REVIEW = "roles.review", "See which person holds which role, from when to when."
