"""The pages on which a second person decides about sight, and on which a matter is held."""

from datetime import timedelta

import pytest
from django.test import Client

from cases.accounts.models import User
from cases.accounts.permissions import Permission
from cases.accounts.roles import ABOUT, Role
from cases.audit.acts import Act
from cases.audit.models import Entry
from cases.models import Case, Subject, WallDecision
from cases.operations import membership, subjects, walls
from cases.operations.intake.values import Concerned
from cases.operations.sight import REFUSAL
from cases.web.row_addresses import address_of
from cases.workforce.models import Person, Unit
from tests.doors.looking import with_purpose, words
from tests.factories import cases, register
from tests.factories.acts import AT
from tests.factories.cases import TODAY, holder
from tests.factories.users import logged_in, user

pytestmark = pytest.mark.django_db
NOT_AT_ALL = "If Alex Breck should not be added at all, choose freeze, then end the freeze: nobody is added"


def wall_of(decision: WallDecision, way: str = "") -> str:
    return f"/walls/{address_of(decision.pk)}/{way}"


@pytest.fixture
def me(unit: Unit) -> User:
    return holder(Role.SUPERVISOR, unit=unit)


@pytest.fixture
def officer(unit: Unit) -> User:
    return holder(Role.SUPERVISOR, unit=unit)


@pytest.fixture
def person(officer: User) -> Person:
    return register.person(surname="Breck", user=officer)


@pytest.fixture
def asked(case: Case, unit: Unit, person: Person) -> WallDecision:
    by = holder(Role.SUPERVISOR, unit=unit)
    concerned = Concerned(kind="person", person_id=person.pk)
    decision = subjects.add(reference=case.reference, concerned=concerned, by=by, at=AT).decision
    assert decision is not None
    return decision


def test_what_waits_stands_in_the_list_and_on_the_matter_of_those_who_decide(
    browser: Client, case: Case, asked: WallDecision, officer: User
) -> None:
    said = words(browser.get("/walls/"))
    assert asked.asked_by is not None
    for expected in (case.reference, officer.name, "It is about them", asked.asked_by.name):
        assert expected in said
    assert f'href="/walls/{address_of(asked.pk)}/"' in browser.get(f"/cases/{case.reference}/access/").text


def test_those_who_would_lose_sight_learn_nothing_of_it(case: Case, asked: WallDecision, officer: User) -> None:
    theirs = logged_in(officer)
    with_purpose(theirs, case)
    assert "Nothing waits for your decision." in words(theirs.get("/walls/"))
    for way in ("", "end-freeze/"):
        assert theirs.get(wall_of(asked, way)).status_code == 404
        assert theirs.post(wall_of(asked, way), {"choice": "freeze", "reason": "x"}).status_code == 404
    for tab in ("", "people/", "timeline/", "timeline/?kind=access", "timeline/?kind=people", "access/"):
        page = theirs.get(f"/cases/{case.reference}/{tab}").text
        assert "/walls/" not in page.partition("<main")[2]
        assert "what becomes of those" not in page
        assert "Breck" not in page


def test_whoever_decides_or_asked_finds_it_in_the_timeline(browser: Client, case: Case, asked: WallDecision) -> None:
    assert "Asked what becomes of those who would lose sight" in words(
        browser.get(f"/cases/{case.reference}/timeline/")
    )


def test_that_a_decider_read_it_is_a_look_that_says_no_more(
    browser: Client, asked: WallDecision, case: Case, me: User
) -> None:
    browser.get(wall_of(asked))
    [entry] = Entry.objects.filter(what=Act.CASE_SEEN)
    assert (entry.who, entry.case_id) == (me.principal, case.pk)
    assert "wall" not in entry.reason


def test_a_decision_is_made_and_shown(browser: Client, asked: WallDecision, case: Case, officer: User) -> None:
    page = words(browser.get(wall_of(asked)))
    assert "Alex Breck is to be added" in page
    assert "Unless you freeze the matter, they are added at once." in page
    assert NOT_AT_ALL in page
    assert browser.post(wall_of(asked), {"choice": "revoke", "reason": "It must be"}).status_code == 302
    assert NOT_AT_ALL not in words(browser.get(wall_of(asked)))
    assert Subject.objects.get().case == case
    assert "Revoke" not in words(browser.get(wall_of(asked)))
    assert "It must be" in words(browser.get(wall_of(asked)))
    assert logged_in(officer).get(f"/cases/{case.reference}/").status_code == 404


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        pytest.param({"reason": "Typed"}, "Choose revoke, cover or freeze", id="nothing"),
        pytest.param({"choice": "revoke"}, "Enter the reason", id="no-reason"),
        pytest.param({"choice": "cover", "reason": "Typed"}, "Choose at least one other matter", id="no-matter"),
        pytest.param({"choice": "cover", "reason": "Typed"}, "Enter a routine reason", id="no-routine-reason"),
        pytest.param({"choice": "freeze", "reason": "Typed"}, "Enter a routine reason", id="freeze-without-a-reason"),
        pytest.param(
            {"choice": "cover", "reason": "Typed", "covered": "CO-0000-0000-0"},
            "Choose matters from the list",
            id="other",
        ),
    ],
)
def test_a_decision_that_is_not_whole_is_said(
    browser: Client, asked: WallDecision, sent: dict[str, str], said: str
) -> None:
    answer = browser.post(wall_of(asked), sent)
    assert said in words(answer)
    assert "Typed" in answer.text or "reason" not in sent
    assert WallDecision.objects.get().choice == ""


def test_for_a_cover_the_matters_are_offered_that_both_can_see(
    browser: Client, asked: WallDecision, unit: Unit, officer: User
) -> None:
    both = cases.case(unit=unit, headline="Both see this")
    cases.case(restricted=True, named=(officer,), headline="Only they see this")
    page = browser.get(wall_of(asked)).text
    assert "Both see this" in page
    assert "Only they see this" not in page
    sent = {"choice": "cover", "reason": "x", "covered": both.reference, "routine_reason": "Workload evened out"}
    assert browser.post(wall_of(asked), sent).status_code == 302
    theirs = logged_in(officer)
    assert theirs.get(f"/cases/{both.reference}/").status_code == 404
    with_purpose(browser, both)
    assert "Workload evened out" in words(browser.get(f"/cases/{both.reference}/timeline/"))
    assert f"{officer.name}: Workload evened out" in words(browser.get(f"/cases/{both.reference}/access/"))
    told = theirs.get("/cases/")
    assert (
        "2 matters that you could open are dealt with by others since 23 November 2026: Workload evened out"
        in words(told)
    )
    assert both.reference not in told.text


@pytest.mark.parametrize(("days", "is_told"), [(0, True), (13, True), (14, False), (-1, False)])
def test_what_was_moved_is_told_for_fourteen_days(case: Case, officer: User, days: int, is_told: bool) -> None:
    since = TODAY - timedelta(days)
    case.denials.create(principal=officer.principal, why="wall", reason="Workload", since=since)
    said = words(logged_in(officer).get("/cases/"))
    assert ("1 matter that you could open is dealt with by others" in said) is is_told


def test_of_what_was_revoked_nothing_is_told(browser: Client, asked: WallDecision, officer: User) -> None:
    sent = {"choice": "revoke", "reason": "x", "routine_reason": "Typed and not meant"}
    assert browser.post(wall_of(asked), sent).status_code == 302
    assert "dealt with by others" not in words(logged_in(officer).get("/cases/"))


def test_of_somebody_whom_it_is_about_already_nobody_says_that_they_are_to_be_added(
    browser: Client, unit: Unit, case: Case, person: Person
) -> None:
    cases.subject(case=case, person=person)
    loser = holder(Role.SUPERVISOR, unit=unit)
    asked = WallDecision.objects.create(
        case=case, person=person, proposal={}, asked_by=None, asked_at=AT,
        would_lose=[{"user": loser.pk, "name": loser.name, "why": "They manage them"}],
    )  # fmt: skip
    said = words(browser.get(wall_of(asked)))
    assert "The register says that somebody else manages Alex Breck now" in said
    assert "is to be added" not in said
    assert "they are added" not in said
    assert "asked for it" not in said
    assert "should not be added" not in said
    assert "to be added" not in words(browser.get(f"/cases/{case.reference}/access/"))


# --- Held ---


def test_held_for_whatever_cause_a_matter_looks_the_same(
    browser: Client, unit: Unit, asked: WallDecision, case: Case, officer: User, me: User
) -> None:
    ordinary = cases.case(unit=unit, headline=case.headline)
    theirs = logged_in(officer)
    with_purpose(browser, ordinary)
    for each in (case, ordinary):
        with_purpose(theirs, each)
    browser.post(wall_of(asked), {"choice": "freeze", "reason": "Arrest", "routine_reason": "Advice awaited"})
    browser.post(f"/cases/{ordinary.reference}/access/hold/", {"reason": "Advice awaited"})
    for tab in ("", "people/", "timeline/", "access/", "access/release/"):
        pages = [theirs.get(f"/cases/{each.reference}/{tab}") for each in (case, ordinary)]
        said = [words(page).replace(each.reference, "") for page, each in zip(pages, (case, ordinary), strict=True)]
        assert said[0] == said[1], tab
    assert "No changes for now: Advice awaited" in words(theirs.get(f"/cases/{case.reference}/"))
    for each in (case, ordinary):
        answer = theirs.post(f"/cases/{each.reference}/access/release/")
        assert answer.status_code == 409
        assert membership.NOT_THEIRS in words(answer)
    assert "changed now" not in words(theirs.get("/cases/?tab=all"))


def test_whoever_holds_it_lets_it_be_changed_again(browser: Client, case: Case) -> None:
    address = f"/cases/{case.reference}/access/"
    assert f'href="{address}hold/"' in browser.get(address).text
    assert "Enter the reason" in words(browser.post(f"{address}hold/", {"reason": ""}))
    assert "300 characters or fewer; it has 301" in words(browser.post(f"{address}hold/", {"reason": "r" * 301}))
    assert browser.post(f"{address}hold/", {"reason": "Advice awaited"}).status_code == 302
    page = browser.get(address)
    assert "No changes for now: Advice awaited" in words(page)
    assert f'href="{address}release/"' in page.text
    assert browser.post(f"{address}hold/", {"reason": "Again"}).status_code == 409
    assert browser.get(f"{address}release/").status_code == 200
    assert browser.post(f"{address}release/").status_code == 302
    assert not Case.objects.get(pk=case.pk).is_frozen


@pytest.mark.parametrize("role", [role for role in Role if Permission.WALLS_DECIDE not in ABOUT[role].permissions])
def test_only_those_who_decide_about_sight_hold_a_matter(role: Role, unit: Unit) -> None:
    made = cases.case(unit=unit)
    somebody = user(Role.ADMINISTRATOR) if role is Role.ADMINISTRATOR else holder(role, unit=unit)
    for way in ("hold", "release"):
        for method in ("get", "post"):
            assert getattr(logged_in(somebody), method)(f"/cases/{made.reference}/access/{way}/").status_code == 403


def test_who_asked_does_not_end_the_freeze(browser: Client, asked: WallDecision) -> None:
    browser.post(wall_of(asked), {"choice": "freeze", "reason": "x", "routine_reason": "y"})
    assert asked.asked_by is not None
    theirs = logged_in(asked.asked_by)
    assert "Somebody else ends it" in words(theirs.get("/walls/"))
    answer = theirs.post(wall_of(asked, "end-freeze/"), {"reason": "x"})
    assert answer.status_code == 409
    assert walls.ENDS_NOT in words(answer)


def test_it_goes_to_nobody_who_may_not_see_it(browser: Client, asked: WallDecision, case: Case, officer: User) -> None:
    Case.objects.filter(pk=case.pk).update(owner=officer)
    sent = {"choice": "revoke", "reason": "Typed", "new_owner": user(Role.ADMINISTRATOR).pk}
    answer = browser.post(wall_of(asked), sent)
    assert REFUSAL in words(answer)
    assert "Typed" in answer.text
    assert not Subject.objects.exists()


def test_who_asked_does_not_decide(asked: WallDecision) -> None:
    assert asked.asked_by is not None
    browser = logged_in(asked.asked_by)
    assert "You asked for this, so somebody else decides it." in words(browser.get(wall_of(asked)))
    answer = browser.post(wall_of(asked), {"choice": "revoke", "reason": "x"})
    assert answer.status_code == 409
    assert walls.SECOND_PERSON in words(answer)
    assert "You asked: somebody else decides" in words(browser.get("/walls/"))


def test_what_was_decided_meanwhile_is_a_refusal(browser: Client, asked: WallDecision, unit: Unit) -> None:
    other = logged_in(holder(Role.SUPERVISOR, unit=unit))
    other.post(wall_of(asked), {"choice": "freeze", "reason": "x", "routine_reason": "y"})
    answer = browser.post(wall_of(asked), {"choice": "revoke", "reason": "x"})
    assert answer.status_code == 409
    assert walls.DECIDED in words(answer)


def test_a_freeze_is_ended_for_a_reason(browser: Client, asked: WallDecision, case: Case) -> None:
    browser.post(wall_of(asked), {"choice": "freeze", "reason": "Arrest planned", "routine_reason": "y"})
    assert f'href="/walls/{address_of(asked.pk)}/end-freeze/"' in browser.get("/walls/").text
    assert "Enter the reason" in words(browser.post(wall_of(asked, "end-freeze/"), {"reason": ""}))
    assert browser.post(wall_of(asked, "end-freeze/"), {"reason": "Arrested"}).status_code == 302
    assert not Case.objects.get(pk=case.pk).is_frozen
    assert "Nothing waits for your decision." in words(browser.get("/walls/"))
    assert not Subject.objects.filter(case=case).exists(), "so it says how not to add them at all"


@pytest.mark.parametrize("role", [role for role in Role if Permission.WALLS_DECIDE not in ABOUT[role].permissions])
def test_only_those_who_decide_open_these_pages(role: Role, unit: Unit) -> None:
    somebody = user(Role.ADMINISTRATOR) if role is Role.ADMINISTRATOR else holder(role, unit=unit)
    for address in ("/walls/", "/walls/1/", "/walls/1/end-freeze/"):
        assert logged_in(somebody).get(address).status_code == 403


def test_where_they_see_no_other_matter_it_says_that_nothing_can_cover(
    browser: Client, asked: WallDecision, case: Case, officer: User
) -> None:
    said = "They see no other matter that you see: revoke or freeze instead."
    assert said in words(browser.get(wall_of(asked)))
    cases.case(unit=case.unit)
    assert said not in words(browser.get(wall_of(asked)))


@pytest.mark.parametrize("wall", ["0", address_of(999_999), "9" * 30])
def test_a_question_that_is_none_is_not_there(browser: Client, wall: str) -> None:
    for way in ("", "end-freeze/"):
        assert browser.get(f"/walls/{wall}/{way}").status_code == 404
