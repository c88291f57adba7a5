"""A question about one time limit, and how names and values that somebody wrote become one.

Every name that is not an event, a fact or a setting of the limit is refused, and the refusal names those that are: a
misspelt event must never be quietly left out of a count.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from misconduct import clocks
from misconduct.clocks.limits import Hold, TimeLimit, Trigger
from misconduct.instruments import PCMR
from misconduct.refusals import NoAnswer, listed
from misconduct.savings import Fact, Facts

YES_NO = {"yes": True, "no": False}
PERIODS_AT_MOST = 100
DIGITS_AT_MOST = 9
FIRST_YEAR, LAST_YEAR = 1900, 2999


@dataclass(frozen=True, kw_only=True)
class Pause:
    """A time in which the limit was held: from the day it was paused up to, and without, the day it was resumed.

    The days held are the days between the two; `until` empty means that it is held still.
    """

    hold: str
    since: date
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class Extension:
    """A later last day, by whoever has the power. A pause that begins after `granted_on` moves that day again."""

    until: date
    by: str
    granted_on: date | None = None
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Shortening:
    """An earlier last day, by agreement of everybody whom the power names."""

    to: date
    agreed_by: tuple[str, ...]
    agreed_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Question:
    """Everything that a time limit is worked out from."""

    key: str
    on: date
    after: str = ""
    version: str = ""
    option: str = ""
    setting: int | None = None
    period: int = 1
    facts: Facts = field(default_factory=Facts)
    deemed_served_on: date | None = None
    pauses: tuple[Pause, ...] = ()
    extensions: tuple[Extension, ...] = ()
    shortenings: tuple[Shortening, ...] = ()


class Said:
    """The names and values that somebody wrote, taken one by one."""

    def __init__(self, pairs: Sequence[tuple[str, str]]) -> None:
        self.values: dict[str, list[str]] = {}
        for name, value in pairs:
            self.values.setdefault(name.strip(), []).append(value.strip())

    def all(self, name: str) -> list[str]:
        """Every value of this name, in the order in which they were written."""
        return self.values.pop(name, [])

    def one(self, name: str) -> str:
        """The value of this name, or nothing. Two are refused."""
        values = self.all(name)
        if len(values) > 1:
            raise NoAnswer(f"“{name}” is given {len(values)} times; give it once.")
        return values[0] if values else ""

    def date(self, name: str) -> date | None:
        """The date of this name, or nothing."""
        value = self.one(name)
        return day(value, name=name) if value else None

    def number(self, name: str) -> int | None:
        """The whole number of this name, or nothing."""
        value = self.one(name)
        if value and not (value.isascii() and value.isdigit() and len(value) <= DIGITS_AT_MOST):
            raise NoAnswer(f"“{name}” is a whole number such as 3, not “{value[:40]}”.")
        return int(value) if value else None

    def is_yes(self, name: str) -> bool:
        """Whether this was answered with yes."""
        value = self.one(name) or "no"
        if value not in YES_NO:
            raise NoAnswer(f"“{name}” is yes or no, not “{value}”.")
        return YES_NO[value]


def day(value: str, *, name: str) -> date:
    """A date as people write it in a file: 2026-09-14. Raises NoAnswer for what is no date."""
    try:
        parsed = date.fromisoformat(value)
    except ValueError:
        parsed = None
    if parsed is None or value != parsed.isoformat():
        raise NoAnswer(f"“{value}” is no date: give {name} as YYYY-MM-DD, for example 2026-09-14.")
    if not FIRST_YEAR <= parsed.year <= LAST_YEAR:
        raise NoAnswer(f"{name} is {value}: give a date from {FIRST_YEAR} to {LAST_YEAR}.")
    return parsed


def ask(*, key: str, on: date | None = None, version: str = "", pairs: Sequence[tuple[str, str]] = ()) -> Question:
    """The question that these words put. Raises NoAnswer, naming what is valid, for anything that does not belong."""
    limit, alias = clocks.find(key=key)
    said = Said(pairs)
    valid = valid_names(limit=limit)
    if unknown := [name for name in said.values if name not in valid]:
        raise NoAnswer(f"“{unknown[0]}” says nothing about {limit.key}. What can be said: {listed(valid)}.")
    dated = _events(limit, said, on=on, after=alias.after)
    trigger, event = dated[-1]
    question = Question(
        key=key,
        on=event,
        after=trigger.name,
        version=_version(key, said=version, meant=alias.version),
        option=said.one(limit.choice.name) if limit.choice else "",
        setting=said.number(limit.setting.name) if limit.setting else None,
        period=_period(said),
        facts=_facts(said, dated=dated),
        deemed_served_on=said.date("deemed_served_on"),
        pauses=tuple(pause for hold in limit.holds for pause in _pauses(hold, said)),
        extensions=_extensions(limit, said),
        shortenings=_shortenings(limit, said),
    )
    check(question=question, limit=limit)
    return question


def _version(key: str, *, said: str, meant: str) -> str:
    if said and meant and said != meant:
        raise NoAnswer(f"{key} means version {meant} already, not {said}.")
    return said or meant


def check(*, question: Question, limit: TimeLimit) -> None:
    """Raises NoAnswer for a question that the limit cannot be asked, however it was made."""
    triggers = {trigger.name: trigger for trigger in limit.triggers}
    trigger = triggers.get(question.after or limit.triggers[0].name)
    if trigger is None:
        raise NoAnswer(f"{limit.key} is not counted from {question.after}.")
    if not 1 <= question.period <= (PERIODS_AT_MOST if limit.is_chained else 1):
        raise NoAnswer(f"period is from 1 to {PERIODS_AT_MOST}, for limits that follow one another, else 1.")
    _check_dates(question, trigger)
    _check_choice(question, limit)


def _check_dates(question: Question, trigger: Trigger) -> None:
    """Nothing that follows the event is earlier than the event."""
    if question.deemed_served_on and not trigger.is_served:
        raise NoAnswer(f"{trigger.name} is not the giving of a document: leave deemed_served_on out.")
    later = {
        "deemed_served_on": [question.deemed_served_on],
        "extended_on": [one.granted_on for one in question.extensions],
        "agreed_on": [one.agreed_on for one in question.shortenings],
    }
    for name, days in later.items():
        if any(one and one < question.on for one in days):
            raise NoAnswer(f"{name} cannot be earlier than {trigger.name}.")


def _check_choice(question: Question, limit: TimeLimit) -> None:
    setting, choice = limit.setting, limit.choice
    if question.setting is not None and not (setting and setting.lowest <= question.setting <= setting.highest):
        bounds = f"{setting.name} is from {setting.lowest} to {setting.highest}" if setting else "it has no setting"
        raise NoAnswer(f"{limit.key}: {bounds}, not {question.setting}.")
    if question.option and (choice is None or question.option not in choice.options):
        raise NoAnswer(f"There is no “{question.option}”. {_options(limit)}")
    if choice and choice.is_required and not question.option and question.setting is None:
        alternative = f" Or give {setting.name}." if setting else ""
        raise NoAnswer(f"{limit.key} differs: give {choice.name}. {_options(limit)}{alternative}")


def _options(limit: TimeLimit) -> str:
    return f"{limit.choice.name} is one of: {listed(list(limit.choice.options))}." if limit.choice else ""


def valid_names(*, limit: TimeLimit) -> list[str]:
    """Every name that says something about this limit."""
    names = [trigger.name for trigger in limit.triggers]
    names += [fact.label for fact in Fact if fact.label not in names]
    names += ["relates_to_earlier", "reinvestigation"] if limit.instrument == PCMR else []
    names += ["period"] if limit.is_chained else []
    names += [limit.choice.name] if limit.choice else []
    names += [limit.setting.name] if limit.setting else []
    names += ["deemed_served_on"] if any(trigger.is_served for trigger in limit.triggers) else []
    names += [name for hold in limit.holds for name in (hold.begins, hold.ends)]
    # Known everywhere, so that the refusal can say who has the power, or that nobody was found to have it.
    return [
        *names,
        "extended_to",
        "extended_by",
        "extended_on",
        "extension_reason",
        "shortened_to",
        "agreed_by",
        "agreed_on",
    ]


def _events(limit: TimeLimit, said: Said, *, on: date | None, after: str) -> list[tuple[Trigger, date]]:
    """The events that were given. The last in the limit's own order is the one to count from."""
    # An event and a fact may have one name; it is the event then, and fills the fact as well.
    given = {trigger.name: said.date(trigger.name) for trigger in limit.triggers}
    first = after or limit.triggers[0].name
    if on and (given[first] or on) != on:
        raise NoAnswer(f"{first} is given twice: as {on} and as {given[first]}.")
    given[first] = given[first] or on
    dated = [(trigger, when) for trigger in limit.triggers if (when := given[trigger.name])]
    if not dated:
        events = listed([f"{trigger.name} (the day on which {trigger.clause})" for trigger in limit.triggers])
        raise NoAnswer(f"{limit.key} is counted from an event; give its date: {events}.")
    if any(earlier > dated[-1][1] for _, earlier in dated):
        raise NoAnswer(f"{dated[-1][0].name} cannot be earlier than {dated[0][0].name}.")
    return dated


def _facts(said: Said, *, dated: list[tuple[Trigger, date]]) -> Facts:
    dates = {trigger.fact: when for trigger, when in dated if trigger.is_act}
    for fact in Fact:
        if when := said.date(fact.label):
            if dates.get(fact, when) != when:
                raise NoAnswer(f"{fact.label} is given as {when}, and is {dates[fact]} already.")
            dates[fact] = when
    begun, ended = dates.get(Fact.BEHAVIOUR_FROM), dates.get(Fact.BEHAVIOUR_TO)
    if begun and ended and ended < begun:
        raise NoAnswer("behaviour_to cannot be earlier than behaviour_from.")
    return Facts(
        dates=dates,
        relates_to_earlier=said.is_yes("relates_to_earlier"),
        reinvestigation=said.is_yes("reinvestigation"),
    )


def _period(said: Said) -> int:
    period = said.number("period")
    return 1 if period is None else period


def _pauses(hold: Hold, said: Said) -> list[Pause]:
    begun, ended = said.all(hold.begins), said.all(hold.ends)
    if len(ended) > len(begun):
        raise NoAnswer(f"{hold.ends} is given without {hold.begins}.")
    ends = [day(value, name=hold.ends) for value in ended] + [None] * (len(begun) - len(ended))
    return [
        Pause(hold=hold.name, since=day(value, name=hold.begins), until=end)
        for value, end in zip(begun, ends, strict=True)
    ]


def _extensions(limit: TimeLimit, said: Said) -> tuple[Extension, ...]:
    until, by, granted_on, reason = (
        said.date("extended_to"),
        said.one("extended_by"),
        said.date("extended_on"),
        said.one("extension_reason"),
    )
    if until is None:
        if by or granted_on or reason:
            raise NoAnswer(f"{limit.key} is extended to a date: give extended_to.")
        return ()
    return (Extension(until=until, by=by, granted_on=granted_on, reason=reason),)


def _shortenings(limit: TimeLimit, said: Said) -> tuple[Shortening, ...]:
    to, agreed_by, agreed_on = said.date("shortened_to"), said.one("agreed_by"), said.date("agreed_on")
    if to is None:
        if agreed_by or agreed_on:
            raise NoAnswer(f"{limit.key} is shortened to a date: give shortened_to.")
        return ()
    parties = tuple(party.strip() for party in agreed_by.split(",") if party.strip())
    return (Shortening(to=to, agreed_by=parties, agreed_on=agreed_on),)
