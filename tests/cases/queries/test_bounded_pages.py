"""Of more than a page shows: what still runs stands there, and a page that does not show all of it says so."""

from datetime import timedelta

import pytest

from cases import access
from cases.accounts.roles import Role
from cases.models import Membership
from cases.queries import case_access, case_deadlines
from tests.cases.operations.sight.acting import asked
from tests.doors.looking import words
from tests.factories import cases, register
from tests.factories.cases import TODAY, holder, place
from tests.factories.users import logged_in, user

pytestmark = pytest.mark.django_db
OVER = TODAY - timedelta(days=9)


def test_a_limit_that_runs_stands_on_the_axis_however_many_are_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(case_deadlines, "MOST_SHOWN", 3)
    case = cases.case()
    cases.deadline(case=case, title="runs, undated", work_to=None)
    cases.deadline(case=case, title="runs", work_to=TODAY + timedelta(9))
    for number in range(4):
        cases.deadline(case=case, title=f"met {number}", work_to=OVER, met_on=OVER)
    titles = [line.title for line in case_deadlines.axis(case=case, on=TODAY).lines]
    assert titles == ["runs", "runs, undated", "met 3"]


def test_whoever_may_see_it_stands_there_however_many_could_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(case_access, "MOST_SHOWN", 3)
    case, reader = cases.case(), access.reader(user=user(), on=TODAY)
    given = {"case": case, "reason": "Works on it", "first_day": OVER, "given_by": "user:1"}
    named = Membership.objects.create(user=user(), why="member", **given)
    last_day = Membership.objects.create(user=user(), why="grant", last_day=TODAY, **given)
    for _ in range(2):
        Membership.objects.create(user=user(), why="member", ended_on=TODAY, **given)
        Membership.objects.create(user=user(), why="grant", last_day=TODAY - timedelta(1), **given)
    seen = case_access.who(case=case, reader=reader, units={}, keeps=False, decides=False)
    assert [member.id for member in seen.members] == [last_day.pk, named.pk]
    assert len(seen.former) == 1
    for one in (named, last_day):
        assert case_access.member(case=case, membership_id=one.pk, on=TODAY)


def test_more_questions_than_a_page_shows_are_said_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(case_access, "MOST_SHOWN", 2)
    unit = place()
    me, other = holder(Role.SUPERVISOR, unit=unit), holder(Role.SUPERVISOR, unit=unit)
    for number in range(3):
        case = cases.case(unit=unit, headline=f"Matter {number}")
        asked(case, register.person(user=holder(Role.SUPERVISOR, unit=unit)), other)
        said = words(logged_in(me).get("/walls/"))
        assert ("More wait than stand here: these are the oldest 2." in said) is (number == 2)
        assert "Matter 0" in said
        assert "Matter 2" not in said
