"""After a change of the staff door's SECRET_KEY: puts the second factors' secrets under the new one."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.accounts import users
from cases.audit.actors import Command as ByCommand
from cases.web.on_behalf import on_behalf_of

RENEWING = ByCommand("renew_second_factors")


class Command(BaseCommand):
    """`manage.py renew_second_factors`, with the staff door's SECRET_KEY and SECRET_KEY_FALLBACKS."""

    help = "Puts the second factors' secrets under the present SECRET_KEY. Then the old one may go."

    def handle(self, *args: Any, **options: Any) -> None:
        """Renews, and says so when some cannot be read."""
        with on_behalf_of(RENEWING) as at:
            renewed, lost = users.renew_second_factors(by=RENEWING, at=at)
        self.stdout.write(f"{renewed} secrets are under the present SECRET_KEY.")
        if lost:
            raise CommandError(
                f"{lost} secrets cannot be read: the key they were made with is in neither SECRET_KEY nor "
                "SECRET_KEY_FALLBACKS. Add it and run this again, or remove_second_factor for each person concerned."
            )
