"""Two worlds that are the same but for a question about somebody's sight, and what they are told in each of them."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.db import transaction

from cases import access
from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.audit.models import Entry
from cases.audit.trail import Refused, Wanted
from cases.models import Case, Subject, WallDecision
from cases.operations.subjects import Added
from cases.queries import case_access, case_timeline, trail
from cases.workforce.models import Person
from tests.cases.operations.sight.acting import asked, identify
from tests.factories import cases, register
from tests.factories.acts import AT
from tests.factories.cases import TODAY, holder

WHO = pytest.mark.parametrize("who", ["officer", "manager"])
QUESTIONS = pytest.mark.parametrize("question", ["ask", "ask_to_identify", "ask_by_register"])

Act = Callable[[], Any]


class Scene:
    """An officer and whoever manages them: one of them sees the matter (`seer`), or both, and the other does not yet.

    `stranger` is of the register and nobody's here; whoever manages `watched` sees the matter.
    """

    def __init__(self, *, seer: str = "both") -> None:
        self.unit, self.elsewhere = register.unit(), register.unit()
        self.asker, self.colleague = (holder(Role.SUPERVISOR, unit=self.unit) for _ in range(2))
        self.decider = holder(Role.SUPERVISOR, unit=self.unit)
        self.manager, self.officer = self.somebody(seer != "officer"), self.somebody(seer != "manager")
        self.managing = register.person(user=self.manager, unit=self.unit)
        self.person = register.person(user=self.officer, unit=self.unit, line_manager=self.managing)
        self.stranger = register.person(unit=self.elsewhere)
        watching = register.person(user=holder(Role.SUPERVISOR, unit=self.unit), unit=self.unit)
        self.watched = register.person(unit=self.unit, line_manager=watching)
        self.case = cases.case(unit=self.unit)
        self.tall = cases.subject(case=self.case, kind="partly_known", description="PC, tall")

    def somebody(self, sees: bool) -> User:
        return holder(Role.SUPERVISOR, unit=self.unit) if sees else holder(Role.INVESTIGATOR, unit=self.elsewhere)

    def ask(self) -> WallDecision:
        """The question: the officer is to be added."""
        return asked(self.case, self.person, self.asker)

    def ask_to_identify(self) -> None:
        """The question: somebody partly known is to be identified as the officer."""
        assert identify(self.tall, self.person, self.asker).decision is not None

    def ask_by_register(self) -> None:
        """The question, as nobody asked it."""
        WallDecision.objects.filter(pk=self.ask().pk).update(asked_by=None, proposal={"kind": "person"})

    def other(self, seer: str) -> tuple[User, User, Person]:
        """Who sees it, and who does not, with who the latter is in the register."""
        officer, manager = (self.officer, self.person), (self.manager, self.managing)
        (first, _), second = (officer, manager) if seer == "officer" else (manager, officer)
        return first, *second


def nothing() -> None:
    """No question at all."""


def same(scene: Scene, whom: User, question: Act, *acts: Act) -> dict[str, Any]:
    """Asserts that they are told the same with the question and without it. Returns what that is."""
    without = told(whom, scene.case, nothing, acts)
    assert told(whom, scene.case, nothing, acts) == without, "it differs by itself, and would hide a difference"
    assert told(whom, scene.case, question, acts) == without
    return without


def refused(act: Act) -> str:
    with pytest.raises(Refused) as refusal:
        act()
    return refusal.value.sentence


def told(whom: User, case: Case, question: Act, acts: Sequence[Act]) -> dict[str, Any]:
    """What they are answered, and see of the matter after it, where this was asked before. Undone at the end."""
    beginning = transaction.savepoint()
    question()
    answers = [_answer(act) for act in acts]
    case = Case.objects.get(pk=case.pk)
    reader = access.reader(user=whom, on=TODAY)
    found = {
        "answers": answers,
        "subjects": list(Subject.objects.filter(case=case).order_by("pk").values_list("kind", "person", "description")),
        "who": _who(case, reader),
        "version": (case.version, access.visible_to(reader=reader).filter(pk=case.pk).exists()),
        "timeline": [
            (item.what, item.who, item.about, item.reason, item.was_refused)
            for kind in case_timeline.KINDS
            for item in case_timeline.page(case=case, reader=reader, kind=kind, before=None).items
        ],
        "trail": [
            (line.what, line.who, line.thing, line.reason, line.was_refused)
            for line in trail.entries(wanted=Wanted(), by=whom, at=AT).lines
        ],
        # Whether they are shown or not: a number that is missing from a row of numbers tells as well.
        "own": list(Entry.objects.filter(who=whom.principal).order_by("pk").values_list("what", "outcome", "thing")),
    }
    transaction.savepoint_rollback(beginning)
    return found


def _who(case: Case, reader: access.Reader) -> Any:
    seen = case_access.who(case=case, reader=reader, units={}, keeps=True, decides=True)
    members = [(each.name, each.why, each.reason, each.ended_on) for each in (*seen.members, *seen.former)]
    denied = [(each.name, each.why, each.still, len(each.ends)) for each in seen.denied]
    # How many wait, and not which: a number is not used again after it was undone.
    return members, denied, len(seen.waiting)


def _answer(act: Act) -> Any:
    try:
        with transaction.atomic():
            done = act()
    except Refused as refusal:
        return "refused", refusal.sentence, refusal.what, refusal.about, refusal.reason
    except Exception as error:
        return type(error).__name__
    if not isinstance(done, Added):
        return done
    subject = done.subject and (done.subject.kind, done.subject.person_id, done.subject.description)
    return subject, done.decision is not None, list(done.lose), done.asked_otherwise
