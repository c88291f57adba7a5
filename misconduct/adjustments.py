"""How pauses, extensions and agreements move a date that was counted.

They are taken in the order in which they happened. A pause moves the date by exactly the days held, in the limit's
own unit: working days for a limit in working days, days of the calendar for every other. An extension sets the date; a
pause that began before it was granted does not move it again. Beside a pause, the day of each change must be said.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from misconduct.authority import Authority
from misconduct.clocks.limits import Agreement, Hold, TimeLimit
from misconduct.counting import Counted, Unit
from misconduct.questions import Extension, Pause, Question, Shortening
from misconduct.refusals import NoAnswer, listed
from misconduct.working_days import Calendar


@dataclass(frozen=True, kw_only=True)
class Move:
    """One thing that moved the date: what and why in words, by how many units for a pause, and where it went."""

    kind: str
    words: str
    days: int
    due: date | None
    authority: Authority


@dataclass(frozen=True, kw_only=True)
class Adjusted:
    """The dates after everything that moved them. While a pause is open there is no `due`: `left` units remain."""

    earliest: date | None
    due: date | None
    moves: tuple[Move, ...] = ()
    paused_since: date | None = None
    left: int = 0
    # Up to where a pause was already counted, so that two that overlap hold no day twice.
    held_until: date | None = None


@dataclass(frozen=True, kw_only=True)
class Adjuster:
    """What adjusting one count needs to know. `is_strict` checks dates that are said against the date counted."""

    limit: TimeLimit
    counted: Counted
    unit: Unit
    calendar: Calendar
    is_strict: bool = True

    def adjust(self, *, question: Question) -> Adjusted:
        """The dates, moved by everything in the question. Raises NoAnswer for what the law gives no power for."""
        now = Adjusted(earliest=self.counted.earliest, due=self.counted.due)
        for one in _in_order(question):
            if isinstance(one, Pause):
                now = self.paused(now, one)
            elif isinstance(one, Extension):
                now = self.extended(now, one)
            else:
                now = self.shortened(now, one)
        return now

    def paused(self, now: Adjusted, pause: Pause) -> Adjusted:
        """Moved by the days held. A pause that began after the last day, or within an open one, moves nothing."""
        hold = _hold(self.limit, pause)
        if pause.until and pause.until < pause.since:
            raise NoAnswer(f"A pause cannot end ({pause.until}) before it begins ({pause.since}).")
        ends = f" to {_short(pause.until)}" if pause.until else ", still"
        if now.due is None or pause.since > now.due:
            why = f"it began after the last day, {_short(now.due)}" if now.due else "there is no date to move"
            return self._moved(now, "paused", f"{_short(pause.since)}{ends}, moves nothing: {why}", hold.authority)
        since = max(day for day in (pause.since, self.counted.day_one, now.held_until) if day)
        if pause.until is None:
            open_now = replace(now, due=None, paused_since=pause.since, left=self.left(since, now.due))
            earliest = None if now.earliest and pause.since <= now.earliest else now.earliest
            words = f"since {_short(pause.since)}: {hold.clause}"
            return replace(self._moved(open_now, "paused", words, hold.authority), earliest=earliest)
        held = self.between(since, pause.until)
        words = f"{_short(pause.since)}{ends}, {held} {self.unit.value} held: {hold.clause}"
        later = replace(now, due=self.later(now.due, held), held_until=max(pause.until, now.held_until or pause.until))
        if now.earliest and pause.since <= now.earliest:
            later = replace(later, earliest=self.later(now.earliest, held))
        return self._moved(later, "paused", words, hold.authority, days=held)

    def extended(self, now: Adjusted, extension: Extension) -> Adjusted:
        """Set to the date that was named, by whoever has the power."""
        power = self.limit.extension
        if not self.is_strict:
            # Another reading may end later than the extension by itself, or have no such power.
            has_power = power is not None and extension.by in power.holders
            return replace(now, due=max(extension.until, now.due)) if has_power and now.due else now
        if power is None:
            raise NoAnswer(
                f"No power to extend {self.limit.key} was found. If your legal adviser knows one, record a sign-off."
            )
        if extension.by not in power.holders:
            who = f"not {extension.by}" if extension.by else "and extended_by must say who did"
            raise NoAnswer(
                f"{self.limit.key} may be extended by {' or '.join(power.holders)} ({power.condition}; "
                f"{power.authority.cited}), {who}."
            )
        self._refuse_while_paused(now)
        if now.due and extension.until <= now.due:
            raise NoAnswer(f"{extension.until} does not extend {self.limit.key}: its last day is {now.due} already.")
        reason = f": {extension.reason}" if extension.reason else ""
        words = f"to {_short(extension.until)} by {_spaced(extension.by)}, {power.condition}{reason}"
        return self._moved(replace(now, due=extension.until), "extended", words, power.authority)

    def shortened(self, now: Adjusted, shortening: Shortening) -> Adjusted:
        """Set to the date that everybody agreed to whose agreement it takes."""
        power = self.limit.shortening
        if power is None:
            raise NoAnswer(f"No power to shorten {self.limit.key} by agreement was found.")
        self._refuse_without_agreement(power, shortening)
        self._refuse_while_paused(now)
        begins = self.counted.day_one or now.due
        if self.is_strict and now.due and begins and not begins <= shortening.to < now.due:
            raise NoAnswer(f"{shortening.to} does not shorten {self.limit.key}, whose last day is {now.due}.")
        words = f"to {_short(shortening.to)} by agreement of {listed([_spaced(one) for one in shortening.agreed_by])}"
        earliest = min(now.earliest, shortening.to) if now.earliest else None
        due = min(shortening.to, now.due or shortening.to)
        return self._moved(replace(now, earliest=earliest, due=due), "shortened", words, power.authority)

    def _refuse_without_agreement(self, power: Agreement, shortening: Shortening) -> None:
        missing = [
            " or ".join(one_of)
            for one_of in power.parties
            if not any(party in shortening.agreed_by for party in one_of)
        ]
        known = {party for one_of in power.parties for party in one_of} | set(power.where_involved)
        if unknown := [party for party in shortening.agreed_by if party not in known]:
            raise NoAnswer(f"“{unknown[0]}” has no say in this. Who may agree: {listed(sorted(known))}.")
        if missing:
            raise NoAnswer(
                f"Shortening {self.limit.key} takes the agreement of {listed(missing)} too ({power.authority.cited}); "
                f"give it in agreed_by. Where the Director General presents, of director_general as well."
            )

    def _moved(self, now: Adjusted, kind: str, words: str, authority: Authority, *, days: int = 0) -> Adjusted:
        move = Move(kind=kind, words=words, days=days, due=now.due, authority=authority)
        return replace(now, moves=(*now.moves, move))

    def left(self, first: date, last: date) -> int:
        """How many of the limit's units there are from the first day to the last, both included."""
        is_counted = self.unit is not Unit.WORKING_DAYS or not self.calendar.why_not(day=last)
        return self.between(first, last) + (1 if first <= last and is_counted else 0)

    def between(self, first: date, end: date) -> int:
        """How many of the limit's units there are from the first day up to, and without, the end."""
        if self.unit is Unit.WORKING_DAYS:
            return self.calendar.count(first=first, end=max(first, end))
        return max(0, (end - first).days)

    def later(self, day: date, held: int) -> date:
        """The day so many units later."""
        if self.unit is Unit.WORKING_DAYS:
            return self.calendar.after(day=day, days=held) if held else day
        return day + timedelta(days=held)

    def _refuse_while_paused(self, now: Adjusted) -> None:
        if now.paused_since:
            raise NoAnswer(f"{self.limit.key} is paused since {now.paused_since}: say first when it was resumed.")


def _in_order(question: Question) -> list[Pause | Extension | Shortening]:
    """By the day on which each happened. Raises NoAnswer where that day is needed and was not said."""
    undated = any(one.granted_on is None for one in question.extensions)
    if question.pauses and (undated or any(one.agreed_on is None for one in question.shortenings)):
        raise NoAnswer("It was paused as well: say on which day the date was changed (extended_on, agreed_on).")
    dated: list[tuple[date, int, Pause | Extension | Shortening]] = [
        *((one.since, 0, one) for one in question.pauses),
        *((one.granted_on or date.max, 1, one) for one in question.extensions),
        *((one.agreed_on or date.max, 2, one) for one in question.shortenings),
    ]
    return [one for _, _, one in sorted(dated, key=lambda each: each[:2])]


def _hold(limit: TimeLimit, pause: Pause) -> Hold:
    for hold in limit.holds:
        if hold.name == pause.hold:
            return hold
    valid = listed([hold.name for hold in limit.holds])
    raise NoAnswer(f"Nothing was found that pauses {limit.key} for “{pause.hold}”. What may pause it: {valid}.")


def _short(day: date) -> str:
    return f"{day:%a %-d %b %Y}"


def _spaced(name: str) -> str:
    return name.replace("_", " ")
