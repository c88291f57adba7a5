"""Links between matters: shown with sight of both, some only to those named to both, and otherwise by no trace."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.audit.acts import Act
from cases.audit.models import Entry
from cases.models import Case, CaseLink
from cases.operations import case_changes, reading
from cases.operations.beside import links as writing
from cases.operations.beside.links import Link
from cases.web.row_addresses import address_of
from cases.workforce.models import Unit
from tests.doors.beside.conftest import beside_at, of
from tests.doors.looking import words
from tests.doors.matters.test_noninterference import NEW_EACH_TIME
from tests.factories import cases, register
from tests.factories.acts import AT
from tests.factories.cases import TODAY, holder
from tests.factories.users import MOST_ROLES, logged_in

pytestmark = pytest.mark.django_db
NOTE = "Both about the night of the fire"


@pytest.fixture
def other(unit: Unit) -> Case:
    return cases.case(unit=unit, headline="The other matter of the two")


def link(one: Case, other: Case, by: User, **values: Any) -> CaseLink:
    told: dict[str, Any] = {"kind": "converted", "other": other.reference, "note": NOTE, "members_only": False} | values
    return writing.add(reference=one.reference, told=Link(**told), by=by, at=AT)


def name(somebody: User, *matters: Case) -> None:
    for each in matters:
        reading.name(case=each, user=somebody, reason="Works on it", on=TODAY, by="job:x")


def test_a_link_is_made_once_and_read_from_both_ends(browser: Client, case: Case, other: Case, me: User) -> None:
    sent = {"kind": "converted", "other": other.reference.lower(), "note": NOTE,
            "added_with": "0b5c2a64-7d5e-4c1f-9a3b-5e8f1d2c3b4a"}  # fmt: skip
    for _ in range(2):
        assert browser.post(beside_at(case, "link/"), sent).headers["Location"] == beside_at(case)
    assert CaseLink.objects.count() == 1
    assert f"Converted from: {other.reference}" in words(browser.get(beside_at(case)))
    there = words(of(me, other).get(beside_at(other)))
    assert f"Converted into: {case.reference}" in there
    assert NOTE in there
    assert "Linked a matter to another" in words(browser.get(f"/cases/{case.reference}/timeline/"))
    assert Case.objects.get(pk=case.pk).version == 1


def test_what_may_not_be_seen_and_what_there_is_not_are_refused_in_the_same_words(browser: Client, case: Case) -> None:
    hidden, bodies = cases.case(), set()
    for reference in (hidden.reference, "CM-0000-0000-0", "no-reference"):
        answer = browser.post(beside_at(case, "link/"), {"kind": "joint", "other": reference, "note": "Typed"})
        assert writing.NO_SUCH in words(answer)
        assert "Typed" in answer.text
        bodies.add(NEW_EACH_TIME.sub(b"", answer.content.replace(reference.encode(), b"")))
    assert len(bodies) == 1
    assert Entry.objects.filter(what=Act.CASE_NOT_THERE, outcome="refused").count() == 3
    assert not CaseLink.objects.exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param({"kind": ""}, "Choose what it is", id="no-kind"),
        pytest.param({"other": ""}, "Enter the reference of the other matter", id="no-reference"),
        pytest.param({"other": "{own}"}, writing.ITSELF, id="itself"),
        pytest.param({"members_only": "on"}, writing.NAMED_ONLY, id="not-named-to-both"),
    ],
)
def test_what_is_wrong_is_said(browser: Client, case: Case, other: Case, typed: dict[str, str], said: str) -> None:
    typed = {field: value.format(own=case.reference) for field, value in typed.items()}
    sent = {"kind": "joint", "other": other.reference, "note": "Typed"} | typed
    answer = browser.post(beside_at(case, "link/"), sent)
    assert said in words(answer)
    assert "Typed" in answer.text
    assert not CaseLink.objects.exists()


def test_two_matters_are_linked_so_once_from_either_end(browser: Client, case: Case, other: Case, me: User) -> None:
    link(other, case, me, kind="joint")
    sent = {"kind": "joint", "other": other.reference, "note": ""}
    assert writing.ALREADY in words(browser.post(beside_at(case, "link/"), sent))
    assert browser.post(beside_at(case, "link/"), sent | {"kind": "operation"}).status_code == 302


@pytest.mark.parametrize("held", ["case", "other"])
def test_while_either_is_held_they_are_not_linked(browser: Client, case: Case, other: Case, held: str) -> None:
    which = {"case": case, "other": other}[held]
    Case.objects.filter(pk=which.pk).update(is_frozen=True)
    answer = browser.post(beside_at(case, "link/"), {"kind": "joint", "other": other.reference, "note": "Typed"})
    assert (case_changes.FROZEN if held == "case" else writing.HELD) in words(answer)
    assert "Typed" in answer.text
    assert not CaseLink.objects.exists()


def test_a_link_ends_for_a_reason_at_both_ends(browser: Client, case: Case, other: Case, me: User) -> None:
    made = link(case, other, me)
    address = beside_at(other, f"links/{address_of(made.pk)}/end/")
    there = of(me, other)
    assert "Enter why the link ends" in words(there.post(address, {"because": " "}))
    for _ in range(2):
        assert there.post(address, {"because": "Another fire"}).status_code == 302
    said = words(browser.get(beside_at(case)))
    assert f"Ended on {TODAY:%-d %B %Y} by {me.name}: Another fire" in said
    assert Entry.objects.filter(what=Act.LINK_ENDED).count() == 2


@pytest.mark.parametrize(
    ("named_to", "shown"), [((), False), (("case",), False), (("other",), False), (("case", "other"), True)]
)
def test_a_link_for_named_members_is_there_for_those_named_to_both_and_nobody_else(
    case: Case, other: Case, unit: Unit, me: User, named_to: tuple[str, ...], shown: bool
) -> None:
    name(me, case, other)
    made = link(case, other, me, members_only=True)
    somebody = holder(Role.SUPERVISOR, unit=unit)
    name(somebody, *({"case": case, "other": other}[each] for each in named_to))
    browser = of(somebody, case)
    page = browser.get(beside_at(case))
    assert ("Named members only" in words(page)) is shown
    assert (other.reference in page.text) is shown
    assert ("Linked a matter" in words(browser.get(f"/cases/{case.reference}/timeline/"))) is shown
    ending = beside_at(case, f"links/{address_of(made.pk)}/end/")
    assert browser.get(ending).status_code == (200 if shown else 404)
    if not shown:
        assert browser.post(ending, {"because": "x"}).status_code == 404
        # One of the same kind for everybody stands in nobody's way, and is not in the way of theirs.
        sent = {"kind": "converted", "other": other.reference, "note": ""}
        assert browser.post(beside_at(case, "link/"), sent).status_code == 302
    assert CaseLink.objects.get(pk=made.pk).ended_on is None


# --- Two worlds ---


PAGES = [
    "/cases/{0}/", "/cases/{0}/people/", "/cases/{0}/decisions/", "/cases/{0}/deadlines/", "/cases/{0}/beside/",
    "/cases/{0}/beside/link/", "/cases/{0}/timeline/", "/cases/{0}/timeline/?kind=people", "/cases/{0}/access/",
    "/cases/{0}/timeline/?kind=looks", "/cases/{0}/edit/", "/cases/{0}/beside/add/", "/cases/?tab=all",
    "/trail/", "/trail/?thing=link", "/trail/?what=link.made",
]  # fmt: skip


def told(case: Case, whom: User, act: Callable[[], object]) -> dict[str, bytes]:
    """What each page answers to them after this, from the same beginning each time."""
    answers = {}
    beginning = transaction.savepoint()
    act()
    browser = logged_in(whom)
    browser.get("/roles/")
    browser.post(f"/cases/{case.reference}/purpose/", {"purpose": "working"})
    for address in PAGES:
        answer = browser.get(address.format(case.reference))
        assert answer.status_code == 200
        answers[address] = re.sub(rb'name="added_with" value="[^"]*"', b"", NEW_EACH_TIME.sub(b"", answer.content))
    transaction.savepoint_rollback(beginning)
    return answers


@pytest.mark.parametrize("way", ["the-other-is-not-theirs", "members-only", "ended", "from-the-other-end"])
def test_no_page_tells_of_a_link_of_which_they_may_not_know(unit: Unit, case: Case, me: User, way: str) -> None:
    whom = holder(*MOST_ROLES, unit=unit)
    other = cases.case(unit=unit if way == "members-only" else register.unit())
    name(me, case, other)

    def act() -> None:
        ends = (other, case) if way == "from-the-other-end" else (case, other)
        made = link(*ends, me, members_only=way == "members-only")
        if way == "ended":
            writing.end(reference=case.reference, link_id=made.pk, because="Over", by=me, at=AT)

    without = told(case, whom, lambda: None)
    assert told(case, whom, lambda: None) == without, "pages differ by themselves, and would hide a difference"
    with_it = told(case, whom, act)
    for address, answer in without.items():
        assert with_it[address] == answer, address


def test_whoever_sees_both_can_tell_so_that_the_test_above_could_fail(
    unit: Unit, case: Case, other: Case, me: User
) -> None:
    whom = holder(*MOST_ROLES, unit=unit)
    without = told(case, whom, lambda: None)
    with_it = told(case, whom, lambda: link(case, other, me))
    differing = {address for address, answer in without.items() if with_it[address] != answer}
    assert {"/cases/{0}/beside/", "/cases/{0}/timeline/", "/trail/", "/trail/?thing=link"} <= differing
    assert "/cases/{0}/edit/" not in differing, "no new version"
