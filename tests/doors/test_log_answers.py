"""What a call answered, said afterwards in the words of its form: on the done page and on the Summary of the matter."""

import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.models import Case
from cases.queries import case_file
from cases.staff.matters.case_views import WORKING
from misconduct.matters.handling import ASKED, QUESTIONS, WISH
from tests.doors.looking import words
from tests.factories import cases
from tests.factories.cases import holder, place
from tests.factories.users import logged_in

pytestmark = pytest.mark.django_db
NOT_KNOWN = dict.fromkeys(ASKED, "unknown")
CALL = {
    "draft_version": "0",
    "draft_writer": "tab",
    "what_happened": "Nobody rang me.",
    "category": "A3",
    "about-kind": "organisation",
    "what_was_done": "Gave the update.",
    "resolved": "yes",
    "close": "1",
}


@pytest.fixture
def me() -> User:
    return holder(Role.COMPLAINT_HANDLER, unit=place())


@pytest.fixture
def browser(me: User) -> Client:
    return logged_in(me)


def taken(browser: Client, **answers: str) -> tuple[Any, Case]:
    """The done page of such a call, and its matter."""
    key = uuid.uuid4()
    done = browser.post(reverse("log_call", kwargs={"key": key}), CALL | NOT_KNOWN | answers, follow=True)
    return done, Case.objects.get(intake=key)


def summary(browser: Client, case: Case) -> Any:
    here = reverse("case", args=[case.reference])
    asked = {"purpose": WORKING, "next": here}
    return browser.post(reverse("case_purpose", args=[case.reference]), asked, follow=True)


def test_no_name_of_the_program_is_read_on_the_done_page_or_the_summary(browser: Client) -> None:
    done, case = taken(browser)
    shown = [words(done), words(summary(browser, case))]
    assert "Saved, and left open." in shown[0]
    for page in shown:
        assert re.findall(r"\w+_\w+", page) == []
        assert all(asks in page for asks in QUESTIONS.values())


def test_a_reason_that_four_questions_share_is_said_once(browser: Client) -> None:
    done, case = taken(browser, **{WISH: "no"})
    for page in (words(done), words(summary(browser, case))):
        assert page.count("only when each of the four compulsory tests is answered") == 1
        assert f"To answer: {' '.join(QUESTIONS.values())} (" in page


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        pytest.param({}, [], id="nobody-asked"),
        pytest.param({"contact_possible": "no"}, [], id="nobody-could-be-asked"),
        pytest.param({"views_sought": "yes"}, ["Not known"] * 5, id="asked-and-not-known"),
        pytest.param(
            {"alleges_article_2_or_3": "yes", "alleges_mandatory_referral": "no"},
            ["Not known", "Not known", "Yes", "No", "Not known"],
            id="some-known",
        ),
        pytest.param(
            dict.fromkeys(QUESTIONS, "no") | {WISH: "cannot_be_asked"},
            ["No", "No", "No", "No", "Cannot be asked: no contact is possible"],
            id="a-wish-that-cannot-be-asked",
        ),
    ],
)
def test_the_summary_has_what_was_answered(known: dict[str, str], expected: list[str]) -> None:
    told = case_file.facts(case=cases.case(known=known))
    assert [(label, said) for label, said in told if label in ASKED.values()] == list(
        zip(ASKED.values(), expected, strict=False)
    )


def test_what_a_call_answered_stands_on_its_summary(browser: Client) -> None:
    given = dict(zip(ASKED, ["no", "yes", "unknown", "no", "yes"], strict=True))
    _, case = taken(browser, **given)
    page = words(summary(browser, case))
    for name, said in {**given, "alleges_article_2_or_3": "not known"}.items():
        assert f"{ASKED[name]} {said.capitalize()} " in page
