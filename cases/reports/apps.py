"""Django's registration of this room."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Public reports"""

    name = "cases.reports"
    label = "reports"
    verbose_name = "Public reports"
