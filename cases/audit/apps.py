"""Django's registration of this room."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The trail"""

    name = "cases.audit"
    label = "audit"
    verbose_name = "The trail"
