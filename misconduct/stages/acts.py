"""What the tables are made of: acts, and the transitions they make.

An act is one exercise of a power or performance of a duty, by somebody, under a provision. A transition says from which
stages the act may be done and where it leads. Both are rows; what is in no row cannot be done.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from misconduct.authority import Authority, Grade
from misconduct.guards import ALWAYS, Conditions, Guard
from misconduct.instruments import DESIGN, PCMR, PCR, PRA
from misconduct.procedures import Procedure
from misconduct.savings import Act as ActKind
from misconduct.stages.lifecycles import Stage
from misconduct.stages.who import Who


@dataclass(frozen=True, kw_only=True)
class Decider:
    """Somebody who may do the act, wherever `where` is so; `authority` where it is not the act's own."""

    who: Who
    where: Conditions = ALWAYS
    authority: Authority | None = None


@dataclass(frozen=True, kw_only=True)
class Started:
    """A time limit that the act starts: its key and the event of it that happens."""

    key: str
    event: str
    where: Conditions = ALWAYS


@dataclass(frozen=True, kw_only=True)
class Act:
    """One act.

    `power` is the provision that is exercised, which a delegation must cover. `sets` are the answers that the act gives
    by being done. `procedure` is the one it belongs to; none: anybody's. `only` says when it may be done at all.
    """

    key: str
    title: str
    kind: ActKind
    power: Authority
    by: tuple[Decider, ...]
    records: tuple[str, ...]
    only: str
    guards: tuple[Guard, ...] = ()
    starts: tuple[Started, ...] = ()
    stops: tuple[str, ...] = ()
    sets: Mapping[str, str] = field(default_factory=dict, hash=False)
    procedure: Procedure | None = None
    # What is exercised in its place where the matter is investigated under the Police Reform Act.
    under_pra: Authority | None = None


@dataclass(frozen=True, kw_only=True)
class Transition:
    """From which stages an act may be done, and where it leads; `to` nothing: it stays.

    `where` tells rows of one act and stage apart. `versions` are those that have the row (none named: all). A row that
    the source lacks is graded LOCAL and says why it is there.
    """

    act: str
    at: tuple[Stage, ...]
    to: Stage | None = None
    where: Conditions = ALWAYS
    versions: tuple[str, ...] = ()
    guards: tuple[Guard, ...] = ()
    authority: Authority | None = None
    # What is no longer so, because it begins again.
    sets: Mapping[str, str] = field(default_factory=dict, hash=False)
    # Time limits that this way starts or stops besides those of the act.
    starts: tuple[Started, ...] = ()
    stops: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of a lifecycle: its acts, and the transitions they make. Its file has the same name."""

    name: str
    title: str
    acts: tuple[Act, ...]
    transitions: tuple[Transition, ...]


# --- What the tables say often ----------------------------------------------------------------------------------------

# What runs between the referral and the first day of proceedings.
PROCEEDING_CLOCKS = (
    "officer_response",
    "misconduct_meeting",
    "misconduct_hearing",
    "amh_window",
    "amh_response",
    "witness_lists",
    "documents_to_chair",
    "lists_to_chair",
    "prehearing",
    "prehearing_alternative",
    "meeting_alternative",
    "public_notice_hearing",
    "panel_objection",
)
# What is no longer so where the way to proceedings begins again.
ANEW: Mapping[str, str] = {
    "conductor_appointed": "no",
    "documents_supplied": "no",
    "lists_and_documents_sent": "no",
    "special_conditions_statement": "no",
    "outcome_report_received": "no",
}


def pcr(provision: str, grade: Grade = Grade.TEXT_SEEN, note: str = "") -> Authority:
    """A provision of the Conduct Regulations."""
    return Authority(PCR, provision, grade, note)


def pcmr(provision: str, grade: Grade = Grade.TEXT_SEEN, note: str = "") -> Authority:
    """A provision of the Complaints and Misconduct Regulations."""
    return Authority(PCMR, provision, grade, note)


def pra(provision: str, grade: Grade = Grade.TEXT_SEEN, note: str = "") -> Authority:
    """A provision of the Police Reform Act 2002."""
    return Authority(PRA, provision, grade, note)


def local(why: str) -> Authority:
    """A row that the source lacks, and why it is there."""
    return Authority(DESIGN, "a row of ours", Grade.LOCAL, why)


def special_procedure(provision: str = "regs 16 to 22", grade: Grade = Grade.MEMORY) -> Authority:
    """The special procedure, which takes the place of PCR regs 14 to 21 under the Police Reform Act (PCR reg 13)."""
    return pcmr(provision, grade, "That they replace regulations 14 to 21 was read; which is which was not.")


def by(*who: Who) -> tuple[Decider, ...]:
    """Any of these."""
    return tuple(Decider(who=one) for one in who)
