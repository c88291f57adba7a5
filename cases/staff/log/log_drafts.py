"""One page of logging as it is opened: from its draft, from what was sent, or from two that differ.

What was typed is saved at each button, and every few seconds where scripts run. What another tab saved meanwhile is
never overwritten: what was typed here is put aside, both are shown, and the person chooses.
"""

import uuid
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from cases.accounts import drafts as stored
from cases.accounts.drafts import ChangedElsewhere, Kept
from cases.staff import drafts
from cases.staff.acting import me
from cases.staff.log.forms import Typed

CALL, MATTER, PEOPLE = "log_call", "log_matter", "log_people"
# Pages of which one matter is made; both have the same key.
OF_A_MATTER = (MATTER, PEOPLE)
EVERY = (CALL, *OF_A_MATTER)
# Buttons, which nobody typed.
ACTIONS = ("show", "add", "next", "log", "close", "leave_open", "choice", "there_is")
HERE, THERE = "here", "there"
STORED, ASIDE = "stored", "aside"
MOST_ROWS = 10
TOO_LONG = "This is more text than one page can keep. Shorten what happened, or send the rest as a document."


@dataclass(kw_only=True)
class Desk:
    """One page, for one request: what was typed, what is stored, and what another tab has saved."""

    kind: str
    key: str
    typed: Typed
    writer: str
    note: str
    action: str = ""
    kept: Kept | None = None
    # What another tab typed, and where that stands: saved, or put aside.
    theirs: Kept | None = None
    there_is: str = ""
    took_theirs: bool = False
    problem: str = ""

    @property
    def version(self) -> int:
        """The version that the next save goes out from."""
        return self.kept.version if self.kept else 0

    @property
    def saved_at(self) -> str:
        """When it was last saved, as `14:05`; empty where it was not."""
        return clock_time(self.kept) if self.kept else ""

    @property
    def changed_at(self) -> str:
        """When the other tab saved."""
        return clock_time(self.theirs) if self.theirs else ""

    @property
    def may_go_on(self) -> bool:
        """Nothing has to be chosen first, and everything could be kept."""
        return self.theirs is None and not self.problem


def open_page(request: HttpRequest, *, kind: str, intake: uuid.UUID, fresh: dict[str, list[str]]) -> Desk:
    """The page as it is to be shown. On a POST what was typed has been saved, or put aside."""
    user, key = me(request), str(intake)
    desk = Desk(
        kind=kind,
        key=key,
        typed=Typed(fresh),
        writer=drafts.writer_of(request) or uuid.uuid4().hex,
        note=drafts.note(user=user, kind=kind, key=key),
    )
    if request.method == "POST":
        _take(request, desk, owner_id=user.pk)
    else:
        _find(desk, owner_id=user.pk)
    return desk


class TooLong(Exception):
    """More was typed than a draft can hold. Nothing was saved, and what was saved before stands."""


def save(request: HttpRequest, *, kind: str, key: str) -> Kept:
    """Saves what a page sends by itself. Raises TooLong; ChangedElsewhere, once what was typed has been put aside."""
    sent = drafts.typed_in(request)
    if sent is None:
        raise TooLong
    typed = without_actions(sent)
    mine: dict[str, Any] = {"owner_id": me(request).pk, "kind": kind, "key": key, "body": typed}
    try:
        return stored.save(**mine, version=drafts.version_of(request), writer=drafts.writer_of(request))
    except ChangedElsewhere:
        stored.put_aside(**mine)
        raise


def without_actions(typed: dict[str, list[str]]) -> dict[str, list[str]]:
    """What was typed, without the button that sent it."""
    return {name: values for name, values in typed.items() if name not in ACTIONS}


def clock_time(kept: Kept) -> str:
    """`14:05`, in London."""
    return timezone.localtime(kept.saved_at).strftime("%H:%M")


def _find(desk: Desk, *, owner_id: int) -> None:
    mine: dict[str, Any] = {"owner_id": owner_id, "kind": desk.kind, "key": desk.key}
    desk.kept = stored.stored(**mine)
    aside = stored.aside(**mine)
    if desk.kept:
        desk.typed = Typed(without_actions(desk.kept.body))
    if aside is not None:
        here = without_actions(aside)
        desk.typed = Typed(here)
        if desk.kept and without_actions(desk.kept.body) != here:
            desk.theirs, desk.there_is = desk.kept, STORED


def _take(request: HttpRequest, desk: Desk, *, owner_id: int) -> None:
    desk.action = next((name for name in ACTIONS if name in request.POST), "")
    mine: dict[str, Any] = {"owner_id": owner_id, "kind": desk.kind, "key": desk.key}
    if request.POST.get("choice") == THERE:
        _take_theirs(request, mine)
        desk.took_theirs = True
        return
    typed = drafts.typed_in(request)
    if typed is None:
        desk.typed, desk.kept, desk.problem = Typed(_all(request)), stored.stored(**mine), TOO_LONG
        return
    typed = with_another(without_actions(typed), rows=request.POST.get("add", ""))
    desk.typed = Typed(typed)
    if request.POST.get("choice") == HERE:
        stored.forget_aside(**mine)
    _save(request, desk, mine, typed)


def _take_theirs(request: HttpRequest, mine: dict[str, Any]) -> None:
    aside = stored.aside(**mine)
    if request.POST.get("there_is") == ASIDE and aside is not None:
        stored.keep(**mine, body=aside)
    stored.forget_aside(**mine)


def _save(request: HttpRequest, desk: Desk, mine: dict[str, Any], typed: dict[str, list[str]]) -> None:
    try:
        desk.kept = stored.save(**mine, body=typed, version=drafts.version_of(request), writer=desk.writer)
    except ChangedElsewhere as changed:
        stored.put_aside(**mine, body=typed)
        desk.kept = desk.theirs = changed.kept
        desk.there_is = STORED
        return
    # Another tab may have put something aside that nobody has chosen about yet: that comes first.
    aside = stored.aside(**mine)
    if aside is None or without_actions(aside) == typed:
        stored.forget_aside(**mine)
    elif desk.action in {"next", "log", "close", "leave_open"}:
        desk.theirs, desk.there_is = replace(desk.kept, body=aside), ASIDE


def _all(request: HttpRequest) -> dict[str, list[str]]:
    typed = {name: request.POST.getlist(name) for name in request.POST if name not in drafts.NEVER_KEPT}
    return without_actions(typed)


def rows_of(typed: Typed, name: str) -> int:
    """How many rows of this kind the page has: at least one, and no more than anybody needs."""
    said = typed.get(name) or ""
    return max(1, min(int(said), MOST_ROWS)) if isinstance(said, str) and said.isdecimal() and 0 < len(said) < 4 else 1


WITH_ROWS = {"parties", "allegations", "subjects"}


def with_another(typed: dict[str, list[str]], *, rows: str) -> dict[str, list[str]]:
    """One more row of this kind, where one was asked for."""
    # Only what has rows: any other name would be written over what was typed.
    if rows not in WITH_ROWS:
        return typed
    return {**typed, rows: [str(min(rows_of(MultiValueDict(typed), rows) + 1, MOST_ROWS))]}
