"""Django's registration of this room."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Jobs"""

    name = "cases.jobs"
    label = "jobs"
    verbose_name = "Jobs"
