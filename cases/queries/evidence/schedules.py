"""What is told to the prosecution of unused material: MG6C (not sensitive) and MG6D (sensitive), by the marks.

Which columns the forms have is professional memory, unconfirmed: number, description, location, and why it is
sensitive on MG6D.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from cases.models import Case, Relevance
from cases.queries.evidence import items
from cases.queries.evidence.items import ItemSeen

NOT_RECORDED = "Not recorded"
MG6C, MG6D = FORMS = ("MG6C", "MG6D")
TITLES = {
    MG6C: "MG6C, schedule of non-sensitive unused material",
    MG6D: "MG6D, schedule of sensitive material",
}
MARKS = {MG6C: Relevance.UNUSED.label, MG6D: Relevance.SENSITIVE.label}
COLUMNS = {
    MG6C: ("Number", "Reference", "Description", "Location"),
    MG6D: ("Number", "Reference", "Description", "Location", "Why it is sensitive"),
}


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """One schedule, numbered from 1."""

    form: str
    title: str
    reference: str
    columns: Sequence[str]
    lines: Sequence[Sequence[str]]

    @property
    def labelled(self) -> list[list[tuple[str, str]]]:
        """Each line with the column beside each cell, for pages that are too narrow for a table."""
        return [list(zip(self.columns, line, strict=True)) for line in self.lines]


@dataclass(frozen=True, kw_only=True)
class Schedules:
    """Both schedules of a matter; what nobody has marked yet; and what is on neither."""

    unmarked: Sequence[ItemSeen]
    schedules: Sequence[Schedule]
    evidence: Sequence[ItemSeen]
    not_relevant: Sequence[ItemSeen]

    def of(self, form: str) -> Schedule:
        """The one of this form."""
        return next(one for one in self.schedules if one.form == form)


def of_case(*, case: Case) -> Schedules:
    """Every item of the matter stands in exactly one of these."""
    found = items.of_case(case=case)
    return Schedules(
        unmarked=_marked(found, Relevance.NOT_MARKED.label),
        schedules=[_schedule(form, case.reference, _marked(found, MARKS[form])) for form in FORMS],
        evidence=_marked(found, Relevance.EVIDENCE.label),
        not_relevant=_marked(found, Relevance.NOT_RELEVANT.label),
    )


def _marked(found: Sequence[ItemSeen], mark: str) -> list[ItemSeen]:
    return [item for item in found if item.relevance == mark]


def _schedule(form: str, reference: str, found: Sequence[ItemSeen]) -> Schedule:
    lines = [
        (str(number), item.reference, item.description, item.chain.where if item.chain.lines else NOT_RECORDED)
        + ((item.sensitive_because,) if form == MG6D else ())
        for number, item in enumerate(found, start=1)
    ]
    return Schedule(form=form, title=TITLES[form], reference=reference, columns=COLUMNS[form], lines=lines)
