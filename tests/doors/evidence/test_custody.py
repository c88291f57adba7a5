"""The chain of custody: lines are added, never changed; a correction is a line; where an item is now is always said."""

import uuid
from typing import Any

import pytest
from django.test import Client

from cases.audit.acts import Act
from cases.audit.models import Entry
from cases.models import CustodyLine, EvidenceItem
from cases.operations.evidence import custody
from cases.staff.matters.once import SENT_ALREADY
from cases.web.row_addresses import address_of
from tests.doors.evidence.sending import at, of_item
from tests.doors.looking import words
from tests.factories import evidence

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("disk")]
WHEN = {"happened_on_day": "20", "happened_on_month": "11", "happened_on_year": "2026", "happened_at": "10:00"}
SEALED = WHEN | {"kind": "sealed", "bag": "B100", "seal": "S200", "place": "Property store, shelf 14"}
HANDED = WHEN | {
    "kind": "handed_over", "happened_at": "11:30", "handed_from": "PC Hale", "handed_to": "The laboratory",
    "intact": "yes", "why": "Examination",
}  # fmt: skip


def add(browser: Client, item: EvidenceItem, sent: dict[str, Any]) -> Any:
    return browser.post(of_item(item, "custody/"), sent)


def test_the_chain_says_who_had_it_and_where_it_is(browser: Client, item: EvidenceItem) -> None:
    assert "Not recorded" in words(browser.get(at(item.case)))
    add(browser, item, SEALED)
    listing = words(browser.get(at(item.case)))
    assert "Property store, shelf 14" in listing
    assert "Bag B100, seal S200" in listing
    add(browser, item, HANDED)
    page = words(browser.get(of_item(item)))
    for said in (
        "1. Put into a bag and sealed", "20 November 2026 at 10:00", "2. Handed over", "From: PC Hale",
        "Looked at: Seal intact", "Where it is now With The laboratory Bag B100, seal S200",
    ):  # fmt: skip
        assert said in page, said
    assert list(Entry.objects.filter(what=Act.CUSTODY_RECORDED).values_list("reason", flat=True)) == [
        "AB/1: Put into a bag and sealed", "AB/1: Handed over",
    ]  # fmt: skip


def test_a_seal_that_was_not_whole_is_seen_in_the_list(browser: Client, item: EvidenceItem) -> None:
    add(browser, item, SEALED)
    add(browser, item, HANDED | {"intact": "no"})
    assert "Seal not intact" in words(browser.get(at(item.case)))
    add(browser, item, SEALED | {"happened_at": "12:00", "bag": "B101", "seal": "S201"})
    page = words(browser.get(at(item.case)))
    assert "Seal not intact" not in page
    assert "Bag B101, seal S201" in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param({"kind": ""}, "Choose what happened", id="nothing-happened"),
        pytest.param({"kind": "lost"}, "Choose what happened", id="no-such-kind"),
        pytest.param({"seal": ""}, "Enter the number of the seal", id="no-seal"),
        pytest.param({"bag": " "}, "Enter the number of the bag", id="no-bag"),
        pytest.param({"kind": "placed", "place": ""}, "Enter the place", id="no-place"),
        pytest.param({"kind": "handed_over", "intact": "yes"}, "Enter who handed it over", id="nobody-handed-it-over"),
        pytest.param(
            {"kind": "handed_over", "handed_from": "x", "handed_to": "y", "why": "z"},
            "Choose whether the seal was intact",
            id="nobody-looked-at-the-seal",
        ),
        pytest.param({"kind": "opened"}, "Enter why the seal was broken", id="opened-for-nothing"),
        pytest.param({"happened_at": "25:00"}, "Enter the time as hours and minutes", id="no-such-time"),
        pytest.param({"happened_at": ""}, "Enter the time as hours and minutes", id="no-time"),
        pytest.param({"happened_on_year": "2027"}, custody.LATER, id="to-come"),
        pytest.param({"corrects": "x"}, "Choose line that this one corrects", id="no-such-line"),
    ],
)
def test_what_lacks_is_said_and_nothing_is_recorded(
    browser: Client, item: EvidenceItem, typed: dict[str, str], said: str
) -> None:
    answer = add(browser, item, SEALED | typed)
    assert said in words(answer)
    assert 'value="B100"' in answer.text or "bag" in typed
    assert not CustodyLine.objects.exists()


def test_a_correction_is_a_new_line_and_the_old_one_stays_struck_through(browser: Client, item: EvidenceItem) -> None:
    add(browser, item, SEALED)
    wrong = CustodyLine.objects.get()
    page = browser.get(of_item(item, f"custody/?corrects={address_of(wrong.pk)}"))
    assert f'value="{address_of(wrong.pk)}" selected' in page.text
    right = SEALED | {"place": "Property store, shelf 41", "corrects": address_of(wrong.pk)}
    assert custody.WHY_CORRECTED in words(add(browser, item, right))
    add(browser, item, right | {"why": "Shelf read wrongly"})
    page = browser.get(of_item(item))
    said = words(page)
    for expected in ("Corrected by line 2", "Corrects line 1", "Where it is now Property store, shelf 41"):
        assert expected in said, expected
    assert "<s>Place: Property store, shelf 14</s>" in page.text
    # Corrected once: what is wrong with a correction is corrected there.
    again = add(browser, item, right | {"why": "Again"})
    assert "Choose line that this one corrects" in words(again)
    assert CustodyLine.objects.count() == 2


def test_a_line_of_another_item_is_not_corrected(browser: Client, item: EvidenceItem) -> None:
    other = evidence.line(item=evidence.item(case=item.case))
    answer = add(browser, item, SEALED | {"corrects": address_of(other.pk), "why": "x"})
    assert "Choose line that this one corrects" in words(answer)


def test_the_same_form_twice_is_one_line(browser: Client, item: EvidenceItem) -> None:
    sent = HANDED | {"added_with": str(uuid.uuid4())}
    for _ in range(2):
        assert add(browser, item, sent).status_code == 302
    assert CustodyLine.objects.count() == 1
    answer = add(browser, item, sent | {"why": "Another"})
    assert answer.status_code == 409
    assert SENT_ALREADY in words(answer)


def test_lines_stand_as_they_happened_and_not_as_they_were_typed(browser: Client, item: EvidenceItem) -> None:
    add(browser, item, HANDED)
    add(browser, item, SEALED)
    said = words(browser.get(of_item(item))).partition("Chain of custody")[2]
    assert said.index("2. Put into a bag") < said.index("1. Handed over")
    assert "With The laboratory" in words(browser.get(at(item.case)))
