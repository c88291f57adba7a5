"""The kinds of matter, and what a matter of one kind may be treated as.

The kind never changes: what was recorded as a complaint stays one, whatever happens to it. What the law lets it be
treated as is added, with its provision, its date, and who decided it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from misconduct.authority import Authority, Grade
from misconduct.instruments import PCMR, PRA, SUPER_COMPLAINTS
from misconduct.refusals import NoAnswer, listed


class Kind(Enum):
    """The kinds of matter. The value is what people read."""

    COMPLAINT = "complaint"
    CONDUCT = "conduct matter"
    RECORDABLE_CONDUCT = "recordable conduct matter"
    DEATH_OR_SERIOUS_INJURY = "death or serious injury matter"
    SUPER_COMPLAINT = "super-complaint"

    @property
    def label(self) -> str:
        """As a fact names it: `recordable_conduct`."""
        return self.name.lower()


@dataclass(frozen=True, kw_only=True)
class Definition:
    """What a kind is, in our words. `is_external`: no case of the force, kept only as a link."""

    words: str
    authority: Authority
    is_external: bool = False


DEFINITIONS: Mapping[Kind, Definition] = {
    Kind.COMPLAINT: Definition(
        words="Any expression of dissatisfaction with a police force, written or not, by or for a member of the "
        "public. About the conduct of somebody serving with the police: from the person to whom it happened, who was "
        "adversely affected by it or who witnessed it, or somebody acting for them. About anything else: from somebody "
        "adversely affected.",
        authority=Authority(
            PRA,
            "s. 12(1), (1A) and (1B)",
            Grade.TEXT_SEEN,
            "Read in the version of January 2018, and in the words of a sister provision (SI 2023/624 reg 9).",
        ),
    ),
    Kind.CONDUCT: Definition(
        words="No complaint, and never one, but there is an indication that somebody serving with the police may have "
        "committed a crime or behaved so as to justify disciplinary proceedings.",
        authority=Authority(PRA, "s. 12(2)", Grade.TEXT_SEEN, "Read in the version of January 2018."),
    ),
    Kind.RECORDABLE_CONDUCT: Definition(
        words="A conduct matter that must be recorded under Schedule 3, because it is on the list of regulation 7(1).",
        authority=Authority(
            PCMR, "reg 7(1); PRA 2002 Sch 3 paras 10 and 11", Grade.TEXT_SEEN, "Paragraph 11 was not read in full."
        ),
    ),
    Kind.DEATH_OR_SERIOUS_INJURY: Definition(
        words="Somebody died or was seriously injured during or after contact with the police, and it is not, and has "
        "not been, a complaint or a conduct matter. Seriously injured: a fracture, a deep cut or laceration, or an "
        "injury that damages an internal organ or impairs a function of the body.",
        authority=Authority(
            PRA, "ss. 12(2A) to (2D) and 29", Grade.SECONDARY, "The glossary of HM Inspectorate was read."
        ),
    ),
    Kind.SUPER_COMPLAINT: Definition(
        words="Made to HM Chief Inspector by a designated body about a feature of policing that significantly harms "
        "the public. No case of a force: keep it as a linked item.",
        authority=Authority(
            SUPER_COMPLAINTS, "regs 2 and 4 to 6", Grade.TEXT_SEEN, "Section 29A of the Act was not read in full."
        ),
        is_external=True,
    ),
}


@dataclass(frozen=True, kw_only=True)
class Conversion:
    """A matter treated as one kind may be treated as another, once a fact is established."""

    treated_as: Kind
    becomes: Kind
    needs: str
    when: str
    authority: Authority


CONVERSIONS: tuple[Conversion, ...] = (
    Conversion(
        treated_as=Kind.DEATH_OR_SERIOUS_INJURY,
        becomes=Kind.CONDUCT,
        needs="report_indicates_crime_or_discipline",
        when="the report on it indicates that somebody serving may have committed a crime or behaved so as to justify "
        "disciplinary proceedings: the appropriate authority records a conduct matter",
        authority=Authority(
            PRA, "Sch 3 para 24B", Grade.NEAR_TEXT, "The words of a sister provision were read (SI 2023/624 reg 61)."
        ),
    ),
    Conversion(
        treated_as=Kind.CONDUCT,
        becomes=Kind.RECORDABLE_CONDUCT,
        needs="on_the_list_of_regulation_7",
        when="it is on the list of regulation 7(1), and is recorded under paragraph 10 or 11",
        authority=Authority(
            PCMR, "reg 7(1); PRA 2002 Sch 3 paras 10 and 11", Grade.TEXT_SEEN, "Paragraph 11 was not read in full."
        ),
    ),
    Conversion(
        treated_as=Kind.COMPLAINT,
        becomes=Kind.RECORDABLE_CONDUCT,
        needs="complaint_withdrawn",
        when="the complaint was withdrawn, and who decides about that has decided that it goes on",
        authority=Authority(
            PCMR, "reg 38", Grade.DERIVED, "The regulation was read in part; which withdrawn complaints, was not seen."
        ),
    ),
)


@dataclass(frozen=True, kw_only=True)
class Treatment:
    """What a matter was treated as from a day on, under which provision, and who decided it."""

    conversion: Conversion
    on: date
    decided_by: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Matter:
    """The kind of a matter, which never changes, and what it has been treated as since."""

    kind: Kind
    treatments: tuple[Treatment, ...] = ()

    @property
    def treated_as(self) -> Kind:
        """What it is treated as now: its kind, where it was never treated as anything else."""
        return self.treatments[-1].conversion.becomes if self.treatments else self.kind


def conversions(*, kind: Kind) -> tuple[Conversion, ...]:
    """What a matter treated as this kind may be treated as, and when."""
    return tuple(one for one in CONVERSIONS if one.treated_as is kind)


def may_become(*, kind: Kind, becomes: Kind) -> Conversion:
    """The row by which a matter treated as `kind` may be treated as `becomes`.

    Raises NoAnswer, with what it may be treated as, where there is none. What is or has been a complaint is by its
    definition no conduct matter (PRA 2002 s. 12(2)), and a complaint that comes later is a matter of its own.
    """
    found = next((one for one in conversions(kind=kind) if one.becomes is becomes), None)
    if found is None:
        valid = [f"{one.becomes.value}, where {one.when} ({one.authority.cited})" for one in conversions(kind=kind)]
        raise NoAnswer(
            f"A {kind.value} is never made a {becomes.value}. It may be treated as: {listed(valid)}. What else is "
            "alleged is a matter of its own, linked to this one."
        )
    return found


def treat(
    *, matter: Matter, becomes: Kind, on: date, decided_by: str, reason: str, established: Collection[str]
) -> Matter:
    """The matter, treated as another kind from `on`. Its own kind stays.

    `established` are the facts that a person has established, by the keys of the table (`needs`): without them it is by
    definition no conduct matter (PRA 2002 s. 12(2)), however well the row itself was verified. Raises NoAnswer where
    the table has no such row, its fact is not established, a decision maker or a reason is missing, or the day lies
    before the last one.
    """
    conversion = may_become(kind=matter.treated_as, becomes=becomes)
    if conversion.needs not in established:
        raise NoAnswer(
            f"It may be treated as a {becomes.value} only where {conversion.when}. Establish first: {conversion.needs}."
        )
    if not decided_by.strip() or not reason.strip():
        raise NoAnswer("Say who decided that it is treated so, and give the reason.")
    if matter.treatments and on < matter.treatments[-1].on:
        raise NoAnswer(
            f"It was treated otherwise on {matter.treatments[-1].on:%-d %B %Y}. Give that day or a later one."
        )
    treatment = Treatment(conversion=conversion, on=on, decided_by=decided_by, reason=reason)
    return replace(matter, treatments=(*matter.treatments, treatment))
