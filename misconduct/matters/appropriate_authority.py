"""Who the appropriate authority is: the chief officer, or the local policing body where it is about the chief officer.

Almost every decision is taken by a delegate; whose power it is still follows this table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from misconduct.authority import Authority, Grade
from misconduct.instruments import PCR, PRA
from misconduct.matters.kinds import DEFINITIONS, Kind
from misconduct.refusals import NoAnswer


class Body(Enum):
    """Who may be the appropriate authority. The value is what people read."""

    CHIEF_OFFICER = "the chief officer"
    LOCAL_POLICING_BODY = "the local policing body"


class About(Enum):
    """Whom or what the matter is about; of a death or serious injury, the relevant officer."""

    CHIEF_OFFICER = "the chief officer"
    ACTING_CHIEF_OFFICER = "the acting chief officer"
    ANYBODY_ELSE = "anybody else under the chief officer's direction and control"
    NOT_CONDUCT = "not anybody's conduct"

    @property
    def label(self) -> str:
        """As a fact names it: `acting_chief_officer`."""
        return self.name.lower()


@dataclass(frozen=True, kw_only=True)
class AppropriateAuthority:
    """Whose power it is, why, and where that comes from; `also` is what a second provision adds."""

    body: Body
    why: str
    authority: Authority
    also: Authority | None = None


_DEFINED = Authority(PRA, "s. 29; PCR 2020 reg 2(1)", Grade.TEXT_SEEN)
FORMER = Authority(
    PCR,
    "Sch 1 para 1",
    Grade.TEXT_SEEN,
    "For somebody who has left it is asked as at the time just before leaving. Read for the Conduct Regulations; for "
    "the Act it is inferred.",
)
ROWS: Mapping[About, AppropriateAuthority] = {
    About.CHIEF_OFFICER: AppropriateAuthority(
        body=Body.LOCAL_POLICING_BODY, why="It is about the chief officer.", authority=_DEFINED
    ),
    About.ACTING_CHIEF_OFFICER: AppropriateAuthority(
        body=Body.LOCAL_POLICING_BODY, why="It is about the acting chief officer.", authority=_DEFINED
    ),
    About.ANYBODY_ELSE: AppropriateAuthority(
        body=Body.CHIEF_OFFICER, why="It is about somebody other than the chief officer.", authority=_DEFINED
    ),
    About.NOT_CONDUCT: AppropriateAuthority(
        body=Body.CHIEF_OFFICER, why="It is about the force and nobody's conduct.", authority=_DEFINED
    ),
}


def appropriate_authority(*, kind: Kind, about: About, has_left: bool = False) -> AppropriateAuthority:
    """Whose power it is to decide about a matter of this kind.

    `about` is what the person was at the time; of somebody who has left (`has_left`), just before leaving. Raises
    NoAnswer for a super-complaint, which is no case of a force, and where a matter other than a complaint is said to be
    about nobody's conduct.
    """
    if DEFINITIONS[kind].is_external:
        raise NoAnswer(
            f"A {kind.value} is no case of a force and has no appropriate authority. Keep it as a linked item."
        )
    if about is About.NOT_CONDUCT and (kind is not Kind.COMPLAINT or has_left):
        raise NoAnswer("Only a complaint may be about nobody's conduct. Say whom the matter is about.")
    row = ROWS[about]
    if not has_left:
        return row
    return AppropriateAuthority(
        body=row.body, why=f"{row.why} That was so just before they left.", authority=row.authority, also=FORMER
    )
