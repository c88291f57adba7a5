"""The page of somebody whom a matter is about: allegations, suspension, restrictions."""

from datetime import timedelta

import pytest
from django.test import Client

from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.models import Case, Deadline, Restriction, Subject
from cases.operations import case_changes
from cases.web.fields import BOXES
from cases.web.row_addresses import address_of
from cases.workforce.models import Unit
from tests.cases.operations.acts import working
from tests.doors.beside.conftest import day, of, person_at
from tests.doors.looking import words
from tests.factories import cases
from tests.factories.cases import TODAY, holder
from tests.factories.standing import brought_to

pytestmark = pytest.mark.django_db
CONDITIONS = {"redeployment_rejected": "yes", "investigation_may_be_prejudiced": "yes",
              "public_interest_requires_suspension": "yes"}  # fmt: skip


@pytest.fixture
def authority(unit: Unit) -> User:
    return working.authority(unit)


def under_investigation(case: Case) -> None:
    brought_to(case=case, stage="recorded")
    brought_to(case=case, stage="investigating", against=working.against(case), assessment="gross_misconduct")


def test_whoever_sees_the_matter_reads_where_it_stands_and_that_nobody_is_suspended(
    browser: Client, case: Case
) -> None:
    said = words(browser.get(person_at(case)))
    assert "Allegation 1, B Police powers" in said
    assert "Not suspended ." in said
    assert "Nothing has been decided about suspension." in said
    assert f'href="{person_at(case)}"' in browser.get(f"/cases/{case.reference}/people/").text


def test_a_suspension_is_told_with_its_day_its_reasons_its_delegation_and_its_next_review(
    browser: Client, case: Case, authority: User
) -> None:
    under_investigation(case)
    against = [working.against(case).pk]
    working.do(case, "suspend", authority, against=against, answers=CONDITIONS, reasons="Contact with witnesses.")
    page = browser.get(person_at(case))
    said = words(page)
    assert f"Suspended , since {TODAY:%-d %B %Y}" in said
    for told in ("Contact with witnesses.", "Scheme of delegation 7", "Was redeployment considered", "Last decision"):
        assert told in said
    review = Deadline.objects.get(key="suspension_review")
    assert f'href="/cases/{case.reference}/deadlines/{address_of(review.pk)}/"' in page.text
    assert "No review stands" not in said
    working.do(case, "end_suspension", authority, against=against)
    said = words(browser.get(person_at(case)))
    assert f"Not suspended: the suspension has ended , since {TODAY:%-d %B %Y}" in said
    assert "Earlier decisions about suspension" in said


def test_a_suspension_without_a_review_says_so(browser: Client, case: Case) -> None:
    Subject.objects.update(known={"suspension": "suspended"})
    assert "No review stands among the time limits." in words(browser.get(person_at(case)))


def test_a_restriction_is_recorded_once_and_ended_for_a_reason(browser: Client, case: Case) -> None:
    address = person_at(case, "restrictions/add/")
    sent = {"kind": "systems", "what": "No intelligence system", **day("first_day", TODAY),
            **day("look_again_on", TODAY + timedelta(28)),
            "added_with": "0b5c2a64-7d5e-4c1f-9a3b-5e8f1d2c3b4a"}  # fmt: skip
    for _ in range(2):
        assert browser.post(address, sent).headers["Location"] == person_at(case)
    row = Restriction.objects.get()
    said = words(browser.get(person_at(case)))
    assert "Access to systems removed No intelligence system" in said
    assert "Overdue" not in said
    assert "has been added" in words(browser.post(address, sent | {"what": "Another"}))
    ending = person_at(case, f"restrictions/{address_of(row.pk)}/end/")
    wrong = browser.post(ending, {**day("on", TODAY + timedelta(1)), "because": "Typed"})
    assert "The day on which it ended must be today or earlier" in words(wrong)
    assert "Typed" in wrong.text
    assert browser.post(ending, {**day("on", TODAY), "because": "Trained again"}).status_code == 302
    said = words(browser.get(person_at(case)))
    assert "None is in force." in said
    assert "Trained again" in said
    timeline = words(browser.get(f"/cases/{case.reference}/timeline/"))
    assert "Recorded a restriction short of suspension" in timeline
    assert "No intelligence system" not in timeline


@pytest.mark.parametrize(
    ("days", "is_due"),
    [
        pytest.param({"look_again_on": TODAY}, False, id="today-is-not-overdue"),
        pytest.param({"look_again_on": TODAY - timedelta(1)}, True, id="yesterday"),
        pytest.param({"last_day": TODAY - timedelta(1)}, True, id="its-last-day-has-passed"),
        pytest.param({"last_day": TODAY}, False, id="its-last-day"),
    ],
)
def test_what_should_have_been_looked_at_says_so(
    browser: Client, case: Case, subject: Subject, me: User, days: dict[str, object], is_due: bool
) -> None:
    first = TODAY - timedelta(9)
    Restriction.objects.create(
        case=case, subject=subject, kind="place", what="Away", first_day=first, recorded_by=me, **days
    )
    assert ("Overdue: look at it now" in words(browser.get(person_at(case)))) is is_due


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param({"kind": ""}, "Choose what is restricted", id="no-kind"),
        pytest.param({"what": ""}, "Enter what is restricted", id="no-words"),
        pytest.param(
            day("look_again_on", TODAY - timedelta(1)), "must be the same as or after the first day", id="before"
        ),
        pytest.param({f"look_again_on_{box}": "" for box in BOXES}, "Enter the last day, or when", id="for-ever"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    browser: Client, case: Case, typed: dict[str, str], said: str
) -> None:
    sent = {"kind": "other", "what": "Typed", **day("first_day", TODAY), **day("look_again_on", TODAY)} | typed
    answer = browser.post(person_at(case, "restrictions/add/"), sent)
    assert said in words(answer)
    assert "Typed" in answer.text or "what" in typed
    assert not Restriction.objects.exists()


def test_a_matter_that_is_held_changes_nothing_and_keeps_what_was_typed(browser: Client, case: Case) -> None:
    address = person_at(case, "restrictions/add/")
    note = browser.get(address).context["draft_note"]
    sent = {"kind": "other", "what": "Typed", **day("first_day", TODAY), **day("last_day", TODAY), "draft_note": note}
    Case.objects.update(is_frozen=True)
    answer = browser.post(address, sent)
    assert answer.status_code == 409
    assert case_changes.FROZEN in words(answer)
    assert not Restriction.objects.exists()
    assert "We kept what you typed." in words(browser.get(address))


def test_what_was_typed_survives_a_time_out(browser: Client, case: Case) -> None:
    address = person_at(case, "restrictions/add/")
    note = browser.get(address).context["draft_note"]
    Client().post(address, {"kind": "other", "what": "Half", "draft_note": note})
    page = browser.get(address)
    assert "We kept what you typed." in words(page)
    assert "Half" in page.text
    browser.post(address, {"discard": "1"})
    assert "Half" not in browser.get(address).text


def test_somebody_of_another_matter_is_not_there(browser: Client, case: Case, unit: Unit) -> None:
    other = cases.subject(case=cases.case(unit=unit))
    for more in ("", "restrictions/add/", "welfare/", "welfare/plan/", "welfare/contact/", "welfare/officer/"):
        for number in (other.pk, 10**9):
            assert browser.get(f"/cases/{case.reference}/people/{address_of(number)}/{more}").status_code == 404


def test_whoever_was_added_in_error_has_a_page_and_no_forms(
    browser: Client, case: Case, subject: Subject, me: User
) -> None:
    Subject.objects.filter(pk=subject.pk).update(withdrawn_on=TODAY, withdrawn_because="Wrong", withdrawn_by=me)
    assert "Marked as added in error" in words(browser.get(person_at(case)))
    assert browser.get(person_at(case, "restrictions/add/")).status_code == 404


def test_who_does_not_work_on_matters_is_offered_no_form(case: Case, unit: Unit) -> None:
    page = of(holder(Role.HEARINGS_TEAM, unit=unit), case).get(person_at(case))
    assert page.status_code == 200
    assert "restrictions/add/" not in page.text
