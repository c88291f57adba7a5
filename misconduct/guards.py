"""What an act depends on: what is known, conditions on it, and guards.

A guard is a row: what must be so, why, and where that comes from. Nobody's answer to a question is an answer too: a
guard whose facts are not known is open, and says which are missing. A guard whose provision was read (or that a legal
adviser signed off) refuses; any other asks for a reason and lets a person go on.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum

from misconduct.authority import Authority, Grade, Instrument
from misconduct.instruments import PCR, R1, VERSIONS, Version
from misconduct.refusals import NoAnswer
from misconduct.savings import Act as ActKind
from misconduct.savings import Fact
from misconduct.savings import Facts as Dates
from misconduct.sign_offs import NO_SIGN_OFFS, SignOffs
from misconduct.versions import SERIES, NotGoverned, applicable, named, names


class Truth(Enum):
    """Whether something is so."""

    YES = "yes"
    NO = "no"
    OPEN = "not known"


@dataclass(frozen=True, kw_only=True)
class Circumstances:
    """What is known of the matter, the person and the act.

    `known` are answers by the name of the question. The versions that govern follow from `dates`, unless `version`
    names one. With neither, any of them may govern.
    """

    known: Mapping[str, str] = field(default_factory=dict, hash=False)
    dates: Dates = field(default_factory=Dates)
    version: str = ""
    sign_offs: SignOffs = field(default=NO_SIGN_OFFS, hash=False)

    def after(self, changes: Mapping[str, str]) -> "Circumstances":
        """The same with what has changed."""
        return Circumstances(
            known={**self.known, **changes}, dates=self.dates, version=self.version, sign_offs=self.sign_offs
        )

    def candidates(self, *, instrument: Instrument, kind: ActKind) -> tuple[frozenset[str], ...]:
        """The versions that may govern this kind of act, each with all keys it is called by. None: not governed."""
        # What has no versions of its own changed, where it did, when the Conduct Regulations did.
        amended = instrument if instrument in VERSIONS else PCR
        versions = _governing(self, amended, kind)
        called = [names(instrument=amended, act=kind, version=version) for version in versions]
        return tuple(dict.fromkeys(one for one in called if one))

    def not_governed(self, *, instrument: Instrument, kind: ActKind) -> NotGoverned | None:
        """Why the instrument does not govern this at all, where the dates say so."""
        if self.version or not self.dates.dates or instrument not in VERSIONS:
            return None
        try:
            answer = applicable(instrument=instrument, act=kind, facts=self.dates, sign_offs=self.sign_offs)
        except NoAnswer:
            return None
        return answer if isinstance(answer, NotGoverned) else None


def _governing(facts: Circumstances, instrument: Instrument, kind: ActKind) -> tuple[Version, ...]:
    """Those that may govern: all of them where nothing that decides is known."""
    if facts.version:
        return _named(facts.version, instrument, kind)
    if not facts.dates.dates:
        return VERSIONS[instrument]
    found: dict[Version, None] = {}
    for dates in _possible(facts.dates, instrument):
        try:
            governing = applicable(instrument=instrument, act=kind, facts=dates, sign_offs=facts.sign_offs)
        except NoAnswer:
            return VERSIONS[instrument]
        if isinstance(governing, NotGoverned):
            return ()
        found |= dict.fromkeys(candidate.version for candidate in governing.candidates)
    return tuple(found)


def _named(key: str, instrument: Instrument, kind: ActKind) -> tuple[Version, ...]:
    """The version of this name; of an instrument without one of that name, the version that stood at its time."""
    versions = VERSIONS[instrument]
    asked = next((one for one in SERIES if one.key == key), None)
    if key in {one.key for one in versions} or (asked and R1 in versions):
        return (named(instrument=instrument, act=kind, key=key),)
    if asked is None:
        return versions
    return (max((one for one in versions if one.since <= asked.since), key=lambda one: one.since),)


def _possible(known: Dates, instrument: Instrument) -> tuple[Dates, ...]:
    """Where the day of the act is not said, it may come after every amendment: an unread saving decides nothing."""
    if Fact.ACT_ON in known.dates:
        return (known,)
    latest = max(version.since for version in VERSIONS[instrument])
    return known, replace(known, dates={**known.dates, Fact.ACT_ON: max(latest, *known.dates.values())})


@dataclass(frozen=True)
class Condition:
    """One question has one of these answers."""

    fact: str
    among: tuple[str, ...]

    def truth(self, known: Mapping[str, str]) -> Truth:
        """Whether it is so."""
        answer = known.get(self.fact)
        if answer is None:
            return Truth.OPEN
        return Truth.YES if answer in self.among else Truth.NO


# Alternatives, each of conditions that must all be so. Without alternatives it is always so.
Conditions = tuple[tuple[Condition, ...], ...]
ALWAYS: Conditions = ()


def having(**answers: str | tuple[str, ...]) -> Conditions:
    """All of these questions are answered so; a tuple is any of its answers."""
    return (tuple(Condition(fact, (among,) if isinstance(among, str) else among) for fact, among in answers.items()),)


def either(*conditions: Conditions) -> Conditions:
    """Any of these is enough."""
    return tuple(alternative for one in conditions for alternative in one)


def truth(conditions: Conditions, known: Mapping[str, str]) -> Truth:
    """Whether one of the alternatives is so, or may be."""
    if not conditions:
        return Truth.YES
    verdicts = [_all(alternative, known) for alternative in conditions]
    return next((one for one in (Truth.YES, Truth.OPEN) if one in verdicts), Truth.NO)


def _all(alternative: tuple[Condition, ...], known: Mapping[str, str]) -> Truth:
    verdicts = [one.truth(known) for one in alternative]
    return next((one for one in (Truth.NO, Truth.OPEN) if one in verdicts), Truth.YES)


def open_facts(conditions: Conditions, known: Mapping[str, str]) -> tuple[str, ...]:
    """The questions without an answer on which it still turns."""
    open_alternatives = [one for one in conditions if _all(one, known) is Truth.OPEN]
    return tuple(
        dict.fromkeys(one.fact for alternative in open_alternatives for one in alternative if one.fact not in known)
    )


@dataclass(frozen=True, kw_only=True)
class Guard:
    """What must be so before an act: `needs`, wherever `where` is so.

    `versions` are those that say it (none named: all). `name` is what a sign-off calls it, after the act's key. Where
    it does not ask (`asks`), it stands only against what is known, and an answer that is missing is no obstacle.
    """

    name: str
    needs: Conditions
    why: str
    authority: Authority
    where: Conditions = ALWAYS
    versions: tuple[str, ...] = ()
    asks: bool = True


@dataclass(frozen=True, kw_only=True)
class Obstacle:
    """A guard that stands in the way.

    `missing` are the questions to answer first; none, when the answers given are what stands in the way. `only_if`
    names the versions under which it stands, where it is open which governs.
    """

    key: str
    guard: Guard
    missing: tuple[str, ...] = ()
    only_if: tuple[str, ...] = ()
    refuses: bool = False


def obstacles(*, guards: tuple[Guard, ...], act: str, kind: ActKind, facts: Circumstances) -> tuple[Obstacle, ...]:
    """Every guard that is not met or still open, those that refuse first."""
    found = [one for guard in guards if (one := _obstacle(guard, act, kind, facts))]
    return tuple(sorted(found, key=lambda one: not one.refuses))


def _obstacle(guard: Guard, act: str, kind: ActKind, facts: Circumstances) -> Obstacle | None:
    governing, open_version = under(guard.versions, guard.authority.instrument, kind, facts)
    applies, met = truth(guard.where, facts.known), truth(guard.needs, facts.known)
    if not governing or applies is Truth.NO or met is Truth.YES:
        return None
    if not guard.asks and Truth.OPEN in {applies, met}:
        return None
    missing: tuple[str, ...] = ()
    if Truth.OPEN in {applies, met}:
        missing = open_facts(guard.where, facts.known) if applies is Truth.OPEN else ()
        missing = tuple(dict.fromkeys((*missing, *open_facts(guard.needs, facts.known))))
    key = f"{act}.{guard.name}"
    return Obstacle(
        key=key,
        guard=guard,
        missing=missing,
        only_if=guard.versions if open_version else (),
        refuses=not open_version and is_confirmed(authority=guard.authority, key=key, facts=facts),
    )


def under(versions: tuple[str, ...], instrument: Instrument, kind: ActKind, facts: Circumstances) -> tuple[bool, bool]:
    """Whether something that only these versions say may hold, and whether it is open that it does."""
    if not versions:
        return True, False
    candidates = facts.candidates(instrument=instrument, kind=kind)
    said = [bool(candidate & set(versions)) for candidate in candidates]
    return any(said), any(said) and not all(said)


def is_confirmed(*, authority: Authority, key: str, facts: Circumstances) -> bool:
    """Whether the provision was read, by us or by a legal adviser who signed it off. A local setting never is."""
    if authority.grade is Grade.LOCAL:
        return False
    return authority.grade.is_confirmed or facts.sign_offs.rule(key=key) is not None
