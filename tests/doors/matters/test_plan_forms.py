"""The forms of a plan: each adds once, overwrites nothing unseen, loses nothing and says what is wrong."""

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from django.test import Client

from cases.accounts.models import Draft, User
from cases.accounts.roles import Role
from cases.audit.models import Entry
from cases.models import Case
from cases.operations import case_changes
from cases.staff.matters import once
from cases.staff.plan.form_pages import OVERTAKEN
from cases.web.row_addresses import address_of
from cases.workforce.models import Unit
from tests.doors.looking import with_purpose, words
from tests.doors.matters.plan_forms import at, bus, day, filled_in
from tests.doors.matters.test_put_right import HOSTILE
from tests.factories import cases, plan, register
from tests.factories.cases import holder
from tests.factories.users import logged_in, user

pytestmark = pytest.mark.django_db


@pytest.fixture
def me(unit: Unit) -> User:
    return holder(Role.INVESTIGATOR, unit=unit)


@pytest.fixture
def case(unit: Unit, browser: Client) -> Case:
    made = cases.case(unit=unit, place="A bus at the market")
    cases.subject(case=made, person=register.person(surname="Frost", forenames="Gideon", collar="J2207"))
    cases.party(case=made, name="Ada Marlow")
    with_purpose(browser, made)
    return made


class Form(NamedTuple):
    """One form: its address, what makes the row that it changes, its long field, and how long that may be."""

    page: str
    make: Callable[[Case], Any] | None
    field: str
    longest: int
    called: str
    also: Callable[[Case], dict[str, Any]] = lambda case: {}
    rows: Callable[[Case], Any] = lambda case: None

    def address(self, case: Case) -> str:
        row = self.make(case) if self.make else None
        return at(case, self.page.format(row=address_of(row.pk) if row else ""))


def allegation(case: Case) -> dict[str, Any]:
    return {"allegation": address_of(case.allegations.earliest("pk").pk)}


def subject(case: Case) -> dict[str, Any]:
    whose = {"subject": address_of(case.subjects.earliest("pk").pk), "made_by": "officer", "how": "oral"}
    return whose | day("received_on")


ADDS = {
    "point": Form("points/add/", None, "text", 500, "What must be shown", allegation, lambda case: case.points),
    "line": Form("lines/add/", None, "what", 500, "What is to be done", rows=lambda case: case.lines),
    "step": Form(
        "steps/add/",
        None,
        "about",
        500,
        "What about",
        lambda case: {"kind": "request", "body": "Bank"},
        lambda case: case.steps,
    ),
    "footage": Form("footage/add/", None, "name", 150, "What it is", bus, lambda case: case.preservation),
    "entry": Form(
        "log/add/",
        None,
        "decided",
        5000,
        "What was decided",
        lambda case: {"why": "x"} | day("decided_on"),
        lambda case: case.policy_log,
    ),
    "representation": Form(
        "representations/add/", None, "text", 20000, "What was received", subject, lambda case: case.representations
    ),
}
CHANGES = {
    "point": Form("points/{row}/", lambda case: plan.point(case=case), "text", 500, "What must be shown"),
    "line": Form("lines/{row}/", lambda case: plan.line(case=case), "what", 500, "What is to be done"),
    "step": Form("steps/{row}/", lambda case: plan.step(case=case), "about", 500, "What about"),
    "footage": Form("footage/{row}/", lambda case: plan.preservation(case=case), "name", 150, "What it is"),
    "representation": Form(
        "representations/{row}/", lambda case: plan.representation(case=case), "text", 20000, "What was received"
    ),
    "terms": Form("terms/", None, "text", 20000, "Terms of reference"),
    "report": Form("report/edit/", None, "summary", 100_000, "Summary of the evidence"),
}
WHICH_ADD = [pytest.param(form, id=name) for name, form in ADDS.items()]
WHICH_CHANGE = [pytest.param(form, id=name) for name, form in CHANGES.items()]


# --- Adding ---


@pytest.mark.parametrize("form", WHICH_ADD)
def test_a_form_adds_once_and_its_page_says_so(browser: Client, case: Case, form: Form) -> None:
    page = browser.get(form.address(case))
    sent = filled_in(page) | form.also(case) | {form.field: "Typed here"}
    for _ in range(2):
        answer = browser.post(form.address(case), sent)
        assert answer.status_code == 302
        assert "Typed here" in words(browser.get(answer.headers["Location"]))
        assert form.rows(case).count() == 1
    again = browser.post(form.address(case), sent | {form.field: "Something else"})
    assert again.status_code == 409
    assert once.SENT_ALREADY in words(again)
    assert "Something else" in again.text
    fresh = filled_in(again)
    assert fresh["added_with"] != sent["added_with"]
    assert browser.post(form.address(case), fresh).status_code == 302


@pytest.mark.parametrize("form", [*WHICH_ADD, *WHICH_CHANGE])
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(browser: Client, case: Case, form: Form) -> None:
    address = form.address(case)
    sent = filled_in(browser.get(address)) | form.also(case)
    for typed, sentence in (
        ("x" * (form.longest + 1), f"{form.called} must be {form.longest:,} characters or fewer"),
        ("a\0b", f"{form.called} must be text that can be read"),
    ):
        answer = browser.post(address, sent | {form.field: typed})
        assert answer.status_code == 200
        assert sentence in words(answer)
        assert typed[:150].replace("\0", "") in answer.text.replace("\0", "")
    if form.field != "summary":
        assert "Enter " in words(browser.post(address, sent | {form.field: " "}))


@pytest.mark.parametrize("form", [*WHICH_ADD, *WHICH_CHANGE])
def test_hostile_text_is_shown_as_it_was_typed(browser: Client, case: Case, form: Form) -> None:
    address = form.address(case)
    browser.post(address, filled_in(browser.get(address)) | form.also(case) | {form.field: HOSTILE})
    page = form.page.split("/", maxsplit=1)[0]
    tab = browser.get(at(case, "" if page in {"points", "lines", "terms"} else f"{page}/"))
    assert "<script>alert" not in tab.text
    assert "&lt;script&gt;alert(1)" in tab.text


@pytest.mark.parametrize("form", [*WHICH_ADD, *WHICH_CHANGE])
def test_of_a_matter_that_is_held_what_was_typed_is_kept(browser: Client, case: Case, me: User, form: Form) -> None:
    address = form.address(case)
    sent = filled_in(browser.get(address)) | form.also(case) | {form.field: "Typed while held"}
    Case.objects.update(is_frozen=True, held_because="Advice awaited")
    answer = browser.post(address, sent)
    assert answer.status_code == 409
    assert case_changes.FROZEN in words(answer)
    assert Draft.objects.filter(owner=me).exists()
    assert not Entry.objects.filter(what__startswith="plan.", outcome="done").exists()
    Case.objects.update(is_frozen=False)
    page = browser.get(address)
    assert "We kept what you typed" in words(page)
    assert "Typed while held" in page.text
    assert browser.post(address, filled_in(page)).status_code == 302


@pytest.mark.parametrize("form", [*WHICH_ADD, *WHICH_CHANGE])
def test_what_was_typed_at_a_time_out_is_kept_for_the_same_form(
    browser: Client, case: Case, me: User, form: Form
) -> None:
    address = form.address(case)
    sent = filled_in(browser.get(address)) | form.also(case) | {form.field: "Typed before the time-out"}
    browser.logout()
    assert browser.post(address, sent).status_code == 302
    back = logged_in(me)
    with_purpose(back, case)
    assert "Typed before the time-out" in back.get(address).text
    assert back.post(address, {"discard": "1"}).status_code == 302
    assert "Typed before the time-out" not in back.get(address).text


# --- Changing ---


@pytest.mark.parametrize("form", WHICH_CHANGE)
def test_what_somebody_else_wrote_meanwhile_is_shown_and_never_overwritten_unseen(
    browser: Client, case: Case, unit: Unit, form: Form
) -> None:
    address = form.address(case)
    mine = filled_in(browser.get(address)) | {form.field: "Mine"}
    other = logged_in(holder(Role.INVESTIGATOR, unit=unit))
    with_purpose(other, case)
    assert other.post(address, filled_in(other.get(address)) | {form.field: "Theirs"}).status_code == 302
    answer = browser.post(address, mine)
    assert answer.status_code == 409
    assert OVERTAKEN in words(answer)
    assert "Theirs" in words(answer).partition("Recorded now, where you typed something else")[2]
    assert "Mine" in answer.text
    again = filled_in(answer) | {form.field: "Mine", "because": "Both read"}
    assert browser.post(address, again).status_code == 302
    assert "Mine" in browser.get(address).text


@pytest.mark.parametrize("form", WHICH_CHANGE)
def test_what_nobody_touched_changes_nothing(browser: Client, case: Case, form: Form) -> None:
    if form.page in {"terms/", "report/edit/"}:
        plan.terms(case=case, by=user())
        plan.report(case=case, by=user(), sections={})
        first = browser.post(form.address(case), filled_in(browser.get(form.address(case))))
        assert first.status_code == 302
    address = form.address(case)
    before = Entry.objects.filter(what__startswith="plan.").count()
    assert browser.post(address, filled_in(browser.get(address))).status_code == 302
    assert Entry.objects.filter(what__startswith="plan.").count() == before
