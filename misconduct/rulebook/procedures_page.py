"""The page of procedures, assessment and outcomes."""

from collections.abc import Iterator

from misconduct import assessment, outcomes, procedures
from misconduct.assessment import CONDITIONS, LEVEL_PER_ALLEGATION, LIVE_AT_ASSESSMENT, LOOK_BACK, PERFORMANCE_STAGES
from misconduct.explanations import sourced
from misconduct.procedures import INSTEAD, PersonKind, Procedure
from misconduct.rulebook.markdown import table
from misconduct.rulebook.stages_page import in_words


def lines() -> Iterator[str]:
    """The page, line by line."""
    yield "# Procedures, assessment and outcomes"
    yield ""
    yield (
        "In the code: [`procedures.py`](../../misconduct/procedures.py), "
        "[`assessment.py`](../../misconduct/assessment.py), [`outcomes.py`](../../misconduct/outcomes.py)."
    )
    yield ""
    yield from _procedures()
    yield ""
    yield from _assessment()
    yield ""
    yield from _outcomes()


def _procedures() -> Iterator[str]:
    yield "## Which procedure a person is under"
    yield ""
    yield (
        "An act of another procedure is refused, and the refusal says what to use instead. Where that rests on words "
        "nobody read, a person may go on with a recorded reason."
    )
    yield ""
    yield from table(
        ("person", "procedures", "otherwise it says"),
        [
            (kind.value, "; ".join(_standing(kind, one) for one in procedures.procedures(kind=kind)), INSTEAD[kind])
            for kind in PersonKind
        ],
    )


def _standing(kind: PersonKind, procedure: Procedure) -> str:
    standing = procedures.standing(kind=kind, procedure=procedure)
    since = f", under {', '.join(standing.since)}" if standing.since else ""
    return f"{procedure.value}{since} ({standing.authority.provision}, {standing.authority.grade.value})"


def _assessment() -> Iterator[str]:
    yield "## Severity assessment"
    yield ""
    yield f"The officer's level is the highest of the allegations. {sourced(LEVEL_PER_ALLEGATION)}"
    yield ""
    yield from table(
        ("assessed as", "then", "act", "under", "source"),
        [
            (level.value, way.words, f"`{way.act}`", ", ".join(way.versions) or "every version", sourced(way.authority))
            for level in assessment.Level
            for way in assessment.may_follow(level=level)
        ],
    )
    yield ""
    yield f"- Performance: {sourced(PERFORMANCE_STAGES)}"
    yield f"- Warnings count when live on the day of the severity assessment. {sourced(LIVE_AT_ASSESSMENT)}"
    yield f"- Reduction in rank less than {assessment.LOOK_BACK_MONTHS} months before it. {sourced(LOOK_BACK)}"
    yield ""
    yield "A former officer's matter goes on under one of three conditions:"
    yield ""
    yield from (f"- {left.name}: {left.value}. {sourced(authority)}" for left, authority in CONDITIONS.items())


def _outcomes() -> Iterator[str]:
    yield "## Outcomes: what may be imposed"
    yield ""
    yield from table(
        ("outcome", "where", "lives", "source"),
        [
            (row.outcome.value, in_words(row.needs), f"`{row.live}`" if row.live else "", sourced(row.authority))
            for row in outcomes.IMPOSABLE
        ],
    )
    yield ""
    yield "And besides:"
    yield ""
    for guard in outcomes.FURTHER:
        versions = f" Under {', '.join(guard.versions)}." if guard.versions else ""
        yield f"- {guard.why}{versions} `decide.{guard.name}`: {sourced(guard.authority)}"
    yield ""
    yield "## Reports to the College of Policing, and vetting"
    yield ""
    yield f"- Misconduct short of dismissal opens a vetting review. {sourced(outcomes.VETTING_REVIEW)}"
    yield from (f"- {one.words} `{one.clock}`: {sourced(one.authority)}" for one in outcomes.LISTINGS)
