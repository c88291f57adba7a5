"""Everything that leaves an entry in the trail, in words. A new kind of act is a new row here."""

from enum import StrEnum


class Act(StrEnum):
    """An act's stored name. What it means is in `ABOUT`. Names are never changed: old entries bear them."""

    LOGGED_IN = "log_in"
    LOG_IN_FAILED = "log_in.failed"
    SECOND_FACTOR_FAILED = "second_factor.failed"
    LOGGED_OUT = "log_out"
    PAGE_REFUSED = "page.refused"
    TRAIL_READ = "trail.read"
    USER_ADDED = "user.added"
    USER_RENAMED = "user.renamed"
    PASSWORD_CHANGED = "password.changed"  # noqa: S105 - an act's name
    SECOND_FACTOR_ADDED = "second_factor.added"
    SECOND_FACTOR_REMOVED = "second_factor.removed"
    RECOVERY_CODES_MADE = "recovery_codes.made"
    SECOND_FACTORS_RENEWED = "second_factors.renewed"
    SESSIONS_ENDED = "sessions.ended"
    ROLE_GIVEN = "role.given"
    JOB_FINISHED = "job.finished"
    JOB_FAILED = "job.failed"
    JOB_RETRIED = "job.retried"
    WORK_FAILED = "work.failed"
    WORK_RETRIED = "work.retried"
    WORK_GIVEN_UP = "work.given_up"
    DRILL_BEGUN = "drill.begun"


ABOUT: dict[Act, str] = {
    Act.LOGGED_IN: "Logged in",
    Act.LOG_IN_FAILED: "Log-in with a wrong password",
    Act.SECOND_FACTOR_FAILED: "Wrong code or passkey",
    Act.LOGGED_OUT: "Logged out",
    Act.PAGE_REFUSED: "Asked for a page without its permission",
    Act.TRAIL_READ: "Read the trail",
    Act.USER_ADDED: "Made an account",
    Act.USER_RENAMED: "Changed a name",
    Act.PASSWORD_CHANGED: "Changed a password",
    Act.SECOND_FACTOR_ADDED: "Added a second factor",
    Act.SECOND_FACTOR_REMOVED: "Removed a second factor",
    Act.RECOVERY_CODES_MADE: "Made new recovery codes",
    Act.SECOND_FACTORS_RENEWED: "Renewed the encryption of second factors",
    Act.SESSIONS_ENDED: "Ended sessions",
    Act.ROLE_GIVEN: "Gave a role",
    Act.JOB_FINISHED: "Finished a job",
    Act.JOB_FAILED: "Stopped trying a job",
    Act.JOB_RETRIED: "Had a failed job tried again",
    Act.WORK_FAILED: "Stopped trying a piece of work",
    Act.WORK_RETRIED: "Had failed work tried again",
    Act.WORK_GIVEN_UP: "Gave up failed work",
    Act.DRILL_BEGUN: "Began a drill",
}
