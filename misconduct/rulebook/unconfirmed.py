"""The page of everything that nobody has read in the words of the law."""

from collections.abc import Iterator

from misconduct import clocks
from misconduct.authority import Grade
from misconduct.clocks.limits import Rule, TimeLimit
from misconduct.explanations import sourced
from misconduct.instruments import VERSIONS
from misconduct.rulebook import open_stages
from misconduct.rulebook.time_limits import rule_in_words
from misconduct.savings import BEGINNINGS, SAVINGS
from misconduct.working_days import DEFINITION


def lines() -> Iterator[str]:
    """The page, line by line."""
    yield "# What is unconfirmed"
    yield ""
    limits = list(clocks.LIMITS.values())
    seen = [limit for limit in limits if limit.grade.is_confirmed]
    yield (
        f"Of {len(limits)} time limits {len(seen)} rest on words that were read. The others remind and sort, and none "
        "counts as a missed statutory limit until a legal adviser signs it off: [how](README.md#signing-off-a-rule)."
    )
    for grade in sorted(Grade, key=lambda one: -one.rank):
        rules = [(limit, rule) for limit in limits for rule in limit.rules if rule.grade is grade]
        if rules and not grade.is_confirmed:
            yield ""
            yield f"## {grade.value[0].upper()}{grade.value[1:]}"
            yield ""
            yield from (f"- {_open_rule(limit, rule)}" for limit, rule in rules)
    yield ""
    yield "## Powers to extend, to shorten and to pause"
    yield ""
    yield from (f"- {line}" for line in dict.fromkeys(_open_powers(limits)))
    yield ""
    yield from open_stages.lines()
    yield ""
    yield "## Savings, changes and definitions"
    yield ""
    yield from (f"- {line}" for line in _open_law())


def _open_rule(limit: TimeLimit, rule: Rule) -> str:
    which = "".join(f", {name}" for name in (*rule.versions, rule.option) if name)
    words = rule_in_words(limit=limit, rule=rule)
    return f"**{limit.title}** (`{limit.key}`{which}): {words}. {sourced(rule.authority)}"


def _open_powers(limits: list[TimeLimit]) -> Iterator[str]:
    for limit in limits:
        if limit.extension and not limit.extension.authority.grade.is_confirmed:
            yield f"Extending `{limit.key}`, {limit.extension.condition}. {sourced(limit.extension.authority)}"
        if limit.shortening and not limit.shortening.authority.grade.is_confirmed:
            yield f"Shortening by agreement. {sourced(limit.shortening.authority)}"
        for hold in limit.holds:
            if not hold.authority.grade.is_confirmed:
                yield f"Pausing while {hold.clause}. {sourced(hold.authority)}"
        for rule in limit.rules:
            if rule.counted_on_a_day_off:
                yield f"Counting `{limit.key}` from a day off: {rule.counted_on_a_day_off.value}"


def _open_law() -> Iterator[str]:
    for saving in (*BEGINNINGS, *SAVINGS):
        if not saving.authority.grade.is_confirmed:
            yield f"Which version governs: `{saving.key}`. {sourced(saving.authority)}"
    for version in dict.fromkeys(version for versions in VERSIONS.values() for version in versions):
        for change in version.changes:
            if not change.authority.grade.is_confirmed:
                yield f"{version.key}: {change.words} {sourced(change.authority)}"
    yield f"Working day. {sourced(DEFINITION)}"
    for instrument in VERSIONS:
        if instrument.caveat:
            yield f"{instrument.title}: {instrument.caveat}"
