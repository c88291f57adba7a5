"""The page on versions: which governs, and what each changed."""

from collections.abc import Iterator

from misconduct import clocks
from misconduct.instruments import VERSIONS, Version
from misconduct.rulebook.markdown import table
from misconduct.rulebook.time_limits import rule_in_words
from misconduct.savings import BEGINNINGS, SAVINGS, Act, Saving


def lines() -> Iterator[str]:
    """The page, line by line."""
    yield "# Versions"
    yield ""
    yield (
        "In the code: [`misconduct/instruments.py`](../../misconduct/instruments.py) (what there is), "
        "[`savings.py`](../../misconduct/savings.py) (the table below), "
        "[`versions.py`](../../misconduct/versions.py) (which governs)."
    )
    yield ""
    yield (
        "A matter has no one regime. Each amendment has a saving of its own, which turns on a fact of its own, for the "
        "kinds of act that it changed. Where the words of the saving were not read and the facts lie on both sides of "
        "its date, both versions are given and nothing is blocked. What began before an instrument did is not governed "
        "by it, and the answer names what did govern. An answer names a version by the last amendment that changed "
        "something about that kind of act."
    )
    yield ""
    yield "## Which version governs"
    yield ""
    yield from table(
        ("instrument", "version", "from", "turns on the day on which", "for", "key", "source"),
        [_saving(saving) for saving in (*BEGINNINGS, *SAVINGS)],
    )
    yield ""
    yield (
        "Of several facts the first that is known counts. In the Complaints and Misconduct Regulations only, an "
        "earlier matter that is still being handled keeps a later complaint under the version before SI 2025/558 "
        "(`relates_to_earlier=yes`); a re-investigation or a direction under section 28A takes the new one whatever "
        "the date (`reinvestigation=yes`): reg 66, text seen."
    )
    seen: list[Version] = []
    for versions in VERSIONS.values():
        seen += [version for version in versions if version not in seen]
    for version in seen:
        yield ""
        yield from _version(version)
    yield ""
    yield "## What the texts read do not cover"
    yield ""
    for instrument in VERSIONS:
        if instrument.caveat:
            yield f"- {instrument.title} ({instrument.citation}): {instrument.caveat}"


def _saving(saving: Saving) -> tuple[str, ...]:
    acts = "every act" if saving.touches == frozenset(Act) else _acts(saving)
    return (
        saving.instrument.title,
        saving.version.key,
        f"{saving.version.since:%-d %b %Y}",
        ", or ".join(f"{fact.value} (`{fact.label}`)" for fact in saving.turns_on),
        acts,
        f"`{saving.key}`" if saving in SAVINGS else "",
        _source(saving),
    )


def _source(saving: Saving) -> str:
    note = f". {saving.authority.note}" if saving.authority.note else ""
    return f"{saving.authority.provision} — {saving.authority.grade.value}{note}"


def _acts(saving: Saving) -> str:
    left_out = [act.value for act in Act if act not in saving.touches]
    if len(left_out) < len(saving.touches):
        return f"every act but {', '.join(left_out)}"
    return "; ".join(act.value for act in Act if act in saving.touches)


def _version(version: Version) -> Iterator[str]:
    dated = "" if version.dated.is_confirmed else f" (date {version.dated.value})"
    yield f"## {version.key}: from {version.since:%-d %B %Y}"
    yield ""
    yield f"Made by {version.made_by}{dated}."
    if version.changes:
        yield ""
    for change in version.changes:
        note = f". {change.authority.note}" if change.authority.note else ""
        place = f" {change.authority.provision}" if change.authority.provision else ""
        where = f"{change.authority.instrument.title}{place}"
        yield f"- {change.words} *{where} — {change.authority.grade.value}{note}*"
    limits = [
        f"{limit.title} (`{limit.key}`): {rule_in_words(limit=limit, rule=rule)}"
        for limit in clocks.LIMITS.values()
        for rule in limit.rules
        if rule.versions and version.key in rule.versions
    ]
    if limits:
        yield ""
        yield "Time limits that are its own, or shared with only some versions:"
        yield ""
        yield from (f"- {words}" for words in limits)
