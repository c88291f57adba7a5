"""What a time limit is made of. The limits themselves are tables, a file for each part of the process.

A time limit has a key, a side (whose limit it is), the events that start it, and rules. A rule says how it is counted
from one of the events, under which versions of the instrument, and where that comes from.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from misconduct.authority import Authority, Grade, Instrument, Power, weakest
from misconduct.counting import Counting, Unit
from misconduct.savings import Act, Fact


class Side(Enum):
    """Whose limit it is. It decides which date is the safe one where several are plausible."""

    DUTY = "a duty: act by the earliest plausible date"
    RIGHT = "theirs to use until the latest plausible date"
    LIFE = "how long something has effect"
    BOUNDARY = "a boundary that decides whether something applies"


@dataclass(frozen=True, kw_only=True)
class Trigger:
    """An event that starts a limit. `clause` completes “the day on which …”.

    `fact` is the fact about versions that its date is at the same time. `is_served` marks an event that is the giving
    of a document: where it went by e-mail, the deemed date of service may be another than the day it was sent.
    """

    name: str
    clause: str
    fact: Fact = Fact.ACT_ON
    is_served: bool = False
    # Whether it is an act under the instrument; what happened outside it says nothing about which version governs.
    is_act: bool = True


@dataclass(frozen=True, kw_only=True)
class Hold:
    """A ground on which a limit is paused, and the events that begin and end the pause."""

    name: str
    begins: str
    ends: str
    clause: str
    authority: Authority
    # Whether the day on which it ended may be held as well: how parts of days count was not said.
    may_hold_last_day: bool = False


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """The power to shorten a period: everybody whose agreement it takes, of each group one."""

    parties: tuple[tuple[str, ...], ...]
    authority: Authority
    # Whose agreement it takes only where they present or take part.
    where_involved: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Reading:
    """Another way of counting that is plausible where the words of the provision were not read."""

    counting: Counting
    numbers: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """How a limit is counted from one event, under some versions (none named: under all).

    `option` is the choice that the rule is for, as in `level=RV`. `counted` is how far the way of counting was verified
    where that is worse than the number; `counted_on_a_day_off` the same where the event falls on no working day.
    """

    counting: Counting
    numbers: tuple[int, ...]
    authority: Authority
    after: str = ""
    option: str = ""
    versions: tuple[str, ...] = ()
    counted: Grade | None = None
    counted_on_a_day_off: Grade | None = None
    readings: tuple[Reading, ...] = ()

    def __post_init__(self) -> None:
        """Refuses a row whose numbers do not fit its way of counting."""
        for counting, numbers in (
            (self.counting, self.numbers),
            *((one.counting, one.numbers) for one in self.readings),
        ):
            if len(numbers) != counting.arity:
                raise ValueError(
                    f"{counting.name} takes {counting.arity} numbers, not {numbers} ({self.authority.cited})."
                )

    @property
    def grade(self) -> Grade:
        """How far number and counting together were verified."""
        return weakest(self.authority.grade, self.counted or self.authority.grade)


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What must be said besides the date, and the options. Where it need not be said, the first rule is meant."""

    name: str
    options: Mapping[str, str] = field(hash=False)
    is_required: bool = True


@dataclass(frozen=True, kw_only=True)
class Setting:
    """A number that somebody with the power to sets in the single matter, within bounds, in the rule's place."""

    name: str
    clause: str
    lowest: int
    highest: int
    # What one of it comes to in the rule's own unit: 12 where years are set and months are counted.
    each: int
    authority: Authority


@dataclass(frozen=True, kw_only=True)
class Example:
    """What the rulebook counts to show the limit at work."""

    on: date
    events: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class TimeLimit:
    """One statutory or local time limit. The first trigger is the one that `--on` gives the date of."""

    key: str
    title: str
    side: Side
    actor: str
    act: Act
    triggers: tuple[Trigger, ...]
    rules: tuple[Rule, ...]
    example: Example
    if_missed: str = ""
    extension: Power | None = None
    shortening: Agreement | None = None
    holds: tuple[Hold, ...] = ()
    choice: Choice | None = None
    setting: Setting | None = None
    # Working days after which a supervisor is reminded where the law says no more than “as soon as practicable”.
    prompt: int = 0
    # Whether a duty arises on the day after the period, as the delay report does.
    then: str = ""

    @property
    def instrument(self) -> Instrument:
        """The instrument that its first rule comes from."""
        return self.rules[0].authority.instrument

    @property
    def grade(self) -> Grade:
        """How far its first rule was verified."""
        return self.rules[0].grade

    @property
    def is_chained(self) -> bool:
        """Whether it repeats in periods, each counted from the end of the one before."""
        return any(rule.counting is Counting.MONTHS_CHAIN for rule in self.rules)

    @property
    def is_counted(self) -> bool:
        """Whether there is a number to count."""
        return any(rule.counting.unit is not Unit.NOTHING for rule in self.rules)
