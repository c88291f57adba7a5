"""A mail says fixed words and a link, to whoever may still log in, under an id that stays the same."""

import re
import uuid
from string import Formatter
from typing import Any

import pytest
from django.core import mail as django_mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.test import override_settings

from cases.accounts.models import User
from cases.jobs.kinds import Kind
from cases.jobs.models import Outbox
from cases.operations import mail
from cases.operations.mail import TEXTS, Mail
from tests.factories.users import user

pytestmark = pytest.mark.django_db
ABOUT = "0b5c2a64-7d5e-4c1f-9a3b-5e8f1d2c3b4a"
REF = "5b0a8f53-6a6f-4b9c-8f38-111111111111"
every_mail = pytest.mark.parametrize("which", [pytest.param(one, id=one.value) for one in Mail])


def send(to: User, *, which: Mail = Mail.DRILL_BEGUN, ref: str = REF) -> None:
    mail.send(ids={"mail": which.value, "user": to.pk, "about": ABOUT}, ref=ref)


def test_every_mail_has_its_text() -> None:
    assert set(TEXTS) == set(Mail)


@every_mail
def test_a_text_has_no_place_for_anything_but_the_link(which: Mail) -> None:
    text = TEXTS[which]
    fields = [name for _, name, _, _ in Formatter().parse(text.body) if name is not None]
    assert fields == ["link"]
    assert "{" not in text.subject
    assert text.address(about=ABOUT)


@every_mail
@override_settings(STAFF_URL="https://candour.force.example/")
def test_a_mail_holds_the_fixed_words_and_the_link_and_not_one_more(which: Mail) -> None:
    somebody, text = user(), TEXTS[which]
    send(somebody, which=which)
    (sent,) = django_mail.outbox
    link = "https://candour.force.example" + text.address(about=ABOUT)
    assert (sent.subject, sent.body) == (text.subject, text.body.format(link=link))
    assert (sent.to, sent.cc, sent.bcc, sent.attachments) == ([somebody.email], [], [], [])
    whole = str(sent.message())
    assert somebody.name not in whole
    assert len(re.findall("https?://", whole)) == 1


@override_settings(STAFF_URL="https://candour.force.example:8443")
def test_a_repetition_bears_the_same_id_and_another_mail_another() -> None:
    somebody = user()
    for ref in (REF, REF, "another"):
        send(somebody, ref=ref)
    heads = [
        (sent.extra_headers["Message-ID"], sent.extra_headers["X-Candour-Reference"]) for sent in django_mail.outbox
    ]
    first = (f"<{REF}@candour.force.example>", REF)
    assert heads == [first, first, ("<another@candour.force.example>", "another")]
    assert django_mail.outbox[0].message()["Message-ID"] == first[0]


def test_it_goes_to_the_address_of_now() -> None:
    somebody = user()
    with transaction.atomic():
        mail.queue(Mail.DRILL_BEGUN, to=somebody, about=ABOUT)
    User.objects.filter(pk=somebody.pk).update(email="moved@force.example")
    mail.send(ids=Outbox.objects.get().ids, ref=REF)
    assert [sent.to for sent in django_mail.outbox] == [["moved@force.example"]]


def test_nobody_is_written_to_who_may_not_log_in_any_more() -> None:
    left = user()
    User.objects.filter(pk=left.pk).update(is_active=False)
    send(left)
    mail.send(ids={"mail": Mail.DRILL_BEGUN.value, "user": left.pk + 1000, "about": ABOUT}, ref=REF)
    assert django_mail.outbox == []


def test_what_is_queued_is_ids_and_once_for_each_person_and_thing() -> None:
    somebody, other = user(), user()
    with transaction.atomic():
        for to, about in [(somebody, ABOUT), (somebody, ABOUT), (other, ABOUT), (somebody, str(uuid.uuid4()))]:
            mail.queue(Mail.DRILL_BEGUN, to=to, about=about)
    found = Outbox.objects.filter(kind=Kind.SEND_MAIL, leaves=True)
    assert [sorted(piece.ids) for piece in found] == [["about", "mail", "user"]] * 3
    assert not [piece for piece in found if somebody.email in f"{piece.ids} {piece.key}"]


def test_what_the_mail_server_says_goes_on_to_the_outbox(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(*args: Any, **kwargs: Any) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "send_messages", refuses)
    with pytest.raises(ConnectionRefusedError):
        send(user())
