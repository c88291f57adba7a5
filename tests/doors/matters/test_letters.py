"""Letters on the pages of a matter: made, looked at, downloaded, sent, served, discarded; whether somebody knows."""

import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, override_settings
from docx import Document

from cases.accounts.models import Draft, User
from cases.accounts.roles import Role
from cases.jobs.models import Outbox
from cases.models import Case, Letter, Prejudice, Service, Subject
from cases.operations import case_changes, membership
from cases.operations.letters import knowing, pdf
from cases.operations.letters.addressing import NOBODY
from cases.web.row_addresses import address_of
from cases.workforce.models import Unit
from tests.doors.looking import with_purpose, words
from tests.factories import cases, register
from tests.factories.acts import AT
from tests.factories.cases import TODAY, holder
from tests.factories.users import logged_in

pytestmark = pytest.mark.django_db
TYPED = {"conduct": "Shouted at her.", "assessment": "Misconduct.", "terms_of_reference": "What was said."}


@pytest.fixture
def me(unit: Unit) -> User:
    return holder(Role.INVESTIGATOR, unit=unit)


@pytest.fixture
def case(unit: Unit, browser: Client) -> Case:
    came = TODAY - timedelta(days=9)
    made = cases.case(unit=unit, came_to_attention_on=came, received_on=came)
    cases.party(case=made, name="Ada Example", email="ada@post.example", address="1 High Street")
    cases.subject(case=made, person=register.person(surname="Sample", forenames="Sam", collar="S37"))
    with_purpose(browser, made)
    return made


def at(case: Case, rest: str) -> str:
    return f"/cases/{case.reference}/{rest}"


def day_in(name: str, day: Any) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def to_ada(case: Case, **typed: str) -> dict[str, str]:
    return {"to": f"party:{address_of(case.parties.get().pk)}", "own_words": "We read it.", **typed}


def make(browser: Client, case: Case, kind: str, typed: dict[str, str]) -> Any:
    page = browser.get(at(case, f"letters/new/{kind}/"))
    key = re.search(r'name="added_with"\s+value="([^"]+)"', page.text)
    assert key
    return browser.post(at(case, f"letters/new/{kind}/"), {"added_with": key[1], **typed})


def knows(case: Case, me: User) -> Subject:
    subject = case.subjects.get()
    knowing.record(
        reference=case.reference, subject_id=subject.pk, on=TODAY - timedelta(1), how="Told by post", by=me, at=AT
    )
    return subject


# --- Made ---


def test_a_letter_is_looked_at_then_made_and_stands_in_the_tab(browser: Client, case: Case) -> None:
    assert "Acknowledgement" in words(browser.get(at(case, "letters/new/")))
    address = at(case, "letters/new/acknowledgement/")
    page = words(browser.get(address))
    assert "Ada Example, complainant" in page
    preview = browser.post(address, to_ada(case) | {"preview": "1"})
    assert "How it would read" in words(preview)
    assert "Dear Ada Example" in words(preview)
    assert "We read it." in preview.text
    assert not Letter.objects.exists()
    answer = make(browser, case, "acknowledgement", to_ada(case))
    letter = Letter.objects.get()
    assert answer.headers["Location"] == at(case, f"letters/{address_of(letter.pk)}/")
    page = words(browser.get(answer.headers["Location"]))
    for said in ("Acknowledgement", "To be sent.", "Download the Word file", "version 1", "1 High Street"):
        assert said in page
    tab = words(browser.get(at(case, "messages/")))
    assert "Acknowledgement to Ada Example, complainant" in tab


def test_the_same_form_twice_makes_one_letter(browser: Client, case: Case) -> None:
    sent = to_ada(case) | {"added_with": "0b5c2a64-7d5e-4c1f-9a3b-5e8f1d2c3b4a"}
    address = at(case, "letters/new/acknowledgement/")
    first, again = browser.post(address, sent), browser.post(address, sent)
    assert first.headers["Location"] == again.headers["Location"]
    other = browser.post(address, sent | {"own_words": "Something else."})
    assert "This form was sent once already" in words(other)
    assert Letter.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        pytest.param("acknowledgement", {"to": ""}, "Choose to whom it is addressed", id="to-nobody"),
        pytest.param("acknowledgement", {"to": "subject:x"}, "Choose to whom it is addressed", id="not-offered"),
        pytest.param("outcome", {"outcome": " "}, "Enter the outcome, and the reasons for it", id="says-nothing"),
        pytest.param("preservation_request", {"to": "body", "request": "Keep it"}, "Enter the name", id="nameless"),
        pytest.param("acknowledgement", {"own_words": "a\0"}, "must be text that can be read", id="nul"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    browser: Client, case: Case, kind: str, typed: dict[str, str], said: str
) -> None:
    answer = browser.post(at(case, f"letters/new/{kind}/"), to_ada(case) | {"review_rights": "Typed stays"} | typed)
    assert said in words(answer)
    assert not Letter.objects.exists()
    assert "Typed stays" in answer.text or kind != "outcome"


@pytest.mark.parametrize("kind", ["update", "nothing", "outcome%2F"])
def test_a_kind_that_is_not_made_here_is_not_there(browser: Client, case: Case, kind: str) -> None:
    assert browser.get(at(case, f"letters/new/{kind}/")).status_code == 404


def test_what_was_typed_is_kept_at_a_time_out(browser: Client, case: Case) -> None:
    address = at(case, "letters/new/acknowledgement/")
    note = re.search(r'name="draft_note"\s+value="([^"]+)"', browser.get(address).text)
    assert note
    away = Client().post(address, to_ada(case, own_words="Half a letter") | {"draft_note": note[1]})
    assert "kept=1" in away.headers["Location"]
    page = browser.get(address)
    assert "We kept what you typed." in words(page)
    assert "Half a letter" in page.text
    make(browser, case, "acknowledgement", to_ada(case, own_words="Half a letter"))
    assert not Draft.objects.exists()


def test_in_a_held_matter_nothing_is_made_and_what_was_typed_waits(browser: Client, case: Case, unit: Unit) -> None:
    membership.hold(reference=case.reference, reason="Advice", by=holder(Role.SUPERVISOR, unit=unit), at=AT)
    address = at(case, "letters/new/acknowledgement/")
    note = re.search(r'name="draft_note"\s+value="([^"]+)"', browser.get(address).text)
    assert note
    answer = browser.post(address, to_ada(case) | {"draft_note": note[1]})
    assert (answer.status_code, case_changes.FROZEN in answer.text) == (409, True)
    assert Draft.objects.count() == 1


# --- Covert ---


def test_of_whoever_does_not_know_nothing_is_offered_and_what_is_forced_is_refused(
    browser: Client, case: Case, me: User
) -> None:
    address, subject = at(case, "letters/new/notice_of_investigation/"), case.subjects.get()
    page = words(browser.get(address))
    assert "There is nobody in this matter at present" in page
    assert "Sample" not in page
    for what in ({}, {"preview": "1"}):
        forced = browser.post(address, TYPED | {"to": f"subject:{address_of(subject.pk)}"} | what)
        assert "Choose to whom it is addressed" in words(forced)
    assert "no letter to them can be made" in words(browser.get(at(case, "people/")))
    knows(case, me)
    assert "Sam Sample" in words(browser.get(address))
    knowing.take_back(reference=case.reference, subject_id=subject.pk, by=me, at=AT)
    assert "Sample" not in words(browser.get(address))
    assert NOBODY not in words(browser.get(at(case, "messages/")))


def test_whether_somebody_knows_is_recorded_put_right_and_taken_back(browser: Client, case: Case) -> None:
    address = at(case, f"people/{address_of(case.subjects.get().pk)}/knows/")
    assert "Does Sam Sample, S37 know?" in words(browser.get(address))
    assert "Choose whether they know" in words(browser.post(address, {}))
    wrong = words(browser.post(address, {"knows": "yes"}))
    for said in ("Enter the day since which they know", "Enter how they came to know"):
        assert said in wrong
    later = {"knows": "yes", "how": "Told", **day_in("on", TODAY + timedelta(1))}
    assert "The day must be today or earlier" in words(browser.post(address, later))
    browser.post(address, later | day_in("on", TODAY))
    assert "Knows of the matter since 23 November 2026: Told" in words(browser.get(at(case, "people/")))
    browser.post(address, {"knows": "no"})
    assert case.subjects.get().aware_on is None
    nobody = cases.subject(case=case)
    assert browser.get(at(case, f"people/{address_of(nobody.pk)}/knows/")).status_code == 404


# --- Files ---


def test_the_word_file_is_downloaded_as_it_was_made(browser: Client, case: Case) -> None:
    make(browser, case, "acknowledgement", to_ada(case))
    base = at(case, f"letters/{address_of(Letter.objects.get().pk)}/")
    answer = browser.get(f"{base}file/docx/")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="letter-{case.reference}.docx"'
    assert any("Dear Ada Example" in one.text for one in Document(io.BytesIO(answer.content)).paragraphs)
    assert browser.get(f"{base}file/pdf/").status_code == 404
    assert browser.get(f"{base}file/exe/").status_code == 404
    assert browser.get(at(case, f"letters/{address_of(999_999)}/file/docx/")).status_code == 404


@pytest.mark.parametrize("is_installed", [True, False])
def test_of_a_pdf_the_page_says_whether_it_can_be_made(
    browser: Client, case: Case, monkeypatch: pytest.MonkeyPatch, is_installed: bool
) -> None:
    monkeypatch.setattr(pdf, "program", lambda: "/usr/bin/soffice" if is_installed else None)
    make(browser, case, "acknowledgement", to_ada(case))
    base = at(case, f"letters/{address_of(Letter.objects.get().pk)}/")
    page = words(browser.get(base))
    without = "PDF: LibreOffice is not installed on this server; download the Word file"
    assert (without in page) is not is_installed
    assert ("PDF: it is being made" in page) is is_installed
    assert browser.post(f"{base}pdf/").headers["Location"] == base
    assert Outbox.objects.filter(kind="letter.pdf").count() == 2


# --- Sent, served, discarded ---


def test_it_is_noted_as_sent_and_how_it_counts_as_served(browser: Client, case: Case) -> None:
    make(browser, case, "acknowledgement", to_ada(case))
    base = at(case, f"letters/{address_of(Letter.objects.get().pk)}/")
    sent = {"how": "post", "was_safe": "on", **day_in("on", TODAY), **day_in("deemed_served_on", TODAY)}
    assert "Only an email is said here to count as served" in words(browser.post(base, sent))
    answer = browser.post(base, sent | {"how": "email"})
    tab = words(browser.get(answer.headers["Location"]))
    assert "23 November 2026, by email" in tab
    assert "Counts as served on 23 November 2026 (unconfirmed)" in tab


def test_a_notice_is_served_by_what_a_person_says(browser: Client, case: Case, me: User) -> None:
    subject = knows(case, me)
    make(browser, case, "notice_of_investigation", TYPED | {"to": f"subject:{address_of(subject.pk)}"})
    base = at(case, f"letters/{address_of(Letter.objects.get().pk)}/")
    page = browser.get(base)
    assert "Record that it was served" in words(page)
    assert "Note that it was sent" not in words(page)
    address = f"{base}service/"
    assert f'value="{me.name}"' in browser.get(address).text
    assert "Choose how" in words(browser.post(address, {"served_by": "DS Sample"}))
    told = {"how": "email", "given_to": "officer", "served_by": "DS Sample", **day_in("served_on", TODAY)}
    assert "Enter the time as 24 hours" in words(browser.post(address, told | {"sent_time": "9 o’clock"[:5]}))
    assert "Enter when the email was sent" in words(browser.post(address, told))
    told |= {"sent_time": "08:15", **day_in("deemed_served_on", TODAY + timedelta(1))}
    answer = browser.post(address, told)
    assert answer.headers["Location"] == at(case, "decisions/"), "where the act waits that service is asked for"
    row = Service.objects.get()
    assert (f"{row.sent_at:%H:%M}", row.deemed_served_on) == ("08:15", TODAY + timedelta(1))
    assert "Enter why that is put right" in words(browser.post(address, told | {"served_by": "DS Other"}))
    browser.post(address, told | {"served_by": "DS Other", "put_right_because": "Wrong name"})
    assert "by DS Other" in words(browser.get(address))


def test_one_that_is_not_to_be_sent_is_discarded_for_a_reason(browser: Client, case: Case) -> None:
    make(browser, case, "acknowledgement", to_ada(case))
    address = at(case, f"letters/{address_of(Letter.objects.get().pk)}/discard/")
    assert "Enter why it is not to be sent" in words(browser.post(address, {"reason": ""}))
    answer = browser.post(address, {"reason": "Wrong name"})
    assert "Wrong name" in words(browser.get(answer.headers["Location"]))
    assert "waits to be sent" not in words(browser.get(at(case, "")))


@override_settings(LETTERS_BY_EMAIL=True)
def test_it_goes_by_email_once_a_person_lets_it(browser: Client, case: Case) -> None:
    make(browser, case, "acknowledgement", to_ada(case))
    base = at(case, f"letters/{address_of(Letter.objects.get().pk)}/")
    assert "Let it go by email" in words(browser.get(base))
    assert "Follow how and when it is safe" in words(browser.post(f"{base}email/", {}))
    browser.post(f"{base}email/", {"was_safe": "on"})
    assert "Released to go by email on" in words(browser.get(base))
    assert Outbox.objects.filter(kind="letter.send").count() == 1


def test_an_old_letter_of_fixed_text_stays_readable(browser: Client, case: Case) -> None:
    letter = cases.letter(case=case, text="Dear Ada\n\nYour complaint")
    page = words(browser.get(at(case, f"letters/{address_of(letter.pk)}/")))
    assert "Print this page with your browser" in page
    assert "Your complaint" in page
    assert "Download" not in page


def test_why_nothing_is_sent_to_a_body_is_recorded_and_lifted(browser: Client, case: Case) -> None:
    address = at(case, "letters/prejudice/")
    assert "Choose to whom" in words(browser.post(address, {}))
    browser.post(address, {"body": "director_general", "ground": "It would name the source"})
    assert "It would name the source" in words(browser.get(at(case, "messages/")))
    assert "Director General" not in words(browser.get(at(case, "letters/new/report_of_delay/")))
    row = Prejudice.objects.get()
    lift = at(case, f"letters/prejudice/{address_of(row.pk)}/lift/")
    assert "It would name the source" in words(browser.get(lift))
    assert browser.post(lift).status_code == 302
    assert "The Director General of the IOPC" in words(browser.get(at(case, "letters/new/report_of_delay/")))


# --- Who ---


def test_whoever_only_sees_a_matter_reads_its_messages_and_changes_nothing(
    browser: Client, case: Case, me: User
) -> None:
    make(browser, case, "acknowledgement", to_ada(case))
    reader = logged_in(holder(Role.HEARINGS_TEAM, unit=case.unit))
    with_purpose(reader, case)
    tab = reader.get(at(case, "messages/"))
    assert "Acknowledgement" in words(tab)
    for link in ("/letters/new/", "/updates/", "prejudice"):
        assert link not in tab.text
    base = at(case, f"letters/{address_of(Letter.objects.get().pk)}/")
    page = words(reader.get(base))
    assert "Discard it" not in page
    assert reader.get(f"{base}file/docx/").status_code == 200
    for address in (f"{base}discard/", f"{base}email/", f"{base}service/", at(case, "letters/new/outcome/")):
        assert reader.post(address).status_code == 403


def test_to_a_stranger_nothing_of_it_is_there(browser: Client, case: Case) -> None:
    make(browser, case, "acknowledgement", to_ada(case))
    stranger = logged_in(holder(Role.INVESTIGATOR, unit=register.unit()))
    base = f"letters/{address_of(Letter.objects.get().pk)}/"
    pages = ("messages/", base, f"{base}file/docx/")
    seen = {words(stranger.get(at(case, rest))).partition("give this reference")[0] for rest in pages}
    assert len(seen) == 1
    assert "This page is not here" in seen.pop()
