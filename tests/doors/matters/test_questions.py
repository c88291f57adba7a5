"""How many questions the pages of a matter ask the database: at most twelve in all, whatever it holds and whoever asks.

Counted with the session's, the user's and the trail's.
"""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.models import (
    Case,
    CaseDenial,
    CaseLink,
    ParallelEffect,
    ParallelEvent,
    ParallelProceeding,
    ProgressUpdate,
    Restriction,
    WallDecision,
    WelfareContact,
    WelfarePlan,
)
from cases.operations import membership
from cases.web.row_addresses import address_of
from cases.workforce.models import Unit
from tests.cases.operations.sight.acting import asked, decide, withdraw
from tests.doors.looking import with_purpose
from tests.factories import cases, evidence, plan, register
from tests.factories.acts import AT
from tests.factories.cases import TODAY, holder
from tests.factories.users import LONG_AGO, logged_in, user
from tests.questions import asked_of

pytestmark = pytest.mark.django_db
MOST = 12
ROLES = (Role.INVESTIGATOR, Role.SUPERVISOR, Role.HEAD_OF_DEPARTMENT)
TABS = ["", "people/", "deadlines/", "deadlines/{deadline}/", "timeline/", "timeline/?kind=looks", "access/",
        "decisions/", "beside/", "people/{subject}/", "people/{subject}/welfare/",
        "plan/", "plan/footage/", "plan/steps/", "plan/log/", "plan/log/print/", "plan/representations/",
        "plan/report/", "plan/terms/versions/"]  # fmt: skip
# Pages that only those open who work on a matter.
WORKED_ON = [
    (Role.INVESTIGATOR, tab)
    for tab in ("severity/", "messages/", "letters/new/decision_notice/", "letters/{letter}/", "updates/{party}/")
] + [(Role.SUPERVISOR, "referral/")]


@pytest.fixture
def supervisor(unit: Unit) -> User:
    return holder(Role.SUPERVISOR, unit=unit)


def fill(case: Case, unit: Unit, by: User, how_many: int) -> None:
    """So many more of all that a matter may hold, each way of losing sight of it among them."""
    for _ in range(how_many):
        cases.allegation(case=case)
        cases.subject(case=case, person=register.person())
        to = cases.letter(case=case).to
        assert to
        ProgressUpdate.objects.create(case=case, party=to, drafted_by=by.principal, drafted_at=AT)
        cases.deadline(case=case, work_to=TODAY)
        cases.score(case=case)
        cases.case(unit=unit, named=(user(),))
        membership.name(reference=case.reference, user_id=holder(Role.INVESTIGATOR, unit=unit).pk, **said(by))
        # An account that is nobody's in the register.
        CaseDenial.objects.create(case=case, principal=user().principal, why="wall")
        wall(case, unit, by)
        added_in_error(case, unit, by)
        beside(case, unit, by)
        fill_plan(case, by)


def fill_plan(case: Case, by: User) -> None:
    """Two more of each row of its plan, chased and corrected."""
    number = case.terms.count() + 1
    plan.terms(case=case, by=by, number=number, because="x" if number > 1 else "")
    plan.report(case=case, by=by)
    plan.representation(case=case, subject=cases.subject(case=case, person=register.person()))
    for _ in range(2):
        plan.line(case=case, to=(plan.point(case=case),), owner=user(), due_on=LONG_AGO)
        parties = {"party": cases.party(case=case), "body": ""}, {"subject": cases.subject(case=case), "body": ""}
        for values in (*parties, {}):
            plan.chase(case=case, by=user(), step=plan.step(case=case, asked_on=TODAY, **values))
        plan.chase(case=case, by=user(), request=plan.preservation(case=case))
        plan.entry(case=case, by=user(), corrects=plan.entry(case=case, by=by))


def said(by: User) -> Any:
    return {"reason": "It is theirs", "by": by, "at": AT}


def beside(case: Case, unit: Unit, by: User) -> None:
    """All that may run beside it."""
    subject = case.subjects.earliest("pk")
    told = {"case": case, "by": by, "at": AT}
    Restriction.objects.create(
        case=case, subject=subject, kind="place", what="x", first_day=TODAY, last_day=TODAY, recorded_by=by
    )
    subject.welfare_officers.get_or_create(case=case, name="Rev Ash", first_day=TODAY, named_by=by)
    WelfarePlan.objects.create(subject=subject, number=subject.welfare_plans.count() + 1, text="x", **told)
    WelfareContact.objects.create(subject=subject, on=TODAY, way="phone", text="x", **told)
    there = ParallelProceeding.objects.create(case=case, kind="civil", body="x", state="under_way", chases=by)
    ParallelEvent.objects.create(proceeding=there, on=TODAY, what="x", **told)
    ParallelEffect.objects.create(case=case, proceeding=there, act_kind="appeal", effect="wait", reason="x")
    other = cases.case(unit=unit)
    CaseLink.objects.create(case=case, other=other, kind="joint", made_by=by, made_on=TODAY)


def wall(case: Case, unit: Unit, by: User) -> WallDecision:
    """One that waits."""
    return asked(case, register.person(user=holder(Role.SUPERVISOR, unit=unit)), by)


def added_in_error(case: Case, unit: Unit, by: User) -> None:
    """Decided, then added in error: they are still shut out, and may be let in again."""
    decided = decide(wall(case, unit, holder(Role.INVESTIGATOR, unit=unit)), by)
    withdraw(case.subjects.get(person=decided.person), by)


def asked_by(browser: Client, address: str) -> int:
    """By a page that was opened before, so that nothing is asked for the first time."""
    browser.get(address)
    with CaptureQueriesContext(connection) as questions:
        assert browser.get(address).status_code == 200
    return asked_of(questions)


@pytest.mark.parametrize(
    ("role", "tab"),
    [*((role, tab) for role in ROLES for tab in TABS), *WORKED_ON],
)
def test_a_page_takes_at_most_twelve_questions_whatever_the_matter_holds(
    unit: Unit, supervisor: User, role: Role, tab: str
) -> None:
    browser, case = logged_in(holder(role, unit=unit)), cases.case(unit=unit)
    with_purpose(browser, case)
    # The list just seen is remembered: the matter has neighbours there.
    browser.get("/cases/?tab=all&not-kind=conduct")
    fill(case, unit, supervisor, 2)
    deadline = case.deadlines.first()
    assert deadline
    letter, party = case.letters.earliest("pk"), case.parties.earliest("pk")
    numbers = {"deadline": deadline.pk, "letter": letter.pk, "party": party.pk}
    numbers["subject"] = case.subjects.earliest("pk").pk
    address = f"/cases/{case.reference}/{tab.format(**{name: address_of(pk) for name, pk in numbers.items()})}"
    few = asked_by(browser, address)
    fill(case, unit, supervisor, 5)
    assert asked_by(browser, address) == few <= MOST


@pytest.mark.parametrize("form", ["plan/lines/add/", "plan/steps/add/", "plan/footage/add/", "plan/report/edit/"])
def test_a_form_of_the_plan_takes_as_many_questions_whatever_the_matter_holds(
    unit: Unit, supervisor: User, form: str
) -> None:
    browser, case = logged_in(holder(Role.INVESTIGATOR, unit=unit)), cases.case(unit=unit)
    with_purpose(browser, case)
    fill_plan(case, supervisor)
    address = f"/cases/{case.reference}/{form}"
    few = asked_by(browser, address)
    for _ in range(10):
        fill_plan(case, supervisor)
    # The report is put together from everything that the plan holds.
    assert asked_by(browser, address) == few <= (28 if "report" in form else MOST)


@pytest.mark.parametrize("tab", ["", "schedule/", "{item}/", "{item}/mark/", "{item}/correct/", "{item}/custody/"])
@pytest.mark.parametrize("role", [Role.INVESTIGATOR, Role.SUPERVISOR])
def test_pages_of_evidence_do_so_with_fifty_files(unit: Unit, disk: Path, role: Role, tab: str) -> None:
    browser, case = logged_in(holder(role, unit=unit)), cases.case(unit=unit)
    with_purpose(browser, case)
    browser.get("/cases/?tab=all&not-kind=conduct")
    item = evidence.item(case=case)
    address = f"/cases/{case.reference}/evidence/{tab.format(item=address_of(item.pk))}"

    def add(how_many: int) -> None:
        for _ in range(how_many):
            one = evidence.item(case=case, relevance="unused", party=cases.party(case=case))
            for each in (item, one):
                evidence.file(item=each)
                evidence.line(item=each)

    add(1)
    few = asked_by(browser, address)
    add(24)
    assert asked_by(browser, address) == few <= MOST
