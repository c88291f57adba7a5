"""What others changed while a form was open: shown beside what was typed, and settled by a person, field by field."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from cases.queries import case_file, case_versions
from cases.staff import drafts
from cases.staff.acting import me
from cases.staff.matters.opening import Matter

TAKE = "take_"
MINE, THEIRS = "mine", "theirs"
SAME = "What is recorded now is what you typed."
BOXES = ("_day", "_month", "_year")


@dataclass(frozen=True, kw_only=True)
class Settling:
    """One form: its page (and kind of draft), its fields with their titles, and what is carried on with them."""

    page: str
    titles: Mapping[str, str]
    carried: tuple[str, ...] = ()


def settled(
    request: HttpRequest, matter: Matter, form: Settling, typed: Mapping[str, Any]
) -> tuple[dict[str, Any], list[str]]:
    """What was typed, with what is recorded now where that was chosen; and what is still to be chosen."""
    if not request.POST.get("settling"):
        return dict(typed), []
    now = {name: getattr(matter.case, name) for name in form.titles}
    differing = [name for name in form.titles if now[name] != typed[name]]
    chosen = _chosen(request.POST, differing)
    unsettled = [name for name in differing if name not in chosen]
    if unsettled and version_of(request) == matter.case.version:
        return dict(typed), unsettled
    return {**typed, **{name: now[name] for name, whose in chosen.items() if whose == THEIRS}}, []


def shown(
    request: HttpRequest, matter: Matter, form: Settling, typed: Mapping[str, Any], *, unsettled: Collection[str] = ()
) -> HttpResponse | None:
    """Both beside each other: a person chooses. What was typed goes on with it, and nothing has been saved.

    None where nothing differs, as when a form is sent twice: there is nothing to choose, and nothing to save.
    """
    # Read again: whoever won may have saved after this request began.
    case = case_file.find(reader=matter.reader, reference=matter.case.reference)
    opened = number(request.POST.get("opened", "") or request.POST.get("version", ""))
    differences = case_versions.since(case=case, version=opened, typed=typed, titles=form.titles)
    if not differences.rows:
        return None
    chosen = _chosen(request.POST, [row.field for row in differences.rows])
    suggested = {row.field: THEIRS if row.theirs_changed else MINE for row in differences.rows if not row.is_open}
    context = {
        "case": case,
        "address": reverse(form.page, args=[case.reference]),
        "rows": [(row, (suggested | chosen).get(row.field, "")) for row in differences.rows],
        "by": differences.by,
        "opened": opened,
        "sent": _sent(request.POST, {*form.titles, *form.carried}),
        "unsettled": [(name, form.titles[name]) for name in unsettled],
        "draft_note": drafts.note(user=me(request), kind=form.page, key=case.reference),
    }
    return render(request, "staff/matters/conflict.html", context, status=409)


def version_of(request: HttpRequest) -> int:
    """The version of the matter that the form was filled in from."""
    return number(request.POST.get("version", ""))


def number(text: str) -> int:
    """A number that somebody sent; 0 for what is none."""
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _sent(data: Any, fields: Collection[str]) -> list[tuple[str, str]]:
    """The form as it was sent, to be carried on: every box of it, and nothing else."""
    boxes = {*fields, *(f"{name}{box}" for name in fields for box in BOXES)}
    return [(name, value) for name in data if name in boxes for value in data.getlist(name)]


def _chosen(data: Mapping[str, str], fields: Collection[str]) -> dict[str, str]:
    """Of each field, whose words to keep, where somebody chose."""
    return {name: data[f"{TAKE}{name}"] for name in fields if data.get(f"{TAKE}{name}") in {MINE, THEIRS}}
