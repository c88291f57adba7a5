"""A person's own account: their details, roles and sessions."""

from allauth.account.adapter import get_adapter
from allauth.account.views import reauthenticate
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from cases.accounts import drafts as stored_drafts
from cases.accounts import second_factor, users
from cases.accounts import sessions as own_sessions
from cases.accounts.roles import ABOUT, Role
from cases.accounts.users import User
from cases.staff import drafts
from cases.staff.account.forms import DetailsForm
from cases.staff.acting import me
from cases.workforce.roles import roles_of

DETAILS = "account_details"
FACTORS = {"totp": "an authenticator app", "webauthn": "a passkey"}
# More digits than any row number has: beyond it, the number is nobody's.
LONGEST_NUMBER = 18


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Who I am, which roles I hold, and how I log in."""
    held = roles_of(user=me(request), on=timezone.localdate(request.at))  # type: ignore[attr-defined]
    context = {
        "roles": [ABOUT[role] for role in Role if role in held],
        "factors": sorted(FACTORS[kind] for kind in second_factor.kinds_of(user=me(request))),
    }
    return render(request, "staff/account/overview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def details(request: HttpRequest) -> HttpResponse:
    """How colleagues see me."""
    user = me(request)
    if request.POST.get("discard"):
        stored_drafts.discard(owner_id=user.pk, kind=DETAILS, key="")
        return redirect(DETAILS)
    kept = drafts.kept(user=user, kind=DETAILS)
    form = DetailsForm(request.POST or None, initial={"name": user.name} | (kept or {}))
    if request.method == "POST" and form.is_valid() and _renamed(request, form):
        stored_drafts.discard(owner_id=user.pk, kind=DETAILS, key="")
        messages.success(request, "Your details have been saved.")
        return redirect("account")
    context = {"form": form, "draft_note": drafts.note(user=user, kind=DETAILS), "is_kept": kept is not None}
    return render(request, "staff/account/details.html", context)


def _renamed(request: HttpRequest, form: DetailsForm) -> bool:
    try:
        name = form.cleaned_data["name"]
        users.rename(user=me(request), name=name, by=me(request), at=request.at)  # type: ignore[attr-defined]
    except users.NameTaken:
        form.add_error(
            "name", "A colleague has this name already. Add what tells you apart, such as your collar number"
        )
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: HttpRequest) -> HttpResponse:
    """Where I am logged in, and a way to end that."""
    user, key = me(request), request.session.session_key
    if request.method == "POST":
        _end(request, user=user, key=key)
        return redirect("account_sessions")
    return render(request, "staff/account/sessions.html", {"sessions": own_sessions.of(user=user, present_key=key)})


def _end(request: HttpRequest, *, user: User, key: str | None) -> None:
    chosen = request.POST.get("session", "")[:LONGEST_NUMBER]
    at = request.at  # type: ignore[attr-defined]
    if chosen == "others":
        count = own_sessions.end_all_but(user=user, present_key=key, by=user, at=at)
        messages.success(request, f"{count} other session{'' if count == 1 else 's'} ended.")
    elif chosen.isdecimal() and own_sessions.end(user=user, session_id=int(chosen), at=at):
        messages.success(request, "That session has ended.")
    else:
        messages.info(request, "That session had already ended.")


def confirm_by_password(request: HttpRequest) -> HttpResponseBase:
    """The password once more, for who has nothing better: with a second factor, that is asked for instead."""
    if second_factor.kinds_of(user=me(request)):
        return redirect(get_adapter(request).get_reauthentication_methods(me(request))[0]["url"])
    answer: HttpResponseBase = reauthenticate(request)
    return answer
