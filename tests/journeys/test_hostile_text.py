"""Whatever somebody types, nothing of it runs on any page that shows it, and every word of it stands there as typed."""

import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Dialog, Page

from tests import processes
from tests.databases import Clone
from tests.journeys import case_people
from tests.journeys.browsing import press
from tests.journeys.conftest import Doors, Visitor
from tests.journeys.logging_people import HANDLER, INVESTIGATOR
from tests.journeys.test_cases import opens_matter
from tests.journeys.test_logging import FOUR, REFERENCE

pytestmark = pytest.mark.journey

CORPUS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'\"><svg/onload=alert(1)>",
    "</textarea><script>alert(1)</script>",
    "{{ 7*7 }}{% debug %}",
    "javascript:alert(1)",
    "<a href=javascript:alert(1)>x</a>",
    "</script><script>alert(1)</script>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "\u202e<b>x</b>\u2028alert(1)",
)
LONGEST_NAME = 60
TABS = ("", "people/", "deadlines/", "timeline/?looks=1", "access/")


@pytest.fixture(scope="module", autouse=True)
def _people(doors: Doors, session_clone: Clone) -> None:
    env = processes.environment_of("manage", clone=session_clone)
    for who in ("logging_people", "case_people"):
        subprocess.run([sys.executable, "-m", f"tests.journeys.{who}"], env=env, cwd=processes.ROOT, check=True)


@pytest.fixture
def watched(colleague: Callable[[str], Visitor]) -> Iterator[Callable[[str], Visitor]]:
    """Call it with an e-mail for a colleague in whose browser nothing may run, from the first page to the last."""
    dialogs: list[str] = []
    arrived: list[Visitor] = []

    def hears(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    def arrives(email: str) -> Visitor:
        me = colleague(email)
        me.page.on("dialog", hears)
        arrived.append(me)
        return me

    yield arrives
    assert dialogs == []
    for me in arrived:
        assert me.watch.complaints == []


def stands_there(page: Page, text: str) -> bool:
    """Whether the first line of it can be read on the page."""
    return text.split("\u2028", maxsplit=1)[0] in page.inner_text("main").replace("\n", " ")


def test_a_matter(watched: Callable[[str], Visitor]) -> None:
    me = watched(INVESTIGATOR)
    for text in CORPUS:
        me.opens(f"/log/matter/{uuid.uuid4()}/")
        me.page.select_option("#id_channel", "email")
        me.page.click("summary:has-text('Email, address')")
        for box in ("headline", "what_happened", "would_put_right", "place"):
            me.page.fill(f"#id_{box}", text)
        for box in ("name", "phone", "safe_contact", "address"):
            me.page.fill(f"#id_parties-0-{box}", text[:40])
        press(me.page, "button:text-is('Continue')")
        me.page.select_option("#id_allegations-0-category", "L")
        me.page.fill("#id_allegations-0-summary", text)
        me.page.fill("#id_subjects-0-search", text)
        me.page.check("#id_subjects-0-kind_1")
        me.page.fill("#id_subjects-0-description", text)
        press(me.page, "button:text-is('Add another allegation')")
        # The matters of the rounds before are like it: their titles stand beside.
        press(me.page, "button:text-is('Log the matter')")
        assert REFERENCE.match(me.heading)
        assert stands_there(me.page, text)
    me.opens("/log/")


def test_a_call_and_every_page_of_what_became_of_it(watched: Callable[[str], Visitor]) -> None:
    me = watched(HANDLER)
    for text in CORPUS:
        me.opens(f"/log/call/{uuid.uuid4()}/")
        for box in ("name", "phone", "safe_contact"):
            me.page.fill(f"#id_{box}", text[:40])
        for box in ("what_happened", "would_put_right", "what_was_done"):
            me.page.fill(f"#id_{box}", text)
        press(me.page, "button:text-is('Save and close')")
        assert me.page.input_value("#id_what_happened") == text, "refused, and nothing lost"
        me.page.select_option("#id_category", "A3")
        me.page.check("[name='about-kind'][value='organisation']")
        for name in (*FOUR, "wants_recording"):
            me.page.check(f"#id_{name}_1")
        me.page.check("#id_resolved_0")
        press(me.page, "button:text-is('Save and close')")
        reference = me.heading
        assert REFERENCE.match(reference), me.page.inner_text("main")
        press(me.page, "main a:text-is('Open the letter')")
        if me.heading == "Before you open this matter":
            press(me.page, "main button:text-is('Open the matter')")
        for page in TABS:
            me.opens(f"/cases/{reference}/{page}")
        me.opens("/cases/?tab=all")


def test_what_is_changed_in_a_matter_and_by_whom_it_is_held(watched: Callable[[str], Visitor]) -> None:
    ann, bob = watched(case_people.SUPERVISOR), watched(case_people.SECOND)
    reference = opens_matter(ann, headline="Force used during an arrest in Harbour Street, report 3")
    bob.opens(f"/cases/{reference}/purpose/")
    bob.page.check("label:text-is('Something else')")
    bob.page.fill("#id_words", CORPUS[0])
    press(bob.page, "main button:text-is('Open the matter')")
    for text in CORPUS:
        for somebody in (ann, bob):
            somebody.opens(f"/cases/{reference}/edit/")
        ann.page.fill("#id_place", f"ann {text}")
        ann.page.fill("#id_would_put_right", text)
        press(ann.page, "button:text-is('Save')")
        bob.page.fill("#id_headline", "")
        bob.page.fill("#id_place", f"bob {text}")
        press(bob.page, "button:text-is('Save')")
        bob.page.fill("#id_headline", text)
        press(bob.page, "button:text-is('Save')")
        assert stands_there(bob.page, f"ann {text}")
        assert stands_there(bob.page, f"bob {text}")
        bob.page.check("#take_place_mine")
        press(bob.page, "button:text-is('Save this')")
        assert stands_there(bob.page, text)
        ann.opens(f"/cases/{reference}/access/hold/")
        ann.page.fill("#id_reason", text)
        press(ann.page, "main button.govuk-button")
        assert stands_there(ann.page, text)
        press(ann.page, f"a[href='/cases/{reference}/access/release/']")
        press(ann.page, "main button.govuk-button")
        ann.opens("/cases/?tab=all")
        assert stands_there(ann.page, text)
    for page in TABS:
        ann.opens(f"/cases/{reference}/{page}")


def test_the_name_of_a_saved_list_and_what_an_address_says(watched: Callable[[str], Visitor]) -> None:
    me = watched(case_people.SUPERVISOR)
    for text in CORPUS:
        me.page.goto(me.doors.staff + "/cases/?tab=all&kind=complaint&add=" + text.replace("&", ""))
        me.opens("/cases/views/?kind=complaint&tab=all")
        me.page.fill("#id_name", text[:LONGEST_NAME])
        press(me.page, "main button.govuk-button >> nth=0")
        assert me.heading.startswith(text[:10].strip())
        me.opens("/cases/")
