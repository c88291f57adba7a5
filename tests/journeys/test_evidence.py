"""Evidence from its first photograph to the schedule: added, looked at, marked, handed over, told to the prosecutor."""

import csv
import io
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests import processes
from tests.databases import Clone
from tests.factories.evidence import paper, photo
from tests.journeys.browsing import press
from tests.journeys.conftest import Doors, Visitor
from tests.journeys.evidence_people import HEADLINE, INVESTIGATOR, READER

pytestmark = pytest.mark.journey
PHOTO = photo(size=(800, 500))
TODAY = datetime.now(ZoneInfo("Europe/London")).date()


def run(clone: Clone, *arguments: str) -> None:
    env = processes.environment_of("manage", clone=clone)
    command = [sys.executable, "-m", "tests.journeys.evidence_people", *arguments]
    subprocess.run(command, env=env, cwd=processes.ROOT, check=True)


@pytest.fixture(scope="module", autouse=True)
def _people(doors: Doors, session_clone: Clone) -> None:
    run(session_clone)


def opens_evidence(me: Visitor) -> str:
    """From the list, past the question for what purpose, to the tab. Gives its address."""
    me.opens("/cases/?tab=all")
    press(me.page, f"a:has-text('{HEADLINE}')")
    if me.heading == "Before you open this matter":
        me.page.check("label:text-is('Working on it')")
        press(me.page, "main button:text-is('Open the matter')")
    press(me.page, "nav[aria-label='This matter'] a:text-is('Evidence')")
    return me.page.url


def fill_day(me: Visitor, name: str) -> None:
    for box, part in enumerate((TODAY.day, TODAY.month, TODAY.year)):
        me.page.fill(f"#id_{name}_{box}", str(part))


def adds(me: Visitor, reference: str, described: str, name: str, content: bytes) -> None:
    """An item with a file, from the tab."""
    press(me.page, "a:text-is('Add an item')")
    me.page.fill("#id_reference", reference)
    me.page.fill("#id_description", described)
    me.page.select_option("#id_kind", "image")
    me.page.select_option("#id_party", label="Osric Vane, Witness")
    fill_day(me, "obtained_on")
    me.page.set_input_files("#id_file", {"name": name, "mimeType": "image/jpeg", "buffer": content})
    press(me.page, "button:text-is('Add it')")


def marks(me: Visitor, mark: str, because: str, sensitive: str = "") -> None:
    press(me.page, "a:has-text('Mark how it is relevant')")
    me.page.check(f"label:text-is('{mark}')")
    me.page.fill("#id_because", because)
    me.page.fill("#id_sensitive_because", sensitive)
    press(me.page, "button:text-is('Mark it')")


def records(me: Visitor, kind: str, at: str, **filled: str) -> None:
    """One line of the chain of custody, from the page of the item."""
    press(me.page, "a:text-is('Record where it went')")
    me.page.check(f"label:text-is('{kind}')")
    fill_day(me, "happened_on")
    if kind == "Handed over":
        me.page.check("label:text-is('Yes')")
    for name, said in {**filled, "happened_at": at}.items():
        me.page.fill(f"#id_{name}", said)
    me.looks("evidence-custody")
    press(me.page, "button:text-is('Record it')")
    assert "It has been recorded." in me.page.inner_text("main")


def a_photograph_is_added(me: Visitor) -> None:
    tab = opens_evidence(me)
    me.looks("evidence-none")
    press(me.page, "a:text-is('Add an item')")
    me.looks("evidence-add")
    press(me.page, "button:text-is('Add it')")
    assert "Enter the exhibit reference" in me.page.inner_text(".govuk-error-summary")
    me.looks("evidence-add-wrong")
    me.page.goto(tab)
    adds(me, "OV/1", "The van at the gate, photographed from the window", "gate.jpg", PHOTO)
    assert "OV/1 has been added. The file is stored." in me.page.inner_text("main")
    me.looks("evidence-item-new")


def its_copy_is_looked_at_and_the_original_comes_out_as_it_went_in(me: Visitor, clone: Clone) -> None:
    run(clone, "work")
    me.page.reload()
    assert "has no camera data and no place in it" in me.page.inner_text("main")
    me.looks("evidence-item-copied")
    item = me.page.url
    with me.page.expect_response(lambda answer: answer.url.endswith("/copy/")) as shown:
        press(me.page, "a:has-text('View a copy')")
    assert shown.value.headers["content-type"] == "image/jpeg"
    assert me.page.evaluate("document.images[0].naturalWidth") == 800
    me.page.goto(item)
    with me.page.expect_download() as taken:
        me.page.click("a:has-text('Save the original')")
    assert taken.value.suggested_filename == "gate.jpg"
    assert Path(taken.value.path()).read_bytes() == PHOTO


def it_is_marked_and_handed_over(me: Visitor) -> None:
    marks(me, "Unused, not sensitive", "It shows only the gate")
    assert "Unused, not sensitive" in me.page.inner_text("main")
    records(me, "Put into a bag and sealed", "00:00", bag="B100", seal="S200", place="Property store")
    records(me, "Handed over", "0:00", handed_from="DC Holt", handed_to="The laboratory", why="Fibres")
    assert "With The laboratory" in me.page.inner_text("main")
    me.looks("evidence-item")


def more_is_added_and_told_apart(me: Visitor) -> None:
    press(me.page, "a:text-is('All evidence of this matter')")
    adds(me, "OV/2", "A letter that names a source", "letter.pdf", paper())
    marks(me, "Unused, sensitive", "Not relied on", "It names a source")
    press(me.page, "a:text-is('All evidence of this matter')")
    adds(me, "OV/3", "=1+1 <script>alert(1)</script>", "photo.jpg", b"<!DOCTYPE html><script>alert(1)</script>")
    assert "its content is text/html" in me.page.inner_text("main")
    me.looks("evidence-item-mismatch")
    press(me.page, "a:text-is('All evidence of this matter')")
    me.looks("evidence-list")


def the_schedule_goes_out_knowingly(me: Visitor) -> None:
    press(me.page, "a:text-is('Disclosure schedules')")
    me.looks("evidence-schedule")
    press(me.page, "button:text-is('Save MG6C as CSV')")
    assert "Tick that you know" in me.page.inner_text(".govuk-error-summary")
    me.looks("evidence-schedule-unmarked")
    me.page.check("label:text-is('I know that these items are on no schedule')")
    with me.page.expect_download() as export:
        me.page.click("button:text-is('Save MG6C as CSV')")
    rows = list(csv.reader(io.StringIO(Path(export.value.path()).read_text(encoding="utf-8-sig"))))
    assert [row[1] for row in rows] == ["Reference", "OV/1"]
    assert rows[1][3] == "With The laboratory"


def test_evidence_from_the_first_photograph_to_the_schedule(
    colleague: Callable[[str], Visitor], session_clone: Clone
) -> None:
    # Each goes on where the one before it left the matter.
    me = colleague(INVESTIGATOR)
    a_photograph_is_added(me)
    its_copy_is_looked_at_and_the_original_comes_out_as_it_went_in(me, session_clone)
    it_is_marked_and_handed_over(me)
    more_is_added_and_told_apart(me)
    the_schedule_goes_out_knowingly(me)


def test_a_reader_looks_and_changes_nothing_and_all_of_it_works_without_scripts(
    visitor: Callable[..., Visitor],
) -> None:
    me = visitor(java_script_enabled=False)
    me.logs_in(INVESTIGATOR)
    tab = opens_evidence(me)
    adds(me, "OV/9", "Without scripts", "gate.jpg", photo(size=(90, 60)))
    assert "OV/9 has been added." in me.page.inner_text("main")
    reader: Any = visitor()
    reader.logs_in(READER)
    opens_evidence(reader)
    assert reader.page.url == tab
    press(reader.page, "a:has-text('OV/9')")
    said = reader.page.inner_text("main")
    assert "Without scripts" in said
    assert "Add a file" not in said
    reader.looks("evidence-item-reader")
