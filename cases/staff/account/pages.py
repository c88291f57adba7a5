"""Every page by which people log in and look after their log-in: ours and allauth's, and who may open each.

allauth's own table of addresses is not included: it has pages we do not want (sign-up, social log-in, e-mail lists).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.urls import URLPattern, path

from cases.staff.account import account_views
from cases.web.acting import keeps_each_write
from cases.web.gate import (
    for_any_user,
    for_any_user_to_prove_second_factor,
    for_any_user_to_set_up_second_factor,
    for_anybody_half_logged_in,
    open_to_all,
)

View = Callable[..., Any]
LOGGING_IN = open_to_all(why="Nobody is logged in yet on the pages by which people log in.")
SETTING_UP = for_any_user_to_set_up_second_factor
COUNTED = True
PROVING = for_any_user_to_prove_second_factor


@dataclass(frozen=True)
class Page:
    """One address: where, which view, under which name, and who may open it."""

    address: str
    view: View
    name: str
    who: Callable[[View], View]
    counts_tries: bool = False

    def path(self) -> URLPattern:
        """The address with its rule. Where tries are counted, the count outlives a page that fails."""
        view = self.who(self.view)
        return path(self.address, keeps_each_write(view) if self.counts_tries else view, name=self.name)


PAGES: list[Page] = [
    Page("log-in/", account.login, "account_login", LOGGING_IN, COUNTED),
    Page("log-in/code/", second_factor.authenticate, "mfa_authenticate", LOGGING_IN, COUNTED),
    Page("log-in/passkey/", passkeys.login_webauthn, "mfa_login_webauthn", LOGGING_IN, COUNTED),
    Page("log-in/not-active/", account.account_inactive, "account_inactive", LOGGING_IN),
    Page("log-out/", account.logout, "account_logout", for_anybody_half_logged_in),
    Page("account/", account_views.overview, "account", for_any_user),
    Page("account/details/", account_views.details, "account_details", for_any_user),
    Page("account/password/", account.password_change, "account_change_password", for_any_user, COUNTED),
    Page("account/sessions/", account_views.sessions, "account_sessions", for_any_user),
    Page("account/confirm/", account_views.confirm_by_password, "account_reauthenticate", SETTING_UP, COUNTED),
    Page("account/confirm/code/", second_factor.reauthenticate, "mfa_reauthenticate", PROVING, COUNTED),
    Page("account/confirm/passkey/", passkeys.reauthenticate_webauthn, "mfa_reauthenticate_webauthn", PROVING, COUNTED),
    Page("account/second-factor/", second_factor.index, "mfa_index", SETTING_UP),
    Page("account/second-factor/app/", totp.activate_totp, "mfa_activate_totp", SETTING_UP),
    Page("account/second-factor/app/remove/", totp.deactivate_totp, "mfa_deactivate_totp", for_any_user),
    Page("account/second-factor/codes/", recovery_codes.view_recovery_codes, "mfa_view_recovery_codes", SETTING_UP),
    Page(
        "account/second-factor/codes/new/",
        recovery_codes.generate_recovery_codes,
        "mfa_generate_recovery_codes",
        for_any_user,
    ),
    Page(
        "account/second-factor/codes/download/",
        recovery_codes.download_recovery_codes,
        "mfa_download_recovery_codes",
        for_any_user,
    ),
    Page("account/passkeys/", passkeys.list_webauthn, "mfa_list_webauthn", for_any_user),
    Page("account/passkeys/add/", passkeys.add_webauthn, "mfa_add_webauthn", SETTING_UP),
    Page("account/passkeys/<int:pk>/remove/", passkeys.remove_webauthn, "mfa_remove_webauthn", for_any_user),
    Page("account/passkeys/<int:pk>/rename/", passkeys.edit_webauthn, "mfa_edit_webauthn", for_any_user),
]

urlpatterns: list[URLPattern] = [page.path() for page in PAGES]
