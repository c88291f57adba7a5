"""Users and the drafts of what they type. Roles are held in the register (`cases.workforce`)."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower


class UserManager(BaseUserManager["User"]):
    """Finds and makes users by e-mail, whatever its capitals."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """The user with this e-mail, compared without regard to capitals. Raises User.DoesNotExist."""
        return self.get(email=(username or "").strip().lower())

    def create_user(self, *, email: str, name: str, password: str | None, is_demo: bool = False) -> "User":
        """A user who can log in. The e-mail is stored in lower case; a None password can never be used to log in."""
        user = User(email=email.strip().lower(), name=name.strip(), is_demo=is_demo)
        user.set_password(password)
        user.save(force_insert=True)
        return user


class User(AbstractBaseUser):
    """A person who may log in to the staff door. What they may do comes from the roles they hold, by date."""

    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=150)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(db_default=models.functions.Now())

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="user_email_is_lower_case"),
            models.CheckConstraint(condition=~models.Q(name=""), name="user_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def principal(self) -> str:
        """How the database and the trail name this person: `user:12`."""
        return f"user:{self.pk}"


class Draft(models.Model):
    """What somebody typed into a form and has not sent, kept so that a time-out or a lost connection loses nothing."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="drafts")
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=100, blank=True)
    body = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(db_default=models.functions.Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["owner", "kind", "key"], name="draft_one_for_each_form"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}".strip()
