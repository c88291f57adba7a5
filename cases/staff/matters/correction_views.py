"""Correcting what is recorded of a party, and of an allegation.

The form is filled in with what is recorded. Where the matter was changed meanwhile, it is shown again with what was
typed and what is recorded now: nothing is overwritten that its reader has not seen.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cases.access import NotThere
from cases.accounts.permissions import Permission
from cases.audit.trail import Refused
from cases.operations import corrections
from cases.operations.case_changes import Conflict
from cases.operations.corrections import Corrected
from cases.operations.intake import Mistake
from cases.queries import case_file, case_people
from cases.staff import drafts, kept_forms
from cases.staff.acting import me
from cases.staff.log import values
from cases.staff.log.forms import AllegationForm, PartyForm
from cases.staff.matters import conflicts
from cases.staff.matters.opening import Matter, of_a_matter
from cases.staff.typed_fields import TypedForm, line
from cases.web.gate import requires
from cases.web.row_addresses import address_of

PARTY, ALLEGATION = "case_correct_party", "case_correct_allegation"
FORM_METHODS = ["GET", "HEAD", "POST"]
OVERTAKEN = (
    "The matter was changed after you opened this form, and nothing of yours has been saved. "
    "Compare it with what is recorded now, and send it again to save it over that"
)
PRINT_AGAIN = {"one": "1 letter to be sent says so now: print it again.",
               "more": "{} letters to be sent say so now: print them again."}  # fmt: skip


class CorrectPartyForm(PartyForm):
    """What is recorded of a party. A call adds to how it is safe to reach somebody, so that may be longer here."""

    safe_contact = line("How and when it is safe to reach them", longest=300)
    field_order = ("role", "name", "safe_contact", "phone", "email", "address", "vulnerable")


class Correcting(NamedTuple):
    """One form: its kind of draft (and page), whose it is, how it is filled in, and what saves it."""

    kind: str
    row_id: int
    form: type[TypedForm]
    seen: Callable[[], Any]
    save: Callable[..., Corrected]


@requires(Permission.CASES_WORK)
@require_http_methods(FORM_METHODS)
@of_a_matter("change")
def party(request: HttpRequest, matter: Matter, party_id: int) -> HttpResponse:
    """Who complains, was affected or saw it: what they are, their name, and how it is safe to reach them."""

    def save(form: Any, **said: Any) -> Corrected:
        return corrections.correct_party(party_id=party_id, named=values.party(form), **said)

    def seen() -> Any:
        return case_people.party(case=matter.case, party_id=party_id)

    return _page(request, matter, Correcting(PARTY, party_id, CorrectPartyForm, seen, save))


@requires(Permission.CASES_WORK)
@require_http_methods(FORM_METHODS)
@of_a_matter("change")
def allegation(request: HttpRequest, matter: Matter, allegation_id: int) -> HttpResponse:
    """Its category, what it is in one line, and the Standards that it may engage."""

    def save(form: Any, **said: Any) -> Corrected:
        return corrections.correct_allegation(allegation_id=allegation_id, alleged=values.allegation(form), **said)

    def seen() -> Any:
        return case_file.one_allegation(case=matter.case, allegation_id=allegation_id)

    return _page(request, matter, Correcting(ALLEGATION, allegation_id, AllegationForm, seen, save))


def _page(request: HttpRequest, matter: Matter, page: Correcting) -> HttpResponse:
    try:
        return _shown(request, matter, page)
    except NotThere:
        raise Http404 from None


def _shown(request: HttpRequest, matter: Matter, page: Correcting) -> HttpResponse:
    """Saves it, or shows the form: as recorded, as it was kept, or as it was sent with what is wrong."""
    # The matter was read before its row: where that changed in between, the version tells.
    seen, draft = page.seen(), {"kind": page.kind, "key": f"{matter.case.reference} {address_of(page.row_id)}"}
    if request.POST.get("discard"):
        kept_forms.discard(request, **draft)
        return redirect(page.kind, matter.case.reference, page.row_id)
    form = page.form(kept_forms.typed(request, **draft), initial=seen.recorded)
    # What was kept goes on from the version that it was filled in from.
    version = conflicts.number(str(form.data.get("version", ""))) if form.is_bound else matter.case.version
    context: dict[str, Any] = {"case": matter.case, "seen": seen, "version": version}
    if request.method == "POST" and form.is_valid():
        said = {"reference": matter.case.reference, "version": version, "by": me(request), "at": request.at}  # type: ignore[attr-defined]
        try:
            done = page.save(form, **said)
        except Conflict:
            form.add_error(None, OVERTAKEN)
            context |= _recorded_now(matter, page, form)
        except Mistake as mistake:
            form.add_error(mistake.field, mistake.sentence)
        except Refused as refusal:
            # Of a matter that is held: what was typed waits until it is no longer.
            form.add_error(None, refusal.sentence)
            request.refusal = refusal  # type: ignore[attr-defined]
            drafts.keep_what_was_typed(request)
        else:
            kept_forms.discard(request, **draft)
            messages.success(request, in_words(done))
            return redirect("case_people", reference=matter.case.reference)
    context |= kept_forms.context(request, form, **draft)
    status = 409 if form.is_bound and form.non_field_errors() else 200
    return render(request, f"staff/matters/{page.kind.removeprefix('case_')}.html", context, status=status)


def _recorded_now(matter: Matter, page: Correcting, form: TypedForm) -> dict[str, Any]:
    """The version that the matter has now, and what is recorded in it where something else was typed, in words."""
    version = case_file.find(reader=matter.reader, reference=matter.case.reference).version
    recorded: Mapping[str, Any] = page.seen().recorded
    differ = [name for name, field in form.fields.items() if field.has_changed(recorded[name], form[name].value())]
    now = [(form.fields[name].label, _in_words(form.fields[name], recorded[name])) for name in differ]
    return {"version": version, "now": now}


def _in_words(field: forms.Field, recorded: Any) -> str:
    if not isinstance(field, forms.ChoiceField):
        return str(recorded) or "nothing"
    choices: Any = field.choices
    known: dict[str, Any] = {}
    for key, said in choices:
        # A group has its choices below it.
        known |= {key: said} if isinstance(said, str) else dict(said)
    chosen = recorded if isinstance(recorded, list) else [recorded]
    return "; ".join(str(known.get(one, one)) for one in chosen) or "nothing"


def in_words(done: Corrected) -> str:
    """What came of it."""
    if not done.fields:
        return "Nothing was corrected: it is recorded so already."
    print_again = PRINT_AGAIN["one" if done.letters == 1 else "more"].format(done.letters) if done.letters else ""
    return f"It has been corrected. {print_again}".strip()
