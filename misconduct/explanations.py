"""How a date was worked out, for people (the same panel wherever a date is opened) and for programs."""

from collections.abc import Iterator
from datetime import date, timedelta, tzinfo
from typing import Any

from misconduct import clocks
from misconduct.authority import Authority
from misconduct.clocks.limits import Rule, Side, TimeLimit
from misconduct.counting import Counting
from misconduct.deadlines import Answer, Other, last_moment
from misconduct.ways import called_together, from_to
from misconduct.working_days import SATURDAY, weekends_between

LABEL_WIDTH = 13
UNCONFIRMED = (
    "The words of the law were not read. The date reminds and sorts; it never counts as a missed statutory limit."
)
PARTLY = (
    "The words of the limit were read or signed, but not all that this date rests on: how it is counted here, what "
    "moved it, or which version governs. It reminds and sorts; it never counts as a missed statutory limit."
)
NOT_LAW = "This is a setting or a policy, not law. The date reminds and sorts."


def on(day: date | None) -> str:
    """A date as people read it: Mon 7 Sep 2026."""
    return f"{day:%a %-d %b %Y}" if day else "no date"


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


def rule_in_words(answer: Answer) -> str:
    """The rule with its numbers and the event it counts from."""
    rule = answer.way.rule
    return rule.counting.in_words(numbers=rule.numbers, event=answer.trigger.clause)


def sourced(authority: Authority) -> str:
    """The provision, how far it was verified, and what else there is to say about it."""
    note = f". {authority.note}" if authority.note else ""
    return f"{authority.cited} — {authority.grade.value}{note}"


def _source(answer: Answer) -> str:
    if answer.way.sign_off is None or not answer.way.sign_off.confirms_rule:
        return sourced(answer.authority)
    return f"{answer.authority.cited} — signed off; until then: {answer.authority.grade.value}"


def skipped(answer: Answer) -> list[tuple[date, str]]:
    """Every day that was skipped, and why."""
    if answer.span is None:
        return []
    first, last = answer.span
    named = dict(answer.holidays)
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    why = ((day, named.get(day) or (f"{day:%A}" if day.weekday() >= SATURDAY else "")) for day in days)
    return [(day, reason) for day, reason in why if reason]


def as_data(answer: Answer, *, london: tzinfo) -> dict[str, Any]:
    """The same for programs: dates as YYYY-MM-DD, the last moment with its offset."""
    return {**_asked(answer), **_answered(answer, london), **_worked(answer), **_relied_on(answer)}


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
        "signed_off": _signed(answer),
        "may_count_against": answer.may_count_against,
        "versions": sorted(called_together(limit=answer.limit, versions=answer.versions)),
        "provided": answer.way.provided,
        "saving": {"provision": saving.provision, "grade": saving.grade.name} if saving else None,
    }


def extendable(limit: TimeLimit) -> str:
    """Who may extend it, and when."""
    power = limit.extension
    if power is None:
        return "no power to extend it was found"
    return f"only the {_holders(power.holders)} may, {power.condition}: {_briefly(power.authority)}"


def shortenable(limit: TimeLimit) -> str:
    """Who must agree to shorten it."""
    power = limit.shortening
    if power is None:
        return "no power to shorten it was found"
    parties = ", ".join(_holders(one_of) for one_of in power.parties)
    involved = _holders(power.where_involved)
    return f"takes the agreement of {parties}, and of the {involved} where presenting: {_briefly(power.authority)}"


def pausable(limit: TimeLimit) -> str:
    """What may pause it."""
    grounds = [f"while {hold.clause}: {_briefly(hold.authority)}" for hold in limit.holds]
    return "; ".join(grounds) or "nothing that pauses it was found"


def _briefly(authority: Authority) -> str:
    return f"{authority.provision}, {authority.grade.value}"


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


def clause_of(limit: TimeLimit, rule: Rule) -> str:
    """The event that a rule counts from, in words."""
    return next((one.clause for one in limit.triggers if one.name == rule.after), limit.triggers[0].clause)


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
    signed = answer.way.sign_off
    if signed:
        yield "Signed off", f"by {signed.by} on {on(signed.signed_on)}, who read {signed.provision}"
    if not answer.authority.instrument.is_law:
        yield "Not law", NOT_LAW
    elif not (answer.authority.grade.is_confirmed or (signed and signed.confirms_rule)):
        yield "Unconfirmed", UNCONFIRMED
    elif not answer.may_count_against and answer.limit.side in {Side.DUTY, Side.RIGHT} and answer.limit.is_counted:
        yield "Unconfirmed", PARTLY


def _versions(answer: Answer) -> Iterator[tuple[str, str]]:
    if len(answer.versions) > 1:
        same = ": the date is the same" if answer.limit.is_counted else ""
        yield "Version", f"{from_to(called_together(limit=answer.limit, versions=answer.versions))}{same}"
    provided = f"; provided that {answer.way.provided}" if answer.way.provided else ""
    for version in answer.versions if len(answer.versions) == 1 else ():
        yield (
            "Version",
            f"{from_to(called_together(limit=answer.limit, versions=[version]))}: {version.made_by}{provided}",
        )


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
    if not limit.is_counted:
        return
    for kind, power, has_power in (
        ("paused", pausable(limit), bool(limit.holds)),
        ("extended", extendable(limit), limit.extension is not None),
        ("shortened", shortenable(limit), limit.shortening is not None),
    ):
        made = [move for move in moves if move.kind == kind]
        for move in made:
            where = f"; due {on(move.due)}" if move.due else ""
            yield kind.capitalize(), f"{move.words}: {_briefly(move.authority)}{where}"
        if not made and has_power:
            yield kind.capitalize(), f"not. {power[0].upper()}{power[1:]}"


def _other(other: Other) -> str:
    if other.earliest is None:
        return f"{on(other.due)}, {other.why}"
    until = f" to {on(other.due)}" if other.due else ""
    return f"from {on(other.earliest)}{until}, {other.why}"


def _period(answer: Answer) -> dict[str, Any] | None:
    if not answer.counted.begins:
        return None
    return {
        "number": answer.question.period,
        "begins": _iso(answer.counted.begins),
        "ends": _iso(answer.counted.due),
    }


def _signed(answer: Answer) -> dict[str, Any] | None:
    signed = answer.way.sign_off
    if signed is None:
        return None
    return {"by": signed.by, "on": _iso(signed.signed_on), "provision": signed.provision}


def _holders(names: tuple[str, ...]) -> str:
    return " or ".join(name.replace("_", " ").replace("director general", "Director General") for name in names)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
