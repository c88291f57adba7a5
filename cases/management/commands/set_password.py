"""For somebody who has forgotten their password."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cases.accounts import users
from cases.audit.actors import Command as ByCommand
from cases.management.passwords import ask_for_password
from cases.web.on_behalf import on_behalf_of

SETTING = ByCommand("set_password")


class Command(BaseCommand):
    """`manage.py set_password EMAIL`. Check in person who is asking. Unlike changepassword it leaves an entry."""

    help = "Gives a user another password and ends all their sessions."

    def add_arguments(self, parser: CommandParser) -> None:
        """The e-mail."""
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        """Asks for the password, or says that nobody has this e-mail."""
        try:
            # Asked before the transaction begins: nothing is held open while somebody thinks.
            password = ask_for_password(users.User.objects.get_by_natural_key(options["email"]))
            with on_behalf_of(SETTING) as at:
                user = users.set_password(email=options["email"], password=password, by=SETTING, at=at)
        except users.User.DoesNotExist:
            raise CommandError("Nobody with this e-mail has an account.") from None
        self.stdout.write(f"{user.name} can log in with the new password.")
