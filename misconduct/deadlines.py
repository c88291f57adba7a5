"""The answer to a question about a time limit: the date, and everything that it was worked out from.

Where the law leaves more than one answer open, all of them are given. They come from the version (a saving that was
not read), from the counting (a rule whose start was not read) and from service (a deemed date beside the real one).
`due` is the likeliest; `force_by` the earliest that is plausible, for a duty; `right_until` the latest, for a right.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, tzinfo

from misconduct import clocks
from misconduct.adjustments import Adjusted, Adjuster
from misconduct.authority import Authority, Grade, weakest
from misconduct.clocks.limits import Rule, Side, TimeLimit, Trigger
from misconduct.counting import Counted, Counting, Counts, Unit
from misconduct.instruments import VERSIONS, Version
from misconduct.questions import Question
from misconduct.refusals import NoAnswer, listed
from misconduct.savings import Fact
from misconduct.sign_offs import NO_SIGN_OFFS, SignOff, SignOffs
from misconduct.versions import Candidate, NotGoverned, applicable, named, names
from misconduct.working_days import ONE_DAY, Calendar


@dataclass(frozen=True, kw_only=True)
class Way:
    """One way in which the limit may be counted: under a version, by a rule, from a date. `why` says when it is so."""

    version: Version | None
    saving: Authority | None
    rule: Rule
    sign_off: SignOff | None
    event: date
    why: str = ""


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
    earliest: date | None
    due: date | None
    arises_on: date | None
    prompt_on: date | None
    force_by: date | None
    right_until: date | None
    others: tuple[Other, ...]
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
    def may_count_against(self) -> bool:
        """Whether a missed date may count as a missed statutory limit.

        Only where the words of the law were read or a legal adviser signed, and no other answer is open.
        """
        confirmed = self.grade.is_confirmed or self.way.sign_off is not None
        return confirmed and self.authority.instrument.is_law and not self.others


@dataclass(frozen=True, kw_only=True)
class Moved:
    """A running limit whose date another calendar changes."""

    name: str
    before: Answer
    after: Answer


def work_out(*, question: Question, calendar: Calendar, sign_offs: SignOffs = NO_SIGN_OFFS) -> Answer:
    """The date, from the question, the calendar and the sign-offs as they stood.

    Raises NoAnswer, in words for the reader, where the law or the calendar has none.
    """
    limit, alias = clocks.find(key=question.key)
    trigger = next((one for one in limit.triggers if one.name == question.after), limit.triggers[0])
    ways = _ways(limit, trigger, question, sign_offs)
    results = [_count(limit, way, question, calendar, is_strict=index == 0) for index, way in enumerate(ways)]
    way, (counted, adjusted) = ways[0], results[0]
    others = _others(ways, [adjusted for _, adjusted in results])
    plausible = [adjusted.due, *(one.due for one in others)]
    dates = [due for due in plausible if due]
    span = _span(way, counted, adjusted)
    return Answer(
        limit=limit,
        question=question,
        trigger=trigger,
        way=way,
        counted=counted,
        adjusted=adjusted,
        grade=_grade(way, others, ways, calendar),
        earliest=adjusted.earliest,
        due=adjusted.due,
        arises_on=adjusted.due + ONE_DAY if limit.then and adjusted.due else None,
        prompt_on=calendar.after(day=way.event, days=limit.prompt) if limit.prompt else None,
        force_by=min(dates) if len(set(dates)) > 1 else None,
        right_until=max(dates) if len(set(dates)) > 1 else None,
        others=others,
        versions=_alike(ways, [adjusted for _, adjusted in results]),
        span=span,
        holidays=calendar.weekday_holidays(first=span[0], last=span[1]) if span else (),
        shows_duty=alias.shows_duty,
    )


def moved(
    *, running: Mapping[str, Question], before: Calendar, after: Calendar, sign_offs: SignOffs = NO_SIGN_OFFS
) -> tuple[Moved, ...]:
    """Which running limits move when the calendar changes, as when a day is proclaimed a bank holiday."""
    pairs = [
        Moved(
            name=name,
            before=work_out(question=question, calendar=before, sign_offs=sign_offs),
            after=work_out(question=question, calendar=after, sign_offs=sign_offs),
        )
        for name, question in running.items()
    ]
    return tuple(pair for pair in pairs if _dates(pair.before) != _dates(pair.after))


def last_moment(*, due: date, london: tzinfo) -> datetime:
    """The last moment of a limit: 23:59:59 on its last day, by the clocks of London."""
    return datetime.combine(due, time(23, 59, 59), tzinfo=london)


def is_late(*, due: date, today: date) -> bool:
    """Whether the last day has passed. Due today is not late."""
    return today > due


def _dates(answer: Answer) -> tuple[date | None, ...]:
    return (answer.earliest, answer.due, answer.prompt_on, answer.force_by, answer.right_until)


# --- The ways in which it may be counted ------------------------------------------------------------------------------


def _ways(limit: TimeLimit, trigger: Trigger, question: Question, sign_offs: SignOffs) -> list[Way]:
    """Every plausible way, the likeliest first."""
    ways: list[Way] = []
    for candidate in _candidates(limit, trigger, question, sign_offs):
        version = candidate.version if candidate else None
        rule = _rule(limit, trigger, question, version)
        if rule is None:
            continue
        called = names(instrument=limit.instrument, act=limit.act, version=version) if version else frozenset()
        signed = sign_offs.on(key=limit.key, versions=called)
        why = f"if {version.key} governs ({candidate.why})" if candidate and version else ""
        way = Way(
            version=version,
            saving=candidate.saving if candidate else None,
            rule=_corrected(rule, signed),
            sign_off=signed,
            event=question.on,
            why=why,
        )
        ways += [way, *_readings(way, trigger, question)]
    if not ways:
        versions = sorted({key for rule in limit.rules for key in rule.versions})
        raise NoAnswer(f"{limit.key} exists only under {listed(versions)} of the {limit.instrument.title}.")
    return ways


def _candidates(
    limit: TimeLimit, trigger: Trigger, question: Question, sign_offs: SignOffs
) -> Sequence[Candidate | None]:
    """The versions that may govern, or nothing where the rule's source has no versions."""
    instrument = limit.instrument
    if instrument not in VERSIONS:
        if question.version:
            raise NoAnswer(f"{limit.key} has no versions: leave the version out.")
        return [None]
    if question.version:
        version = named(instrument=instrument, act=limit.act, key=question.version)
        origin = Authority(instrument, "", version.dated)
        return [Candidate(version=version, saving=origin, why="was asked for")]
    dates = {Fact.ACT_ON: question.on, trigger.fact: question.on, **question.facts.dates}
    facts = replace(question.facts, dates=dates)
    governed = applicable(instrument=instrument, act=limit.act, facts=facts, sign_offs=sign_offs)
    if isinstance(governed, NotGoverned):
        raise NoAnswer(governed.why)
    return governed.candidates


def _rule(limit: TimeLimit, trigger: Trigger, question: Question, version: Version | None) -> Rule | None:
    """The rule for this event, option and version, with the number that was set in its place."""
    fitting = [
        rule
        for rule in limit.rules
        if rule.after in {"", trigger.name}
        and (not rule.versions or (version is not None and version.key in rule.versions))
        and (not question.option or not rule.option or rule.option == question.option)
    ]
    if not fitting:
        return None
    if question.setting is None or limit.setting is None:
        return fitting[0]
    number = question.setting * limit.setting.each
    return replace(fitting[0], numbers=(number,), authority=limit.setting.authority, counted=None, readings=())


def _corrected(rule: Rule, signed: SignOff | None) -> Rule:
    """The rule as a legal adviser corrected it. What they signed has no other plausible reading."""
    if signed is None:
        return rule
    correction = signed.corrects
    counting = (correction.counting if correction else None) or rule.counting
    numbers = (correction.numbers if correction else ()) or rule.numbers
    if len(numbers) != counting.arity:
        raise NoAnswer(
            f"The sign-off of {rule.authority.cited} gives {len(numbers)} numbers; it takes {counting.arity}."
        )
    return replace(rule, counting=counting, numbers=numbers, readings=(), counted=None, counted_on_a_day_off=None)


def _readings(way: Way, trigger: Trigger, question: Question) -> list[Way]:
    """The same version, counted in the other ways that are plausible."""
    others = [
        replace(
            way,
            rule=replace(way.rule, counting=reading.counting, numbers=reading.numbers),
            why=f"if it is {reading.counting.in_words(numbers=reading.numbers, event=trigger.clause)}",
        )
        for reading in way.rule.readings
    ]
    if question.deemed_served_on and trigger.is_served:
        deemed = question.deemed_served_on
        others += [
            replace(one, event=deemed, why=f"if it counts from deemed service on {deemed:%a %-d %b %Y}")
            for one in (way, *others)
        ]
    return others


# --- Counting them ----------------------------------------------------------------------------------------------------


def _count(
    limit: TimeLimit, way: Way, question: Question, calendar: Calendar, *, is_strict: bool
) -> tuple[Counted, Adjusted]:
    counting = way.rule.counting
    asked = Counts(event=way.event, numbers=way.rule.numbers, period=question.period, calendar=calendar)
    counted = counting.count(asked=asked)
    power = way.sign_off.corrects.extension if way.sign_off and way.sign_off.corrects else None
    adjuster = Adjuster(
        limit=replace(limit, extension=power) if power else limit,
        counted=counted,
        unit=counting.unit,
        calendar=calendar,
        is_strict=is_strict,
    )
    return counted, adjuster.adjust(question=question)


def _others(ways: Sequence[Way], results: Sequence[Adjusted]) -> tuple[Other, ...]:
    """The answers that differ from the first, each once, with the first reason that leads to it."""
    seen = {(results[0].earliest, results[0].due)}
    others: list[Other] = []
    for way, adjusted in zip(ways[1:], results[1:], strict=True):
        dates = (adjusted.earliest, adjusted.due)
        if dates not in seen:
            seen.add(dates)
            others.append(Other(earliest=adjusted.earliest, due=adjusted.due, why=way.why))
    return tuple(others)


def _grade(way: Way, others: Sequence[Other], ways: Sequence[Way], calendar: Calendar) -> Grade:
    """The weakest of what the date rests on: number, counting, and the saving where the version changes the date."""
    grade = way.rule.grade
    on_a_day_off = way.rule.counted_on_a_day_off
    if on_a_day_off and calendar.why_not(day=way.event):
        grade = weakest(grade, on_a_day_off)
    versions = {one.version.key for one in ways if one.version}
    if others and len(versions) > 1 and way.saving:
        grade = weakest(grade, way.saving.grade)
    return grade


def _alike(ways: Sequence[Way], results: Sequence[Adjusted]) -> tuple[Version, ...]:
    """The versions that lead to the first answer's dates, each once."""
    same = (results[0].earliest, results[0].due)
    versions = [way.version for way, one in zip(ways, results, strict=True) if (one.earliest, one.due) == same]
    return tuple(dict.fromkeys(version for version in versions if version))


def _span(way: Way, counted: Counted, adjusted: Adjusted) -> tuple[date, date] | None:
    """Between which days days off were skipped; nothing where the rule skips none."""
    counting, due = way.rule.counting, adjusted.due or counted.due
    if counting is Counting.WEEKS_AFTERWD and counted.day_one:
        return way.event + ONE_DAY, counted.day_one - ONE_DAY
    if counting.unit is not Unit.WORKING_DAYS or due is None:
        return None
    if counting is Counting.WD_BEFORE:
        return due + ONE_DAY, way.event - ONE_DAY
    return (way.event if counting is Counting.WD_FROM else way.event + ONE_DAY), due
