"""Making a letter: of which kind, then to whom and with which words; looked at as often as one likes, and made once."""

from typing import Any

from django import forms
from django.contrib import messages as flash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cases.accounts.permissions import Permission
from cases.operations.case_changes import SentAlready
from cases.operations.letters import making
from cases.operations.letters.making import Incomplete, NotAddressable, To, Wanted
from cases.queries.letters import messages
from cases.queries.letters.kinds import ADDRESSEES, KINDS, PARTY, SUBJECT, Kind
from cases.staff import kept_forms
from cases.staff.acting import me
from cases.staff.matters import once
from cases.staff.matters.opening import Matter, of_a_matter
from cases.staff.typed_fields import TypedForm, line, lines
from cases.web.gate import requires
from cases.web.row_addresses import address_of, number_of

FORM_METHODS = ["GET", "HEAD", "POST"]
MAKE = "case_letter_make"
TO = "Choose to whom it is addressed"
NOT_PARTIES = "Of a party, the address that is recorded is used. Leave it empty where the letter is handed over."


class MakeForm(TypedForm):
    """To whom a letter of one kind goes, and what is typed into it."""

    to = forms.ChoiceField(
        label="To whom is it addressed?",
        widget=forms.RadioSelect,
        error_messages={"required": TO, "invalid_choice": TO},
    )
    name = line(
        "Name", longest=150, hint="Of a police friend, a line manager or an organisation, whose name is not recorded."
    )
    address = lines("Address", rows=3, hint=NOT_PARTIES)

    def __init__(self, data: Any, *, kind: Kind, choices: list[messages.Choice]) -> None:
        super().__init__(data)
        shown = [(_key(one.key), one.said) for one in choices]
        self.fields["to"].choices = shown  # type: ignore[attr-defined]
        if set(kind.addressees) <= {PARTY, SUBJECT}:
            del self.fields["name"]
        if set(kind.addressees) == {PARTY}:
            del self.fields["address"]
        for one in kind.typed:
            self.fields[one.name] = lines(
                one.about,
                rows=one.rows,
                hint="" if one.is_required else "Leave it empty where there is none.",
            )

    def wanted(self, kind: Kind) -> Wanted:
        """The letter that was asked for."""
        addressee, _, row = str(self.cleaned_data["to"]).partition(":")
        to = To(
            addressee=addressee, row_id=number_of(row) if row else None, name=self.said("name"),
            address=self.said("address"),
        )  # fmt: skip
        return Wanted(kind=kind.key, to=to, typed={one.name: self.said(one.name) for one in kind.typed})


def _key(key: str) -> str:
    """How a form names somebody: never by the number of a row."""
    addressee, _, row = key.partition(":")
    return f"{addressee}:{address_of(int(row))}" if row else addressee


@requires(Permission.CASES_WORK)
@require_safe
@of_a_matter("make a letter")
def choose(request: HttpRequest, matter: Matter) -> HttpResponse:
    """Of which kind."""
    made_here = [kind for kind in KINDS.values() if kind.made_here]
    kinds = [(kind, ", ".join(ADDRESSEES[one] for one in kind.addressees)) for kind in made_here]
    return render(request, "staff/letters/choose.html", {"case": matter.case, "kinds": kinds})


@requires(Permission.CASES_WORK)
@require_http_methods(FORM_METHODS)
@of_a_matter("make a letter")
def make(request: HttpRequest, matter: Matter, kind: str) -> HttpResponse:
    """To whom, and with which words. A preview keeps nothing."""
    of = KINDS.get(kind)
    if of is None or not of.made_here:
        raise Http404
    draft = {"kind": MAKE, "key": f"{matter.case.reference} {kind}"}
    data = kept_forms.typed(request, **draft)
    choices = messages.choices(case=matter.case, kind=of)
    form = MakeForm(data, kind=of, choices=choices)
    context: dict[str, Any] = {"case": matter.case, "of": of, "has_choices": bool(choices)}
    if request.method == "POST" and form.is_valid():
        made = _made(request, matter, form, of)
        if isinstance(made, str):
            context["preview"] = made
        elif made is not None:
            kept_forms.discard(request, **draft)
            flash.success(request, "The letter has been made. It is to be sent.")
            return redirect("case_letter", matter.case.reference, made.pk)
    is_spent = form.is_bound and once.SENT_ALREADY in form.non_field_errors()
    context["added_with"] = once.shown(data or {}, request.GET, is_spent=is_spent)
    return render(request, "staff/letters/make.html", context | kept_forms.context(request, form, **draft))


def _made(request: HttpRequest, matter: Matter, form: MakeForm, kind: Kind) -> Any:
    """The letter, the words of its preview, or None where the form is shown again with what is wrong."""
    said: dict[str, Any] = {
        "reference": matter.case.reference,
        "wanted": form.wanted(kind),
        "by": me(request),
        "at": request.at,  # type: ignore[attr-defined]
    }
    try:
        if "preview" in request.POST:
            return making.preview(**said)
        return making.make(**said, added_with=once.sent(request.POST))
    except NotAddressable as problem:
        form.add_error(problem.field, str(problem))
    except Incomplete as problem:
        for name, sentence in problem.missing.items():
            form.add_error(name, sentence)
    except SentAlready:
        form.add_error(None, once.SENT_ALREADY)
    return None
