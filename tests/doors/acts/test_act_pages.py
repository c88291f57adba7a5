"""The pages of acts: what they ask, what they refuse and how, and that nothing typed is lost."""

from typing import Any

import pytest
from django.test import Client

from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.audit.models import Entry
from cases.models import Case, Decision
from cases.web.row_addresses import address_of
from cases.workforce.models import Unit
from tests.cases.operations.acts.working import against, authority, conduct_matter
from tests.doors.looking import opened, with_purpose, words
from tests.factories import cases, register
from tests.factories.cases import TODAY, holder
from tests.factories.standing import brought_to
from tests.factories.users import logged_in

pytestmark = pytest.mark.django_db
ON = {"on_day": TODAY.day, "on_month": TODAY.month, "on_year": TODAY.year}


@pytest.fixture
def me(unit: Unit) -> User:
    return authority(unit)


@pytest.fixture
def case(unit: Unit, browser: Client) -> Case:
    made = cases.case(unit=unit, stage="contacted", complaint_made_on=TODAY)
    with_purpose(browser, made)
    return made


def send(browser: Client, case: Case, act: str, **values: Any) -> Any:
    """The page of an act as it would be sent now, unless told otherwise."""
    case.refresh_from_db()
    return browser.post(address(case, act), {**ON, "version": case.version, "reasons": "It is wanted."} | values)


def address(case: Case, act: str, row: int | None = None) -> str:
    return f"/cases/{case.reference}/decisions/{act}/" + (f"{address_of(row)}/" if row else "")


def test_an_act_is_recorded_with_its_power_delegation_and_reasons(browser: Client, case: Case, me: User) -> None:
    answer = send(browser, case, "record_matter")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/cases/{case.reference}/decisions/")
    made = Decision.objects.get()
    assert (made.capacity, made.reasons, made.by) == ("appropriate_authority", "It is wanted.", me)
    said = words(opened(browser, case, "decisions/"))
    for expected in ("Recorded", "Scheme of delegation 7, signed by Chief Constable", "It is wanted.", "text seen"):
        assert expected in said
    entry = Entry.objects.filter(what="case.decided").get()
    assert (entry.who, entry.reason, entry.outcome) == (me.principal, "record_matter", "done")


@pytest.mark.parametrize(
    ("values", "says"),
    [
        pytest.param({"reasons": " "}, "Enter the reasons", id="no-reasons"),
        pytest.param({"on_year": 2027}, "The day must be today or earlier", id="ahead"),
        pytest.param({"on_year": 1950}, "when this matter was first known of, or later", id="long-before"),
        pytest.param({"on_day": "x"}, "must be a real date", id="no-day"),
        pytest.param({"version": 0}, "The matter was changed after you opened this page", id="changed-meanwhile"),
        pytest.param({"version": "x"}, "The matter was changed after you opened this page", id="no-version"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    browser: Client, case: Case, values: dict[str, Any], says: str
) -> None:
    answer = send(browser, case, "record_matter", **({"reasons": "Typed at length"} | values))
    assert says in words(answer)
    if "reasons" not in values:
        assert "Typed at length" in answer.content.decode()
    assert not Decision.objects.exists()


def test_an_unconfirmed_guard_asks_why_and_keeps_the_answer(browser: Client, case: Case) -> None:
    brought_to(case=case, stage="not_referred")
    first = send(browser, case, "handle_otherwise", answer_conduct_indicated="yes")
    assert "Say below why it is right all the same" in words(first)
    assert not Decision.objects.filter(act="handle_otherwise").exists()
    despite = {"despite": "The officer has died."}
    assert send(browser, case, "handle_otherwise", answer_conduct_indicated="yes", **despite).status_code == 302
    made = Decision.objects.get(act="handle_otherwise")
    assert [one["because"] for one in made.unmet] == ["The officer has died."]
    assert "Why all the same: The officer has died." in words(opened(browser, case, "decisions/"))


def test_what_is_refused_whatever_is_answered_has_no_form(browser: Client, case: Case) -> None:
    brought_to(case=case, stage="recorded")
    Case.objects.filter(pk=case.pk).update(known={"wants_recording": "yes"})
    answer = browser.get(address(case, "close_outside_schedule_3"))
    assert "This cannot be done as things stand" in words(answer)
    assert b'name="reasons"' not in answer.content


def test_an_answer_that_stands_in_the_way_may_be_answered_again(browser: Client, case: Case) -> None:
    tests = dict.fromkeys(
        (
            "alleges_death_or_serious_injury",
            "alleges_crime_or_discipline",
            "alleges_article_2_or_3",
            "alleges_mandatory_referral",
        ),
        "no",
    )
    Case.objects.filter(pk=case.pk).update(known={"wants_recording": "yes"} | tests)
    me = holder(Role.INVESTIGATOR, unit=case.unit)
    theirs = logged_in(me)
    with_purpose(theirs, case)
    page = address(case, "handle_outside_schedule_3")
    assert "This cannot be done" in words(theirs.get(page))
    assert b'name="answer_wants_recording"' in theirs.get(f"{page}?again=wants_recording").content
    values = {**ON, "version": case.version, "reasons": "They rang back.", "answer_wants_recording": "no"}
    assert theirs.post(f"{page}?again=wants_recording", values).status_code == 302
    case.refresh_from_db()
    assert (case.stage, case.handling, case.known["wants_recording"]) == (
        "outside_schedule_3",
        "outside_schedule_3",
        "no",
    )


@pytest.mark.parametrize("forged", ["referral_made", "kind", "by", "referral_ground_settled", "allegations_open"])
def test_nobody_answers_what_the_record_or_an_act_says(browser: Client, case: Case, forged: str) -> None:
    brought_to(case=case, stage="outcome_notified")
    Case.objects.filter(pk=case.pk).update(known={"must_be_referred": "yes"})
    answer = send(
        browser, case, "close_matter", answer_right_of_review="no", **{f"answer_{forged}": "yes"}
    )  # fmt: skip
    assert "The law does not allow this" in words(answer) or "This cannot be done" in words(answer)
    case.refresh_from_db()
    assert case.stage == "outcome_notified"


def test_the_same_act_on_several_allegations_makes_a_decision_of_each(unit: Unit, me: User, browser: Client) -> None:
    case = conduct_matter(unit)
    cases.allegation(case=case)
    row = against(case)
    other = row.subject.against.create(case=case, allegation=case.allegations.get(number=2))
    brought_to(case=case, stage="internal", track="internal")
    for one in (row, other):
        brought_to(case=case, against=one, stage="severity_assessment")
    with_purpose(browser, case)
    page = address(case, "investigate", row.pk)
    values = {**ON, "version": case.version, "reasons": "Both are grave.", "answer_assessment": "gross_misconduct"}
    assert browser.post(page, values | {"also": [address_of(other.pk)]}).status_code == 302
    made = Decision.objects.filter(act="investigate").order_by("against")
    assert [one.against_id for one in made] == [row.pk, other.pk]
    assert set(row.subject.against.values_list("stage", flat=True)) == {"investigating"}


def test_an_allegation_of_another_matter_is_not_there(unit: Unit, browser: Client, case: Case) -> None:
    elsewhere = against(conduct_matter(unit))
    for page in (address(case, "investigate", elsewhere.pk), address(case, "investigate", 10**9)):
        assert browser.get(page).status_code == 404
        assert browser.post(page, ON).status_code == 404
    for act in ("receive_matter", "give_finding", "nonsense", "prepare"):
        assert browser.get(address(case, act)).status_code == 404


@pytest.mark.parametrize(
    ("role", "delegated", "may"),
    [
        pytest.param(Role.SUPERVISOR, True, True, id="supervisor-with-a-delegation"),
        pytest.param(Role.SUPERVISOR, False, False, id="supervisor-without"),
        pytest.param(Role.COMPLAINT_HANDLER, True, True, id="handler-with-a-delegation"),
        pytest.param(Role.HEARINGS_TEAM, True, False, id="hearings-team-with-a-delegation"),
        pytest.param(Role.INVESTIGATOR, False, False, id="investigator-without"),
    ],
)
def test_whose_a_decision_is_depends_on_role_and_delegation(
    unit: Unit, case: Case, role: Role, delegated: bool, may: bool
) -> None:
    somebody = holder(role, unit=unit)
    if delegated:
        register.delegation("record_matter", to_user=somebody)
    theirs = logged_in(somebody)
    with_purpose(theirs, case)
    page = theirs.get(address(case, "record_matter"))
    assert (b'name="reasons"' in page.content) is may
    assert ("This is not yours to do" in words(page)) is not may
    send(theirs, case, "record_matter")
    assert Decision.objects.exists() is may


def test_a_held_matter_decides_nothing_and_keeps_what_was_typed(browser: Client, case: Case, me: User) -> None:
    Case.objects.filter(pk=case.pk).update(is_frozen=True, held_because="Advice", held_by=me)
    note = browser.get(address(case, "record_matter")).context["draft_note"]
    answer = send(browser, case, "record_matter", reasons="Typed at length", draft_note=note)
    assert answer.status_code == 409
    assert "Nothing can be changed in this matter at present" in words(answer)
    assert "Typed at length" in browser.get(address(case, "record_matter")).content.decode()
    assert not Decision.objects.exists()


def test_what_is_due_to_be_referred_is_not_handled_outside(case: Case, unit: Unit) -> None:
    cases.deadline(case=case, work_to=TODAY, key="iopc_referral")
    tests = ("death_or_serious_injury", "crime_or_discipline", "article_2_or_3", "mandatory_referral")
    known = dict.fromkeys([f"alleges_{one}" for one in tests], "no") | {"wants_recording": "no"}
    Case.objects.filter(pk=case.pk).update(known=known)
    theirs = logged_in(holder(Role.INVESTIGATOR, unit=unit))
    with_purpose(theirs, case)
    answer = send(theirs, case, "handle_outside_schedule_3")
    assert "something in it must be referred" in words(answer)
    case.refresh_from_db()
    assert case.stage == "contacted"


def test_the_register_is_read_page_by_page(browser: Client, case: Case, me: User) -> None:
    scheme = register.delegation("give_update", to_user=me)
    brought_to(case=case, stage="recorded")
    for number in range(30):
        Decision.objects.create(
            case=case, act="give_update", provision="PCMR reg 34", grade="TEXT_SEEN", stage_before="recorded",
            stage_after="recorded", capacity="appropriate_authority", by=me, act_on=TODAY, reasons=f"n{number}",
            delegation=scheme, at=case.logged_at,
        )  # fmt: skip
    first = opened(browser, case, "decisions/")
    older = browser.get(f"/cases/{case.reference}/decisions/?before={first.context['older']}")
    found = [one.reasons for answer in (first, older) for one in answer.context["decisions"]]
    assert found == [f"n{number}" for number in reversed(range(30))] + ["Because"]
    assert older.context["older"] == ""


@pytest.mark.parametrize(
    ("stage", "next_act"),
    [
        pytest.param("received", None, id="an-allegation-is-open"),
        pytest.param("no_further_action", "close_matter", id="all-have-come-to-their-end"),
    ],
)
def test_under_the_conduct_regulations_the_way_on_is_each_persons(
    unit: Unit, browser: Client, stage: str, next_act: str | None
) -> None:
    case = conduct_matter(unit)
    brought_to(case=case, stage="internal", track="internal")
    brought_to(case=case, against=against(case), stage=stage)
    with_purpose(browser, case)
    page = opened(browser, case)
    card = page.context["next"]
    assert (card.key if card else None) == next_act
    assert ("What comes next is with each person" in words(page)) is (next_act is None)
    # What is possible meanwhile is still there to be found.
    assert "treat_as_recordable" in {act.key for act in page.context["others"]}


def test_what_leads_on_is_told_from_what_is_possible_meanwhile(unit: Unit, browser: Client) -> None:
    case = conduct_matter(unit)
    brought_to(case=case, stage="internal", track="internal", must_be_referred="no")
    brought_to(case=case, against=against(case), stage="investigating", assessment="misconduct")
    with_purpose(browser, case)
    page = opened(browser, case, "decisions/")
    matter, row = page.context["lines"]
    assert [act.key for act in matter.now] == ["close_matter"]
    assert {"treat_as_recordable", "assess_referral"} == {act.key for act in matter.meanwhile}
    assert [act.key for act in row.now] == [
        "appoint_investigator", "give_notice", "receive_statement", "submit_report",
    ]  # fmt: skip
    assert {"suspend", "restrict", "end_on_death", "revise_assessment"} <= {act.key for act in row.meanwhile}
    # Nothing stands in both, and every one has its link.
    keys = [act.key for line in (matter, row) for act in (*line.now, *line.meanwhile)]
    assert len(keys) == len(set(keys))
    assert all(f"/decisions/{key}/".encode() in page.content for key in keys)
