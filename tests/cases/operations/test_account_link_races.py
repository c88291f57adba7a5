"""An account is linked while a matter comes to be about that person: whichever is first, the other finds it."""

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections, transaction

from cases.accounts.roles import Role
from cases.models import WallDecision
from cases.operations import hr_files, sight, subjects
from cases.operations.intake.values import Concerned
from cases.workforce import people
from cases.workforce.models import Person, Posting
from tests.factories.acts import AT, BY
from tests.factories.cases import TODAY, case, holder, place
from tests.factories.hr_files import data_of
from tests.factories.links import line_of
from tests.factories.register import person

pytestmark = pytest.mark.django_db(transaction=True)
MEANWHILE = 0.7


def overlapping(first: Callable[[], Any], second: Callable[[], Any]) -> None:
    """The first is done and not committed yet when the second begins."""
    is_done, problems = threading.Event(), []

    def go() -> None:
        try:
            with transaction.atomic():
                first()
                is_done.set()
                time.sleep(MEANWHILE)
        except Exception as problem:
            problems.append(problem)
        finally:
            is_done.set()
            connections["default"].close()

    thread = threading.Thread(target=go)
    thread.start()
    assert is_done.wait(20)
    with transaction.atomic():
        second()
    thread.join(20)
    assert not problems


@pytest.mark.parametrize("who", ["concerned", "line-manager"])
@pytest.mark.parametrize("first", ["linked-first", "added-first"])
def test_nothing_vanishes_whichever_is_first(first: str, who: str) -> None:
    unit, elsewhere = place(), place()
    account, colleague = (holder(Role.INVESTIGATOR, unit=unit) for _ in range(2))
    officer, manager = person(unit=elsewhere), person(unit=elsewhere)
    Posting.objects.filter(person=officer).update(line_manager=manager)
    linked: Person = officer if who == "concerned" else manager
    matter = case(unit=unit)
    data = data_of(line_of(linked, account))
    file = hr_files.receive(name="a.csv", data=data, by=BY, at=AT).file

    def link() -> None:
        assert hr_files.read_some(cursor=hr_files.beginning_of(file=file), by=BY, at=AT).finished

    def add() -> None:
        concerned = Concerned(kind="person", person_id=officer.pk)
        subjects.add(reference=matter.reference, concerned=concerned, by=colleague, at=AT)

    overlapping(*((link, add) if first == "linked-first" else (add, link)))
    linked.refresh_from_db()
    assert linked.user == account
    assert sight.sees(case=matter, user=account, on=TODAY)
    decision = WallDecision.objects.get()
    assert (decision.choice, [each["user"] for each in decision.would_lose]) == ("", [account.pk])
    assert matter.subjects.count() == (1 if first == "added-first" else 0)


def test_who_adds_somebody_and_who_links_an_account_never_wait_for_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    unit, elsewhere = place(), place()
    account, colleague = (holder(Role.INVESTIGATOR, unit=unit) for _ in range(2))
    officer, manager = person(unit=elsewhere), person(unit=elsewhere)
    Posting.objects.filter(person=officer).update(line_manager=manager)
    # The account becomes the manager's; the matter is about them, and comes to be about the officer whom they manage.
    matter = case(unit=unit, about=(manager,))
    file = hr_files.receive(name="a.csv", data=data_of(line_of(manager, account)), by=BY, at=AT).file
    has_the_matter, real = threading.Event(), people.held_still

    def slowly(**asked: Any) -> Any:
        has_the_matter.set()
        time.sleep(MEANWHILE)
        return real(**asked)

    problems: list[BaseException] = []

    def add() -> None:
        monkeypatch.setattr("cases.operations.wall_questions.held_still", slowly)
        concerned = Concerned(kind="person", person_id=officer.pk)
        try:
            subjects.add(reference=matter.reference, concerned=concerned, by=colleague, at=AT)
        except Exception as problem:
            problems.append(problem)
        finally:
            has_the_matter.set()
            connections["default"].close()

    thread = threading.Thread(target=add)
    thread.start()
    assert has_the_matter.wait(20)
    with transaction.atomic():
        hr_files.read_some(cursor=hr_files.beginning_of(file=file), by=BY, at=AT)
    thread.join(20)
    assert not problems
    assert sight.sees(case=matter, user=account, on=TODAY)
    assert WallDecision.objects.filter(choice="", would_lose__contains=[{"user": account.pk}]).exists()
