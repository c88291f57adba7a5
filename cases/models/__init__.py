"""The tables of the case file, one file a subject. Every table under a matter carries its `case`."""

from cases.models.allegation import STANDS, Allegation, Subject, SubjectAllegation, SubjectKind
from cases.models.case import Case, Channel, Origin
from cases.models.change import Change
from cases.models.deadline import Deadline
from cases.models.decision import Decision
from cases.models.evidence import (
    CopyState,
    CustodyKind,
    CustodyLine,
    EvidenceFile,
    EvidenceItem,
    FileState,
    ItemKind,
    Relevance,
    ScanState,
)
from cases.models.letter import Letter
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
from cases.models.severity import SeverityScore
from cases.models.views import FormOpen, SavedView

__all__ = [
    "PUT_OFF",
    "STANDS",
    "Allegation",
    "Case",
    "CaseDenial",
    "CaseReader",
    "Change",
    "Channel",
    "CopyState",
    "CustodyKind",
    "CustodyLine",
    "Deadline",
    "Decision",
    "DenialWhy",
    "EvidenceFile",
    "EvidenceItem",
    "FileState",
    "FormOpen",
    "Identity",
    "ItemKind",
    "Letter",
    "Membership",
    "Origin",
    "Party",
    "PartyRole",
    "ReaderWhy",
    "Relevance",
    "SavedView",
    "ScanState",
    "SeverityScore",
    "Subject",
    "SubjectAllegation",
    "SubjectKind",
    "WallChoice",
    "WallDecision",
]
