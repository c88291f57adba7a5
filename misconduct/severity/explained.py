"""A scoring, point by point: for people (`as_text`) and for programs (`as_data`)."""

from collections.abc import Iterable, Iterator
from typing import Any

from misconduct.authority import Authority
from misconduct.severity.answers import Said
from misconduct.severity.bands import FLOOR, MOST_BY_TICKS, Band, band_of
from misconduct.severity.danger import FACTS
from misconduct.severity.factors import FACTORS, POINTS, Factor
from misconduct.severity.scoring import Part, Score

LABEL_WIDTH = 13
WHAT_IT_IS = "Orders the queue. Not the severity assessment under regulation 14. Allegation only."


def as_text(score: Score) -> str:
    """The whole panel: the score, what it is not, and where every point comes from."""
    body = [f"{label:<{LABEL_WIDTH}}{text}" for label, text in lines(score)]
    return "\n".join([headline(score), WHAT_IT_IS, *body])


def headline(score: Score) -> str:
    """The two ends, the band, and the band of the high end where that is another."""
    also = f"; {score.band_of_high.value} if all that is not known is true" if _is_open(score) else ""
    ends = f"{score.low} to {score.high}" if score.low < score.high else str(score.low)
    return f"Severity score: {ends} of 100, {score.band.value}{also}"


def lines(score: Score) -> list[tuple[str, str]]:
    """The working, a label and what it says on each line."""
    return [
        ("Triage", score.triage.value),
        *((label, text) for label, text in (("Floor", floor(score)), ("Ticks", ceiling(score))) if text),
        *_points(score),
        *_rest(score),
        ("Factors", f"version {score.version}. {_sourced(POINTS)}"),
    ]


def floor(score: Score) -> str:
    """What special weight does to the band, or nothing."""
    if not score.floor:
        return ""
    if score.band is Band.NOT_YET_TRIAGED:
        does = "once triaged"
    elif score.is_raised:
        does = f"{band_of(points=score.low).value} by points, raised"
    else:
        does = "reached by points"
    return f"at least {FLOOR.value} ({does}): {_titles(score.floor)}. It changes the band, never the points"


def ceiling(score: Score) -> str:
    """What is only ticked on the portal and would make it CRITICAL, or nothing."""
    if not score.ticks:
        return ""
    return (
        f"not above {MOST_BY_TICKS.value} until a person of the force answers what is only ticked on the portal: "
        f"{_titles(score.ticks)}. It changes the band, never the points"
    )


def as_data(score: Score) -> dict[str, Any]:
    """The same for programs."""
    return {
        "is": WHAT_IT_IS,
        "version": score.version,
        "low": score.low,
        "high": score.high,
        "band": score.band.name,
        "band_of_high": score.band_of_high.name,
        "triage": {"due": score.triage.name, "words": score.triage.value},
        "floor": {"band": FLOOR.name, "factors": _keys(score.floor), "words": floor(score)} if score.floor else None,
        "ticks": {"band": MOST_BY_TICKS.name, "factors": _keys(score.ticks), "words": ceiling(score)}
        if score.ticks
        else None,
        "parts": [_part(part) for part in score.parts],
        "answers": [
            {
                "factor": answer.factor,
                "said": answer.said.name,
                "author": answer.author,
                "note": answer.note,
                "tick": answer.is_tick,
            }
            for answer in score.answers
        ],
        "untouched": _keys(score.untouched),
        "grade": POINTS.grade.name,
    }


def all_questions() -> dict[str, list[dict[str, Any]]]:
    """Every question: of the score, with what a yes is worth, and of danger, which is never added to it."""
    return {
        "severity": [
            {
                "factor": factor.key,
                "group": factor.group.value.title,
                "cap": factor.group.value.cap,
                "ladder": factor.ladder,
                "points": factor.points,
                "title": factor.title,
                "question": factor.question,
                "why": factor.why,
                "needs_reason": factor.needs_reason,
                "provision": factor.authority.cited,
                "grade": factor.authority.grade.name,
            }
            for factor in FACTORS.values()
        ],
        "danger": [{"fact": fact.key, "question": fact.question} for fact in FACTS],
    }


def _is_open(score: Score) -> bool:
    return score.band_of_high is not score.band and score.low != score.high


def _points(score: Score) -> Iterator[tuple[str, str]]:
    yield "Points", f"{'low':>4} {'high':>5}"
    for part in score.parts:
        yield "", f"{part.low:>+4} {part.high:>+5}  {part.group.value.title}: {_because(score, part)}"
    yield "", f"{score.low:>4} {score.high:>5}  in all"


def _because(score: Score, part: Part) -> str:
    """Why a part is there, in words."""
    if part.factor is None:
        return f"no more than {part.group.value.cap} in all"
    return f"{part.factor.title}, {_answered(score, part.factor)}{_counted(part, part.factor)}"


def _answered(score: Score, factor: Factor) -> str:
    answer = next((one for one in score.answers if one.factor == factor.key), None)
    if answer is None:
        return "not asked"
    said = "ticked on the portal" if answer.is_tick else answer.said.value
    return f"{said} ({answer.note})" if answer.note else said


def _counted(part: Part, factor: Factor) -> str:
    """How its points came to be fewer than its own, at the end where they did."""
    ends = {"low": part.low, "high": part.high}
    if factor.is_special:
        less = [name for name, points in ends.items() if 0 < points < factor.points]
        return f"; {' and '.join(less)}: a quarter of {factor.points}, beside a higher one" if less else ""
    return "; high: gives way to a higher one" if factor.ladder and part.high < part.low else ""


def _rest(score: Score) -> Iterator[tuple[str, str]]:
    for label, factors in (
        ("No", score.said(Said.NO)),
        ("Not known", score.said(Said.UNKNOWN)),
        ("Not asked", score.untouched),
    ):
        if factors:
            yield label, _titles(factors)


def _part(part: Part) -> dict[str, Any]:
    return {
        "group": part.group.value.title,
        "factor": part.factor.key if part.factor else None,
        "cap": None if part.factor else part.group.value.cap,
        "low": part.low,
        "high": part.high,
        "why": part.factor.why if part.factor else None,
    }


def _titles(factors: Iterable[Factor]) -> str:
    return "; ".join(factor.title for factor in factors)


def _keys(factors: Iterable[Factor]) -> list[str]:
    return [factor.key for factor in factors]


def _sourced(authority: Authority) -> str:
    return f"{authority.note} {authority.grade.value[0].upper()}{authority.grade.value[1:]}."
