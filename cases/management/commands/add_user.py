"""Makes an account: there is no sign-up."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import IntegrityError
from django.utils import timezone

from cases.accounts import users
from cases.accounts.roles import ABOUT, Role
from cases.accounts.users import User
from cases.audit.actors import Command as ByCommand
from cases.management.passwords import ask_for_password
from cases.web.on_behalf import on_behalf_of
from cases.workforce import roles

ADDING = ByCommand("add_user")


class Command(BaseCommand):
    """`manage.py add_user --email … --name … --role …`. Asks for a first password, which is never an argument."""

    help = "Makes an account with a role from today. The person sets up their second factor at the first log-in."

    def add_arguments(self, parser: CommandParser) -> None:
        """E-mail, name and role."""
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", required=True, help="as colleagues should see it")
        parser.add_argument("--role", required=True, choices=[role.value for role in Role])

    def handle(self, *args: Any, **options: Any) -> None:
        """Makes the account, or says why not."""
        self._check(email=options["email"], name=options["name"])
        password = ask_for_password(User(email=options["email"], name=options["name"]))
        try:
            with on_behalf_of(ADDING) as at:
                user = users.add(email=options["email"], name=options["name"], password=password, by=ADDING, at=at)
                self._give(user=user, role=Role(options["role"]), at=at)
        except IntegrityError:
            raise CommandError("Somebody with this e-mail has an account already.") from None
        self.stdout.write(f"{user.name} can now log in.")

    def _check(self, *, email: str, name: str) -> None:
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(f"“{email}” is not an e-mail address.") from None
        if not name.strip():
            raise CommandError("Give the name that colleagues should see.")

    def _give(self, *, user: User, role: Role, at: datetime) -> None:
        first_day = timezone.localdate(at)
        roles.give(user=user, role=role, first_day=first_day, by=ADDING, at=at)
        self.stdout.write(f"{ABOUT[role].display_name} from {first_day:%-d %B %Y}.")
