"""Who may see a matter: one narrow table of readers, one of denials, and the acts that they follow from.

Readers are principals: `user:12`, `unit:3` (who holds a case role there, or above it), `role:supervisor:3`. Denials are
`person:7` of the register or `user:12`. A denial beats every reader. One that is put off (`put-off:person:7`) holds for
nobody yet: a second person decides first.
"""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from cases.models.case import Case

PUT_OFF = "put-off:"


class ReaderWhy(models.TextChoices):
    """Why a principal may see a matter."""

    UNIT = "unit", "It belongs to the unit"
    ROLE = "role", "Holds this role in the unit"
    MEMBER = "member", "Named"
    GRANT = "grant", "Given for a time, with a reason"


class DenialWhy(models.TextChoices):
    """Why somebody must not see a matter, whatever else says that they may."""

    CONCERNED = "concerned", "It is about them"
    LINE_MANAGER = "line_manager", "It is about somebody they manage"
    WALL = "wall", "Decided"


class CaseReader(models.Model):
    """A principal that may see a matter, until a day where one is given. Kept by operations, never by hand."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="readers", db_index=False)
    principal = models.CharField(max_length=60)
    why = models.CharField(max_length=10, choices=ReaderWhy.choices)
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["case", "principal", "why"], name="case_reader_once"),
            models.CheckConstraint(condition=Q(why__in=ReaderWhy.values), name="case_reader_has_a_reason"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["principal", "-case"], include=["until"], name="case_reader_by_principal"),
        ]

    def __str__(self) -> str:
        return f"{self.principal} may see {self.case_id}"


class CaseDenial(models.Model):
    """Somebody who must not see a matter; under a cover since when, and for which reason that everybody may read."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="denials", db_index=False)
    principal = models.CharField(max_length=60)
    why = models.CharField(max_length=15, choices=DenialWhy.choices)
    reason = models.CharField(max_length=300, blank=True, default="", db_default="")
    since = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["case", "principal", "why"], name="case_denial_once"),
            models.CheckConstraint(condition=Q(why__in=DenialWhy.values), name="case_denial_has_a_reason"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["principal", "case"], name="case_denial_by_principal"),
        ]

    def __str__(self) -> str:
        return f"{self.principal} must not see {self.case_id}"


class Membership(models.Model):
    """Somebody who was named to a matter, or given sight of it for a time: by whom, why, from when to when."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=10, choices=ReaderWhy.choices)
    reason = models.CharField(max_length=500)
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)
    given_by = models.CharField(max_length=100)
    ended_on = models.DateField(null=True, blank=True)
    ended_by = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=~Q(reason=""), name="membership_has_a_reason"),
            models.CheckConstraint(
                condition=~Q(why=ReaderWhy.GRANT) | Q(last_day__isnull=False), name="membership_grant_ends"
            ),
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")),
                name="membership_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["case", "user", "why"], condition=Q(ended_on__isnull=True), name="membership_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.case_id}"


class WallChoice(models.TextChoices):
    """What a second person chooses when somebody would lose sight of a matter (practice 5.1)."""

    REVOKE = "revoke", "They lose sight of it now"
    COVER = "cover", "They lose sight of it together with other matters, for a routine reason"
    FREEZE = "freeze", "Nothing changes for them yet, and nobody can change the matter until the freeze is ended"
    # Nobody chooses it: what was asked about became pointless, and so takes no second person.
    NOT_NEEDED = "not_needed", "No longer needed"


class WallDecision(models.Model):
    """A person is to be added who, or whose line manager, can see the matter. Nothing changes until it is decided.

    `would_lose` are the users who would lose sight of it, with the reason; `proposal` is what was asked for, and which
    subject is to become that person (`identifies`), where one is.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="wall_decisions")
    person = models.ForeignKey("workforce.Person", on_delete=models.PROTECT, related_name="+")
    proposal = models.JSONField()
    would_lose = models.JSONField()
    # Nobody: the register changed, and somebody new manages a person concerned.
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())
    choice = models.CharField(max_length=10, choices=WallChoice.choices, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    routine_reason = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    # A freeze lasts until somebody ends it.
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(choice="", decided_by__isnull=True, decided_at__isnull=True)
                | ~Q(choice="") & ~Q(reason="") & Q(decided_by__isnull=False, decided_at__isnull=False),
                name="wall_decision_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | Q(asked_by__isnull=True)
                | Q(choice=WallChoice.NOT_NEEDED)
                | ~Q(decided_by=F("asked_by")),
                name="wall_decision_takes_a_second_person",
            ),
            models.UniqueConstraint(
                fields=["case", "person"], condition=Q(choice=""), name="wall_decision_open_once_for_a_person"
            ),
        ]

    def __str__(self) -> str:
        return f"wall decision {self.pk} of {self.case_id}"
