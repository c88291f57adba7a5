"""The pages of time limits, one for each part of the process."""

from collections.abc import Iterator
from dataclasses import replace
from textwrap import wrap

from misconduct import explanations
from misconduct.authority import Power
from misconduct.clocks.aliases import ALIASES
from misconduct.clocks.limits import Agreement, Hold, Rule, TimeLimit
from misconduct.counting import Unit
from misconduct.deadlines import work_out
from misconduct.explanations import sourced
from misconduct.questions import ask
from misconduct.rulebook.markdown import table
from misconduct.ways import from_to
from misconduct.working_days import Calendar

WIDTH = 110


def lines(*, part: str, name: str, limits: tuple[TimeLimit, ...], calendar: Calendar) -> Iterator[str]:
    """The page of one part, line by line."""
    yield f"# {part}"
    yield ""
    yield (
        f"In the code: [`misconduct/clocks/{name}.py`](../../misconduct/clocks/{name}.py); what pauses and shortens, "
        "[`powers.py`](../../misconduct/clocks/powers.py)."
    )
    yield ""
    instruments = dict.fromkeys(rule.authority.instrument for limit in limits for rule in limit.rules)
    caveats = [f"- {one.title}: {one.caveat}" for one in instruments if one.caveat]
    yield from [*caveats, ""] if caveats else []
    if any(rule.counting.unit is Unit.WORKING_DAYS for limit in limits for rule in limit.rules):
        yield "What a working day is was not read in these instruments: [how time is counted](counting.md)."
        yield ""
    yield from table(
        ("time limit", "rule", "provision", "verified"),
        [
            (
                f"[{limit.title}](#{_anchor(limit.title)})",
                _overview(limit),
                "; ".join(dict.fromkeys(rule.authority.provision for rule in _first_rules(limit))),
                limit.grade.value,
            )
            for limit in limits
        ],
    )
    for limit in limits:
        yield ""
        yield f"## {limit.title}"
        yield ""
        yield from _limit(limit)
        yield ""
        yield from _example(limit, calendar)


def _first_rules(limit: TimeLimit) -> list[Rule]:
    """The first rule for each of the versions that have their own."""
    return list({rule.versions: rule for rule in reversed(limit.rules)}.values())[::-1]


def _versions(rule: Rule) -> str:
    return from_to(frozenset(rule.versions)) if rule.versions else ""


def _overview(limit: TimeLimit) -> str:
    first = _first_rules(limit)
    words = [
        f"{_versions(rule)}{': ' if rule.versions else ''}{rule_in_words(limit=limit, rule=rule)}" for rule in first
    ]
    return "; ".join(words) + (" (more rules below)" if len(limit.rules) > len(first) else "")


def _limit(limit: TimeLimit) -> Iterator[str]:
    names = [
        f"`{name}`{' (shows the day on which the duty arises)' if alias.shows_duty else ''}"
        for name, alias in ALIASES.items()
        if alias.key == limit.key
    ]
    also = f", also {', '.join(names)}" if names else ""
    yield from table(
        ("", ""),
        [
            ("Key", f"`{limit.key}`{also}"),
            ("Whose", f"{limit.actor}; {limit.side.value}"),
            *(("Starts with", f"`{trigger.name}`: the day on which {trigger.clause}") for trigger in limit.triggers),
            *(("Rule", _rule_in_full(limit, rule)) for rule in limit.rules),
            *([("To be said", _choice(limit))] if limit.choice else []),
            *([("May be set", _setting(limit))] if limit.setting else []),
            *([("Reminder", f"after {limit.prompt} working days: a local setting, not law")] if limit.prompt else []),
            *([("Afterwards", limit.then)] if limit.then else []),
            ("Extended", _with_note(explanations.extendable(limit), limit.extension)),
            ("Shortened", _with_note(explanations.shortenable(limit), limit.shortening)),
            ("Paused", "; ".join(_hold(hold) for hold in limit.holds) or explanations.pausable(limit)),
            *([("If missed", limit.if_missed)] if limit.if_missed else []),
        ],
    )


def _with_note(words: str, power: Power | Agreement | None) -> str:
    note = power.authority.note if power else ""
    return f"{words}. {note}" if note else words


def _hold(hold: Hold) -> str:
    last = (
        ". The last day of the pause may be held as well: the text read does not say how parts of days count"
        if hold.may_hold_last_day
        else ""
    )
    return f"`{hold.begins}` to `{hold.ends}`, while {hold.clause}: {sourced(hold.authority)}{last}"


def rule_in_words(*, limit: TimeLimit, rule: Rule) -> str:
    """The rule with its numbers and the event it counts from."""
    return rule.counting.in_words(numbers=rule.numbers, event=explanations.clause_of(limit, rule))


def _rule_in_full(limit: TimeLimit, rule: Rule) -> str:
    """One rule with everything that qualifies it."""
    which = [f"`{limit.choice.name}={rule.option}`"] if limit.choice and rule.option else []
    which += [f"under {', '.join(rule.versions)}"] if rule.versions else []
    said = [f"{', '.join(which)}: "] if which else []
    said.append(f"{rule_in_words(limit=limit, rule=rule)} ([{rule.counting.name}](counting.md)). ")
    said.append(sourced(rule.authority))
    if rule.counted:
        said.append(f"{_stop(said)} How it is counted: {rule.counted.value}.")
    if rule.counted_on_a_day_off:
        said.append(f"{_stop(said)} When the event falls on no working day: {rule.counted_on_a_day_off.value}.")
    for reading in rule.readings:
        other = replace(rule, counting=reading.counting, numbers=reading.numbers)
        said.append(f"{_stop(said)} Another plausible reading: {rule_in_words(limit=limit, rule=other)}.")
    return "".join(said)


def _stop(said: list[str]) -> str:
    """A full stop, unless there is one."""
    return "" if said[-1].endswith(".") else "."


def _choice(limit: TimeLimit) -> str:
    assert limit.choice is not None
    options = "; ".join(f"`{name}` ({words})" for name, words in limit.choice.options.items())
    if not limit.choice.is_required:
        options += f"; taken to be `{limit.rules[0].option}` where nobody said"
    return f"`{limit.choice.name}`: {options}"


def _setting(limit: TimeLimit) -> str:
    assert limit.setting is not None
    setting = limit.setting
    return f"`{setting.name}`, {setting.lowest} to {setting.highest}: {setting.clause}. {sourced(setting.authority)}"


def _example(limit: TimeLimit, calendar: Calendar) -> Iterator[str]:
    example = limit.example
    answer = work_out(question=ask(key=limit.key, on=example.on, pairs=example.events), calendar=calendar)
    events = "".join(f" --event {name}={value}" for name, value in example.events)
    yield "Worked example:"
    yield ""
    yield f"    manage.py clock {limit.key} --on {example.on}{events}"
    yield ""
    yield f"    {explanations.headline(answer)}"
    for label, text in explanations.lines(answer):
        if label in {"Rule", "Source", "For", "If missed"} or text.startswith("not. "):
            continue
        indent = " " * (explanations.LABEL_WIDTH + 4)
        yield from wrap(
            text, WIDTH, initial_indent=f"    {label:<{explanations.LABEL_WIDTH}}", subsequent_indent=indent
        )


def _anchor(title: str) -> str:
    """The address of a heading within its page, as Markdown renderers make it."""
    kept = "".join(letter for letter in title.lower() if letter.isalnum() or letter in " -_")
    return kept.replace(" ", "-")
