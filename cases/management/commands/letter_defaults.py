"""Writes the Word files of letters as they come with Candour."""

from typing import Any

from django.core.management.base import BaseCommand

from cases.operations.letters import defaults


class Command(BaseCommand):
    """`manage.py letter_defaults`: for whoever changes Candour itself. A force changes its templates on their page."""

    help = "Writes the letter templates that come with Candour. What a force uses is changed on the page of templates."

    def handle(self, *args: Any, **options: Any) -> None:
        """Writes them."""
        for path in defaults.write():
            self.stdout.write(path.name)
