"""A conduct matter is worked by new users of each role, from its handling to its referral to a hearing."""

import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests import processes
from tests.databases import Clone
from tests.journeys.acts_people import AUTHORITY, HEADLINE, INVESTIGATOR, NAMES, SCHEME, SECOND
from tests.journeys.browsing import press
from tests.journeys.conftest import Doors, Visitor

pytestmark = pytest.mark.journey
TODAY = datetime.now(ZoneInfo("Europe/London")).date()


@pytest.fixture(scope="module", autouse=True)
def _people(doors: Doors, session_clone: Clone) -> None:
    env = processes.environment_of("manage", clone=session_clone)
    subprocess.run([sys.executable, "-m", "tests.journeys.acts_people"], env=env, cwd=processes.ROOT, check=True)


def opens_decisions(me: Visitor) -> None:
    me.opens("/cases/?tab=all")
    press(me.page, f"a:has-text('{HEADLINE}')")
    if me.page.locator("main button:text-is('Open the matter')").count():
        me.page.check("label:text-is('Supervising whoever works on it')")
        press(me.page, "main button:text-is('Open the matter')")
    press(me.page, "nav[aria-label='This matter'] a:text-is('Decisions')")


def does(me: Visitor, title: str, *, reasons: str = "For the reasons in the file.", **answers: str) -> None:
    """Opens the act from the list, answers, and records it."""
    press(me.page, f'main a:has-text("{title}") >> nth=0')
    answer(me, **answers)
    me.page.fill("#id_reasons", reasons)
    press(me.page, "main button:text-is('Record it')")
    says(me, f"Recorded: {title}")


def answer(me: Visitor, **answers: str) -> None:
    for name, value in answers.items():
        me.page.check(f"[name={name}][value={value}]")


def says(me: Visitor, *sentences: str) -> None:
    said = " ".join(me.page.inner_text("body").split())
    for sentence in sentences:
        assert sentence in said, sentence


def no_to_every_ground(me: Visitor, **others: str) -> None:
    names = me.page.eval_on_selector_all("[name^=ground_]", "all => [...new Set(all.map(one => one.name))]")
    assert len(names) > 5
    answer(me, **(dict.fromkeys(names, "no") | others))


def whose_the_first_act_is(investigator: Visitor) -> None:
    """The investigator sees whose it is."""
    opens_decisions(investigator)
    says(investigator, "What may be done now", "Nothing has been decided yet")
    investigator.looks("acts-logged")
    press(investigator.page, "main a:has-text('Deal with a conduct matter under the Conduct Regulations only')")
    says(investigator, "This is not yours to do", "It is for the appropriate authority", NAMES[AUTHORITY])
    investigator.looks("acts-not-yours")


def every_ground_is_answered(authority: Visitor) -> None:
    """The appropriate authority answers every ground of referral; what is left open is said, and nothing is lost."""
    opens_decisions(authority)
    press(authority.page, "main a:has-text('Deal with a conduct matter under the Conduct Regulations only')")
    authority.page.fill("#id_reasons", "No ground of referral is met: the searches were of one address.")
    press(authority.page, "main button:text-is('Record it')")
    says(authority, "The law does not allow this as it stands", "What must be referred to the IOPC")
    authority.looks("acts-open-question")
    assert authority.page.input_value("#id_reasons").startswith("No ground of referral is met")
    no_to_every_ground(authority, ground_called_in="yes")
    press(authority.page, "main button:text-is('Record it')")
    says(authority, "The law does not allow this as it stands")
    no_to_every_ground(authority)
    press(authority.page, "main button:text-is('Record it')")
    says(authority, "Recorded: Deal with a conduct matter", SCHEME)
    authority.looks("acts-internal")


def it_is_assessed(authority: Visitor, investigator: Visitor) -> None:
    """The allegation: recorded by the investigator, assessed by the authority."""
    opens_decisions(investigator)
    does(investigator, "Record the allegation against the person", answer_indication="yes")
    opens_decisions(authority)
    does(authority, "Open the severity assessment")
    press(authority.page, "main a:has-text('Assess as misconduct or gross misconduct, and investigate')")
    authority.looks("acts-assess")
    answer(authority, answer_assessment="gross_misconduct")
    authority.page.fill("#id_reasons", "Eleven searches without a purpose, of a person known to the officer.")
    press(authority.page, "main button:text-is('Record it')")
    says(authority, "Assessed as gross misconduct")


def the_investigator_is_appointed(authority: Visitor) -> None:
    """With the checks that the law names."""
    press(authority.page, "main a:has-text('Appoint the investigator')")
    authority.page.select_option("#id_investigator", label=f"{NAMES[INVESTIGATOR]} ({INVESTIGATOR})")
    answer(authority, answer_investigator_trained="yes", answer_investigator_interested="yes")
    authority.page.fill("#id_reasons", "Trained, and with no interest.")
    press(authority.page, "main button:text-is('Record it')")
    says(authority, "Say below why it is right all the same", "could reasonably raise doubt about impartiality")
    authority.looks("acts-needs-reason")
    answer(authority, answer_investigator_interested="no")
    press(authority.page, "main button:text-is('Record it')")
    says(authority, f"Investigator: {NAMES[INVESTIGATOR]}")


def the_notice_is_served(me: Visitor) -> None:
    """That the officer knows comes first; the notice is made, and its service recorded."""
    matter = me.page.url.split("/decisions/")[0]
    me.page.goto(f"{matter}/people/")
    press(me.page, "a:has-text('Do they know?')")
    me.page.check("label:text-is('Yes')")
    fills_today(me, "on")
    me.page.fill("[name=how]", "Told in person")
    press(me.page, "button:text-is('Record it')")
    me.page.goto(f"{matter}/letters/new/notice_of_investigation/")
    me.page.check("label:text-is('Ivo Lowther')")
    for name in ("conduct", "assessment", "terms_of_reference"):
        me.page.fill(f"[name={name}]", "As it was assessed.")
    press(me.page, "button:text-is('Preview')")
    press(me.page, "button:text-is('Make the letter')")
    press(me.page, "a:text-is('Record that it was served')")
    fills_today(me, "served_on")
    me.page.check("label:text-is('Handed over in person')")
    me.page.check("label:text-is('The officer')")
    press(me.page, "button:text-is('Record it')")
    says(me, "Service has been recorded", "What may be done now")


def fills_today(me: Visitor, name: str) -> None:
    for box in ("day", "month", "year"):
        me.page.fill(f"[name={name}_{box}]", str(getattr(TODAY, box)))


def it_is_decided(authority: Visitor, investigator: Visitor) -> None:
    """Notice, report, case to answer."""
    opens_decisions(investigator)
    press(investigator.page, "main a:has-text('Give the officer written notice')")
    answer(investigator, answer_notice_prejudicial="no")
    investigator.page.fill("#id_reasons", "Typed, and not served.")
    press(investigator.page, "main button:text-is('Record it')")
    says(investigator, "record its service first")
    the_notice_is_served(investigator)
    does(investigator, "Give the officer written notice", answer_notice_prejudicial="no")
    press(investigator.page, "nav[aria-label='This matter'] a:text-is('Deadlines')")
    says(investigator, "Officer's statement and documents to the investigator")
    opens_decisions(investigator)
    does(investigator, "Submit the investigator's report")
    opens_decisions(authority)
    does(
        authority,
        "Decide whether there is a case to answer",
        answer_case_to_answer="gross_misconduct",
        answer_proceedings_to_be_brought="yes",
    )
    does(authority, "Refer to a misconduct hearing")
    says(authority, "Referred to a misconduct hearing", "It led to")
    for summary in authority.page.locator("main summary:has-text('Possible meanwhile')").all():
        summary.click()
    says(authority, "Suspend the officer in writing", "Treat a conduct matter as a recordable conduct matter")
    authority.looks("acts-referred")
    press(authority.page, "nav[aria-label='This matter'] a:text-is('Timeline')")
    says(authority, "Decide whether there is a case to answer")
    authority.looks("acts-timeline")
    press(authority.page, "nav[aria-label='This matter'] a:text-is('Summary')")
    authority.looks("acts-summary")


def test_a_conduct_matter_is_worked_to_its_referral_to_a_hearing(colleague: Callable[[str], Visitor]) -> None:
    authority, investigator, second = (colleague(email) for email in (AUTHORITY, INVESTIGATOR, SECOND))
    whose_the_first_act_is(investigator)
    every_ground_is_answered(authority)
    it_is_assessed(authority, investigator)
    the_investigator_is_appointed(authority)
    it_is_decided(authority, investigator)
    # A supervisor without a delegation sees why nothing is theirs.
    opens_decisions(second)
    says(second, "Register of decisions")
    second.looks("acts-supervisor")
