"""Which version of an instrument governs an act.

There is no such thing as the regime of a matter. Every amendment has a saving of its own, which turns on a fact of its
own: when the complaint was made, when the behaviour happened, whether the hearing had been convened. So a matter
carries a list of versions, one for each kind of act: the last amendment that changed something about that kind. Where
the words of a saving were not read and the facts lie on both sides of its date, both versions are given, the likelier
first, and nothing is blocked.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from misconduct.authority import Authority, Instrument
from misconduct.instruments import R1, R2, R3, R4, VERSIONS, Version
from misconduct.refusals import NoAnswer, listed
from misconduct.savings import BEFORE, BEGINNINGS, ENDED, SAVINGS, Act, Fact, Facts, Saving
from misconduct.sign_offs import NO_SIGN_OFFS, SignOffs


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A version that governs, or may; the saving that says so; and what must be so for it to govern."""

    version: Version
    saving: Authority
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Governed:
    """The versions that may govern the act, the likeliest first. One only: it is certain."""

    candidates: tuple[Candidate, ...]

    @property
    def is_certain(self) -> bool:
        """Whether one version is left."""
        return len(self.candidates) == 1


@dataclass(frozen=True, kw_only=True)
class NotGoverned:
    """The instrument does not govern this: the date lies before it began. `instead` is what did, where it is known."""

    instrument: Instrument
    instead: Instrument | None
    saving: Authority
    why: str


SERIES = (R1, R2, R3, R4)


class Verdict(Enum):
    """Whether a later version governs."""

    NEW = "new"
    OLD = "old"
    LIKELY_NEW = "likely new"
    LIKELY_OLD = "likely old"


def applicable(
    *, instrument: Instrument, act: Act, facts: Facts, sign_offs: SignOffs = NO_SIGN_OFFS
) -> Governed | NotGoverned:
    """The version of the instrument that governs the act, from the facts; both where the saving leaves it open.

    Raises NoAnswer when the fact that decides is missing and the others lie on both sides, or none is known.
    """
    if not facts.dates:
        raise NoAnswer(f"Give at least one date: {listed([fact.label for fact in Fact])}.")
    beginning = _beginning(instrument)
    if beginning and not facts.reinvestigation and (before := _before(beginning, facts)):
        return before
    if after := _after(instrument, facts):
        return after
    first = VERSIONS[instrument][0]
    origin = beginning.authority if beginning else Authority(instrument, "", first.dated)
    candidates = [Candidate(version=first, saving=origin)]
    for saving in SAVINGS:
        if saving.instrument == instrument and act in saving.touches:
            candidates = _with(candidates, saving=saving, facts=facts, sign_offs=sign_offs)
    if beginning is None and max(facts.dates.values()) < first.since:
        remembered = f"the {instrument.title} had begun, which we remember to have been on {first.since:%-d %b %Y}"
        return Governed(candidates=(Candidate(version=first, saving=origin, why=remembered),))
    if beginning and candidates[0] == Candidate(version=first, saving=origin):
        candidates[0] = replace(candidates[0], why=_assumed(beginning, facts))
    return Governed(candidates=tuple(candidates))


def named(*, instrument: Instrument, act: Act, key: str) -> Version:
    """The version that somebody calls by its key, as far as this kind of act goes: the last that changed it by then.

    So R4 of a misconduct hearing is R3, because 2026 changed nothing about hearings. Raises NoAnswer, naming what is
    valid.
    """
    series = _series(instrument)
    asked = next((one for one in series if one.key == key), None)
    if asked is None:
        valid = listed([one.key for one in series])
        raise NoAnswer(f"There is no version “{key}” of the {instrument.title}. Versions: {valid}.")
    changed = [saving.version for saving in SAVINGS if saving.instrument == instrument and act in saving.touches]
    return max(
        (one for one in (VERSIONS[instrument][0], *changed) if one.since <= asked.since), key=lambda one: one.since
    )


def names(*, instrument: Instrument, act: Act, version: Version) -> frozenset[str]:
    """Every key by which this version of the instrument is called where this kind of act is meant."""
    keys = (one.key for one in _series(instrument))
    return frozenset(key for key in keys if named(instrument=instrument, act=act, key=key) == version)


def _series(instrument: Instrument) -> tuple[Version, ...]:
    """The versions that may be named. R1 to R4 are one series, for every instrument that began with R1."""
    own = VERSIONS.get(instrument, ())
    return SERIES if R1 in own else own


def _beginning(instrument: Instrument) -> Saving | None:
    return next((one for one in BEGINNINGS if one.instrument == instrument), None)


def _assumed(beginning: Saving, facts: Facts) -> str:
    """What is taken for granted where the fact that decides about the beginning is not known."""
    if any(fact in facts.dates for fact in beginning.turns_on):
        return ""
    return f"{beginning.turns_on[0].value} on or after {beginning.version.since:%-d %b %Y}"


def _before(beginning: Saving, facts: Facts) -> NotGoverned | None:
    """The matter began before the instrument did: on the fact that decides, or on all that is known."""
    since = beginning.version.since
    decides = next((fact for fact in beginning.turns_on if fact in facts.dates), None)
    if decides is None and min(facts.dates.values()) < since <= max(facts.dates.values()):
        fact = beginning.turns_on[0]
        raise NoAnswer(
            f"The dates lie before and after {since:%-d %b %Y}, when the {beginning.instrument.title} began. "
            f"Give {fact.label} (the day on which {fact.value}): it decides."
        )
    day = facts.dates[decides] if decides else max(facts.dates.values())
    if day >= since:
        return None
    instead = BEFORE.get(beginning.instrument)
    governed = f"; their predecessor is the {instead.title}" if instead else ""
    return NotGoverned(
        instrument=beginning.instrument,
        instead=instead,
        saving=beginning.authority,
        why=f"{day:%-d %b %Y} is before {since:%-d %b %Y}, when the {beginning.instrument.title} began: they do not "
        f"govern this{governed}.",
    )


def _after(instrument: Instrument, facts: Facts) -> NotGoverned | None:
    """The matter began when another instrument had taken this one's place already."""
    if instrument not in ENDED:
        return None
    version, instead = ENDED[instrument]
    day = next(
        (facts.dates[fact] for fact in (Fact.COMPLAINT_MADE, Fact.CAME_TO_ATTENTION) if fact in facts.dates), None
    )
    day = day or min(facts.dates.values())
    if day < version.since:
        return None
    return NotGoverned(
        instrument=instrument,
        instead=instead,
        saving=Authority(instead, "", version.dated),
        why=f"{day:%-d %b %Y} is not before {version.since:%-d %b %Y}, when the {instead.title} took the place of the "
        f"{instrument.title}.",
    )


def _with(candidates: list[Candidate], *, saving: Saving, facts: Facts, sign_offs: SignOffs) -> list[Candidate]:
    """The candidates after one more amendment was asked whether it governs."""
    verdict, fact = _verdict(saving, facts=facts, sign_offs=sign_offs)
    if verdict is Verdict.NEW:
        return [Candidate(version=saving.version, saving=saving.authority)]
    if verdict is Verdict.OLD or fact is None:
        return candidates
    since = f"{saving.version.since:%-d %b %Y}"
    known = facts.dates.get(fact)
    day = f" (it was on {known:%-d %b %Y}, but the words of the saving were not read)" if known else ""
    new = Candidate(version=saving.version, saving=saving.authority, why=f"{fact.value} on or after {since}{day}")
    old = [replace(one, why=_and(one.why, f"{fact.value} before {since}{day}")) for one in candidates]
    return [new, *old] if verdict is Verdict.LIKELY_NEW else [*old, new]


def _and(*conditions: str) -> str:
    return " and ".join(condition for condition in conditions if condition)


def _verdict(saving: Saving, *, facts: Facts, sign_offs: SignOffs) -> tuple[Verdict, Fact | None]:
    """The verdict, and the fact that it turns on."""
    since = saving.version.since
    if saving.has_exceptions and facts.reinvestigation:
        return Verdict.NEW, None
    if saving.has_exceptions and facts.relates_to_earlier:
        return Verdict.OLD, None
    signed = sign_offs.rule(key=saving.key, versions=frozenset({saving.version.key}))
    corrected = signed.corrects.turns_on if signed and signed.corrects else ""
    turns_on = (Fact[corrected.upper()],) if corrected else saving.turns_on
    decides = next((fact for fact in turns_on if fact in facts.dates), None)
    if (saving.authority.grade.is_confirmed or signed) and decides:
        return (Verdict.NEW if facts.dates[decides] >= since else Verdict.OLD), decides
    return _left_open(since, facts, decides=decides, turns_on=turns_on)


def _left_open(since: date, facts: Facts, *, decides: Fact | None, turns_on: tuple[Fact, ...]) -> tuple[Verdict, Fact]:
    """Certain only when every known date is on one side, and the first thing that happened is among them."""
    fact = decides or turns_on[0]
    earliest, latest = min(facts.dates.values()), max(facts.dates.values())
    if (decides or Fact.BEHAVIOUR_FROM in facts.dates) and earliest >= since:
        return Verdict.NEW, fact
    if latest < since and (decides or Fact.ACT_ON in facts.dates):
        return Verdict.OLD, fact
    # Behaviour comes before everything else that is known; any other fact is at the latest what is known last.
    guess = earliest if Fact.BEHAVIOUR_FROM in turns_on else latest
    likely = facts.dates[decides] if decides else guess
    return (Verdict.LIKELY_NEW if likely >= since else Verdict.LIKELY_OLD), fact
