"""A line manager who came later: denied at once where nothing vanishes, and otherwise decided by a second person."""

from datetime import timedelta

import pytest

from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.audit.actors import Job
from cases.audit.acts import Act
from cases.models import Case, CaseDenial, WallDecision
from cases.operations import sight, wall_sweep, walls
from cases.operations.walls import Choice
from cases.workforce.models import Person, Posting, Unit
from tests.factories.acts import AT
from tests.factories.cases import TODAY, case, holder, place
from tests.factories.register import person, posting
from tests.factories.trail import said

pytestmark = pytest.mark.django_db
BY = Job("cases.runs")


def moved(officer: Person, unit: Unit, manager: Person) -> None:
    """From today on somebody else manages the officer."""
    Posting.objects.filter(person=officer).update(last_day=TODAY - timedelta(days=1))
    posting(officer, unit=unit, line_manager=manager, first_day=TODAY)


def matter(*, sees: bool) -> tuple[Case, User, Person]:
    """A matter about an officer whose new manager sees it, or does not."""
    unit, elsewhere = place(), place()
    officer = person(unit=elsewhere)
    account = holder(Role.INVESTIGATOR, unit=unit if sees else elsewhere)
    manager = person(unit=elsewhere, user=account)
    made = case(unit=unit, about=(officer,))
    moved(officer, elsewhere, manager)
    return made, account, manager


def test_one_who_does_not_see_it_is_denied_at_once_and_nobody_is_asked() -> None:
    made, _, manager = matter(sees=False)
    wall_sweep.sweep(cursor=None, by=BY, at=AT)
    assert CaseDenial.objects.filter(case=made, principal=f"person:{manager.pk}", why="line_manager").exists()
    entry = ("done", BY.principal, f"case:{made.reference}", "register: new line manager")
    assert said(Act.WALL_DECIDED) == [entry]
    assert not WallDecision.objects.exists()
    wall_sweep.sweep(cursor=None, by=BY, at=AT)
    assert len(said(Act.WALL_DECIDED)) == 1


def test_what_was_done_is_told_to_nobody_who_may_see_the_jobs() -> None:
    nothing = wall_sweep.sweep(cursor=None, by=BY, at=AT)
    matter(sees=False)
    matter(sees=True)
    something = wall_sweep.sweep(cursor=None, by=BY, at=AT)
    assert (something.done, something.finished) == (nothing.done, nothing.finished) == (0, True)


def test_for_one_who_sees_it_nothing_vanishes_until_a_second_person_has_decided() -> None:
    made, account, _ = matter(sees=True)
    for _ in range(2):
        wall_sweep.sweep(cursor=None, by=BY, at=AT)
    decision = WallDecision.objects.get()
    assert [each["user"] for each in decision.would_lose] == [account.pk]
    assert sight.sees(case=made, user=account, on=TODAY)
    supervisor = holder(Role.SUPERVISOR, unit=made.unit)
    walls.decide(decision_id=decision.pk, choice=Choice(choice="revoke", reason="Conflict."), by=supervisor, at=AT)
    assert not sight.sees(case=made, user=account, on=TODAY)
    assert made.subjects.count() == 1
    wall_sweep.sweep(cursor=None, by=BY, at=AT)
    assert WallDecision.objects.count() == 1


def test_one_who_manages_them_no_more_stays_denied_and_others_matters_are_left_alone() -> None:
    made, _, _ = matter(sees=False)
    other = case()
    wall_sweep.sweep(cursor=None, by=BY, at=AT)
    assert CaseDenial.objects.filter(case=made, why="line_manager").count() == 1
    assert not CaseDenial.objects.filter(case=other).exists()


def test_nobody_is_asked_again_while_a_freeze_lasts_and_again_once_it_has_ended() -> None:
    made, _, _ = matter(sees=True)
    wall_sweep.sweep(cursor=None, by=BY, at=AT)
    [decider, second] = [holder(Role.SUPERVISOR, unit=made.unit) for _ in range(2)]
    decision = WallDecision.objects.get()
    choice = Choice(choice="freeze", reason="Conflict.", routine_reason="Under review")
    walls.decide(decision_id=decision.pk, choice=choice, by=decider, at=AT)
    wall_sweep.sweep(cursor=None, by=BY, at=AT)
    assert WallDecision.objects.count() == 1
    walls.end_freeze(decision_id=decision.pk, reason="Over", by=second, at=AT)
    wall_sweep.sweep(cursor=None, by=BY, at=AT)
    assert WallDecision.objects.filter(choice="").count() == 1
