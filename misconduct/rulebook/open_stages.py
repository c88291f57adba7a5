"""What of the lifecycles a legal adviser should look at: rows of ours, and powers and guards nobody has read."""

from collections.abc import Iterator

from misconduct import assessment, outcomes, procedures
from misconduct.authority import Authority, Grade
from misconduct.explanations import sourced
from misconduct.procedures import PersonKind, Procedure
from misconduct.stages import tables


def lines() -> Iterator[str]:
    """The sections, line by line."""
    yield "## Lifecycles: rows of ours, where the source has none"
    yield ""
    yield from (f"- {line}" for line in dict.fromkeys(_local()))
    yield ""
    yield "## Lifecycles: guards that ask for a reason until somebody signs them off"
    yield ""
    yield "The key is what a sign-off names."
    yield ""
    yield from (f"- {line}" for line in dict.fromkeys(_guards()))
    yield ""
    yield "## Lifecycles: powers, deciders and procedures"
    yield ""
    yield from (f"- {line}" for line in dict.fromkeys(_powers()))


def _is_open(authority: Authority) -> bool:
    return not authority.grade.is_confirmed and authority.grade is not Grade.LOCAL


def _local() -> Iterator[str]:
    for act in tables.ACTS.values():
        if act.power.grade is Grade.LOCAL:
            yield f"Act `{act.key}`: {act.title}. {act.power.note}"
    for row in tables.TRANSITIONS:
        if row.authority and row.authority.grade is Grade.LOCAL:
            at = ", ".join(stage.name for stage in row.at)
            to = row.to.name if row.to else "the same stage"
            yield f"Row `{row.act}`, from {at} to {to}. {row.authority.note}"
    for key, guard in tables.GUARDS.items():
        if guard.authority.grade is Grade.LOCAL:
            yield f"Guard `{key}`: {guard.why} {guard.authority.note}"


def _guards() -> Iterator[str]:
    for key, guard in tables.GUARDS.items():
        if _is_open(guard.authority):
            yield f"`{key}`: {guard.why} {sourced(guard.authority)}"


def _powers() -> Iterator[str]:
    for act in tables.ACTS.values():
        yield from _sourced(f"Power of `{act.key}`", act.power)
        for decider in act.by:
            yield from _sourced(f"`{act.key}` by {decider.who.value}", decider.authority)
    for row in tables.TRANSITIONS:
        yield from _sourced(f"Row `{row.act}`, to {row.to.name if row.to else 'the same stage'}", row.authority)
    for outcome in outcomes.IMPOSABLE:
        yield from _sourced(f"Outcome “{outcome.outcome.value}”", outcome.authority)
    for way in assessment.WAYS:
        yield from _sourced(f"After the assessment: {way.words}", way.authority)
    for kind, procedure in ((kind, procedure) for kind in PersonKind for procedure in Procedure):
        standing = procedures.standing(kind=kind, procedure=procedure)
        if standing.applies:
            yield from _sourced(f"{procedure.value}, for a {kind.value}", standing.authority)


def _sourced(what: str, authority: Authority | None) -> Iterator[str]:
    if authority and _is_open(authority):
        yield f"{what}. {sourced(authority)}"
