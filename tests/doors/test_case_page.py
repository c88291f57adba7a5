"""The pages of a matter: asked for a purpose first, each look noted, what is not there and what is not theirs alike."""

import html
import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.audit import trail
from cases.audit.actors import Job
from cases.audit.acts import Act
from cases.audit.models import Entry
from cases.audit.trail import Thing
from cases.models import Case, Decision, Letter
from cases.operations import reading
from cases.workforce.models import Unit
from tests.factories import cases, register
from tests.factories.acts import AT, BY
from tests.factories.cases import TODAY, holder
from tests.factories.users import logged_in, user

pytestmark = pytest.mark.django_db
TABS = ["", "people/", "deadlines/", "timeline/", "access/"]


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda at=None, tz=None: TODAY)


@pytest.fixture
def unit() -> Unit:
    return register.unit(name="Standards")


@pytest.fixture
def me(unit: Unit) -> User:
    return holder(Role.INVESTIGATOR, unit=unit)


@pytest.fixture
def browser(me: User) -> Client:
    return logged_in(me)


def with_purpose(browser: Client, case: Case, purpose: str = "working") -> None:
    answer = browser.post(f"/cases/{case.reference}/purpose/", {"purpose": purpose, "words": "", "next": ""})
    assert answer.status_code == 302


def opened(browser: Client, case: Case, tab: str = "") -> Any:
    with_purpose(browser, case)
    answer = browser.get(f"/cases/{case.reference}/{tab}")
    assert answer.status_code == 200
    return answer


def words(answer: Any) -> str:
    main = answer.text.partition("<main")[2].partition("</main>")[0]
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)))


# --- Purpose ---


@pytest.mark.parametrize("tab", TABS)
def test_without_a_purpose_there_is_no_page_and_afterwards_one_is_where_one_was_going(
    browser: Client, unit: Unit, tab: str
) -> None:
    case = cases.case(unit=unit)
    address = f"/cases/{case.reference}/{tab}"
    asked = browser.get(address, follow=True)
    assert asked.redirect_chain[-1][0].startswith(f"/cases/{case.reference}/purpose/?next=")
    assert case.headline not in asked.text
    assert not Entry.objects.filter(what=Act.CASE_SEEN).exists()
    field = re.search(r'name="next" value="([^"]+)"', asked.text)
    assert field
    back = browser.post(f"/cases/{case.reference}/purpose/", {"purpose": "audit", "next": html.unescape(field[1])})
    assert back.headers["Location"] == address
    assert browser.get(address).status_code == 200


def test_each_look_is_an_entry_with_purpose_and_page(browser: Client, unit: Unit, me: User) -> None:
    case = cases.case(unit=unit)
    with_purpose(browser, case, "supervising")
    for tab in TABS:
        browser.get(f"/cases/{case.reference}/{tab}")
    seen = Entry.objects.filter(what=Act.CASE_SEEN).order_by("pk")
    assert {(entry.who, entry.case_id, entry.key) for entry in seen} == {(me.principal, case.pk, case.reference)}
    pages = ["summary", "allegations and people", "deadlines", "timeline", "access"]
    assert [entry.reason for entry in seen] == [f"Supervising whoever works on it ({page})" for page in pages]


def test_the_purpose_is_asked_of_each_matter_and_in_each_session(browser: Client, unit: Unit, me: User) -> None:
    one, other = cases.case(unit=unit), cases.case(unit=unit)
    with_purpose(browser, one)
    assert browser.get(f"/cases/{other.reference}/").status_code == 302
    assert logged_in(me).get(f"/cases/{one.reference}/").status_code == 302


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        pytest.param({}, "Choose why you open this matter", id="nothing"),
        pytest.param({"purpose": "curiosity"}, "Choose why you open this matter", id="none-of-ours"),
        pytest.param({"purpose": "other", "words": " "}, "Enter what you open it for", id="other-without-words"),
        pytest.param({"purpose": "other", "words": "w" * 201}, "in 200 characters or fewer; it has 201", id="too-long"),
        pytest.param({"purpose": "other", "words": "a\0"}, "must be text that can be read", id="nul"),
    ],
)
def test_a_purpose_must_be_said(browser: Client, unit: Unit, sent: dict[str, str], said: str) -> None:
    case = cases.case(unit=unit)
    answer = browser.post(f"/cases/{case.reference}/purpose/", sent)
    assert said in words(answer)
    assert browser.get(f"/cases/{case.reference}/").status_code == 302


def test_something_else_is_kept_in_its_words(browser: Client, unit: Unit) -> None:
    case = cases.case(unit=unit)
    browser.post(f"/cases/{case.reference}/purpose/", {"purpose": "other", "words": "MG6B request"})
    browser.get(f"/cases/{case.reference}/")
    assert Entry.objects.get(what=Act.CASE_SEEN).reason == "Something else: MG6B request (summary)"


@pytest.mark.parametrize("who", ["owner", "logger", "named", "neither"])
def test_working_on_it_is_chosen_already_for_those_who_do(unit: Unit, me: User, browser: Client, who: str) -> None:
    given: dict[str, Any] = {"owner": {"owner": me}, "logger": {"logged_by": me.principal}, "named": {"named": (me,)}}
    case = cases.case(unit=unit, **given.get(who, {}))
    page = browser.get(f"/cases/{case.reference}/purpose/").text
    assert (re.search(r'value="working"[^>]*checked', page) is not None) is (who != "neither")


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "/trail/", "/cases/CO-0000-0000-0/"])
def test_the_way_back_is_only_ever_to_this_matter(browser: Client, unit: Unit, elsewhere: str) -> None:
    case = cases.case(unit=unit)
    answer = browser.post(f"/cases/{case.reference}/purpose/", {"purpose": "working", "next": elsewhere})
    assert answer.headers["Location"] == f"/cases/{case.reference}/"


# --- Not there, or not theirs ---


def normalised(answer: Any) -> bytes:
    return re.sub(rb"[0-9a-f]{32}", b"", answer.content)


ADDRESSES = [
    *TABS, "purpose/", "edit/", "severity/", "deadlines/1/", "letters/1/", "people/add-subject/", "people/add-party/",
    "people/add-allegation/", "access/name/", "access/give/", "access/restrict/", "access/1/end/", "edit/open/",
]  # fmt: skip


@pytest.mark.parametrize("tab", ADDRESSES)
def test_a_matter_that_is_not_theirs_answers_as_one_that_is_not_there(tab: str, unit: Unit) -> None:
    me = holder(Role.SUPERVISOR, unit=unit)
    browser, hidden = logged_in(me), cases.case()
    for method in ("get", "post"):
        if (method, tab) == ("get", "edit/open/"):
            continue
        theirs = getattr(browser, method)(f"/cases/{hidden.reference}/{tab}")
        if theirs.status_code == 405:
            continue
        with CaptureQueriesContext(connection) as of_theirs:
            theirs = getattr(browser, method)(f"/cases/{hidden.reference}/{tab}")
        with CaptureQueriesContext(connection) as of_none:
            none = getattr(browser, method)(f"/cases/CO-9999-9999-9/{tab}")
        assert theirs.status_code == none.status_code == 404
        assert normalised(theirs) == normalised(none)
        assert dict(theirs.headers).keys() == dict(none.headers).keys()
        assert len(of_theirs) == len(of_none)


def test_asking_for_it_leaves_an_entry_that_only_those_find_who_may_see_it(browser: Client, me: User) -> None:
    hidden = cases.case()
    for reference in (hidden.reference, "co-9999-9999-9"):
        browser.get(f"/cases/{reference}/")
    found = Entry.objects.filter(what=Act.CASE_NOT_THERE).order_by("pk")
    assert [(e.who, e.key, e.case_id, e.outcome) for e in found] == [
        (me.principal, hidden.reference, hidden.pk, "refused"),
        (me.principal, "CO-9999-9999-9", None, "refused"),
    ]


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.VETTING_OFFICER, Role.AUDITOR])
def test_who_sees_no_matters_is_refused_by_the_page_itself(role: Role, unit: Unit) -> None:
    case = cases.case(unit=unit)
    browser = logged_in(user(role))
    for tab in ADDRESSES:
        assert browser.get(f"/cases/{case.reference}/{tab}").status_code in {403, 405}


# --- The header ---


def test_the_header_says_what_it_is_and_never_the_score(browser: Client, unit: Unit, me: User) -> None:
    case = cases.case(unit=unit, kind="conduct", headline="Force during an arrest", owner=me, named=(me,))
    cases.score(case=case, band="CRITICAL", low=74, high=91)
    cases.deadline(case=case, title="Refer to the IOPC", work_to=TODAY, is_confirmed=False)
    for tab in TABS:
        answer = opened(browser, case, tab)
        said = words(answer)
        for expected in (
            case.reference, "Force during an arrest", "CRITICAL", "on the allegation only", "Conduct matter",
            "Refer to the IOPC: due today , date unconfirmed", me.name, "Standards", "Its unit, and 1 named member",
        ):  # fmt: skip
            assert expected.replace(" ,", ",") in said.replace(" ,", ","), expected
        assert "74" not in said
        assert "91" not in said


def test_once_assessed_only_the_assessment_is_shown(browser: Client, unit: Unit) -> None:
    case = cases.case(unit=unit)
    cases.score(case=case, band="CRITICAL")
    cases.subject(case=case).against.update(known={"assessment": "misconduct"})
    answer = opened(browser, case)
    said = words(answer)
    assert "Assessed as misconduct" in said
    assert "CRITICAL" not in said
    assert "severity/" not in answer.text


def test_treated_as_restricted_frozen_and_imported_are_said(browser: Client, unit: Unit, me: User) -> None:
    case = cases.case(
        unit=unit, kind="complaint", treated_as="recordable_conduct", restricted=True, named=(me,), is_frozen=True,
        origin="imported",
    )  # fmt: skip
    said = words(opened(browser, case))
    for expected in (
        "Complaint, treated as recordable conduct matter", "Restricted", "1 named member", "Imported history",
        "Nothing can be changed in this matter at present.",
    ):  # fmt: skip
        assert expected in said


def test_what_comes_next_stands_in_one_card_with_its_provision(browser: Client, unit: Unit) -> None:
    case = cases.case(unit=unit, stage="logged")
    answer = opened(browser, case)
    first = answer.context["opened"].next_acts[0]
    said = words(answer)
    assert first.title in said
    assert first.provision in said
    assert first.grade_in_words in said


@pytest.mark.parametrize("tab", TABS)
def test_a_page_takes_at_most_twelve_questions_whatever_the_matter_holds(
    browser: Client, unit: Unit, me: User, tab: str
) -> None:
    browser.get("/cases/?tab=all")
    browser.get("/roles/")
    with CaptureQueriesContext(connection) as every_page:
        browser.get("/roles/")
    taken = []
    case = cases.case(unit=unit)
    for how_many in (1, 9):
        for _ in range(how_many):
            cases.allegation(case=case)
            cases.subject(case=case, person=register.person())
            cases.party(case=case)
            cases.deadline(case=case, work_to=TODAY)
            cases.case(unit=unit, named=(user(),))
        opened(browser, case, tab)
        with CaptureQueriesContext(connection) as questions:
            browser.get(f"/cases/{case.reference}/{tab}")
        taken.append(len(questions) - len(every_page))
    assert taken[0] == taken[1] <= 12


# --- The list just seen ---


def test_the_neighbours_are_those_of_the_list_just_seen(browser: Client, unit: Unit) -> None:
    first, _, middle, last = [cases.case(unit=unit, kind=kind) for kind in ("complaint", "conduct", *["complaint"] * 2)]
    browser.get("/cases/?tab=all&kind=complaint")
    answer = opened(browser, middle)
    around = answer.context["around"]
    assert (around.ordinal, around.newer, around.older) == ("2", last.reference, first.reference)
    assert "2 of this list" in answer.text
    assert 'href="/cases/?tab=all&amp;kind=complaint"' in answer.text
    ends = opened(browser, last).context["around"], opened(browser, first).context["around"]
    assert [(each.ordinal, each.newer, each.older) for each in ends] == [
        ("1", "", middle.reference),
        ("3", middle.reference, ""),
    ]


def test_a_matter_that_is_not_in_the_list_just_seen_has_no_neighbours(browser: Client, unit: Unit) -> None:
    case = cases.case(unit=unit)
    assert opened(browser, case).context["around"] is None
    browser.get("/cases/?tab=all&kind=conduct")
    assert opened(browser, case).context["around"] is None


def test_a_neighbour_that_one_may_not_see_any_more_is_none(browser: Client, unit: Unit, me: User) -> None:
    shared = [cases.case(unit=unit) for _ in range(3)]
    browser.get("/cases/?tab=all")
    me_as_person = register.person(user=me)
    reading.deny_concerned(case=shared[1], person_id=me_as_person.pk, on=TODAY)
    around = opened(browser, shared[0]).context["around"]
    assert (around.ordinal, around.newer) == ("2", shared[2].reference)


# --- Allegations and people ---


def test_allegations_and_people_in_words(browser: Client, unit: Unit) -> None:
    case = cases.case(unit=unit)
    cases.allegation(case=case, category="G", sub_category="G2", summary="Abused it", standards=["use_of_force"])
    cases.subject(case=case, person=register.person(surname="Breck", collar="4471"), person_kind="officer")
    cases.subject(case=case, kind="partly_known", description="PC, tall")
    cases.subject(case=case, kind="organisation")
    cases.party(case=case, name="Ada Example", phone="07700 900123", safe_contact="Texts only")
    said = words(opened(browser, case, "people/"))
    for expected in (
        "Abused it", "G Abuse of position/corruption", "G2 Abuse of position for sexual purpose", "Use of force",
        "Alex Breck, 4471", "Police officer up to chief superintendent", "PC, tall", "The force itself", "Ada Example",
        "07700 900123", "Texts only", "Complainant",
    ):  # fmt: skip
        assert expected in said, expected


def test_nobody_yet_is_said(browser: Client, unit: Unit) -> None:
    assert words(opened(browser, cases.case(unit=unit), "people/")).count("Nobody yet.") == 2


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


def test_no_deadline_is_said(browser: Client, unit: Unit) -> None:
    assert "No time limit runs or ran" in words(opened(browser, cases.case(unit=unit), "deadlines/"))


def test_each_date_opens_how_it_was_computed(browser: Client, unit: Unit) -> None:
    case = cases.case(unit=unit)
    limit = cases.deadline(case=case, work_to=date(2026, 9, 7), working=WORKING)
    assert f'href="/cases/{case.reference}/deadlines/{limit.pk}/"' in opened(browser, case, "deadlines/").text
    answer = opened(browser, case, f"deadlines/{limit.pk}/")
    said = words(answer)
    assert "Officer's response: due Mon 7 Sep 2026" in said
    assert re.findall(r"<dt>(\w[\w ]*)</dt>", answer.text.partition("candour-panel")[2]) == ["Rule", "Day 0", "Skipped"]
    assert "77 days late" in said
    assert "does not count as a missed statutory limit" not in said


def test_an_unconfirmed_date_and_one_that_was_not_worked_out_say_so(browser: Client, unit: Unit) -> None:
    case = cases.case(unit=unit)
    limit = cases.deadline(case=case, work_to=None, is_confirmed=False, grade="MEMORY", problem="Nothing is listed.")
    said = words(opened(browser, case, f"deadlines/{limit.pk}/"))
    assert "No date was worked out: Nothing is listed." in said
    assert "does not count as a missed statutory limit" in said
    assert "unconfirmed: from memory or assumed" in said


def test_a_date_of_another_matter_is_not_there(browser: Client, unit: Unit) -> None:
    case, other = cases.case(unit=unit), cases.case(unit=unit)
    limit = cases.deadline(case=other, work_to=TODAY)
    with_purpose(browser, case)
    for number in (limit.pk, 999_999, 10**30):
        assert browser.get(f"/cases/{case.reference}/deadlines/{number}/").status_code == 404


# --- Severity, for triage ---


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


# --- Timeline ---


def note(case: Case, what: Act, by: Any, reason: str = "") -> None:
    trail.record(what=what, by=by, at=AT, about=Thing("case", case.reference, case.pk), reason=reason)


def items(browser: Client, case: Case, kind: str = "") -> list[tuple[str, bool]]:
    found = opened(browser, case, f"timeline/?kind={kind}").context["seen"].items
    return [(item.what, item.by_person) for item in found]


def decided(case: Case, by: User, at: datetime = AT) -> Decision:
    return Decision.objects.create(
        case=case, act="record_matter", provision="Police Reform Act 2002, Sch 3 para 2", grade="TEXT_SEEN",
        stage_before="logged", stage_after="recorded", capacity="appropriate_authority", by=by, act_on=TODAY, at=at,
        reasons="It was asked for.",
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


def test_a_decision_stands_with_its_provision_and_reasons(browser: Client, unit: Unit, me: User) -> None:
    case = cases.case(unit=unit)
    decided(case, me)
    assert len(items(browser, case, "decisions")) == 1
    said = words(opened(browser, case, "timeline/"))
    for expected in ("Decision", "Sch 3 para 2, as appropriate authority", "It was asked for."):
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
    second = browser.get(f"/cases/{case.reference}/timeline/?before={first.before}").context["seen"]
    assert second.before is None
    found = [item.reason for item in (*first.items, *second.items)]
    assert sorted(found) == sorted([f"n{number}" for number in range(60)] + ["It was asked for."] * 6)


# --- Letters ---


def letter(case: Case) -> Letter:
    to = cases.party(case=case)
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
    answer = opened(browser, case, f"letters/{made.pk}/")
    assert "&lt;b&gt;It was put right.&lt;/b&gt;" in answer.text
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
    boxes = {"on_day": day.day, "on_month": day.month, "on_year": day.year}
    answer = browser.post(f"/cases/{case.reference}/letters/{made.pk}/", boxes)
    made.refresh_from_db()
    if said:
        assert said in words(answer)
        assert made.sent_on is None
    else:
        assert made.sent_on == day
        assert Case.objects.get(pk=case.pk).version == case.version + 1


def test_who_only_reads_matters_notes_no_letter_as_sent(unit: Unit) -> None:
    case = cases.case(unit=unit)
    made = letter(case)
    browser = logged_in(holder(Role.APPROPRIATE_AUTHORITY, unit=unit))
    assert "Note that it was sent" not in opened(browser, case, f"letters/{made.pk}/").text
    answer = browser.post(
        f"/cases/{case.reference}/letters/{made.pk}/", {"on_day": 23, "on_month": 11, "on_year": 2026}
    )
    assert answer.status_code == 404


def test_a_letter_of_another_matter_is_not_there(browser: Client, unit: Unit) -> None:
    case, made = cases.case(unit=unit), letter(cases.case(unit=unit))
    with_purpose(browser, case)
    for number in (made.pk, 10**30):
        assert browser.get(f"/cases/{case.reference}/letters/{number}/").status_code == 404
