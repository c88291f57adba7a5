"""On whose behalf something happens: a user, a job, a command, or nobody we know.

Every operation takes one as `by`. Users are one (`cases.accounts.users.User`); here are the others.
"""

from dataclasses import dataclass
from typing import Protocol


class Actor(Protocol):
    """Whoever acts. The principal is what the database is told and what the trail keeps, such as `user:12`."""

    @property
    def principal(self) -> str:
        """Kind and key, with a colon between them."""
        ...


@dataclass(frozen=True)
class Job:
    """A job that runs by itself, by its name."""

    name: str

    @property
    def principal(self) -> str:
        """`job:` and its name."""
        return f"job:{self.name}"


@dataclass(frozen=True)
class Command:
    """Somebody at the server, who ran a command of this name. Who that was, the server's own log tells."""

    name: str

    @property
    def principal(self) -> str:
        """`command:` and its name."""
        return f"command:{self.name}"


@dataclass(frozen=True)
class Nobody:
    """Somebody who has not said who they are, or has not proved it."""

    principal: str = "nobody"


NOBODY = Nobody()
