"""Two daily jobs: what reports the delay of an investigation, and the review of a suspension. They only remind.

Each limit is reminded of once. The report of a delay is begun as a draft of its letter, for whoever the matter is with,
from fixed sentences about what was decided; nothing is made and nothing leaves but a mail that says no word of a case.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from cases import access
from cases.accounts import drafts
from cases.accounts.users import User
from cases.audit.actors import Actor
from cases.jobs.registry import Step
from cases.models import Case, Deadline
from cases.operations import mail
from cases.operations.mail import Mail
from cases.queries.acts import here
from cases.queries.case_parts import RUNS
from cases.queries.informing import sentences
from cases.workforce import delegations

BATCH = 200
# Two weeks for a report that others have to read; a week for a review.
REPORT_AHEAD, REVIEW_AHEAD = timedelta(days=14), timedelta(days=7)
REVIEW = "suspension_review"
LETTER, REPORT = "case_letter_make", "report_of_delay"
DRAFTED = "Drafted from the decisions of this matter on {day}: check it, and say what only you know."


@transaction.atomic
def delay_reports(*, cursor: int | None, by: Actor, at: datetime) -> Step:
    """One batch: of each period that ends within two weeks, whoever the matter is with is reminded, once."""
    on = timezone.localdate(at)
    found = _due(here.PERIODS, on + REPORT_AHEAD, cursor)
    _drafts(found, on)
    _remind(Mail.DELAY_REPORTS, _owners(found), on)
    return _step(found, cursor, on)


@transaction.atomic
def suspension_reviews(*, cursor: int | None, by: Actor, at: datetime) -> Step:
    """One batch: of each review due within a week, whoever the matter is with and whoever decides is reminded."""
    on = timezone.localdate(at)
    found = _due((REVIEW,), on + REVIEW_AHEAD, cursor)
    decide = delegations.held(on=on).filter(power="review_suspension", to_user__is_active=True)
    deciders = list(decide.values_list("to_user", flat=True))
    numbers = {row.case_id for row in found}
    _remind(Mail.SUSPENSION_REVIEWS, [*_owners(found), *((one, numbers) for one in deciders)], on)
    return _step(found, cursor, on)


def _due(keys: Sequence[str], until: date, cursor: int | None) -> list[Deadline]:
    running = Deadline.objects.filter(RUNS, key__in=keys, work_to__lte=until, reminded_on__isnull=True)
    # Where nobody has it yet, whoever gets it is reminded then.
    running = running.filter(case__owner__is_active=True, case__is_frozen=False, pk__gt=cursor or 0)
    running = running.select_related("case__owner").order_by("pk")
    return list(running[:BATCH].select_for_update(of=("self",), skip_locked=True))


def _step(found: list[Deadline], cursor: int | None, on: date) -> Step:
    Deadline.objects.filter(pk__in=[row.pk for row in found]).update(reminded_on=on)
    return Step(cursor=found[-1].pk if found else cursor, done=len(found), finished=len(found) < BATCH)


def _owners(found: Iterable[Deadline]) -> list[tuple[int, set[int]]]:
    owned: dict[int, set[int]] = {}
    for row in found:
        if row.case.owner_id is not None:
            owned.setdefault(row.case.owner_id, set()).add(row.case_id)
    return sorted(owned.items())


def _remind(said: Mail, whom: Iterable[tuple[int, set[int]]], on: date) -> None:
    """One mail a day to each, and only of matters that they may see."""
    of: dict[int, set[int]] = {}
    for user_id, numbers in whom:
        of.setdefault(user_id, set()).update(numbers)
    for user in User.objects.filter(pk__in=of, is_active=True).order_by("pk"):
        reader = access.reader(user=user, on=on)
        if of[user.pk] and access.visible_to(reader=reader).filter(pk__in=of[user.pk]).exists():
            mail.queue(said, to=user, about=on.isoformat())


def _drafts(found: Iterable[Deadline], on: date) -> None:
    for row in found:
        owner = row.case.owner
        if owner is not None and access.visible_to(reader=access.reader(user=owner, on=on)).filter(pk=row.case_id):
            _draft(row.case, on)


def _draft(case: Case, on: date) -> None:
    """The letter, begun; where they have begun it themselves, it is left alone."""
    owner_id = case.owner_id or 0
    key = f"{case.reference} {REPORT}"
    if drafts.find(owner_id=owner_id, kind=LETTER, key=key) is not None:
        return
    told = [one.said for one in sentences.since(case=case, after=None, role="")]
    progress = "\n\n".join([*told, DRAFTED.format(day=f"{on:%-d %B %Y}")])
    drafts.keep(owner_id=owner_id, kind=LETTER, key=key, body={"progress": [progress]})
