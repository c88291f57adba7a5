"""Making a letter: filled in from the record, frozen with the template's version and data, and made once."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import Error, connection, transaction

from cases.access import NotThere
from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.audit.acts import Act
from cases.audit.trail import Refused
from cases.jobs.models import Outbox
from cases.models import Case, Letter, LetterFile, LetterTemplate, Subject
from cases.operations import corrections, membership
from cases.operations.case_changes import SentAlready
from cases.operations.intake.values import Named
from cases.operations.letters import defaults, filling, making, prejudice, templates
from cases.operations.letters.addressing import HELD_BACK, NOBODY
from cases.operations.letters.making import Incomplete, NotAddressable, To, Wanted
from cases.queries.letters import messages
from cases.queries.letters.kinds import KINDS, example
from tests.factories import cases, register
from tests.factories.acts import AT
from tests.factories.cases import holder
from tests.factories.trail import said
from tests.factories.words import word

pytestmark = pytest.mark.django_db
HOSTILE = "{{ 7*7 }} {% for x in y %} <w:p> & ]]> \x00\x07 ‘quoted’ {_{"


def to_party(case: Case) -> To:
    return To(addressee="party", row_id=case.parties.get().pk)


def wanted(case: Case, **typed: str) -> Wanted:
    return Wanted(kind="acknowledgement", to=to_party(case), typed={"own_words": "We read it.", **typed})


def test_a_letter_says_what_is_recorded_and_what_was_typed(case: Case, me: User) -> None:
    letter = making.make(reference=case.reference, wanted=wanted(case), by=me, at=AT)
    for part in (
        "Ada Example", "1 High Street\nEX1 1AA", "23 November 2026", f"Our reference: {case.reference}",
        "Dear Ada Example", "We received it on 3 November 2026.", "We read it.", me.name,
    ):  # fmt: skip
        assert part in letter.text
    assert (letter.template, letter.sent_on) == (LetterTemplate.objects.get(kind="acknowledgement"), None)
    kept = LetterFile.objects.get(letter=letter)
    assert filling.text_of(bytes(kept.content)) == letter.text
    assert kept.sha256 == messages.digest(letter_id=letter.pk)
    assert said(Act.LETTER_MADE) == [("done", me.principal, f"letter:{letter.pk}", "Acknowledgement")]
    assert Outbox.objects.get().kind == "letter.pdf"
    assert [(one.title, one.to, one.what) for one in messages.of_case(case=case)] == [
        ("Acknowledgement", "Ada Example", "Complainant")
    ]


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_kind_comes_with_a_template_of_its_fields(kind: str) -> None:
    assert filling.fields_of(defaults.read(kind=kind), known=example(KINDS[kind]))
    row = LetterTemplate.objects.get(kind=kind)
    assert row.version == 1
    assert set(row.fields) == set(filling.fields_of(bytes(row.content), known=example(KINDS[kind])))
    # Written anew they would say the same.
    assert filling.text_of(defaults.build(kind=kind)) == filling.text_of(defaults.read(kind=kind))


def test_what_is_typed_is_text_and_nothing_else(case: Case, me: User) -> None:
    letter = making.make(reference=case.reference, wanted=wanted(case, own_words=HOSTILE), by=me, at=AT)
    assert "{{ 7*7 }} {% for x in y %} <w:p> & ]]>" in letter.text
    assert "49" not in letter.text.replace(case.reference, "")


def test_a_blank_line_begins_a_paragraph(case: Case, me: User) -> None:
    letter = making.make(reference=case.reference, wanted=wanted(case, own_words="One\n\nTwo\nThree"), by=me, at=AT)
    assert "One\n\nTwo\nThree" in letter.text


def test_a_preview_says_the_same_and_keeps_nothing(case: Case, me: User) -> None:
    shown = making.preview(reference=case.reference, wanted=wanted(case), by=me, at=AT)
    assert not Letter.objects.exists()
    assert shown == making.make(reference=case.reference, wanted=wanted(case), by=me, at=AT).text


def test_a_second_click_makes_no_second_letter(case: Case, me: User) -> None:
    page = uuid.uuid4()
    first = making.make(reference=case.reference, wanted=wanted(case), by=me, at=AT, added_with=page)
    again = making.make(reference=case.reference, wanted=wanted(case), by=me, at=AT, added_with=page)
    assert first == again
    with pytest.raises(SentAlready):
        making.make(reference=case.reference, wanted=wanted(case, own_words="Other"), by=me, at=AT, added_with=page)
    assert Letter.objects.count() == 1


FIELDS: list[tuple[str, Any]] = [
    ("text", "Other"), ("data", {"addressee_name": "Other"}), ("kind", "outcome"), ("template_id", None),
    ("made_by", "user:0"), ("to_id", None), ("addressee", "body"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value"), [pytest.param(*one, id=one[0]) for one in FIELDS])
def test_what_a_letter_says_is_never_changed(case: Case, me: User, field: str, value: Any) -> None:
    letter = making.make(reference=case.reference, wanted=wanted(case), by=me, at=AT)
    with pytest.raises(Error, match="never changed"), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(**{field: value})


@pytest.mark.parametrize("table", ["cases_letterfile", "cases_lettertemplate", "cases_service"])
@pytest.mark.parametrize("what", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_files_and_templates_are_only_added_to(case: Case, me: User, table: str, what: str) -> None:
    making.make(reference=case.reference, wanted=wanted(case), by=me, at=AT)
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(what.format(table))


def test_a_correction_leaves_a_letter_as_it_was_made_and_says_so(case: Case, me: User) -> None:
    letter = making.make(reference=case.reference, wanted=wanted(case), by=me, at=AT)
    case.refresh_from_db()
    named = Named(role="complainant", name="Eda Example", address="2 High Street")
    corrections.correct_party(
        reference=case.reference, party_id=case.parties.get().pk, named=named, version=case.version, by=me, at=AT
    )
    now = Letter.objects.select_related("to__identity").get()
    assert now.text == letter.text
    assert messages.is_out_of_date(now)


def test_of_a_notice_the_officer_and_the_standards_are_read(
    case: Case, me: User, subject: Subject, knows: Callable[[Subject], None]
) -> None:
    knows(subject)
    typed = {"conduct": "Shouted.", "assessment": "Misconduct.", "terms_of_reference": "What was said."}
    notice = Wanted(kind="notice_of_investigation", to=To(addressee="subject", row_id=subject.pk), typed=typed)
    letter = making.make(reference=case.reference, wanted=notice, by=me, at=AT)
    for part in ("To Sam Sample, S37", "Authority, respect and courtesy", "Shouted.", "Dear Sam Sample"):
        assert part in letter.text
    assert (letter.subject, letter.subject_aware_on) == (subject, Subject.objects.get().aware_on)


@pytest.mark.parametrize(
    ("kind", "refused"),
    [
        pytest.param("officer", False, id="officer"),
        pytest.param("special", False, id="special"),
        pytest.param("staff", True, id="staff"),
        pytest.param("contractor", True, id="contractor"),
        pytest.param("other_force", True, id="other-force"),
        pytest.param("", False, id="not-known"),
    ],
)
def test_a_notice_is_for_officers_and_others_are_told_what_to_use(
    case: Case, me: User, subject: Subject, knows: Callable[[Subject], None], kind: str, refused: bool
) -> None:
    knows(subject)
    Subject.objects.update(person_kind=kind)
    typed = {"conduct": "c", "assessment": "a", "terms_of_reference": "t"}
    notice = Wanted(kind="notice_of_investigation", to=To(addressee="subject", row_id=subject.pk), typed=typed)
    if refused:
        with pytest.raises(NotAddressable, match="Use instead: "):
            making.make(reference=case.reference, wanted=notice, by=me, at=AT)
    assert refused or making.make(reference=case.reference, wanted=notice, by=me, at=AT)


@pytest.mark.parametrize(
    "to",
    [
        pytest.param(To(addressee="party", row_id=0), id="no-such-party"),
        pytest.param(To(addressee="body", name="A bank"), id="not-of-this-kind"),
        pytest.param(To(addressee="subject", row_id=0), id="no-subject"),
        pytest.param(To(addressee="nobody"), id="no-such-addressee"),
    ],
)
def test_whoever_cannot_be_written_to_is_refused_with_one_sentence(case: Case, me: User, to: To) -> None:
    for act in (making.make, making.preview):
        with pytest.raises(NotAddressable) as refused:
            act(reference=case.reference, wanted=Wanted(kind="acknowledgement", to=to), by=me, at=AT)
        assert str(refused.value) == NOBODY


def test_a_party_of_another_matter_is_nobody(case: Case, me: User) -> None:
    other = cases.party(case=cases.case(unit=case.unit))
    with pytest.raises(NotAddressable):
        making.make(
            reference=case.reference,
            wanted=Wanted(kind="acknowledgement", to=To(addressee="party", row_id=other.pk)),
            by=me,
            at=AT,
        )


def test_what_a_letter_would_say_nothing_without_is_asked_for(case: Case, me: User) -> None:
    asked = Wanted(kind="outcome", to=to_party(case), typed={"outcome": "  "})
    with pytest.raises(Incomplete) as missing:
        making.make(reference=case.reference, wanted=asked, by=me, at=AT)
    assert missing.value.missing == {"outcome": "Enter the outcome, and the reasons for it"}


def test_an_overseeing_body_is_written_to_until_a_ground_is_recorded(case: Case, me: User) -> None:
    typed = {"progress": "p", "reason_for_length": "r", "planned_steps": "s"}

    def report(body: str) -> Wanted:
        return Wanted(kind="report_of_delay", to=To(addressee=body, name="The Commissioner"), typed=typed)

    making.make(reference=case.reference, wanted=report("local_policing_body"), by=me, at=AT)
    row = prejudice.record(reference=case.reference, body="local_policing_body", ground="It names him", by=me, at=AT)
    again = prejudice.record(reference=case.reference, body="local_policing_body", ground="Other", by=me, at=AT)
    assert row == again
    with pytest.raises(NotAddressable) as refused:
        making.make(reference=case.reference, wanted=report("local_policing_body"), by=me, at=AT)
    assert str(refused.value) == HELD_BACK
    making.make(reference=case.reference, wanted=report("director_general"), by=me, at=AT)
    prejudice.lift(reference=case.reference, prejudice_id=row.pk, by=me, at=AT)
    making.make(reference=case.reference, wanted=report("local_policing_body"), by=me, at=AT)


def test_neither_a_stranger_nor_anybody_in_a_held_matter_makes_one(case: Case, me: User, unit: Any) -> None:
    stranger = holder(Role.INVESTIGATOR, unit=register.unit())
    with pytest.raises(NotThere):
        making.make(reference=case.reference, wanted=wanted(case), by=stranger, at=AT)
    membership.hold(reference=case.reference, reason="Advice", by=holder(Role.SUPERVISOR, unit=unit), at=AT)
    for act in (making.make, making.preview):
        with pytest.raises(Refused):
            act(reference=case.reference, wanted=wanted(case), by=me, at=AT)


def test_letters_are_made_from_the_newest_version_and_old_ones_keep_theirs(case: Case, me: User) -> None:
    first = making.make(reference=case.reference, wanted=wanted(case), by=me, at=AT)
    changed = word("Dear {{ addressee_name }}", "Telephone 101")
    templates.upload(kind="acknowledgement", data=changed, said="With our number", over=1, by=me, at=AT)
    second = making.make(reference=case.reference, wanted=wanted(case), by=me, at=AT)
    assert ("Telephone 101" in first.text, "Telephone 101" in second.text) == (False, True)
    assert (first.template.version, second.template.version) == (1, 2)  # type: ignore[union-attr]


def test_nobody_in_the_register_is_named_by_a_subject_of_another_matter(case: Case, me: User) -> None:
    other = cases.subject(case=cases.case(unit=case.unit), person=register.person())
    with pytest.raises(NotAddressable):
        making.make(
            reference=case.reference,
            wanted=Wanted(kind="decision_notice", to=To(addressee="subject", row_id=other.pk), typed={"decision": "d"}),
            by=me,
            at=AT,
        )
