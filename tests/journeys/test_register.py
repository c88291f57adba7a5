"""The head of department sends a file from personnel, watches it, looks somebody up, gives roles and records powers."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from playwright.sync_api import expect

from tests import processes
from tests.databases import Clone
from tests.journeys.browsing import press
from tests.journeys.conftest import Visitor
from tests.journeys.people import ADMINISTRATOR, HEAD, INVESTIGATOR

pytestmark = pytest.mark.journey

SOON = 8000
OTHER_HEAD = "hearings@demo.example"
LINES = 1200
COLUMNS = (
    "person_number,surname,forenames,collar,kind,rank,post,unit_code,unit_name,unit_under,line_manager_number,"
    "posted_from,posted_to,left_on,account_email,ethnicity"
)
FIRST = [
    COLUMNS,
    "J-1,Okonkwo,Ada,1001,officer,Superintendent,Head of Command,JCMD,Journey Command,,,2020-02-01,,,,",
    f"J-2,O’Brien-Walters,Zoë,1002,officer,Sergeant,,JRSP,Journey Response,JCMD,J-1,2021-06-07,,,{INVESTIGATOR},Irish",
    "J-3,Nobody,Nil,1003,king,,,JRSP,,,,2021-06-07,,,,",
    "J-4,Late,Leonard,1004,officer,Constable,,JRSP,,,J-99,2021-06-07,,,,",
    "J-5,Short,Too few values",
    "J-6,Gone,Gwen,1006,staff,Analyst,,JRSP,,,J-2,2019-04-01,,2025-03-31,,",
    *(
        f"J-{number},Walker{number},Alex,{number},officer,Constable,,JRSP,,,J-2,2022-01-{number % 28 + 1:02},,,,"
        for number in range(2000, 2000 + LINES)
    ),
]


@pytest.fixture
def reads(doors: Any, session_clone: Clone) -> Iterator[Callable[[int], None]]:
    """Call it with a number of batches. No run is left behind."""

    def some(batches: int) -> None:
        env = processes.environment_of("manage", clone=session_clone)
        run = [sys.executable, "-m", "tests.journeys.reading", str(batches)]
        subprocess.run(run, env=env, cwd=processes.ROOT, check=True)

    yield some
    with psycopg.connect(session_clone.url("runtime"), autocommit=True) as connection:
        connection.execute("DELETE FROM jobs_jobrun WHERE job = 'workforce.read_hr_file'")


@pytest.fixture
def me(colleague: Callable[[str], Visitor]) -> Visitor:
    """The head of department, logged in."""
    return colleague(HEAD)


def send(me: Visitor, path: Path) -> None:
    me.opens("/register/files/")
    me.page.set_input_files("#id_file", path)
    press(me.page, "main button:text-is('Send')")


def fill_day(me: Visitor, name: str, day: datetime) -> None:
    for place, value in enumerate((day.day, day.month, day.year)):
        me.page.fill(f"#id_{name}_{place}", str(value))


def test_the_register_from_a_file_to_a_role(
    me: Visitor, colleague: Callable[[str], Visitor], reads: Callable[[int], None], tmp_path: Path
) -> None:
    page = me.page
    me.opens("/register/files/")
    assert me.heading == "Files from personnel"
    me.looks("register-files-empty")
    press(page, "main button:text-is('Send')")
    assert "Choose a file" in page.inner_text(".govuk-error-summary")
    me.looks("register-files-nothing-chosen")
    workbook = tmp_path / "people.xlsx"
    workbook.write_bytes(b"PK\3\4\0\0")
    send(me, workbook)
    assert "it may be a workbook" in page.inner_text(".govuk-error-summary")
    me.looks("register-files-a-workbook")

    people = tmp_path / "people.csv"
    people.write_text("\n".join(FIRST), encoding="utf-8")
    send(me, people)
    assert me.heading == "people.csv"
    assert page.inner_text("[role=status]") == "This file is being read: 0% so far."
    me.looks("register-file-taken")
    press(page, "a:text-is('Keep this page up to date')")
    reads(1)
    expect(page.locator("[role=status]")).to_have_text("This file is being read: 41% so far.", timeout=SOON)
    me.looks("register-file-half")
    reads(4)
    expect(page.locator("[role=status]")).to_contain_text("Of its lines 3 were rejected.", timeout=SOON)
    said = page.inner_text("main")
    assert "kind must be one of officer" in said
    assert "Nobody has the number J-99" in said
    assert "This line has 3 values; the first line names 16 columns" in said
    me.looks("register-file-read")
    with page.expect_download() as download:
        page.click("a:text-is('Download all rejected lines (CSV)')")
    assert "surname" not in Path(download.value.path()).read_text(encoding="utf-8-sig")
    send(me, people)
    assert "This very file was sent before." in page.inner_text("[role=alert]")
    me.opens("/register/files/")
    me.looks("register-files")
    looks_somebody_up(me)
    gives_a_role(me)
    puts_an_account_right(me, colleague)


def looks_somebody_up(me: Visitor) -> None:
    page = me.page
    press(page, ".moj-sub-navigation a:text-is('People')")
    assert me.heading == "People"
    me.looks("register-people")
    press(page, "main a:text-is('Next page')")
    assert "More people" in page.inner_text("caption")
    me.looks("register-people-next")
    page.fill("#id_q", "zoe")
    page.select_option("#id_unit", "JCMD")
    press(page, "main button:text-is('Show')")
    assert page.locator("tbody tr").count() == 1
    me.looks("register-people-found")
    press(page, "main tbody a")
    assert me.heading == "Zoë O’Brien-Walters"
    assert "Ada Okonkwo" in page.inner_text("main")
    assert "Irish" not in page.inner_text("main")
    me.looks("register-person")
    press(page, "main a:text-is('Protected characteristics')")
    assert "Irish" in page.inner_text("main")
    me.looks("register-characteristics")
    me.opens("/register/?q=gone")
    assert "Nobody in the register is like this." in page.inner_text("main")
    me.looks("register-people-nobody")
    page.select_option("#id_who", "left")
    press(page, "main button:text-is('Show')")
    assert "Has left" in page.inner_text("tbody")
    me.looks("register-people-left")
    press(page, ".moj-sub-navigation a:text-is('Units')")
    assert "Journey Response" in page.inner_text("table")
    me.looks("register-units")


def gives_a_role(me: Visitor) -> None:
    page = me.page
    me.opens("/register/people/J-2/")
    press(page, "main a:has-text('a role')")
    assert me.heading == "Give a role"
    assert page.input_value("#id_email") == INVESTIGATOR
    press(page, "main button:text-is('Give the role')")
    assert "Choose a role" in page.inner_text(".govuk-error-summary")
    me.looks("role-give-no-role")
    page.select_option("#id_role", "hearings_team")
    page.select_option("#id_unit", "JRSP")
    press(page, "main button:text-is('Give the role')")
    assert "has been given the role of Hearings team." in page.inner_text("[role=alert]")
    me.looks("role-given")
    press(page, "main a:has-text('role of Hearings team')")
    me.looks("role-end")
    press(page, "main button:text-is('End the role')")
    assert "has been recorded" in page.inner_text("[role=alert]")


def puts_an_account_right(me: Visitor, colleague: Callable[[str], Visitor]) -> None:
    """The investigator's account was linked to J-2 and belongs to J-6: two heads of department put it right."""
    page = me.page
    me.opens(f"/roles/give/?email={OTHER_HEAD}")
    page.select_option("#id_role", "head_of_department")
    press(page, "main button:text-is('Give the role')")
    me.opens("/register/people/J-2/")
    press(page, "main a:text-is('This account belongs to somebody else')")
    page.fill("#id_to", "J-77")
    press(page, "main button:text-is('Ask for it')")
    assert "Enter the person number of somebody" in page.inner_text(".govuk-error-summary")
    me.looks("relink-nobody-of-that-number")
    page.fill("#id_to", "J-6")
    press(page, "main button:text-is('Ask for it')")
    assert "You asked for it" in page.inner_text("main")
    me.looks("relink-asked")
    second = colleague(OTHER_HEAD)
    second.opens("/register/people/J-2/")
    assert "that this account be linked to Gwen Gone, number J-6." in second.page.inner_text("main")
    second.looks("relink-to-confirm")
    press(second.page, "main button:has-text('Confirm')")
    assert "The account has been linked as was asked." in second.page.inner_text("[role=alert]")
    second.looks("relink-confirmed")
    second.opens("/register/people/J-6/")
    assert INVESTIGATOR in second.page.inner_text("main")


def test_nobody_gives_a_role_to_themselves(me: Visitor) -> None:
    me.opens("/roles/give/")
    me.page.fill("#id_email", HEAD)
    me.page.select_option("#id_role", "investigator")
    press(me.page, "main button:text-is('Give the role')")
    assert "Nobody gives a role to themselves." in me.page.inner_text("main")
    me.looks("role-give-oneself")


def test_a_delegation_is_recorded_and_ended(me: Visitor) -> None:
    page, today = me.page, datetime.now(UTC)
    me.opens("/delegations/")
    me.looks("delegations-none")
    press(page, "main a:text-is('Record a delegation')")
    press(page, "main button:text-is('Record the delegation')")
    assert page.locator(".govuk-error-summary li").count() == 6
    me.looks("delegation-nothing-filled-in")
    page.select_option("#id_power", "refer_to_hearing")
    page.check("input[value=rank]")
    page.fill("#id_whom", "Superintendent")
    fill_day(me, "first_day", today)
    page.fill("#id_document", "Scheme of delegation 7, 1 September 2026")
    page.fill("#id_signed_by", "A. Chief, Chief Constable")
    press(page, "main button:text-is('Record the delegation')")
    assert "Whoever has the rank of Superintendent" in page.inner_text("table")
    me.looks("delegations")
    press(page, "main a:has-text('End')")
    me.looks("delegation-end")
    press(page, "main button:text-is('End the delegation')")
    assert "has been recorded" in page.inner_text("[role=alert]")


def test_the_register_by_keyboard_and_without_scripts(
    visitor: Callable[..., Visitor], cookies_of: Any, reads: Callable[[int], None], tmp_path: Path
) -> None:
    me = visitor(java_script_enabled=False, storage_state=cookies_of(ADMINISTRATOR))
    people = tmp_path / "few.csv"
    # Nobody's account: in the database of another journey it may have been found to be somebody else's.
    few = "\n".join([*FIRST[:3], FIRST[2].replace("J-2", "J-7")]).replace(INVESTIGATOR, "")
    people.write_text(few, encoding="utf-8")
    send(me, people)
    assert "This file is being read: 0% so far." in me.page.inner_text("main")
    reads(2)
    press(me.page, "a:text-is('Keep this page up to date')")
    assert "none rejected" in me.page.inner_text("[role=status]")
    me.opens("/register/")
    me.page.focus("#id_q")
    me.page.keyboard.type("o'brien")
    with me.page.expect_navigation():
        me.page.keyboard.press("Enter")
    assert me.page.locator("tbody tr").count() == 2
    assert "Give" not in me.page.inner_text("main")
