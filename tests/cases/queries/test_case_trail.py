"""Which entries of matters an auditor finds: those of matters that they may see, and every question in vain."""

import pytest

from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.audit import trail
from cases.audit.actors import Job
from cases.audit.acts import Act
from cases.audit.trail import Thing, Wanted
from cases.models import Case, WallDecision
from cases.queries import trail as trail_seen
from cases.workforce.models import Unit
from tests.factories import cases, register
from tests.factories.acts import AT
from tests.factories.cases import holder
from tests.factories.users import user

pytestmark = pytest.mark.django_db
BY = Job("noting")


@pytest.fixture
def unit() -> Unit:
    return register.unit()


def noted(what: Act, case: Case | None = None) -> None:
    about = Thing("case", case.reference if case else "CO-0000-0000-0", case.pk if case else None)
    trail.record(what=what, by=BY, at=AT, about=about)


def found(by: User) -> list[str]:
    page = trail_seen.entries(wanted=Wanted(who=BY.principal), by=by, at=AT)
    return [line.key for line in page.lines]


def test_an_auditor_finds_entries_of_no_matter_and_none_of_a_matter(unit: Unit) -> None:
    noted(Act.CASE_CHANGED, cases.case(unit=unit))
    noted(Act.ROLE_GIVEN)
    for auditor in (user(Role.AUDITOR), holder(Role.AUDITOR, unit=unit)):
        assert found(auditor) == ["CO-0000-0000-0"]


def test_who_may_see_a_matter_finds_its_entries_and_not_those_of_others(unit: Unit) -> None:
    mine, other = cases.case(unit=unit), cases.case()
    for case in (mine, other):
        noted(Act.CASE_CHANGED, case)
    assert found(holder(Role.AUDITOR, Role.SUPERVISOR, unit=unit)) == [mine.reference]


def test_whom_it_is_about_finds_none_of_it(unit: Unit) -> None:
    officer = holder(Role.AUDITOR, Role.SUPERVISOR, unit=unit)
    noted(Act.CASE_CHANGED, cases.case(unit=unit, about=(register.person(user=officer),), named=(officer,)))
    assert found(officer) == []


def test_a_question_in_vain_is_found_whether_there_is_such_a_matter_or_not(unit: Unit) -> None:
    hidden = cases.case(unit=unit)
    noted(Act.CASE_NOT_THERE, hidden)
    noted(Act.CASE_NOT_THERE)
    assert found(user(Role.AUDITOR)) == ["CO-0000-0000-0", hidden.reference]


def test_who_would_lose_sight_of_a_matter_finds_nothing_of_the_question(unit: Unit) -> None:
    case = cases.case(unit=unit)
    loses, stays = (holder(Role.AUDITOR, Role.SUPERVISOR, unit=unit) for _ in range(2))
    WallDecision.objects.create(
        case=case, person=register.person(), proposal={}, asked_by=stays, asked_at=AT,
        would_lose=[{"user": loses.pk, "name": loses.name, "why": "x"}],
    )  # fmt: skip
    for what in (Act.WALL_RAISED, Act.WALL_DECIDED, Act.CASE_CHANGED):
        noted(what, case)
    assert len(found(stays)) == 3
    assert len(found(loses)) == 1
