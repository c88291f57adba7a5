"""What happened to a matter, newest first: entries of the trail, and decisions.

Looks are left out unless they are asked for. What is being decided about somebody's sight of the matter is not shown to
them: they still see the matter meanwhile, and must learn nothing by it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cases.access import Reader
from cases.audit import trail
from cases.audit.acts import Act
from cases.audit.trail import Among
from cases.models import Case, Decision
from cases.queries import known_walls
from cases.queries.beside import links
from cases.queries.known_walls import WALLS
from cases.queries.names import USER, names_of
from cases.queries.trail import in_words
from misconduct.stages.tables import act_called

PAGE = 50
KINDS = {
    "": "Everything but looks",
    "people": "What people did",
    "system": "What Candour did by itself",
    "decisions": "Decisions",
    "access": "Who may see it",
    "looks": "Who looked",
}
LOOKS = frozenset({Act.CASE_SEEN, Act.LETTER_PRINTED, Act.EVIDENCE_COPY_SEEN, Act.CASE_NOT_THERE})
# A decision stands there by itself, with its provision and its reasons: its entry would say it a second time.
UNSAID = LOOKS | {Act.CASE_DECIDED}
# Of somebody's welfare nothing is told to whoever investigates: it stands on its own page, for those who read that.
UNSAID |= {Act.WELFARE_OFFICER_NAMED, Act.WELFARE_PLANNED, Act.WELFARE_CONTACTED, Act.WELFARE_READ}
ACCESS = frozenset(
    {
        Act.MEMBER_NAMED, Act.SIGHT_GIVEN, Act.SIGHT_ENDED, Act.DENIAL_LIFTED, Act.CASE_RESTRICTED,
        Act.CASE_UNRESTRICTED,
    }
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing that happened. `about` names to whom; `decided` says under which provision, where it was a decision."""

    at: datetime
    what: str
    who: str
    by_person: bool
    was_refused: bool
    reason: str
    about: str = ""
    decided: str = ""


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """Some of it, and where older things begin."""

    kind: str
    items: list[Item]
    before: int | None


def page(*, case: Case, reader: Reader, kind: str, before: int | None) -> Timeline:
    """A page of the timeline: entries, and the decisions of the same days. At most four questions."""
    kind = kind if kind in KINDS else ""
    entries = _entries(case, reader, kind, before)
    # The last entry of the page before this one: what was decided until then has been shown with it.
    until = entries.pop(0).at if before is not None and entries else None
    shown, is_last = entries[:PAGE], len(entries) <= PAGE
    decisions = [
        one
        for one in (_decisions(case) if kind in {"", "people", "decisions"} else [])
        if (is_last or one.at >= shown[-1].at) and (until is None or one.at < until)
    ]
    people = [name for entry in shown for name in (entry.who, f"{entry.thing}:{entry.key}")]
    names = names_of([*people, *(f"{USER}{one.by_id}" for one in decisions)])
    items = [_of_entry(entry, names) for entry in shown] + [_of_decision(one, names) for one in decisions]
    # Sorted is stable: of one moment, entries stand in the order of the trail and decisions after them.
    items.sort(key=lambda item: item.at, reverse=True)
    return Timeline(kind=kind, items=items, before=None if is_last else shown[-1].pk)


def _entries(case: Case, reader: Reader, kind: str, before: int | None) -> list[Any]:
    if kind == "decisions":
        return []
    among = _among(kind, reader, None if before is None else before + 1)
    return trail.of_case(case_id=case.pk, among=among, most=PAGE + (1 if before is None else 2))


def _among(kind: str, reader: Reader, before: int | None) -> Among:
    only = {"looks": LOOKS, "access": ACCESS | WALLS}.get(kind, frozenset())
    people = {"people": True, "system": False}.get(kind)
    unknown = known_walls.entries_unknown(reader=reader) | links.entries_unknown(reader=reader)
    return Among(only=only, without=frozenset() if only else UNSAID, by_people=people, before=before, unknown=unknown)


def _decisions(case: Case) -> Iterable[Decision]:
    return case.decisions.select_related("delegation").order_by("-pk")


def _of_entry(entry: Any, names: dict[str, str]) -> Item:
    who: str = entry.who
    return Item(
        at=entry.at,
        what=in_words(entry.what),
        who=names.get(who, who.replace(":", " ", 1).replace("_", " ")),
        by_person=who.startswith(USER),
        was_refused=entry.outcome == "refused",
        reason=entry.reason,
        about=names.get(f"{entry.thing}:{entry.key}", ""),
    )


def _of_decision(row: Decision, names: dict[str, str]) -> Item:
    under = f", under the delegation in {row.delegation.document}" if row.delegation else ""
    return Item(
        at=row.at,
        what=act_called(key=row.act).title,
        who=names.get(f"{USER}{row.by_id}", ""),
        by_person=True,
        was_refused=False,
        reason=row.reasons,
        decided=f"{row.provision}, as the {row.capacity.replace('_', ' ')}{under}",
    )
