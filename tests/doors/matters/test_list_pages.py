"""A list page after page: no gap, nothing twice, and no more looked at than is said."""

import html
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases import access
from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.operations import reading
from cases.queries import case_lists
from cases.queries.case_lists import PAGE
from cases.web.row_addresses import address_of
from cases.workforce.models import Unit
from tests.doors.looking import words
from tests.doors.matters.listing import headlines, listed
from tests.factories import cases, register
from tests.factories.cases import TODAY, holder
from tests.questions import asked_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def me(unit: Unit) -> User:
    return holder(Role.INVESTIGATOR, unit=unit)


def test_what_is_rare_is_looked_for_so_many_matters_at_a_time(
    browser: Client, unit: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "LOOKED_AT", 3)
    kinds = ["conduct", "complaint", "complaint", "complaint", "conduct", "complaint", "complaint"]
    made = [cases.case(unit=unit, kind=kind, headline=f"{kind} {at}") for at, kind in enumerate(kinds)]
    asked, found, seen = "tab=all&kind=conduct", [], []
    while True:
        page = listed(browser, asked)
        found += [row.headline for row in page.rows]
        if not page.looked_to:
            break
        seen.append(page.looked_to)
        onward = f"older-than={address_of(page.looked_to)}"
        assert onward in browser.get(f"/cases/?{asked}").content.decode()
        asked = f"tab=all&kind=conduct&{onward}"
    assert found == ["conduct 4", "conduct 0"]
    assert seen == [made[4].pk, made[1].pk]


def test_the_next_page_goes_on_where_the_last_one_ended_also_where_its_last_matter_is_theirs_no_more(
    browser: Client, unit: Unit, me: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(case_lists, "PAGE", 3)
    made = [cases.case(unit=unit, headline=f"{at}") for at in range(7)]
    older = listed(browser).older_than
    assert older == made[4].pk
    reading.deny_concerned(case=made[4], person_id=register.person(user=me).pk, on=TODAY)
    assert headlines(browser, f"tab=all&older-than={address_of(older)}") == ["3", "2", "1"]


def test_where_none_of_those_looked_at_is_like_that_it_is_said_and_how_to_go_on(
    browser: Client, unit: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "LOOKED_AT", 2)
    for kind in ("conduct", "complaint", "complaint"):
        cases.case(unit=unit, kind=kind)
    said = words(browser.get("/cases/?tab=all&kind=conduct"))
    assert "None of the 2 matters that were looked at is like that." in said
    assert "This list looks at 2 at a time: look at older ones" in said
    assert "look at older ones" not in words(browser.get("/cases/?tab=all&kind=complaint&older-than=x"))


def test_pages_follow_each_other_without_gap_or_repetition(browser: Client, unit: Unit) -> None:
    made = [cases.case(unit=unit).reference for _ in range(PAGE * 2 + 1)][::-1]
    answer = browser.get("/cases/?tab=all&kind=complaint")
    found: list[str] = []
    for page in (1, 2, 3):
        found += [row.reference for row in answer.context["seen"].rows]
        older = re.search(r'href="(\?[^"]*older-than[^"]+)"', answer.text)
        assert (older is None) is (page == 3)
        answer = browser.get("/cases/" + html.unescape(older[1])) if older else answer
    assert found == made


def test_a_page_that_begins_at_what_one_may_not_see_begins_nowhere(browser: Client, unit: Unit) -> None:
    cases.case(unit=unit)
    hidden = cases.case().reference
    assert headlines(browser, f"tab=all&older-than={hidden}") == []
    assert headlines(browser, "tab=all&older-than=CO-9999-9999-9") == []


@pytest.mark.parametrize("query", ["", "tab=units", "tab=all&kind=complaint&not-severity=LOW&unit={unit}&with=me"])
def test_a_page_takes_at_most_eight_questions_whatever_stands_in_it(
    browser: Client, me: User, unit: Unit, query: str
) -> None:
    taken = []
    for how_many in (1, PAGE):
        while len(listed(browser).rows) < how_many:
            made = cases.case(unit=unit, owner=me)
            cases.deadline(case=made, work_to=TODAY)
            cases.score(case=made)
            cases.subject(case=made)
        asked = query.format(unit=unit.pk)
        listed(browser, asked)
        with CaptureQueriesContext(connection) as questions:
            assert len(listed(browser, asked).rows) == how_many
        taken.append(asked_of(questions))
    # All of them, the session's and the user's with them.
    assert taken[0] == taken[1] <= 8
