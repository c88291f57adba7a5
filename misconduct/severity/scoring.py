"""From answers to a score: harm if true, 0 to 100, as an interval, with every point accounted for.

`low` counts what is not known as no, `high` as yes. Where the one is far from the other, ask before you rank.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from misconduct.severity.answers import Answer, Said, checked
from misconduct.severity.bands import FLOOR, MOST_BY_TICKS, Band, band_of, first_of
from misconduct.severity.factors import FACTORS, VERSION, Factor, Group, of_group

# What each factor of special weight beside the highest counts: one part in four, rounded up to whole points.
BESIDE_THE_HIGHEST = 4


class Triage(Enum):
    """When a person must have looked, in words. The day is counted where the working days are known."""

    DONE = "done: a person of the force answered every question of special weight"
    SAME_DAY = "by a person of the force, the same day: a question of special weight is answered yes"
    NEXT_WORKING_DAY = "by a person of the force, within one working day"


@dataclass(frozen=True, kw_only=True)
class Part:
    """What one factor, or the cap of its group, adds to either end. A cap takes away; all parts sum to the score."""

    group: Group
    factor: Factor | None
    low: int
    high: int


@dataclass(frozen=True, kw_only=True)
class Score:
    """A scoring with all that it was made from. It orders the queue and is no assessment under regulation 14."""

    answers: tuple[Answer, ...]
    parts: tuple[Part, ...]
    low: int
    high: int
    band: Band
    # The band of `high`: where it would stand if all that is not known were true.
    band_of_high: Band
    # Factors of special weight answered yes: they hold the band up.
    floor: tuple[Factor, ...]
    # Ticked factors without which the score would not be CRITICAL: they hold the band down to HIGH.
    ticks: tuple[Factor, ...]
    triage: Triage
    version: str = VERSION

    @property
    def is_raised(self) -> bool:
        """Whether the floor changes the band."""
        return bool(self.floor) and band_of(points=self.low).place > FLOOR.place

    def said(self, said: Said) -> tuple[Factor, ...]:
        """The factors that were answered so."""
        return tuple(FACTORS[answer.factor] for answer in self.answers if answer.said is said)

    @property
    def untouched(self) -> tuple[Factor, ...]:
        """The factors about which nobody has said anything."""
        touched = {answer.factor for answer in self.answers}
        return tuple(factor for key, factor in FACTORS.items() if key not in touched)


def score(*, answers: Iterable[Answer] = ()) -> Score:
    """The score of an allegation from what was answered about it, 0 to 100 points at either end.

    Of a ladder only the highest yes counts; of special weight the highest in full, each other a quarter rounded up;
    each group to its cap. No answer at all is still a score: 0 to 100, not yet triaged.
    Raises NoAnswer for an unknown factor, one answered twice, without an author, or without the reason it needs.
    Source: Candour's own design, no law.
    """
    given = checked(answers=answers)
    said = {key: given[key].said if key in given else Said.UNKNOWN for key in FACTORS}
    low = tuple(key for key, one in said.items() if one is Said.YES)
    high = tuple(key for key, one in said.items() if one is not Said.NO)
    by_people = {key for key in low if not given[key].is_tick}
    parts = tuple(_parts(low, high))
    special = tuple(FACTORS[key] for key in low if FACTORS[key].is_special)
    is_triaged = all(key in given and not given[key].is_tick for key, one in FACTORS.items() if one.is_special)
    ticks = _holding_down(low, by_people) if is_triaged else ()
    return Score(
        answers=tuple(given[key] for key in FACTORS if key in given),
        parts=parts,
        low=sum(part.low for part in parts),
        high=sum(part.high for part in parts),
        band=(MOST_BY_TICKS if ticks else _band(low)) if is_triaged else Band.NOT_YET_TRIAGED,
        band_of_high=_band(high),
        floor=special,
        ticks=ticks,
        triage=_triage(is_triaged=is_triaged, has_special=bool(special)),
    )


def _band(yes: Collection[str]) -> Band:
    by_points = band_of(points=_total(yes))
    return first_of(by_points, FLOOR) if any(FACTORS[key].is_special for key in yes) else by_points


def _holding_down(low: Collection[str], by_people: Collection[str]) -> tuple[Factor, ...]:
    if _band(low) is not Band.CRITICAL or _band(by_people) is Band.CRITICAL:
        return ()
    return tuple(FACTORS[key] for key in low if key not in by_people)


def _triage(*, is_triaged: bool, has_special: bool) -> Triage:
    if is_triaged:
        return Triage.DONE
    return Triage.SAME_DAY if has_special else Triage.NEXT_WORKING_DAY


def _total(yes: Collection[str]) -> int:
    return sum(min(sum(_points(group, yes, sure=yes).values()), group.value.cap) for group in Group)


def _parts(low: Collection[str], high: Collection[str]) -> Iterator[Part]:
    """Each factor that adds to either end, and the cap after its group where it takes away."""
    for group in Group:
        at_low, at_high = _points(group, low, sure=low), _points(group, high, sure=low)
        for factor in of_group(group=group):
            points = at_low.get(factor.key, 0), at_high.get(factor.key, 0)
            if any(points):
                yield Part(group=group, factor=factor, low=points[0], high=points[1])
        over = _over(group, at_low), _over(group, at_high)
        if any(over):
            yield Part(group=group, factor=None, low=-over[0], high=-over[1])


def _over(group: Group, points: dict[str, int]) -> int:
    return max(sum(points.values()) - group.value.cap, 0)


def _points(group: Group, yes: Collection[str], *, sure: Collection[str]) -> dict[str, int]:
    """What each factor of the group counts, before the cap. Of two that weigh the same, what is sure counts in full."""
    factors = _highest_of_ladders([factor for factor in of_group(group=group) if factor.key in yes])
    if group is not Group.SPECIAL_WEIGHT:
        return {factor.key: factor.points for factor in factors}
    ranked = sorted(factors, key=lambda factor: (-factor.points, factor.key not in sure))
    return {factor.key: _quarter(factor.points) if place else factor.points for place, factor in enumerate(ranked)}


def _highest_of_ladders(factors: list[Factor]) -> list[Factor]:
    """Without those that stand below another of the same ladder."""
    most = {factor.ladder: max(one.points for one in factors if one.ladder == factor.ladder) for factor in factors}
    return [factor for factor in factors if not factor.ladder or factor.points == most[factor.ladder]]


def _quarter(points: int) -> int:
    return -(-points // BESIDE_THE_HIGHEST)
