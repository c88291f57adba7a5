"""Django's registration of the case file."""

from importlib import import_module

from django.apps import AppConfig
from django.conf import settings


class CasesConfig(AppConfig):
    """The case file itself: models live one file each in `cases.models`."""

    name = "cases"
    verbose_name = "The case file"

    def ready(self) -> None:
        """The staff door listens to what Django says of log-ins, from the first one on."""
        if settings.PROCESS == "staff":
            import_module("cases.staff.account.log_ins")
