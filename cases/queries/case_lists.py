"""Lists of matters, for somebody: newest first, a page at a time, as many questions for a thousand as for one."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from cases import access
from cases.access import Reader, Sql
from cases.accounts.users import User
from cases.audit import trail
from cases.audit.acts import Act
from cases.audit.trail import Thing
from cases.models import Case
from cases.queries import case_filters, case_parts, case_words, limits, moved_matters, saved_views, unit_tree
from cases.queries.case_filters import DIMENSIONS, NOT, Asking, Chosen
from cases.queries.limits import Limit
from cases.queries.moved_matters import Moved
from cases.queries.saved_views import Saved
from cases.queries.unit_tree import Tree

PAGE = 50
# Of a whole list only the newest so many are counted: “1,000+”. A narrowed one is counted as far as it looks.
MOST_COUNTED = 1_000
# Where somebody stands in a list is said as far as anybody reads on.
MOST_PLACES = 500


@dataclass(frozen=True, kw_only=True)
class Row:
    """One matter in a list. Nobody's name but the handler's: whom it is about is a count."""

    id: int
    reference: str
    headline: str
    kind: str
    grave: str
    is_closed: bool
    is_restricted: bool
    limit: Limit | None
    owner: str
    about: str
    unit: str
    received_on: date


@dataclass(frozen=True, kw_only=True)
class Chip:
    """One thing that the list is narrowed down by, and the address of the list without it."""

    name: str
    value: str
    said: str
    without: str


@dataclass(frozen=True, kw_only=True)
class Tab:
    """A tab: what it is called, how many matters stand in it, and its address."""

    key: str
    title: str
    count: str
    query: str


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A page of a list."""

    rows: list[Row]
    chosen: Chosen
    chips: list[Chip]
    tabs: list[Tab]
    tree: Tree
    saved: list[Saved]
    moved: list[Moved]
    older_than: int | None
    # Where the page ends for no other reason than that no more matters were looked at: the last of them.
    looked_to: int | None

    @property
    def title(self) -> str:
        """Which list this is."""
        return case_filters.TABS[self.chosen.tab]


@dataclass(frozen=True, kw_only=True)
class Around:
    """Where a matter stands in a list, and which are its neighbours there."""

    place: int
    is_exact: bool
    newer: str
    older: str
    # A neighbour may be further away than was looked: the list itself leads there.
    is_beyond: bool

    @property
    def ordinal(self) -> str:
        """`3`, or that it stands beyond what is counted."""
        if self.place > MOST_PLACES:
            return f"more than {MOST_PLACES:,}"
        return f"{self.place:,}" if self.is_exact else f"{self.place:,} or more"


def page(
    *, asked: Mapping[str, list[str]], reader: Reader, older_than: int | None, by: User, at: datetime, tab: str = "mine"
) -> Listed:
    """A page of the list that an address asks for. That it was looked at is an entry."""
    tree = unit_tree.tree(on=reader.on)
    asking = Asking(reader=reader, tree=tree)
    chosen = case_filters.read(asked=asked, tree=tree, tab=tab)
    wanted = case_filters.question(chosen=chosen, asking=asking)
    own = chosen.tab == "mine"
    newest = access.newest(reader=reader, wanted=wanted, before=older_than, most=PAGE + 1, own=own)
    found = rows_of(newest, on=reader.on)
    rows, is_full = found[:PAGE], len(found) > PAGE
    end = Sql("NULL", []) if is_full else access.end_of_look(reader=reader, before=older_than, own=own)
    beside = _beside(reader, tree, end)
    trail.record(what=Act.CASES_LISTED, by=by, at=at, about=Thing("cases", chosen.tab), reason=_said(chosen))
    return Listed(
        rows=rows,
        chosen=chosen,
        chips=_chips(chosen, tree),
        tabs=_tabs(chosen, asking),
        tree=tree,
        saved=beside.saved,
        moved=beside.moved,
        older_than=rows[-1].id if is_full else None,
        looked_to=beside.end,
    )


def around(*, asked: Mapping[str, list[str]], reader: Reader, tree: Tree, number: int) -> Around | None:
    """The neighbours of a matter in the list that an address asks for. None where it stands there no more."""
    asking = Asking(reader=reader, tree=tree)
    chosen = case_filters.read(asked=asked, tree=tree)
    wanted, own = case_filters.question(chosen=chosen, asking=asking), chosen.tab == "mine"
    found = access.around(reader=reader, wanted=wanted, number=number, most=MOST_PLACES, own=own)
    if found is None:
        return None
    return Around(
        place=found.number,
        is_exact=found.is_exact,
        newer=found.newer,
        older=found.older,
        is_beyond=found.is_beyond,
    )


@dataclass(frozen=True, kw_only=True)
class Beside:
    """What stands beside the list: saved ones, that matters were moved, and how far it was looked."""

    saved: list[Saved]
    moved: list[Moved]
    end: int | None


def _beside(reader: Reader, tree: Tree, end: Sql) -> Beside:
    """All of it in one question."""
    saved, moved = saved_views.all_of(reader=reader, tree=tree), moved_matters.lately(reader=reader)
    parts = (saved, moved, end)
    with connection.cursor() as cursor:
        texts = ", ".join(f"({text})" for text, _ in parts)
        cursor.execute(f"SELECT {texts}", [value for _, values in parts for value in values])
        views, gone, ended = cursor.fetchone()
    seen = saved_views.read(json.loads(views), reader=reader, tree=tree)
    return Beside(saved=seen, moved=moved_matters.read(json.loads(gone)), end=ended)


def in_words(*, asked: Mapping[str, list[str]], tree: Tree) -> list[str]:
    """What an address asks for, in words: which list, and each thing that it is narrowed down by."""
    chosen = case_filters.read(asked=asked, tree=tree)
    return [case_filters.TABS[chosen.tab], *(chip.said for chip in _chips(chosen, tree))]


def rows_of(found: QuerySet[Case], *, on: date) -> list[Row]:
    """These matters as a list shows them on that day, in their order: in one question."""
    more = {
        "band": case_parts.band(),
        "assessed": case_parts.assessed(),
        "subject_count": case_parts.subjects(),
        "worst": case_parts.worst_limit(),
    }
    return [_row(case, on) for case in found.select_related("owner", "unit").annotate(**more)]


def _row(case: Any, on: date) -> Row:
    limit = limits.of_data(case.worst, on=on)
    return Row(
        id=case.pk,
        reference=case.reference,
        headline=case.headline,
        kind=case_words.kind(case.kind),
        grave=case_words.grave(assessed=case.assessed, scored=case.band),
        is_closed=case.stage == "closed",
        is_restricted=case.is_restricted,
        limit=limit,
        owner=case.owner.name if case.owner else case_words.NOBODY,
        about=_about(case.subject_count),
        unit=case.unit.name,
        received_on=case.received_on,
    )


def _about(count: int) -> str:
    return {0: "no subject yet", 1: "1 subject"}.get(count, f"{count} subjects")


def _tabs(chosen: Chosen, asking: Asking) -> list[Tab]:
    """Each tab with what it holds under the same filters, as far as it is counted."""
    owned, *others = (case_filters.question(chosen=chosen, asking=asking, tab=tab) for tab in case_filters.TABS)
    most = access.LOOKED_AT if chosen.is_narrowed else MOST_COUNTED
    counts = access.counted(reader=asking.reader, owned=owned, others=others, most=most)
    said = [_said_of(counts.owned, is_all=counts.owned_is_all, most=most)]
    said += [_said_of(count, is_all=counts.is_all, most=most) for count in counts.others]
    queries = [Chosen(tab=key, only=chosen.only, without=chosen.without).query for key in case_filters.TABS]
    return [
        Tab(key=key, title=title, count=count, query=query)
        for (key, title), count, query in zip(case_filters.TABS.items(), said, queries, strict=True)
    ]


def _said_of(count: int, *, is_all: bool, most: int) -> str:
    """`1,204`; or `12+`, where only the newest were counted."""
    return f"{count:,}" if is_all else f"{min(count, most):,}+"


def _chips(chosen: Chosen, tree: Tree) -> list[Chip]:
    found = []
    for prefix, of in (("", chosen.only), (NOT, chosen.without)):
        for name, values in of.items():
            row = DIMENSIONS[name]
            called = row.choices(tree)
            for value in values:
                said = f"{'not ' if prefix else ''}{row.title.lower()}: {called[value]}"
                left = chosen.removing(name=name, value=value)
                found.append(Chip(name=name, value=value, said=said, without=left.query))
    return found


def _said(chosen: Chosen) -> str:
    return ", ".join(f"{name}={value}" for name, value in chosen.pairs())
