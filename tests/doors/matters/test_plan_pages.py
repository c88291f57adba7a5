"""The pages of a plan: what they say, what is wrong with a form of theirs, and who may do what."""

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.audit.acts import Act
from cases.models import Case
from cases.operations import sight
from cases.web.row_addresses import address_of
from cases.workforce.models import Unit
from tests.doors.looking import with_purpose, words
from tests.doors.matters.plan_forms import at, bus, day, filled_in
from tests.factories import cases, plan, register
from tests.factories.cases import TODAY, holder
from tests.factories.trail import said
from tests.factories.users import logged_in, user

pytestmark = pytest.mark.django_db
READS = ["", "footage/", "steps/", "log/", "log/print/", "representations/", "report/", "terms/versions/"]


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


# --- What the pages say ---


def test_the_tab_says_what_is_late_who_has_what_and_which_point_has_no_line(
    browser: Client, case: Case, me: User
) -> None:
    first, second = plan.point(case=case, standard="use_of_force"), plan.point(case=case, text="That he knew")
    plan.line(case=case, to=(first,), owner=me, due_on=TODAY - timedelta(3))
    plan.line(case=case, to=(second,), state="not_pursued", not_pursued_because="No such camera", due_on=TODAY)
    tab = words(browser.get(at(case)))
    for sentence in (
        f"Line 1 is 3 days late , with {me.name}: Ask at the hospital",
        "No line of enquiry that is pursued goes to point 2: That he knew",
        f"{me.name}: 1 line not done",
        "Because: No such camera",
        "Use of force",
        "None of them is a time limit of the law.",
    ):
        assert sentence in tab
    assert "No line of enquiry that is pursued goes to point 1" not in tab


def test_footage_that_is_deleted_soon_is_said_on_the_plan_and_on_the_summary(browser: Client, case: Case) -> None:
    plan.preservation(case=case, deleted_on=TODAY + timedelta(3))
    plan.preservation(case=case, name="Custody CCTV", deleted_on=TODAY + timedelta(4))
    for page in (at(case), f"/cases/{case.reference}/"):
        said_there = words(browser.get(page))
        assert "Footage: Bus CCTV is deleted on 26 November 2026" in said_there
        assert "Custody CCTV is deleted" not in said_there


def test_what_is_proposed_is_taken_up_filled_in(browser: Client, case: Case) -> None:
    page = browser.get(at(case, "footage/"))
    assert "The matter says “bus”" in words(page)
    [link] = re.findall(r'href="([^"]+system=transport_cctv)"', page.text)
    sent = filled_in(browser.get(link))
    assert (sent["name"], sent["retention_days"], sent["place"]) == (["Bus or rail CCTV"], ["5"], [case.place])
    assert browser.post(link, sent).status_code == 302
    tab = browser.get(at(case, "footage/"))
    assert "system=transport_cctv" not in tab.text
    assert "may be deleted any day: nobody has recorded when it happened" in words(tab)
    row = address_of(case.preservation.get().pk)
    assert "so that it may be deleted any day: ask today" in words(
        browser.get(at(case, f"footage/{row}/how-computed/"))
    )
    letter = browser.get(at(case, f"footage/{row}/letter/"))
    assert "Please keep: Bus or rail CCTV" in words(letter)
    assert (Act.LETTER_PRINTED.name, len(said(Act.LETTER_PRINTED))) == ("LETTER_PRINTED", 1)


def test_a_letter_that_would_name_somebody_is_not_shown(browser: Client, case: Case) -> None:
    row = plan.preservation(case=case, place="Marlow’s shop")
    page = browser.get(at(case, f"footage/{address_of(row.pk)}/letter/"))
    assert "it would name somebody of this matter, by the word “Marlow”" in words(page)
    assert "Please keep" not in page.text
    assert not said(Act.LETTER_PRINTED)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        pytest.param({"retention_days": ""}, "must be a whole number from 0 to 3,650", id="no-retention"),
        pytest.param({"retention_days": "-1"}, "must be a whole number from 0 to 3,650", id="less-than-none"),
        pytest.param({"retention_days": "3651"}, "must be a whole number from 0 to 3,650", id="too-many"),
        pytest.param({"retention_days": "9" * 30}, "must be a whole number from 0 to 3,650", id="far-too-many"),
        pytest.param({"first_time": "half nine"}, "First time must be a time like 23:30", id="no-time"),
        pytest.param(day("first_day", _day=31, _month=2), "must be a real date", id="no-day"),
        pytest.param({"place": "By Marlow’s"}, "Leave out “Marlow”", id="a-name"),
        pytest.param({"state": "asked"}, "Enter on which day it was asked for", id="asked-on-no-day"),
    ],
)
def test_what_is_wrong_with_footage_is_said(browser: Client, case: Case, typed: dict[str, str], sentence: str) -> None:
    address = at(case, "footage/add/")
    answer = browser.post(address, filled_in(browser.get(address)) | bus(case) | {"name": "Kept so"} | typed)
    assert sentence in words(answer)
    assert "Kept so" in answer.text
    assert not case.preservation.exists()


def test_a_step_says_how_long_ago_it_was_asked_and_how_often_chased(browser: Client, case: Case) -> None:
    step = plan.step(case=case, asked_on=TODAY - timedelta(12), due_on=TODAY - timedelta(2))
    chase = at(case, f"steps/{address_of(step.pk)}/chase/")
    sent = filled_in(browser.get(chase)) | {"means": "phone"}
    for _ in range(2):
        assert browser.post(chase, sent).status_code == 302
    tab = words(browser.get(at(case, "steps/")))
    assert "Asked 12 days ago, chased once, nothing received" in tab
    assert "2 days late" in tab


def test_an_interview_is_with_somebody_of_the_matter(browser: Client, case: Case) -> None:
    address = at(case, "steps/add/")
    page = browser.get(address)
    [who] = re.findall(r'value="(subject [^"]+)"', page.text)
    sent = filled_in(page) | {
        "kind": "interview_officer",
        "who": who,
        "about": "The stop",
        "adjustments": ["police_friend"],
    }
    assert browser.post(address, sent | {"body": "Bank"}).status_code == 200
    assert browser.post(address, sent).status_code == 302
    tab = words(browser.get(at(case, "steps/")))
    assert "Interview of the officer: " in tab
    assert "Needs: Police friend present" in tab
    change = at(case, f"steps/{address_of(case.steps.get().pk)}/")
    assert filled_in(browser.get(change))["who"] == [who]


def test_the_log_is_paged_and_printed_whole(browser: Client, case: Case, me: User) -> None:
    for number in range(1, 31):
        plan.entry(case=case, by=me, decided=f"Decided {number}.")
    plan.entry(case=case, by=me, decided="Put right", corrects=case.policy_log.get(number=3))
    newest = browser.get(at(case, "log/"))
    assert "Decided 30." in words(newest)
    assert "Decided 3." not in words(newest)
    older = words(browser.get(at(case, "log/?before=7")))
    assert "Corrected by entry 31." in older
    whole = words(browser.get(at(case, "log/print/")))
    assert all(f"Decided {number}." in whole for number in range(1, 31))
    assert "Corrects entry 3." in whole
    [link] = re.findall(r'href="([^"]+corrects=30[^"]*)"', newest.text)
    assert filled_in(browser.get(link.replace("&amp;", "&")))["corrects"] == ["30"]
    for before in ("x", "-1", "9" * 9, "9" * 30):
        assert words(browser.get(at(case, f"log/?before={before}"))).count("Entry ") >= 25


@pytest.mark.parametrize("key", ["", "no-such-system", "%00", "x" * 300, "radio%27"])
def test_a_system_that_is_none_is_something_else_to_record(browser: Client, case: Case, key: str) -> None:
    assert "Record other perishable evidence" in words(browser.get(at(case, f"footage/add/?system={key}")))


def test_a_report_is_drafted_from_the_plan_and_leaves_the_opinion_open(browser: Client, case: Case, me: User) -> None:
    plan.terms(case=case, by=me)
    point = plan.point(case=case)
    plan.line(case=case, to=(point,), state="done", result="She was not seen there")
    plan.step(case=case, asked_on=TODAY - timedelta(1))
    plan.representation(case=case)
    plan.entry(case=case, by=me)
    address = at(case, "report/edit/")
    sent = filled_in(browser.get(address))
    page = browser.get(address).text
    for said_there in (
        "Whether force was used",
        "Line 1: Ask at the hospital. Done: She was not seen there",
        "Notes of the ward. Asked on 22 November 2026, not chased, nothing received by 23 November 2026.",
        "I was not there",
        "Entry 1, 23 November 2026: No arrest for now",
        "Is there a case to answer",
        "Allegation 1",
    ):
        assert said_there in page
    assert (
        browser.post(address, sent | {"summary": "Nothing was seen.", "terms": "T", "opinion": "O"}).status_code == 302
    )
    report = words(browser.get(at(case, "report/")))
    assert "Nothing was seen." in report
    assert "It has been sent to nobody from here." in report
    again = browser.get(address)
    assert "What the plan says now, where the report says something else" in words(again)
    browser.post(address, filled_in(again) | {"summary": "Written again."})
    assert "Nothing was seen." in words(browser.get(at(case, "report/1/print/")))
    assert "Written again." in words(browser.get(at(case, "report/2/print/")))
    assert browser.get(at(case, "report/3/print/")).status_code in {404}
    assert browser.get(at(case, f"report/{'9' * 30}/print/")).status_code == 404


# --- Who ---


@pytest.mark.parametrize("page", READS)
def test_whoever_may_only_see_the_matter_reads_the_plan_and_is_led_to_no_form(
    case: Case, me: User, unit: Unit, page: str
) -> None:
    plan.terms(case=case, by=me)
    for make in (plan.point, plan.line, plan.step, plan.preservation, plan.representation):
        make(case=case)
    plan.entry(case=case, by=me)
    reader = logged_in(holder(Role.HEARINGS_TEAM, unit=unit))
    with_purpose(reader, case)
    text = reader.get(at(case, page)).text.partition("<main")[2]
    assert not re.findall(r'href="[^"]*(?:/add/|/edit/|/chase/|/letter/|/points/|/lines/|plan/terms/")', text)
    assert reader.post(at(case, "lines/add/"), {"what": "x"}).status_code == 403


@pytest.mark.parametrize("page", ["points/{}/", "lines/{}/", "steps/{}/", "steps/{}/chase/", "footage/{}/",
                                  "footage/{}/chase/", "footage/{}/how-computed/", "footage/{}/letter/",
                                  "representations/{}/"])  # fmt: skip
@pytest.mark.parametrize("way", ["get", "post"])
def test_a_row_that_is_not_of_this_matter_is_not_there(browser: Client, case: Case, page: str, way: str) -> None:
    other = cases.case(unit=case.unit)
    makes: dict[str, Any] = {
        "p": plan.point,
        "l": plan.line,
        "s": plan.step,
        "f": plan.preservation,
        "r": plan.representation,
    }
    row = makes[page[0]](case=other)
    for address in (address_of(row.pk), address_of(row.pk + 1000), str(row.pk)):
        answer = getattr(browser, way)(at(case, page.format(address)), {"on": "x"})
        assert answer.status_code in ({404, 405} if way == "post" else {404})


def test_the_key_of_a_form_stands_in_the_address_that_leads_to_it(browser: Client, case: Case) -> None:
    [key] = re.findall(r"/lines/add/\?added_with=([0-9a-f-]{36})", browser.get(at(case)).text)
    assert filled_in(browser.get(at(case, f"lines/add/?added_with={key}")))["added_with"] == [key]
    assert uuid.UUID(key)


def test_a_line_with_somebody_who_cannot_have_it_is_refused_at_its_field(browser: Client, case: Case) -> None:
    stranger = user()
    address = at(case, "lines/add/")
    sent = filled_in(browser.get(address)) | {"what": "Typed", "owner": str(stranger.pk)}
    answer = browser.post(address, sent)
    assert sight.REFUSAL in words(answer)
    assert 'href="#id_owner"' in answer.text
    assert "Typed" in answer.text
    assert not case.lines.exists()
    [(outcome, _, about, reason)] = said(Act.PLAN_CHANGED)
    assert (outcome, about, reason) == ("refused", f"case:{case.reference}", "")
