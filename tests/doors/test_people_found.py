"""Wherever somebody of the register is chosen: no list of choices ends without saying that more people fit."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.models import Case
from cases.queries.register import MOST_OFFERED
from cases.workforce.models import Unit
from tests.doors.looking import with_purpose
from tests.factories import cases
from tests.factories.cases import holder, place
from tests.factories.register import person
from tests.factories.users import logged_in

pytestmark = pytest.mark.django_db
TAB = {"draft_version": "0", "draft_writer": "tab"}
MORE = "More than 25 people fit. Type more of the name, or the number."


@pytest.fixture
def unit() -> Unit:
    return place()


@pytest.fixture
def me(unit: Unit) -> User:
    return holder(Role.SUPERVISOR, unit=unit)


@pytest.fixture
def browser(me: User) -> Client:
    return logged_in(me)


def matter(browser: Client, unit: Unit) -> tuple[Case, int]:
    """A matter that is open before them, about somebody who is not identified."""
    case = cases.case(unit=unit)
    subject = cases.subject(case=case, kind="unidentified")
    with_purpose(browser, case)
    return case, subject.pk


def the_call(browser: Client, unit: Unit) -> Any:
    typed = {"about-kind": "person", "about-search": "Otest", "show": "1"}
    return browser.post(reverse("log_call", args=[uuid.uuid4()]), TAB | typed)


def page_two(browser: Client, unit: Unit) -> Any:
    typed = {"subjects": "1", "subjects-0-kind": "person", "subjects-0-search": "Otest", "show": "1"}
    key = uuid.uuid4()
    one = {"what_happened": "It", "channel": "email", "kind": "complaint", "show": "1"}
    browser.post(reverse("log_matter", args=[key]), TAB | one)
    return browser.post(reverse("log_people", args=[key]), TAB | typed)


def while_typing(browser: Client, unit: Unit) -> Any:
    return browser.post(reverse("log_find_people"), {"text": "Otest", "row": "subjects-0"})


def adding(browser: Client, unit: Unit) -> Any:
    case, _ = matter(browser, unit)
    asked = {"kind": "person", "search": "Otest", "find": "1"}
    return browser.post(reverse("case_add_subject", args=[case.reference]), asked)


def identifying(browser: Client, unit: Unit) -> Any:
    case, subject = matter(browser, unit)
    return browser.post(reverse("case_identify", args=[case.reference, subject]), {"search": "Otest", "find": "1"})


@pytest.mark.parametrize("asked", [the_call, page_two, while_typing, adding, identifying])
@pytest.mark.parametrize(
    ("there", "is_said"),
    [
        pytest.param(1, False, id="one"),
        pytest.param(MOST_OFFERED, False, id="as-many-as-are-shown"),
        pytest.param(MOST_OFFERED + 1, True, id="one-more"),
    ],
)
def test_it_is_said_that_more_people_fit_than_are_shown(
    browser: Client, unit: Unit, asked: Callable[[Client, Unit], Any], there: int, is_said: bool
) -> None:
    for _ in range(there):
        person(surname="Otest", unit=unit)
    answer = asked(browser, unit)
    assert answer.text.count("Alex Otest,") == min(there, MOST_OFFERED)
    assert (MORE in answer.text) == is_said
