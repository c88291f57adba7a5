"""Which roles a user holds in which unit, and which powers of the appropriate authority are delegated to whom."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.accounts.roles import ABOUT, Role
from cases.workforce.models.spans import ends_after_it_begins
from cases.workforce.models.units import Unit


class RoleHeld(models.Model):
    """A role that a user holds from the first day to the last, both included. No last day: until further notice.

    In a unit: the role also opens the unrestricted matters of that unit and of those below it. In none: it gives what
    the role permits, and no matter by itself.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="roles_held")
    role = models.CharField(max_length=40, choices=[(role.value, ABOUT[role].display_name) for role in Role])
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="roles_held")
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            ends_after_it_begins("role_held_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(role__in=list(Role)), name="role_held_is_a_known_role"),
            models.UniqueConstraint(
                fields=["user", "role", "unit"],
                condition=Q(last_day__isnull=True),
                nulls_distinct=False,
                name="role_held_once_in_a_unit_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} from {self.first_day}"


class Delegation(models.Model):
    """A power of the appropriate authority, delegated in writing to a named person, or to whoever holds a post or rank.

    `power` is the key of an act of the law's tables (`misconduct.stages`), `provision` what the document cites. A
    decision names the delegation it was taken under: no delegation, no decision.
    """

    power = models.CharField(max_length=60)
    provision = models.CharField(max_length=150)
    to_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="delegations"
    )
    to_post = models.CharField(max_length=100, blank=True)
    to_rank = models.CharField(max_length=60, blank=True)
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)
    document = models.CharField(max_length=200)
    signed_by = models.CharField(max_length=150)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            ends_after_it_begins("delegation_ends_after_it_begins"),
            models.CheckConstraint(
                condition=~Q(power="") & ~Q(provision="") & ~Q(document="") & ~Q(signed_by=""),
                name="delegation_is_in_writing",
            ),
            models.CheckConstraint(
                condition=Q(to_user__isnull=False, to_post="", to_rank="")
                | Q(to_user__isnull=True, to_rank="") & ~Q(to_post="")
                | Q(to_user__isnull=True, to_post="") & ~Q(to_rank=""),
                name="delegation_is_to_a_person_a_post_or_a_rank",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["power", "first_day"], name="delegation_by_power"),
        ]

    def __str__(self) -> str:
        return f"{self.power} from {self.first_day}"
