"""The pages on which a party and an allegation are corrected: filled in with what is recorded, and nothing is lost."""

import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from cases.accounts.models import Draft, User
from cases.accounts.permissions import Permission
from cases.accounts.roles import ABOUT, Role
from cases.audit.acts import Act
from cases.audit.models import Entry
from cases.models import Allegation, Case, Identity, Party
from cases.operations import case_changes
from cases.operations.corrections import Corrected
from cases.staff.matters.correction_views import OVERTAKEN, in_words
from cases.web.row_addresses import address_of
from cases.workforce.models import Unit
from misconduct.matters.categories import find
from tests.doors.looking import with_purpose, words
from tests.factories import cases
from tests.factories.cases import holder
from tests.factories.users import logged_in, user

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script>{{ 7*7 }}' onload=\"x"


@pytest.fixture
def me(unit: Unit) -> User:
    return holder(Role.INVESTIGATOR, unit=unit)


@pytest.fixture
def case(unit: Unit, browser: Client) -> Case:
    made = cases.case(unit=unit, category="B")
    made.allegations.update(sub_category="B4", summary="Struck him", standards=["use_of_force"])
    cases.party(case=made, name="Ada Example", phone="07700 900123", safe_contact="Mornings only. " + "s" * 280)
    with_purpose(browser, made)
    return made


def party_at(case: Case) -> str:
    return f"/cases/{case.reference}/people/party/{address_of(case.parties.earliest('pk').pk)}/"


def allegation_at(case: Case) -> str:
    return f"/cases/{case.reference}/people/allegation/{address_of(case.allegations.earliest('pk').pk)}/"


# The address, a field of it, what is typed there, and what is recorded in it now.
At = Callable[[Case], str]
BOTH = [
    pytest.param(party_at, "name", lambda: Identity.objects.earliest("pk").name, id="party"),
    pytest.param(allegation_at, "summary", lambda: Allegation.objects.earliest("pk").summary, id="allegation"),
]
PAGES = [pytest.param(party_at, id="party"), pytest.param(allegation_at, id="allegation")]


def filled_in(page: Any) -> dict[str, Any]:
    """The form as a browser would send it when nobody touched it."""
    form = page.text.partition("<main")[2].partition("<form")[2].partition("</form>")[0]
    sent: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        got = dict(re.findall(r'([a-z_-]+)="([^"]*)"', tag))
        if got.get("type") in {"radio", "checkbox"} and not re.search(r"\bchecked\b", tag):
            continue
        if "name" in got and got["name"] != "csrfmiddlewaretoken":
            sent.setdefault(got["name"], []).append(html.unescape(got.get("value", "")))
    for name, options in re.findall(r'<select [^>]*?name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)"\s+selected', options)
        sent[name] = [chosen[1] if chosen else ""]
    return sent


# --- Corrected ---


def test_a_party_is_corrected_on_a_page_filled_in_with_what_is_recorded(browser: Client, case: Case) -> None:
    people = browser.get(f"/cases/{case.reference}/people/").text
    assert re.search(rf'href="{party_at(case)}">Correct<span [^>]+>: Ada Example, Complainant</span>', people)
    page = browser.get(party_at(case))
    assert "Correct what is recorded of Ada Example" in words(page)
    assert "There is a problem" not in words(page)
    sent = filled_in(page)
    assert (sent["role"], sent["name"], sent["phone"], sent["vulnerable"], sent["version"]) == (
        ["complainant"], ["Ada Example"], ["07700 900123"], ["unknown"], ["1"],
    )  # fmt: skip
    answer = browser.post(party_at(case), sent | {"name": "Ada O’Example", "address": "1 High Street"})
    assert answer.headers["Location"] == f"/cases/{case.reference}/people/"
    tab = words(browser.get(answer.headers["Location"]))
    for said in ("It has been corrected.", "Ada O’Example", "Address 1 High Street", "Telephone 07700 900123"):
        assert said in tab
    assert Party.objects.count() == 1
    timeline = words(browser.get(f"/cases/{case.reference}/timeline/"))
    assert "Corrected what is recorded of a party" in timeline
    for who in ("Ada", "High Street"):
        assert who not in timeline


def test_an_allegation_is_corrected_and_the_headline_stays(browser: Client, case: Case) -> None:
    people = browser.get(f"/cases/{case.reference}/people/").text
    assert re.search(rf'href="{allegation_at(case)}">Correct<span [^>]+>: allegation 1</span>', people)
    sent = filled_in(browser.get(allegation_at(case)))
    assert (sent["category"], sent["summary"], sent["standards"]) == (["B4"], ["Struck him"], ["use_of_force"])
    other = {"category": "H2", "standards": ["confidentiality"]}
    assert browser.post(allegation_at(case), sent | other).status_code == 302
    now = Allegation.objects.get()
    assert (now.category, now.sub_category, now.summary, now.standards) == (
        "H",
        "H2",
        "Struck him",
        ["confidentiality"],
    )
    assert Case.objects.get().headline == case.headline
    assert "allegation 1: category, sub-category, Standards (H2, not B4)" in words(
        browser.get(f"/cases/{case.reference}/timeline/")
    )


def test_what_is_called_as_its_category_is_called_as_the_new_one(browser: Client, case: Case) -> None:
    case.allegations.update(summary=find(code="B4").name)
    sent = filled_in(browser.get(allegation_at(case)))
    assert sent["summary"] == [""]
    browser.post(allegation_at(case), sent)
    assert (Allegation.objects.get().summary, Case.objects.get().version) == (find(code="B4").name, 1)
    browser.post(allegation_at(case), sent | {"category": "H2"})
    assert Allegation.objects.get().summary == find(code="H2").name


@pytest.mark.parametrize("at", PAGES)
def test_what_nobody_touched_is_no_correction(browser: Client, case: Case, at: At) -> None:
    answer = browser.post(at(case), filled_in(browser.get(at(case))))
    assert "Nothing was corrected: it is recorded so already." in words(browser.get(answer.headers["Location"]))
    assert Case.objects.get().version == 1
    assert not Entry.objects.filter(what__in=[Act.PARTY_CORRECTED, Act.ALLEGATION_CORRECTED]).exists()


def test_somebody_who_did_not_say_who_they_are_is_corrected_too(browser: Client, case: Case) -> None:
    Party.objects.update(identity=None)
    page = browser.get(party_at(case))
    assert "Correct what is recorded of somebody who did not say who they are" in words(page)
    browser.post(party_at(case), filled_in(page) | {"name": "Bea Example"})
    assert case.parties.get().identity.name == "Bea Example"  # type: ignore[union-attr]


@pytest.mark.parametrize(("at", "field", "now"), BOTH)
def test_sent_twice_it_is_corrected_once(
    browser: Client, case: Case, at: At, field: str, now: Callable[[], str]
) -> None:
    sent = filled_in(browser.get(at(case))) | {field: "Another"}
    for said in ("It has been corrected.", "Nothing was corrected: it is recorded so already."):
        answer = browser.post(at(case), sent)
        assert said in words(browser.get(answer.headers["Location"]))
    assert (now(), Case.objects.get().version) == ("Another", 2)


@pytest.mark.parametrize(
    ("done", "said"),
    [
        (Corrected(fields=()), "Nothing was corrected: it is recorded so already."),
        (Corrected(fields=("x",)), "It has been corrected."),
        (
            Corrected(fields=("x",), letters=1),
            "It has been corrected. 1 letter to be sent says so now: print it again.",
        ),
        (
            Corrected(fields=("x",), letters=2),
            "It has been corrected. 2 letters to be sent say so now: print them again.",
        ),
    ],
)
def test_what_came_of_it_is_said(done: Corrected, said: str) -> None:
    assert in_words(done) == said


# --- From the letter ---


def test_a_letter_leads_to_what_it_lacks_and_says_it_afterwards(browser: Client, case: Case) -> None:
    letter = cases.letter(case=case, text="Dear Ada Example\n\nYour complaint")
    address = f"/cases/{case.reference}/letters/{address_of(letter.pk)}/"
    to = f"/cases/{case.reference}/people/party/{address_of(letter.to_id or 0)}/"
    links = re.findall(rf'href="{to}">([^<]+)</a>', browser.get(address).text)
    assert links == ["Record how and when it is safe", "Record the address"]
    sent = filled_in(browser.get(to)) | {"name": "Eda Example", "safe_contact": "By post", "address": "1 High Street"}
    answer = browser.post(to, sent)
    assert "1 letter to be sent says so now: print it again." in words(browser.get(answer.headers["Location"]))
    page = browser.get(address)
    for said in ("Dear Eda Example", "How and when it is safe to reach them: By post", "1 High Street"):
        assert said in words(page)
    assert to not in page.text
    # Whoever may not change it is not led there.
    Identity.objects.update(safe_contact="", address="")
    reader = logged_in(holder(Role.HEARINGS_TEAM, unit=case.unit))
    with_purpose(reader, case)
    for each in (address, f"/cases/{case.reference}/people/"):
        assert "/people/party/" not in reader.get(each).text
        assert "/people/allegation/" not in reader.get(each).text


# --- What is wrong ---


@pytest.mark.parametrize(
    ("at", "typed", "said"),
    [
        pytest.param(party_at, {"role": ""}, "Choose what they are to the matter", id="no-role"),
        pytest.param(party_at, {"role": "suspect"}, "Choose what they are to the matter", id="another-role"),
        pytest.param(party_at, {"email": "nobody"}, "Enter an email address like name@example.com", id="email"),
        pytest.param(party_at, {"name": "n" * 151}, "Name must be 150 characters or fewer; it has 151", id="long-name"),
        pytest.param(party_at, {"safe_contact": "s" * 301}, "300 characters or fewer; it has 301", id="long-contact"),
        pytest.param(party_at, {"name": "a\0"}, "Name must be text that can be read", id="nul"),
        pytest.param(allegation_at, {"category": ""}, "Choose a category", id="no-category"),
        pytest.param(allegation_at, {"category": "Z9"}, "Choose a category", id="no-such-category"),
        pytest.param(allegation_at, {"standards": ["politeness"]}, "Choose Standards from the list", id="no-standard"),
        pytest.param(allegation_at, {"summary": "s" * 301}, "300 characters or fewer; it has 301", id="long-summary"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    browser: Client, case: Case, at: At, typed: dict[str, Any], said: str
) -> None:
    untouched = {"phone": "Typed"} if at is party_at else {"summary": "Typed"}
    answer = browser.post(at(case), filled_in(browser.get(at(case))) | untouched | typed)
    assert said in words(answer)
    assert "Typed" in answer.text or "summary" in typed
    assert 'name="version" value="1"' in answer.text
    assert Case.objects.get().version == 1


@pytest.mark.parametrize(("at", "field", "now"), BOTH)
def test_what_is_typed_is_shown_as_it_was_typed_and_never_run(
    browser: Client, case: Case, at: At, field: str, now: Callable[[], str]
) -> None:
    sent = filled_in(browser.get(at(case))) | {field: HOSTILE}
    other = sent | {field: "Another"}
    browser.post(at(case), sent)
    assert now() == HOSTILE
    overtaken = browser.post(at(case), other)
    for page in (browser.get(f"/cases/{case.reference}/people/"), browser.get(at(case)), overtaken):
        assert "<script>alert" not in page.text
        assert "&lt;script&gt;alert(1)" in page.text
        assert "{{ 7*7 }}" in page.text
        assert ' onload="x' not in page.text


# --- Somebody else meanwhile ---


@pytest.mark.parametrize(("at", "field", "now"), BOTH)
def test_what_somebody_else_recorded_meanwhile_is_shown_and_never_overwritten_unseen(
    browser: Client, case: Case, unit: Unit, at: At, field: str, now: Callable[[], str]
) -> None:
    mine = filled_in(browser.get(at(case))) | {field: "Mine"}
    other = logged_in(holder(Role.INVESTIGATOR, unit=unit))
    with_purpose(other, case)
    other.post(at(case), filled_in(other.get(at(case))) | {field: "Theirs"})
    answer = browser.post(at(case), mine)
    assert answer.status_code == 409
    assert OVERTAKEN in words(answer)
    section = words(answer).partition("Recorded now, where you typed something else")[2].split("What they are")[0]
    assert section.split("Theirs")[0].strip() in {"Name", "In one line"}, "only what differs"
    assert now() == "Theirs"
    again = filled_in(answer)
    assert (again[field], again["version"]) == (["Mine"], ["2"])
    assert browser.post(at(case), again).status_code == 302
    assert (now(), Case.objects.get().version) == ("Mine", 3)


def test_choices_that_were_recorded_meanwhile_are_shown_in_words(browser: Client, case: Case) -> None:
    opened = filled_in(browser.get(allegation_at(case)))
    browser.post(allegation_at(case), opened | {"category": "H2", "standards": []})
    said = words(browser.post(allegation_at(case), opened | {"category": "A1"}))
    assert f"Category H2 {find(code='H2').name}" in said
    assert "Standards of Professional Behaviour that it may engage nothing" in said
    theirs = filled_in(browser.get(party_at(case)))
    browser.post(party_at(case), theirs | {"role": "witness", "vulnerable": "yes", "phone": ""})
    said = words(browser.post(party_at(case), theirs | {"role": "affected"}))
    for recorded in ("What they are Witness", "Telephone nothing", "Is there a sign that they are vulnerable? Yes"):
        assert recorded in said


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30])
@pytest.mark.parametrize(("at", "field", "now"), BOTH)
def test_a_version_that_is_none_is_overtaken(
    browser: Client, case: Case, at: At, field: str, now: Callable[[], str], version: str
) -> None:
    before, sent = now(), filled_in(browser.get(at(case)))
    assert browser.post(at(case), sent | {field: "Mine", "version": version}).status_code == 409
    assert now() == before


# --- Time-outs, and matters that are held ---


@pytest.mark.parametrize(("at", "field", "now"), BOTH)
def test_what_was_typed_survives_a_time_out_and_overwrites_nobody(
    browser: Client, case: Case, at: At, field: str, now: Callable[[], str]
) -> None:
    sent = filled_in(browser.get(at(case)))
    assert Client().post(at(case), sent | {field: "Half"}).status_code == 302
    page = browser.get(at(case))
    assert "We kept what you typed." in words(page)
    assert "There is a problem" not in words(page)
    kept = filled_in(page)
    assert kept[field] == ["Half"]
    browser.post(at(case), filled_in(browser.get(at(case))) | {field: "Another", "version": "1"})
    assert not Draft.objects.exists()
    # What was kept before somebody else's change knows what it was filled in from.
    Client().post(at(case), sent | {field: "Half"})
    assert filled_in(browser.get(at(case)))["version"] == ["1"]
    assert browser.post(at(case), filled_in(browser.get(at(case)))).status_code == 409
    assert now() == "Another"


@pytest.mark.parametrize(("at", "field", "now"), BOTH)
def test_what_was_kept_is_discarded(browser: Client, case: Case, at: At, field: str, now: Callable[[], str]) -> None:
    before, sent = now(), filled_in(browser.get(at(case)))
    Client().post(at(case), sent | {field: "Half"})
    assert browser.post(at(case), sent | {field: "Half", "discard": "1"}).headers["Location"] == at(case)
    assert filled_in(browser.get(at(case)))[field] == [now()] == [before]


def test_what_was_typed_of_one_row_is_not_offered_for_another(browser: Client, case: Case) -> None:
    sent = filled_in(browser.get(party_at(case)))
    Client().post(party_at(case), sent | {"name": "Half"})
    other = cases.party(case=case, name="Bea Example")
    page = browser.get(f"/cases/{case.reference}/people/party/{address_of(other.pk)}/")
    assert filled_in(page)["name"] == ["Bea Example"]


@pytest.mark.parametrize(("at", "field", "now"), BOTH)
def test_a_matter_that_is_held_says_so_once_and_keeps_what_was_typed(
    browser: Client, case: Case, at: At, field: str, now: Callable[[], str]
) -> None:
    before, sent = now(), filled_in(browser.get(at(case)))
    Case.objects.update(is_frozen=True)
    answer = browser.post(at(case), sent | {field: "Typed"})
    assert answer.status_code == 409
    assert case_changes.FROZEN in words(answer)
    assert "Typed" in answer.text
    assert now() == before
    assert Entry.objects.filter(what=Act.CASE_CHANGED, outcome="refused").count() == 1
    Case.objects.update(is_frozen=False)
    page = browser.get(at(case))
    assert "We kept what you typed." in words(page)
    assert browser.post(at(case), filled_in(page)).status_code == 302
    assert now() == "Typed"


# --- Who may, and what is there ---


@pytest.mark.parametrize("at", PAGES)
@pytest.mark.parametrize("role", list(Role))
def test_only_those_who_work_on_matters_correct_them(case: Case, unit: Unit, at: At, role: Role) -> None:
    works = Permission.CASES_WORK in ABOUT[role].permissions
    somebody = logged_in(user(role) if role is Role.ADMINISTRATOR else holder(role, unit=unit))
    if works:
        with_purpose(somebody, case)
        assert somebody.get(at(case)).status_code == 200
        return
    for method in ("get", "post"):
        assert getattr(somebody, method)(at(case), {"name": "x"}).status_code == 403


@pytest.mark.parametrize("way", ["party", "allegation"])
def test_what_is_not_of_this_matter_or_not_theirs_is_not_there(
    browser: Client, case: Case, unit: Unit, way: str
) -> None:
    rows = {"party": "parties", "allegation": "allegations"}[way]
    other, hidden = cases.case(unit=unit), cases.case()
    for each in (other, hidden):
        cases.party(case=each)
    of_other, of_hidden = (getattr(each, rows).get().pk for each in (other, hidden))
    own = getattr(case, rows).get().pk
    addresses = [(case, address_of(of_other)), (case, address_of(of_hidden)), (case, address_of(10**9)), (case, own)]
    addresses += [(hidden, address_of(of_hidden)), (hidden, address_of(own)), (case, 10**30)]
    sent = {"role": "witness", "category": "H", "version": "1"}
    bodies = set()
    for where, row in addresses:
        for method in ("get", "post"):
            answer = getattr(browser, method)(f"/cases/{where.reference}/people/{way}/{row}/", sent)
            assert answer.status_code == 404
            bodies.add(re.sub(r"[0-9a-f]{32}", "", answer.text))
    assert len(bodies) == 1, "one identical answer"
    assert set(Party.objects.values_list("role", flat=True)) == {"complainant"}


@pytest.mark.parametrize("at", PAGES)
def test_without_a_purpose_it_is_asked_first_and_what_was_typed_is_kept(
    browser: Client, case: Case, me: User, at: At
) -> None:
    sent = filled_in(browser.get(at(case)))
    later = logged_in(me)
    answer = later.post(at(case), sent)
    assert answer.headers["Location"].startswith(f"/cases/{case.reference}/purpose/")
    assert Draft.objects.get().key == f"{case.reference} {at(case).split('/')[-2]}"
