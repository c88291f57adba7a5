"""Who is at the browser: asked once a request, with the roles that they hold and their second factors."""

from cases.accounts import second_factor
from cases.accounts.backends import EmailBackend
from cases.accounts.users import User
from cases.workforce import roles


class StaffBackend(EmailBackend):
    """Logs in by e-mail; the user of a request carries what every page of this door asks of them."""

    def get_user(self, user_id: int) -> User | None:
        """The user of a session, or None when they may not have one any more."""
        found: User | None = second_factor.carrying(roles.carrying(User.objects.filter(pk=user_id))).first()
        return found if self.user_can_authenticate(found) else None
