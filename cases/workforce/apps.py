"""Django's registration of this room."""

from django.apps import AppConfig


class WorkforceConfig(AppConfig):
    """The register"""

    name = "cases.workforce"
    label = "workforce"
    verbose_name = "The register"
