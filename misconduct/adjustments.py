"""How pauses, extensions and agreements move a date that was counted.

They are taken in the order in which they happened. A pause moves the date by exactly the days held, in the limit's
own unit: working days for a limit in working days, days of the calendar for every other. An extension sets the date; a
pause that began before it was granted does not move it again. An extension or agreement without a day comes last.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from misconduct.authority import Authority
from misconduct.clocks.limits import Hold, TimeLimit
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
        """Moved by the days held. A pause that began after the last day moves nothing."""
        hold = _hold(self.limit, pause)
        if pause.until and pause.until < pause.since:
            raise NoAnswer(f"A pause cannot end ({pause.until}) before it begins ({pause.since}).")
        if now.due is None or pause.since > now.due:
            return now
        since = max(day for day in (pause.since, self.counted.day_one, now.held_until) if day)
        if pause.until is None:
            left = self.between(since, now.due + timedelta(days=1))
            move = Move(
                kind="paused",
                words=f"since {_short(pause.since)}: {hold.clause}",
                days=0,
                due=None,
                authority=hold.authority,
            )
            return replace(now, due=None, paused_since=pause.since, left=left, moves=(*now.moves, move))
        held = self.between(since, pause.until)
        due = self.later(now.due, held)
        words = f"{_short(pause.since)} to {_short(pause.until)}, {held} {self.unit.value} held: {hold.clause}"
        move = Move(kind="paused", words=words, days=held, due=due, authority=hold.authority)
        earliest = self.later(now.earliest, held) if now.earliest and pause.since <= now.earliest else now.earliest
        held_until = max(pause.until, now.held_until or pause.until)
        return replace(now, earliest=earliest, due=due, moves=(*now.moves, move), held_until=held_until)

    def extended(self, now: Adjusted, extension: Extension) -> Adjusted:
        """Set to the date that was named, by whoever has the power."""
        power = self.limit.extension
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
        if self.is_strict and now.due and extension.until <= now.due:
            raise NoAnswer(f"{extension.until} does not extend {self.limit.key}: its last day is {now.due} already.")
        reason = f": {extension.reason}" if extension.reason else ""
        words = f"to {_short(extension.until)} by {_spaced(extension.by)}, {power.condition}{reason}"
        move = Move(kind="extended", words=words, days=0, due=extension.until, authority=power.authority)
        return replace(now, due=extension.until, moves=(*now.moves, move))

    def shortened(self, now: Adjusted, shortening: Shortening) -> Adjusted:
        """Set to the date that everybody agreed to whose agreement it takes."""
        power = self.limit.shortening
        if power is None:
            raise NoAnswer(f"No power to shorten {self.limit.key} by agreement was found.")
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
        self._refuse_while_paused(now)
        if self.is_strict and now.due and not (self.counted.day_one or now.due) <= shortening.to < now.due:
            raise NoAnswer(f"{shortening.to} does not shorten {self.limit.key}, whose last day is {now.due}.")
        words = f"to {_short(shortening.to)} by agreement of {listed([_spaced(one) for one in shortening.agreed_by])}"
        move = Move(kind="shortened", words=words, days=0, due=shortening.to, authority=power.authority)
        earliest = min(now.earliest, shortening.to) if now.earliest else None
        return replace(now, earliest=earliest, due=shortening.to, moves=(*now.moves, move))

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
    """By the day on which each happened."""
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
