"""Time limits that acts start and end, as rows: the law works each out once, when its event happens.

A limit that has no answer (beyond the listed bank holidays, or not governed) is kept as a row that says so: nothing
that runs is ever dropped unseen.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.utils import timezone

from cases.models import Case, Deadline, Subject, SubjectAllegation
from cases.queries import legal_dates
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
    ("apply_for_review", "review_application"),
    ("decide_review", "review_decision"),
    ("respond_to_recommendation", "recommendation_response"),
    ("give_notice", "reg17_notice"),
    ("receive_statement", "rep_to_investigator"),
    ("determine_case_to_answer", "case_to_answer"),
    ("suspend", "suspension_decision"),
    ("suspend_orally", "suspension_decision"),
    ("decide_not_to_suspend", "suspension_decision"),
    ("confirm_suspension", "suspension_oral_confirm"),
    ("review_suspension", "suspension_review"),
    ("receive_reflective_account", "rprp_account"),
    ("report_for_advisory_list", "advisory_list_report"),
}


@dataclass(frozen=True, kw_only=True)
class Happened:
    """An act that was done: which, on which day, and when that was recorded; against whom, where it is about one.

    `of_the_person`: of what runs about this person in the matter, whichever allegation it was begun from.
    """

    act: str
    on: date
    at: datetime
    against: SubjectAllegation | None = None
    of_the_person: bool = False


def start(*, case: Case, started: Started, happened: Happened) -> Deadline:
    """Starts a limit. Where the act meets one of the same kind, the next runs from it, as an update from the last.

    One that runs already and is not met goes on as it is: nothing that happens later gives the force more time.
    """
    running = _running(case, happened).filter(key=started.key)
    if (happened.act, started.key) in MEETS:
        running.update(met_on=happened.on)
    elif (known := running.first()) is not None:
        return known
    elif happened.against is not None and (known := _of_the_matter(case, started.key)) is not None:
        # What runs for the whole matter runs once, whatever becomes of one allegation in it.
        return known
    question = Question(
        key=started.key,
        on=legal_dates.day_of(case=case, event=started.event, act=happened.act) or happened.on,
        after=started.event,
        facts=Facts(dates={**dates_of(case=case), Fact.ACT_ON: happened.on}),
    )
    return _written(case, question, happened)


def replace_with(*, row: Deadline, question: Question, because: str, at: datetime) -> Deadline:
    """Starts a running limit anew from this question. The old one ends, and says by which it was replaced, and why."""
    # Ended first: of one kind only one runs.
    row.ended_on = timezone.localdate(at)
    row.save(update_fields=["ended_on"])
    happened = Happened(act=row.question["act"], on=question.on, at=at, against=row.against)
    made = _written(row.case, question, happened)
    row.replaced_by, row.replaced_because = made, because
    row.save(update_fields=["replaced_by", "replaced_because"])
    return made


def next_period(*, row: Deadline, happened: Happened) -> Deadline:
    """What was due after this period was done: the next period runs, from the day after this one ended."""
    row.met_on = happened.on
    row.save(update_fields=["met_on"])
    again = legal_dates.asked_again(case=row.case, row=row)
    question = replace(again, period=again.period + 1)
    return _written(row.case, question, replace(happened, act=row.question["act"], against=row.against))


def end_against(*, subject: Subject, on: date) -> None:
    """What runs against somebody who was added in error is waited for no more."""
    running = {"met_on__isnull": True, "ended_on__isnull": True}
    Deadline.objects.filter(against__subject=subject, **running).update(ended_on=on)


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


def _of_the_matter(case: Case, key: str) -> Deadline | None:
    running = {"met_on__isnull": True, "ended_on__isnull": True}
    return Deadline.objects.filter(case=case, against=None, key=key, **running).first()


def _running(case: Case, happened: Happened) -> QuerySet[Deadline]:
    if happened.of_the_person and happened.against is not None:
        theirs = Deadline.objects.filter(case=case, against__subject_id=happened.against.subject_id)
        return theirs.filter(met_on__isnull=True, ended_on__isnull=True)
    return Deadline.objects.filter(case=case, against=happened.against, met_on__isnull=True, ended_on__isnull=True)


def _written(case: Case, question: Question, happened: Happened) -> Deadline:
    limit, _ = clocks.find(key=question.key)
    row = Deadline(
        case=case,
        against=happened.against,
        key=question.key,
        title=limit.title,
        side=limit.side.name,
        event=question.after,
        event_on=question.on,
        started_at=happened.at,
        question=_as_asked(question) | {"act": happened.act},
        **answered(question=question),
    )
    row.save(force_insert=True)
    return row


def _as_asked(question: Question) -> dict[str, Any]:
    return {
        "key": question.key,
        "on": question.on.isoformat(),
        "after": question.after,
        "facts": {fact.label: day.isoformat() for fact, day in question.facts.dates.items()},
    } | ({legal_dates.PERIOD: question.period} if question.period > 1 else {})


def answered(*, question: Question) -> dict[str, Any]:
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
