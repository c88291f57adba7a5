"""Django's registration of the case file."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """The case file itself: models live one file each in `cases.models`."""

    name = "cases"
    verbose_name = "The case file"
