"""Items of evidence: added with their first file, marked, corrected; what was typed is never lost."""

import uuid
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from cases.accounts.models import Draft
from cases.accounts.permissions import Permission
from cases.accounts.roles import ABOUT, Role
from cases.audit.acts import Act
from cases.audit.models import Entry
from cases.models import Case, Change, EvidenceFile, EvidenceItem
from cases.operations import case_changes
from cases.operations.evidence import items
from cases.staff.evidence.item_views import NOTHING
from cases.staff.evidence.sending import OVERTAKEN
from cases.staff.matters.once import SENT_ALREADY
from cases.web.row_addresses import address_of
from cases.workforce.models import Unit
from tests.doors.evidence.sending import TOLD, at, filled_in, of_file, of_item, uploaded
from tests.doors.looking import with_purpose, words
from tests.factories import cases, evidence
from tests.factories.cases import holder
from tests.factories.users import logged_in, user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("commits_at_once")]
MARKED = {"relevance": "unused", "because": "It shows nothing of it", "sensitive_because": ""}
HOSTILE = "<script>alert(1)</script>{{ 7*7 }}"


def test_an_item_is_added_with_its_first_file(browser: Client, case: Case, disk: Path) -> None:
    assert "Evidence" in words(browser.get(f"/cases/{case.reference}/"))
    assert "No item has been added." in words(browser.get(at(case)))
    sent = TOLD | filled_in(browser.get(at(case, "add/"))) | {"file": uploaded(evidence.photo())}
    answer = browser.post(at(case, "add/"), sent)
    made = EvidenceItem.objects.get()
    assert answer.headers["Location"] == of_item(made)
    page = words(browser.get(of_item(made)))
    for said in (
        "AB/7 has been added. The file is stored.", "Produced by PC 4437 Hale", "20 November 2026, The yard",
        "Not yet marked", "yard.jpg", "Not scanned: no scanner is set up.", "A copy for viewing is being made",
        EvidenceFile.objects.get().sha256, "Nothing is recorded of where it is",
    ):  # fmt: skip
        assert said in page, said
    listing = words(browser.get(at(case)))
    for said in ("AB/7", "1 item not yet marked", "yard.jpg", "no scanner is set up"):
        assert said in listing, said
    assert Entry.objects.get(what=Act.EVIDENCE_ADDED).reason == "AB/7"
    timeline = words(browser.get(f"/cases/{case.reference}/timeline/"))
    assert "Added a file of evidence" in timeline
    assert "yard.jpg" not in timeline, "a name may name people"


def test_whoever_produced_it_may_be_a_party_whose_name_stands_nowhere_else(
    browser: Client, case: Case, disk: Path
) -> None:
    party = cases.party(case=case, name="Ada Example", role="witness")
    sent = TOLD | {"produced_by": "", "party": address_of(party.pk)}
    browser.post(at(case, "add/"), sent)
    made = EvidenceItem.objects.get()
    assert (made.party, made.produced_by) == (party, "")
    assert "Produced by Ada Example, Witness" in words(browser.get(of_item(made)))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param({"reference": ""}, "Enter the exhibit reference", id="no-reference"),
        pytest.param({"reference": "ab/1"}, items.TAKEN, id="taken-in-other-letters"),
        pytest.param({"reference": "r" * 31}, "30 characters or fewer; it has 31", id="long-reference"),
        pytest.param({"description": " "}, "Enter a description of it", id="no-description"),
        pytest.param({"description": "d" * 1001}, "1,000 characters or fewer; it has 1001", id="long-description"),
        pytest.param({"kind": "ghost"}, "Choose what it is", id="no-such-kind"),
        pytest.param({"obtained_on_year": "2027"}, items.NOT_YET, id="obtained-in-a-year"),
        pytest.param({"obtained_on_day": "31"}, "must be a real date", id="no-such-day"),
        pytest.param({"party": "x"}, "Choose who produced it", id="no-such-party"),
        pytest.param({"reference": "A\0"}, "must be text that can be read", id="nul"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    browser: Client, item: EvidenceItem, typed: dict[str, str], said: str
) -> None:
    answer = browser.post(at(item.case, "add/"), TOLD | {"obtained_where": "Typed"} | typed)
    assert said in words(answer)
    assert 'value="Typed"' in answer.text
    assert EvidenceItem.objects.count() == 1


def test_a_party_and_somebody_else_are_one_too_many(browser: Client, case: Case, disk: Path) -> None:
    party = cases.party(case=case)
    answer = browser.post(at(case, "add/"), TOLD | {"party": address_of(party.pk)})
    assert items.ONE_PRODUCED_IT in words(answer)


def test_sent_twice_it_is_added_once_and_something_else_is_said_so(browser: Client, case: Case, disk: Path) -> None:
    sent = TOLD | {"added_with": str(uuid.uuid4())}
    for _ in range(2):
        sent["file"] = uploaded(b"the same")
        assert browser.post(at(case, "add/"), sent).status_code == 302
    assert (EvidenceItem.objects.count(), EvidenceFile.objects.count()) == (1, 1)
    answer = browser.post(at(case, "add/"), TOLD | {"added_with": sent["added_with"], "description": "Another"})
    assert answer.status_code == 409
    assert SENT_ALREADY in words(answer)
    assert browser.post(at(case, "add/"), TOLD | filled_in(answer) | {"reference": "AB/8"}).status_code == 302


# --- Marked and corrected ---


def test_an_item_is_marked_for_a_reason_and_by_somebody(browser: Client, item: EvidenceItem, me: Any) -> None:
    page = browser.get(of_item(item, "mark/"))
    browser.post(of_item(item, "mark/"), MARKED | filled_in(page))
    said = words(browser.get(of_item(item)))
    for expected in ("Unused, not sensitive", "It shows nothing of it", f"By {me.name}"):
        assert expected in said, expected
    item.refresh_from_db()
    assert (item.relevance, item.marked_by, item.version) == ("unused", me, 2)
    assert Entry.objects.get(what=Act.EVIDENCE_MARKED).reason == "AB/1: Unused, not sensitive"
    again = browser.post(of_item(item, "mark/"), MARKED | {"version": "1"})
    assert NOTHING in words(browser.get(again.headers["Location"]))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param({"relevance": ""}, "Choose how it is relevant", id="no-mark"),
        pytest.param({"relevance": "x"}, "Choose how it is relevant", id="no-such-mark"),
        pytest.param({"because": ""}, "Enter why", id="no-reason"),
        pytest.param({"relevance": "sensitive"}, items.WHY_SENSITIVE, id="sensitive-without-why"),
        pytest.param({"because": "b" * 501}, "500 characters or fewer", id="long"),
    ],
)
def test_a_mark_that_is_none_is_said(browser: Client, item: EvidenceItem, typed: dict[str, str], said: str) -> None:
    answer = browser.post(of_item(item, "mark/"), MARKED | {"version": "1"} | typed)
    assert said in words(answer)
    item.refresh_from_db()
    assert item.relevance == ""


def test_what_is_no_longer_sensitive_keeps_no_reason_for_it(browser: Client, item: EvidenceItem) -> None:
    sensitive = MARKED | {"relevance": "sensitive", "sensitive_because": "It names a source"}
    browser.post(of_item(item, "mark/"), sensitive | {"version": "1"})
    assert "Sensitive because: It names a source" in words(browser.get(of_item(item)))
    browser.post(of_item(item, "mark/"), sensitive | {"version": "2", "relevance": "evidence"})
    item.refresh_from_db()
    assert (item.relevance, item.sensitive_because) == ("evidence", "")
    # What stood there before is kept by the database itself.
    newest = Change.objects.filter(table="cases_evidenceitem", row_id=item.pk).latest("id")
    assert newest.before is not None
    assert newest.before["sensitive_because"] == "It names a source"


def test_an_item_is_corrected_for_a_reason_that_stays(browser: Client, item: EvidenceItem) -> None:
    sent = TOLD | {"reference": "AB/1", "reason": ""} | filled_in(browser.get(of_item(item, "correct/")))
    assert "Enter why it is corrected" in words(browser.post(of_item(item, "correct/"), sent))
    browser.post(of_item(item, "correct/"), sent | {"reason": "Typed wrongly"})
    said = words(browser.get(of_item(item)))
    for expected in ("It has been corrected.", "PC 4437 Hale", "Last corrected because: Typed wrongly"):
        assert expected in said, expected
    assert (
        Entry.objects.get(what=Act.EVIDENCE_CORRECTED).reason
    ) == "AB/1: who produced it, when it was obtained, where it was obtained"


@pytest.mark.parametrize("way", ["mark/", "correct/"])
def test_what_somebody_else_recorded_meanwhile_is_shown_and_never_overwritten_unseen(
    browser: Client, item: EvidenceItem, way: str
) -> None:
    mine = MARKED | TOLD | {"reason": "x", "reference": "AB/1"} | filled_in(browser.get(of_item(item, way)))
    theirs = {"relevance": "evidence", "because": "Theirs", "description": "Theirs"}
    browser.post(of_item(item, way), mine | theirs)
    answer = browser.post(of_item(item, way), mine)
    assert answer.status_code == 409
    assert OVERTAKEN in words(answer)
    assert "Theirs" in words(answer).partition("Recorded now")[2]
    item.refresh_from_db()
    assert "Theirs" in (item.relevance_because, item.description)
    again = filled_in(answer)
    assert again["version"] == "2"
    assert browser.post(of_item(item, way), mine | again).status_code == 302
    item.refresh_from_db()
    assert item.version == 3


def test_what_was_typed_survives_a_time_out_and_may_be_discarded(browser: Client, item: EvidenceItem) -> None:
    sent = MARKED | filled_in(browser.get(of_item(item, "mark/")))
    assert Client().post(of_item(item, "mark/"), sent | {"because": "Half"}).status_code == 302
    page = browser.get(of_item(item, "mark/"))
    assert "We kept what you typed." in words(page)
    assert 'value="Half"' in page.text
    browser.post(of_item(item, "mark/"), sent | {"discard": "1"})
    assert not Draft.objects.exists()


def test_of_a_matter_that_is_held_nothing_changes_and_what_was_typed_is_kept(
    browser: Client, item: EvidenceItem
) -> None:
    forms = {way: filled_in(browser.get(of_item(item, way))) for way in ("mark/", "correct/", "custody/")}
    Case.objects.update(is_frozen=True)
    custody = {"happened_on_day": "20", "happened_on_month": "11", "happened_on_year": "2026", "happened_at": "10:00"}
    sent = MARKED | TOLD | custody | {"reason": "Typed", "place": "Typed", "because": "Typed"}
    for way, form in forms.items():
        kind = {"custody/": "placed"}.get(way, "image")
        answer = browser.post(of_item(item, way), sent | form | {"kind": kind})
        assert answer.status_code == 409, way
        assert case_changes.FROZEN in words(answer)
    assert Draft.objects.count() == 3
    assert Entry.objects.filter(outcome="refused").count() == 3
    before = (item.version, item.relevance)
    item.refresh_from_db()
    assert (item.version, item.relevance) == before


def test_what_is_typed_is_shown_as_it_was_typed_and_never_run(browser: Client, item: EvidenceItem) -> None:
    EvidenceItem.objects.update(description=HOSTILE, reference="</title><b>")
    for page in (at(item.case), of_item(item), of_item(item, "mark/"), at(item.case, "schedule/")):
        text = browser.get(page).text
        assert "<script>alert" not in text
        assert "</title><b>" not in text
        assert "&lt;script&gt;alert(1)" in text


# --- Who may, and what is there ---

WAYS = ["add/", "{item}/correct/", "{item}/mark/", "{item}/file/", "{item}/custody/", "schedule/"]
SEEN = ["", "{item}/", "files/{file}/", "files/{file}/copy/"]


@pytest.mark.parametrize("role", list(Role))
def test_only_those_who_work_on_matters_change_evidence_and_those_who_see_them_look(
    item: EvidenceItem, unit: Unit, role: Role
) -> None:
    file = evidence.file(item=item, content=evidence.photo())
    named = {"item": address_of(item.pk), "file": address_of(file.pk)}
    somebody = logged_in(user(role) if role is Role.ADMINISTRATOR else holder(role, unit=unit))
    sees = Permission.CASES_SEE in ABOUT[role].permissions
    works = Permission.CASES_WORK in ABOUT[role].permissions
    if sees:
        with_purpose(somebody, item.case)
    for way in WAYS:
        assert somebody.get(at(item.case, way.format(**named))).status_code == (200 if works else 403)
        if not works:
            assert somebody.post(at(item.case, way.format(**named)), {}).status_code == 403
    for way in SEEN[:3]:
        assert somebody.get(at(item.case, way.format(**named))).status_code == (200 if sees else 403)
    if sees and not works:
        page = somebody.get(of_item(item)).text
        for way in ("mark/", "correct/", "/file/", "custody/"):
            assert way not in page.partition("<main")[2]


def test_what_is_not_of_this_matter_or_not_theirs_is_not_there(browser: Client, item: EvidenceItem) -> None:
    other = evidence.item(case=cases.case(unit=item.case.unit))
    hidden = evidence.item(case=cases.case())
    own, others, hiddens = (evidence.file(item=each) for each in (item, other, hidden))
    with_purpose(browser, other.case)
    tries = [(item.case, other.pk, others.pk), (item.case, 10**9, 10**9), (hidden.case, hidden.pk, hiddens.pk)]
    tries += [(hidden.case, item.pk, own.pk), (other.case, item.pk, own.pk)]
    for case, item_id, file_id in tries:
        named = {"item": address_of(item_id), "file": address_of(file_id)}
        for way in [*WAYS[1:5], *SEEN[1:]]:
            for method in ("get", "post"):
                status = getattr(browser, method)(at(case, way.format(**named))).status_code
                assert status == 404 or (status == 405 and method == "post"), (way, status)
    assert not Entry.objects.filter(what__in=[Act.EVIDENCE_FILE_TAKEN, Act.EVIDENCE_COPY_SEEN]).exists()
    assert of_file(own) not in browser.get(at(other.case)).text
