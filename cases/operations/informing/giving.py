"""An update was given, on the day on which it was delivered: only then is its time limit met, and the next one runs.

The limit is the matter's, and asks for everybody who is to be kept informed: it is met with the one who is told last.
By when each is to be told again is worked out for each from the day on which they were told, and kept with the update.
"""

from collections.abc import Sequence
from datetime import date, datetime

from cases.audit import trail
from cases.audit.actors import Actor
from cases.audit.acts import Act
from cases.audit.trail import Refused, Thing
from cases.models import Case, Deadline, Party, ProgressUpdate, UpdateState
from cases.operations import clocks, lawful_acts
from cases.operations.lawful_acts import Doing
from cases.queries import circumstances
from cases.queries.circumstances import dates_of
from cases.queries.informing import owed
from cases.workforce.delegations import in_force
from misconduct import stages
from misconduct.questions import Question
from misconduct.savings import Fact, Facts
from misconduct.stages import NotPermitted
from misconduct.stages.who import Who

GIVE, WITHHOLD = "give_update", "withhold_update"
NOT_PREJUDICIAL = {"disclosure_prejudicial": "no"}
GIVEN_ON = "It is recorded that this update was given on {day}, and the next one runs from that day. It stays so."
ALREADY = (UpdateState.GIVEN, UpdateState.WITHHELD)


def given(*, case: Case, update: ProgressUpdate, on: date, by: Actor, at: datetime) -> None:
    """It was delivered on that day. Part of an act, on a matter that is locked; whoever released it gave it."""
    update.state, update.told_on = UpdateState.GIVEN, on
    update.settled_at, update.settled_by = at, by.principal
    update.next_due = next_due(case=case, told_on=on)
    update.save(update_fields=["state", "told_on", "settled_at", "settled_by", "next_due"])
    about = Thing("update", update.pk, case.pk)
    trail.record(what=Act.UPDATE_GIVEN, by=by, at=at, about=about, reason=f"on {on:%-d %B %Y}")
    if not _others_wait(case, update) and is_an_act(case=case, act=GIVE, on=on, answers=NOT_PREJUDICIAL):
        _do(case, update, on, at)


def _do(case: Case, update: ProgressUpdate, on: date, at: datetime) -> None:
    """The act of the law, by whoever released it. Without a delegation there is none, and what was told stays told."""
    assert update.released_by is not None
    delegation = update.delegation or next(iter(in_force(power=GIVE, user=update.released_by, on=on)), None)
    if delegation is None:
        return
    doing = Doing(
        act=GIVE,
        by=update.released_by,
        capacity=Who.APPROPRIATE_AUTHORITY,
        on=on,
        at=at,
        answers=NOT_PREJUDICIAL,
        reasons="Released as checked, and delivered.",
        delegation=delegation,
    )
    lawful_acts.do(case=case, doing=doing)


def must_be_the_same(*, update: ProgressUpdate, on: date) -> None:
    """Raises Refused where an update that was given is said to have been given on another day."""
    if update.told_on is not None and update.told_on != on:
        sentence = GIVEN_ON.format(day=f"{update.told_on:%-d %B %Y}")
        raise Refused(sentence, what=Act.UPDATE_GIVEN, about=Thing("update", update.pk, update.case_id))


def not_given(*, update: ProgressUpdate, by: Actor, at: datetime) -> None:
    """Its letter was discarded: it was not given."""
    update.state, update.settled_at, update.settled_by = UpdateState.DISCARDED, at, by.principal
    update.save(update_fields=["state", "settled_at", "settled_by"])


def is_an_act(*, case: Case, act: str, on: date, answers: dict[str, str]) -> bool:
    """Whether the law knows of this act where the matter stands; what was told outside it is recorded all the same."""
    asked = {**answers, "by": Who.APPROPRIATE_AUTHORITY.label}
    facts = circumstances.of_case(case=case, act_on=on, answers=asked)
    return not isinstance(stages.after(stage=circumstances.stage_of(case=case), act=act, facts=facts), NotPermitted)


def next_due(*, case: Case, told_on: date) -> date | None:
    """By when they are to be told again, of whoever was told on that day (PCMR reg 34(2)(a)(ii))."""
    dates = {**dates_of(case=case), Fact.ACT_ON: told_on}
    question = Question(key=owed.LIMIT, on=told_on, after="last_notification", facts=Facts(dates=dates))
    answer = clocks.answered(question=question)
    found: date | None = answer.get("due") or answer.get("work_to")
    return found


def _others_wait(case: Case, update: ProgressUpdate) -> bool:
    """Whether somebody else is still to be told, since the running limit began."""
    since = _began_at(case)
    if since is None:
        return False
    others: Sequence[Party] = list(owed.parties(case=case).exclude(pk=update.party_id))
    told = ProgressUpdate.objects.filter(party__in=others, state__in=ALREADY, settled_at__gt=since)
    return len(set(told.values_list("party_id", flat=True))) < len(others)


def _began_at(case: Case) -> datetime | None:
    """When the running limit began, as it was recorded: where dates were corrected, that of the first of its line."""
    limit = owed.running(case=case)
    if limit is None:
        return None
    before = {row.replaced_by_id: row for row in Deadline.objects.filter(case=case, replaced_by__isnull=False)}
    while limit.pk in before:
        limit = before[limit.pk]
    return limit.started_at
