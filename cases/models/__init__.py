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
from cases.models.informing import Ground, ProgressUpdate, UpdateState
from cases.models.letter import OF_A_SUBJECT, Addressee, FileFormat, Letter, LetterFile, SentHow
from cases.models.letter_template import LetterTemplate
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
from cases.models.plan import (
    Adjustment,
    EnquiryStep,
    LineOfEnquiry,
    LinePoint,
    LineState,
    PointToProve,
    StepKind,
    TermsOfReference,
)
from cases.models.plan_records import HowMade, MadeBy, PolicyEntry, ReportVersion, Representation
from cases.models.preservation import (
    PRESSES,
    Chase,
    Means,
    PerishableSystem,
    PreservationRequest,
    PreservationState,
)
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
from cases.models.referral import GroundsNotMet
from cases.models.restrictions import Restriction, RestrictionKind
from cases.models.serving import Prejudice, ServedHow, ServedTo, Service
from cases.models.severity import SeverityScore
from cases.models.views import FormOpen, SavedView
from cases.models.welfare import ContactWay, WelfareContact, WelfareOfficer, WelfarePlan

__all__ = [
    "OF_A_SUBJECT",
    "PRESSES",
    "PUT_OFF",
    "STANDS",
    "Addressee",
    "Adjustment",
    "Allegation",
    "Case",
    "CaseDenial",
    "CaseLink",
    "CaseReader",
    "Change",
    "Channel",
    "Chase",
    "ContactWay",
    "CopyState",
    "CustodyKind",
    "CustodyLine",
    "Deadline",
    "Decision",
    "DenialWhy",
    "Effect",
    "EnquiryStep",
    "EvidenceFile",
    "EvidenceItem",
    "FileFormat",
    "FileState",
    "FormOpen",
    "Ground",
    "GroundsNotMet",
    "HoldChaser",
    "HowMade",
    "Identity",
    "ItemKind",
    "Letter",
    "LetterFile",
    "LetterTemplate",
    "LineOfEnquiry",
    "LinePoint",
    "LineState",
    "LinkKind",
    "MadeBy",
    "Means",
    "Membership",
    "Origin",
    "ParallelEffect",
    "ParallelEvent",
    "ParallelProceeding",
    "Party",
    "PartyRole",
    "PerishableSystem",
    "PointToProve",
    "PolicyEntry",
    "Prejudice",
    "PreservationRequest",
    "PreservationState",
    "ProceedingKind",
    "ProceedingState",
    "ProgressUpdate",
    "ReaderWhy",
    "Relevance",
    "ReportVersion",
    "Representation",
    "Restriction",
    "RestrictionKind",
    "SavedView",
    "ScanState",
    "SentHow",
    "ServedHow",
    "ServedTo",
    "Service",
    "SeverityScore",
    "StepKind",
    "Subject",
    "SubjectAllegation",
    "SubjectKind",
    "TermsOfReference",
    "UpdateState",
    "WallChoice",
    "WallDecision",
    "WelfareContact",
    "WelfareOfficer",
    "WelfarePlan",
]
