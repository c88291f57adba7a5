"""Time limits, severity, timeline and letters of a matter, as its pages show them."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.audit import trail
from cases.audit.actors import Job
from cases.audit.acts import Act
from cases.audit.models import Entry
from cases.audit.trail import Thing
from cases.models import Case, Decision, Letter
from cases.web.row_addresses import address_of
from cases.workforce.models import Unit
from tests.doors.looking import opened, with_purpose, words
from tests.factories import cases, register
from tests.factories.acts import AT, BY
from tests.factories.cases import TODAY, holder
from tests.factories.users import logged_in, user

pytestmark = pytest.mark.django_db
TABS = ["", "people/", "evidence/", "deadlines/", "timeline/", "access/"]


@pytest.fixture
def me(unit: Unit) -> User:
    return holder(Role.INVESTIGATOR, unit=unit)


# --- Deadlines ---

WORKING = {
    "headline": "Officer's response: due Mon 7 Sep 2026",
    "lines": [["Rule", "15 working days"], ["Day 0", "Sat 15 Aug 2026"], ["Skipped", "4 weekends"]],
}


def test_deadlines_stand_on_an_axis_and_in_a_table_those_that_run_first(browser: Client, unit: Unit) -> None:
    case = cases.case(unit=unit, came_to_attention_on=TODAY - timedelta(10))
    cases.deadline(case=case, title="met", work_to=TODAY - timedelta(5), met_on=TODAY - timedelta(6))
    cases.deadline(case=case, title="late", work_to=TODAY - timedelta(1))
    cases.deadline(case=case, title="undated", work_to=None, problem="No bank holidays are listed.")
    cases.deadline(case=case, title="soon", work_to=TODAY + timedelta(10), is_confirmed=False)
    answer = opened(browser, case, "deadlines/")
    axis = answer.context["axis"]
    assert [line.title for line in axis.lines] == ["late", "soon", "undated", "met"]
    assert [line.state for line in axis.lines] == [
        "1 day late",
        "due in 10 days",
        "date not worked out",
        "met on 17 November 2026",
    ]
    assert (axis.lines[0].begins_at, axis.lines[1].ends_at, axis.today_at) == (0, 600, 300)
    assert answer.text.count("<line") == 4 + 3 + 1
    assert "style=" not in answer.text.partition("<main")[2]
    said = words(answer)
    assert "A line for each time limit, from 13 November 2026 to 3 December 2026" in said
    assert said.count("Unconfirmed") == 1


def test_a_deadline_names_whom_it_is_about_and_that_they_were_added_in_error(browser: Client, unit: Unit) -> None:
    case = cases.case(unit=unit)
    gone: dict[str, Any] = {"withdrawn_on": TODAY, "withdrawn_because": "Wrong", "withdrawn_by": user()}
    subject = cases.subject(case=case, **gone)
    cases.deadline(case=case, work_to=TODAY, against=subject.against.get())
    [line] = opened(browser, case, "deadlines/").context["axis"].lines
    assert line.about == "allegation 1, not yet identified (added in error)"


def test_no_deadline_is_said(browser: Client, unit: Unit) -> None:
    assert "No time limit runs or ran" in words(opened(browser, cases.case(unit=unit), "deadlines/"))


def test_each_date_opens_how_it_was_computed(browser: Client, unit: Unit) -> None:
    case = cases.case(unit=unit)
    limit = cases.deadline(case=case, work_to=date(2026, 9, 7), working=WORKING)
    assert (
        f'href="/cases/{case.reference}/deadlines/{address_of(limit.pk)}/"' in opened(browser, case, "deadlines/").text
    )
    answer = opened(browser, case, f"deadlines/{address_of(limit.pk)}/")
    said = words(answer)
    assert "Officer's response: due Mon 7 Sep 2026" in said
    assert re.findall(r"<dt>(\w[\w ]*)</dt>", answer.text.partition("candour-panel")[2]) == ["Rule", "Day 0", "Skipped"]
    assert "77 days late" in said
    assert "does not count as a missed statutory limit" not in said


def test_an_unconfirmed_date_and_one_that_was_not_worked_out_say_so(browser: Client, unit: Unit) -> None:
    case = cases.case(unit=unit)
    limit = cases.deadline(case=case, work_to=None, is_confirmed=False, grade="MEMORY", problem="Nothing is listed.")
    said = words(opened(browser, case, f"deadlines/{address_of(limit.pk)}/"))
    assert "No date was worked out: Nothing is listed." in said
    assert "does not count as a missed statutory limit" in said
    assert "unconfirmed: from memory or assumed" in said


def test_a_date_of_another_matter_is_not_there(browser: Client, unit: Unit) -> None:
    case, other = cases.case(unit=unit), cases.case(unit=unit)
    limit = cases.deadline(case=other, work_to=TODAY)
    with_purpose(browser, case)
    for address in (address_of(limit.pk), limit.pk, address_of(999_999), 10**30):
        assert browser.get(f"/cases/{case.reference}/deadlines/{address}/").status_code == 404


# --- Severity, for triage ---


@pytest.mark.parametrize(
    ("values", "band", "is_offered"),
    [
        pytest.param({}, "", True, id="not-yet-triaged"),
        pytest.param({}, "LOW", True, id="scored"),
        pytest.param({"closed_on": TODAY}, "LOW", True, id="scored-and-closed"),
        pytest.param({"closed_on": TODAY}, "", False, id="never-scored"),
    ],
)
def test_why_this_band_is_asked_only_where_there_is_one(
    browser: Client, unit: Unit, values: dict[str, Any], band: str, is_offered: bool
) -> None:
    case = cases.case(unit=unit, **values)
    if band:
        cases.score(case=case, band=band)
    said = words(opened(browser, case))
    assert ("why this band" in said, "Not scored" in said) == (is_offered, not is_offered)


def test_why_a_band_is_explained_to_those_who_work_on_matters(browser: Client, unit: Unit) -> None:
    case = cases.case(unit=unit)
    assert "Nobody has answered" in words(opened(browser, case, "severity/"))
    working = {
        "headline": "Severity score: 74 to 91 of 100, CRITICAL",
        "is": "Orders the queue.",
        "lines": [["Triage", "now"]],
    }
    cases.score(case=case, working=working)
    said = words(opened(browser, case, "severity/"))
    for expected in ("74 to 91 of 100", "Orders the queue.", "Triage"):
        assert expected in said
    reader = holder(Role.APPROPRIATE_AUTHORITY, unit=unit)
    assert logged_in(reader).get(f"/cases/{case.reference}/severity/").status_code == 403


def test_once_severity_is_assessed_its_page_shows_no_score(browser: Client, unit: Unit) -> None:
    case = cases.case(unit=unit, headline="Force during an arrest")
    working = {"headline": "Severity score: 74 to 91 of 100, CRITICAL", "is": "Orders.", "lines": [["Triage", "now"]]}
    cases.score(case=case, working=working, band="CRITICAL", low=74, high=91)
    cases.subject(case=case).against.update(known={"assessment": "misconduct"})
    said = words(opened(browser, case, "severity/")).replace(case.reference, "")
    assert "Severity is assessed" in said
    assert "Assessed as misconduct" in said
    for never in ("74", "91", "CRITICAL", "Triage now", "Orders."):
        assert never not in said


def test_what_is_assessed_stands_in_no_band_of_a_list(browser: Client, unit: Unit) -> None:
    case = cases.case(unit=unit)
    cases.score(case=case, band="HIGH")
    against = cases.subject(case=case).against
    for known, found in (({}, 1), ({"assessment": ""}, 1), ({"assessment": "neither"}, 0)):
        against.update(known=known)
        for asked, rows in (("severity=HIGH", found), ("not-severity=HIGH", 1 - found)):
            assert len(browser.get(f"/cases/?tab=all&{asked}").context["seen"].rows) == rows, (known, asked)


# --- Timeline ---


def note(case: Case, what: Act, by: Any, reason: str = "") -> None:
    trail.record(what=what, by=by, at=AT, about=Thing("case", case.reference, case.pk), reason=reason)


def items(browser: Client, case: Case, kind: str = "") -> list[tuple[str, bool]]:
    found = opened(browser, case, f"timeline/?kind={kind}").context["seen"].items
    return [(item.what, item.by_person) for item in found]


def decided(case: Case, by: User, at: datetime = AT) -> Decision:
    return Decision.objects.create(
        case=case, act="give_update", provision="Police Reform Act 2002, Sch 3 para 2", grade="TEXT_SEEN",
        stage_before="recorded", stage_after="recorded", capacity="appropriate_authority", by=by, act_on=TODAY, at=at,
        reasons="It was asked for.", delegation=register.delegation("give_update", to_user=by),
    )  # fmt: skip


def test_people_and_what_ran_by_itself_are_told_apart_and_looks_left_out(browser: Client, unit: Unit, me: User) -> None:
    case, other = cases.case(unit=unit), cases.case(unit=unit)
    note(case, Act.CASE_LOGGED, me)
    note(case, Act.SIGHT_ENDED, Job("cases.end_expired_sight"), "its last day has passed")
    note(other, Act.CASE_LOGGED, me)
    assert items(browser, case) == [("Ended somebody's sight of a matter", False), ("Logged a matter", True)]
    assert items(browser, case, "people") == [("Logged a matter", True)]
    assert items(browser, case, "system") == [("Ended somebody's sight of a matter", False)]
    assert items(browser, case, "access") == [("Ended somebody's sight of a matter", False)]
    assert {what for what, _ in items(browser, case, "looks")} == {"Looked at a matter"}
    assert items(browser, case, "nonsense") == items(browser, case)
    said = words(opened(browser, case, "timeline/"))
    assert "By itself: job cases.end expired sight" in said
    assert me.name in said


def test_to_whom_something_was_done_is_said(browser: Client, unit: Unit, me: User) -> None:
    case, named = cases.case(unit=unit), user()
    trail.record(what=Act.MEMBER_NAMED, by=me, at=AT, about=Thing("user", named.pk, case.pk), reason="Interviews")
    assert f"Named somebody to a matter: {named.name}" in words(opened(browser, case, "timeline/"))


def test_a_decision_stands_with_its_provision_and_reasons(browser: Client, unit: Unit, me: User) -> None:
    case = cases.case(unit=unit)
    decided(case, me)
    assert len(items(browser, case, "decisions")) == 1
    said = words(opened(browser, case, "timeline/"))
    for expected in ("Decision", "Sch 3 para 2, as the appropriate authority", "It was asked for."):
        assert expected in said


def test_page_after_page_nothing_is_missing_and_nothing_twice(browser: Client, unit: Unit, me: User) -> None:
    case = cases.case(unit=unit)
    for number in range(60):
        trail.record(
            what=Act.CASE_CHANGED, by=me, at=AT + timedelta(minutes=number), about=Thing("case", "x", case.pk),
            reason=f"n{number}",
        )  # fmt: skip
    for minutes in (-1, 5, 9, 10, 30, 59):
        decided(case, me, at=AT + timedelta(minutes=minutes))
    with_purpose(browser, case)
    first = browser.get(f"/cases/{case.reference}/timeline/").context["seen"]
    second = browser.get(f"/cases/{case.reference}/timeline/?before={address_of(first.before)}").context["seen"]
    assert second.before is None
    found = [item.reason for item in (*first.items, *second.items)]
    assert sorted(found) == sorted([f"n{number}" for number in range(60)] + ["It was asked for."] * 6)


# --- Letters ---


def letter(case: Case) -> Letter:
    to = cases.party(case=case, safe_contact="Mornings only", phone="07700 900123", address="1 High Street")
    return Letter.objects.create(
        case=case,
        to=to,
        kind="outcome_of_a_call",
        text="Dear Ada\n\n<b>It was put right.</b>",
        made_by=BY.principal,
        made_at=AT,
    )


def test_a_letter_is_opened_to_print_and_that_is_an_entry(browser: Client, unit: Unit) -> None:
    case = cases.case(unit=unit)
    made = letter(case)
    assert "Outcome of a call , to be sent".replace(" ,", ",") in words(opened(browser, case)).replace(" ,", ",")
    answer = opened(browser, case, f"letters/{address_of(made.pk)}/")
    assert "&lt;b&gt;It was put right.&lt;/b&gt;" in answer.text
    on_screen = answer.text.partition('<div class="candour-not-on-paper">')[2].partition("candour-letter")[0]
    for told in ("Mornings only", "07700 900123", "1 High Street"):
        # On the screen and above the letter; on paper it is left out.
        assert answer.text.count(told) == on_screen.count(told) == 1
    [entry] = Entry.objects.filter(what=Act.LETTER_PRINTED)
    assert (entry.thing, entry.key, entry.case_id) == ("letter", str(made.pk), case.pk)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        pytest.param(0, "", id="today"),
        pytest.param(1, "The day must be today or earlier", id="tomorrow"),
        pytest.param(-1, "The day must be today or earlier", id="before-it-was-made"),
    ],
)
def test_it_is_noted_when_a_letter_was_sent(browser: Client, unit: Unit, days: int, said: str) -> None:
    case = cases.case(unit=unit)
    made = letter(case)
    with_purpose(browser, case)
    day = TODAY + timedelta(days)
    boxes = {"on_day": day.day, "on_month": day.month, "on_year": day.year, "how": "email", "was_safe": "on"}
    answer = browser.post(f"/cases/{case.reference}/letters/{address_of(made.pk)}/", boxes)
    made.refresh_from_db()
    if said:
        assert said in words(answer)
        assert made.sent_on is None
    else:
        assert made.sent_on == day
        assert Case.objects.get(pk=case.pk).version == case.version + 1
        [entry] = Entry.objects.filter(what=Act.CASE_CHANGED)
        assert entry.reason == "letter sent on 23 November 2026, by email, as is safe for whom it is for"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param({"how": "post"}, "then tick that you have", id="not-said-that-it-was-safe"),
        pytest.param({"was_safe": "on"}, "Choose how it was sent", id="not-said-how"),
        pytest.param({"was_safe": "on", "how": "pigeon"}, "Choose how it was sent", id="no-such-way"),
    ],
)
def test_a_letter_is_sent_only_as_is_safe(browser: Client, unit: Unit, typed: dict[str, str], said: str) -> None:
    case = cases.case(unit=unit)
    made = letter(case)
    with_purpose(browser, case)
    boxes = {"on_day": TODAY.day, "on_month": TODAY.month, "on_year": TODAY.year}
    assert said in words(browser.post(f"/cases/{case.reference}/letters/{address_of(made.pk)}/", boxes | typed))
    made.refresh_from_db()
    assert made.sent_on is None


def test_who_only_reads_matters_notes_no_letter_as_sent(unit: Unit) -> None:
    case = cases.case(unit=unit)
    made = letter(case)
    browser = logged_in(holder(Role.APPROPRIATE_AUTHORITY, unit=unit))
    assert "Note that it was sent" not in opened(browser, case, f"letters/{address_of(made.pk)}/").text
    answer = browser.post(
        f"/cases/{case.reference}/letters/{address_of(made.pk)}/", {"on_day": 23, "on_month": 11, "on_year": 2026}
    )
    assert answer.status_code == 404


def test_a_letter_of_another_matter_is_not_there(browser: Client, unit: Unit) -> None:
    case, made = cases.case(unit=unit), letter(cases.case(unit=unit))
    with_purpose(browser, case)
    for address in (address_of(made.pk), made.pk, 10**30):
        assert browser.get(f"/cases/{case.reference}/letters/{address}/").status_code == 404
