"""The answer to a question about a time limit: the date, and everything that it was worked out from.

Where the law leaves more than one answer open, all of them are given (`ways.py`). `due` is the likeliest; `force_by`
the earliest that is plausible, for a duty; `right_until` the latest, for a right.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, tzinfo

from misconduct import clocks
from misconduct.adjustments import Adjusted, Adjuster
from misconduct.authority import Authority, Grade, weakest
from misconduct.clocks.limits import Side, TimeLimit, Trigger
from misconduct.counting import Counted, Counting, Counts, Unit
from misconduct.instruments import Version
from misconduct.questions import Question, check
from misconduct.refusals import NoAnswer
from misconduct.sign_offs import NO_SIGN_OFFS, SignOffs
from misconduct.ways import Way, plausible
from misconduct.working_days import ONE_DAY, BeyondCalendar, Calendar


@dataclass(frozen=True, kw_only=True)
class Other:
    """Another plausible answer, and when it is the right one."""

    earliest: date | None
    due: date | None
    why: str


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A date with its whole working. `due` is empty while a pause is open, and where the law names no number."""

    limit: TimeLimit
    question: Question
    trigger: Trigger
    way: Way
    counted: Counted
    adjusted: Adjusted
    grade: Grade
    # Whether every version that leads to this date was read, or signed by an adviser.
    is_confirmed: bool
    earliest: date | None
    # The opening that is safe where several are plausible: the latest.
    opens: date | None
    due: date | None
    arises_on: date | None
    prompt_on: date | None
    force_by: date | None
    right_until: date | None
    others: tuple[Other, ...]
    # The choice that was not said, and so taken to be the first: `given_at=accelerated_hearing`.
    assumed: str
    # When there is no such limit at all, because another version may govern.
    absent: tuple[str, ...]
    # The versions that lead to this very date.
    versions: tuple[Version, ...]
    # The first and the last day between which days off were skipped, and the holidays among them.
    span: tuple[date, date] | None
    holidays: tuple[tuple[date, str], ...]
    shows_duty: bool = False

    @property
    def wanted(self) -> date | None:
        """The date that was asked for: the last day, or the day on which the duty arises where its name says so."""
        return self.arises_on if self.shows_duty else self.due

    @property
    def safe(self) -> date | None:
        """The date to work to: the earliest plausible one for a duty, the latest for a right."""
        if self.limit.side is Side.DUTY:
            return self.force_by or self.due
        return (self.right_until or self.due) if self.limit.side is Side.RIGHT else self.due

    @property
    def authority(self) -> Authority:
        """Where the rule comes from."""
        return self.way.rule.authority

    @property
    def is_counted(self) -> bool:
        """Whether there was a number to count, from the law or from a legal adviser."""
        return self.way.rule.counting.unit is not Unit.NOTHING

    @property
    def may_count_against(self) -> bool:
        """Whether a missed date may count as a missed statutory limit.

        Only a date of a duty or a right under law, whose words were read or signed by a legal adviser under every
        version that leads to it, and where nothing else is plausible, assumed or taken for granted. (What moved it by
        an authority that was not read leaves another plausible date.)
        """
        if self.due is None or self.limit.side not in {Side.DUTY, Side.RIGHT}:
            return False
        taken_for_granted = self.way.provided and len(self.versions) == 1
        is_open = self.others or self.absent or self.assumed or taken_for_granted
        return self.authority.instrument.is_law and self.is_confirmed and not is_open


@dataclass(frozen=True, kw_only=True)
class Moved:
    """A running limit whose date another calendar changes."""

    name: str
    before: Answer | None
    after: Answer | None
    # Why it cannot be worked out any more, where that is so.
    problem: str = ""


def work_out(*, question: Question, calendar: Calendar, sign_offs: SignOffs = NO_SIGN_OFFS) -> Answer:
    """The date, from the question, the calendar and the sign-offs as they stood.

    Raises NoAnswer, in words for the reader, where the law or the calendar has none.
    """
    limit, alias = clocks.find(key=question.key)
    check(question=question, limit=limit)
    trigger = next((one for one in limit.triggers if one.name == question.after), limit.triggers[0])
    try:
        found = plausible(limit=limit, trigger=trigger, question=question, sign_offs=sign_offs)
        results = [_count(limit, way, calendar, is_strict=index == 0) for index, way in enumerate(found.ways)]
    except OverflowError:
        raise NoAnswer(f"Counting from {question.on} leaves the years that have dates.") from None
    way, (counted, adjusted) = found.ways[0], results[0]
    everything = [one for _, one in results]
    others = _others(found.ways, everything)
    dates = {due for due in (adjusted.due, *(other.due for other in others)) if due}
    is_open = len(dates) > 1 or (adjusted.due is None and bool(dates))
    span = _span(way, counted, adjusted)
    return Answer(
        limit=replace(limit, extension=way.power) if way.power else limit,
        question=question,
        trigger=trigger,
        way=way,
        counted=counted,
        adjusted=adjusted,
        grade=_grade(found.ways, everything, calendar),
        is_confirmed=_is_confirmed(found.ways, everything, calendar),
        earliest=adjusted.earliest,
        opens=max((day for day in (adjusted.earliest, *(one.earliest for one in others)) if day), default=None),
        due=adjusted.due,
        arises_on=adjusted.due + ONE_DAY if limit.then and adjusted.due else None,
        prompt_on=_prompt(limit, way, calendar),
        force_by=min(dates) if is_open else None,
        right_until=max(dates) if is_open else None,
        others=others,
        assumed=_assumed(limit, question),
        absent=found.absent,
        versions=_alike(found.ways, everything),
        span=span,
        holidays=calendar.weekday_holidays(first=span[0], last=span[1]) if span else (),
        shows_duty=alias.shows_duty,
    )


def moved(
    *, running: Mapping[str, Question], before: Calendar, after: Calendar, sign_offs: SignOffs = NO_SIGN_OFFS
) -> tuple[Moved, ...]:
    """Which running limits move when the calendar changes, as when a day is proclaimed a bank holiday.

    One that has no answer any more is among them, with the reason.
    """
    pairs = [
        _pair(name, question, before=before, after=after, sign_offs=sign_offs) for name, question in running.items()
    ]
    return tuple(pair for pair in pairs if pair.problem or _dates(pair.before) != _dates(pair.after))


def _pair(name: str, question: Question, *, before: Calendar, after: Calendar, sign_offs: SignOffs) -> Moved:
    try:
        return Moved(
            name=name,
            before=work_out(question=question, calendar=before, sign_offs=sign_offs),
            after=work_out(question=question, calendar=after, sign_offs=sign_offs),
        )
    except NoAnswer as refusal:
        return Moved(name=name, before=None, after=None, problem=str(refusal))


def last_moment(*, due: date, london: tzinfo) -> datetime:
    """The last moment of a limit: 23:59:59 on its last day, by the clocks of London."""
    return datetime.combine(due, time(23, 59, 59), tzinfo=london)


def is_late(*, due: date, today: date) -> bool:
    """Whether the last day has passed. Due today is not late."""
    return today > due


def _dates(answer: Answer | None) -> tuple[object, ...]:
    if answer is None:
        return ()
    moves = (answer.earliest, answer.opens, answer.due, answer.prompt_on, answer.force_by, answer.right_until)
    return (*moves, answer.adjusted.left)


# --- Counting them ----------------------------------------------------------------------------------------------------


def _prompt(limit: TimeLimit, way: Way, calendar: Calendar) -> date | None:
    """The local reminder. Beyond the listed holidays there is none, which takes nothing from the law's answer."""
    try:
        return calendar.after(day=way.event, days=limit.prompt) if limit.prompt else None
    except BeyondCalendar:
        return None


def _is_confirmed(ways: Sequence[Way], results: Sequence[Adjusted], calendar: Calendar) -> bool:
    """Every way to this very date was read or signed, and counted as it was read."""
    same = (results[0].earliest, results[0].due)
    alike = [way for way, one in zip(ways, results, strict=True) if (one.earliest, one.due) == same]
    doubtful = any(way.rule.counted_on_a_day_off and calendar.why_not(day=way.event) for way in alike)
    return not doubtful and all(way.is_confirmed for way in alike)


def _assumed(limit: TimeLimit, question: Question) -> str:
    if limit.choice is None or limit.choice.is_required or question.option:
        return ""
    return f"{limit.choice.name}={limit.rules[0].option}"


def _count(limit: TimeLimit, way: Way, calendar: Calendar, *, is_strict: bool) -> tuple[Counted, Adjusted]:
    counting = way.rule.counting
    asked = Counts(event=way.event, numbers=way.rule.numbers, period=way.question.period, calendar=calendar)
    counted = counting.count(asked=asked)
    adjuster = Adjuster(
        limit=replace(limit, extension=way.power) if way.power else limit,
        counted=counted,
        unit=counting.unit,
        calendar=calendar,
        is_strict=is_strict,
    )
    return counted, adjuster.adjust(question=way.question)


def _others(ways: Sequence[Way], results: Sequence[Adjusted]) -> tuple[Other, ...]:
    """The answers that differ from the first, each once, with the first reason that leads to it."""
    seen = {(results[0].earliest, results[0].due)}
    others: list[Other] = []
    for way, adjusted in zip(ways[1:], results[1:], strict=True):
        dates = (adjusted.earliest, adjusted.due)
        if dates not in seen:
            seen.add(dates)
            others.append(Other(earliest=adjusted.earliest, due=adjusted.due, why=" and ".join(way.when)))
    return tuple(others)


def _grade(ways: Sequence[Way], results: Sequence[Adjusted], calendar: Calendar) -> Grade:
    """The weakest of what the date rests on: number, counting, what moved it, and a saving that changes it."""
    way = ways[0]
    grade = weakest(way.rule.grade, *(move.authority.grade for move in results[0].moves))
    on_a_day_off = way.rule.counted_on_a_day_off
    if on_a_day_off and calendar.why_not(day=way.event):
        grade = weakest(grade, on_a_day_off)
    dates = [(one.version, (result.earliest, result.due)) for one, result in zip(ways, results, strict=True)]
    under_this = {both for version, both in dates if version == way.version}
    if way.saving and any(both not in under_this for _, both in dates):
        grade = weakest(grade, way.saving.grade)
    return grade


def _alike(ways: Sequence[Way], results: Sequence[Adjusted]) -> tuple[Version, ...]:
    """The versions that lead to the first answer's dates, each once."""
    same = (results[0].earliest, results[0].due)
    versions = [way.version for way, one in zip(ways, results, strict=True) if (one.earliest, one.due) == same]
    return tuple(dict.fromkeys(version for version in versions if version))


def _span(way: Way, counted: Counted, adjusted: Adjusted) -> tuple[date, date] | None:
    """Between which days days off were skipped; nothing where the rule skips none."""
    counting, due = way.rule.counting, _counted_to(counted, adjusted)
    if counting is Counting.WEEKS_AFTERWD and counted.day_one:
        return way.event + ONE_DAY, counted.day_one - ONE_DAY
    if counting.unit is not Unit.WORKING_DAYS or due is None:
        return None
    if counting is Counting.WD_BEFORE:
        return due + ONE_DAY, way.event - ONE_DAY
    return (way.event if counting is Counting.WD_FROM else way.event + ONE_DAY), due


def _counted_to(counted: Counted, adjusted: Adjusted) -> date | None:
    """Up to where days were counted: an extension or an agreement names a date, and counts nothing."""
    due = counted.due
    for move in adjusted.moves:
        if move.kind != "paused":
            break
        due = move.due or due
    return due
