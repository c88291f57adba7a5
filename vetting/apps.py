"""Django's registration of the vetting file."""

from django.apps import AppConfig


class VettingConfig(AppConfig):
    """The vetting file."""

    name = "vetting"
    verbose_name = "The vetting file"
