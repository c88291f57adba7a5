"""Which procedure a person is under: it depends on who they are, not on what they did.

A police officer is under the Conduct Regulations; police staff are under their contract and the force's policy; a
contractor's employer decides about the contractor. An act of the wrong procedure is refused, and the refusal says what
to use instead.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from misconduct.authority import Authority, Grade
from misconduct.instruments import FORCE_POLICY, PCR, PERFORMANCE, POLICE_REGULATIONS


class PersonKind(Enum):
    """Who somebody is to the force. The value is what people read."""

    OFFICER = "police officer up to chief superintendent"
    SENIOR_OFFICER = "senior officer, above chief superintendent"
    PROBATIONER = "constable on probation"
    SPECIAL = "special constable"
    SPECIAL_ON_PROBATION = "special constable on probation"
    STAFF = "member of police staff"
    VOLUNTEER = "designated volunteer"
    CONTRACTOR = "contractor's employee"
    AGENCY = "agency worker"
    OTHER_FORCE = "officer of another force, or seconded from one"

    @property
    def label(self) -> str:
        """As a fact names it: `special_on_probation`."""
        return self.name.lower()


class Procedure(Enum):
    """A procedure that misconduct, or a failing short of it, is dealt with under."""

    CONDUCT = "Police (Conduct) Regulations 2020"
    PERFORMANCE = "Police (Performance) Regulations 2020"
    REGULATION_13 = "regulation 13 of the Police Regulations 2003"
    POLICY = "contract or agreement and force policy"
    EMPLOYER = "the person's own employer"
    HOME_FORCE = "the officer's own force"


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Whether a procedure is for a kind of person, and where that comes from.

    `since` are the versions from which it is, where it was not always.
    """

    applies: bool
    authority: Authority
    since: tuple[str, ...] = ()


K, P = PersonKind, Procedure
OFFICERS = (K.OFFICER, K.SENIOR_OFFICER, K.PROBATIONER, K.SPECIAL, K.SPECIAL_ON_PROBATION)
_CONDUCT = Authority(PCR, "reg 4(1)", Grade.TEXT_SEEN, "They are about the conduct of a police officer.")
_NOT_PERFORMANCE = Authority(
    PERFORMANCE,
    "reg 2(2)",
    Grade.TEXT_SEEN,
    "They do not apply above chief superintendent nor to a constable on probation.",
)
_PROBATION = Authority(POLICE_REGULATIONS, "reg 13", Grade.TEXT_SEEN, "It is about a constable on probation.")
_POLICY = Authority(FORCE_POLICY, "contract or agreement, and force policy", Grade.MEMORY)
_EMPLOYER = Authority(FORCE_POLICY, "contract with the employer", Grade.MEMORY)
_HOME = Authority(PCR, "reg 2(1)", Grade.MEMORY, "The chief officer of the officer's own force is the authority.")

# For each procedure: what everybody not named is told, and the rows of those who are named.
_OTHERS: Mapping[Procedure, Authority] = {
    P.CONDUCT: _CONDUCT,
    P.PERFORMANCE: Authority(PERFORMANCE, "reg 2", Grade.TEXT_SEEN, "They are about police officers."),
    P.REGULATION_13: _PROBATION,
    P.POLICY: _POLICY,
    P.EMPLOYER: _EMPLOYER,
    P.HOME_FORCE: _HOME,
}
_ROWS: Mapping[tuple[PersonKind, Procedure], Standing] = {
    **{(kind, P.CONDUCT): Standing(applies=True, authority=_CONDUCT) for kind in OFFICERS},
    # What is under the Conduct Regulations is under no policy and no employer's contract.
    **{
        (kind, procedure): Standing(applies=False, authority=_CONDUCT)
        for kind in OFFICERS
        for procedure in (P.POLICY, P.EMPLOYER, P.HOME_FORCE)
    },
    (K.OTHER_FORCE, P.CONDUCT): Standing(applies=False, authority=_HOME),
    (K.OFFICER, P.PERFORMANCE): Standing(
        applies=True, authority=Authority(PERFORMANCE, "regs 24 and 32", Grade.TEXT_SEEN)
    ),
    (K.SPECIAL, P.PERFORMANCE): Standing(applies=True, authority=Authority(PERFORMANCE, "reg 2", Grade.MEMORY)),
    (K.SENIOR_OFFICER, P.PERFORMANCE): Standing(applies=False, authority=_NOT_PERFORMANCE),
    (K.PROBATIONER, P.PERFORMANCE): Standing(applies=False, authority=_NOT_PERFORMANCE),
    (K.SPECIAL_ON_PROBATION, P.PERFORMANCE): Standing(
        applies=False,
        authority=Authority(PERFORMANCE, "reg 2(2)", Grade.DERIVED, "As for a constable on probation."),
    ),
    (K.PROBATIONER, P.REGULATION_13): Standing(applies=True, authority=_PROBATION),
    (K.SPECIAL_ON_PROBATION, P.REGULATION_13): Standing(
        applies=True,
        authority=Authority(
            POLICE_REGULATIONS, "reg 13, as amended by SI 2025/558 regs 3 and 4", Grade.TEXT_SEEN, "Since 28 May 2025."
        ),
        since=("R3", "R4"),
    ),
    (K.STAFF, P.POLICY): Standing(applies=True, authority=_POLICY),
    (K.VOLUNTEER, P.POLICY): Standing(applies=True, authority=_POLICY),
    (K.CONTRACTOR, P.EMPLOYER): Standing(applies=True, authority=_EMPLOYER),
    (K.AGENCY, P.EMPLOYER): Standing(applies=True, authority=_EMPLOYER),
    (K.OTHER_FORCE, P.HOME_FORCE): Standing(applies=True, authority=_HOME),
}

# What to use instead, by whom it is about.
INSTEAD: Mapping[PersonKind, str] = {
    **dict.fromkeys(
        (K.OFFICER, K.SPECIAL),
        "Use the Conduct Regulations: severity assessment, and what may follow it; for performance, the Performance "
        "Regulations.",
    ),
    K.SENIOR_OFFICER: "Use the Conduct Regulations. Performance procedures are not for senior officers: the local "
    "policing body or chief officer deals with performance in another way.",
    K.PROBATIONER: "Use the Conduct Regulations for misconduct, and regulation 13 of the Police Regulations 2003 for a "
    "constable who is not likely to become an efficient or well conducted constable.",
    K.SPECIAL_ON_PROBATION: "Use the Conduct Regulations for misconduct and, since 28 May 2025, regulation 13 of the "
    "Police Regulations 2003.",
    K.STAFF: "To protect people now: suspend or restrict under contract and policy. Then use the contract and the "
    "force's disciplinary policy: an investigation under policy, a meeting with a representative (not a police "
    "friend), a decision by an HR decision maker and an internal appeal.",
    K.VOLUNTEER: "To protect people now: suspend or restrict under the agreement. Then use the volunteer's agreement "
    "and the force's policy for volunteers.",
    **dict.fromkeys(
        (K.CONTRACTOR, K.AGENCY),
        "To protect people now: withdraw access to premises and systems. Then refer it to the person's employer under "
        "the contract.",
    ),
    K.OTHER_FORCE: "To protect people now: restrict access or end the attachment. Then refer it to the officer's own "
    "force, whose chief officer is the appropriate authority.",
}


def standing(*, kind: PersonKind, procedure: Procedure) -> Standing:
    """Whether the procedure is for this kind of person. Every combination has an answer."""
    return _ROWS.get((kind, procedure), Standing(applies=False, authority=_OTHERS[procedure]))


def procedures(*, kind: PersonKind) -> tuple[Procedure, ...]:
    """The procedures that somebody of this kind may be under, the usual one first."""
    return tuple(one for one in Procedure if standing(kind=kind, procedure=one).applies)
