"""The savings: for each version, the facts whose date decides whether it governs, and the acts that it changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from misconduct.authority import Authority, Grade, Instrument
from misconduct.instruments import (
    APP,
    APPEALS_2012,
    COMPLAINTS_2012,
    CONDUCT_2012,
    PATR,
    PCMR,
    PCR,
    POLICE_REGULATIONS,
    R1,
    R2,
    R3,
    R4,
    V2,
    VERSIONS,
    VETTING,
    Version,
)


class Act(Enum):
    """The kinds of act whose law may change on its own. The value is what people read."""

    HANDLING = "handling a complaint and keeping people informed"
    SUSPENSION = "suspension"
    ASSESSMENT = "severity assessment"
    INVESTIGATION = "investigation"
    CASE_TO_ANSWER = "the decision whether there is a case to answer"
    PROCEEDINGS = "misconduct meetings and hearings"
    OUTCOME = "outcome, disciplinary action and its publication"
    APPEAL = "appeal"
    REFLECTIVE_PRACTICE = "reflective practice review"
    VETTING = "vetting"


class Fact(Enum):
    """The facts that a saving may turn on. The name in lower case is what a question calls it."""

    COMPLAINT_MADE = "the complaint was made"
    CAME_TO_ATTENTION = "the matter came to the attention of the appropriate authority"
    BEHAVIOUR_FROM = "the behaviour began or the allegation arose"
    BEHAVIOUR_TO = "the behaviour ended"
    REFERRAL_NOTICE = "notice of the referral to proceedings was given"
    PANEL_APPOINTED = "the panel was appointed"
    HEARING_CONVENED = "the hearing was convened"
    SUSPENSION_START = "the suspension began"
    ACT_ON = "the act in question is done"

    @property
    def label(self) -> str:
        """As a question names it: `came_to_attention`."""
        return self.name.lower()


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known. The two answers beside the dates are those that SI 2025/558 reg 66 asks for."""

    dates: Mapping[Fact, date] = field(default_factory=dict, hash=False)
    relates_to_earlier: bool = False
    reinvestigation: bool = False


@dataclass(frozen=True, kw_only=True)
class Saving:
    """What decides whether a version governs an act: the facts it turns on, the first known of which counts."""

    instrument: Instrument
    version: Version
    turns_on: tuple[Fact, ...]
    authority: Authority
    touches: frozenset[Act] = frozenset(Act)
    # SI 2025/558 reg 66: an earlier related matter keeps the old law, a re-investigation takes the new.
    has_exceptions: bool = False

    @property
    def key(self) -> str:
        """What a sign-off calls it: `saving.PCR.R4`."""
        return f"saving.{self.instrument.key}.{self.version.key}"


BEGINNINGS: tuple[Saving, ...] = (
    Saving(
        instrument=PCR,
        version=R1,
        turns_on=(Fact.CAME_TO_ATTENTION, Fact.COMPLAINT_MADE),
        authority=Authority(PCR, "reg 1", Grade.TEXT_SEEN),
    ),
    Saving(
        instrument=PCMR,
        version=R1,
        turns_on=(Fact.COMPLAINT_MADE, Fact.CAME_TO_ATTENTION),
        authority=Authority(PCMR, "reg 2", Grade.TEXT_SEEN),
    ),
    Saving(
        instrument=PATR,
        version=R1,
        turns_on=(Fact.CAME_TO_ATTENTION, Fact.COMPLAINT_MADE),
        authority=Authority(PATR, "transitional provision", Grade.MEMORY),
    ),
    Saving(
        instrument=VETTING,
        version=VERSIONS[VETTING][0],
        turns_on=(Fact.ACT_ON,),
        authority=Authority(VETTING, "reg 1", Grade.TEXT_SEEN),
    ),
)
SAVINGS: tuple[Saving, ...] = (
    Saving(
        instrument=PCR,
        version=R2,
        turns_on=(Fact.HEARING_CONVENED, Fact.PANEL_APPOINTED),
        authority=Authority(PCR, "SI 2024/521, transitional provision", Grade.MEMORY, "The provision was not found."),
        touches=frozenset({Act.PROCEEDINGS, Act.OUTCOME}),
    ),
    Saving(
        instrument=PCR,
        version=R3,
        turns_on=(Fact.CAME_TO_ATTENTION, Fact.COMPLAINT_MADE),
        authority=Authority(PCR, "SI 2025/558, transitional provision for conduct", Grade.SECONDARY),
        touches=frozenset(Act) - {Act.SUSPENSION},
    ),
    Saving(
        instrument=PCR,
        version=R4,
        turns_on=(Fact.BEHAVIOUR_FROM,),
        authority=Authority(
            PCR,
            "amending Regulations of 2026, transitional provision",
            Grade.SECONDARY,
            "For all behaviour and allegations that arise on or after that day; behaviour that went on across it is "
            "not addressed.",
        ),
        touches=frozenset({Act.SUSPENSION}),
    ),
    Saving(
        instrument=PCMR,
        version=R3,
        turns_on=(Fact.COMPLAINT_MADE, Fact.CAME_TO_ATTENTION),
        authority=Authority(PCMR, "SI 2025/558 reg 66", Grade.TEXT_SEEN),
        has_exceptions=True,
    ),
    Saving(
        instrument=POLICE_REGULATIONS,
        version=R3,
        turns_on=(Fact.ACT_ON,),
        authority=Authority(
            POLICE_REGULATIONS,
            "SI 2025/558, transitional provision for regs 3 and 4",
            Grade.MEMORY,
            "How it applies to what began before was not seen.",
        ),
        touches=frozenset({Act.ASSESSMENT}),
    ),
    Saving(
        instrument=VETTING,
        version=V2,
        turns_on=(Fact.ACT_ON,),
        authority=Authority(VETTING, "amending Regulations of 2026, transitional provision", Grade.MEMORY),
    ),
)


# Until when an older instrument governed, and what governs since.
ENDED: dict[Instrument, tuple[Version, Instrument]] = {COMPLAINTS_2012: (R1, PCMR)}
# The predecessor, where it is known.
BEFORE: dict[Instrument, Instrument] = {PCR: CONDUCT_2012, PCMR: COMPLAINTS_2012, PATR: APPEALS_2012, VETTING: APP}
