"""Correcting an allegation: the same row, with what it is against and where it stands; nothing else moves."""

from typing import Any

import pytest

from cases.access import NotThere
from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.audit.acts import Act
from cases.audit.models import Entry
from cases.audit.trail import Refused
from cases.models import Allegation, Case, Change, Deadline, SubjectAllegation
from cases.operations import case_changes, corrections, intake
from cases.operations.case_changes import Conflict
from cases.operations.corrections import Corrected
from cases.operations.intake.values import Alleged, Mistake
from cases.operations.letters import sending
from cases.workforce.models import Unit
from misconduct.matters.categories import SUB_CATEGORIES
from tests.factories import cases, matters, register
from tests.factories.acts import AT
from tests.factories.cases import TODAY, holder
from tests.factories.trail import said

pytestmark = pytest.mark.django_db
ALLEGED: dict[str, Any] = {
    "category": "B",
    "sub_category": "B4",
    "summary": "Struck him",
    "standards": ("use_of_force", "authority_respect_and_courtesy"),
}
FORCE, OTHER = SUB_CATEGORIES["B4"].name, SUB_CATEGORIES["H2"].name


@pytest.fixture
def unit() -> Unit:
    return register.unit()


@pytest.fixture
def me(unit: Unit) -> User:
    return holder(Role.INVESTIGATOR, unit=unit)


@pytest.fixture
def case(unit: Unit, me: User) -> Case:
    """Resolved during a call, whose headline is its category: its letter waits to be sent."""
    call = matters.call(unit, matter={"headline": FORCE, "allegations": (Alleged(**ALLEGED),)}, reason="Looked twice")
    return Case.objects.get(reference=intake.log_and_resolve(call=call, by=me, at=AT).reference)


def correct(case: Case, by: User, version: int | None = None, number: int = 1, **typed: Any) -> Corrected:
    case.refresh_from_db()
    told: dict[str, Any] = {"version": case.version if version is None else version, "by": by, "at": AT}
    row = case.allegations.get(number=number)
    alleged = Alleged(**(ALLEGED | typed))
    return corrections.correct_allegation(reference=case.reference, allegation_id=row.pk, alleged=alleged, **told)


H2: dict[str, Any] = {"category": "H", "sub_category": "H2"}
CORRECTED = [
    pytest.param({"sub_category": ""}, ("sub_category",), "sub-category (B, not B4)", id="sub-category-taken-away"),
    pytest.param({"sub_category": "B2"}, ("sub_category",), "sub-category (B2, not B4)", id="another-sub-category"),
    pytest.param(H2, ("category", "sub_category"), "category, sub-category (H2, not B4)", id="another-category"),
    pytest.param({"summary": "Pushed PC Bee"}, ("summary",), "what it is in one line", id="summary"),
    pytest.param({"standards": ()}, ("standards",), "Standards", id="no-standard"),
    pytest.param({"standards": ("confidentiality",)}, ("standards",), "Standards", id="another-standard"),
    pytest.param(
        {**H2, "summary": "x" * 300, "standards": ()}, ("category", "sub_category", "summary", "standards"),
        "category, sub-category, what it is in one line, Standards (H2, not B4)", id="all-of-it-at-its-longest",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "fields", "reason"), CORRECTED)
def test_it_is_recorded_with_one_version_more_one_entry_and_its_history(
    case: Case, me: User, typed: dict[str, Any], fields: tuple[str, ...], reason: str
) -> None:
    before, headline, version = Allegation.objects.get(), case.headline, case.version
    assert correct(case, me, **typed).fields == fields
    now = Allegation.objects.get()
    assert (now.pk, now.number) == (before.pk, before.number), "the same row"
    assert {name: getattr(now, name) for name in ALLEGED} == {
        name: list(value) if name == "standards" else value for name, value in (ALLEGED | typed).items()
    }
    case.refresh_from_db()
    assert (case.headline, case.version) == (headline, version + 1)
    assert said(Act.ALLEGATION_CORRECTED) == [("done", me.principal, f"allegation:{now.pk}", f"allegation 1: {reason}")]
    # The database kept what it was, though not in the trail.
    change = Change.objects.get(table="cases_allegation", row_id=now.pk)
    assert change.before == {name: getattr(before, name) for name in fields}


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param({}, id="nothing"),
        pytest.param({"summary": " Struck him "}, id="blanks-around-it"),
        pytest.param({"standards": tuple(reversed(ALLEGED["standards"]))}, id="another-order"),
    ],
)
def test_what_is_recorded_already_is_no_correction_whatever_the_version(
    case: Case, me: User, typed: dict[str, Any]
) -> None:
    version = case.version
    assert correct(case, me, version=0, **typed) == Corrected(fields=())
    assert Case.objects.get().version == version
    assert not said(Act.ALLEGATION_CORRECTED)


@pytest.mark.parametrize("off", [-1, 1])
def test_another_version_than_the_present_one_is_a_conflict_and_saves_nothing(case: Case, me: User, off: int) -> None:
    with pytest.raises(Conflict):
        correct(case, me, version=case.version + off, **H2)
    assert Allegation.objects.get().category == "B"
    assert f": {FORCE}.\n" in case.letters.get().text


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        pytest.param({"category": "Z", "sub_category": ""}, "category", id="no-such-category"),
        pytest.param({"category": "H"}, "category", id="a-sub-category-of-another"),
        pytest.param({"category": ""}, "category", id="none"),
        pytest.param({"standards": ("politeness",)}, "standards", id="no-such-standard"),
        pytest.param({"summary": " "}, "summary", id="no-line"),
    ],
)
def test_what_there_is_not_is_refused(case: Case, me: User, typed: dict[str, Any], field: str) -> None:
    with pytest.raises(Mistake) as mistake:
        correct(case, me, **typed)
    assert mistake.value.field == field
    assert not Change.objects.filter(table="cases_allegation").exists()


def test_against_whom_it_is_where_it_stands_and_every_time_limit_stay(unit: Unit, me: User) -> None:
    matter = matters.new_matter(unit, allegations=(Alleged(**ALLEGED),))
    case = Case.objects.get(reference=intake.log(matter=matter, by=me, at=AT).reference)
    SubjectAllegation.objects.update(known={"assessment": "misconduct"}, stage="nothing")
    limits = list(Deadline.objects.order_by("pk").values())
    assert limits
    correct(case, me, **H2)
    assert list(Deadline.objects.order_by("pk").values()) == limits
    [against] = SubjectAllegation.objects.all()
    assert (against.allegation, against.known) == (Allegation.objects.get(), {"assessment": "misconduct"})


def test_what_is_alleged_stands_in_no_entry(case: Case, me: User) -> None:
    correct(case, me, summary="PC Ann Bee struck him")
    reasons = list(Entry.objects.values_list("reason", flat=True))
    assert not [one for one in reasons if "Ann Bee" in one or "Struck" in one]


# --- Letters ---


def test_a_letter_that_waits_names_the_right_category(case: Case, me: User) -> None:
    before = case.letters.get().text
    assert correct(case, me, **H2).letters == 1
    assert case.letters.get().text == before.replace(f": {FORCE}.\n", f": {OTHER}.\n")
    assert f": {OTHER}.\n" in case.letters.get().text
    assert correct(case, me).letters == 1, "and back again"
    assert case.letters.get().text == before


@pytest.mark.parametrize("typed", [{"summary": "Pushed him"}, {"standards": ()}])
def test_a_letter_is_left_alone_where_the_category_stays(case: Case, me: User, typed: dict[str, Any]) -> None:
    before = case.letters.get().text
    assert correct(case, me, **typed).letters == 0
    assert case.letters.get().text == before


def test_a_letter_is_left_alone_that_was_sent_or_names_another_allegation(case: Case, me: User) -> None:
    cases.allegation(case=case, category="B", sub_category="B4")
    before = case.letters.get().text
    assert correct(case, me, number=2, **H2) == Corrected(fields=("category", "sub_category", "summary", "standards"))
    assert case.letters.get().text == before
    told = sending.Sent(on=TODAY, how="post", was_safe=True)
    sending.sent(reference=case.reference, letter_id=case.letters.get().pk, told=told, by=me, at=AT)
    assert correct(case, me, **H2).letters == 0
    assert case.letters.get().text == before


# --- Refused ---


def test_one_of_another_matter_none_and_a_matter_that_is_not_theirs_are_not_there(
    case: Case, unit: Unit, me: User
) -> None:
    other, hidden = cases.case(unit=unit), cases.case()
    theirs = [one.allegations.get().pk for one in (other, hidden)]
    for reference, row in ((case.reference, theirs[0]), (case.reference, 0), (hidden.reference, theirs[1])):
        told = {"reference": reference, "allegation_id": row, "version": 1}
        with pytest.raises(NotThere):
            corrections.correct_allegation(**told, alleged=Alleged(category="H", summary="x"), by=me, at=AT)  # type: ignore[arg-type]
    assert not Change.objects.filter(table="cases_allegation").exists()


@pytest.mark.parametrize("typed", [H2, {}])
def test_a_matter_that_is_held_is_refused_whole(case: Case, me: User, typed: dict[str, Any]) -> None:
    Case.objects.filter(pk=case.pk).update(is_frozen=True)
    with pytest.raises(Refused) as refusal:
        correct(case, me, **typed)
    assert refusal.value.sentence == case_changes.FROZEN
    assert Allegation.objects.get().category == "B"


@pytest.mark.parametrize(
    ("recorded", "typed"),
    [pytest.param("PC hit Brain", "PC hit Brian", id="letters"), pytest.param("PC hit Ann", "Ann hit PC", id="words")],
)
def test_the_same_letters_in_another_order_are_a_correction(case: Case, me: User, recorded: str, typed: str) -> None:
    correct(case, me, summary=recorded)
    assert correct(case, me, summary=typed).fields == ("summary",)
    assert case.allegations.get().summary == typed


def test_an_allegation_of_another_list_keeps_it_where_its_category_is_not_corrected(case: Case, me: User) -> None:
    case.allegations.update(scheme="OLD_2019", category="Z", sub_category="Z9")
    old: dict[str, Any] = {"category": "Z", "sub_category": "Z9"}
    assert correct(case, me, summary="In other words", **old).fields == ("summary",)
    assert case.allegations.get().scheme == "OLD_2019"
    assert correct(case, me, summary="In other words").fields == ("category", "sub_category")
    assert case.allegations.get().scheme == "IOPC_2020"
