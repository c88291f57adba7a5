"""The legal dates of a matter, and which running time limits rest on them as they stand now.

A limit keeps what was asked of the law when it started. Once a date that it was asked with is corrected, it is asked
again; never one that a person has extended, paused or otherwise settled: that would be lost.
"""

from collections.abc import Mapping
from datetime import date

from cases.models import Case, Deadline
from cases.queries.circumstances import dates_of
from misconduct.questions import Question
from misconduct.savings import Fact, Facts

TITLES: Mapping[str, str] = {
    "received_on": "Received",
    "complaint_made_on": "Complaint made",
    "came_to_attention_on": "Came to our attention",
}
# What a limit is asked with when it starts. Anything else was added by a person later.
ASKED_WITH = {"key", "on", "after", "facts", "act"}
# Which of the periods that follow one another it is, where it is not the first.
PERIOD = "period"
AS_RECEIVED, AS_LOGGED = "receive_matter", "log_matter"
CORRECTED = {Fact.COMPLAINT_MADE, Fact.CAME_TO_ATTENTION}


def titles_of(*, case: Case) -> dict[str, str]:
    """Which legal dates this matter has, and what each is called: only a complaint was ever made."""
    return {name: title for name, title in TITLES.items() if getattr(case, name) is not None}


def day_of(*, case: Case, event: str, act: str) -> date | None:
    """The legal date of the matter on which an event happened; None where it happened on the day of the act itself."""
    told = {
        "matter_start": case.complaint_made_on or case.came_to_attention_on,
        "came_to_attention": case.came_to_attention_on,
        "became_aware": case.came_to_attention_on,
        # Of what must be referred as it was received, that was clear when it came to attention.
        "became_clear": case.came_to_attention_on if act == AS_LOGGED else None,
    }
    return told.get(event)


def asked_again(*, case: Case, row: Deadline) -> Question:
    """What the limit would be asked with, did it start from the dates of the matter as they stand now."""
    act = row.question["act"]
    act_on = case.received_on if act == AS_RECEIVED else date.fromisoformat(row.question["facts"][Fact.ACT_ON.label])
    return Question(
        key=row.key,
        on=day_of(case=case, event=row.event, act=act) or row.event_on,
        after=row.event,
        period=row.question.get(PERIOD, 1),
        facts=Facts(dates={**dates_of(case=case), Fact.ACT_ON: act_on}),
    )


def is_settled(*, row: Deadline) -> bool:
    """Whether a person extended, paused or otherwise settled it, so that it cannot simply be asked again."""
    return set(row.question) - {PERIOD} != ASKED_WITH or bool(row.working.get("moves"))


def is_outdated(*, case: Case, row: Deadline) -> bool:
    """Whether it was settled by a person, and rests on a date of the matter that was corrected since."""
    if not is_settled(row=row):
        return False
    day = day_of(case=case, event=row.event, act=row.question.get("act", AS_LOGGED))
    now = {fact.label: day.isoformat() for fact, day in dates_of(case=case).items() if fact in CORRECTED}
    asked = row.question.get("facts", {})
    return day not in {None, row.event_on} or any(asked.get(name, said) != said for name, said in now.items())
