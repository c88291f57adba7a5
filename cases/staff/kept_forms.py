"""What a form is filled in with: what was sent, or what was kept for this person when a session ended."""

from typing import Any, TypeVar

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict

from cases.accounts import drafts as stored
from cases.staff import drafts
from cases.staff.acting import me
from cases.staff.typed_fields import TypedForm

Form = TypeVar("Form", bound=TypedForm)


def typed(request: HttpRequest, *, kind: str, key: str) -> Any:
    """The data for a form; None where there is nothing."""
    if request.method == "POST":
        return request.POST
    kept = stored.find(owner_id=me(request).pk, kind=kind, key=key)
    return MultiValueDict(kept) if kept else None


def shown(request: HttpRequest, form: Form) -> Form:
    """The form for the page: what is wrong is said only of what was sent."""
    return form.without_errors() if form.is_bound and request.method != "POST" else form


def is_kept(request: HttpRequest, form: TypedForm) -> bool:
    """Whether it shows what was kept."""
    return form.is_bound and request.method != "POST"


def context(request: HttpRequest, form: Form, *, kind: str, key: str) -> dict[str, Any]:
    """What the page of such a form shows of it, with the note by which what is typed is kept."""
    return {
        "form": shown(request, form),
        "is_kept": is_kept(request, form),
        "draft_note": drafts.note(user=me(request), kind=kind, key=key),
    }


def discard(request: HttpRequest, *, kind: str, key: str) -> None:
    """Forgets what was kept, once it was sent or is not wanted."""
    stored.discard(owner_id=me(request).pk, kind=kind, key=key)
