"""What a list of matters can be narrowed down by: each a row of a table, to be shown alone or left out."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.lookups import In

from cases.access import Reader
from cases.models import Allegation, Deadline, Letter
from cases.queries import case_parts, case_words
from cases.queries.unit_tree import Tree
from misconduct.matters.categories import CATEGORIES
from misconduct.matters.kinds import Kind
from misconduct.severity.bands import Band

NOT = "not-"
# More than anybody chooses; an address that asks for more is nobody's list.
MOST_CHOSEN = 40
TABS = {"mine": "Mine", "units": "My units’", "all": "All I may see"}


@dataclass(frozen=True, kw_only=True)
class Asking:
    """On whose behalf a filter is asked, and the tree of units."""

    reader: Reader
    tree: Tree


@dataclass(frozen=True, kw_only=True)
class Dimension:
    """One thing to narrow down by: what it is called, what may be chosen, and the question that this makes.

    `fixed` are the choices; without them, the units of the force.
    """

    name: str
    title: str
    question: Callable[[list[str], Asking], Q]
    fixed: Mapping[str, str] | None = None

    def choices(self, tree: Tree) -> Mapping[str, str]:
        """What may be chosen, and what each is called."""
        return {str(pk): name for pk, name in tree.names.items()} if self.fixed is None else self.fixed


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What somebody chose: which tab, and of each dimension what to show alone and what to leave out."""

    tab: str = "mine"
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    without: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """As an address says it."""
        if self.tab != "mine":
            yield "tab", self.tab
        for prefix, chosen in (("", self.only), (NOT, self.without)):
            for name, values in chosen.items():
                yield from ((f"{prefix}{name}", value) for value in values)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is asked for, besides the tab."""
        return bool(self.only or self.without)

    @property
    def query(self) -> str:
        """The same as one text."""
        return urlencode(list(self.pairs()))

    def adding(self, *, name: str, value: str, leave_out: bool) -> "Chosen":
        """With one more; the same one is no longer asked the other way round."""
        cleared = self.removing(name=name, value=value)
        where = dict(cleared.without if leave_out else cleared.only)
        where[name] = (*where.get(name, ()), value)
        return replace(cleared, without=where) if leave_out else replace(cleared, only=where)

    def removing(self, *, name: str, value: str) -> "Chosen":
        """Without that one."""
        return replace(self, only=_less(self.only, name, value), without=_less(self.without, name, value))


def _less(chosen: Mapping[str, tuple[str, ...]], name: str, value: str) -> dict[str, tuple[str, ...]]:
    left = {each: tuple(v for v in values if (each, v) != (name, value)) for each, values in chosen.items()}
    return {each: values for each, values in left.items() if values}


WITH = {"me": "me", "nobody": "nobody", "anybody": "anybody"}
DEADLINE = {"late": "a date that has passed", "unconfirmed": "an unconfirmed date", "letter": "a letter to be sent"}


def _kind(values: list[str], asking: Asking) -> Q:
    return Q(kind__in=values)


def _state(values: list[str], asking: Asking) -> Q:
    return _any({"open": ~Q(stage="closed"), "closed": Q(stage="closed")}, values)


def _with(values: list[str], asking: Asking) -> Q:
    nobody = Q(owner__isnull=True)
    return _any({"me": Q(owner_id=asking.reader.user_id), "nobody": nobody, "anybody": ~nobody}, values)


def _category(values: list[str], asking: Asking) -> Q:
    return Q(Exists(Allegation.objects.filter(case=OuterRef("pk"), category__in=values)))


def _severity(values: list[str], asking: Asking) -> Q:
    """Of what was assessed the band says no more: it stands in no band."""
    in_band = Q(In(case_parts.band(), [Value(value) for value in values]))
    return in_band & ~Q(Exists(case_parts.assessments()))


def _unit(values: list[str], asking: Asking) -> Q:
    return Q(unit_id__in=asking.tree.below([int(value) for value in values]))


def _deadline(values: list[str], asking: Asking) -> Q:
    running = Deadline.objects.filter(case_parts.RUNS, case=OuterRef("pk"))
    late = Q(Exists(running.filter(side=case_words.DUTY, work_to__lt=asking.reader.on)))
    unconfirmed = Q(Exists(running.filter(is_confirmed=False)))
    letter = Q(Exists(Letter.objects.filter(case_parts.LETTER_WAITS, case=OuterRef("pk"))))
    return _any({"late": late, "unconfirmed": unconfirmed, "letter": letter}, values)


def _any(questions: Mapping[str, Q], values: list[str]) -> Q:
    found = Q(pk__in=[])
    for value in values:
        found |= questions[value]
    return found


KINDS = {kind.label: case_words.kind(kind.label) for kind in Kind if kind is not Kind.SUPER_COMPLAINT}
BANDS = {band.name: case_words.band(band.name) for band in Band}
CODES = {code: case_words.category(code) for code in CATEGORIES}
STATES = {"open": "open", "closed": "closed"}
DIMENSIONS: Mapping[str, Dimension] = {
    row.name: row
    for row in (
        Dimension(name="kind", title="Kind", fixed=KINDS, question=_kind),
        Dimension(name="state", title="State", fixed=STATES, question=_state),
        Dimension(name="with", title="With", fixed=WITH, question=_with),
        Dimension(name="severity", title="Severity", fixed=BANDS, question=_severity),
        Dimension(name="deadline", title="Deadline", fixed=DEADLINE, question=_deadline),
        Dimension(name="category", title="Category", fixed=CODES, question=_category),
        Dimension(name="unit", title="Unit, with those below", question=_unit),
    )
}


def read(*, asked: Mapping[str, list[str]], tree: Tree, tab: str = "mine") -> Chosen:
    """What an address asks for. What is no choice of ours is not asked: an old address still opens."""
    given = asked.get("tab") or [tab]
    only, without = ({}, {})  # type: tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]
    left = MOST_CHOSEN
    for name, row in DIMENSIONS.items():
        valid = row.choices(tree)
        for prefix, where in (("", only), (NOT, without)):
            values = tuple(dict.fromkeys(v for v in asked.get(f"{prefix}{name}", []) if v in valid))[:left]
            left -= len(values)
            if values:
                where[name] = values
    return Chosen(tab=given[-1] if given[-1] in TABS else tab, only=only, without=without)


def question(*, chosen: Chosen, asking: Asking, tab: str = "") -> Q:
    """The question that this choice makes, in its own tab or another."""
    asked = _of_tab(tab or chosen.tab, asking)
    for name, values in chosen.only.items():
        asked &= DIMENSIONS[name].question(list(values), asking)
    for name, values in chosen.without.items():
        asked &= ~DIMENSIONS[name].question(list(values), asking)
    return asked


def _of_tab(tab: str, asking: Asking) -> Q:
    if tab == "mine":
        return Q(owner_id=asking.reader.user_id)
    if tab == "units":
        return Q(unit_id__in=asking.tree.below(units_of(asking.reader)))
    return Q()


def units_of(reader: Reader) -> list[int]:
    """The units in which they hold a role that sees matters."""
    return [int(principal.removeprefix("unit:")) for principal in reader.sees_as if principal.startswith("unit:")]
