"""Nothing typed is lost to a time-out: a form carries a signed note of whose it is, and an unsent one is kept for them.

When a form arrives from somebody who is no longer logged in, or with an expired token, what was typed is stored for the
person to whom the page was shown, and nobody else. The page offers it again after log-in.
"""

from typing import Any

from django.core import signing
from django.http import HttpRequest

from cases.accounts import drafts
from cases.accounts.users import User

FIELD = "draft_note"
SALT = "cases.staff.drafts"
# Longer than any working day; a page left open over a weekend is opened afresh.
GOOD_FOR = 60 * 60 * 24
# A long narrative with room to spare; more than that is not somebody typing.
MOST_KEPT = 300_000
MOST_FIELDS = 200
NEVER_KEPT = {FIELD, "csrfmiddlewaretoken"}


def note(*, user: User, kind: str, key: str = "") -> str:
    """The signed note that a form carries in a hidden field called `draft_note`."""
    return signing.dumps({"owner": user.pk, "kind": kind, "key": key}, salt=SALT)


def keep_what_was_typed(request: HttpRequest) -> bool:
    """Stores the form for the person whose note it carries. False without a note of ours, or when it is too long."""
    try:
        whose = signing.loads(request.POST.get(FIELD, ""), salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        return False
    typed = {
        name.replace("\0", ""): [value.replace("\0", "") for value in request.POST.getlist(name)]
        for name in request.POST
        if name not in NEVER_KEPT
    }
    length = sum(len(name) + sum(map(len, values)) for name, values in typed.items())
    if length > MOST_KEPT or len(typed) > MOST_FIELDS:
        return False
    drafts.keep(owner_id=whose["owner"], kind=whose["kind"], key=whose["key"], body=typed)
    return True


def kept(*, user: User, kind: str, key: str = "") -> dict[str, Any] | None:
    """What this person typed into this form and did not send, one value a field, or None."""
    body = drafts.find(owner_id=user.pk, kind=kind, key=key)
    return None if body is None else {name: values[-1] for name, values in body.items() if values}
