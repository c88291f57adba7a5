"""The words that every explanation is made of."""

from datetime import date, timedelta

from misconduct.authority import Authority
from misconduct.clocks.limits import Rule, TimeLimit
from misconduct.deadlines import Answer
from misconduct.working_days import SATURDAY


def on(day: date | None) -> str:
    """A date as people read it: Mon 7 Sep 2026."""
    return f"{day:%a %-d %b %Y}" if day else "no date"


def rule_in_words(answer: Answer) -> str:
    """The rule with its numbers and the event it counts from."""
    rule = answer.way.rule
    return rule.counting.in_words(numbers=rule.numbers, event=answer.trigger.clause)


def clause_of(limit: TimeLimit, rule: Rule) -> str:
    """The event that a rule counts from, in words."""
    return next((one.clause for one in limit.triggers if one.name == rule.after), limit.triggers[0].clause)


def sourced(authority: Authority) -> str:
    """The provision, how far it was verified, and what else there is to say about it."""
    note = f". {authority.note}" if authority.note else ""
    return f"{authority.cited} — {authority.grade.value}{note}"


def briefly(authority: Authority) -> str:
    """The provision and how far it was verified, where the instrument is known already."""
    return f"{authority.provision}, {authority.grade.value}"


def extendable(limit: TimeLimit) -> str:
    """Who may extend it, and when."""
    power = limit.extension
    if power is None:
        return "no power to extend it was found"
    return f"only the {holders(power.holders)} may, {power.condition}: {briefly(power.authority)}"


def shortenable(limit: TimeLimit) -> str:
    """Who must agree to shorten it."""
    power = limit.shortening
    if power is None:
        return "no power to shorten it was found"
    parties = ", ".join(holders(one_of) for one_of in power.parties)
    involved = holders(power.where_involved)
    return f"takes the agreement of {parties}, and of the {involved} where presenting: {briefly(power.authority)}"


def pausable(limit: TimeLimit) -> str:
    """What may pause it."""
    grounds = [f"while {hold.clause}: {briefly(hold.authority)}" for hold in limit.holds]
    return "; ".join(grounds) or "nothing that pauses it was found"


def holders(names: tuple[str, ...]) -> str:
    """Who holds a power, as people say it."""
    return " or ".join(name.replace("_", " ").replace("director general", "Director General") for name in names)


def skipped(answer: Answer) -> list[tuple[date, str]]:
    """Every day that was skipped, and why."""
    if answer.span is None:
        return []
    first, last = answer.span
    named = dict(answer.holidays)
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    why = ((day, named.get(day) or (f"{day:%A}" if day.weekday() >= SATURDAY else "")) for day in days)
    return [(day, reason) for day, reason in why if reason]
