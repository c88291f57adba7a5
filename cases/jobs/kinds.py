"""Every kind of work that leaves an operation through the outbox.

A new kind is a new row here and a handler in a `tasks.py` (`@handles(Kind.X)`).
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

LONGEST_WAIT = timedelta(hours=1)


class Kind(StrEnum):
    """A kind's stored name. What it is, and how often it is tried, is in `ABOUT`."""

    DRILL_ROW = "drill.row"
    SEND_MAIL = "mail.send"
    KEEP_FILE = "evidence.keep"
    SCAN_FILE = "evidence.scan"
    COPY_FILE = "evidence.copy"
    SEND_LETTER = "letter.send"
    LETTER_PDF = "letter.pdf"


@dataclass(frozen=True, kw_only=True)
class About:
    """One kind of work.

    Work inside PostgreSQL is done exactly once: its effects and its being done are one transaction. Work that leaves
    PostgreSQL (mail, webhooks) is done at least once, under an id that stays the same.
    """

    description: str
    leaves: bool = False
    most_attempts: int = 5
    first_wait: timedelta = timedelta(seconds=5)


ABOUT: dict[str, About] = {
    Kind.DRILL_ROW: About(description="Marks one row of a drill as arrived"),
    # A mail server that is down for a night is no reason to give up: 24 attempts take about 16 hours.
    Kind.SEND_MAIL: About(
        description="Sends one mail", leaves=True, most_attempts=24, first_wait=timedelta(seconds=10)
    ),
    # What touches files is not undone with a transaction, and each of these may be done again.
    Kind.KEEP_FILE: About(description="Moves a file of evidence to where it is kept", leaves=True),
    # A scanner that is down for a night is no reason to give up.
    Kind.SCAN_FILE: About(
        description="Has a file of evidence scanned for malware",
        leaves=True,
        most_attempts=24,
        first_wait=timedelta(seconds=10),
    ),
    Kind.COPY_FILE: About(description="Makes the viewing copy of a file of evidence", leaves=True, most_attempts=3),
    Kind.SEND_LETTER: About(
        description="Sends one letter by email", leaves=True, most_attempts=24, first_wait=timedelta(seconds=10)
    ),
    # LibreOffice is a process of its own and takes seconds: it is done as what leaves PostgreSQL is.
    Kind.LETTER_PDF: About(description="Makes a PDF of one letter", leaves=True, first_wait=timedelta(seconds=10)),
}


def wait_after(*, attempts: int, first: timedelta) -> timedelta:
    """How long to wait before trying again: twice as long each time, an hour at most."""
    times: int = 2 ** min(max(attempts - 1, 0), 20)
    return min(first * times, LONGEST_WAIT)
