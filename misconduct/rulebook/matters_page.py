"""The page on matters: their kinds, how a complaint is handled, referral, forms of investigation, and reviews."""

from collections.abc import Iterator

from misconduct import modes, referral, reviews, standards
from misconduct.authority import Authority
from misconduct.explanations.words import holders
from misconduct.matters import appropriate_authority, categories, handling, kinds, results, withdrawal
from misconduct.rulebook.markdown import table


def lines() -> Iterator[str]:
    """The page, line by line."""
    yield "# Matters, referral and reviews"
    yield ""
    yield (
        "What Candour asks about a matter, and what follows from the answers. People answer and decide; an unanswered "
        "question is *not known*, never *no*. Only what was read (*text seen*) refuses anything; what is less than "
        "that is shown as unconfirmed. In the code: [`misconduct/matters/`](../../misconduct/matters/__init__.py), "
        "[`referral/`](../../misconduct/referral/__init__.py), [`modes.py`](../../misconduct/modes.py), "
        "[`reviews.py`](../../misconduct/reviews.py), [`standards.py`](../../misconduct/standards.py)."
    )
    for part in PARTS:
        yield ""
        yield from part()


def _source(authority: Authority | None) -> str:
    if authority is None:
        return "no ground"
    note = f". {authority.note}" if authority.note else ""
    return f"{authority.cited} — {authority.grade.value}{note}"


def _kinds() -> Iterator[str]:
    yield "## Kinds of matter"
    yield ""
    yield from table(
        ("kind", "key", "what it is, in our words", "source"),
        [(kind.value, f"`{kind.label}`", one.words, _source(one.authority)) for kind, one in kinds.DEFINITIONS.items()],
    )
    yield ""
    yield "The kind never changes. A matter may be *treated as* another kind from a day on:"
    yield ""
    yield from table(
        ("treated as", "may be treated as", "where", "key of the fact", "source"),
        [
            (one.treated_as.value, one.becomes.value, one.when, f"`{one.needs}`", _source(one.authority))
            for one in kinds.CONVERSIONS
        ],
    )


def _appropriate_authority() -> Iterator[str]:
    yield "## The appropriate authority"
    yield ""
    yield from table(
        ("the matter is about", "appropriate authority", "source"),
        [(about.value, row.body.value, _source(row.authority)) for about, row in appropriate_authority.ROWS.items()],
    )
    yield ""
    yield f"Former officers: {_source(appropriate_authority.FORMER)}"


def _handling() -> Iterator[str]:
    yield "## Inside or outside Schedule 3"
    yield ""
    yield f"- {_source(handling.LOGGED)}"
    yield f"- A complaint must be recorded where one of the questions is answered yes: {_source(handling.AUTHORITY)}"
    yield (
        "- The complainant is contacted and asked. It must be recorded, too, where they indicate at any time that they "
        "want it, and where the appropriate authority chooses Schedule 3."
    )
    yield f"- From outside to inside only: {_source(handling.ONE_WAY)}"
    yield ""
    yield from table(("question", "asks"), [(f"`{key}`", asks) for key, asks in handling.QUESTIONS.items()])
    yield ""
    yield f"Reasons for recording ({_source(handling.REASONS_AUTHORITY)}):"
    yield ""
    yield from (f"- {reason.value}" for reason in handling.RecordingReason)
    yield ""
    yield from table(("handling", "key"), [(one.value, f"`{one.label}`") for one in handling.Handling])


def _results() -> Iterator[str]:
    yield "## How a complaint ends"
    yield ""
    yield "The outcome of a complaint is another thing than the decision about misconduct."
    yield ""
    yield from table(
        ("result", "key", "handled", "source"),
        [
            (
                one.result.value,
                f"`{one.result.label}`",
                "under Schedule 3" if one.under_schedule_3 else "outside Schedule 3",
                _source(one.authority),
            )
            for one in results.ENDINGS
        ],
    )
    yield ""
    yield from table(
        ("action", "key", "grade"),
        [(one.value, f"`{one.label}`", authority.grade.value) for one, authority in results.ACTIONS.items()],
    )
    yield ""
    yield from (f"- {_source(authority)}" for authority in dict.fromkeys(results.ACTIONS.values()))


def _withdrawal() -> Iterator[str]:
    yield "## Withdrawal"
    yield ""
    yield f"- Signed by {', '.join(one.value for one in withdrawal.Signer)}: {_source(withdrawal.SIGNED)}"
    yield f"- Not signed: confirmed in writing first. {_source(withdrawal.CONFIRM)}"
    yield (
        "- Referred and not referred back: the Director General is told, and decides whether it is in the public "
        f"interest that it goes on. Under review: the review body is told. {_source(withdrawal.SIGNED)}"
    )
    yield f"- Not with the Director General: the appropriate authority decides. {_source(withdrawal.OURS)}"


def _referral() -> Iterator[str]:
    yield "## Referral to the IOPC"
    yield ""
    yield f"A death or serious injury matter: {_source(referral.ALWAYS)} The time limit: `{referral.CLOCK}`."
    yield ""
    yield from table(
        ("ground", "asks", "referral", "of a complaint", "of a recordable conduct matter"),
        [
            (
                f"`{ground.key}`",
                ground.asks,
                "must" if ground.is_mandatory else "may",
                _source(ground.authority(kinds.Kind.COMPLAINT)),
                _source(ground.authority(kinds.Kind.RECORDABLE_CONDUCT)),
            )
            for ground in referral.GROUNDS.values()
        ],
    )
    yield ""
    yield "A conduct matter is asked the same: a ground that is met makes it recordable, and it is recorded first."
    yield ""
    yield from _referral_powers()


def _referral_powers() -> Iterator[str]:
    yield from (
        f"- The {holders(power.holders)} may, {power.condition}: {_source(power.authority)}"
        for power in referral.POWERS
    )
    yield f"- Late, at any time; with the Director General's consent where considered already: {_source(referral.LATE)}"
    yield f"- The person is told, unless that might prejudice an investigation: {_source(referral.TELL)}"
    yield f"- Deciding that a ground is not met after all: {_source(referral.TWO_PEOPLE)}"


def _modes() -> Iterator[str]:
    yield "## Forms of investigation"
    yield ""
    yield from (f"- {mode.value[0].upper()}{mode.value[1:]} (`{mode.label}`)" for mode in modes.Mode)
    yield from (f"- There is no {name} investigation: it {what}" for name, what in modes.GONE.items())
    yield ""
    yield from table(
        ("step", "the Director General asks", "yes", "no", "source"),
        [
            (f"`{step.key}`", step.asks, _then(step.yes), _then(step.no), _source(step.authority))
            for step in modes.STEPS.values()
        ],
    )
    yield ""
    yield from _mode_rules()


def _mode_rules() -> Iterator[str]:
    yield f"- Not referred, or referred back: local only. {_source(modes.OWN)}"
    yield (
        "- A death or serious injury matter about a chief officer or the Metropolitan Police's Deputy Commissioner is "
        f"investigated, and never locally: {_source(modes.DEATH_OF_CHIEF)}"
    )
    yield f"- A re-investigation is independent, or directed: {_source(modes.AGAIN)}"
    yield (
        "- Of an independent investigation of the Commissioner or Deputy Commissioner the Secretary of State nominates "
        f"the investigator: {_source(modes.NOMINATED)}"
    )
    yield (
        "- Of a directed investigation the Director General may require approval or replacement of the investigator: "
        f"{_source(modes.APPROVED)}"
    )
    yield f"- {_source(modes.HISTORY)}"


def _then(after: str | modes.Mode | modes.Referral) -> str:
    return f"ask `{after}`" if isinstance(after, str) else after.value


def _reviews() -> Iterator[str]:
    yield "## Reviews"
    yield ""
    yield from table(
        ("right of review", "where", "source"),
        [("yes" if one.is_given else "no", one.why, _source(one.authority)) for one in reviews.RIGHTS],
    )
    yield ""
    yield f"The IOPC reviews the whole where any answer is yes, otherwise {reviews.Body.LOCAL_POLICING_BODY.value}:"
    yield ""
    yield from (f"- `{key}`: {asks}" for key, asks in reviews.BODY_QUESTIONS.items())
    yield ""
    yield f"{_source(reviews.REG_32)} Time limits: {', '.join(f'`{key}`' for key in reviews.CLOCKS)}."
    yield ""
    yield f"An application ({_source(reviews.APPLICATION)}):"
    yield ""
    yield from (f"- `{key}`: {words}" for key, words in reviews.CONTENTS.items())
    yield ""
    yield from table(("duty", "source"), [(duty.words, _source(duty.authority)) for duty in reviews.DUTIES])


def _categories() -> Iterator[str]:
    yield f"## Categories of allegations, scheme {categories.SCHEME}"
    yield ""
    yield f"- {_source(categories.RULE)}"
    yield f"- {_source(categories.NO_SUB_CATEGORY)}"
    yield from (f"- {_source(one)}" for one in (categories.AUTHORITY, categories.REMEMBERED, categories.NUMBERS))
    yield ""
    yield from table(("code", "name", "name is", "number is"), _codes())


def _codes() -> Iterator[tuple[str, ...]]:
    for category in categories.CATEGORIES.values():
        yield category.code, category.name, category.authority.grade.value, category.authority.grade.value
        for sub in category.sub_categories:
            yield sub.code, sub.name, sub.authority.grade.value, sub.number.grade.value


def _standards() -> Iterator[str]:
    yield "## Standards of Professional Behaviour"
    yield ""
    yield f"In our words. {_source(standards.AUTHORITY)}"
    yield ""
    yield from table(
        ("no.", "Standard", "key", "what it is about"),
        [(str(one.number), one.title, f"`{one.key}`", one.words) for one in standards.STANDARDS.values()],
    )


PARTS = (
    _kinds,
    _appropriate_authority,
    _handling,
    _results,
    _withdrawal,
    _referral,
    _modes,
    _reviews,
    _categories,
    _standards,
)
