"""Who may see a matter: named, given sight of it for a time, or restricted to those who are named."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.validators import MaxLengthValidator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cases.accounts.permissions import Permission
from cases.audit.trail import Refused
from cases.operations import case_changes, membership
from cases.queries import case_access, unit_tree, who_loses
from cases.staff import kept_forms
from cases.staff.acting import me, permissions_of
from cases.staff.matters.opening import Matter, context_of, of_a_matter
from cases.staff.typed_fields import TypedForm, lines
from cases.web.fields import DayField
from cases.web.gate import requires
from cases.web.row_addresses import address_of

FORM_METHODS = ["GET", "HEAD", "POST"]
LONGEST_REASON = 500
NAME, GIVE, END, RESTRICT = "case_name", "case_give", "case_end_sight", "case_restrict"
ENDED = "That has ended."
AGAIN = "Open this page again: it did not say what to do"
NOT_A_DAY = f"Last day must be today or later, and at most {membership.LONGEST_GRANT.days} days from today"


def reason_field(hint: str = "Kept in the timeline of the matter.") -> forms.CharField:
    """Why: needed for everything that changes who may see a matter."""
    field = lines("Reason", rows=3, required="Enter the reason", hint=hint)
    # Not max_length: a browser would then cut what is pasted, and say nothing.
    field.validators.append(
        MaxLengthValidator(
            LONGEST_REASON, f"The reason must be {LONGEST_REASON} characters or fewer; it has %(show_value)s"
        )
    )
    return field


class ReasonForm(TypedForm):
    """Why something is changed."""

    reason = reason_field()


class RestrictForm(ReasonForm):
    """Which of the two the page offered, and why."""

    way = forms.ChoiceField(
        choices=[("restrict", "Restrict"), ("open", "Open")],
        widget=forms.HiddenInput,
        error_messages={"required": AGAIN, "invalid_choice": AGAIN},
    )


class PersonForm(TypedForm):
    """Whom to name, and why. Everybody stands in the list."""

    who = forms.TypedChoiceField(
        label="Who",
        coerce=int,
        error_messages={"required": "Choose who", "invalid_choice": "Choose who from the list"},
    )
    reason = reason_field()

    def __init__(self, *args: Any, everybody: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["who"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", "Choose"), *((str(pk), name) for pk, name in everybody)]


class GiveForm(PersonForm):
    """Whom to give sight of the matter, until when, and why."""

    until = DayField(
        label="Last day",
        help_text=f"This day is included. At most {membership.LONGEST_GRANT.days} days from today.",
    )
    field_order = ("who", "until", "reason")


WAYS: dict[str, tuple[Callable[..., None], str]] = {
    "restrict": (membership.restrict, "It is restricted to those who are named."),
    "open": (membership.unrestrict, "It is open to its unit."),
}


@requires(Permission.CASES_SEE)
@require_safe
@of_a_matter("access")
def who(request: HttpRequest, matter: Matter) -> HttpResponse:
    """Units, roles and people who may see it. Who must not is for those who keep the access."""
    keeps = Permission.ACCESS_MANAGE in permissions_of(request)
    decides = Permission.WALLS_DECIDE in permissions_of(request)
    tree = unit_tree.tree(on=matter.reader.on)
    context = context_of(request, matter, tab="case_access", tree=tree)
    context |= {
        "seen": case_access.who(case=matter.case, reader=matter.reader, units=tree.names, keeps=keeps, decides=decides),
        "keeps": keeps,
        "holds": decides,
    }
    return render(request, "staff/matters/access.html", context)


@requires(Permission.ACCESS_MANAGE)
@require_http_methods(FORM_METHODS)
@of_a_matter("access")
def name(request: HttpRequest, matter: Matter) -> HttpResponse:
    """Names somebody, until further notice."""
    form = PersonForm(_typed(request, matter, NAME), everybody=case_access.everybody())
    if request.method == "POST" and form.is_valid():
        said = {"user_id": form.cleaned_data["who"], "reason": form.cleaned_data["reason"]}
        if _done(request, form, lambda: membership.name(**_by(request, matter), **said)):
            kept_forms.discard(request, kind=NAME, key=matter.case.reference)
            return _to_access(request, matter, "They are named to the matter.")
    return _shown(request, matter, form, "name", NAME)


@requires(Permission.ACCESS_MANAGE)
@require_http_methods(FORM_METHODS)
@of_a_matter("access")
def give(request: HttpRequest, matter: Matter) -> HttpResponse:
    """Gives somebody sight of it until a day."""
    form = GiveForm(_typed(request, matter, GIVE), everybody=case_access.everybody())
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        said = {"user_id": given["who"], "reason": given["reason"], "until": given["until"]}
        try:
            if _done(request, form, lambda: membership.give(**_by(request, matter), **said)):
                kept_forms.discard(request, kind=GIVE, key=matter.case.reference)
                return _to_access(request, matter, "They may see the matter until that day.")
        except membership.NotADay:
            form.add_error("until", NOT_A_DAY)
    return _shown(request, matter, form, "give", GIVE)


@requires(Permission.ACCESS_MANAGE)
@require_http_methods(FORM_METHODS)
@of_a_matter("access")
def end(request: HttpRequest, matter: Matter, membership_id: int) -> HttpResponse:
    """Asks for the reason, then ends what somebody was named for or given."""
    found = case_access.member(case=matter.case, membership_id=membership_id, on=matter.reader.on)
    if found is None:
        raise Http404
    member, runs = found
    if not runs:
        # As when the form is sent twice: it is so already.
        return _to_access(request, matter, ENDED)
    key = f"{matter.case.reference} {address_of(membership_id)}"
    form = ReasonForm(kept_forms.typed(request, kind=END, key=key))
    if request.method == "POST" and form.is_valid():
        membership.end(**_by(request, matter), membership_id=membership_id, reason=form.cleaned_data["reason"])
        kept_forms.discard(request, kind=END, key=key)
        return _to_access(request, matter, ENDED)
    context = kept_forms.context(request, form, kind=END, key=key)
    return render(request, "staff/matters/access_end.html", {"case": matter.case, "member": member} | context)


@requires(Permission.ACCESS_MANAGE)
@require_http_methods(FORM_METHODS)
@of_a_matter("access")
def restrict(request: HttpRequest, matter: Matter) -> HttpResponse:
    """Restricts it to those who are named, or opens it to its unit: whichever it was not when the page was made.

    That is what somebody read when they pressed the button: what another did meanwhile is never turned back by it.
    """
    key = matter.case.reference
    form = RestrictForm(kept_forms.typed(request, kind=RESTRICT, key=key))
    if request.method == "POST" and form.is_valid():
        act, said = WAYS[form.cleaned_data["way"]]
        act(**_by(request, matter), reason=form.cleaned_data["reason"])
        kept_forms.discard(request, kind=RESTRICT, key=key)
        return _to_access(request, matter, said)
    sent = request.POST.get("way", "")
    way = sent if sent in WAYS else "open" if matter.case.is_restricted else "restrict"
    context = kept_forms.context(request, form, kind=RESTRICT, key=key) | {"case": matter.case, "way": way}
    context["lost"] = who_loses.by_restricting(case=matter.case, by=me(request), on=matter.reader.on)
    return render(request, "staff/matters/access_restrict.html", context)


def _by(request: HttpRequest, matter: Matter) -> dict[str, Any]:
    return {"reference": matter.case.reference, "by": me(request), "at": request.at}  # type: ignore[attr-defined]


def _typed(request: HttpRequest, matter: Matter, kind: str) -> Any:
    return kept_forms.typed(request, kind=kind, key=matter.case.reference)


def _done(request: HttpRequest, form: forms.Form, act: Any) -> bool:
    """Does it; where it is refused, says so beside the field, and the trail keeps the refusal."""
    try:
        act()
    except Refused as refusal:
        if refusal.sentence == case_changes.FROZEN:
            raise
        request.refusal = refusal  # type: ignore[attr-defined]
        form.add_error("who", refusal.sentence)
        return False
    return True


def _shown(request: HttpRequest, matter: Matter, form: TypedForm, page: str, kind: str) -> HttpResponse:
    context = {"case": matter.case} | kept_forms.context(request, form, kind=kind, key=matter.case.reference)
    return render(request, f"staff/matters/access_{page}.html", context)


def _to_access(request: HttpRequest, matter: Matter, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("case_access", reference=matter.case.reference)
