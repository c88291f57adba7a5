"""Whom a matter is about: added, identified, and withdrawn where they were added in error.

Whoever it is about, and whoever manages them, never sees the matter. Rows that vanish tell: so where one of them can
see it now, nothing is saved but the question, and a second person decides what becomes of their sight (`walls`).
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from cases import access
from cases.access import NotThere
from cases.accounts.users import User
from cases.audit import trail
from cases.audit.acts import Act
from cases.audit.trail import Refused, Thing
from cases.models import STANDS, Case, Subject, SubjectKind, WallDecision
from cases.operations import case_changes, clocks, subject_rows, wall_questions
from cases.operations.case_changes import SentAlready
from cases.operations.intake.values import Concerned
from cases.queries import known_walls

IDENTIFIED = "They have been identified already. Open the page again to see as whom."
NOT_BY_YOU = "You are this person, or manage them. Ask somebody else who works on the matter to mark them so."


class AlreadyThere(Exception):
    """The matter is about this person already."""


@dataclass(frozen=True, kw_only=True)
class Added:
    """What came of it: the subject was added or identified, or a second person must decide first.

    `lose`: who would lose sight of the matter today. `asked_otherwise`: what is decided first is another proposal
    about the same person; never told to somebody whose own sight is asked about.
    """

    subject: Subject | None = None
    decision: WallDecision | None = None
    lose: Sequence[dict[str, Any]] = ()
    asked_otherwise: bool = False


@transaction.atomic
def add(
    *, reference: str, concerned: Concerned, by: User, at: datetime, added_with: uuid.UUID | None = None
) -> Added:  # fmt: skip
    """Adds somebody whom the matter is about, at once where nobody would lose sight of it.

    Otherwise nothing is saved but the question, which a second person decides. Asking again is the same question, and
    the same page again (`added_with`) adds nobody twice. Raises AlreadyThere, SentAlready where the same page said
    somebody else before, Refused while the matter is frozen, and NotThere.
    """
    case = case_changes.to_change(reference=reference, by=by, at=at)
    if added_with is not None and (known := _sent_before(case, concerned, added_with, by, at)):
        return known
    if concerned.kind == SubjectKind.PERSON and concerned.person_id is not None:
        lose = _would_lose(case, concerned.person_id, at)
        if lose:
            said = {wall_questions.ADDED_WITH: str(added_with) if added_with else None}
            decision = wall_questions.ask(case=case, concerned=concerned, lose=lose, by=by, at=at, **said)
            return _asked(decision, lose, by, at, asked_otherwise=_identifies(decision) is not None)
    return Added(subject=subject_rows.add(case=case, concerned=concerned, by=by, at=at, added_with=added_with))


@transaction.atomic
def identify(*, reference: str, subject_id: int, person_id: int, by: User, at: datetime) -> Added:
    """The subject that was partly known or not identified becomes this person of the register.

    At once, or once a second person has decided, as when somebody is added. Said again it is the same. Raises
    AlreadyThere where the matter is about that person already, Refused where the subject is somebody else by now or
    the matter is frozen, and NotThere.
    """
    case = case_changes.to_change(reference=reference, by=by, at=at)
    subject = case.subjects.filter(STANDS, pk=subject_id).exclude(kind=SubjectKind.ORGANISATION).first()
    if subject is None:
        raise NotThere
    if subject.person_id == person_id:
        return Added(subject=subject)
    if subject.kind not in subject_rows.UNIDENTIFIED:
        raise Refused(IDENTIFIED, what=Act.SUBJECT_IDENTIFIED, about=_about(subject))
    lose = _would_lose(case, person_id, at)
    if not lose:
        found = subject_rows.identify(case=case, subject=subject, person_id=person_id, by=by, at=at)
        return Added(subject=found)
    concerned = Concerned(kind=SubjectKind.PERSON, person_id=person_id)
    said = {wall_questions.IDENTIFIES: subject.pk}
    decision = wall_questions.ask(case=case, concerned=concerned, lose=lose, by=by, at=at, **said)
    return _asked(decision, lose, by, at, asked_otherwise=_identifies(decision) != subject.pk)


@transaction.atomic
def withdraw(*, reference: str, subject_id: int, reason: str, by: User, at: datetime) -> None:
    """Whoever was added in error is no longer concerned: for a reason that everybody reads. Safe to repeat.

    They count nowhere any more, and may be added again. Nobody's sight of the matter changes by it: whoever was shut
    out because of them stays so until somebody lets them see it again. What is still being asked about them is closed.
    Raises NotThere, and Refused for whoever they are or is managed by, and while the matter is frozen.
    """
    case = case_changes.to_change(reference=reference, by=by, at=at)
    subject = case.subjects.filter(pk=subject_id).first()
    if subject is None:
        raise NotThere
    if subject.withdrawn_on is not None:
        return
    if subject.person_id and wall_questions.concerns(user=by, person_id=subject.person_id, at=at):
        raise Refused(NOT_BY_YOU, what=Act.SUBJECT_WITHDRAWN, about=_about(subject))
    on = timezone.localdate(at)
    wall_questions.close(subject=subject, why="they were added in error", by=by, at=at)
    clocks.end_against(subject=subject, on=on)
    subject.withdrawn_on, subject.withdrawn_because, subject.withdrawn_by = on, reason, by
    subject.save(update_fields=["withdrawn_on", "withdrawn_because", "withdrawn_by"])
    case_changes.save(case)
    trail.record(what=Act.SUBJECT_WITHDRAWN, by=by, at=at, about=_about(subject), reason=reason)


def _asked(
    decision: WallDecision, lose: list[dict[str, Any]], by: User, at: datetime, *, asked_otherwise: bool
) -> Added:  # fmt: skip
    """That it is asked. Whoever proposes themselves, or whom they manage, reads the same whatever is asked already.

    Of this question alone: were it of any of the matter, what they read of others would tell them of one about them.
    """
    reader = access.reader(user=by, on=timezone.localdate(at))
    is_theirs = known_walls.unknown(reader=reader).filter(pk=decision.pk).exists()
    return Added(decision=decision, lose=lose, asked_otherwise=asked_otherwise and not is_theirs)


def _would_lose(case: Case, person_id: int, at: datetime) -> list[dict[str, Any]]:
    if case.subjects.filter(STANDS, person_id=person_id).exists():
        raise AlreadyThere
    return wall_questions.would_lose(case=case, person_id=person_id, on=timezone.localdate(at))


def _sent_before(case: Case, concerned: Concerned, added_with: uuid.UUID, by: User, at: datetime) -> Added | None:
    """What came of the same page when it was sent before. Raises SentAlready where it said somebody else."""
    subject = case.subjects.filter(added_with=added_with).first()
    if subject is not None:
        said = (concerned.kind, concerned.person_id, concerned.description)
        if subject.withdrawn_on or (subject.kind, subject.person_id, subject.description) != said:
            raise SentAlready
        return Added(subject=subject)
    decision = wall_questions.asked_with(case=case, page=added_with)
    if decision is not None and decision.person_id != concerned.person_id:
        raise SentAlready
    if decision is None or decision.choice:
        return None
    lose = wall_questions.would_lose(case=case, person_id=decision.person_id, on=timezone.localdate(at))
    return _asked(decision, lose, by, at, asked_otherwise=_identifies(decision) is not None)


def _identifies(decision: WallDecision) -> int | None:
    found: int | None = decision.proposal.get(wall_questions.IDENTIFIES)
    return found


def _about(subject: Subject) -> Thing:
    return Thing("subject", subject.pk, subject.case_id)
