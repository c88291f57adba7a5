"""Who has a form of a matter open. Shown to others who open it, for some minutes after the last sign of it."""

from datetime import datetime, timedelta

from cases.accounts.users import User
from cases.models import Case, FormOpen

# With JavaScript a form gives a sign every half minute.
SHOWN_FOR = timedelta(minutes=3)


def note(*, case: Case, form: str, by: User, at: datetime) -> None:
    """They have it open now."""
    FormOpen.objects.update_or_create(case=case, user=by, form=form, defaults={"seen_at": at})


def leave(*, case: Case, form: str, by: User) -> None:
    """They have saved it, or gone."""
    FormOpen.objects.filter(case=case, user=by, form=form).delete()


def others(*, case: Case, form: str, by: User, at: datetime) -> list[str]:
    """Who else has it open, by name."""
    fresh = FormOpen.objects.filter(case=case, form=form, seen_at__gt=at - SHOWN_FOR).exclude(user=by)
    return list(fresh.order_by("user__name").values_list("user__name", flat=True))
