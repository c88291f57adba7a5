"""Powers, pauses and agreements that several limits share."""

from misconduct.authority import Authority, Grade, Power
from misconduct.clocks.limits import Agreement, Hold
from misconduct.instruments import PCMR, PCR

SUB_JUDICE = Hold(
    name="sub_judice",
    begins="sub_judice_from",
    ends="sub_judice_until",
    clause="proceedings are held back because they would prejudice criminal proceedings",
    authority=Authority(PCR, "reg 10", Grade.NEAR_TEXT, "It holds listing only, never the timeliness periods."),
)
WRONG_BODY = Hold(
    name="wrong_body",
    begins="wrong_body_received",
    ends="forwarded",
    clause="the application was with the wrong review body",
    authority=Authority(PCMR, "reg 29(3)", Grade.TEXT_SEEN, "Subtracting whole days is our way of doing it."),
    may_hold_last_day=True,
)


def career_break(grade: Grade, provision: str) -> Hold:
    """A career break, which does not count towards the life of a warning."""
    return Hold(
        name="career_break",
        begins="career_break_from",
        ends="career_break_until",
        clause="the officer was on a career break",
        authority=Authority(PCR, provision, grade),
    )


PARTIES = (("appropriate_authority", "originating_authority"), ("officer",), ("chair", "person_conducting"))
AGREED = Agreement(
    parties=PARTIES,
    where_involved=("director_general",),
    authority=Authority(
        PCR, "reg 22", Grade.TEXT_SEEN, "Where it is a meeting, we read whoever conducts it for the chair."
    ),
)
AGREED_EITHER = Agreement(
    parties=PARTIES,
    where_involved=("director_general",),
    authority=Authority(PCR, "reg 22, or reg 48 for accelerated hearings", Grade.NEAR_TEXT),
)
AGREED_ACCELERATED = Agreement(
    parties=PARTIES,
    where_involved=("director_general",),
    authority=Authority(PCR, "reg 48", Grade.NEAR_TEXT),
)


def by(*holders: str, condition: str, provision: str, grade: Grade) -> Power:
    """A power to extend under the Conduct Regulations."""
    return Power(holders=holders, condition=condition, authority=Authority(PCR, provision, grade))
