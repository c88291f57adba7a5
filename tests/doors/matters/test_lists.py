"""Lists of matters: what stands in them, what they are narrowed down by, and a matter by its reference."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from cases import access
from cases.accounts.models import User
from cases.accounts.roles import SEES_CASES, Role
from cases.audit.acts import Act
from cases.audit.models import Entry
from cases.queries import case_lists
from cases.workforce.models import Unit
from tests.doors.looking import with_purpose, words
from tests.doors.matters.listing import headlines, limits, listed
from tests.factories import cases, register
from tests.factories.cases import TODAY, holder
from tests.factories.users import logged_in, user

pytestmark = pytest.mark.django_db


@pytest.fixture
def me(unit: Unit) -> User:
    return holder(Role.INVESTIGATOR, unit=unit)


# --- Who may ---


@pytest.mark.parametrize("role", [None, *Role])
def test_lists_are_for_whoever_holds_a_role_that_sees_matters(role: Role | None) -> None:
    answer = logged_in(user(*([role] if role else []))).get("/cases/")
    assert answer.status_code == (200 if role in SEES_CASES else 403)


def test_looking_at_a_list_leaves_one_entry_that_says_what_was_asked(browser: Client, me: User) -> None:
    listed(browser, "tab=units&kind=complaint&not-state=closed")
    [entry] = Entry.objects.filter(what=Act.CASES_LISTED)
    assert (entry.who, entry.thing, entry.key, entry.case_id) == (me.principal, "cases", "units", None)
    assert entry.reason == "tab=units, kind=complaint, not-state=closed"


# --- Tabs ---


def test_mine_my_units_and_all_that_i_may_see(browser: Client, me: User, unit: Unit) -> None:
    below, elsewhere = register.unit(under=unit), register.unit()
    cases.case(unit=unit, owner=me, headline="mine")
    cases.case(unit=below, headline="below")
    cases.case(unit=elsewhere, named=(me,), headline="named")
    cases.case(unit=elsewhere, headline="not for me")
    assert headlines(browser, "") == ["mine"]
    assert headlines(browser, "tab=units") == ["below", "mine"]
    assert headlines(browser, "tab=all") == ["named", "below", "mine"]
    assert [(tab.key, tab.count) for tab in listed(browser).tabs] == [("mine", "1"), ("units", "2"), ("all", "3")]


def test_figures_are_those_of_the_lists_that_their_links_open(browser: Client, me: User, unit: Unit) -> None:
    for kind in ("complaint", "conduct", "conduct"):
        cases.case(unit=unit, owner=me, kind=kind)
    for tab in listed(browser, "kind=conduct").tabs:
        assert tab.count == "2"
        assert len(listed(browser, tab.query).rows) == 2


@pytest.mark.parametrize(
    ("owners", "said"),
    [
        pytest.param("", ["0", "0", "0"], id="none"),
        pytest.param("m-", ["1", "2", "2"], id="as-many-as-are-counted"),
        pytest.param("mm-", ["2", "2+", "2+"], id="one-more"),
        pytest.param("mmmm", ["2+", "2+", "2+"], id="all-with-me"),
    ],
)
def test_no_more_is_counted_than_the_limit(
    browser: Client, unit: Unit, me: User, owners: str, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(case_lists, "MOST_COUNTED", 2)
    for owner in owners:
        cases.case(unit=unit, owner=me if owner == "m" else None)
    assert [tab.count for tab in listed(browser).tabs] == said
    # One that is narrowed down is counted as far as it looks.
    monkeypatch.setattr(case_lists, "MOST_COUNTED", 0)
    monkeypatch.setattr(access, "LOOKED_AT", 2)
    assert [tab.count for tab in listed(browser, "tab=all&kind=complaint").tabs] == said


def test_the_list_of_what_is_with_me_holds_all_of_it_however_much_is_newer(
    browser: Client, unit: Unit, me: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "LOOKED_AT", 2)
    mine = cases.case(unit=unit, owner=me, headline="Mine, and long ago")
    cases.case(owner=me, headline="Mine, and no longer mine to see")
    for _ in range(5):
        cases.case(unit=unit)
    assert [row.reference for row in listed(browser, "").rows] == [mine.reference]


# --- A row ---


def test_a_row_says_all_of_it_in_words(browser: Client, me: User, unit: Unit) -> None:
    made = cases.case(unit=unit, kind="recordable_conduct", headline="Force during an arrest", owner=me)
    cases.score(case=made, band="CRITICAL")
    cases.deadline(case=made, work_to=TODAY + timedelta(5), title="Send an update", is_confirmed=False)
    cases.subject(case=made)
    cases.subject(case=made)
    answer = browser.get("/cases/")
    said = words(answer)
    for expected in (
        made.reference, "Force during an arrest", "Recordable conduct matter, 2 subjects", "CRITICAL",
        "Due in 5 days", "Send an update, date unconfirmed", me.name, "23 November 2026",
        "Standards",
    ):  # fmt: skip
        assert expected in said, expected
    assert f'href="/cases/{made.reference}/"' in answer.text


def test_what_nobody_has_or_has_done_is_said_too(browser: Client, unit: Unit) -> None:
    cases.case(unit=unit)
    [row] = listed(browser).rows
    assert (row.owner, row.grave, row.about, row.limit) == ("Nobody", "Not yet triaged", "no subject yet", None)


@pytest.mark.parametrize(
    ("days", "side", "said", "is_late"),
    [
        pytest.param(-2, "DUTY", "2 days late", True, id="late"),
        pytest.param(-1, "DUTY", "1 day late", True, id="since-yesterday"),
        pytest.param(0, "DUTY", "due today", False, id="due-today-is-not-late"),
        pytest.param(1, "DUTY", "due tomorrow", False, id="tomorrow"),
        pytest.param(5, "DUTY", "due in 5 days", False, id="soon"),
        pytest.param(None, "DUTY", "no fixed date", False, id="no-date"),
        pytest.param(-3, "RIGHT", "ended 3 days ago", False, id="a-right-is-never-late"),
        pytest.param(0, "RIGHT", "ends today", False, id="a-right-that-ends"),
    ],
)
def test_when_it_is_due(browser: Client, unit: Unit, days: int | None, side: str, said: str, is_late: bool) -> None:
    made = cases.case(unit=unit)
    cases.deadline(case=made, side=side, work_to=None if days is None else TODAY + timedelta(days))
    [limit] = limits(browser)
    assert (limit.due, limit.is_late) == (said, is_late)


@pytest.mark.parametrize("key", ["timeliness_pcmr13", "timeliness_reg19"])
@pytest.mark.parametrize(
    ("days", "is_confirmed", "said"),
    [
        # Worked out to the day on which the duty arises: its own last day is the one before.
        pytest.param(356, True, "ends in 355 days", id="runs"),
        pytest.param(2, True, "ends tomorrow", id="the-day-before-its-last"),
        pytest.param(1, True, "ends today", id="its-last-day"),
        pytest.param(0, True, "ended yesterday", id="the-day-on-which-the-duty-arises"),
        pytest.param(-1, True, "ended 2 days ago", id="over"),
        pytest.param(4, False, "ends in 3 days", id="runs-unconfirmed"),
        pytest.param(-1, False, "2 days past the earliest plausible date", id="over-unconfirmed"),
    ],
)
def test_a_period_after_which_something_is_to_be_done_ends_and_is_not_due(
    browser: Client, unit: Unit, key: str, days: int, is_confirmed: bool, said: str
) -> None:
    made = cases.case(unit=unit)
    cases.deadline(case=made, key=key, work_to=TODAY + timedelta(days), is_confirmed=is_confirmed)
    assert [limit.due for limit in limits(browser)] == [said]
    with_purpose(browser, made)
    for page, shown in (("", f"Contact the complainant: {said}"), ("deadlines/", said.capitalize())):
        assert shown in words(browser.get(f"/cases/{made.reference}/{page}"))


def test_of_a_date_that_nobody_confirmed_it_says_no_more_than_that_the_earliest_has_passed(
    browser: Client, unit: Unit
) -> None:
    made = cases.case(unit=unit)
    cases.deadline(case=made, work_to=TODAY - timedelta(42), is_confirmed=False)
    answer = browser.get("/cases/?tab=all")
    [limit] = [row.limit for row in answer.context["seen"].rows]
    assert (limit.due, limit.is_late, limit.is_unconfirmed) == ("42 days past the earliest plausible date", False, True)
    with_purpose(browser, made)
    for page in ("", "deadlines/"):
        answer = browser.get(f"/cases/{made.reference}/{page}")
        assert "42 days past the earliest plausible date" in words(answer)
        assert "days late" not in words(answer)
        assert "<strong>42" not in answer.text
    assert answer.context["axis"].lines[0].is_late is False


def test_the_limit_shown_is_the_duty_that_presses_most_and_still_runs(browser: Client, unit: Unit) -> None:
    made = cases.case(unit=unit)
    cases.deadline(case=made, title="met", work_to=TODAY - timedelta(9), met_on=TODAY)
    cases.deadline(case=made, title="ended", work_to=TODAY - timedelta(9), ended_on=TODAY)
    cases.deadline(case=made, title="a right", side="RIGHT", work_to=TODAY - timedelta(8))
    cases.deadline(case=made, title="undated", work_to=None)
    cases.deadline(case=made, title="later", work_to=TODAY + timedelta(9))
    cases.deadline(case=made, title="sooner", work_to=TODAY + timedelta(2))
    assert [limit.title for limit in limits(browser)] == ["sooner"]


def test_the_newest_scoring_counts_until_severity_is_assessed(browser: Client, unit: Unit) -> None:
    made = cases.case(unit=unit)
    for band in ("LOW", "CRITICAL"):
        cases.score(case=made, band=band)
    against = cases.subject(case=made)
    assert [row.grave for row in listed(browser).rows] == ["CRITICAL"]
    for level, said in (("misconduct", "Assessed as misconduct"), ("gross_misconduct", "Assessed as gross misconduct")):
        cases.subject(case=made) if level == "gross_misconduct" else None
        newest = made.subjects.order_by("pk").last()
        assert newest is not None
        newest.against.update(known={"assessment": level})
        assert [row.grave for row in listed(browser).rows] == [said]
    assert against.against.count() == 1


# --- Filters ---


@pytest.fixture
def many(unit: Unit, me: User) -> dict[str, Any]:
    """A matter of each sort, by a word for it."""
    below = register.unit(under=unit, name="Below")
    made = {
        "plain": cases.case(unit=unit, headline="plain", category="A"),
        "conduct": cases.case(unit=unit, headline="conduct", kind="conduct", category="G"),
        "closed": cases.case(unit=unit, headline="closed", closed_on=TODAY, category="A"),
        "mine": cases.case(unit=unit, headline="mine", owner=me, category="A"),
        "theirs": cases.case(unit=below, headline="theirs", owner=user(), category="A"),
    }
    cases.score(case=made["conduct"], band="HIGH")
    cases.deadline(case=made["mine"], work_to=TODAY - timedelta(1))
    cases.deadline(case=made["theirs"], work_to=TODAY, is_confirmed=False)
    cases.letter(case=made["closed"])
    cases.letter(case=made["plain"], sent_on=TODAY)
    return made


ALL = {"plain", "conduct", "closed", "mine", "theirs"}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        pytest.param("kind=conduct", {"conduct"}, id="kind"),
        pytest.param("kind=conduct&kind=complaint", ALL, id="either-kind"),
        pytest.param("state=closed", {"closed"}, id="closed"),
        pytest.param("state=open", ALL - {"closed"}, id="open"),
        pytest.param("with=me", {"mine"}, id="with-me"),
        pytest.param("with=nobody", {"plain", "conduct", "closed"}, id="with-nobody"),
        pytest.param("with=anybody", {"mine", "theirs"}, id="with-anybody"),
        pytest.param("category=G", {"conduct"}, id="category"),
        pytest.param("severity=HIGH", {"conduct"}, id="severity"),
        pytest.param("severity=NOT_YET_TRIAGED", ALL - {"conduct", "closed"}, id="not-yet-triaged"),
        pytest.param("deadline=late", {"mine"}, id="late"),
        pytest.param("deadline=unconfirmed", {"theirs"}, id="unconfirmed"),
        pytest.param("deadline=letter", {"closed"}, id="a-letter-to-be-sent"),
        pytest.param("deadline=letter&deadline=late", {"closed", "mine"}, id="a-letter-or-late"),
        pytest.param("unit={unit}", ALL, id="unit-with-those-below"),
        pytest.param("unit={below}", {"theirs"}, id="a-unit-below"),
        pytest.param("kind=complaint&with=nobody&state=open", {"plain"}, id="several-at-once"),
        pytest.param("kind=complaint&not-deadline=late&not-state=closed", {"plain", "theirs"}, id="alone-and-left-out"),
    ],
)
def test_a_list_is_narrowed_down_and_the_same_left_out_is_the_rest(
    browser: Client, many: dict[str, Any], asked: str, found: set[str]
) -> None:
    query = asked.format(unit=many["plain"].unit_id, below=many["theirs"].unit_id)
    assert set(headlines(browser, f"tab=all&{query}")) == found
    if "&" not in query:
        assert set(headlines(browser, f"tab=all&not-{query}")) == ALL - found


@pytest.mark.parametrize(
    "asked",
    ["kind=nonsense", "unit=x", "unit=999999999999999999999", "tab=none&tab=all", "severity=", "with=\0", "x=1"],
)
def test_what_is_no_choice_is_not_asked(browser: Client, many: dict[str, Any], asked: str) -> None:
    seen = listed(browser, f"tab=all&{asked}")
    assert {row.headline for row in seen.rows} == ALL
    assert seen.chips == []


def test_a_chip_names_what_it_is_and_takes_it_away(browser: Client, many: dict[str, Any]) -> None:
    seen = listed(browser, "tab=all&kind=complaint&not-state=closed&not-category=G")
    assert [chip.said for chip in seen.chips] == [
        "kind: Complaint",
        "not state: closed",
        "not category: G Abuse of position/corruption",
    ]
    for number, chip in enumerate(seen.chips):
        left = listed(browser, chip.without)
        assert [each.said for each in left.chips] == [c.said for n, c in enumerate(seen.chips) if n != number]
        assert left.chosen.tab == "all"


def test_one_form_adds_a_filter_to_what_is_asked_already(browser: Client, many: dict[str, Any]) -> None:
    answer = browser.get("/cases/?tab=all&kind=complaint&how=not&add=state:closed")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/cases/?tab=all&kind=complaint&not-state=closed"
    again = browser.get("/cases/?tab=all&not-state=closed&how=only&add=state:closed")
    assert again.headers["Location"] == "/cases/?tab=all&state=closed"


def test_a_form_without_a_choice_says_what_to_do_and_keeps_the_list(browser: Client, many: dict[str, Any]) -> None:
    answer = browser.get("/cases/?tab=all&kind=complaint&how=not&add=")
    assert answer.status_code == 200
    assert "Choose what to narrow the list down by" in words(answer)
    assert len(answer.context["seen"].rows) == 4
    assert '<input type="hidden" name="kind" value="complaint">' in answer.text


def test_an_empty_list_says_why_and_what_to_do(browser: Client, unit: Unit) -> None:
    assert "No matter is with you at present." in words(browser.get("/cases/"))
    assert "There is no matter here that you may see." in words(browser.get("/cases/?tab=all"))
    assert "Take one of the filters away." in words(browser.get("/cases/?tab=all&kind=conduct"))
    assert "There are no older matters" in words(browser.get("/cases/?tab=all&older-than=CO-0000-0000-0"))


# --- By its reference ---


def test_a_reference_opens_its_matter_however_it_was_typed(browser: Client, unit: Unit) -> None:
    made = cases.case(unit=unit, reference="CO-1A0B-C2D1-X")
    for typed in ("CO-1A0B-C2D1-X", " co1a0bc2d1x ", "CO 1a0b c2d1 x", "co-laob-c2di-x"):
        answer = browser.get("/cases/", {"reference": typed})
        assert (answer.status_code, answer.headers["Location"]) == (302, f"/cases/{made.reference}/")


@pytest.mark.parametrize("typed", ["theirs", "CO-9999-9999-9", "Smith", "x" * 300, "\0", "<b>"])
def test_what_is_no_reference_or_is_not_theirs_is_said_alike_and_noted(browser: Client, typed: str) -> None:
    hidden = cases.case()
    answer = browser.get("/cases/", {"reference": hidden.reference if typed == "theirs" else typed})
    assert answer.status_code == 200
    assert "There is no matter of this reference that you may see." in words(answer)
    assert Entry.objects.filter(what=Act.CASE_NOT_THERE, outcome="refused").exists() is (typed != "\0")


@pytest.mark.parametrize("typed", ["", "  "])
def test_without_a_reference_it_is_the_list(browser: Client, unit: Unit, typed: str) -> None:
    cases.case(unit=unit, headline="One")
    answer = browser.get("/cases/", {"tab": "all", "reference": typed})
    assert "There is a problem" not in words(answer)
    assert [row.headline for row in answer.context["seen"].rows] == ["One"]
