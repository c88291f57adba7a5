"""The pages on which what was written down wrongly is put right: who it is, who was added in error, who is shut out."""

import re

import pytest
from django.test import Client

from cases.accounts.models import Draft, User
from cases.accounts.permissions import Permission
from cases.accounts.roles import ABOUT, Role
from cases.audit.acts import Act
from cases.audit.models import Entry
from cases.models import Case, CaseDenial, Subject, WallDecision
from cases.operations import case_changes, subjects
from cases.operations.sight import REFUSAL
from cases.web.row_addresses import address_of
from cases.workforce.models import Person, Unit
from tests.doors.looking import with_purpose, words
from tests.factories import cases, register
from tests.factories.cases import holder
from tests.factories.users import logged_in, user

pytestmark = pytest.mark.django_db


@pytest.fixture
def me(unit: Unit) -> User:
    return holder(Role.SUPERVISOR, unit=unit)


@pytest.fixture
def unknown(case: Case) -> Subject:
    return cases.subject(case=case, kind="partly_known", description="PC, tall, collar ending 37")


@pytest.fixture
def person(unit: Unit) -> Person:
    return register.person(surname="Breck", unit=unit, user=user())


def at(subject: Subject, way: str) -> str:
    return f"/cases/{subject.case.reference}/people/{address_of(subject.pk)}/{way}/"


def people(browser: Client, case: Case) -> str:
    return words(browser.get(f"/cases/{case.reference}/people/"))


# --- Identified ---


def test_somebody_is_found_and_identified_on_the_tab(
    browser: Client, case: Case, unknown: Subject, person: Person
) -> None:
    address = at(unknown, "identify")
    assert f'href="{address}"' in browser.get(f"/cases/{case.reference}/people/").text
    page = browser.get(address)
    assert "Known so far: PC, tall, collar ending 37." in words(page)
    assert "There is a problem" not in words(page)
    found = browser.post(address, {"search": "Breck", "find": "1"})
    assert f'value="{person.pk}"' in found.text
    assert "There is a problem" not in words(found)
    sent = {"search": "Breck", "person": str(person.pk)}
    for _ in range(2):
        assert browser.post(address, sent).headers["Location"] == f"/cases/{case.reference}/people/"
    assert [each.person for each in Subject.objects.all()] == [person]
    assert f'href="{address}"' not in browser.get(f"/cases/{case.reference}/people/").text
    assert browser.get(address).headers["Location"] == f"/cases/{case.reference}/people/"
    other = {"search": "Breck", "person": str(register.person(surname="Brecker").pk)}
    assert subjects.IDENTIFIED in words(browser.post(address, other))
    assert Entry.objects.filter(what=Act.SUBJECT_IDENTIFIED, outcome="refused").count() == 1


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        pytest.param({"search": "Breck"}, "Find them in the register, and choose them", id="nobody-chosen"),
        pytest.param({"search": "Breck", "person": "999999"}, "Choose somebody whom the search has found", id="nobody"),
        pytest.param({"search": "Breck", "person": "x"}, "Choose somebody whom the search has found", id="no-number"),
        pytest.param({"search": "Breck\0"}, "must be text that can be read", id="nul"),
    ],
)
@pytest.mark.usefixtures("person")
def test_what_is_missing_is_said(browser: Client, unknown: Subject, sent: dict[str, str], said: str) -> None:
    answer = browser.post(at(unknown, "identify"), sent)
    assert said in words(answer)
    assert "Breck" in answer.text
    assert Subject.objects.get().person is None


def test_whom_it_is_about_already_is_refused_with_what_to_do(
    browser: Client, case: Case, unknown: Subject, person: Person
) -> None:
    cases.subject(case=case, person=person)
    answer = browser.post(at(unknown, "identify"), {"search": "Breck", "person": str(person.pk)})
    assert "The matter is about this person already. Mark the entry that stands there twice as added in error" in words(
        answer
    )
    assert Subject.objects.filter(person=person).count() == 1


def test_where_somebody_would_lose_sight_the_question_says_which_subject_it_identifies(
    browser: Client, case: Case, unit: Unit, unknown: Subject
) -> None:
    officer = holder(Role.INVESTIGATOR, unit=unit)
    person = register.person(surname="Breck", user=officer)
    said = words(browser.post(at(unknown, "identify"), {"search": "Breck", "person": str(person.pk)}))
    assert f"{officer.name}: It is about them" in said
    assert "Nobody has been identified, and nothing in the matter has changed." in said
    assert "Something else was asked" not in said
    other = cases.subject(case=case)
    again = words(browser.post(at(other, "identify"), {"search": "Breck", "person": str(person.pk)}))
    assert "Something else was asked about this person before, and that is decided first." in again
    decision = WallDecision.objects.get()
    second = logged_in(holder(Role.SUPERVISOR, unit=unit))
    page = words(second.get(f"/walls/{address_of(decision.pk)}/"))
    assert "Somebody is to be identified as Alex Breck" in page
    assert "known so far as: PC, tall, collar ending 37" in page
    assert second.post(f"/walls/{address_of(decision.pk)}/", {"choice": "revoke", "reason": "x"}).status_code == 302
    unknown.refresh_from_db()
    assert unknown.person == person
    theirs = logged_in(officer)
    for way in ("identify", "withdraw"):
        for method in ("get", "post"):
            assert getattr(theirs, method)(at(unknown, way)).status_code == 404


def test_a_question_that_became_pointless_says_so_to_whoever_opens_it_again(
    browser: Client, unit: Unit, unknown: Subject
) -> None:
    person = register.person(surname="Breck", user=holder(Role.INVESTIGATOR, unit=unit))
    browser.post(at(unknown, "identify"), {"search": "Breck", "person": str(person.pk)})
    browser.post(at(unknown, "withdraw"), {"reason": "It was the force itself"})
    second = logged_in(holder(Role.SUPERVISOR, unit=unit))
    assert "Nothing waits for your decision." in words(second.get("/walls/"))
    said = words(second.get(f"/walls/{address_of(WallDecision.objects.get().pk)}/"))
    assert "No longer needed. What was asked for has become pointless: they were added in error." in said
    assert "Who lost sight" not in said


# --- Withdrawn ---


def test_whoever_was_added_in_error_is_withdrawn_for_a_reason_and_stands_there_so(
    browser: Client, case: Case, me: User, person: Person
) -> None:
    subject = cases.subject(case=case, person=person)
    address = at(subject, "withdraw")
    assert f'href="{address}"' in browser.get(f"/cases/{case.reference}/people/").text
    assert "Mark Alex Breck as added in error" in words(browser.get(address))
    for _ in range(2):
        assert browser.post(address, {"reason": "Wrong officer"}).status_code == 302
    page = browser.get(f"/cases/{case.reference}/people/")
    assert re.search(r"<s>Alex Breck</s>", page.text)
    expected = f"Marked as added in error on 23 November 2026 by {me.name}: Wrong officer"
    assert expected in words(page)
    assert "Allegation 1, B" not in words(page).partition("Whom it is about")[2]
    assert address not in page.text
    assert browser.get(address).headers["Location"] == f"/cases/{case.reference}/people/"
    timeline = words(browser.get(f"/cases/{case.reference}/timeline/"))
    assert "Marked somebody as added in error" in timeline
    assert "Wrong officer" in timeline
    for said in (words(page), timeline):
        assert "withdr" not in said.lower(), "to withdraw is what a complainant does"


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        pytest.param(" ", "Enter the reason", id="none"),
        pytest.param("r" * 301, "300 characters or fewer; it has 301", id="long"),
        pytest.param("a\0", "must be text that can be read", id="nul"),
    ],
)
def test_the_reason_is_wanted_and_what_was_typed_stays(
    browser: Client, unknown: Subject, reason: str, said: str
) -> None:
    answer = browser.post(at(unknown, "withdraw"), {"reason": reason})
    assert said in words(answer)
    assert reason.strip("\0 ") in answer.text
    assert Subject.objects.get().withdrawn_on is None


def test_whoever_manages_them_is_told_to_ask_somebody_else(browser: Client, case: Case, me: User, unit: Unit) -> None:
    managed = register.person(unit=unit, line_manager=register.person(user=me))
    subject = cases.subject(case=case, person=managed)
    answer = browser.post(at(subject, "withdraw"), {"reason": "Typed"})
    assert subjects.NOT_BY_YOU in words(answer)
    assert "Typed" in answer.text
    assert Entry.objects.filter(what=Act.SUBJECT_WITHDRAWN, outcome="refused").count() == 1


@pytest.mark.parametrize("way", ["identify", "withdraw"])
def test_what_was_typed_survives_a_time_out(browser: Client, unknown: Subject, me: User, way: str) -> None:
    field = {"identify": "search", "withdraw": "reason"}[way]
    note = re.search(r'name="draft_note" value="([^"]+)"', browser.get(at(unknown, way)).text)
    assert note
    assert Client().post(at(unknown, way), {field: "Half", "draft_note": note[1]}).status_code == 302
    page = browser.get(at(unknown, way))
    assert 'value="Half"' in page.text
    assert "There is a problem" not in words(page)
    assert Draft.objects.get().key == f"{unknown.case.reference} {address_of(unknown.pk)}"


@pytest.mark.parametrize("way", ["identify", "withdraw"])
def test_a_subject_of_another_matter_or_none_is_not_there(
    browser: Client, case: Case, unit: Unit, unknown: Subject, way: str
) -> None:
    other = cases.case(unit=unit)
    theirs = cases.subject(case=other).pk
    for subject in (address_of(theirs), theirs, address_of(10**9), 10**30):
        for method in ("get", "post"):
            address = f"/cases/{case.reference}/people/{subject}/{way}/"
            assert getattr(browser, method)(address).status_code == 404
    Subject.objects.filter(pk=unknown.pk).update(kind="organisation", description="")
    sent = {"search": "Breck", "person": str(register.person(surname="Breck").pk), "reason": "x"}
    assert browser.post(at(unknown, way), sent).status_code == {"identify": 404, "withdraw": 302}[way]


@pytest.mark.parametrize("way", ["identify", "withdraw"])
@pytest.mark.parametrize("role", [role for role in Role if Permission.CASES_WORK not in ABOUT[role].permissions])
def test_only_those_who_work_on_matters_put_them_right(unknown: Subject, unit: Unit, role: Role, way: str) -> None:
    somebody = logged_in(user(role) if role is Role.ADMINISTRATOR else holder(role, unit=unit))
    for method in ("get", "post"):
        assert getattr(somebody, method)(at(unknown, way)).status_code == 403


def test_a_held_matter_says_no_more_than_that(browser: Client, case: Case, unknown: Subject, person: Person) -> None:
    Case.objects.filter(pk=case.pk).update(is_frozen=True)
    sent = {"search": "Breck", "person": str(person.pk), "reason": "x"}
    for way in ("identify", "withdraw"):
        answer = browser.post(at(unknown, way), sent)
        assert answer.status_code == 409
        assert case_changes.FROZEN in words(answer)


# --- Shut out, and let in again ---


@pytest.fixture
def withdrawn(case: Case, unit: Unit) -> Subject:
    """Somebody whom the matter was about, and who would see it."""
    person = register.person(surname="Frost", user=holder(Role.SUPERVISOR, unit=unit), unit=unit)
    CaseDenial.objects.create(case=case, principal=f"person:{person.pk}", why="concerned")
    made = cases.subject(case=case, person=person)
    colleague = logged_in(holder(Role.INVESTIGATOR, unit=unit))
    with_purpose(colleague, case)
    colleague.post(at(made, "withdraw"), {"reason": "Wrong officer"})
    return made


def lift_address(case: Case) -> str:
    denial = CaseDenial.objects.filter(case=case).earliest("pk")
    return f"/cases/{case.reference}/access/denials/{address_of(denial.pk)}/lift/"


def test_who_is_shut_out_still_stands_there_and_is_let_in_for_a_reason(
    browser: Client, case: Case, withdrawn: Subject
) -> None:
    address = lift_address(case)
    tab = browser.get(f"/cases/{case.reference}/access/")
    assert "Still shut out: Alex Frost, because it was about them until 23 November 2026." in words(tab)
    assert f'href="{address}"' in tab.text
    assert withdrawn.person is not None
    assert withdrawn.person.user is not None
    theirs = logged_in(withdrawn.person.user)
    for method in ("get", "post"):
        assert getattr(theirs, method)(address, {"reason": "x"}).status_code == 404
    assert "Let Alex Frost see it again" in words(browser.get(address))
    assert "Enter the reason" in words(browser.post(address, {"reason": " "}))
    assert (
        browser.post(address, {"reason": "Never concerned"}).headers["Location"] == f"/cases/{case.reference}/access/"
    )
    assert "Nobody." in words(browser.get(f"/cases/{case.reference}/access/"))
    assert theirs.get(f"/cases/{case.reference}/").status_code == 302
    assert browser.get(address).status_code == 404
    assert "Never concerned" in words(browser.get(f"/cases/{case.reference}/timeline/?kind=access"))


def test_who_is_concerned_still_is_not_let_in(browser: Client, unit: Unit, person: Person) -> None:
    made = cases.case(unit=unit, about=(person,))
    with_purpose(browser, made)
    address = lift_address(made)
    tab = browser.get(f"/cases/{made.reference}/access/")
    assert "Alex Breck: It is about them" in words(tab)
    assert "/lift/" not in tab.text
    answer = browser.post(address, {"reason": "Typed"})
    assert REFUSAL in words(answer)
    assert "Typed" in answer.text
    [entry] = Entry.objects.filter(what=Act.DENIAL_LIFTED)
    assert (entry.outcome, entry.thing, entry.reason) == ("refused", "case", "")
    Case.objects.filter(pk=made.pk).update(is_frozen=True)
    assert browser.post(address, {"reason": "x"}).status_code == 409


@pytest.mark.parametrize("role", [role for role in Role if Permission.ACCESS_MANAGE not in ABOUT[role].permissions])
def test_only_those_who_keep_the_access_let_somebody_in(case: Case, unit: Unit, withdrawn: Subject, role: Role) -> None:
    somebody = logged_in(user(role) if role is Role.ADMINISTRATOR else holder(role, unit=unit))
    for method in ("get", "post"):
        assert getattr(somebody, method)(lift_address(case), {"reason": "x"}).status_code == 403


@pytest.mark.parametrize("denial", ["0", address_of(999_999), "9" * 30, "é"])
def test_a_denial_that_is_none_is_not_there(browser: Client, case: Case, denial: str) -> None:
    assert browser.get(f"/cases/{case.reference}/access/denials/{denial}/lift/").status_code == 404
