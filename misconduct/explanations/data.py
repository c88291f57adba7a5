"""The explanation for programs."""

from datetime import date, tzinfo
from typing import Any

from misconduct import clocks
from misconduct.deadlines import Answer, last_moment
from misconduct.explanations.words import clause_of, extendable, pausable, rule_in_words, shortenable, skipped
from misconduct.sign_offs import SignOff
from misconduct.ways import called_together, from_to


def as_data(answer: Answer, *, london: tzinfo) -> dict[str, Any]:
    """The same for programs: dates as YYYY-MM-DD, the last moment with its offset."""
    return {**_asked(answer), **_answered(answer, london), **_worked(answer), **_relied_on(answer)}


def all_limits() -> list[dict[str, Any]]:
    """Every time limit: its part of the process, key, title, and each of its rules with what it is for."""
    return [
        {
            "part": part,
            "key": limit.key,
            "title": limit.title,
            "rules": [
                {
                    "for": [
                        name
                        for name in (from_to(frozenset(rule.versions)) if rule.versions else "", rule.option)
                        if name
                    ],
                    "rule": rule.counting.in_words(numbers=rule.numbers, event=clause_of(limit, rule)),
                    "grade": rule.grade.name,
                    "provision": rule.authority.cited,
                }
                for rule in limit.rules
            ],
        }
        for part, limits in clocks.PARTS.items()
        for limit in limits
    ]


def _asked(answer: Answer) -> dict[str, Any]:
    return {
        "key": answer.limit.key,
        "asked_as": answer.question.key,
        "title": answer.limit.title,
        "side": answer.limit.side.name,
        "actor": answer.limit.actor,
        "trigger": {"name": answer.trigger.name, "clause": answer.trigger.clause, "on": _iso(answer.way.event)},
        "facts": {fact.label: _iso(day) for fact, day in answer.question.facts.dates.items()},
        "option": answer.question.option,
        "assumed": answer.assumed,
    }


def _answered(answer: Answer, london: tzinfo) -> dict[str, Any]:
    return {
        "due": _iso(answer.wanted),
        "earliest": _iso(answer.earliest),
        "opens": _iso(answer.opens),
        "force_by": _iso(answer.force_by),
        "right_until": _iso(answer.right_until),
        "arises_on": _iso(answer.arises_on),
        "prompt_on": _iso(answer.prompt_on),
        "ends_at": last_moment(due=answer.due, london=london).isoformat() if answer.due else None,
        "paused_since": _iso(answer.adjusted.paused_since),
        "left": answer.adjusted.left if answer.adjusted.paused_since else None,
        "others": [
            {"due": _iso(other.due), "earliest": _iso(other.earliest), "why": other.why} for other in answer.others
        ],
        "absent": list(answer.absent),
        "if_missed": answer.limit.if_missed,
    }


def _worked(answer: Answer) -> dict[str, Any]:
    rule = answer.way.rule
    return {
        "rule": {
            "counting": rule.counting.name,
            "numbers": list(rule.numbers),
            "words": rule_in_words(answer),
            "day_zero": rule.counting.value.day_zero,
            "unit": rule.counting.unit.value,
        },
        "day_one": _iso(answer.counted.day_one),
        "period": _period(answer),
        "skipped": [{"on": _iso(day), "why": why} for day, why in skipped(answer)],
        "moves": [
            {
                "kind": move.kind,
                "words": move.words,
                "days": move.days,
                "due": _iso(move.due),
                "provision": move.authority.provision,
                "grade": move.authority.grade.name,
            }
            for move in answer.adjusted.moves
        ],
        "powers": {
            "extend": extendable(answer.limit),
            "shorten": shortenable(answer.limit),
            "pause": pausable(answer.limit),
        },
    }


def _relied_on(answer: Answer) -> dict[str, Any]:
    authority, saving = answer.authority, answer.way.saving
    return {
        "authority": {
            "instrument": authority.instrument.title,
            "citation": authority.instrument.citation,
            "provision": authority.provision,
            "note": authority.note,
            "caveat": authority.instrument.caveat,
        },
        "grade": answer.grade.name,
        "grade_in_words": answer.grade.value,
        "signed_off": _signed(answer.way.sign_off),
        "power_signed_off": _signed(answer.way.power_sign_off),
        "may_count_against": answer.may_count_against,
        "versions": sorted(called_together(limit=answer.limit, versions=answer.versions)),
        "provided": answer.way.provided,
        "saving": {"provision": saving.provision, "grade": saving.grade.name} if saving else None,
    }


def _period(answer: Answer) -> dict[str, Any] | None:
    if not answer.counted.begins:
        return None
    return {
        "number": answer.question.period,
        "begins": _iso(answer.counted.begins),
        "ends": _iso(answer.counted.due),
    }


def _signed(signed: SignOff | None) -> dict[str, Any] | None:
    if signed is None:
        return None
    return {"by": signed.by, "on": _iso(signed.signed_on), "provision": signed.provision}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
