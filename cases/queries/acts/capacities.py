"""In which capacity somebody may do an act of the law, or record it for whoever did it.

What is nearly always done by a delegate takes a delegation that names this person, their post or their rank. What the
officer, the Director General or another body does, the department records. Everything else is the department's own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cases.accounts.permissions import Permission
from cases.accounts.roles import Role, permitted_by
from cases.accounts.users import User
from cases.models import Case, SubjectAllegation
from cases.workforce import delegations
from cases.workforce.models import Delegation
from cases.workforce.roles import roles_of
from misconduct.guards import Circumstances, Conditions, Truth, having, truth
from misconduct.procedures import OFFICERS, PersonKind
from misconduct.stages.acts import Act
from misconduct.stages.asking import decided_by
from misconduct.stages.who import Who

# Who does it themselves, outside the department: whoever works on the matter records that they did.
RECORDED_FOR = frozenset(Who) - {
    Who.APPROPRIATE_AUTHORITY,
    Who.CHIEF_OFFICER,
    Who.LOCAL_POLICING_BODY,
    Who.INVESTIGATOR,
    Who.HANDLER,
    Who.DEPARTMENT,
}
_STAFF = having(person_kind=tuple(kind.label for kind in PersonKind if kind not in OFFICERS))
# When an act that the appropriate authority may do is done by somebody else instead.
BESIDE_THE_AUTHORITY: Mapping[Who, Conditions] = {
    Who.DIRECTOR_GENERAL: having(mode=("directed", "independent")),
    Who.HR_DECISION_MAKER: _STAFF,
    Who.LINE_MANAGER: _STAFF,
}


@dataclass(frozen=True, kw_only=True)
class Mine:
    """What somebody brings on a day: what their roles permit, and which powers are delegated to them."""

    user: User
    works: bool
    decides: bool
    handles: bool
    powers: Mapping[str, tuple[Delegation, ...]]


@dataclass(frozen=True, kw_only=True)
class Capacity:
    """A capacity in which they may do it; under one of these delegations, where it takes one."""

    who: Who
    delegations: tuple[Delegation, ...] = ()

    @property
    def label(self) -> str:
        """As the form names it."""
        return self.who.label

    @property
    def words(self) -> str:
        """As people read it."""
        if self.who in RECORDED_FOR:
            return f"{self.who.value}: I record it for them"
        return self.who.value


def mine(*, user: User, on: date) -> Mine:
    """What they bring on that day. Two questions: of postings, and of delegations."""
    roles = roles_of(user=user, on=on)
    permitted = permitted_by(roles=roles)
    found: dict[str, tuple[Delegation, ...]] = {}
    for row in delegations.all_in_force(user=user, on=on):
        found[row.power] = (*found.get(row.power, ()), row)
    return Mine(
        user=user,
        works=Permission.CASES_WORK in permitted,
        decides=Permission.CASES_DECIDE in permitted,
        handles=Role.COMPLAINT_HANDLER in roles,
        powers=found,
    )


def of(
    *, mine: Mine, act: Act, facts: Circumstances, case: Case, against: SubjectAllegation | None
) -> list[Capacity]:  # fmt: skip
    """The capacities in which they may do this act here, in the order of the law's table."""
    deciders = dict.fromkeys(one.who for one in decided_by(act=act, facts=facts))
    if facts.known.get("chief_officer") != "yes":
        # It acts in the place of the chief officer only where the matter is about the chief officer.
        deciders.pop(Who.LOCAL_POLICING_BODY, None)
    if Who.APPROPRIATE_AUTHORITY in deciders:
        # Nobody records for another what the authority itself is to decide.
        for who, holds in BESIDE_THE_AUTHORITY.items():
            if truth(holds, facts.known) is not Truth.YES:
                deciders.pop(who, None)
    return [found for who in deciders if (found := _capacity(mine, who, act, case, against))]


def _capacity(
    mine: Mine, who: Who, act: Act, case: Case, against: SubjectAllegation | None
) -> Capacity | None:  # fmt: skip
    if who.is_by_delegation:
        under = mine.powers.get(act.key, ()) if mine.works or mine.decides else ()
        return Capacity(who=who, delegations=under) if under else None
    if not mine.works:
        return None
    if who is Who.INVESTIGATOR:
        return Capacity(who=who) if investigates(user=mine.user, case=case, against=against) else None
    if who is Who.HANDLER:
        return Capacity(who=who) if mine.handles else None
    return Capacity(who=who)


def investigates(*, user: User, case: Case, against: SubjectAllegation | None) -> bool:
    """Whether they are the investigator: whoever was appointed, and until then whoever the matter is with."""
    appointed = against.investigator_id if against else None
    return user.pk == (appointed or case.owner_id)
