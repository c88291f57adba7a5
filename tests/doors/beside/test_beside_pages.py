"""Proceedings elsewhere, what is held back for them, and days of waiting."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.models import Case, HoldChaser, ParallelEffect, ParallelEvent, ParallelProceeding
from cases.operations import case_changes
from cases.operations.sight import REFUSAL
from cases.queries.beside import holds
from cases.web.fields import BOXES
from cases.web.row_addresses import address_of
from cases.workforce.models import Unit
from tests.cases.operations.acts import working
from tests.doors.beside.conftest import beside_at, day, of
from tests.doors.looking import words
from tests.factories import cases
from tests.factories.cases import TODAY, holder
from tests.factories.standing import brought_to

pytestmark = pytest.mark.django_db
NO_DAY = {f"next_on_{box}": "" for box in BOXES}


@pytest.fixture
def sent(me: User) -> dict[str, str]:
    return {
        "kind": "criminal",
        "body": "CPS North",
        "body_reference": "01AB/26",
        "state": "under_way",
        "next_what": "Plea hearing",
        "chases": address_of(me.pk),
        "added_with": "0b5c2a64-7d5e-4c1f-9a3b-5e8f1d2c3b4a",
        **day("next_on", TODAY + timedelta(3)),
    }


def one() -> ParallelProceeding:
    return ParallelProceeding.objects.get()


def at(case: Case, more: str = "") -> str:
    return beside_at(case, f"{address_of(one().pk)}/{more}")


@pytest.fixture
def recorded(browser: Client, case: Case, sent: dict[str, str]) -> None:
    for _ in range(2):
        assert browser.post(beside_at(case, "add/"), sent).headers["Location"] == beside_at(case)


@pytest.mark.usefixtures("recorded")
def test_proceedings_are_recorded_once_with_what_is_next_and_who_chases(browser: Client, case: Case, me: User) -> None:
    said = words(browser.get(beside_at(case)))
    assert "Criminal proceedings: CPS North" in said
    assert f"Next: Plea hearing, {TODAY + timedelta(3):%-d %B %Y}, in 3 days. {me.name} chases it." in said
    assert "Criminal proceedings: CPS North" in said
    assert beside_at(case) in browser.get(f"/cases/{case.reference}/deadlines/").text


@pytest.mark.parametrize(
    ("days", "said"),
    [
        pytest.param(0, "today", id="today"),
        pytest.param(1, "tomorrow", id="tomorrow"),
        pytest.param(-1, "passed yesterday: chase it", id="yesterday"),
        pytest.param(-5, "passed 5 days ago: chase it", id="five-days-ago"),
    ],
)
def test_a_next_date_that_passed_says_so_in_words(
    browser: Client, case: Case, sent: dict[str, str], days: int, said: str
) -> None:
    browser.post(beside_at(case, "add/"), sent | day("next_on", TODAY + timedelta(days)))
    assert said in words(browser.get(beside_at(case)))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param({"kind": ""}, "Choose what the proceedings are", id="no-kind"),
        pytest.param({"body": " "}, "Enter the body", id="no-body"),
        pytest.param({"state": ""}, "Choose how far they are", id="no-state"),
        pytest.param({"next_what": ""}, "Enter what happens on the next date", id="day-without-words"),
        pytest.param(NO_DAY, "Enter the next date, or leave what is next empty", id="words-without-day"),
        pytest.param({"state": "ended"}, "Leave the next date empty", id="ended-with-a-next-date"),
        pytest.param({"chases": ""}, "Choose who chases them until they end", id="nobody-chases"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    browser: Client, case: Case, sent: dict[str, str], typed: dict[str, str], said: str
) -> None:
    answer = browser.post(beside_at(case, "add/"), sent | {"body_reference": "Typed"} | typed)
    assert said in words(answer)
    assert "Typed" in answer.text
    assert not ParallelProceeding.objects.exists()


def test_whoever_chases_may_see_the_matter(browser: Client, case: Case, sent: dict[str, str]) -> None:
    stranger = holder(Role.INVESTIGATOR, unit=cases.place())
    answer = browser.post(beside_at(case, "add/"), sent | {"chases": address_of(stranger.pk)})
    assert REFUSAL in words(answer)
    assert not ParallelProceeding.objects.exists()


@pytest.mark.usefixtures("recorded")
def test_what_is_recorded_is_changed_and_overwrites_nobody_unseen(
    browser: Client, case: Case, sent: dict[str, str], unit: Unit
) -> None:
    page = browser.get(at(case))
    assert 'value="CPS North"' in page.text
    mine = sent | {"version": str(page.context["version"]), "body": "Mine"}
    other = of(holder(Role.INVESTIGATOR, unit=unit), case)
    assert other.post(at(case), mine | {"body": "Theirs"}).status_code == 302
    answer = browser.post(at(case), mine)
    assert answer.status_code == 409
    assert "Body Theirs" in words(answer)
    assert one().body == "Theirs"
    again = mine | {"version": str(answer.context["version"])}
    assert (
        browser.post(at(case), again | {"state": "ended", "next_what": "", "chases": "", **NO_DAY}).status_code == 302
    )
    assert (one().body, one().state, one().chases) == ("Mine", "ended", None)
    said = words(browser.get(f"/cases/{case.reference}/timeline/"))
    assert "Criminal proceedings: body, how far they are, next date, what is next, who chases them" in said


@pytest.mark.usefixtures("recorded")
def test_what_happened_is_added_once_and_not_ahead(browser: Client, case: Case) -> None:
    sent = {"what": "Charged", "added_with": "1b5c2a64-7d5e-4c1f-9a3b-5e8f1d2c3b4a", **day("on", TODAY)}
    ahead = browser.post(at(case, "event/"), sent | day("on", TODAY + timedelta(1)))
    assert "What is still to come is the next date" in words(ahead)
    for _ in range(2):
        assert browser.post(at(case, "event/"), sent).status_code == 302
    assert ParallelEvent.objects.count() == 1
    assert f"{TODAY:%-d %B %Y}: Charged" in words(browser.get(beside_at(case)))


@pytest.mark.usefixtures("recorded")
def test_what_it_means_for_an_act_is_said_on_the_page_of_the_act(browser: Client, case: Case) -> None:
    brought_to(case=case, stage="recorded")
    against = working.against(case)
    brought_to(case=case, stage="investigating", against=against)
    suspending, notice = (
        f"/cases/{case.reference}/decisions/{key}/{address_of(against.pk)}/" for key in ("suspend", "give_notice")
    )
    sent = {"act_kind": "suspension", "effect": "advice", "reason": "The CPS asks to be told first"}
    version = browser.get(at(case, "effect/")).context["version"]
    assert browser.post(at(case, "effect/"), sent | {"version": str(version)}).status_code == 302
    said = words(browser.get(suspending))
    assert "Criminal proceedings, CPS North: Take advice first . The CPS asks to be told first" in said
    assert "The CPS asks" not in words(browser.get(notice))
    # Over what was said before, by whoever has seen it.
    assert browser.post(at(case, "effect/"), sent | {"effect": "none", "version": str(version)}).status_code == 409
    answer = browser.post(at(case, "effect/"), sent | {"effect": "none", "version": str(version + 1)})
    assert answer.status_code == 302
    assert ParallelEffect.objects.get().effect == "none"
    assert "Proceedings elsewhere" not in words(browser.get(suspending))


@pytest.mark.parametrize("form", ["", "event/", "effect/"])
@pytest.mark.usefixtures("recorded")
def test_proceedings_of_another_matter_are_not_there(browser: Client, case: Case, unit: Unit, form: str) -> None:
    other = cases.case(unit=unit)
    of_other = ParallelProceeding.objects.create(
        case=other, kind="civil", body="Court", state="ended"
    )  # fmt: skip
    for number in (of_other.pk, 10**9):
        assert browser.get(beside_at(case, f"{address_of(number)}/{form}")).status_code == 404


@pytest.mark.usefixtures("recorded")
@pytest.mark.parametrize("form", ["", "event/", "effect/"])
def test_a_matter_that_is_held_changes_nothing(browser: Client, case: Case, sent: dict[str, str], form: str) -> None:
    Case.objects.update(is_frozen=True)
    told = (
        sent | day("on", TODAY) | {"what": "x", "act_kind": "appeal", "effect": "wait", "reason": "x", "version": "9"}
    )
    answer = browser.post(at(case, form), told | {"body": "Another"})
    assert answer.status_code == 409
    assert case_changes.FROZEN in words(answer)
    assert one().body == "CPS North"
    assert not ParallelEvent.objects.exists()
    assert not ParallelEffect.objects.exists()


# --- Held back ---

PREJUDICE = {"prejudices_criminal_proceedings": "yes", "prosecutor_consulted": "yes"}


@pytest.fixture
def long_ago(case: Case) -> Case:
    """Received thirty days ago, an allegation under investigation."""
    Case.objects.update(received_on=TODAY - timedelta(30), came_to_attention_on=TODAY - timedelta(30))
    brought_to(case=case, stage="recorded")
    against = working.against(case)
    brought_to(case=case, stage="investigating", against=against)
    case.decisions.all()
    return case


def hold(case: Case, by: User, act: str, on: date, **values: Any) -> None:
    working.do(case, act, by, on=on, against=[working.against(case).pk], answers=PREJUDICE, **values)


def test_what_is_held_back_is_told_with_its_cause_and_is_chased(
    browser: Client, long_ago: Case, me: User, unit: Unit
) -> None:
    authority = working.authority(unit)
    hold(long_ago, authority, "begin_hold", TODAY, reasons="The trial comes first")
    said = words(browser.get(beside_at(long_ago)))
    assert "The trial comes first Nobody Say who chases it" in said
    assert "Held back still" in said
    [held] = holds.intervals(case=long_ago, on=TODAY)
    address = beside_at(long_ago, f"holds/{address_of(held.decision)}/")
    sent = {"chases": address_of(me.pk), **day("review_on", TODAY + timedelta(28))}
    version = browser.get(address).context["version"]
    past = browser.post(address, sent | {"version": str(version), **day("review_on", TODAY - timedelta(1))})
    assert "must be today or later" in words(past)
    assert browser.post(address, sent | {"version": "0"}).status_code == 409
    assert browser.post(address, sent | {"version": str(version)}).status_code == 302
    assert f"{me.name} Looked at again on" in words(browser.get(beside_at(long_ago)))
    HoldChaser.objects.update(review_on=TODAY - timedelta(1))
    assert "(overdue: look at it now)" in words(browser.get(beside_at(long_ago)))
    hold(long_ago, authority, "end_hold", TODAY)
    assert "Held back still" not in words(browser.get(beside_at(long_ago)))
    assert browser.get(address).status_code == 404
    assert "Waiting 0 of 30 days, active 30, from" in words(browser.get(beside_at(long_ago)))


def test_an_allegation_that_comes_to_its_end_is_held_back_no_longer(long_ago: Case, unit: Unit) -> None:
    hold(long_ago, working.authority(unit), "begin_hold", TODAY)
    brought_to(case=long_ago, stage="closed", against=working.against(long_ago))
    assert [one.last for one in holds.intervals(case=long_ago, on=TODAY)] == [TODAY]


def test_of_whoever_was_added_in_error_nothing_is_told(long_ago: Case, unit: Unit, me: User) -> None:
    hold(long_ago, working.authority(unit), "begin_hold", TODAY)
    long_ago.subjects.update(withdrawn_on=TODAY, withdrawn_because="Wrong", withdrawn_by=me)
    assert holds.intervals(case=long_ago, on=TODAY) == []
