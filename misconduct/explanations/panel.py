"""The panel for people: the same wherever a date is opened."""

from collections.abc import Iterator

from misconduct.clocks.limits import Side
from misconduct.counting import Counting
from misconduct.deadlines import Answer, Other
from misconduct.explanations.words import briefly, extendable, on, pausable, rule_in_words, shortenable, sourced
from misconduct.ways import called_together, from_to
from misconduct.working_days import weekends_between

LABEL_WIDTH = 13
UNCONFIRMED = (
    "The words of the law were not read. The date reminds and sorts; it never counts as a missed statutory limit."
)
PARTLY = (
    "The words of the limit were read or signed, but not all that this date rests on: how it is counted here, what "
    "moved it, or which version governs. It reminds and sorts; it never counts as a missed statutory limit."
)
NOT_LAW = "This is a setting or a policy, not law. The date reminds and sorts."


def headline(answer: Answer) -> str:
    """The limit and its date in one line."""
    return f"{answer.limit.title}: {_when(answer)}"


def as_text(answer: Answer) -> str:
    """The whole panel, a label and what it says on each line."""
    body = [f"{label:<{LABEL_WIDTH}}{text}" for label, text in lines(answer)]
    return "\n".join([headline(answer), *body])


def lines(answer: Answer) -> list[tuple[str, str]]:
    """The working, line by line: what a reader asks first comes first."""
    return [
        *_dates(answer),
        ("Rule", rule_in_words(answer)),
        ("Source", _source(answer)),
        *_verified(answer),
        *([("Assumed", f"{answer.assumed}, because nobody said")] if answer.assumed else []),
        *_versions(answer),
        *_days(answer),
        *_moves(answer),
        *[("Or", _other(other)) for other in answer.others],
        *[("Or", f"no such limit, {when}") for when in answer.absent],
        *([("If missed", answer.limit.if_missed)] if answer.limit.if_missed else []),
    ]


def _source(answer: Answer) -> str:
    if answer.way.sign_off is None:
        return sourced(answer.authority)
    return f"{answer.authority.cited} — signed off; until then: {answer.authority.grade.value}"


def _when(answer: Answer) -> str:
    if answer.adjusted.paused_since:
        left = f"{answer.adjusted.left} {answer.way.rule.counting.unit.value} left"
        return f"paused since {on(answer.adjusted.paused_since)}, {left}"
    if answer.shows_duty:
        return f"a duty arises on {on(answer.arises_on)}"
    if answer.opens and answer.safe and answer.others:
        return f"from {on(answer.opens)} to {on(answer.safe)}, within every plausible window"
    if answer.force_by and answer.limit.side is Side.DUTY:
        return f"act by {on(answer.force_by)}, the earliest plausible date{_likeliest(answer)}"
    if answer.right_until and answer.limit.side is Side.RIGHT:
        return f"may be used until {on(answer.right_until)}, the latest plausible date{_likeliest(answer)}"
    return _plain(answer)


def _likeliest(answer: Answer) -> str:
    """The likeliest date, which the rest of the panel explains, where another is the safe one."""
    return "" if answer.due in {None, answer.safe} else f" (likeliest: {on(answer.due)}, as worked out below)"


def _plain(answer: Answer) -> str:
    """The date by itself, where one date is enough or there is none."""
    if answer.due is None:
        return f"not before {on(answer.earliest)}" if answer.earliest else _undated(answer.way.rule.counting)
    if answer.earliest:
        return f"from {on(answer.earliest)} to {on(answer.due)}"
    if answer.limit.then:
        return f"the period ends on {on(answer.due)}"
    if answer.limit.side in {Side.DUTY, Side.RIGHT}:
        return f"due {on(answer.due)}"
    if answer.force_by:
        return f"certainly up to and including {on(answer.force_by)}, likeliest {on(answer.due)}"
    return f"up to and including {on(answer.due)}"


def _undated(counting: Counting) -> str:
    words: str = counting.value.words
    if counting is Counting.NOT_SEEN:
        return "no date, because the number of the time limit was not seen"
    return "until an act ends it" if counting is Counting.UNTIL_EVENT else words.partition(" once ")[0]


def _dates(answer: Answer) -> Iterator[tuple[str, str]]:
    if answer.limit.is_chained and answer.counted.begins:
        yield "Period", f"{answer.question.period}: {on(answer.counted.begins)} to {on(answer.counted.due)}"
    if answer.arises_on:
        yield "Then", f"if it is not completed by then, from {on(answer.arises_on)} {answer.limit.then}"
    if answer.prompt_on:
        days = f"{answer.limit.prompt} working days, a local setting"
        yield "Reminder", f"{on(answer.prompt_on)} ({days}; the law gives no number)"
    if answer.due:
        yield "Ends", f"{on(answer.safe)} at 23:59:59, Europe/London"
    yield "For", f"{answer.limit.actor}; {answer.limit.side.value}"


def _verified(answer: Answer) -> Iterator[tuple[str, str]]:
    signed, power = answer.way.sign_off, answer.way.power_sign_off
    if signed:
        yield "Signed off", f"by {signed.by} on {on(signed.signed_on)}, who read {signed.provision}"
    if power and power != signed:
        yield "Signed off", f"who may extend: by {power.by} on {on(power.signed_on)}, who read {power.provision}"
    if not answer.authority.instrument.is_law:
        yield "Not law", NOT_LAW
    elif not (answer.authority.grade.is_confirmed or signed):
        yield "Unconfirmed", UNCONFIRMED
    elif not answer.may_count_against and answer.limit.side in {Side.DUTY, Side.RIGHT} and answer.is_counted:
        yield "Unconfirmed", PARTLY


def _versions(answer: Answer) -> Iterator[tuple[str, str]]:
    if not answer.versions:
        return
    keys = called_together(limit=answer.limit, versions=answer.versions)
    if len(answer.versions) > 1:
        same = ": the date is the same, as far as was read" if answer.is_counted else ""
        yield "Version", f"{from_to(keys)}{same}"
        return
    unchanged = "; no later change to this was found" if len(keys) > 1 else ""
    provided = f"; provided that {answer.way.provided}" if answer.way.provided else ""
    yield "Version", f"{from_to(keys)}: {answer.versions[0].made_by}{unchanged}{provided}"


def _days(answer: Answer) -> Iterator[tuple[str, str]]:
    """The event, and the first day that counts where that is another."""
    event, day_one = answer.way.event, answer.counted.day_one
    if answer.limit.is_chained:
        label = "Event"
    elif answer.way.rule.counting.value.has_day_zero:
        label = "Day 0"
    else:
        label = "Day 1" if day_one == event else "Event"
    yield label, f"{on(event)} ({answer.trigger.clause})"
    if label != "Day 1" and day_one and not answer.limit.is_chained:
        yield "Day 1", on(day_one)
    if answer.span:
        yield "Skipped", _skipped_in_short(answer)


def _skipped_in_short(answer: Answer) -> str:
    assert answer.span is not None
    weekends = weekends_between(first=answer.span[0], last=answer.span[1])
    parts = [f"{weekends} weekend{'' if weekends == 1 else 's'}"] if weekends else []
    parts += [f"{on(day)} ({name})" for day, name in answer.holidays]
    return "; ".join(parts) or "nothing"


def _moves(answer: Answer) -> Iterator[tuple[str, str]]:
    limit, moves = answer.limit, answer.adjusted.moves
    if not answer.is_counted:
        return
    for kind, power, has_power in (
        ("paused", pausable(limit), bool(limit.holds)),
        ("extended", extendable(limit), limit.extension is not None),
        ("shortened", shortenable(limit), limit.shortening is not None),
    ):
        made = [move for move in moves if move.kind == kind]
        for move in made:
            where = f"; due {on(move.due)}" if move.due else ""
            yield kind.capitalize(), f"{move.words}: {briefly(move.authority)}{where}"
        if not made and has_power:
            yield kind.capitalize(), f"not. {power[0].upper()}{power[1:]}"


def _other(other: Other) -> str:
    if other.earliest is None:
        return f"{on(other.due)}, {other.why}"
    until = f" to {on(other.due)}" if other.due else ""
    return f"from {on(other.earliest)}{until}, {other.why}"
