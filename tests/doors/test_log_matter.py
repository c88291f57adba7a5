"""The two pages of a matter: what comes of them, what is asked, what is refused and how."""

import html
import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from cases.accounts import drafts
from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.models import Case, SeverityScore
from cases.staff.log.log_drafts import EVERY
from cases.staff.log.matter_forms import page_one, page_two
from misconduct.severity import FACTORS
from tests.factories.acts import AT
from tests.factories.cases import holder, place
from tests.factories.register import person
from tests.factories.users import logged_in

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate(AT)
TAB = {"draft_version": "0", "draft_writer": "tab"}
ONE = {
    "kind": "complaint",
    "channel": "email",
    "received_on_day": "2",
    "received_on_month": "11",
    "received_on_year": "2026",
    "what_happened": "An officer pushed me against a wall and swore at me.",
    "behaviour_from_day": "1",
    "behaviour_from_month": "11",
    "behaviour_from_year": "2026",
    "place": "High Street",
    "parties": "1",
    "parties-0-role": "complainant",
    "parties-0-name": "Ada Example",
    "parties-0-phone": "07700 900123",
}
FROM = ["behaviour_from_day", "behaviour_from_month", "behaviour_from_year"]
TWO = {
    "allegations": "1",
    "allegations-0-category": "B4",
    "subjects": "1",
    "subjects-0-kind": "unidentified",
}


@pytest.fixture
def investigator() -> User:
    return holder(Role.INVESTIGATOR, unit=place())


@pytest.fixture
def me(investigator: User) -> Client:
    return logged_in(investigator)


@pytest.fixture
def key() -> uuid.UUID:
    return uuid.uuid4()


def address(name: str, key: uuid.UUID) -> str:
    return reverse(name, kwargs={"key": key})


def first(me: Client, key: uuid.UUID, button: str = "next", **typed: Any) -> Any:
    return me.post(address("log_matter", key), {**TAB, **ONE, **typed, button: "1"})


def second(me: Client, key: uuid.UUID, button: str = "log", value: str = "1", **typed: Any) -> Any:
    return me.post(address("log_people", key), {**TAB, **TWO, **typed, button: value}, follow=True)


def errors(answer: Any) -> list[str]:
    return [html.unescape(one["sentence"]) for one in answer.context["errors"]]


def words(answer: Any) -> str:
    main = answer.text.partition("<main")[2].partition("</main>")[0]
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)))


def logged(key: uuid.UUID) -> Case:
    return Case.objects.get(intake=key)


def test_two_pages_make_a_matter(me: Client, investigator: User, key: uuid.UUID) -> None:
    answer = first(me, key)
    assert answer["Location"] == address("log_people", key)
    answer = second(me, key, **{"facts-serious_unlawful_force": "no", "facts-danger": "SOON"})
    case = logged(key)
    assert answer.redirect_chain == [(reverse("log_done", kwargs={"reference": case.reference}), 302)]
    assert case.reference in words(answer)
    assert "work to" in words(answer)
    assert "Severity: " in words(answer)
    assert (case.kind, case.channel, case.headline, case.place) == ("complaint", "email", "Use of force", "High Street")
    assert (case.received_on, case.complaint_made_on, case.came_to_attention_on) == (
        case.received_on.replace(day=2),
        case.received_on,
        case.received_on,
    )
    assert case.behaviour_from is not None
    assert case.behaviour_from.day == 1
    score = SeverityScore.objects.get(case=case)
    assert [one["factor"] for one in score.answers] == ["serious_unlawful_force"]
    assert score.danger == "SOON"
    assert drafts.newest(owner_id=investigator.pk, kinds=EVERY) == []


def test_nothing_untouched_is_an_answer(me: Client, key: uuid.UUID) -> None:
    first(me, key)
    opened = me.get(address("log_people", key))
    assert "checked" not in opened.text.partition("data-questions")[2]
    second(me, key)
    score = SeverityScore.objects.get(case=logged(key))
    assert score.answers == []
    assert score.danger == "NOT_YET_ASKED"


def test_not_known_is_one_when_somebody_chose_it(me: Client, key: uuid.UUID) -> None:
    first(me, key)
    second(me, key, **{"facts-death": "unknown"})
    assert [one["factor"] for one in SeverityScore.objects.get(case=logged(key)).answers] == ["death"]


def test_several_parties_allegations_and_people(me: Client, key: uuid.UUID) -> None:
    officer = person(surname="Testerley", unit=place())
    more = {
        "parties": "3",
        "parties-1-role": "witness",
        "parties-1-name": "Ben Example",
        "parties-1-vulnerable": "yes",
        "parties-2-role": "complainant",
    }
    assert first(me, key, **more).status_code == 302
    typed: dict[str, Any] = {
        "allegations": "3",
        "allegations-0-standards": ["use_of_force", "authority_respect_and_courtesy"],
        "allegations-1-category": "",
        "allegations-2-category": "H1",
        "allegations-2-summary": "Swore at her",
        "subjects": "3",
        "subjects-0-kind": "person",
        "subjects-0-search": "testerl",
        "subjects-0-person": str(officer.pk),
        "subjects-0-only": ["2"],
        "subjects-1-kind": "partly_known",
        "subjects-1-description": "PC, tall, collar ending 37",
        "subjects-2-kind": "person",
    }
    second(me, key, **typed)
    case = logged(key)
    assert [(one.role, one.identity and one.identity.name) for one in case.parties.order_by("pk")] == [
        ("complainant", "Ada Example"),
        ("witness", "Ben Example"),
    ]
    assert [(one.number, one.sub_category, one.summary) for one in case.allegations.order_by("number")] == [
        (1, "B4", "Use of force"),
        (2, "H1", "Swore at her"),
    ]
    assert case.allegations.get(number=1).standards == ["use_of_force", "authority_respect_and_courtesy"]
    # The empty row between them was dropped: what was ticked is still the second that was logged.
    known = case.subjects.get(person=officer)
    assert [one.allegation.number for one in known.against.all()] == [2]
    described = case.subjects.get(kind="partly_known")
    assert described.against.count() == 2
    assert case.subjects.count() == 2


@pytest.mark.parametrize(
    ("kind", "typed", "parties"),
    [
        pytest.param("complaint", {}, [("complainant", False)], id="a-complainant-who-did-not-say"),
        pytest.param("conduct", {}, [], id="nobody-in-a-conduct-matter"),
        pytest.param("conduct", {"parties-0-role": "reporter"}, [("reporter", False)], id="an-unnamed-reporter"),
        pytest.param(
            "recordable_conduct",
            {"parties-0-role": "affected", "parties-0-name": "Cy"},
            [("affected", True)],
            id="named",
        ),
        pytest.param("death_or_serious_injury", {"parties-0-address": "1 Lane"}, [("complainant", True)], id="address"),
    ],
)
def test_who_counts_as_a_party(
    me: Client, key: uuid.UUID, kind: str, typed: dict[str, str], parties: list[tuple[str, bool]]
) -> None:
    first(me, key, kind=kind, **{"parties-0-name": "", "parties-0-phone": ""} | typed)
    second(me, key)
    case = logged(key)
    assert case.kind == kind
    assert [(one.role, one.identity is not None) for one in case.parties.all()] == parties
    assert (case.complaint_made_on is not None) is (kind == "complaint")


@pytest.mark.parametrize("rows", ["parties"])
def test_another_person_is_one_more_row_and_nothing_typed_is_lost(me: Client, key: uuid.UUID, rows: str) -> None:
    answer = me.post(address("log_matter", key), {**TAB, **ONE, "add": rows})
    assert 'name="parties-1-name"' in answer.text
    assert "An officer pushed me" in answer.text
    assert 'value="Ada Example"' in answer.text
    assert errors(answer) == []
    assert 'name="parties-1-name"' in me.get(address("log_matter", key)).text


def test_rows_are_counted_within_reason(me: Client, key: uuid.UUID) -> None:
    for said, shown in (("x", 1), ("0", 1), ("", 1), ("999", 10), ("9999", 1)):
        answer = first(me, key, "show", parties=said)
        assert len(answer.context["page"].parties) == shown, said


def test_categories_are_suggested_from_the_words_with_the_word_as_the_reason(me: Client, key: uuid.UUID) -> None:
    first(me, key)
    answer = me.get(address("log_people", key))
    assert "B4 is suggested because of “pushed”." in words(answer)
    assert "H1 Impolite language/tone (because of “swore”)" in words(answer)
    assert '<option value="B4" selected' in answer.text
    # Once changed it stays changed, and is no longer told as the suggestion.
    changed = second(me, key, "show", **{"allegations-0-category": "H2"})
    assert "is suggested because" not in words(changed)


def test_questions_follow_the_categories(me: Client, key: uuid.UUID) -> None:
    first(me, key)
    answer = second(me, key, "show")
    relevant = [one.question.factor.key for one in answer.context["relevant"]]
    others = [one.question.factor.key for one in answer.context["others"]]
    assert relevant == ["minor_physical_harm", "serious_physical_harm", "death", "serious_unlawful_force"]
    assert sorted(relevant + others) == sorted(FACTORS)
    assert words(answer).count("Asked because force was used.") == 4


@pytest.mark.parametrize(
    ("typed", "sentences"),
    [
        pytest.param({"what_happened": ""}, ["Enter what happened"], id="nothing-happened"),
        pytest.param({"kind": ""}, ["Choose what it is"], id="no-kind"),
        pytest.param({"kind": "super_complaint"}, ["Choose what it is"], id="no-case-of-a-force"),
        pytest.param({"channel": ""}, ["Choose how it reached us"], id="no-channel"),
        pytest.param({"channel": "portal"}, ["Choose how it reached us"], id="the-portal-logs-by-itself"),
        pytest.param({"received_on_day": ""}, ["Received on must include a day"], id="half-a-day"),
        pytest.param({"received_on_year": "2198"}, ["Received on must be today or earlier"], id="received-ahead"),
        pytest.param(
            {"behaviour_to_day": "31", "behaviour_to_month": "10", "behaviour_to_year": "2026"},
            ["When it ended must be the same as or after when it happened"],
            id="ended-before-it-began",
        ),
        pytest.param(
            {
                **dict.fromkeys(FROM, ""),
                "behaviour_to_day": "31",
                "behaviour_to_month": "10",
                "behaviour_to_year": "2026",
            },
            ["Enter when it began"],
            id="ended-and-never-began",
        ),
        pytest.param(
            {"behaviour_from_day": "3"},
            ["When it happened must be 2 November 2026, when the matter was first known of, or earlier"],
            id="happened-after-it-was-received",
        ),
        pytest.param(
            {
                "behaviour_from_day": "2",
                "came_to_attention_on_day": "1",
                "came_to_attention_on_month": "11",
                "came_to_attention_on_year": "2026",
            },
            ["When it happened must be 1 November 2026, when the matter was first known of, or earlier"],
            id="happened-after-it-came-to-attention",
        ),
        pytest.param(
            {"complaint_made_on_day": "3", "complaint_made_on_month": "11", "complaint_made_on_year": "2026"},
            ["Complaint made on must be no later than the day it was received"],
            id="made-after-it-was-received",
        ),
        pytest.param(
            {"headline": "x" * 151}, ["Short title must be 150 characters or fewer; it has 151"], id="headline"
        ),
        pytest.param(
            {"parties-0-email": "a@b"}, ["Enter an email address like name@example.com, or leave it empty"], id="email"
        ),
        pytest.param({"parties-0-role": "x"}, ["Choose what they are to the matter"], id="no-such-role"),
        pytest.param(
            {"what_happened": "", "channel": ""}, ["Choose how it reached us", "Enter what happened"], id="two-at-once"
        ),
    ],
)
def test_page_one_says_what_is_wrong_and_keeps_what_was_typed(
    me: Client, key: uuid.UUID, typed: dict[str, str], sentences: list[str]
) -> None:
    answer = first(me, key, **typed)
    assert sorted(errors(answer)) == sorted(sentences)
    assert "<title>Error: " in answer.text
    assert 'value="Ada Example"' in answer.text
    assert 'value="High Street"' in answer.text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        pytest.param({"allegations-0-category": ""}, "Choose a category", id="no-category"),
        pytest.param({"allegations-0-category": "B44"}, "Choose a category", id="no-such-category"),
        pytest.param({"allegations-0-standards": ["x"]}, "Choose Standards from the list", id="no-such-standard"),
        pytest.param({"subjects-0-kind": "partly_known"}, "Describe what is known of them", id="not-described"),
        pytest.param(
            {"subjects-0-kind": "person"},
            "Choose somebody from the register, or say that they are partly known or not identified",
            id="nobody-chosen",
        ),
        pytest.param(
            {"facts-public_confidence": "yes"},
            "Enter why it would lower the public’s confidence",
            id="without-a-reason",
        ),
    ],
)
def test_page_two_says_what_is_wrong(me: Client, key: uuid.UUID, typed: dict[str, Any], sentence: str) -> None:
    first(me, key)
    answer = second(me, key, **typed)
    assert errors(answer) == [sentence]
    assert not Case.objects.exists()


def test_a_reason_is_kept_with_its_answer(me: Client, key: uuid.UUID) -> None:
    first(me, key)
    second(me, key, **{"facts-public_confidence": "yes", "facts-public_confidence_why": "It was filmed: twice"})
    score = SeverityScore.objects.get(case=logged(key))
    assert [(one["factor"], one["note"]) for one in score.answers] == [("public_confidence", "It was filmed: twice")]


def test_page_two_leads_back_to_what_is_wrong_on_page_one(me: Client, key: uuid.UUID) -> None:
    assert me.get(address("log_people", key))["Location"] == address("log_matter", key)
    first(me, key, "show", channel="")
    answer = second(me, key)
    assert answer.redirect_chain == [(f"{address('log_matter', key)}?check=1", 302)]
    assert errors(answer) == ["Choose how it reached us"]
    # What was chosen on page two is kept.
    assert '<option value="B4" selected' in me.get(address("log_people", key)).text


def test_sent_again_from_either_page_it_is_the_same_matter(me: Client, key: uuid.UUID) -> None:
    first(me, key)
    answers = [second(me, key), second(me, key), me.get(address("log_matter", key), follow=True)]
    answers.append(me.post(address("log_matter", key), {**TAB, **ONE, "next": "1"}, follow=True))
    assert Case.objects.count() == 1
    assert {answer.redirect_chain[-1][0] for answer in answers} == {
        reverse("log_done", kwargs={"reference": logged(key).reference})
    }


def test_an_officer_of_the_matter_is_shut_out_and_whoever_logs_about_themselves_is_told_only_the_reference() -> None:
    unit, key = place(), uuid.uuid4()
    somebody = holder(Role.INVESTIGATOR, unit=unit)
    me_in_the_register = person(surname="Selfe", unit=unit, user=somebody)
    me = logged_in(somebody)
    first(me, key)
    who = {"subjects-0-kind": "person", "subjects-0-search": "selfe", "subjects-0-person": str(me_in_the_register.pk)}
    answer = second(me, key, **who)
    assert logged(key).reference in words(answer)
    assert "It has been passed on to others" in words(answer)
    assert "Use of force" not in words(answer)


def test_no_more_than_twelve_answers_are_required() -> None:
    fresh: dict[str, list[str]] = {"kind": ["complaint"]}
    one = page_one(MultiValueDict(fresh), today=TODAY)
    two = page_two(MultiValueDict(fresh), units=[(1, "North"), (2, "South")])
    required = [field.html_name for form in [*one.forms, *two.forms] for field in form if field.field.required]
    assert required == [
        "kind",
        "channel",
        "received_on",
        "what_happened",
        "parties-0-role",
        "allegations-0-category",
        "subjects-0-kind",
        "unit",
    ]
    # And one of who it is, or what is known of them.
    assert len(required) + 1 <= 12
