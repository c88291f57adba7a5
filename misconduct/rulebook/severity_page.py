"""The page on severity: what is asked, what a yes is worth, and how the queue is ordered."""

from collections.abc import Iterator
from textwrap import wrap

from misconduct import severity
from misconduct.authority import Grade
from misconduct.explanations import sourced
from misconduct.rulebook.markdown import table
from misconduct.severity import Assessment, Band, Danger, Factor, Group, Source
from misconduct.severity.danger import AUTHORITY as OF_DANGER
from misconduct.severity.factors import POINTS
from misconduct.severity.information import AUTHORITY as OF_INFORMATION

WIDTH, INDENT = 110, 17
AUTHOR = "asked at the command line"
# Answers that show a floor, and a portal tick before anybody has triaged it.
TRIAGED = (
    ("sexual_misconduct", "yes:as the statement says"),
    *((key, "no") for key, factor in severity.FACTORS.items() if factor.is_special and key != "sexual_misconduct"),
    ("abuse_of_rank", "yes"),
    ("psychological_harm", "unknown"),
    *((key, "no") for key in ("intentional", "planned", "death", "retaliation")),
)
TICKED = ("serious_unlawful_force",)


def lines() -> Iterator[str]:
    """The page, line by line."""
    yield "# Severity"
    yield ""
    yield f"**{severity.WHAT_IT_IS}**"
    yield ""
    yield (
        "Three lanes, shown in words and never added together: how grave the allegation is if it is true, how soon "
        "somebody must be made safe, and how good the information is. They order work; only people assess, decide and "
        "find. In the code: [`misconduct/severity/`](../../misconduct/severity/)."
    )
    yield ""
    yield f"None of it is law. {sourced(POINTS)} {' '.join(_caveats())}"
    yield ""
    yield from _score()
    yield ""
    yield from _bands()
    yield ""
    yield from _other_lanes()
    yield ""
    yield "## Order of the queue"
    yield ""
    yield from (f"{number}. {words}" for number, words in enumerate(severity.ORDER, 1))
    yield ""
    yield from _examples()


def _caveats() -> list[str]:
    instruments = dict.fromkeys(factor.authority.instrument for factor in severity.FACTORS.values())
    return [f"{one.title}: {one.caveat}" for one in instruments if one.caveat]


def _score() -> Iterator[str]:
    yield f"## The score, version {severity.VERSION}"
    yield ""
    yield (
        "Every question is asked as if the allegation were true, and answered yes, no or not known, with a note and an "
        "author. The score is an interval: `low` counts what is not known as no, `high` as yes. Every point is a line "
        "of its own, a cap takes away in a line of its own, and the lines sum to the score. There is no question about "
        "who anybody is, about what happened before, or about mitigation."
    )
    for group in Group:
        yield ""
        yield f"### {group.value.title.capitalize()}: at most {group.value.cap}"
        yield ""
        if group is Group.SPECIAL_WEIGHT:
            yield "The highest counts in full, each other a quarter of its points, rounded up to whole points."
            yield ""
        yield f"The group: {sourced(group.value.authority)}"
        yield ""
        yield from table(
            ("factor", "points", "question", "why it is asked", "where it is from"),
            [_row(factor) for factor in severity.of_group(group=group)],
        )


def _row(factor: Factor) -> tuple[str, ...]:
    points = f"{factor.points} ({factor.ladder}: only the highest counts)" if factor.ladder else str(factor.points)
    source = factor.authority.grade.value if factor.authority.grade is Grade.LOCAL else sourced(factor.authority)
    return f"`{factor.key}`", points, factor.question, factor.why, source


def _bands() -> Iterator[str]:
    yield "## Bands, floor and ticks"
    yield ""
    least = {band: f"{points} points or more" for points, band in severity.EDGES}
    least |= {
        Band.NOT_YET_TRIAGED: "while any question of special weight is unanswered, even where one is yes; to be "
        "triaged within one working day",
        Band.LOW: "fewer",
    }
    yield from table(("band, in the order of the queue", "by `low`"), [(band.value, least[band]) for band in Band])
    yield ""
    yield (
        "The band of `high` is shown beside. *Not known*, chosen by a person, is an answer; a question left alone is "
        "none."
    )
    yield ""
    yield (
        f"- **Floor.** Any factor of special weight answered yes is at least {severity.FLOOR.value}, and a person "
        "triages it the same day. It changes the band, never the points."
    )
    yield (
        "- **Ticks.** What is only ticked on the portal counts in the points, answers no question of special weight, "
        f"and never makes it CRITICAL: {severity.MOST_BY_TICKS.value} until a person of the force answers."
    )
    yield (
        f"- **Ceiling.** Without special weight the most is {severity.CEILING_WITHOUT_SPECIAL} points: CRITICAL always "
        "takes a factor of special weight."
    )


def _other_lanes() -> Iterator[str]:
    yield "## Danger now"
    yield ""
    yield f"A person says how great it is, having asked what follows. {sourced(OF_DANGER)}."
    yield ""
    yield from (f"- {one.value}" for one in Danger)
    yield ""
    yield from table(("fact", "question"), [(f"`{fact.key}`", fact.question) for fact in severity.FACTS])
    yield ""
    yield "## Information"
    yield ""
    yield f"Shown with what is unknown, never scored. {sourced(OF_INFORMATION)}"
    yield ""
    yield from table(("", "means"), [one.value for one in Source] + [one.value for one in Assessment])


def _examples() -> Iterator[str]:
    yield "## Two worked examples"
    yield ""
    yield "Triaged, and held up by the floor:"
    yield ""
    yield from _example(facts=TRIAGED)
    yield ""
    yield "Ticked on the portal, and looked at by nobody yet. `manage.py severity --list` prints the questions."
    yield ""
    yield from _example(ticks=TICKED)


def _example(*, facts: tuple[tuple[str, str], ...] = (), ticks: tuple[str, ...] = ()) -> Iterator[str]:
    said = [f'--fact {key}="{value}"' if " " in value else f"--fact {key}={value}" for key, value in facts]
    words = ["    manage.py severity", *said, *(f"--tick {key}" for key in ticks)]
    yield " \\\n        ".join(words)
    yield ""
    scored = severity.score(answers=severity.read(pairs=facts, author=AUTHOR, ticks=ticks))
    for line in severity.as_text(scored).splitlines():
        yield from wrap(line, WIDTH, initial_indent=" " * 4, subsequent_indent=" " * INDENT)
