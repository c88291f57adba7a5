"""The register of decisions of a matter (PCMR reg 44): each exercise of a power, newest first, page by page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cases.models import Case, Decision
from cases.queries import case_people, case_words
from cases.queries.acts import words
from misconduct.referral import GROUNDS
from misconduct.stages import MatterStage, OfficerStage
from misconduct.stages.tables import ACTS
from misconduct.stages.who import Who

PAGE = 25


@dataclass(frozen=True, kw_only=True)
class DecisionSeen:
    """One decision: what, on whom, by whom as what, under which provision and delegation, why, and where it led."""

    number: int
    title: str
    about: str
    on: date
    by: str
    capacity: str
    provision: str
    grade: str
    delegation: str
    reasons: str
    answers: list[tuple[str, str]]
    despite: list[str]
    because: str
    led: str
    recorded_at: datetime


def page(*, case: Case, before: int | None) -> tuple[list[DecisionSeen], int | None]:
    """Some of them, and where older ones begin. One question."""
    rows = case.decisions.select_related("by", "delegation", "against__subject__person", "against__allegation")
    rows = rows.order_by("-pk") if before is None else rows.filter(pk__lt=before).order_by("-pk")
    found = list(rows[: PAGE + 1])
    shown = found[:PAGE]
    return [_seen(row) for row in shown], shown[-1].pk if len(found) > PAGE else None


def about_person(*, case: Case, subject_id: int, acts: Iterable[str]) -> list[tuple[str, DecisionSeen]]:
    """What was decided about somebody by these acts, each with its act, newest first. One question."""
    rows = case.decisions.select_related("by", "delegation", "against__subject__person", "against__allegation")
    found = rows.filter(against__subject=subject_id, act__in=list(acts)).order_by("-act_on", "-pk")
    return [(row.act, _seen(row)) for row in found]


def _seen(row: Decision) -> DecisionSeen:
    against = row.against
    about = f"{case_people.name_of(row=against.subject)}, allegation {against.allegation.number}" if against else ""
    return DecisionSeen(
        number=row.pk,
        title=ACTS[row.act].title if row.act in ACTS else row.act.replace("_", " "),
        about=about,
        on=row.act_on,
        by=row.by.name,
        capacity=Who[row.capacity.upper()].value if row.capacity.upper() in Who.__members__ else row.capacity,
        provision=row.provision,
        grade=case_words.grade(row.grade),
        delegation=f"{row.delegation.document}, signed by {row.delegation.signed_by}" if row.delegation else "",
        reasons=row.reasons,
        answers=[*_answers(row.answers), *_details(row.details)],
        despite=[one["words"] for one in row.unmet],
        because=next((one["because"] for one in row.unmet if one.get("because")), ""),
        led=_led(row, is_matter=against is None),
        recorded_at=row.recorded_at,
    )


def _led(row: Decision, *, is_matter: bool) -> str:
    if row.stage_before == row.stage_after:
        return ""
    stages: Any = MatterStage if is_matter else OfficerStage
    name = row.stage_after.upper()
    return case_words.begun(stages[name].value) if name in stages.__members__ else row.stage_after


def _answers(said: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(words.question(name=name), words.answer_in_words(name=name, said=value)) for name, value in said.items()]


def _details(details: Mapping[str, Any]) -> list[tuple[str, str]]:
    told = [("Investigator", details.get("name", "")), ("IOPC's reference", details.get("iopc_reference", ""))]
    told.append(("Referral", details.get("verdict", "")))
    grounds = details.get("grounds", {})
    told += [(GROUNDS[key].asks if key in GROUNDS else key, said) for key, said in grounds.items()]
    return [(label, said) for label, said in told if said]
