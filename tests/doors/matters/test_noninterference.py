"""Whoever a matter is about, and whoever manages them, cannot tell a force with it from one without it.

Every page of the staff door is opened twice as this officer, from the same beginning: once with the matter and
everything that hangs on it, once without. The answers are the same, byte for byte, but for what is new each time.
"""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.urls.converters import UUIDConverter

from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.audit import trail
from cases.audit.acts import Act
from cases.audit.trail import Thing
from cases.models import Case, FormOpen, Subject, WallDecision
from cases.operations import membership, reading, saved_views, subjects
from cases.operations.intake.values import Concerned
from cases.staff.urls import urlpatterns
from cases.web.gate import all_pages
from cases.web.row_addresses import address_of
from tests.factories import cases, register
from tests.factories.acts import AT
from tests.factories.cases import TODAY, holder
from tests.factories.users import MOST_ROLES, logged_in

pytestmark = pytest.mark.django_db
HIDDEN = "CM-HDDN-TEST-7"
HEADLINE = "A sergeant takes money for a favour"
NEW_EACH_TIME = re.compile(
    rb'name="(csrfmiddlewaretoken|draft_note)" value="[^"]*"'
    rb"|[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d+ ms"
    # When an entry was written, where that is not when the act was; the beginning of a request's id; where a page of
    # the trail ends.
    rb"|\s*(<div class=\"candour-small\">\s*The database was told on <time[^<]*</time>\s*</div>)?\s*(?=</th>)"
    rb"|<code>[0-9a-f]{8}</code>|before=[\w-]+"
)


class Force:
    """A small force in which the officer sees matters, of which one will be about them."""

    def __init__(self) -> None:
        self.unit = register.unit(name="Standards")
        self.officer = holder(*MOST_ROLES, unit=self.unit)
        self.manager = holder(*MOST_ROLES, unit=self.unit)
        self.colleague = holder(Role.SUPERVISOR, unit=self.unit)
        self.second = holder(Role.SUPERVISOR, unit=self.unit)
        manager = register.person(surname="Managing", user=self.manager, unit=self.unit)
        self.person = register.person(surname="Concerned", user=self.officer, unit=self.unit, line_manager=manager)
        self.loser = register.person(user=holder(Role.SUPERVISOR, unit=self.unit))
        self.before, self.after = self.plain(), self.plain()
        self.view = saved_views.save(name="Ours", query="tab=all", unit_id=self.unit.pk, by=self.colleague)

    def plain(self) -> Case:
        """A matter that they may see."""
        made = cases.case(unit=self.unit, owner=self.officer, named=(self.officer, self.manager))
        cases.deadline(case=made, work_to=TODAY)
        cases.party(case=made, phone="07700 900123", phone_key="07700900123")
        return made

    def add_hidden(self) -> None:
        """The matter, as full as one can be, and found by everything by which the others are found."""
        made = cases.case(
            unit=self.unit, reference=HIDDEN, kind="conduct", headline=HEADLINE, about=(self.person,),
            owner=self.colleague, named=(self.officer, self.manager),
        )  # fmt: skip
        cases.score(case=made, band="CRITICAL")
        cases.deadline(case=made, work_to=TODAY)
        cases.party(case=made, phone="07700 900123", phone_key="07700900123")
        cases.subject(case=made)
        membership.restrict(reference=HIDDEN, reason="Covert", by=self.colleague, at=AT)
        membership.unrestrict(reference=HIDDEN, reason="Open", by=self.colleague, at=AT)
        reading.give(case=made, user=self.second, reason="x", on=TODAY, until=TODAY, by=self.colleague.principal)
        concerned = Concerned(kind="person", person_id=self.loser.pk)
        subjects.add(reference=HIDDEN, concerned=concerned, by=self.colleague, at=AT)
        FormOpen.objects.create(case=made, user=self.colleague, form="case_edit", seen_at=AT)
        trail.record(what=Act.CASE_SEEN, by=self.colleague, at=AT, about=Thing("case", HIDDEN, made.pk))

    def withdraw_hidden(self) -> None:
        """It is about them no more: they were added in error, and are shut out still."""
        self.add_hidden()
        subject_id = Subject.objects.get(case__reference=HIDDEN, person=self.person).pk
        subjects.withdraw(reference=HIDDEN, subject_id=subject_id, reason="Wrong officer", by=self.colleague, at=AT)

    def identify(self, *, asked: bool, over: bool) -> None:
        """In a matter that they see, somebody is to be identified as them, or not; and is withdrawn after that."""
        subject = cases.subject(case=self.before, pk=10**6)
        # Pages name these rows: in both worlds by the same number.
        subject.against.update(id=10**6)
        told: dict[str, Any] = {"subject_id": subject.pk, "by": self.colleague, "at": AT}
        if asked:
            subjects.identify(reference=self.before.reference, person_id=self.person.pk, **told)
        if over:
            subjects.withdraw(reference=self.before.reference, reason="Nobody was there", **told)

    def ask(self) -> None:
        """A question about the officer's sight of a matter that they see, from before anybody could lose any."""
        WallDecision.objects.create(
            pk=1, case=self.before, person=self.person, proposal={}, asked_by=self.colleague, asked_at=AT,
            would_lose=[{"user": self.second.pk, "name": self.second.name, "why": "x"}],
        )  # fmt: skip
        about = Thing("wall", 1, self.before.pk)
        trail.record(what=Act.WALL_RAISED, by=self.colleague, at=AT, about=about)

    def fill(self, page: Any) -> Iterator[str]:
        """Every address of a page: of a matter that they see, of the hidden one, and of none."""
        wants = page.pattern.converters
        references = [self.before.reference, HIDDEN, "CM-0000-0000-0"] if "reference" in wants else [""]
        known = {"number": self.person.number, "view_id": self.view.pk, "deadline_id": self.before.deadlines.get().pk}
        known |= {"key": "contact_complainant"}
        samples = {name: self.view.pk if isinstance(of, UUIDConverter) else 1 for name, of in wants.items()}
        for reference in references:
            keys = {name: samples[name] for name, of in wants.items() if isinstance(of, UUIDConverter)}
            values = samples | known | keys | {"reference": reference}
            yield reverse(str(page.name), kwargs={name: values[name] for name in wants})


MORE = [
    "/cases/?tab=all", "/cases/?tab=units", "/cases/?tab=all&kind=conduct", "/cases/?tab=all&severity=CRITICAL",
    "/cases/?tab=all&not-kind=complaint", "/cases/?tab=all&with=anybody", f"/cases/?tab=all&older-than={HIDDEN}",
    "/cases/{before}/timeline/?kind=looks", "/cases/{before}/timeline/?kind=access", "/trail/?thing=case",
    f"/trail/?thing=case&key={HIDDEN}", "/trail/?who=job:x", "/trail/?what=wall.raised", "/register/?text=Concerned",
    "/log/duplicates/?parties-0-phone=07700+900123&headline=A+sergeant+takes+money+for+a+favour",
]  # fmt: skip


def addresses(force: Force) -> list[str]:
    """Every page of the staff door that can be asked for, and questions that the hidden matter would answer."""
    found = [address for page in all_pages(urlpatterns) if page.name for address in force.fill(page)]
    skipped = ("/log-out", "/account/", "/log-in", "/reauthenticate", "/2fa")
    shown = [address for address in found if not address.startswith(skipped)]
    assert len(shown) > 60
    return [*shown, *(address.format(before=force.before.reference) for address in MORE)]


def told(force: Force, whom: User, act: Callable[[], None]) -> dict[str, tuple[int, bytes, Any]]:
    """What each page answers to them after this, from the same beginning each time."""
    answers = {}
    asked = addresses(force)
    # Not `atomic`: a refusal is written in a transaction of its own, which must not stand inside another one.
    beginning = transaction.savepoint()
    act()
    browser: Client = logged_in(whom)
    browser.get("/roles/")
    browser.post(f"/cases/{force.before.reference}/purpose/", {"purpose": "working"})
    browser.get("/cases/?tab=all")
    for address in asked:
        answer = browser.get(address)
        answers[address] = (
            answer.status_code,
            NEW_EACH_TIME.sub(b"", answer.content),
            answer.headers.get("Location"),
        )
    transaction.savepoint_rollback(beginning)
    return answers


@pytest.fixture(autouse=True)
def _a_long_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """All requests here stand in one transaction, and so at one time: what is noted minutes later is no news."""
    monkeypatch.setattr("cases.queries.trail.A_MOMENT", timedelta(hours=1))


@pytest.mark.parametrize("who", ["officer", "manager"])
def test_no_page_tells_whether_there_is_a_matter_about_them(who: str) -> None:
    force = Force()
    whom: User = getattr(force, who)
    without = told(force, whom, lambda: None)
    again = told(force, whom, lambda: None)
    assert without == again, "pages differ by themselves, and would hide a difference"
    for act in (force.add_hidden, force.withdraw_hidden):
        with_it = told(force, whom, act)
        for address, answer in without.items():
            assert with_it[address] == answer, (act, address)
            assert HEADLINE.encode() not in answer[1]


@pytest.mark.parametrize("who", ["officer", "manager"])
def test_no_page_tells_that_it_is_being_asked_what_becomes_of_their_sight(who: str) -> None:
    force = Force()
    whom: User = getattr(force, who)
    without = told(force, whom, lambda: None)
    with_it = told(force, whom, force.ask)
    for address, answer in without.items():
        assert with_it[address] == answer, address


@pytest.mark.parametrize("over", [False, True])
@pytest.mark.parametrize("who", ["officer", "manager"])
def test_no_page_tells_that_somebody_is_to_be_identified_as_them_nor_that_this_is_over(who: str, over: bool) -> None:
    force = Force()
    whom: User = getattr(force, who)
    without = told(force, whom, partial(force.identify, asked=False, over=over))
    with_it = told(force, whom, partial(force.identify, asked=True, over=over))
    for address, answer in without.items():
        assert with_it[address] == answer, address


def test_a_colleague_can_tell_that_it_is_being_asked() -> None:
    force = Force()
    third = holder(*MOST_ROLES, unit=force.unit)
    without = told(force, third, lambda: None)
    with_it = told(force, third, force.ask)
    differing = {address for address, answer in without.items() if with_it[address] != answer}
    reference = force.before.reference
    telling = {
        "/walls/",
        f"/walls/{address_of(1)}/",
        f"/cases/{reference}/timeline/?kind=access",
        "/trail/?what=wall.raised",
    }
    assert telling <= differing


def test_a_colleague_can_tell_so_that_the_test_above_could_fail() -> None:
    force = Force()
    without = told(force, force.second, lambda: None)
    with_it = told(force, force.second, force.add_hidden)
    differing = {address for address, answer in without.items() if with_it[address] != answer}
    for address in ("/cases/?tab=all", f"/cases/{HIDDEN}/", "/walls/", "/cases/?tab=all&severity=CRITICAL"):
        assert address in differing
