"""Links between matters, for somebody: only those of which they may see both ends, and may know.

Whoever may not is told nothing by any page: no row, no count, no entry of the trail.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from cases import access
from cases.access import NotThere, Reader
from cases.audit.acts import Act
from cases.models import Case, CaseLink, LinkKind, Membership, ReaderWhy

ENTRIES = frozenset({Act.LINK_MADE, Act.LINK_ENDED})
# As the other matter reads it, where that is not the same.
FROM_THE_OTHER_END = {
    LinkKind.REINVESTIGATION: "Re-investigated in",
    LinkKind.CONVERTED: "Converted into",
    LinkKind.CIVIL_CLAIM: "Civil claim about the same facts in",
}


@dataclass(frozen=True, kw_only=True)
class LinkSeen:
    """A link, as this end reads it."""

    id: int
    kind: str
    reference: str
    headline: str
    note: str
    members_only: bool
    made_by: str
    made_on: date
    ended_on: date | None
    ended_because: str
    ended_by: str


def of_case(*, case: Case, reader: Reader) -> list[LinkSeen]:
    """Those of a matter that they may know of: what holds, and then what was ended. One question."""
    rows = visible_to(reader=reader).filter(Q(case=case.pk) | Q(other=case.pk))
    rows = rows.select_related("case", "other", "made_by", "ended_by").order_by(
        F("ended_on").desc(nulls_first=True), "-pk"
    )
    return [_seen(row, case) for row in rows]


def one(*, case: Case, link_id: int, reader: Reader) -> LinkSeen:
    """One that holds. Raises NotThere."""
    row = find(case=case, link_id=link_id, reader=reader)
    return _seen(row, case)


def find(*, case: Case, link_id: int, reader: Reader) -> CaseLink:
    """Its row. Raises NotThere where there is none that they may know of."""
    rows = visible_to(reader=reader).filter(Q(case=case.pk) | Q(other=case.pk), pk=link_id)
    row = rows.select_related("case", "other", "made_by", "ended_by").first()
    if row is None:
        raise NotThere
    return row


def visible_to(*, reader: Reader) -> QuerySet[CaseLink]:
    """Every link that they may know of: they see both matters, and are named to both where it is for those alone."""
    seen = access.visible_to(reader=reader)
    both = Exists(seen.filter(pk=OuterRef("case"))) & Exists(seen.filter(pk=OuterRef("other")))
    named = Exists(_named(reader).filter(case=OuterRef("case"))) & Exists(_named(reader).filter(case=OuterRef("other")))
    return CaseLink.objects.filter(Q(members_only=False) | Q(named), both)


def is_named(*, case: Case, reader: Reader) -> bool:
    """Whether they are named to this matter."""
    return _named(reader).filter(case=case.pk).exists()


def entries_unknown(*, reader: Reader) -> Q:
    """Entries of the trail about links of which this reader may not know, as a condition on entries."""
    known = visible_to(reader=reader).annotate(as_key=Cast("pk", CharField())).filter(as_key=OuterRef("key"))
    return Q(what__in=ENTRIES) & ~Q(Exists(known))


def _named(reader: Reader) -> QuerySet[Membership]:
    runs = Q(last_day__isnull=True) | Q(last_day__gte=reader.on)
    return Membership.objects.filter(runs, user=reader.user_id, why=ReaderWhy.MEMBER, ended_on__isnull=True)


def _seen(row: Any, case: Case) -> LinkSeen:
    is_first = row.case_id == case.pk
    there, kind = (row.other if is_first else row.case), LinkKind(row.kind)
    return LinkSeen(
        id=row.pk,
        kind=kind.label if is_first else FROM_THE_OTHER_END.get(kind, kind.label),
        reference=there.reference,
        headline=there.headline,
        note=row.note,
        members_only=row.members_only,
        made_by=row.made_by.name,
        made_on=row.made_on,
        ended_on=row.ended_on,
        ended_because=row.ended_because,
        ended_by=row.ended_by.name if row.ended_by else "",
    )
