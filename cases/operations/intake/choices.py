"""What a person may choose from when a matter is logged, as stored and in words: for forms, which see no tables."""

from cases.models import Channel, PartyRole, SubjectKind
from cases.models.case import KINDS as STORED_KINDS
from misconduct.matters.kinds import DEFINITIONS, Kind
from misconduct.severity import Danger

Choices = list[tuple[str, str]]

KINDS: Choices = [(kind, name[:1].upper() + name[1:]) for kind, name in STORED_KINDS]
# What each of them is, in the law's words as we tell them.
ABOUT_KINDS: Choices = [(name, DEFINITIONS[Kind[kind.upper()]].words) for kind, name in KINDS]
# A public report arrives by itself; nobody logs one by hand.
CHANNELS: Choices = [(str(way.value), str(way.label)) for way in Channel if way is not Channel.PORTAL]
PARTY_ROLES: Choices = [(str(role), str(name)) for role, name in PartyRole.choices]
SUBJECT_KINDS: Choices = [(str(kind), str(name)) for kind, name in SubjectKind.choices]
COMPLAINANT = PartyRole.COMPLAINANT.value
PERSON, PARTLY_KNOWN = SubjectKind.PERSON.value, SubjectKind.PARTLY_KNOWN.value
UNIDENTIFIED, ORGANISATION = SubjectKind.UNIDENTIFIED.value, SubjectKind.ORGANISATION.value
DANGERS: Choices = [
    (danger.name, danger.value.partition(":")[0].capitalize())
    for danger in sorted(Danger, key=lambda one: one.place)
    if danger is not Danger.NOT_YET_ASKED
]
