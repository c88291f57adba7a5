"""Mail: a fixed sentence and a link, never a word of a case.

Whoever opens the link logs in first. Texts are a table; nothing in them is filled in but the link. Mail is queued by
the outbox in the transaction of its act, and sent by the worker at least once under an id that stays the same.
"""

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse

from cases.accounts.users import User
from cases.jobs import outbox
from cases.jobs.kinds import Kind
from cases.jobs.registry import Ids


class Mail(StrEnum):
    """A mail's stored name. What it says is in `TEXTS`."""

    DRILL_BEGUN = "drill_begun"
    UPDATES_DUE = "updates_due"
    DELAY_REPORTS = "delay_reports"
    SUSPENSION_REVIEWS = "suspension_reviews"


@dataclass(frozen=True, kw_only=True)
class Text:
    """What a mail says, and the page that it leads to: of the thing that it is about, or one for all of them."""

    subject: str
    body: str
    page: str
    is_about_one: bool = True

    def address(self, *, about: str) -> str:
        """The page that it leads to, within the staff door."""
        return reverse(self.page, args=[about] if self.is_about_one else None)


TEXTS: dict[Mail, Text] = {
    Mail.DRILL_BEGUN: Text(
        subject="Candour: your drill has begun",
        body="You began a drill of Candour's jobs. See how far it is, after logging in:\n\n{link}\n",
        page="drill",
    ),
    Mail.UPDATES_DUE: Text(
        subject="Candour: updates are due",
        body=(
            "In matters that are with you, people are to be told within a week how far things are. Drafts wait on the "
            "pages of messages of those matters. See them after logging in:\n\n{link}\n"
        ),
        page="cases",
        is_about_one=False,
    ),
    Mail.DELAY_REPORTS: Text(
        subject="Candour: reports of delay are due",
        body=(
            "In matters that are with you, a period ends within two weeks after which it is reported that the "
            "investigation is not finished. The letter is begun on the page of messages. See them after logging in:"
            "\n\n{link}\n"
        ),
        page="cases",
        is_about_one=False,
    ),
    Mail.SUSPENSION_REVIEWS: Text(
        subject="Candour: reviews of suspension are due",
        body=(
            "In matters that you work on or decide, a suspension is to be reviewed within a week. See them after "
            "logging in:\n\n{link}\n"
        ),
        page="cases",
        is_about_one=False,
    ),
}


def queue(mail: Mail, *, to: User, about: str) -> None:
    """Leaves this mail to this user in the outbox, once for each thing that it is about."""
    outbox.put(
        kind=Kind.SEND_MAIL, key=f"{mail}:{about}:{to.pk}", ids={"mail": mail.value, "user": to.pk, "about": about}
    )


def send(*, ids: Ids, ref: str) -> None:
    """Sends it, to the address that the user has by now. Nobody who may not log in any more is written to.

    Raises what the mail back end raises: the outbox then tries again, with the same reference.
    """
    user = User.objects.filter(pk=int(ids["user"]), is_active=True).first()
    if user is None:
        return
    text = TEXTS[Mail(str(ids["mail"]))]
    link = settings.STAFF_URL.rstrip("/") + text.address(about=str(ids["about"]))
    host = urlsplit(settings.STAFF_URL).hostname
    headers = {"Message-ID": f"<{ref}@{host}>", "X-Candour-Reference": ref}
    body = text.body.format(link=link)
    EmailMessage(subject=text.subject, body=body, to=[user.email], headers=headers).send()
