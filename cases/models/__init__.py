"""The tables of the case file, one file a subject. Every table under a matter carries its `case`."""

from cases.models.allegation import STANDS, Allegation, Subject, SubjectAllegation, SubjectKind
from cases.models.case import Case, Channel, Origin
from cases.models.change import Change
from cases.models.deadline import Deadline
from cases.models.decision import Decision
from cases.models.letter import Letter
from cases.models.links import CaseLink, LinkKind
from cases.models.parallel import (
    Effect,
    HoldChaser,
    ParallelEffect,
    ParallelEvent,
    ParallelProceeding,
    ProceedingKind,
    ProceedingState,
)
from cases.models.party import Identity, Party, PartyRole
from cases.models.reading import (
    PUT_OFF,
    CaseDenial,
    CaseReader,
    DenialWhy,
    Membership,
    ReaderWhy,
    WallChoice,
    WallDecision,
)
from cases.models.restrictions import Restriction, RestrictionKind
from cases.models.severity import SeverityScore
from cases.models.views import FormOpen, SavedView
from cases.models.welfare import ContactWay, WelfareContact, WelfareOfficer, WelfarePlan

__all__ = [
    "PUT_OFF",
    "STANDS",
    "Allegation",
    "Case",
    "CaseDenial",
    "CaseLink",
    "CaseReader",
    "Change",
    "Channel",
    "ContactWay",
    "Deadline",
    "Decision",
    "DenialWhy",
    "Effect",
    "FormOpen",
    "HoldChaser",
    "Identity",
    "Letter",
    "LinkKind",
    "Membership",
    "Origin",
    "ParallelEffect",
    "ParallelEvent",
    "ParallelProceeding",
    "Party",
    "PartyRole",
    "ProceedingKind",
    "ProceedingState",
    "ReaderWhy",
    "Restriction",
    "RestrictionKind",
    "SavedView",
    "SeverityScore",
    "Subject",
    "SubjectAllegation",
    "SubjectKind",
    "WallChoice",
    "WallDecision",
    "WelfareContact",
    "WelfareOfficer",
    "WelfarePlan",
]
