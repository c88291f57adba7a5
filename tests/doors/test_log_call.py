"""The page during a call: what is logged from it, what is refused and how, and that nothing is logged twice."""

import html
import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cases.accounts import drafts
from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.audit.acts import Act
from cases.models import Case, Deadline, Decision, Letter, SubjectKind
from cases.staff.log.log_drafts import CALL
from cases.workforce import roles
from tests.factories.acts import AT, BY
from tests.factories.cases import holder, place
from tests.factories.register import person
from tests.factories.trail import said
from tests.factories.users import LONG_AGO, logged_in, user

pytestmark = pytest.mark.django_db

FOUR = [
    "alleges_death_or_serious_injury",
    "alleges_crime_or_discipline",
    "alleges_article_2_or_3",
    "alleges_mandatory_referral",
]
WHOLE = {
    "name": "Ada Example",
    "phone": "07700 900123",
    "safe_contact": "After six",
    "address": "1 High Street",
    "may_leave_message": "no",
    "what_happened": "Nobody called me back about my stolen bicycle.",
    "would_put_right": "An update",
    "category": "A3",
    "about-kind": "organisation",
    **dict.fromkeys(FOUR, "no"),
    "wants_recording": "no",
    "what_was_done": "Gave the update and said sorry.",
    "resolved": "yes",
}


@pytest.fixture
def handler() -> User:
    return holder(Role.COMPLAINT_HANDLER, unit=place())


@pytest.fixture
def me(handler: User) -> Client:
    return logged_in(handler)


def page(key: uuid.UUID) -> str:
    return reverse("log_call", kwargs={"key": key})


def send(me: Client, key: uuid.UUID, button: str = "close", **typed: Any) -> Any:
    return me.post(page(key), {"draft_version": "0", "draft_writer": "tab", **WHOLE, **typed, button: "1"}, follow=True)


def errors(answer: Any) -> list[str]:
    return [html.unescape(one["sentence"]) for one in answer.context["errors"]]


def words(answer: Any) -> str:
    main = answer.text.partition("<main")[2].partition("</main>")[0]
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)))


def test_all_that_lacks_is_said_at_once_and_nothing_is_preset(me: Client) -> None:
    said = errors(send(me, uuid.uuid4(), **dict.fromkeys(WHOLE, "")))
    assert said[:2] == ["Enter what happened", "Choose what it is about"]
    assert "Choose whom it is about" in said
    assert len([one for one in said if one.startswith("Choose yes, no or not known: ")]) == 5
    assert said[-3:-1] == [
        "Enter what was done, or save it and leave it open",
        "Choose whether it is resolved, or save it and leave it open",
    ]
    fresh = me.get(page(uuid.uuid4())).text
    assert "checked" not in fresh
    assert re.search(r"<option[^>]*value=\"[A-Z]\\d?\"[^>]*selected", fresh) is None


def test_a_call_is_saved_and_closed_in_one_act(me: Client, handler: User) -> None:
    key = uuid.uuid4()
    answer = send(me, key)
    case = Case.objects.get(intake=key)
    assert answer.redirect_chain == [(reverse("log_done", kwargs={"reference": case.reference}), 302)]
    assert "Saved and closed." in words(answer)
    assert case.reference in words(answer)
    assert "Open the letter" in words(answer)
    assert (case.stage, case.handling, case.resolved) == ("closed", "outside_schedule_3", True)
    assert (case.headline, case.channel, case.kind) == ("Information", "phone", "complaint")
    # The caller's words stay in what happened: an allegation is called as its category.
    assert (case.allegations.get().sub_category, case.allegations.get().summary) == ("A3", "Information")
    assert case.subjects.get().kind == SubjectKind.ORGANISATION
    identity = case.parties.get().identity
    assert identity is not None
    assert (identity.name, identity.safe_contact) == ("Ada Example", "After six Do not leave a message.")
    assert identity.address == "1 High Street"
    assert Letter.objects.filter(case=case).count() == 1
    assert [entry[1] for entry in said(Act.CASE_RESOLVED)] == [handler.principal]
    assert drafts.newest(owner_id=handler.pk, kinds=[CALL]) == []


def test_what_is_often_grave_is_asked_again_and_closed_with_a_reason(me: Client) -> None:
    key = uuid.uuid4()
    [sentence] = errors(send(me, key, category="B4"))
    assert sentence.startswith("You chose “B4 Use of force”: might it, if proved, be a crime")
    assert not Case.objects.exists()
    again = send(me, key, category="B4", reason="The handcuffs were never put on.", draft_version="1")
    assert "Saved and closed." in words(again)
    decision = Decision.objects.get(case__intake=key, act="handle_outside_schedule_3")
    assert decision.reasons == "The handcuffs were never put on."


def test_who_was_told_during_the_call_is_waited_for_no_more(me: Client) -> None:
    key = uuid.uuid4()
    answer = send(me, key, told="on")
    assert "Saved and closed." in words(answer)
    assert Deadline.objects.get(case__intake=key, key="outcome_notification").met_on is not None


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        *[pytest.param({name: "yes"}, "must be recorded", id=f"yes-to-{name}") for name in FOUR],
        pytest.param({"wants_recording": "yes"}, "the complainant wants it recorded", id="a-wish"),
        pytest.param({FOUR[0]: "unknown"}, "cannot be handled outside Schedule 3 yet", id="not-known"),
        pytest.param({"wants_recording": "unknown"}, "cannot be handled outside Schedule 3 yet", id="a-wish-not-known"),
    ],
)
def test_what_must_be_recorded_is_left_open_and_says_why(me: Client, typed: dict[str, str], why: str) -> None:
    key = uuid.uuid4()
    answer = send(me, key, **typed)
    assert Case.objects.get(intake=key).closed_on is None
    assert "Saved, and left open." in words(answer)
    assert why in words(answer)


def test_it_can_be_left_open_with_nothing_but_what_happened(me: Client) -> None:
    key = uuid.uuid4()
    typed = dict.fromkeys(WHOLE, "") | {
        "what_happened": "It rang off.",
        "category": "L",
        "about-kind": "organisation",
    }
    answer = send(me, key, "leave_open", **typed)
    case = Case.objects.get(intake=key)
    assert "Saved, and left open." in words(answer)
    assert case.parties.get().identity is None
    assert case.closed_on is None


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        pytest.param({"what_happened": " "}, "Enter what happened", id="nothing-happened"),
        pytest.param({"category": ""}, "Choose what it is about", id="no-category"),
        pytest.param({"category": "Z9"}, "Choose what it is about", id="an-unknown-category"),
        pytest.param({"what_was_done": ""}, "Enter what was done, or save it and leave it open", id="nothing-done"),
        pytest.param({"resolved": ""}, "Choose whether it is resolved, or save it and leave it open", id="not-said"),
        pytest.param({"wants_recording": ""}, "Choose yes, no or not known: Do they want it recorded?", id="no-wish"),
        pytest.param(
            {FOUR[0]: ""},
            "Choose yes, no or not known: Does it allege that conduct led to a death or serious injury?",
            id="a-question-untouched",
        ),
        pytest.param({"email": "ada"}, "Enter an email address like name@example.com, or leave it empty", id="email"),
        pytest.param({"name": "x" * 151}, "Name must be 150 characters or fewer; it has 151", id="a-name-too-long"),
        pytest.param(
            {"about-kind": "person"},
            "Choose somebody from the register, or say that they are partly known or not identified",
            id="nobody-chosen",
        ),
        pytest.param({"about-kind": "partly_known"}, "Describe what is known of them", id="not-described"),
        pytest.param({"about-kind": ""}, "Choose whom it is about", id="about-nobody"),
        pytest.param(
            {"about-kind": "person", "about-person": "999999"},
            "Choose somebody whom the search has found",
            id="a-guess",
        ),
        pytest.param(
            {"about-kind": "person", "about-person": "x"}, "Choose somebody whom the search has found", id="no-number"
        ),
    ],
)
def test_a_form_that_is_wrong_says_so_and_keeps_what_was_typed(
    me: Client, typed: dict[str, str], sentence: str
) -> None:
    key = uuid.uuid4()
    answer = send(me, key, **typed)
    assert errors(answer) == [sentence]
    assert answer.text.count("<title>Error: ") == 1
    assert "Gave the update and said sorry." in answer.text or "what_was_done" in typed
    assert 'value="07700 900123"' in answer.text
    assert not Case.objects.exists()


@pytest.mark.parametrize("field", [name for name in WHOLE if name not in FOUR])
def test_a_byte_that_cannot_be_kept_never_breaks_the_page(me: Client, field: str) -> None:
    answer = send(me, uuid.uuid4(), **{field: f"{WHOLE[field]}\0"})
    assert answer.status_code == 200


def test_sent_again_it_is_the_same_matter(me: Client) -> None:
    key = uuid.uuid4()
    first = send(me, key)
    again = send(me, key, what_happened="Something else")
    assert Case.objects.count() == 1
    assert first.redirect_chain == again.redirect_chain
    assert "This page was sent before." in words(again)
    # Back to the page, by its address: it does not offer an empty form under the same key.
    assert me.get(page(key)).status_code == 302


def test_what_somebody_else_logged_from_the_same_page_is_not_theirs(me: Client) -> None:
    key = uuid.uuid4()
    send(logged_in(holder(Role.COMPLAINT_HANDLER, unit=place())), key)
    answer = send(me, key, what_happened="Mine")
    assert "This page was sent by somebody else already." in errors(answer)[0]
    assert "Mine" in answer.text
    assert Case.objects.count() == 1
    assert [entry[0] for entry in said(Act.CASE_LOGGED)] == ["refused"]


def test_somebody_of_the_register_is_found_and_never_sees_it(me: Client) -> None:
    key, unit = uuid.uuid4(), place()
    officer = holder(Role.INVESTIGATOR, unit=unit)
    known = person(surname="Testerley", collar="C37", unit=unit, user=officer)
    found = send(me, key, "show", **{"about-kind": "person", "about-search": "testerl"})
    assert f'value="{known.pk}"' in found.text
    assert "Testerley" in found.text
    answer = send(me, key, **{"about-kind": "person", "about-search": "testerl", "about-person": str(known.pk)})
    reference = Case.objects.get(intake=key).reference
    assert reference in words(answer)
    assert logged_in(officer).get(reverse("log_done", kwargs={"reference": reference})).status_code == 404


def test_the_unit_is_asked_only_of_those_who_have_a_choice() -> None:
    one, two = place(name="North"), place(name="South")
    somebody = holder(Role.COMPLAINT_HANDLER, unit=one)
    assert 'name="unit"' not in logged_in(somebody).get(page(uuid.uuid4())).text
    roles.give(user=somebody, role=Role.SUPERVISOR, unit=two, first_day=LONG_AGO, by=BY, at=AT)
    key = uuid.uuid4()
    answer = send(logged_in(somebody), key)
    assert errors(answer) == ["Choose a unit"]
    send(logged_in(somebody), key, unit=str(two.pk))
    assert Case.objects.get(intake=key).unit == two


def test_a_role_in_no_unit_chooses_from_all_and_without_units_it_is_said() -> None:
    somebody = logged_in(user(Role.COMPLAINT_HANDLER))
    assert "There is no unit yet" in somebody.get(page(uuid.uuid4())).text
    place(name="North")
    assert "There is no unit yet" not in somebody.get(page(uuid.uuid4())).text
