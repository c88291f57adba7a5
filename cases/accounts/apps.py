"""Django's registration of this room."""

from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts."""

    name = "cases.accounts"
    label = "accounts"
    verbose_name = "Accounts"

    def ready(self) -> None:
        """Listens to allauth from the start: what follows when somebody sets up a second factor."""
        import_module("cases.accounts.second_factor")
