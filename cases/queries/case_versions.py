"""What a matter looked like at a version of it, and what others changed since: read from the history of its row."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cases.accounts.users import User
from cases.models import Case, Change
from cases.queries import case_words
from cases.queries.names import names_of

DAYS = {"behaviour_from", "behaviour_to", "received_on", "complaint_made_on", "came_to_attention_on"}
ROW = "cases_case"


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One field in which what somebody typed and what is recorded now differ.

    `theirs_changed` and `mine_changed` say who changed it since the form was opened: both, and a person must choose.
    """

    field: str
    title: str
    theirs: str
    mine: str
    theirs_changed: bool
    mine_changed: bool

    @property
    def is_open(self) -> bool:
        """Whether both changed it."""
        return self.theirs_changed and self.mine_changed


@dataclass(frozen=True, kw_only=True)
class Differences:
    """Everything that differs, and who changed the matter meanwhile."""

    rows: list[Difference]
    by: list[str]
    version: int


def since(*, case: Case, version: int, typed: Mapping[str, Any], titles: Mapping[str, str]) -> Differences:
    """What differs between what was typed over that version and what is recorded now. At most three questions."""
    changes = list(Change.objects.filter(case_id=case.pk, table=ROW, version__gt=version).order_by("-pk"))
    now = {name: getattr(case, name) for name in typed}
    then = dict(now)
    for change in changes:
        then |= {name: _value(name, value) for name, value in (change.before or {}).items() if name in then}
    names = names_of([change.who for change in changes])
    owners = _owners(now, typed)
    rows = [
        Difference(
            field=name,
            title=titles[name],
            theirs=_said(name, now[name], owners),
            mine=_said(name, typed[name], owners),
            theirs_changed=now[name] != then[name],
            mine_changed=typed[name] != then[name],
        )
        for name in typed
        if now[name] != typed[name]
    ]
    by = list(dict.fromkeys(names.get(change.who, change.who) for change in changes))
    return Differences(rows=rows, by=by, version=case.version)


def _value(name: str, value: Any) -> Any:
    return date.fromisoformat(value) if name in DAYS and value else value


def _owners(*of: Mapping[str, Any]) -> dict[int, str]:
    asked = {each["owner_id"] for each in of if each.get("owner_id")}
    return dict(User.objects.filter(pk__in=asked).values_list("pk", "name")) if asked else {}


def _said(name: str, value: Any, owners: Mapping[int, str]) -> str:
    if name == "owner_id":
        return owners.get(value, case_words.NOBODY)
    if isinstance(value, date):
        return f"{value:%-d %B %Y}"
    return str(value or "")
