"""Changing a matter by its forms: what is wrong is said, a conflict loses nothing, and others in it are shown."""

import html
import os
import re
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.test import Client

from cases.accounts.models import Draft, User
from cases.accounts.roles import Role
from cases.audit.acts import Act
from cases.audit.models import Entry
from cases.models import Case, FormOpen
from cases.operations import case_changes
from cases.operations.sight import REFUSAL
from cases.workforce.models import Unit
from tests.doors.looking import with_purpose, words
from tests.factories import cases, register
from tests.factories.acts import AT
from tests.factories.cases import TODAY, holder
from tests.factories.races import race
from tests.factories.users import logged_in, user

pytestmark = pytest.mark.django_db
# The nightly run races longer: `RACES=10000`.
RACES = int(os.environ.get("RACES", "100"))


@pytest.fixture
def me(unit: Unit) -> User:
    return holder(Role.SUPERVISOR, unit=unit)


@pytest.fixture
def case(unit: Unit, browser: Client) -> Case:
    made = cases.case(
        unit=unit, place="Town", behaviour_from=TODAY - timedelta(1), complaint_made_on=TODAY - timedelta(1)
    )
    with_purpose(browser, made)
    return made


def as_sent(case: Case, **typed: Any) -> dict[str, Any]:
    """The form as a browser sends it when nothing but `typed` was changed."""
    sent: dict[str, Any] = {
        "version": str(case.version),
        "headline": case.headline,
        "what_happened": case.what_happened,
        "place": case.place,
        "would_put_right": case.would_put_right,
        "owner_id": str(case.owner_id or ""),
    }
    for name in ("behaviour_from", "behaviour_to"):
        day = getattr(case, name)
        sent |= {f"{name}_{box}": str(getattr(day, box)) if day else "" for box in ("day", "month", "year")}
    return sent | typed


def save(browser: Client, case: Case, **typed: Any) -> Any:
    return browser.post(f"/cases/{case.reference}/edit/", as_sent(case, **typed))


def test_the_form_shows_what_is_recorded_and_saves_what_is_typed(browser: Client, case: Case) -> None:
    page = browser.get(f"/cases/{case.reference}/edit/").text
    assert f'value="{case.headline}"' in page
    assert 'value="Town"' in page
    assert page.count("Time limits that run already keep the dates that were worked out for them.") == 2
    answer = save(
        browser, case, place="Village", behaviour_to_day="23", behaviour_to_month="11", behaviour_to_year="2026"
    )
    assert answer.headers["Location"] == f"/cases/{case.reference}/"
    now = Case.objects.get(pk=case.pk)
    assert (now.place, now.behaviour_to, now.version) == ("Village", TODAY, 2)


def test_lines_end_as_they_are_stored_so_that_a_browser_changes_nothing(browser: Client, case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(what_happened="One\nTwo")
    case.refresh_from_db()
    save(browser, case, what_happened="One\r\nTwo")
    assert Case.objects.get(pk=case.pk).version == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param({"headline": ""}, "Enter a headline", id="no-headline"),
        pytest.param({"headline": "h" * 151}, "Headline must be 150 characters or fewer; it has 151", id="too-long"),
        pytest.param({"what_happened": " "}, "Enter what happened", id="nothing-happened"),
        pytest.param({"place": "a\0"}, "Where must be text that can be read", id="nul"),
        pytest.param(
            {"behaviour_from_day": "31", "behaviour_from_month": "2"},
            "First day of it must be a real date",
            id="no-day",
        ),
        pytest.param(
            {"behaviour_to_day": "1", "behaviour_to_month": "1", "behaviour_to_year": "2020"},
            "Last day of it must be the same as or after the first day",
            id="ends-before-it-begins",
        ),
        pytest.param(
            {"behaviour_from_day": "", "behaviour_from_month": "", "behaviour_from_year": "",
             "behaviour_to_day": "1", "behaviour_to_month": "1", "behaviour_to_year": "2020"},
            "Enter the first day of it, or leave the last day empty",
            id="a-last-day-without-a-first",
        ),
        pytest.param(
            {"behaviour_from_year": "2199"}, "The day on which it happened must be today or earlier", id="happens-later"
        ),
        pytest.param(
            {"behaviour_to_day": "1", "behaviour_to_month": "1", "behaviour_to_year": "2199"},
            "The day on which it ended must be today or earlier",
            id="ends-later",
        ),
        pytest.param(
            {"behaviour_from_day": "23", "behaviour_from_month": "11", "behaviour_from_year": "2026"},
            "First day of it must be 22 November 2026, when the matter was first known of, or earlier",
            id="happened-after-it-was-known",
        ),
        pytest.param({"owner_id": "999999"}, "Choose whom it is with from the list", id="nobody"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    browser: Client, case: Case, typed: dict[str, str], said: str
) -> None:
    answer = save(browser, case, would_put_right="An apology", **typed)
    assert said in words(answer)
    assert "An apology" in answer.text
    assert Case.objects.get(pk=case.pk).version == 1


def test_somebody_who_cannot_have_it_is_in_the_list_and_refused_beside_the_field(browser: Client, case: Case) -> None:
    administrator = user(Role.ADMINISTRATOR)
    assert f'<option value="{administrator.pk}"' in browser.get(f"/cases/{case.reference}/edit/").text
    answer = save(browser, case, owner_id=str(administrator.pk), would_put_right="An apology")
    assert REFUSAL in words(answer)
    assert "An apology" in answer.text
    assert Case.objects.get(pk=case.pk).version == 1
    [entry] = Entry.objects.filter(what=Act.CASE_CHANGED)
    assert (entry.outcome, entry.case_id, entry.reason) == ("refused", case.pk, "")


def test_a_frozen_matter_is_not_changed_and_says_no_more(browser: Client, case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(is_frozen=True)
    answer = save(browser, case, place="Village")
    assert answer.status_code == 409
    assert case_changes.FROZEN in words(answer)


def test_who_only_reads_matters_changes_none(unit: Unit) -> None:
    made = cases.case(unit=unit)
    browser = logged_in(holder(Role.APPROPRIATE_AUTHORITY, unit=unit))
    with_purpose(browser, made)
    assert "edit/" not in browser.get(f"/cases/{made.reference}/").text
    for way in ("edit/", "people/add-subject/", "people/add-party/", "people/add-allegation/"):
        assert browser.get(f"/cases/{made.reference}/{way}").status_code == 403


# --- Two at once ---


def theirs(case: Case, by: User, **typed: Any) -> None:
    case_changes.change(reference=case.reference, typed=typed, version=case.version, by=by, at=AT)


def settle(browser: Client, answer: Any, **chosen: str) -> Any:
    """Sends the page of the conflict as a browser does: what it suggests, unless something else is chosen."""
    form = answer.text.partition("<main")[2]
    fields = dict(re.findall(r'<input type="hidden"\s+name="([^"]+)"\s+value="([^"]*)"', form))
    checked = re.findall(r'name="(take_[^"]+)"\s+id="[^"]+"\s+value="([^"]+)"\s+checked', form)
    sent = {name: html.unescape(value) for name, value in fields.items()} | dict(checked) | chosen
    return browser.post(re.search(r'action="([^"]+/edit/)"', form)[1], sent)  # type: ignore[index]


def test_a_conflict_shows_what_they_changed_and_keeps_what_was_typed(browser: Client, case: Case, me: User) -> None:
    theirs(case, me, headline="Theirs", place="Village")
    answer = save(browser, case, headline="Mine", would_put_right="An apology")
    assert answer.status_code == 409
    said = words(answer)
    for expected in (
        "This matter was changed meanwhile", "Headline You both changed this.", "Theirs", "Mine",
        "Where Only they changed this.", "Village", "What would put it right Only you changed this.", "An apology",
    ):  # fmt: skip
        assert expected in said, expected
    assert Case.objects.get(pk=case.pk).version == 2


@pytest.mark.parametrize(("take", "headline"), [("mine", "Mine"), ("theirs", "Theirs")])
def test_field_by_field_one_keeps_theirs_or_saves_over_it(
    browser: Client, case: Case, me: User, take: str, headline: str
) -> None:
    theirs(case, me, headline="Theirs", place="Village")
    answer = save(browser, case, headline="Mine", would_put_right="An apology")
    assert settle(browser, answer, take_headline=take).status_code == 302
    now = Case.objects.get(pk=case.pk)
    assert (now.headline, now.place, now.would_put_right, now.version) == (headline, "Village", "An apology", 3)


def test_what_both_changed_must_be_chosen(browser: Client, case: Case, me: User) -> None:
    theirs(case, me, headline="Theirs")
    again = settle(browser, save(browser, case, headline="Mine", place="Village"))
    assert again.status_code == 409
    assert "Headline: choose which to keep" in words(again)
    assert "Mine" in words(again)
    assert settle(browser, again, take_headline="mine").status_code == 302
    now = Case.objects.get(pk=case.pk)
    assert (now.headline, now.place) == ("Mine", "Village")


def test_a_third_person_meanwhile_is_a_conflict_once_more(browser: Client, case: Case, me: User) -> None:
    theirs(case, me, headline="Theirs")
    answer = save(browser, case, headline="Mine")
    now = Case.objects.get(pk=case.pk)
    theirs(now, me, headline="Third")
    again = settle(browser, answer, take_headline="mine")
    assert again.status_code == 409
    assert "Third" in words(again)
    assert "Mine" in words(again)
    assert settle(browser, again, take_headline="mine").status_code == 302
    assert Case.objects.get(pk=case.pk).headline == "Mine"


def test_both_typed_the_same_and_the_same_form_sent_twice_are_no_conflict(
    browser: Client, case: Case, me: User
) -> None:
    theirs(case, me, headline="Same")
    for _ in range(2):
        answer = save(browser, case, headline="Same")
        assert answer.headers["Location"] == f"/cases/{case.reference}/"
        assert "What is recorded now is what you typed." in words(browser.get(answer.headers["Location"]))
    assert Case.objects.get(pk=case.pk).version == 2
    assert not FormOpen.objects.exists()


def test_what_was_typed_survives_a_time_out(browser: Client, case: Case, me: User) -> None:
    note = re.search(r'name="draft_note" value="([^"]+)"', browser.get(f"/cases/{case.reference}/edit/").text)
    assert note
    sent = as_sent(case, headline="Half of it", behaviour_to_day="24", draft_note=note[1])
    assert "kept=1" in Client().post(f"/cases/{case.reference}/edit/", sent).headers["Location"]
    page = browser.get(f"/cases/{case.reference}/edit/")
    assert "We kept what you typed." in words(page)
    assert 'value="Half of it"' in page.text
    assert re.search(r'name="behaviour_to_day"[^>]*value="24"|value="24"[^>]*name="behaviour_to_day"', page.text)
    assert "There is a problem" not in words(page)
    assert save(browser, case, headline="Whole").status_code == 302
    assert not Draft.objects.exists()


def test_what_was_kept_can_be_discarded(browser: Client, case: Case, me: User) -> None:
    Draft.objects.create(owner=me, kind="case_edit", key=case.reference, body={"headline": ["Half"]})
    assert browser.post(f"/cases/{case.reference}/edit/", {"discard": "1"}).status_code == 302
    assert not Draft.objects.exists()


def test_a_form_sent_before_the_purpose_was_said_again_is_kept(case: Case, me: User, browser: Client) -> None:
    note = re.search(r'name="draft_note" value="([^"]+)"', browser.get(f"/cases/{case.reference}/edit/").text)
    assert note
    fresh = logged_in(me)
    answer = fresh.post(f"/cases/{case.reference}/edit/", as_sent(case, headline="Half", draft_note=note[1]))
    assert answer.headers["Location"].startswith(f"/cases/{case.reference}/purpose/?next=")
    assert "edit" in answer.headers["Location"]
    with_purpose(fresh, case)
    assert 'value="Half"' in fresh.get(f"/cases/{case.reference}/edit/").text


# --- Who else is in it ---


def test_others_who_have_the_form_open_are_shown_for_three_minutes(
    browser: Client, case: Case, me: User, unit: Unit
) -> None:
    other = holder(Role.INVESTIGATOR, unit=unit)
    colleague = logged_in(other)
    with_purpose(colleague, case)
    assert "Also open in this form" not in words(browser.get(f"/cases/{case.reference}/edit/"))
    colleague.get(f"/cases/{case.reference}/edit/")
    assert f"Also open in this form at present: {other.name}." in words(browser.get(f"/cases/{case.reference}/edit/"))
    assert browser.post(f"/cases/{case.reference}/edit/open/").json() == {"others": [other.name]}
    seen = FormOpen.objects.get(user=other)
    FormOpen.objects.filter(pk=seen.pk).update(seen_at=seen.seen_at - timedelta(minutes=3, seconds=1))
    assert browser.post(f"/cases/{case.reference}/edit/open/").json() == {"others": []}


def test_saving_leaves_the_form(browser: Client, case: Case) -> None:
    browser.get(f"/cases/{case.reference}/edit/")
    save(browser, case, place="Village")
    assert not FormOpen.objects.exists()


def test_a_sign_is_no_look_and_needs_the_purpose(browser: Client, case: Case, me: User) -> None:
    looks = Entry.objects.filter(what=Act.CASE_SEEN)
    browser.post(f"/cases/{case.reference}/edit/open/")
    assert not looks.exists()
    assert logged_in(me).post(f"/cases/{case.reference}/edit/open/").json() == {"others": []}
    FormOpen.objects.all().delete()
    assert browser.get(f"/cases/{case.reference}/edit/open/").json() == {"others": []}
    assert not FormOpen.objects.exists(), "only asked"


# --- Two browsers, a hundred times ---


@pytest.mark.django_db(transaction=True)
def test_of_two_browsers_that_save_at_once_one_saves_and_the_other_is_shown_the_difference() -> None:
    unit = register.unit()
    made = cases.case(unit=unit)
    browsers = {}
    for name in ("Ann", "Bob"):
        browsers[name] = logged_in(holder(Role.SUPERVISOR, unit=unit))
        with_purpose(browsers[name], made)
    for number in range(RACES):
        now = Case.objects.get(pk=made.pk)
        found = race(*(partial(save, browser, now, headline=f"{name} {number}") for name, browser in browsers.items()))
        by_name = dict(zip(browsers, found, strict=True))
        assert sorted(answer.status_code for answer in found) == [302, 409], found
        winner = next(name for name, answer in by_name.items() if answer.status_code == 302)
        loser = next(answer for answer in found if answer.status_code == 409)
        after = Case.objects.get(pk=made.pk)
        assert (after.headline, after.version) == (f"{winner} {number}", now.version + 1)
        assert f"Ann {number}" in loser.text
        assert f"Bob {number}" in loser.text


def test_what_was_typed_into_a_form_of_a_matter_that_is_held_is_kept(browser: Client, case: Case) -> None:
    address = f"/cases/{case.reference}/edit/"
    note = re.search(r'name="draft_note" value="([^"]+)"', browser.get(address).text)
    assert note
    Case.objects.filter(pk=case.pk).update(is_frozen=True)
    sent = {"draft_note": note[1], "version": case.version, "headline": "Typed meanwhile", "what_happened": "x"}
    sent |= {"received_on_day": "1", "received_on_month": "11", "received_on_year": "2026"}
    answer = browser.post(address, sent)
    assert answer.status_code == 409
    assert "What you typed is kept: you find it in the form when you open it again." in words(answer)
    Case.objects.filter(pk=case.pk).update(is_frozen=False)
    assert "Typed meanwhile" in browser.get(address).text
    assert Case.objects.get(pk=case.pk).headline != "Typed meanwhile"
