"""Scores: what was answered about a matter becomes an interval, a band and an explanation, kept for good."""

from collections.abc import Mapping
from datetime import datetime

from cases.audit.actors import Actor
from cases.models import Case, SeverityScore
from misconduct import severity
from misconduct.severity import Danger


def keep(*, case: Case, facts: Mapping[str, str], danger: str, by: Actor, at: datetime) -> SeverityScore:
    """Scores a matter by these answers (`factor: yes | no | unknown`, a note after a colon) and keeps the scoring.

    What nobody touched is not among them. Part of an act: stands inside its transaction. Raises NoAnswer, with what is
    valid, for an answer that cannot be taken.
    """
    answers = severity.read(pairs=list(facts.items()), author=by.principal)
    found = severity.score(answers=answers)
    data = severity.as_data(found)
    row = SeverityScore(
        case=case,
        answers=data["answers"],
        parts=data["parts"],
        low=found.low,
        high=found.high,
        band=found.band.name,
        band_of_high=found.band_of_high.name,
        triage=found.triage.name,
        danger=Danger[danger.upper()].name if danger else Danger.NOT_YET_ASKED.name,
        version=found.version,
        working={**data, "headline": severity.headline(found), "lines": severity.lines(found)},
        scored_by=by.principal,
        scored_at=at,
    )
    row.save(force_insert=True)
    return row
