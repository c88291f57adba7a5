"""The pages of a matter: its purpose first, then summary, allegations and people, deadlines, timeline."""

import uuid
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from cases.access import NotThere
from cases.accounts.permissions import Permission
from cases.queries import case_deadlines, case_file, case_people, case_severity, case_timeline, next_acts
from cases.queries.acts import coming, listing
from cases.queries.plan import overview
from cases.staff import kept_forms
from cases.staff.acting import me
from cases.staff.matters.opening import Matter, context_of, found, of_a_matter, remember_purpose
from cases.staff.typed_fields import TypedForm
from cases.web.gate import requires
from cases.web.row_addresses import address_of, number_of

FORM_METHODS = ["GET", "HEAD", "POST"]
PURPOSE = "case_purpose"
WORKING, OTHER = "working", "other"
PURPOSES = {
    WORKING: "Working on it",
    "supervising": "Supervising whoever works on it",
    "allocated": "It was allocated to me",
    "disclosure": "Disclosure",
    "audit": "Audit or dip sample",
    OTHER: "Something else",
}
LONGEST_PURPOSE = 200


class PurposeForm(TypedForm):
    """For what purpose somebody opens a matter: our own control, asked once a session."""

    purpose = forms.ChoiceField(
        label="Why do you open this matter?",
        choices=list(PURPOSES.items()),
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose why you open this matter",
            "invalid_choice": "Choose why you open this matter",
        },
    )
    words = forms.CharField(
        label="If it is something else: what?",
        required=False,
        validators=[
            MaxLengthValidator(
                LONGEST_PURPOSE, f"Say it in {LONGEST_PURPOSE} characters or fewer; it has %(show_value)s"
            )
        ],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"null_characters_not_allowed": "The purpose must be text that can be read"},
    )

    def clean(self) -> dict[str, Any]:
        """Something else needs words."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("purpose") == OTHER and not cleaned.get("words") and "words" not in self.errors:
            self.add_error("words", "Enter what you open it for")
        return cleaned

    def in_words(self) -> str:
        """The purpose as the trail keeps it."""
        chosen: str = self.cleaned_data["purpose"]
        words: str = self.cleaned_data["words"]
        return f"{PURPOSES[chosen]}: {words}" if chosen == OTHER else PURPOSES[chosen]


@requires(Permission.CASES_SEE)
@require_http_methods(FORM_METHODS)
def purpose(request: HttpRequest, reference: str) -> HttpResponse:
    """Asks why they open the matter, and then goes where they were going."""
    case, reader = found(request, reference)
    typed = kept_forms.typed(request, kind=PURPOSE, key=case.reference)
    here = reverse("case", args=[case.reference])
    back = request.GET.get("next", "") or (typed.get("next", "") if typed else "")
    # Only ever on to a page of this matter.
    back = back if back.startswith(here) and ".." not in back else here
    preselected = WORKING if case_file.works_on(case=case, user=me(request), on=reader.on) else None
    form = PurposeForm(typed, initial={"purpose": preselected})
    if request.method == "POST" and form.is_valid():
        kept_forms.discard(request, kind=PURPOSE, key=case.reference)
        remember_purpose(request, case.reference, form.in_words())
        return redirect(back)
    context = {"case": case, "next": back} | kept_forms.context(request, form, kind=PURPOSE, key=case.reference)
    return render(request, "staff/matters/purpose.html", context)


@requires(Permission.CASES_SEE)
@require_safe
@of_a_matter("summary")
def summary(request: HttpRequest, matter: Matter) -> HttpResponse:
    """What it is and what comes next."""
    context = context_of(request, matter, tab="case")
    against = listing.against_in(case=matter.case)
    acts = next_acts.for_case(case=matter.case, on=matter.reader.on)
    context |= {
        "next": acts[0] if acts and acts[0].leads_on else None,
        "others": acts[1:] if acts and acts[0].leads_on else acts,
        "people": coming.for_people(rows=against, on=matter.reader.on),
        "allegations": case_file.allegations(case=matter.case),
        "facts": case_file.facts(case=matter.case),
        "letters": case_file.letters(case=matter.case),
        "footage_due": overview.footage_due(case=matter.case, on=matter.reader.on),
    }
    return render(request, "staff/matters/summary.html", context)


@requires(Permission.CASES_SEE)
@require_safe
@of_a_matter("allegations and people")
def people(request: HttpRequest, matter: Matter) -> HttpResponse:
    """What is alleged against whom, and who complains or was affected."""
    context = context_of(request, matter, tab="case_people")
    context |= {
        "allegations": case_file.allegations(case=matter.case),
        "subjects": case_people.subjects(case=matter.case),
        "parties": case_people.parties(case=matter.case),
        # What each form is called that one may go on to from here.
        "form_key": uuid.uuid4(),
    }
    return render(request, "staff/matters/people.html", context)


@requires(Permission.CASES_SEE)
@require_safe
@of_a_matter("deadlines")
def deadlines(request: HttpRequest, matter: Matter) -> HttpResponse:
    """Every time limit on one axis, and in a table."""
    context = context_of(request, matter, tab="case_deadlines")
    axis = case_deadlines.axis(case=matter.case, on=matter.reader.on)
    return render(request, "staff/matters/deadlines.html", context | {"axis": axis, "width": case_deadlines.WIDTH})


@requires(Permission.CASES_SEE)
@require_safe
@of_a_matter("how a date was computed")
def how_computed(request: HttpRequest, matter: Matter, deadline_id: int) -> HttpResponse:
    """How one date was worked out."""
    try:
        computed = case_deadlines.how(case=matter.case, deadline_id=deadline_id, on=matter.reader.on)
    except NotThere:
        raise Http404 from None
    return render(
        request, "staff/matters/how_computed.html", context_of(request, matter, tab="") | {"computed": computed}
    )


@requires(Permission.CASES_WORK)
@require_safe
@of_a_matter("how severity was scored")
def severity(request: HttpRequest, matter: Matter) -> HttpResponse:
    """Where every point of the newest score comes from: for triage only, and so no more once severity is assessed."""
    context = context_of(request, matter, tab="")
    scored = None if context["header"].is_assessed else case_severity.newest(case=matter.case)
    return render(request, "staff/matters/severity.html", context | {"scored": scored})


@requires(Permission.CASES_SEE)
@require_safe
@of_a_matter("timeline")
def timeline(request: HttpRequest, matter: Matter) -> HttpResponse:
    """What happened, newest first: people's acts and the system's told apart; looks only where they are asked for."""
    before = request.GET.get("before", "")
    seen = case_timeline.page(
        case=matter.case,
        reader=matter.reader,
        kind=request.GET.get("kind", ""),
        before=number_of(before),
    )
    return render(
        request,
        "staff/matters/timeline.html",
        context_of(request, matter, tab="case_timeline")
        | {"seen": seen, "kinds": case_timeline.KINDS, "older": address_of(seen.before) if seen.before else ""},
    )
