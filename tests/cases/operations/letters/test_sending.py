"""Sending and serving: on the day that a person says, between making and today; by email, when the server took it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import override_settings

from cases.access import NotThere
from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.audit.actors import Job
from cases.audit.acts import Act
from cases.audit.trail import Refused
from cases.jobs.models import Outbox
from cases.models import Case, Identity, Letter, Service, Subject
from cases.operations import membership
from cases.operations.intake.values import Mistake
from cases.operations.letters import emailing, making, pdf, sending, serving
from cases.operations.letters.emailing import MatterHeld
from cases.operations.letters.making import To, Wanted
from cases.operations.letters.sending import NotADay, NotDeemed, NotSafe, Sent
from cases.operations.letters.serving import Told
from tests.factories.acts import AT
from tests.factories.cases import TODAY, holder
from tests.factories.trail import said

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=5)
WORKER = Job("cases.outbox")


@pytest.fixture
def letter(case: Case, me: User) -> Letter:
    wanted = Wanted(kind="acknowledgement", to=To(addressee="party", row_id=case.parties.get().pk))
    return making.make(reference=case.reference, wanted=wanted, by=me, at=AT)


@pytest.fixture
def notice(case: Case, me: User, subject: Subject, knows: Callable[[Subject], None]) -> Letter:
    knows(subject)
    typed = {"conduct": "c", "assessment": "a", "terms_of_reference": "t"}
    wanted = Wanted(kind="notice_of_investigation", to=To(addressee="subject", row_id=subject.pk), typed=typed)
    return making.make(reference=case.reference, wanted=wanted, by=me, at=AT)


def day(after: int) -> Any:
    return TODAY + timedelta(days=after)


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        pytest.param((0, "post", None), None, id="the-day-it-was-made"),
        pytest.param((5, "hand", None), None, id="today"),
        pytest.param((-1, "post", None), NotADay, id="before-it-was-made"),
        pytest.param((6, "post", None), NotADay, id="tomorrow"),
        pytest.param((2, "email", 4), None, id="email-deemed-later"),
        pytest.param((2, "email", 2), None, id="email-deemed-the-same-day"),
        pytest.param((2, "email", 1), NotDeemed, id="email-deemed-before"),
        pytest.param((2, "post", 3), NotDeemed, id="post-is-not-deemed-here"),
    ],
)
def test_when_a_letter_was_sent(
    case: Case, me: User, letter: Letter, told: tuple[int, str, int | None], refusal: type[Exception] | None
) -> None:
    on, how, deemed = told
    sent = Sent(on=day(on), how=how, was_safe=True, deemed_served_on=None if deemed is None else day(deemed))
    said_so = {"reference": case.reference, "letter_id": letter.pk, "told": sent, "by": me, "at": LATER}
    if refusal:
        with pytest.raises(refusal):
            sending.sent(**said_so)  # type: ignore[arg-type]
    else:
        sending.sent(**said_so)  # type: ignore[arg-type]
    letter.refresh_from_db()
    assert letter.sent_on == (None if refusal else day(on))
    assert letter.sent_at is None


def test_nothing_is_noted_where_nobody_says_that_it_was_safe(case: Case, me: User, letter: Letter) -> None:
    told = Sent(on=TODAY, how="post", was_safe=False)
    with pytest.raises(NotSafe):
        sending.sent(reference=case.reference, letter_id=letter.pk, told=told, by=me, at=AT)


def test_one_that_was_discarded_is_not_sent_and_one_that_was_sent_is_not_discarded(
    case: Case, me: User, letter: Letter
) -> None:
    told = Sent(on=TODAY, how="post", was_safe=True)
    sending.discard(reference=case.reference, letter_id=letter.pk, reason="Wrong name", by=me, at=AT)
    sending.discard(reference=case.reference, letter_id=letter.pk, reason="Again", by=me, at=AT)
    assert said(Act.LETTER_DISCARDED) == [("done", me.principal, f"letter:{letter.pk}", "Wrong name")]
    with pytest.raises(Refused, match="was discarded"):
        sending.sent(reference=case.reference, letter_id=letter.pk, told=told, by=me, at=AT)
    wanted = Wanted(kind="acknowledgement", to=To(addressee="party", row_id=case.parties.get().pk))
    other = making.make(reference=case.reference, wanted=wanted, by=me, at=AT)
    sending.sent(reference=case.reference, letter_id=other.pk, told=told, by=me, at=AT)
    with pytest.raises(Refused, match="was sent"):
        sending.discard(reference=case.reference, letter_id=other.pk, reason="x", by=me, at=AT)
    with pytest.raises(NotThere):
        sending.discard(reference=case.reference, letter_id=0, reason="x", by=me, at=AT)


# --- By email ---


def release(case: Case, letter: Letter, by: User) -> None:
    emailing.release(reference=case.reference, letter_id=letter.pk, was_safe=True, by=by, at=AT)


def send(letter: Letter, at: datetime = LATER) -> None:
    emailing.send(ids={"letter": letter.pk}, ref="0b5c2a64-7d5e-4c1f-9a3b-5e8f1d2c3b4a", by=WORKER, at=at)


def test_no_letter_leaves_by_email_unless_the_force_says_so(case: Case, me: User, letter: Letter) -> None:
    with pytest.raises(Refused, match="does not send letters by email"):
        release(case, letter, me)
    assert not Outbox.objects.filter(kind="letter.send").exists()


@override_settings(LETTERS_BY_EMAIL=True)
def test_released_by_a_person_and_sent_by_the_worker_the_two_days_stand_apart(
    case: Case, me: User, letter: Letter
) -> None:
    send(letter)
    assert mail.outbox == [], "nobody released it"
    release(case, letter, me)
    release(case, letter, me)
    assert Outbox.objects.filter(kind="letter.send").count() == 1
    letter.refresh_from_db()
    assert (letter.sent_on, letter.released_by) == (None, me)
    send(letter)
    send(letter)
    [one] = mail.outbox
    assert one.to == ["ada@post.example"]
    assert one.subject == f"A letter from Northshire Police, reference {case.reference}"
    assert one.body == letter.text
    letter.refresh_from_db()
    assert (letter.sent_on, letter.sent_how, letter.sent_at, letter.deemed_served_on) == (day(5), "email", LATER, None)
    told = Sent(on=day(5), how="email", was_safe=True, deemed_served_on=day(6))
    sending.sent(reference=case.reference, letter_id=letter.pk, told=told, by=me, at=LATER + timedelta(days=2))
    letter.refresh_from_db()
    assert (letter.sent_at, letter.deemed_served_on) == (LATER, day(6))


@override_settings(LETTERS_BY_EMAIL=True)
def test_what_stands_in_the_way_of_an_email(case: Case, me: User, letter: Letter, unit: Any) -> None:
    with pytest.raises(NotSafe):
        emailing.release(reference=case.reference, letter_id=letter.pk, was_safe=False, by=me, at=AT)
    Identity.objects.update(email="")
    with pytest.raises(Refused, match="No email address"):
        release(case, letter, me)
    Identity.objects.update(email="ada@post.example")
    release(case, letter, me)
    membership.hold(reference=case.reference, reason="Advice", by=holder(Role.SUPERVISOR, unit=unit), at=AT)
    with pytest.raises(MatterHeld):
        send(letter)
    assert mail.outbox == []


@override_settings(LETTERS_BY_EMAIL=True)
def test_one_that_is_discarded_or_sent_by_post_meanwhile_does_not_go(case: Case, me: User, letter: Letter) -> None:
    release(case, letter, me)
    sending.discard(reference=case.reference, letter_id=letter.pk, reason="Wrong name", by=me, at=AT)
    send(letter)
    wanted = Wanted(kind="acknowledgement", to=To(addressee="party", row_id=case.parties.get().pk))
    other = making.make(reference=case.reference, wanted=wanted, by=me, at=AT)
    release(case, other, me)
    told = Sent(on=TODAY, how="post", was_safe=True)
    sending.sent(reference=case.reference, letter_id=other.pk, told=told, by=me, at=AT)
    send(other)
    assert mail.outbox == []


@override_settings(LETTERS_BY_EMAIL=True)
def test_one_whose_address_is_gone_is_to_be_sent_again_and_may_be_released_anew(
    case: Case, me: User, letter: Letter
) -> None:
    release(case, letter, me)
    Identity.objects.update(email="")
    send(letter)
    letter.refresh_from_db()
    assert (letter.released_at, letter.sent_on, mail.outbox) == (None, None, [])
    Identity.objects.update(email="new@post.example")
    emailing.release(reference=case.reference, letter_id=letter.pk, was_safe=True, by=me, at=LATER)
    assert Outbox.objects.filter(kind="letter.send").count() == 2
    send(letter)
    assert [one.to for one in mail.outbox] == [["new@post.example"]]


# --- Service of a notice ---


def test_a_notice_is_served_and_not_merely_sent(case: Case, me: User, notice: Letter) -> None:
    told = Sent(on=TODAY, how="post", was_safe=True)
    with pytest.raises(Refused, match="record that it was served"):
        sending.sent(reference=case.reference, letter_id=notice.pk, told=told, by=me, at=AT)


BY_HAND = {"served_on": TODAY, "how": "hand", "given_to": "officer", "served_by": "DS Sam Sample"}


@pytest.mark.parametrize(
    ("told", "field"),
    [
        pytest.param({}, "", id="by-hand-today"),
        pytest.param({"given_to": "friend", "how": "post"}, "", id="by-post-to-the-friend"),
        pytest.param({"served_on": day(5)}, "", id="on-the-day-it-is-recorded"),
        pytest.param({"served_on": day(6)}, "served_on", id="tomorrow"),
        pytest.param({"served_on": day(-1)}, "served_on", id="before-it-was-made"),
        pytest.param({"how": "email"}, "deemed_served_on", id="email-without-either-day"),
        pytest.param({"how": "email", "sent_at": AT}, "deemed_served_on", id="email-without-the-deemed-day"),
        pytest.param({"how": "email", "sent_at": AT, "deemed_served_on": day(1)}, "", id="email-with-both"),
        pytest.param({"how": "email", "sent_at": AT, "deemed_served_on": day(-1)}, "deemed_served_on", id="before"),
        pytest.param({"how": "email", "sent_at": LATER, "deemed_served_on": day(7)}, "served_on", id="another-day"),
    ],
)
def test_service_is_what_a_person_records(
    case: Case, me: User, notice: Letter, told: dict[str, Any], field: str
) -> None:
    def record() -> Any:
        return serving.record_service(
            reference=case.reference, letter_id=notice.pk, told=Told(**{**BY_HAND, **told}), by=me, at=LATER
        )

    if field:
        with pytest.raises(Mistake) as mistake:
            record()
        assert mistake.value.field == field
        assert not Service.objects.exists()
        return
    served = record()
    assert served.counts_from == told.get("deemed_served_on", told.get("served_on", TODAY))
    assert served.is_unconfirmed is (told.get("how") == "email")
    assert (served.is_new, record().is_new, Service.objects.count()) == (True, False, 1)
    notice.refresh_from_db()
    assert notice.sent_on == told.get("served_on", TODAY)


def test_service_is_put_right_by_a_row_after_it_for_a_reason(case: Case, me: User, notice: Letter) -> None:
    def record(**told: Any) -> Any:
        return serving.record_service(
            reference=case.reference, letter_id=notice.pk, told=Told(**{**BY_HAND, **told}), by=me, at=LATER
        )

    record()
    with pytest.raises(Mistake, match="Enter why"):
        record(served_on=day(1))
    record(served_on=day(1), put_right_because="The receipt says the 24th")
    assert list(Service.objects.order_by("pk").values_list("served_on", flat=True)) == [TODAY, day(1)]
    newest = serving.newest(letter=notice)
    assert newest is not None
    assert newest.served_on == day(1)
    with pytest.raises(Refused, match="on its page of service"):
        sending.sent(
            reference=case.reference, letter_id=notice.pk, told=Sent(on=TODAY, how="post", was_safe=True), by=me,
            at=LATER,
        )  # fmt: skip


def test_only_a_notice_is_served(case: Case, me: User, letter: Letter) -> None:
    with pytest.raises(Refused, match="Only a written notice"):
        serving.record_service(reference=case.reference, letter_id=letter.pk, told=Told(**BY_HAND), by=me, at=LATER)  # type: ignore[arg-type]


# --- What PostgreSQL holds ---


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"sent_how": "post"}, id="means-without-a-day"),
        pytest.param({"sent_on": TODAY, "sent_how": "pigeon"}, id="unknown-means"),
        pytest.param({"sent_on": TODAY, "sent_how": "post", "sent_at": AT}, id="a-moment-of-post"),
        pytest.param({"sent_on": TODAY, "sent_how": "hand", "deemed_served_on": TODAY}, id="deemed-by-hand"),
        pytest.param({"released_at": AT}, id="released-by-nobody"),
        pytest.param({"discarded_on": TODAY}, id="discarded-by-nobody"),
        pytest.param({"subject_aware_on": TODAY}, id="a-party-who-knows"),
    ],
)
def test_a_letter_that_cannot_be(letter: Letter, values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(**values)


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"how": "email"}, id="email-without-its-days"),
        pytest.param({"deemed_served_on": TODAY}, id="deemed-by-hand"),
        pytest.param({"how": "pigeon"}, id="unknown-means"),
        pytest.param({"given_to": "cat"}, id="to-nobody"),
        pytest.param({"served_by": ""}, id="by-nobody"),
    ],
)
def test_a_service_that_cannot_be(case: Case, me: User, notice: Letter, values: dict[str, Any]) -> None:
    row = {"case": case, "letter": notice, "subject_id": notice.subject_id, "recorded_by": me, "at": AT}
    with pytest.raises(IntegrityError), transaction.atomic():
        Service.objects.create(**{**row, **BY_HAND, **values})


# --- As a PDF ---


@pytest.mark.skipif(pdf.program() is None, reason="LibreOffice is not installed: apt install libreoffice-writer-nogui")
def test_libreoffice_makes_a_pdf_once(letter: Letter) -> None:
    pdf.make(ids={"letter": letter.pk})
    pdf.make(ids={"letter": letter.pk})
    [made] = letter.files.filter(format="pdf")
    assert bytes(made.content).startswith(b"%PDF-")


def test_without_libreoffice_nothing_happens_and_it_is_asked_for_again_later(
    case: Case, me: User, letter: Letter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "PROGRAMS", ("no-such-program",))
    pdf.make(ids={"letter": letter.pk})
    assert letter.files.count() == 1
    pdf.ask(reference=case.reference, letter_id=letter.pk, by=me, at=AT)
    assert Outbox.objects.filter(kind="letter.pdf").count() == 2
    with pytest.raises(pdf.NotMade):
        pdf.converted(b"x")


def test_a_program_that_hangs_or_makes_nothing_is_ended(
    letter: Letter, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    for script, words in (("sleep 60", "took longer"), ("exit 0", "made no PDF"), ("echo x > letter.pdf", "no PDF")):
        program = tmp_path / "soffice"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        monkeypatch.setattr(pdf, "PROGRAMS", (str(program),))
        monkeypatch.setattr(pdf, "SECONDS", 1)
        with pytest.raises(pdf.NotMade, match=words):
            pdf.make(ids={"letter": letter.pk})
    assert letter.files.count() == 1
