"""What the tests of sight do: each act in one line, at the same moment."""

from typing import Any

from cases import access
from cases.accounts.models import User
from cases.models import Case, Subject, WallDecision
from cases.operations import subjects, walls
from cases.operations.intake.values import Concerned
from cases.operations.subjects import Added
from cases.operations.walls import Choice
from cases.workforce.models import Person
from tests.factories.acts import AT
from tests.factories.cases import TODAY

WHY = "The collar number was misread"


def sees(somebody: User, case: Case) -> bool:
    return access.visible_to(reader=access.reader(user=somebody, on=TODAY)).filter(pk=case.pk).exists()


def add(case: Case, person: Person | None, by: User, **values: Any) -> Added:
    kind = "person" if person else "unidentified"
    concerned = Concerned(kind=kind, person_id=person.pk if person else None, **values)
    return subjects.add(reference=case.reference, concerned=concerned, by=by, at=AT)


def identify(subject: Subject, person: Person, by: User) -> Added:
    told = {"subject_id": subject.pk, "person_id": person.pk}
    return subjects.identify(reference=subject.case.reference, by=by, at=AT, **told)


def withdraw(subject: Subject, by: User, reason: str = WHY) -> None:
    subjects.withdraw(reference=subject.case.reference, subject_id=subject.pk, reason=reason, by=by, at=AT)


def asked(case: Case, person: Person, by: User) -> WallDecision:
    decision = add(case, person, by).decision
    assert decision is not None
    return decision


def decide(decision: WallDecision | None, by: User, choice: str = "revoke", **values: Any) -> WallDecision:
    assert decision is not None
    routine = {"routine_reason": "Under review"} if choice == "freeze" else {}
    given = Choice(choice=choice, **({"reason": "It must be"} | routine | values))
    return walls.decide(decision_id=decision.pk, choice=given, by=by, at=AT)
