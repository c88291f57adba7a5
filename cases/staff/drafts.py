"""Nothing typed is lost to a time-out: a form carries a signed note of whose it is, and an unsent one is kept for them.

When a form arrives from somebody who is no longer logged in, or with an expired token, what was typed is stored for the
person to whom the page was shown, and nobody else. The page offers it again after log-in. A form that carries the
version of its draft never overwrites what another tab saved: it is put aside, and the person chooses.
"""

from typing import Any

from django.core import signing
from django.http import HttpRequest

from cases.accounts import drafts
from cases.accounts.users import User

FIELD = "draft_note"
# Which version of its draft the form was filled in from, and in which tab: forms that save themselves carry both.
VERSION = "draft_version"
WRITER = drafts.WRITER
SALT = "cases.staff.drafts"
# Longer than any working day; a page left open over a weekend is opened afresh.
GOOD_FOR = 60 * 60 * 24
# A long narrative with room to spare; more than that is not somebody typing.
MOST_KEPT = 300_000
MOST_FIELDS = 200
LONGEST_WRITER = 40
NEVER_KEPT = {FIELD, VERSION, WRITER, "csrfmiddlewaretoken"}


def note(*, user: User, kind: str, key: str = "") -> str:
    """The signed note that a form carries in a hidden field called `draft_note`."""
    return signing.dumps({"owner": user.pk, "kind": kind, "key": key}, salt=SALT)


def typed_in(request: HttpRequest) -> dict[str, list[str]] | None:
    """What was typed into the form, a list of values a field, or None when it is more than somebody types."""
    typed = {
        name.replace("\0", ""): [value.replace("\0", "") for value in request.POST.getlist(name)]
        for name in request.POST
        if name not in NEVER_KEPT
    }
    length = sum(len(name) + sum(map(len, values)) for name, values in typed.items())
    return None if length > MOST_KEPT or len(typed) > MOST_FIELDS else typed


def version_of(request: HttpRequest) -> int:
    """The version of its draft that the form was filled in from; 0 where there was none."""
    said = request.POST.get(VERSION, "")
    return int(said) if said.isdecimal() and len(said) < 10 else 0


def writer_of(request: HttpRequest) -> str:
    """The tab in which the form stands."""
    return request.POST.get(WRITER, "").replace("\0", "")[:LONGEST_WRITER]


def keep_what_was_typed(request: HttpRequest) -> bool:
    """Stores the form for the person whose note it carries. False without a note of ours, or when it is too long."""
    try:
        whose = signing.loads(request.POST.get(FIELD, ""), salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        return False
    typed = typed_in(request)
    if typed is None:
        return False
    form = {"owner_id": whose["owner"], "kind": whose["kind"], "key": whose["key"], "body": typed}
    if VERSION not in request.POST:
        drafts.keep(**form)
        return True
    try:
        drafts.save(**form, version=version_of(request), writer=writer_of(request))
    except drafts.ChangedElsewhere:
        drafts.put_aside(**form)
    return True


def kept(*, user: User, kind: str, key: str = "") -> dict[str, Any] | None:
    """What this person typed into this form and did not send, one value a field, or None."""
    body = drafts.find(owner_id=user.pk, kind=kind, key=key)
    return None if body is None else {name: values[-1] for name, values in body.items() if values}
