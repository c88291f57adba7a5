"""The period after which delay is reported that runs for a matter, or for an allegation in it."""

from django.db.models import F, Q

from cases.models import Case, Deadline, SubjectAllegation
from cases.queries.acts import here
from cases.queries.case_parts import RUNS
from cases.queries.circumstances import of


def running(*, case: Case, against: SubjectAllegation | None) -> Deadline | None:
    """The one of the track that it is on: an allegation's own, or else the matter's. None where none runs."""
    facts = of(case=case, against=against, act_on=case.received_on)
    key = "timeliness_reg19" if facts.known.get("track") == "internal" else "timeliness_pcmr13"
    rows = case.deadlines.filter(RUNS, key__in=here.PERIODS).filter(Q(against=against) | Q(against=None))
    first = rows.filter(key=key).order_by(F("against").desc(nulls_last=True), "work_to").first()
    return first or rows.order_by("work_to").first()
