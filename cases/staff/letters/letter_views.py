"""A letter of a matter: how its reader may safely be reached, the text as it is printed, and what became of it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cases.access import NotThere
from cases.accounts.permissions import Permission
from cases.operations.letters import emailing, pdf, sending
from cases.queries.letters import messages as seen
from cases.staff import kept_forms
from cases.staff.acting import me, permissions_of
from cases.staff.matters.opening import Matter, of_a_matter
from cases.staff.typed_fields import TypedForm, line
from cases.web.fields import DayField
from cases.web.gate import requires
from cases.web.row_addresses import address_of

FORM_METHODS = ["GET", "HEAD", "POST"]
LETTER, EMAIL, DISCARD = "case_letter", "case_letter_email", "case_letter_discard"
SENT_DAY = "The day must be today or earlier, and not before the letter was made"
DEEMED = "Only an email is said here to count as served, on the day on which it was sent or later"
FOLLOWED = "Follow how and when it is safe to reach them, then tick that you have"
HOW = "Choose how it was sent"
UNCONFIRMED = "Unconfirmed: the rule was not read. Enter it where somebody has settled it; leave it empty otherwise."


def _safe() -> forms.BooleanField:
    return forms.BooleanField(
        label="I have followed how and when it is safe to reach them", error_messages={"required": FOLLOWED}
    )


class SentForm(TypedForm):
    """When and how a letter was sent, and that it was safe."""

    on = DayField(label="Day on which it was sent", help_text="For example 27 3 2026.")
    how = forms.ChoiceField(
        label="How was it sent?",
        choices=sending.WAYS,
        widget=forms.RadioSelect,
        error_messages={"required": HOW, "invalid_choice": HOW},
    )
    deemed_served_on = DayField(
        label="If by email: day on which it counts as served", required=False, help_text=UNCONFIRMED
    )
    was_safe = _safe()


class SafeForm(TypedForm):
    """That it is safe to send it so."""

    was_safe = _safe()


class DiscardForm(TypedForm):
    """Why a letter is not sent."""

    reason = line("Why is it not to be sent?", longest=300, required="Enter why it is not to be sent")


@requires(Permission.CASES_SEE)
@require_http_methods(FORM_METHODS)
@of_a_matter("letter")
def letter(request: HttpRequest, matter: Matter, letter_id: int) -> HttpResponse:
    """A letter as it is printed, and the day on which it was sent."""
    may_note = Permission.CASES_WORK in permissions_of(request)
    if request.method == "POST" and not may_note:
        raise Http404
    found = _found(request, matter, letter_id)
    key = f"{matter.case.reference} {address_of(letter_id)}"
    initial = {"on": found.sent_on, "how": found.sent_how, "deemed_served_on": found.deemed_served_on}
    form = SentForm(kept_forms.typed(request, kind=LETTER, key=key), initial=initial)
    if request.method == "POST" and form.is_valid() and _noted(request, matter, form, letter_id):
        kept_forms.discard(request, kind=LETTER, key=key)
        messages.success(request, "It has been noted.")
        return redirect("case_messages", reference=matter.case.reference)
    shown = seen.seen(found)
    may_note = may_note and not shown.discarded_on and not (shown.is_notice and shown.is_of_template)
    context = _context(matter, found) | {"may_note": may_note}
    kept = kept_forms.context(request, form, kind=LETTER, key=key)
    return render(request, "staff/letters/letter.html", context | kept)


@requires(Permission.CASES_WORK)
@require_http_methods(FORM_METHODS)
@of_a_matter("letter")
def by_email(request: HttpRequest, matter: Matter, letter_id: int) -> HttpResponse:
    """Lets a letter go by email."""
    found = _found(request, matter, letter_id)
    draft = {"kind": EMAIL, "key": f"{matter.case.reference} {address_of(letter_id)}"}
    form = SafeForm(kept_forms.typed(request, **draft))
    if request.method == "POST" and form.is_valid():
        said = {"reference": matter.case.reference, "letter_id": letter_id, "by": me(request), "at": request.at}  # type: ignore[attr-defined]
        emailing.release(**said, was_safe=form.cleaned_data["was_safe"])
        kept_forms.discard(request, **draft)
        messages.success(request, "It goes by email. Its page says when it was sent.")
        return redirect("case_letter", matter.case.reference, letter_id)
    context = _context(matter, found) | kept_forms.context(request, form, **draft)
    return render(request, "staff/letters/email.html", context)


@requires(Permission.CASES_WORK)
@require_http_methods(FORM_METHODS)
@of_a_matter("letter")
def discard(request: HttpRequest, matter: Matter, letter_id: int) -> HttpResponse:
    """A letter that is not to be sent stays on record as discarded."""
    found = _found(request, matter, letter_id)
    draft = {"kind": DISCARD, "key": f"{matter.case.reference} {address_of(letter_id)}"}
    form = DiscardForm(kept_forms.typed(request, **draft))
    if request.method == "POST" and form.is_valid():
        said = {"reference": matter.case.reference, "letter_id": letter_id, "by": me(request), "at": request.at}  # type: ignore[attr-defined]
        sending.discard(**said, reason=form.said("reason"))
        kept_forms.discard(request, **draft)
        messages.success(request, "It has been discarded, and stays on record.")
        return redirect("case_messages", reference=matter.case.reference)
    context = _context(matter, found) | kept_forms.context(request, form, **draft)
    return render(request, "staff/letters/discard.html", context)


def _found(request: HttpRequest, matter: Matter, letter_id: int) -> Any:
    try:
        return sending.printed(case=matter.case, letter_id=letter_id, by=me(request), at=request.at)  # type: ignore[attr-defined]
    except NotThere:
        raise Http404 from None


def _context(matter: Matter, found: Any) -> dict[str, Any]:
    """What each page of a letter shows of it."""
    return {
        "case": matter.case,
        "letter": found,
        "seen": seen.seen(found),
        "to": found.to.identity if found.to else None,
        "has_pdf": seen.has_pdf(letter_id=found.pk),
        "makes_pdf": pdf.program() is not None,
        "digest": seen.digest(letter_id=found.pk),
        "is_out_of_date": seen.is_out_of_date(found),
        "no_email": emailing.obstacle(letter=found),
    }


def _noted(request: HttpRequest, matter: Matter, form: SentForm, letter_id: int) -> bool:
    about: dict[str, Any] = {"reference": matter.case.reference, "letter_id": letter_id}
    told = sending.Sent(**form.cleaned_data)
    try:
        sending.sent(**about, told=told, by=me(request), at=request.at)  # type: ignore[attr-defined]
    except sending.NotADay:
        form.add_error("on", SENT_DAY)
        return False
    except sending.NotDeemed:
        form.add_error("deemed_served_on", DEEMED)
        return False
    return True
