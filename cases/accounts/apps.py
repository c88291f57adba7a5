"""Django's registration of this room."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts"""

    name = "cases.accounts"
    label = "accounts"
    verbose_name = "Accounts"
