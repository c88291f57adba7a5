"""What becomes of those who would lose sight of a matter: a second person decides."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from cases import access
from cases.access import NotThere, Reader
from cases.accounts.permissions import Permission
from cases.audit.trail import Refused
from cases.operations import sight, walls
from cases.operations.walls import Choice
from cases.queries import case_access
from cases.queries.case_access import Wall
from cases.staff import drafts, kept_forms
from cases.staff.acting import me
from cases.staff.matters.access_views import ReasonForm, reason_field
from cases.staff.matters.opening import purpose_of
from cases.staff.typed_fields import TypedForm, line
from cases.web.gate import requires
from cases.web.row_addresses import address_of

FORM_METHODS = ["GET", "HEAD", "POST"]
REVOKE, COVER, FREEZE = "revoke", "cover", "freeze"
DECIDE, END_FREEZE = "wall_decide", "wall_end_freeze"
CHOICES = [
    (REVOKE, "Revoke: they lose sight of this matter now"),
    (COVER, "Cover: the same, and they lose sight of other matters with it, for a routine reason"),
    (
        FREEZE,
        "Freeze: nothing changes for them yet, and everybody reads that the matter cannot change for now, and why",
    ),
]

NEWEST = f"Only the newest {case_access.MOST_SHOWN} stand here."
NO_OTHERS = "They see no other matter that you see: revoke or freeze instead."


class DecideForm(TypedForm):
    """What becomes of them."""

    choice = forms.ChoiceField(
        label="What should become of their sight of this matter?",
        choices=CHOICES,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose revoke, cover or freeze",
            "invalid_choice": "Choose revoke, cover or freeze",
        },
    )
    reason = reason_field("Kept for those who may see the matter and keep its access.")
    covered = forms.MultipleChoiceField(
        label="For cover: other matters that they lose sight of too",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose matters from the list"},
    )
    routine_reason = line(
        "For cover and freeze: the routine reason, which everybody reads",
        longest=300,
        hint="For example: workload of the unit evened out.",
    )
    new_owner = forms.TypedChoiceField(
        label="Who gets the matters that are with them",
        required=False,
        coerce=int,
        empty_value=None,
        error_messages={"invalid_choice": "Choose who gets them from the list"},
    )

    def __init__(
        self, *args: Any, others: list[tuple[str, str]], everybody: list[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        owner, covered = self.fields["new_owner"], self.fields["covered"]
        assert isinstance(owner, forms.TypedChoiceField)
        assert isinstance(covered, forms.MultipleChoiceField)
        owner.choices = [("", "Nobody for now"), *((str(pk), name) for pk, name in everybody)]
        covered.choices = others
        covered.help_text = NO_OTHERS if not others else NEWEST if len(others) >= case_access.MOST_SHOWN else ""

    def clean(self) -> dict[str, Any]:
        """A cover is whole, and a freeze says why."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        choice = cleaned.get("choice")
        if choice == COVER and not cleaned.get("covered") and "covered" not in self.errors:
            self.add_error("covered", "Choose at least one other matter, or revoke instead")
        if choice == COVER and len(cleaned.get("covered") or []) > walls.MOST_COVERED:
            self.add_error("covered", f"Choose at most {walls.MOST_COVERED} matters")
        said = (cleaned.get("routine_reason") or "").strip()
        if choice in {COVER, FREEZE} and not said and "routine_reason" not in self.errors:
            self.add_error("routine_reason", "Enter a routine reason")
        return cleaned

    def chosen(self) -> Choice:
        """As the operation takes it."""
        said = self.cleaned_data
        is_cover = said["choice"] == COVER
        return Choice(
            choice=said["choice"],
            reason=said["reason"],
            covered=tuple(said["covered"]) if is_cover else (),
            routine_reason="" if said["choice"] == REVOKE else said["routine_reason"].strip(),
            new_owner_id=said["new_owner"],
        )


@requires(Permission.WALLS_DECIDE)
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits for a second person, of matters that they may see; and freezes that last."""
    found, are_more = case_access.walls(reader=_reader(request))
    case_access.note_listed(by=me(request), at=request.at)  # type: ignore[attr-defined]
    context = {"walls": found, "are_more": are_more, "me": me(request)}
    return render(request, "staff/matters/walls.html", context)


@requires(Permission.WALLS_DECIDE)
@require_http_methods(FORM_METHODS)
def decide(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Decides, or shows what was decided."""
    reader, wall = _wall(request, decision_id)
    is_theirs = wall.asked_by_id == me(request).pk
    form = DecideForm(
        kept_forms.typed(request, kind=DECIDE, key=address_of(decision_id)),
        others=case_access.could_cover(wall=wall, reader=reader),
        everybody=case_access.everybody(),
    )
    if request.method == "POST" and (wall.choice or is_theirs or form.is_valid()):
        choice = form.chosen() if form.is_valid() else Choice(choice=FREEZE, reason="-")
        try:
            walls.decide(decision_id=wall.id, choice=choice, by=me(request), at=request.at)  # type: ignore[attr-defined]
        except NotThere:
            raise Http404 from None
        except Refused as refusal:
            if refusal.sentence != sight.REFUSAL:
                raise
            form.add_error("new_owner", refusal.sentence)
            request.refusal = refusal  # type: ignore[attr-defined]
        else:
            kept_forms.discard(request, kind=DECIDE, key=address_of(decision_id))
            messages.success(request, "It has been decided.")
            return redirect("walls")
    case_access.note_decider(wall=wall, purpose=purpose_of(request, wall.reference), by=me(request), at=request.at)  # type: ignore[attr-defined]
    context = {
        "wall": wall,
        "form": kept_forms.shown(request, form),
        "is_theirs": is_theirs,
        "draft_note": drafts.note(user=me(request), kind=DECIDE, key=address_of(decision_id)),
    }
    return render(request, "staff/matters/wall.html", context)


@requires(Permission.WALLS_DECIDE)
@require_http_methods(FORM_METHODS)
def end_freeze(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Ends a freeze, for a reason."""
    _, wall = _wall(request, decision_id)
    key = address_of(decision_id)
    form = ReasonForm(kept_forms.typed(request, kind=END_FREEZE, key=key))
    if request.method == "POST" and form.is_valid():
        try:
            walls.end_freeze(
                decision_id=wall.id,
                reason=form.cleaned_data["reason"],
                by=me(request),
                at=request.at,  # type: ignore[attr-defined]
            )
        except NotThere:
            raise Http404 from None
        kept_forms.discard(request, kind=END_FREEZE, key=key)
        messages.success(request, "The matter can be changed again.")
        return redirect("walls")
    context = {"wall": wall} | kept_forms.context(request, form, kind=END_FREEZE, key=key)
    return render(request, "staff/matters/wall_end_freeze.html", context)


def _wall(request: HttpRequest, decision_id: int) -> tuple[Reader, Wall]:
    reader = _reader(request)
    try:
        return reader, case_access.wall(decision_id=decision_id, reader=reader)
    except NotThere:
        raise Http404 from None


def _reader(request: HttpRequest) -> Reader:
    return access.reader(user=me(request), on=timezone.localdate(request.at))  # type: ignore[attr-defined]
