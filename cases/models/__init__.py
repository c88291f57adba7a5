"""The tables of the case file, one file a subject. Every table under a matter carries its `case`."""

from cases.models.allegation import STANDS, Allegation, Subject, SubjectAllegation, SubjectKind
from cases.models.case import Case, Channel, Origin
from cases.models.change import Change
from cases.models.deadline import Deadline
from cases.models.decision import Decision
from cases.models.informing import Ground, ProgressUpdate, UpdateState
from cases.models.letter import OF_A_SUBJECT, Addressee, FileFormat, Letter, LetterFile, SentHow
from cases.models.letter_template import LetterTemplate
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
from cases.models.serving import Prejudice, ServedHow, ServedTo, Service
from cases.models.severity import SeverityScore
from cases.models.views import FormOpen, SavedView

__all__ = [
    "OF_A_SUBJECT",
    "PUT_OFF",
    "STANDS",
    "Addressee",
    "Allegation",
    "Case",
    "CaseDenial",
    "CaseReader",
    "Change",
    "Channel",
    "Deadline",
    "Decision",
    "DenialWhy",
    "FileFormat",
    "FormOpen",
    "Ground",
    "Identity",
    "Letter",
    "LetterFile",
    "LetterTemplate",
    "Membership",
    "Origin",
    "Party",
    "PartyRole",
    "Prejudice",
    "ProgressUpdate",
    "ReaderWhy",
    "SavedView",
    "SentHow",
    "ServedHow",
    "ServedTo",
    "Service",
    "SeverityScore",
    "Subject",
    "SubjectAllegation",
    "SubjectKind",
    "UpdateState",
    "WallChoice",
    "WallDecision",
]
