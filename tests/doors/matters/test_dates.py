"""The page on which dates are corrected: what is wrong is said, a conflict loses nothing, old limits stay in view."""

import html
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from cases.accounts.models import Draft, User
from cases.accounts.permissions import Permission
from cases.accounts.roles import ABOUT, Role
from cases.models import Case
from cases.operations import case_changes, intake
from cases.operations.legal_dates import Corrected
from cases.staff.matters.date_views import in_words
from cases.web.row_addresses import address_of
from cases.workforce.models import Unit
from tests.doors.looking import with_purpose, words
from tests.factories import cases, matters, register
from tests.factories.acts import AT
from tests.factories.cases import TODAY, holder
from tests.factories.users import logged_in, user

pytestmark = pytest.mark.django_db
MADE, RECEIVED = date(2026, 11, 2), date(2026, 11, 9)
FIELDS = ("received_on", "complaint_made_on", "came_to_attention_on")


@pytest.fixture
def me(unit: Unit) -> User:
    return holder(Role.INVESTIGATOR, unit=unit)


@pytest.fixture
def case(unit: Unit, me: User, browser: Client) -> Case:
    days = {"complaint_made_on": MADE, "received_on": RECEIVED, "came_to_attention_on": RECEIVED}
    matter = matters.new_matter(unit, behaviour_from=MADE - timedelta(1), **days)
    made = Case.objects.get(reference=intake.log(matter=matter, by=me, at=AT).reference)
    with_purpose(browser, made)
    return made


def as_sent(case: Case, reason: str = "The stamp was misread", **days: date) -> dict[str, str]:
    """The form as a browser sends it when nothing but these days was changed."""
    sent = {"version": str(case.version), "reason": reason}
    for name in FIELDS:
        day = days.get(name, getattr(case, name))
        sent |= {f"{name}_{box}": str(getattr(day, box)) for box in ("day", "month", "year") if day}
    return sent


def send(browser: Client, case: Case, sent: dict[str, str]) -> Any:
    return browser.post(f"/cases/{case.reference}/dates/", sent)


def test_a_date_is_corrected_and_the_old_limit_stands_under_the_new(browser: Client, case: Case) -> None:
    for tab in ("", "deadlines/"):
        assert f'href="/cases/{case.reference}/dates/"' in browser.get(f"/cases/{case.reference}/{tab}").text
    page = browser.get(f"/cases/{case.reference}/dates/")
    for said in ("Day on which it was received", "Day on which the complaint was made", "Name nobody."):
        assert said in words(page)
    answer = send(browser, case, as_sent(case, complaint_made_on=date(2026, 11, 1)))
    assert answer.headers["Location"] == f"/cases/{case.reference}/deadlines/"
    tab = words(browser.get(answer.headers["Location"]))
    assert "The dates have been corrected. 1 time limit was worked out again." in tab
    # Twelve months beginning with 1 November 2026, and with 2 November 2026 before it was corrected.
    assert "as it stood before, from 2 November 2026: its last day was 1 November 2027." in tab
    assert "Replaced on 23 November 2026 because: The stamp was misread" in tab
    assert "31 October 2027" in tab.partition("as it stood before")[0]
    old = case.deadlines.get(replaced_by__isnull=False)
    assert (
        f'href="/cases/{case.reference}/deadlines/{address_of(old.pk)}/"'
        in browser.get(answer.headers["Location"]).text
    )
    how = words(browser.get(f"/cases/{case.reference}/deadlines/{address_of(old.pk)}/"))
    assert "It stands so: replaced on 23 November 2026, because: The stamp was misread." in how
    assert "The stamp was misread" in words(browser.get(f"/cases/{case.reference}/timeline/"))


def test_a_limit_that_was_settled_says_beside_it_that_a_person_decides(browser: Client, case: Case) -> None:
    limit = case.deadlines.get(key="timeliness_pcmr13")
    limit.question |= {"extensions": [{"until": "2028-01-01"}]}
    limit.save()
    send(browser, case, as_sent(case, complaint_made_on=date(2026, 11, 1)))
    tab = words(browser.get(f"/cases/{case.reference}/deadlines/"))
    assert "No time limits were worked out again. 1 time limit was left as it stood: see below why." in tab
    assert "A date that it rests on was corrected. It was not worked out again" in tab
    assert "as it stood before" not in tab


@pytest.mark.parametrize(
    ("done", "said"),
    [
        (Corrected(fields=()), "Nothing was corrected: the dates are those that were recorded."),
        (Corrected(fields=("x",)), "The dates have been corrected. No time limits were worked out again."),
        (
            Corrected(fields=("x",), anew=2, left=2, letters=1),
            (
                "The dates have been corrected. 2 time limits were worked out again. 2 time limits were left as they "
                "stood: see below why. 1 letter to be sent says the new date now: print again."
            ),
        ),
    ],
)
def test_what_came_of_it_is_said(done: Corrected, said: str) -> None:
    assert in_words(done) == said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param({"reason": " "}, "Enter the reason", id="no-reason"),
        pytest.param({"reason": "r" * 301}, "300 characters or fewer; it has 301", id="a-long-reason"),
        pytest.param({"received_on_day": ""}, "Day on which it was received must include a day", id="half-a-day"),
        pytest.param(
            {f"received_on_{box}": "" for box in ("day", "month", "year")},
            "Enter the day on which it was received",
            id="no-day",
        ),
        pytest.param(
            {"received_on_year": "2199"}, "The day on which it was received must be today or earlier", id="ahead"
        ),
        pytest.param(
            {"complaint_made_on_day": "10"},
            "The complaint cannot be made after the day on which it was received",
            id="made-after-it-was-received",
        ),
        pytest.param(
            {"came_to_attention_on_month": "10"},
            "The day on which it came to attention must be the same as or after 1 November 2026, when it happened",
            id="known-before-it-happened",
        ),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    browser: Client, case: Case, typed: dict[str, str], said: str
) -> None:
    sent = as_sent(case, reason="Typed", came_to_attention_on=date(2026, 11, 7)) | typed
    answer = send(browser, case, sent)
    assert said in words(answer)
    assert 'value="7"' in answer.text
    assert "Typed" in answer.text or "reason" in typed
    assert Case.objects.get().version == 1


def test_of_what_nobody_complained_of_no_day_of_a_complaint_is_asked(browser: Client, unit: Unit) -> None:
    made = cases.case(unit=unit, kind="conduct")
    with_purpose(browser, made)
    assert "complaint was made" not in words(browser.get(f"/cases/{made.reference}/dates/"))
    assert send(browser, made, as_sent(made, received_on=TODAY - timedelta(1))).status_code == 302
    assert Case.objects.get().received_on == TODAY - timedelta(1)


def test_the_same_dates_are_no_correction(browser: Client, case: Case) -> None:
    answer = send(browser, case, as_sent(case))
    assert "Nothing was corrected" in words(browser.get(answer.headers["Location"]))


def test_the_same_correction_sent_twice_is_made_once(browser: Client, case: Case) -> None:
    sent = as_sent(case, received_on=TODAY - timedelta(1))
    for said in ("The dates have been corrected.", "What is recorded now is what you typed."):
        answer = send(browser, case, sent)
        assert answer.headers["Location"] == f"/cases/{case.reference}/deadlines/"
        assert said in words(browser.get(answer.headers["Location"]))
    assert Case.objects.get(pk=case.pk).version == case.version + 1


def settle(browser: Client, answer: Any, **chosen: str) -> Any:
    """Sends the page of the conflict as a browser does: what it suggests, unless something else is chosen."""
    form = answer.text.partition("<main")[2]
    fields = dict(re.findall(r'<input type="hidden"\s+name="([^"]+)"\s+value="([^"]*)"', form))
    checked = re.findall(r'name="(take_[^"]+)"\s+id="[^"]+"\s+value="([^"]+)"\s+checked', form)
    sent = {name: html.unescape(value) for name, value in fields.items()} | dict(checked) | chosen
    return browser.post(re.search(r'action="([^"]+/dates/)"', form)[1], sent)  # type: ignore[index]


@pytest.mark.parametrize(("take", "received"), [("mine", date(2026, 11, 7)), ("theirs", date(2026, 11, 8))])
def test_a_conflict_is_settled_date_by_date_and_loses_nothing(
    browser: Client, case: Case, unit: Unit, take: str, received: date
) -> None:
    other = logged_in(holder(Role.INVESTIGATOR, unit=unit))
    with_purpose(other, case)
    send(other, case, as_sent(case, received_on=date(2026, 11, 8)))
    mine = {"received_on": date(2026, 11, 7), "complaint_made_on": date(2026, 11, 1)}
    answer = send(browser, case, as_sent(case, reason="Mine & theirs", **mine))
    assert answer.status_code == 409
    for said in ("Received You both changed this.", "8 November 2026", "Complaint made Only you changed this."):
        assert said in words(answer)
    again = settle(browser, answer)
    assert "Received: choose which to keep" in words(again)
    assert settle(browser, again, take_received_on=take).status_code == 302
    now = Case.objects.get()
    assert (now.received_on, now.complaint_made_on, now.version) == (received, date(2026, 11, 1), 3)
    assert "Mine & theirs" in words(browser.get(f"/cases/{case.reference}/timeline/"))


def test_what_was_typed_survives_a_time_out_and_can_be_discarded(browser: Client, case: Case) -> None:
    note = re.search(r'name="draft_note" value="([^"]+)"', browser.get(f"/cases/{case.reference}/dates/").text)
    assert note
    Client().post(f"/cases/{case.reference}/dates/", as_sent(case, reason="Half") | {"draft_note": note[1]})
    page = browser.get(f"/cases/{case.reference}/dates/")
    assert 'value="Half"' in page.text
    assert "There is a problem" not in words(page)
    assert send(browser, case, {"discard": "1"}).status_code == 302
    assert not Draft.objects.exists()


def test_a_held_matter_says_no_more_than_that(browser: Client, case: Case) -> None:
    Case.objects.update(is_frozen=True)
    answer = send(browser, case, as_sent(case, received_on=TODAY))
    assert answer.status_code == 409
    assert case_changes.FROZEN in words(answer)


@pytest.mark.parametrize("role", [role for role in Role if Permission.CASES_WORK not in ABOUT[role].permissions])
def test_only_those_who_work_on_matters_correct_dates(case: Case, unit: Unit, role: Role) -> None:
    somebody = logged_in(user(role) if role is Role.ADMINISTRATOR else holder(role, unit=unit))
    for method in ("get", "post"):
        assert getattr(somebody, method)(f"/cases/{case.reference}/dates/").status_code == 403


def test_whom_it_is_about_has_no_such_page(browser: Client, case: Case, unit: Unit) -> None:
    officer = holder(Role.INVESTIGATOR, unit=unit)
    case.denials.create(principal=f"person:{register.person(user=officer).pk}", why="concerned")
    for method in ("get", "post"):
        assert getattr(logged_in(officer), method)(f"/cases/{case.reference}/dates/").status_code == 404
