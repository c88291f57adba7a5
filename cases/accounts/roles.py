"""The roles of a Professional Standards Department, what each may do and who may hold it.

Holding a role is dated and recorded in the register (`cases.workforce`). Roles grow permissions as pages arrive:
a role without any is listed because people will be given it on their first day.
"""

from dataclasses import dataclass
from enum import StrEnum

from cases.accounts.permissions import Permission


class Role(StrEnum):
    """A role's stored name. What it means is in `ABOUT`."""

    INVESTIGATOR = "investigator"
    SUPERVISOR = "supervisor"
    APPROPRIATE_AUTHORITY = "appropriate_authority"
    HEARINGS_TEAM = "hearings_team"
    VETTING_OFFICER = "vetting_officer"
    COMPLAINT_HANDLER = "complaint_handler"
    HEAD_OF_DEPARTMENT = "head_of_department"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, kw_only=True)
class About:
    """A role in words, and what it permits."""

    display_name: str
    description: str
    who_may_hold_it: str
    permissions: frozenset[Permission] = frozenset()


_LOOKS_UP = frozenset({Permission.CASES_SEE, Permission.REGISTER_SEE})
_LOGS = _LOOKS_UP | {Permission.CASES_LOG, Permission.CASES_WORK}

ABOUT: dict[Role, About] = {
    Role.INVESTIGATOR: About(
        display_name="Investigator",
        description="Logs matters and investigates those allocated to them.",
        who_may_hold_it="Officers and staff appointed to investigate, with no interest in the matter.",
        permissions=_LOGS,
    ),
    Role.SUPERVISOR: About(
        display_name="Supervisor",
        description="Triages the queue, allocates work and reviews progress.",
        who_may_hold_it="Sergeants, inspectors and staff managers of the department.",
        permissions=_LOGS
        | {Permission.ACCESS_MANAGE, Permission.WALLS_DECIDE, Permission.CASES_DECIDE, Permission.WELFARE_SEE},
    ),
    Role.APPROPRIATE_AUTHORITY: About(
        display_name="Appropriate authority",
        description="Makes the decisions the regulations give to the appropriate authority, under a named delegation.",
        who_may_hold_it="The chief officer, or a person to whom the power is delegated in writing.",
        permissions=_LOOKS_UP | {Permission.WALLS_DECIDE, Permission.CASES_DECIDE},
    ),
    Role.HEARINGS_TEAM: About(
        display_name="Hearings team",
        description="Arranges misconduct meetings and hearings and serves their notices.",
        who_may_hold_it="Staff of the department's hearings unit.",
        permissions=_LOOKS_UP,
    ),
    Role.VETTING_OFFICER: About(
        display_name="Vetting officer",
        description="Decides clearances and reviews them when something changes.",
        who_may_hold_it="Trained members of the force vetting unit.",
        permissions=frozenset({Permission.REGISTER_SEE}),
    ),
    Role.COMPLAINT_HANDLER: About(
        display_name="Complaint handler",
        description="Takes complaints, puts right what can be put right at once and records the rest.",
        who_may_hold_it="Officers and staff trained to handle complaints.",
        permissions=_LOGS,
    ),
    Role.HEAD_OF_DEPARTMENT: About(
        display_name="Head of department",
        description="Answers for the department: its people, its limits and its figures.",
        who_may_hold_it="The head of Professional Standards and their named deputy.",
        permissions=_LOOKS_UP
        | {
            Permission.ACCESS_MANAGE,
            Permission.CASES_DECIDE,
            Permission.WALLS_DECIDE,
            Permission.WELFARE_SEE,
            Permission.REGISTER_IMPORT,
            Permission.ROLES_GIVE,
            Permission.DELEGATIONS_KEEP,
            Permission.CHARACTERISTICS_SEE,
            Permission.LETTERS_TEMPLATES,
            Permission.ROLES_REVIEW,
            Permission.JOBS_SEE,
        },
    ),
    Role.AUDITOR: About(
        display_name="Auditor",
        description="Checks who did what, and who may do what. Changes nothing.",
        who_may_hold_it="Internal audit, the data protection officer, and inspectors for a limited time.",
        permissions=frozenset({Permission.ROLES_REVIEW, Permission.TRAIL_READ}),
    ),
    Role.ADMINISTRATOR: About(
        display_name="Administrator",
        description="Keeps the system running. Sees no case, and cannot give themselves one.",
        who_may_hold_it="Information technology staff. Never somebody who also holds a role in a case.",
        permissions=frozenset(
            {
                Permission.REGISTER_SEE,
                Permission.REGISTER_IMPORT,
                Permission.SYSTEM_HEALTH,
                Permission.ROLES_REVIEW,
                Permission.JOBS_SEE,
                Permission.JOBS_RETRY,
                Permission.JOBS_DRILL,
            }
        ),
    ),
}


# Whoever holds one of these sees matters, and is therefore no administrator.
SEES_CASES = frozenset(role for role, about in ABOUT.items() if Permission.CASES_SEE in about.permissions)


def permitted_by(*, roles: frozenset[Role]) -> frozenset[Permission]:
    """Everything that any of these roles permits."""
    return frozenset(permission for role in roles for permission in ABOUT[role].permissions)


def holders_of(*, permission: Permission) -> list[Role]:
    """The roles that permit this, in the order of the table: a refusal names them."""
    return [role for role, about in ABOUT.items() if permission in about.permissions]
