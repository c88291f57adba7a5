"""A form that is sent twice adds once: each that is shown bears a key of its own, which stays with what it added.

The key stands in the address too, where a link led to the form: so that back in the browser it is the same form still.
"""

import uuid
from collections.abc import Mapping

FIELD = "added_with"
SENT_ALREADY = (
    "This form was sent once already, and what it said then has been added. "
    "If this is to be added as well, send it again"
)


def sent(typed: Mapping[str, str]) -> uuid.UUID | None:
    """The key of the form that was sent; None where it bears none of ours."""
    try:
        return uuid.UUID(str(typed.get(FIELD, "")))
    except ValueError:
        return None


def shown(typed: Mapping[str, str], address: Mapping[str, str], *, is_spent: bool = False) -> uuid.UUID:
    """The key of the form that is shown: the one it had, so that it is the same form, or else a new one."""
    known = None if is_spent else sent(typed) or sent(address)
    return known or uuid.uuid4()
