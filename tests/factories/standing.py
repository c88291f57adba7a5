"""Bringing a matter, or an allegation in it, to a stage: by decisions that the law has, as PostgreSQL wants them."""

from collections import deque
from typing import Any

from cases.models import Case, Decision, SubjectAllegation
from cases.queries import circumstances
from misconduct.stages import tables
from misconduct.stages.lifecycles import MatterStage, Stage
from tests.factories.acts import AT
from tests.factories.cases import TODAY, subject
from tests.factories.users import user


def brought_to(*, case: Case, stage: str, against: SubjectAllegation | None = None, **known: Any) -> None:
    """Writes the shortest row of decisions that leads there, and the stage. Nothing else of those acts is done."""
    row: Any = against or case
    standing = circumstances.standing(case=case, against=against)
    by = user()
    for act, before, after in _way(standing, type(standing)[stage.upper()]):
        Decision.objects.create(
            case=case, against=against, act=act, stage_before=before.name.lower(), stage_after=after.name.lower(),
            provision="Police (Conduct) Regulations 2020, reg 14", grade="TEXT_SEEN", capacity="department", by=by,
            act_on=TODAY, reasons="Because", at=AT,
        )  # fmt: skip
    row.stage, row.known = stage, row.known | known
    closed = {"closed_on": TODAY if stage == "closed" else None} if against is None else {}
    type(row).objects.filter(pk=row.pk).update(stage=stage, known=row.known, **closed)


def _way(first: Stage, last: Stage) -> list[tuple[str, Stage, Stage]]:
    ways: deque[tuple[Stage, list[tuple[str, Stage, Stage]]]] = deque([(first, [])])
    seen = {first}
    while ways:
        at, steps = ways.popleft()
        if at is last:
            return steps
        for row in tables.TRANSITIONS:
            if at in row.at and row.to is not None and row.to not in seen:
                seen.add(row.to)
                ways.append((row.to, [*steps, (row.act, at, row.to)]))
    raise ValueError(f"The law leads from {first} nowhere to {last}.")


def decided(*, case: Case, acts: tuple[str, ...], by: Any, **values: Any) -> None:
    """Writes a decision of each act, one after another, in the matter or on the first allegation against somebody.

    It stands where the last of them led. Raises ValueError for an act that cannot follow.
    """
    for act in acts:
        rows = [(at, row.to or at) for row in tables.TRANSITIONS if row.act == act for at in row.at]
        is_matter = isinstance(rows[0][0], MatterStage)
        if not is_matter and not case.subjects.exists():
            subject(case=case)
        against = None if is_matter else SubjectAllegation.objects.filter(case=case).earliest("pk")
        last = Decision.objects.filter(case=case, against=against).order_by("-pk").first()
        found = [pair for pair in rows if last is None or pair[0].name.lower() == last.stage_after]
        if not found:
            raise ValueError(f"{act} does not follow {last}.")
        before, after = found[0]
        given: dict[str, Any] = {"act_on": TODAY, "reasons": "Because", "at": AT, "capacity": "department"}
        Decision.objects.create(
            case=case, against=against, act=act, provision="p", grade="LOCAL", by=by,
            stage_before=before.name.lower(), stage_after=after.name.lower(), **(given | values),
        )  # fmt: skip
        row: Any = against or case
        row.stage = after.name.lower()
        type(row).objects.filter(pk=row.pk).update(stage=row.stage)
