"""Welfare: who reads it and who does not, by role and by part in the inquiry; and that nothing of it leaks."""

from typing import Any

import pytest
from django.test import Client

from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.audit.acts import Act
from cases.audit.models import Entry
from cases.models import Case, Membership, Subject, WelfareContact, WelfareOfficer, WelfarePlan
from cases.operations import case_changes
from cases.operations.beside import welfare as writing
from cases.web.row_addresses import address_of
from cases.workforce.models import Unit
from tests.cases.operations.acts import working
from tests.doors.beside.conftest import day, of, person_at
from tests.doors.looking import words
from tests.factories import register
from tests.factories.acts import AT
from tests.factories.cases import TODAY, holder
from tests.factories.standing import brought_to
from tests.factories.users import logged_in, user

pytestmark = pytest.mark.django_db
PLAN, CONTACT = "Calls every Monday, his wife is expecting", "He sleeps badly and fears for his pension"
HIDDEN = (PLAN, CONTACT, "Welfare Person")
FORMS = ("welfare/plan/", "welfare/contact/")
SENT = {"text": "Typed by somebody", "way": "phone", "version": "1", **day("on", TODAY)}


@pytest.fixture
def officer(unit: Unit) -> User:
    made = holder(Role.COMPLAINT_HANDLER, unit=unit)
    made.name = "Welfare Person"
    made.save()
    return made


@pytest.fixture
def told(case: Case, subject: Subject, officer: User, me: User) -> None:
    by: Any = {"reference": case.reference, "subject_id": subject.pk, "at": AT}
    writing.name_officer(user_id=officer.pk, name="", by=me, **by)
    writing.plan(text=PLAN, over=0, by=officer, **by)
    writing.add_contact(told=writing.Contact(on=TODAY, way="phone", text=CONTACT), by=officer, **by)


def investigates(case: Case, somebody: User) -> None:
    case.subjects.get().against.update(investigator=somebody)


def investigated(case: Case, somebody: User) -> None:
    """They did, and somebody else was appointed after them."""
    against, by = working.against(case), working.authority(case.unit)
    brought_to(case=case, stage="recorded")
    brought_to(case=case, stage="investigating", against=against)
    for each in (somebody, holder(Role.INVESTIGATOR, unit=case.unit)):
        answers = {"investigator_competent": "yes", "in_management_line": "no"}
        working.do(case, "appoint_investigator", by, against=[against.pk], answers=answers,
                   details={"investigator": each.pk}, despite="Checked")  # fmt: skip


def owns(case: Case, somebody: User) -> None:
    Case.objects.filter(pk=case.pk).update(owner=somebody)


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("role", list(Role))
def test_of_those_who_see_the_matter_only_heads_and_supervisors_read_it(case: Case, unit: Unit, role: Role) -> None:
    somebody = user(role) if role is Role.ADMINISTRATOR else holder(role, unit=unit)
    browser = logged_in(somebody)
    browser.post(f"/cases/{case.reference}/purpose/", {"purpose": "working"})
    reads = role in {Role.SUPERVISOR, Role.HEAD_OF_DEPARTMENT}
    for more in ("welfare/", ""):
        text = browser.get(person_at(case, more)).text
        for hidden in HIDDEN if more else HIDDEN[2:]:
            assert (hidden in text) is reads, (more, hidden)
    for form in FORMS:
        assert (browser.get(person_at(case, form)).status_code == 200) is reads
        assert (browser.post(person_at(case, form), SENT).status_code == 302) is reads
    assert WelfareContact.objects.count() == WelfarePlan.objects.count() == (2 if reads else 1)


@pytest.mark.usefixtures("told")
def test_the_welfare_officer_reads_and_writes_it(case: Case, officer: User) -> None:
    browser = of(officer, case)
    page = words(browser.get(person_at(case, "welfare/")))
    assert PLAN in page
    assert CONTACT in page
    for form in FORMS:
        assert browser.post(person_at(case, form), SENT).headers["Location"] == person_at(case, "welfare/")
    assert "welfare/officer/" not in browser.get(person_at(case, "welfare/")).text


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.HEAD_OF_DEPARTMENT, Role.INVESTIGATOR])
@pytest.mark.parametrize("part", [investigates, investigated, owns])
def test_whoever_is_part_of_the_inquiry_reads_no_more_than_that_there_is_a_welfare_officer(
    case: Case, unit: Unit, role: Role, part: Any
) -> None:
    somebody = holder(role, unit=unit)
    part(case, somebody)
    browser = of(somebody, case)
    for more in ("welfare/", ""):
        page = browser.get(person_at(case, more))
        assert "There is a welfare officer." in words(page)
        assert not any(hidden in page.text for hidden in HIDDEN)
    for form in FORMS:
        assert browser.get(person_at(case, form)).status_code == 404
        assert browser.post(person_at(case, form), SENT).status_code == 404
    assert WelfareContact.objects.count() == WelfarePlan.objects.count() == 1
    assert Entry.objects.filter(what=Act.WELFARE_READ, outcome="refused").count() == 4


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("part", [investigates, investigated, owns])
def test_a_welfare_officer_who_becomes_part_of_the_inquiry_reads_it_no_more(
    case: Case, officer: User, browser: Client, part: Any
) -> None:
    part(case, officer)
    page = of(officer, case).get(person_at(case, "welfare/"))
    assert not any(hidden in page.text for hidden in (PLAN, CONTACT))
    assert "has become part of the inquiry" in words(browser.get(person_at(case, "welfare/")))


@pytest.mark.usefixtures("told")
def test_no_other_page_of_the_matter_and_no_entry_tells_of_it(case: Case, unit: Unit, me: User) -> None:
    before = Case.objects.get().version
    investigator = holder(Role.INVESTIGATOR, unit=unit)
    owns(case, investigator)
    browser = of(investigator, case)
    for page in ("", "people/", "decisions/", "deadlines/", "beside/", "timeline/", "timeline/?kind=people", "access/"):
        text = browser.get(f"/cases/{case.reference}/{page}").text
        assert not any(hidden in text for hidden in (PLAN, CONTACT)), page
        assert "welfare contacts" not in text
        assert "welfare plan" not in text.lower(), page
    assert before == 1, "no new version: the investigator's form would say that it was changed meanwhile"
    for reason in Entry.objects.values_list("reason", flat=True):
        assert PLAN not in reason
        assert CONTACT not in reason


@pytest.mark.usefixtures("told")
def test_whoever_reads_it_leaves_an_entry(case: Case, browser: Client, me: User) -> None:
    browser.get(person_at(case, "welfare/"))
    assert Entry.objects.get(what=Act.WELFARE_READ).who == me.principal


# --- Who looks after them ---


def chosen(browser: Client, case: Case, somebody: User | None, name: str = "") -> Any:
    return browser.post(
        person_at(case, "welfare/officer/"), {"user": address_of(somebody.pk) if somebody else "", "name": name}
    )


@pytest.mark.parametrize("why", ["investigates", "owns", "subject", "stranger", "no-role", "used-no-more"])
def test_nobody_inside_the_inquiry_and_nobody_who_may_not_see_it_is_named_with_one_sentence_for_all(
    browser: Client, case: Case, unit: Unit, why: str
) -> None:
    somebody = (
        user() if why == "no-role" else holder(Role.INVESTIGATOR, unit=register.unit() if why == "stranger" else unit)
    )
    if why == "investigates":
        investigates(case, somebody)
    if why == "owns":
        owns(case, somebody)
    if why == "subject":
        person = case.subjects.get().person
        assert person
        type(person).objects.filter(pk=person.pk).update(user=somebody)
    if why == "used-no-more":
        User.objects.filter(pk=somebody.pk).update(is_active=False)
    answer = chosen(browser, case, somebody)
    said = words(answer)
    expected = "Choose somebody from the list" if why == "used-no-more" else writing.OUTSIDE
    assert expected in said
    assert not WelfareOfficer.objects.exists()


@pytest.mark.parametrize(
    ("who", "name", "said"),
    [pytest.param(False, " ", writing.WHO, id="nobody"), pytest.param(True, "Rev Ash", writing.ONE, id="both")],
)
def test_one_is_named_and_no_more(browser: Client, case: Case, officer: User, who: bool, name: str, said: str) -> None:
    assert said in words(chosen(browser, case, officer if who else None, name))
    assert not WelfareOfficer.objects.exists()


def test_another_takes_the_place_of_whoever_did_so_before(browser: Client, case: Case, officer: User) -> None:
    for _ in range(2):
        assert chosen(browser, case, officer).status_code == 302
    assert chosen(browser, case, None, "Rev Ash").status_code == 302
    assert list(WelfareOfficer.objects.order_by("pk").values_list("name", "ended_on")) == [
        ("", TODAY),
        ("Rev Ash", None),
    ]
    assert "Rev Ash" in words(browser.get(person_at(case, "welfare/")))
    assert of(officer, case).get(person_at(case, "welfare/plan/")).status_code == 404


# --- The plan and the log ---


def test_a_plan_that_was_written_meanwhile_is_never_overwritten_unseen(browser: Client, case: Case, unit: Unit) -> None:
    address, other = person_at(case, "welfare/plan/"), of(holder(Role.SUPERVISOR, unit=unit), case)
    assert other.post(address, {"text": "Theirs", "version": "0"}).status_code == 302
    answer = browser.post(address, {"text": "Mine", "version": "0"})
    assert answer.status_code == 409
    assert "Mine" in answer.text
    assert "Recorded now Version 1," in words(answer)
    assert "Theirs" in words(answer)
    assert 'name="version" value="1"' in answer.text
    for _ in range(2):
        assert browser.post(address, {"text": "Mine", "version": "1"}).status_code == 302
    assert list(WelfarePlan.objects.order_by("number").values_list("number", "text")) == [(1, "Theirs"), (2, "Mine")]
    said = words(browser.get(person_at(case, "welfare/")))
    assert said.index("Mine") < said.index("Former versions") < said.index("Theirs")


def test_a_contact_that_is_sent_twice_is_added_once(browser: Client, case: Case) -> None:
    sent = SENT | {"added_with": "0b5c2a64-7d5e-4c1f-9a3b-5e8f1d2c3b4a"}
    for _ in range(2):
        assert browser.post(person_at(case, "welfare/contact/"), sent).status_code == 302
    assert WelfareContact.objects.count() == 1


@pytest.mark.parametrize("form", FORMS)
def test_a_matter_that_is_held_changes_nothing_and_keeps_what_was_typed(browser: Client, case: Case, form: str) -> None:
    note = browser.get(person_at(case, form)).context["draft_note"]
    Case.objects.update(is_frozen=True)
    answer = browser.post(person_at(case, form), SENT | {"draft_note": note})
    assert answer.status_code == 409
    assert case_changes.FROZEN in words(answer)
    assert "We kept what you typed." in words(browser.get(person_at(case, form)))
    assert not WelfareContact.objects.exists()
    assert not WelfarePlan.objects.exists()


def test_somebody_who_is_named_to_the_matter_is_still_no_reader(case: Case, unit: Unit) -> None:
    somebody = holder(Role.INVESTIGATOR, unit=unit)
    Membership.objects.create(case=case, user=somebody, why="member", reason="x", first_day=TODAY, given_by="job:x")
    assert of(somebody, case).get(person_at(case, "welfare/plan/")).status_code == 404


# --- Before a notice ---


@pytest.mark.parametrize(("key", "is_warned"), [("give_notice", True), ("suspend", True), ("restrict", False)])
def test_before_somebody_is_told_the_page_says_that_there_is_no_plan_yet(
    browser: Client, case: Case, key: str, is_warned: bool
) -> None:
    against = working.against(case)
    brought_to(case=case, stage="recorded")
    brought_to(case=case, stage="investigating", against=against, assessment="gross_misconduct")
    address = f"/cases/{case.reference}/decisions/{key}/{address_of(against.pk)}/"
    assert ("No welfare plan yet." in words(browser.get(address))) is is_warned
    browser.post(person_at(case, "welfare/plan/"), {"text": "A plan", "version": "0"})
    assert "No welfare plan yet." not in words(browser.get(address))
