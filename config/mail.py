"""The ways in which mail leaves. MAIL_BY chooses one (see .env.example), and only the worker takes it.

Errors are stored with the work that failed, and the words of a mail server or of Notify repeat addresses
and texts: what leaves here as an error says what kind of failure it was and its number, nothing else.
Never send with `fail_silently`: only an error makes the outbox try again.
"""

import logging
import smtplib
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends import base, filebased, smtp
from notifications_python_client.errors import APIError, TokenError
from notifications_python_client.notifications import NotificationsAPIClient

from cases.jobs.registry import Explained

REFERENCE = "X-Candour-Reference"
log = structlog.get_logger("candour.mail")
# Notify's client logs what Notify answered, and that may quote the mail.
logging.getLogger("notifications_python_client").setLevel(logging.CRITICAL)


class MailNotSent(Explained):
    """A mail has not left. Says the kind of failure and its number only; the outbox tries again."""


class NoBackend(base.BaseEmailBackend):
    """For the processes that must not send: whoever tries is told where mail belongs."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Refuses."""
        raise MailNotSent("This process sends no mail: put it into the outbox. (For manage.py, set MAIL_BY.)")


class FileBackend(filebased.EmailBackend):
    """For one's own machine: each mail becomes a file, and the log says which."""

    def open(self) -> bool:
        """Nothing to open: every mail has a file of its own."""
        return False

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Writes each mail whole before it gets its name, so that nobody reads half of one."""
        for message in email_messages:
            name = f"{time.strftime('%Y%m%d-%H%M%S')}-{uuid.uuid4().hex[:12]}.eml"
            part = Path(self.file_path, f".{name}.part")
            with _only_the_kind():
                part.write_bytes(message.message().as_bytes())
            part.rename(part.with_name(name))
            log.info("a mail was written", file=name)
        return len(email_messages)


class SmtpBackend(smtp.EmailBackend):
    """Through the force's own mail server."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """As Django does. A server that cannot be reached is the plain OSError, which names no address."""
        with _only_the_kind():
            return super().send_messages(email_messages)


class NotifyBackend(base.BaseEmailBackend):
    """Through GOV.UK Notify, whose template has two placeholders: subject and body."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Makes one call for each mail."""
        for message in email_messages:
            if len(message.recipients()) != 1 or message.attachments:
                raise MailNotSent("Notify takes mails to one person and without attachments.")
            with _only_the_kind():
                self._send(message)
        return len(email_messages)

    def _send(self, message: EmailMessage) -> None:
        client = NotificationsAPIClient(  # type: ignore[no-untyped-call]
            settings.NOTIFY_API_KEY, base_url=settings.NOTIFY_URL, timeout=settings.EMAIL_TIMEOUT
        )
        with client.request_session:
            client.send_email_notification(  # type: ignore[no-untyped-call]
                email_address=message.recipients()[0],
                template_id=settings.NOTIFY_TEMPLATE_ID,
                personalisation={"subject": str(message.subject), "body": str(message.body)},
                reference=message.extra_headers.get(REFERENCE),
            )


@contextmanager
def _only_the_kind() -> Iterator[None]:
    """Whatever goes wrong with a mail's address, its words or its receiver becomes MailNotSent without them."""
    try:
        yield
    except (smtplib.SMTPException, APIError, TokenError, ValueError) as failure:
        raise MailNotSent(_kind(failure)) from None


def _kind(failure: Exception) -> str:
    if isinstance(failure, smtplib.SMTPRecipientsRefused):
        return f"{type(failure).__name__} {', '.join(str(code) for code, _ in failure.recipients.values())}"
    if isinstance(failure, smtplib.SMTPResponseException):
        return f"{type(failure).__name__} {failure.smtp_code}"
    if isinstance(failure, APIError) and failure.response is not None:
        return f"{type(failure).__name__} {failure.status_code}"
    # Notify's client wraps also what happened before there was any answer, and calls it 503.
    return type(failure.__cause__ or failure).__name__
