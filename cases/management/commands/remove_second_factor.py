"""For somebody who has lost their phone and their recovery codes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cases.accounts import users
from cases.audit.actors import Command as ByCommand
from cases.web.on_behalf import on_behalf_of

REMOVING = ByCommand("remove_second_factor")


class Command(BaseCommand):
    """`manage.py remove_second_factor EMAIL`. Check in person who is asking before you run it."""

    help = "Removes a user's authenticator apps, passkeys and recovery codes and ends their sessions."

    def add_arguments(self, parser: CommandParser) -> None:
        """The e-mail."""
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        """Removes them, or says that nobody has this e-mail."""
        try:
            with on_behalf_of(REMOVING) as at:
                user = users.remove_second_factor(email=options["email"], by=REMOVING, at=at)
        except users.User.DoesNotExist:
            raise CommandError("Nobody with this e-mail has an account.") from None
        self.stdout.write(f"{user.name} will be asked to set up a new second factor at the next log-in.")
