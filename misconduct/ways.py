"""Every plausible way in which a time limit may be counted, the likeliest first.

More than one is plausible where a saving was not read (another version may govern), where the start of a period was not
read (another reading of the rule), where a document was sent on one day and deemed served on another, and where what
moved the date is less certain than the limit itself.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from misconduct.authority import Authority, Grade, Power, weakest
from misconduct.clocks.limits import Rule, TimeLimit, Trigger
from misconduct.counting import Counting
from misconduct.instruments import VERSIONS, Version
from misconduct.questions import Question
from misconduct.refusals import NoAnswer, listed
from misconduct.savings import Fact
from misconduct.sign_offs import SignOff, SignOffs
from misconduct.versions import Candidate, NotGoverned, applicable, named, names
from misconduct.working_days import ONE_DAY


@dataclass(frozen=True, kw_only=True)
class Way:
    """Under a version, by a rule, from a date, with what moved it. `when` says what must be so for it to be right."""

    version: Version | None
    saving: Authority | None
    rule: Rule
    sign_off: SignOff | None
    # Who read the power to extend, where an adviser did.
    power_sign_off: SignOff | None
    event: date
    question: Question
    # What must be so for this version to govern, where that is not certain.
    provided: str = ""
    when: tuple[str, ...] = ()

    @property
    def is_confirmed(self) -> bool:
        """Whether its words were read, or an adviser signed number and counting."""
        return self.rule.grade.is_confirmed or self.sign_off is not None

    @property
    def power(self) -> Power | None:
        """The power to extend that a legal adviser read, where they did."""
        signed = self.power_sign_off
        return signed.corrects.extension if signed and signed.corrects else None


@dataclass(frozen=True, kw_only=True)
class Ways:
    """The ways, the likeliest first, and when there is no such limit at all."""

    ways: tuple[Way, ...]
    absent: tuple[str, ...]


def plausible(*, limit: TimeLimit, trigger: Trigger, question: Question, sign_offs: SignOffs) -> Ways:
    """All of them. Raises NoAnswer where none of the versions that may govern has the limit."""
    ways: list[Way] = []
    absent: list[str] = []
    for candidate in _candidates(limit, trigger, question, sign_offs):
        version = candidate.version if candidate else None
        when = _when(limit, candidate) if candidate else ""
        rule = _rule(limit, trigger, question, version)
        if rule is None:
            absent.append(when)
            continue
        signed, power_signed = _signed(limit, rule, version, sign_offs)
        way = Way(
            version=version,
            saving=candidate.saving if candidate else None,
            rule=_set(limit, _corrected(rule, signed), question),
            sign_off=signed,
            power_sign_off=power_signed,
            event=question.on,
            question=question,
            provided=candidate.why if candidate else "",
            when=(when,) if ways else (),
        )
        ways += _varied(way, limit, trigger)
    if not ways:
        versions = sorted({key for rule in limit.rules for key in rule.versions})
        raise NoAnswer(f"{limit.key} exists only under {listed(versions)} of the {limit.instrument.title}.")
    # Of two ways to one date the one that takes fewer assumptions gives the reason.
    return Ways(ways=(ways[0], *sorted(ways[1:], key=lambda one: len(one.when))), absent=tuple(absent))


def _when(limit: TimeLimit, candidate: Candidate) -> str:
    reason = f" ({candidate.why})" if candidate.why else ""
    keys = called_together(limit=limit, versions=[candidate.version])
    return f"if {'a version from ' if len(keys) > 1 else ''}{from_to(keys)} governs{reason}"


def called_together(*, limit: TimeLimit, versions: Sequence[Version]) -> frozenset[str]:
    """Every key by which these versions are called."""
    each = (names(instrument=limit.instrument, act=limit.act, version=version) for version in versions)
    return frozenset[str]().union(*each)


def from_to(keys: frozenset[str]) -> str:
    """The first and the last of them: “R1 to R3”."""
    first, last = min(keys), max(keys)
    return first if first == last else f"{first} to {last}"


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
        early = f"it governs, as was said, what happened before it began on {version.since:%-d %b %Y}"
        why = early if trigger.is_act and question.on < version.since else ""
        return [Candidate(version=version, saving=Authority(instrument, "", version.dated), why=why)]
    # What is no act under the Regulations (leaving the force) says nothing about when they began: the act is later.
    begun = question.on if trigger.is_act else max(question.on, VERSIONS[instrument][0].since)
    dates = {Fact.ACT_ON: begun, trigger.fact: begun, **question.facts.dates}
    facts = replace(question.facts, dates=dates)
    governed = applicable(instrument=instrument, act=limit.act, facts=facts, sign_offs=sign_offs)
    if isinstance(governed, NotGoverned):
        raise NoAnswer(governed.why)
    return governed.candidates


# --- The rule under one version ---------------------------------------------------------------------------------------


def _rule(limit: TimeLimit, trigger: Trigger, question: Question, version: Version | None) -> Rule | None:
    """The rule for this event, option and version."""
    for rule in limit.rules:
        if (
            rule.after in {"", trigger.name}
            and (not rule.versions or (version is not None and version.key in rule.versions))
            and (not question.option or not rule.option or rule.option == question.option)
        ):
            return rule
    return None


def _signed(
    limit: TimeLimit, rule: Rule, version: Version | None, sign_offs: SignOffs
) -> tuple[SignOff | None, SignOff | None]:
    """Who signed this row, and who its power to extend. Raises NoAnswer where it is not said which row was read."""
    keys = names(instrument=limit.instrument, act=limit.act, version=version) if version else frozenset[str]()
    signed = sign_offs.rule(key=limit.key, versions=keys, after=rule.after, option=rule.option)
    power = sign_offs.power(key=limit.key, versions=keys, after=rule.after, option=rule.option)
    if any(one and len(rows_signed(limit=limit, signed=one)) > 1 for one in (signed, power)):
        raise NoAnswer(f"The sign-off of {limit.key} fits several rows: say versions, after or option.")
    return signed, power


def rows_signed(*, limit: TimeLimit, signed: SignOff) -> list[Rule]:
    """The rows of the limit that a sign-off is about."""
    meant = {named(instrument=limit.instrument, act=limit.act, key=key).key for key in signed.versions}
    return [
        rule
        for rule in limit.rules
        if signed.after in {"", rule.after}
        and signed.option in {"", rule.option}
        and (not meant or not rule.versions or meant & set(rule.versions))
    ]


def _corrected(rule: Rule, signed: SignOff | None) -> Rule:
    """The rule as a legal adviser corrected it. What they signed has no other plausible reading."""
    if signed is None:
        return rule
    correction = signed.corrects
    counting = (correction.counting if correction else None) or rule.counting
    numbers = (correction.numbers if correction else ()) or rule.numbers
    cited = rule.authority.cited
    if len(numbers) != counting.arity:
        raise NoAnswer(f"The sign-off of {cited} gives {len(numbers)} numbers; {counting.name} takes {counting.arity}.")
    if counting is Counting.WD_WINDOW and numbers[0] > numbers[1]:
        raise NoAnswer(f"The sign-off of {cited} closes the window before it opens.")
    if (counting is Counting.MONTHS_CHAIN) != (rule.counting is Counting.MONTHS_CHAIN):
        raise NoAnswer(f"The sign-off of {cited} cannot make a chain of periods of a single one, or the reverse.")
    return replace(rule, counting=counting, numbers=numbers, readings=(), counted=None, counted_on_a_day_off=None)


def _set(limit: TimeLimit, rule: Rule, question: Question) -> Rule:
    """The rule with the number that was set in this matter, where one was."""
    if question.setting is None or limit.setting is None:
        return rule
    number = question.setting * limit.setting.each
    # What sets it is no better known than the rule in whose place it stands.
    power = limit.setting.authority
    authority = replace(power, grade=weakest(power.grade, rule.authority.grade))
    return replace(rule, numbers=(number,), authority=authority)


# --- What else may be so under that version ---------------------------------------------------------------------------


def _varied(way: Way, limit: TimeLimit, trigger: Trigger) -> list[Way]:
    """The way itself, and every other that differs from it in one or several plausible respects."""
    ways = [way]
    vary: tuple[Callable[[Way], Iterator[Way]], ...] = (
        lambda one: _readings(one, trigger),
        lambda one: _deemed(one, trigger),
        lambda one: _last_day_held(one, limit),
        lambda one: _unmoved(one, limit),
    )
    for variants in vary:
        ways += [variant for one in list(ways) for variant in variants(one)]
    return ways


def _readings(way: Way, trigger: Trigger) -> Iterator[Way]:
    """Counted in another plausible way."""
    for reading in way.rule.readings:
        words = reading.counting.in_words(numbers=reading.numbers, event=trigger.clause)
        rule = replace(way.rule, counting=reading.counting, numbers=reading.numbers, readings=())
        yield replace(way, rule=rule, when=(*way.when, f"if it is {words}"))


def _deemed(way: Way, trigger: Trigger) -> Iterator[Way]:
    """From the deemed day of service instead of the real one."""
    deemed = way.question.deemed_served_on
    if deemed and trigger.is_served:
        yield replace(way, event=deemed, when=(*way.when, f"if it counts from deemed service on {deemed:%a %-d %b %Y}"))


def _last_day_held(way: Way, limit: TimeLimit) -> Iterator[Way]:
    """With the last day of a pause held as well, where parts of days may count."""
    holds = {hold.name for hold in limit.holds if hold.may_hold_last_day}
    pauses = tuple(
        replace(pause, until=pause.until + ONE_DAY) if pause.until and pause.hold in holds else pause
        for pause in way.question.pauses
    )
    if pauses != way.question.pauses:
        question = replace(way.question, pauses=pauses)
        yield replace(way, question=question, when=(*way.when, "if the day on which the pause ended is held as well"))


def _unmoved(way: Way, limit: TimeLimit) -> Iterator[Way]:
    """Without a pause that was not read, and without what was changed by a power less certain than the limit itself."""
    certain = Grade.TEXT_SEEN if way.is_confirmed else way.rule.grade
    # A pause that was not read may not be one, however little of the limit itself was read.
    holds = {hold.name: hold.authority for hold in limit.holds if not hold.authority.grade.is_confirmed}
    doubtful = [authority for name, authority in holds.items() if any(one.hold == name for one in way.question.pauses)]
    question = replace(way.question, pauses=tuple(one for one in way.question.pauses if one.hold not in holds))
    power = limit.extension.authority if limit.extension and not way.power else None
    if power and question.extensions and _is_weaker(power, certain):
        doubtful.append(power)
        question = replace(question, extensions=())
    agreement = limit.shortening.authority if limit.shortening else None
    if agreement and question.shortenings and _is_weaker(agreement, certain):
        doubtful.append(agreement)
        question = replace(question, shortenings=())
    if doubtful:
        provisions = listed([authority.provision for authority in doubtful])
        yield replace(way, question=question, when=(*way.when, f"if {provisions} does not move it"))


def _is_weaker(authority: Authority, grade: Grade) -> bool:
    return authority.grade.rank > grade.rank
