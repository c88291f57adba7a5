"""Updates on the pages of a matter: drafted, looked at again, released, recorded as sent, withheld, discarded."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.models import Case, Deadline, Identity, Letter, Party, ProgressUpdate
from cases.web.row_addresses import address_of
from cases.workforce.models import Unit
from tests.cases.operations.informing.test_updates import RECORDED, decided
from tests.doors.looking import with_purpose, words
from tests.factories import cases, register
from tests.factories.cases import TODAY, holder

pytestmark = pytest.mark.django_db


@pytest.fixture
def me(unit: Unit) -> User:
    made = holder(Role.INVESTIGATOR, unit=unit)
    for act in ("give_update", "withhold_update"):
        register.delegation(act, to_user=made)
    return made


@pytest.fixture
def case(unit: Unit, browser: Client, me: User) -> Case:
    came = TODAY - timedelta(days=25)
    made = cases.case(
        unit=unit, stage="investigating", complaint_made_on=came, came_to_attention_on=came, received_on=came
    )
    cases.party(case=made, name="Ada Example", safe_contact="Mornings only", address="1 High Street")
    cases.subject(case=made, person=register.person(surname="Sample", forenames="Sam", collar="S37"))
    cases.deadline(case=made, key="progress_update", event_on=came, work_to=TODAY + timedelta(days=3))
    decided(made, *RECORDED, "appoint_investigator", by=me)
    with_purpose(browser, made)
    return made


def at(case: Case, rest: str = "") -> str:
    party = Party.objects.get(case=case, role="complainant")
    return f"/cases/{case.reference}/updates/{address_of(party.pk)}/{rest}"


def as_shown(page: Any) -> dict[str, Any]:
    """The form as a browser would send it when nobody touched it."""
    form = page.text.partition("<main")[2]
    sent: dict[str, Any] = {}
    for name in ("version", "offered", "reached", "draft_note"):
        found = re.search(rf'name="{name}"\s+value="([^"]*)"', form)
        assert found, name
        sent[name] = found[1]
    ticked = re.findall(r"<input[^>]*>", form)
    sent["events"] = [
        re.search(r'value="([^"]+)"', tag)[1]  # type: ignore[index]
        for tag in ticked
        if 'name="events"' in tag and "checked" in tag
    ]
    return sent


def test_it_is_drafted_released_and_met_on_the_day_on_which_it_was_sent(browser: Client, case: Case) -> None:
    tab = words(browser.get(f"/cases/{case.reference}/messages/"))
    for said in ("Ada Example", "Not yet", "26 November 2026", "Mornings only", "Draft an update"):
        assert said in tab
    page = browser.get(at(case))
    for said in (
        "Update to Ada Example", "Mornings only", "1 High Street", "Your complaint has been recorded.",
        "An investigator has been appointed.", "The investigation is not finished yet.",
    ):  # fmt: skip
        assert said in words(page)
    assert not ProgressUpdate.objects.exists(), "nothing is kept by looking"
    sent = as_shown(page) | {"own_words": "We will call you."}
    assert "Read how and when it is safe to reach them" in words(browser.post(at(case), sent))
    answer = browser.post(at(case), sent | {"was_safe": "on"})
    letter = Letter.objects.get()
    assert answer.headers["Location"].endswith(f"/letters/{address_of(letter.pk)}/")
    assert "We will call you." in letter.text
    assert Deadline.objects.get().met_on is None
    assert browser.get(at(case)).headers["Location"] == answer.headers["Location"]
    on = {
        "on_day": str(TODAY.day),
        "on_month": str(TODAY.month),
        "on_year": str(TODAY.year),
        "how": "post",
        "was_safe": "on",
    }
    browser.post(answer.headers["Location"], on)
    assert Deadline.objects.order_by("pk")[0].met_on == TODAY
    tab = words(browser.get(f"/cases/{case.reference}/messages/"))
    for said in ("23 November 2026", "21 December 2026", "Draft an update"):
        assert said in tab


def test_a_draft_is_saved_and_gone_on_with_and_discarded(browser: Client, case: Case) -> None:
    browser.post(at(case), as_shown(browser.get(at(case))) | {"own_words": "Half", "save": "1"})
    assert "Go on with the draft" in words(browser.get(f"/cases/{case.reference}/messages/"))
    page = browser.get(at(case))
    assert "Half" in page.text
    # Somebody else saves it meanwhile: nothing of theirs is overwritten, and nothing of mine is lost.
    mine = as_shown(page) | {"own_words": "Mine"}
    ProgressUpdate.objects.update(own_words="Theirs", version=9)
    answer = browser.post(at(case), mine | {"save": "1"})
    assert "Something has changed since you opened this page" in words(answer)
    assert "Mine" in answer.text
    assert ProgressUpdate.objects.get().own_words == "Theirs"
    assert browser.get(at(case, "discard/")).status_code == 200
    browser.post(at(case, "discard/"))
    assert ProgressUpdate.objects.get().state == "discarded"
    assert browser.get(at(case, "discard/")).status_code == 404


def test_somebody_elses_name_takes_a_second_look_with_a_reason(browser: Client, case: Case) -> None:
    sent = as_shown(browser.get(at(case))) | {"own_words": "PC Sample will call.", "was_safe": "on"}
    page = browser.post(at(case), sent)
    assert "These words are somebody else’s in this matter: sample." in words(page)
    assert "PC Sample will call." in page.text
    again = sent | {"named": ["sample"], "looked_again": "on"}
    assert "somebody else’s" in words(browser.post(at(case), again))
    assert not Letter.objects.exists()
    assert browser.post(at(case), again | {"because": "She knows him"}).status_code == 302
    assert ProgressUpdate.objects.get().looked_at_because == "She knows him"


def test_what_changed_since_it_was_opened_is_read_again(browser: Client, case: Case, me: User) -> None:
    sent = as_shown(browser.get(at(case))) | {"was_safe": "on"}
    Identity.objects.update(safe_contact="Never by post")
    decided(case, "refer_to_iopc", by=me)
    page = browser.post(at(case), sent)
    for said in ("Something has changed", "Never by post", "referred to the Independent Office"):
        assert said in words(page)
    assert not Letter.objects.exists()


def test_a_sentence_is_left_out_and_one_of_no_list_is_refused(browser: Client, case: Case) -> None:
    sent = as_shown(browser.get(at(case))) | {"was_safe": "on"}
    assert "Choose sentences from the list" in words(browser.post(at(case), sent | {"events": ["submit_report"]}))
    browser.post(at(case), sent | {"events": ["record_matter"]})
    assert "investigator" not in Letter.objects.get().text.partition("Dear")[2].replace("not finished", "")


def test_without_a_delegation_it_is_not_released_and_what_was_typed_is_kept(
    browser: Client, case: Case, me: User
) -> None:
    from cases.workforce.models import Delegation

    Delegation.objects.update(last_day=TODAY - timedelta(1))
    answer = browser.post(at(case), as_shown(browser.get(at(case))) | {"was_safe": "on", "own_words": "Kept words"})
    assert answer.status_code == 409
    assert "nobody has delegated that to you" in answer.text
    assert "Kept words" in browser.get(at(case)).text


def test_it_is_withheld_on_a_ground(browser: Client, case: Case) -> None:
    address = at(case, "withhold/")
    wrong = words(browser.post(address, {}))
    for said in ("Choose the ground", "Enter the real risk", "Enter why it would be significant", "Enter the day"):
        assert said in wrong
    on = TODAY + timedelta(days=10)
    told = {"ground": "crime", "real_risk": "He may hear of it", "significant_effect": "Evidence would go"}
    day = {"look_again_on_day": str(TODAY.day), "look_again_on_month": "11", "look_again_on_year": "2026"}
    assert "must be after today" in words(browser.post(address, told | day))
    browser.post(address, told | {**day, "look_again_on_day": "3", "look_again_on_month": "12"})
    tab = words(browser.get(f"/cases/{case.reference}/messages/"))
    assert "Withheld on 23 November 2026" in tab
    assert f"{on:%-d %B %Y}" in tab


def test_to_a_witness_and_to_nobody_there_is_no_update(browser: Client, case: Case) -> None:
    witness = cases.party(case=case, role="witness", name="Ben Other")
    for number in (witness.pk, 999_999):
        base = f"/cases/{case.reference}/updates/{address_of(number)}/"
        for rest in ("", "discard/", "withhold/"):
            assert browser.get(base + rest).status_code == 404
