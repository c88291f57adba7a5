"""Which roles a user holds, from when to when. People, postings and units join this room with the register."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from cases.accounts.roles import ABOUT, Role


class RoleHeld(models.Model):
    """A role that a user holds from the first day to the last, both included. No last day: until further notice."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="roles_held")
    role = models.CharField(max_length=40, choices=[(role.value, ABOUT[role].display_name) for role in Role])
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=models.Q(last_day__isnull=True) | models.Q(last_day__gte=models.F("first_day")),
                name="role_held_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=models.Q(role__in=list(Role)), name="role_held_is_a_known_role"),
            models.UniqueConstraint(
                fields=["user", "role"], condition=models.Q(last_day__isnull=True), name="role_held_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} from {self.first_day}"
