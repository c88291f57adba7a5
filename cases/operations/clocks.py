"""Time limits that acts start and end, as rows: the law works each out once, when its event happens.

A limit that has no answer (beyond the listed bank holidays, or not governed) is kept as a row that says so: nothing
that runs is ever dropped unseen.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from cases.models import Case, Deadline, SubjectAllegation
from cases.queries.calendars import england_and_wales
from cases.queries.circumstances import dates_of
from misconduct import clocks, deadlines
from misconduct.explanations import as_data, headline, lines
from misconduct.questions import Question
from misconduct.refusals import NoAnswer
from misconduct.savings import Fact, Facts
from misconduct.stages.acts import Started

LONDON = ZoneInfo("Europe/London")
# What an act's stopping a limit means: that what it asked for was done. Any other act that stops one ends it.
MEETS = {
    ("refer_to_iopc", "iopc_referral"),
    ("notify_matter_outcome", "outcome_notification"),
    ("give_review_rights", "review_rights_information"),
    ("give_update", "progress_update"),
}


@dataclass(frozen=True, kw_only=True)
class Happened:
    """An act that was done: which, on which day, and when that was recorded; against whom, where it is about one."""

    act: str
    on: date
    at: datetime
    against: SubjectAllegation | None = None


def start(*, case: Case, started: Started, happened: Happened) -> Deadline:
    """Starts a limit. Where the act meets one of the same kind, the next runs from it, as an update from the last.

    One that runs already and is not met goes on as it is: nothing that happens later gives the force more time.
    """
    running = _running(case, happened).filter(key=started.key)
    if (happened.act, started.key) in MEETS:
        running.update(met_on=happened.on)
    elif (known := running.first()) is not None:
        return known
    limit, _ = clocks.find(key=started.key)
    question = Question(
        key=started.key,
        on=_event_day(case, started.event, happened),
        after=started.event,
        facts=Facts(dates={**dates_of(case=case), Fact.ACT_ON: happened.on}),
    )
    row = Deadline(
        case=case,
        against=happened.against,
        key=started.key,
        title=limit.title,
        side=limit.side.name,
        event=started.event,
        event_on=question.on,
        started_at=happened.at,
        question=_as_asked(question),
        **_answered(question),
    )
    row.save(force_insert=True)
    return row


def stop(*, case: Case, keys: tuple[str, ...], happened: Happened) -> None:
    """Ends the limits that the act stops: as met where it did what was asked for, as pointless otherwise."""
    met = [key for key in keys if (happened.act, key) in MEETS]
    ended = [key for key in keys if key not in met]
    _running(case, happened).filter(key__in=met).update(met_on=happened.on)
    _running(case, happened).filter(key__in=ended).update(ended_on=happened.on)


def meet(*, case: Case, key: str, on: date, instead_of: date | None = None) -> None:
    """What a limit of the matter asked for was done on that day.

    What was met already stays as it was met, but for the day that was said before (`instead_of`): it is put right.
    """
    asked = Q(met_on__isnull=True) | Q(met_on=instead_of)
    Deadline.objects.filter(asked, case=case, against=None, key=key, ended_on__isnull=True).update(met_on=on)


def end(*, case: Case, key: str, on: date) -> None:
    """What a limit of the matter asks for can no longer be done, and is waited for no more."""
    running = {"met_on__isnull": True, "ended_on__isnull": True}
    Deadline.objects.filter(case=case, against=None, key=key, **running).update(ended_on=on)


def stop_continuing(*, case: Case, happened: Happened) -> None:
    """A matter that is closed asks for no more of what has no last day, such as the preservation of evidence."""
    _running(case, happened).filter(due__isnull=True, problem="").update(ended_on=happened.on)


def _running(case: Case, happened: Happened) -> QuerySet[Deadline]:
    return Deadline.objects.filter(case=case, against=happened.against, met_on__isnull=True, ended_on__isnull=True)


def _event_day(case: Case, event: str, happened: Happened) -> date:
    """The day of an event: the matter's own legal dates, and otherwise the day of the act."""
    told = {
        "matter_start": case.complaint_made_on or case.came_to_attention_on,
        "came_to_attention": case.came_to_attention_on,
        "became_aware": case.came_to_attention_on,
        # Of what must be referred as it was received, that was clear when it came to attention.
        "became_clear": case.came_to_attention_on if happened.act == "log_matter" else happened.on,
    }
    return told.get(event, happened.on)


def _as_asked(question: Question) -> dict[str, Any]:
    return {
        "key": question.key,
        "on": question.on.isoformat(),
        "after": question.after,
        "facts": {fact.label: day.isoformat() for fact, day in question.facts.dates.items()},
    }


def _answered(question: Question) -> dict[str, Any]:
    """The dates and the whole working, or why there are none."""
    try:
        answer = deadlines.work_out(question=question, calendar=england_and_wales())
    except NoAnswer as problem:
        grade = clocks.find(key=question.key)[0].grade
        nothing = {"grade": grade.name, "is_confirmed": False, "may_count_against": False, "working": {}}
        return {**nothing, "problem": str(problem)[:300]}
    if answer.limit.then:
        # The duty arises on the day after the period: that is the date to be ready for.
        answer = replace(answer, shows_duty=True)
    return {
        "version": answer.way.version.key if answer.way.version else "",
        "due": answer.wanted,
        "force_by": answer.force_by,
        "right_until": answer.right_until,
        "work_to": answer.arises_on or answer.safe or answer.prompt_on,
        "grade": answer.grade.name,
        "is_confirmed": answer.is_confirmed,
        "may_count_against": answer.may_count_against,
        "working": {**as_data(answer, london=LONDON), "headline": headline(answer), "lines": lines(answer)},
    }
