"""An update to one party: what it tells, own words, a second look at other people's names, and its release."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cases.access import NotThere
from cases.accounts.permissions import Permission
from cases.operations.case_changes import Conflict
from cases.operations.informing import drafting
from cases.operations.informing.drafting import OthersNamed, Release
from cases.queries.informing import writing
from cases.queries.informing.writing import Writing
from cases.staff import kept_forms
from cases.staff.acting import me
from cases.staff.matters import conflicts
from cases.staff.matters.opening import Matter, of_a_matter
from cases.staff.typed_fields import TypedForm, line, lines
from cases.web.gate import requires
from cases.web.row_addresses import address_of

UPDATE = "case_update"
FORM_METHODS = ["GET", "HEAD", "POST"]
FOLLOWED = "Read how and when it is safe to reach them, then tick that the letter goes that way"
OVERTAKEN = (
    "Something has changed since you opened this page: what happened, how they are reached, or the draft. "
    "It is shown as it is now. Read it again, and release it again"
)
LOOK_AGAIN = "These words are somebody else’s in this matter: {}. Change them, or look again and say why they may stand"
RELEASED = "It has been released as a letter. Its time limit is met once you record that it was sent."
NOT_ASKED = "Choose sentences from the list"


class UpdateForm(TypedForm):
    """What an update tells, and that it is safe. A second look is asked for only where a name is found."""

    events = forms.MultipleChoiceField(
        label="What happened since the last update",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Leave out what must not be told. Nothing else of the matter is told.",
        error_messages={"invalid_choice": NOT_ASKED},
    )
    own_words = lines(
        "Your own words", rows=5, hint="Name nobody else. What you write is compared with everybody of this matter."
    )
    looked_again = forms.BooleanField(label="I have looked at these words again, and they may stand", required=False)
    because = line("Why may they stand?", longest=300)
    was_safe = forms.BooleanField(
        label="I have read how it is safe to reach them today, and the letter goes that way", required=False
    )

    def __init__(self, data: Any, *, initial: dict[str, Any], seen: Writing) -> None:
        super().__init__(data, initial=initial)
        self.fields["events"].choices = [(one.key, one.said) for one in seen.offered]  # type: ignore[attr-defined]
        if not seen.offered:
            del self.fields["events"]


@requires(Permission.CASES_WORK)
@require_http_methods(FORM_METHODS)
@of_a_matter("an update")
def update(request: HttpRequest, matter: Matter, party_id: int) -> HttpResponse:
    """Drafts it, saves the draft, or releases it."""
    seen = _seen(matter, party_id)
    if seen.letter_id is not None:
        return redirect("case_letter", matter.case.reference, seen.letter_id)
    draft = {"kind": UPDATE, "key": f"{matter.case.reference} {address_of(party_id)}"}
    initial = {"own_words": seen.own_words, "events": [one.key for one in seen.offered]}
    form = UpdateForm(kept_forms.typed(request, **draft), initial=initial, seen=seen)
    context: dict[str, Any] = {"case": matter.case, "seen": seen}
    if request.method == "POST" and form.is_valid():
        answer = _sent(request, matter, party_id, form, seen)
        if isinstance(answer, HttpResponse):
            kept_forms.discard(request, **draft)
            return answer
        form = answer.pop("form", form)
        context |= answer
    context |= kept_forms.context(request, form, **draft)
    return render(request, "staff/informing/update.html", context)


def _sent(request: HttpRequest, matter: Matter, party_id: int, form: UpdateForm, seen: Writing) -> Any:
    said: dict[str, Any] = {
        "reference": matter.case.reference,
        "party_id": party_id,
        "by": me(request),
        "at": request.at,  # type: ignore[attr-defined]
    }
    try:
        if "save" in request.POST:
            version = conflicts.number(request.POST.get("version", ""))
            drafting.write_to(**said, own_words=form.said("own_words"), version=version)
            messages.success(request, "The draft has been saved. It is not released.")
            return redirect("case_messages", reference=matter.case.reference)
        if not form.cleaned_data["was_safe"]:
            form.add_error("was_safe", FOLLOWED)
            return {}
        made = drafting.release_to(**said, told=_told(request, form))
    except OthersNamed as named:
        form.add_error("own_words", LOOK_AGAIN.format(", ".join(named.words)))
        return {"named": named.words}
    except Conflict:
        # What is offered now may be another list: the form is made anew, with what was typed.
        now = _seen(matter, party_id)
        anew = UpdateForm(request.POST, initial={}, seen=now)
        anew.add_error(None, OVERTAKEN)
        return {"seen": now, "form": anew}
    messages.success(request, RELEASED)
    return redirect("case_letter", matter.case.reference, made.letter_id)


def _told(request: HttpRequest, form: UpdateForm) -> Release:
    again = tuple(request.POST.getlist("named")) if form.cleaned_data["looked_again"] else ()
    return Release(
        events=tuple(form.cleaned_data.get("events") or ()),
        own_words=form.said("own_words"),
        is_safe=form.cleaned_data["was_safe"],
        version=conflicts.number(request.POST.get("version", "")),
        offered=tuple(filter(None, request.POST.get("offered", "").split(","))),
        reached=request.POST.get("reached", ""),
        looked_at_again=again,
        because=form.said("because"),
    )


def _seen(matter: Matter, party_id: int) -> Writing:
    try:
        return writing.to_party(case=matter.case, party_id=party_id, on=matter.reader.on)
    except NotThere:
        raise Http404 from None


@requires(Permission.CASES_WORK)
@require_http_methods(FORM_METHODS)
@of_a_matter("an update")
def discard(request: HttpRequest, matter: Matter, party_id: int) -> HttpResponse:
    """A draft that is not wanted: asks, then discards it."""
    seen = _seen(matter, party_id)
    if seen.draft_id is None:
        raise Http404
    if request.method == "POST":
        said = {"reference": matter.case.reference, "by": me(request), "at": request.at}  # type: ignore[attr-defined]
        drafting.discard(**said, update_id=seen.draft_id)
        kept_forms.discard(request, kind=UPDATE, key=f"{matter.case.reference} {address_of(party_id)}")
        messages.success(request, "The draft has been discarded. The update is still due.")
        return redirect("case_messages", reference=matter.case.reference)
    return render(request, "staff/informing/discard.html", {"case": matter.case, "seen": seen, "form": forms.Form()})
