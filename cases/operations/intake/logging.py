"""Logging a matter: rows, readers, clocks, score, decisions and the trail's entry, all of them or none."""

from datetime import date, datetime

from django.db import connection, transaction
from django.utils import timezone

from cases import access
from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.audit import trail
from cases.audit.acts import Act
from cases.audit.trail import Refused, Thing
from cases.models import Case
from cases.operations import lawful_acts, reading, references, scores
from cases.operations.clocks import Happened
from cases.operations.intake import referrals, rows
from cases.operations.intake.checks import check
from cases.operations.intake.values import Logged, Mistake, NewMatter
from cases.operations.lawful_acts import Doing
from cases.workforce.roles import roles_of
from misconduct.refusals import NoAnswer
from misconduct.stages.who import Who

LOGGED_BY = "Logged it."
SENT_BY_ANOTHER = "This page was sent by somebody else already. Open a new page and log the matter there."


@transaction.atomic
def log(*, matter: NewMatter, by: User, at: datetime) -> Logged:
    """Logs a matter. The same page again, as from a second click, is the same matter and changes nothing.

    Raises Mistake for a value that cannot be taken, by its field, and Refused for what the law does not permit.
    """
    if known := logged_before(matter=matter, by=by, on=timezone.localdate(at)):
        return known
    case = begin(matter=matter, by=by, at=at)
    if referrals.is_required_by_what_was_logged(matter=matter):
        referrals.start(case=case, happened=Happened(act="log_matter", on=timezone.localdate(at), at=at))
    keep_score(case=case, matter=matter, by=by, at=at)
    return finish(case=case, what=Act.CASE_LOGGED, by=by, at=at)


def logged_before(*, matter: NewMatter, by: User, on: date) -> Logged | None:
    """What came of the same page when it was sent before, or None. Of two clicks at once the second waits here."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"intake {matter.intake}"])
    case = Case.objects.filter(intake=matter.intake).first()
    if case is None:
        return None
    if case.logged_by != by.principal:
        raise Refused(SENT_BY_ANOTHER, what=Act.CASE_LOGGED, about=Thing("intake", str(matter.intake)))
    return Logged(
        reference=case.reference,
        is_new=False,
        may_see=may_see(case=case, by=by, on=on),
        closed=case.stage == "closed",
    )


def begin(*, matter: NewMatter, by: User, at: datetime) -> Case:
    """The matter with its parts and readers, received and logged under the law. Raises as `log` does."""
    today = timezone.localdate(at)
    check(matter=matter, today=today)
    case = rows.write(matter=matter, reference=references.make(kind=matter.kind), by=by, at=at)
    reading.open_to_unit(case=case, on=today)
    reading.name(case=case, user=by, reason=LOGGED_BY, on=today, by=by.principal)
    for subject in matter.subjects:
        if subject.person_id:
            reading.deny_concerned(case=case, person_id=subject.person_id, on=today)
    for act, on in (("receive_matter", matter.received_on), ("log_matter", today)):
        lawful_acts.do(case=case, doing=Doing(act=act, by=by, capacity=capacity_of(by=by, on=today), on=on, at=at))
    return case


def keep_score(*, case: Case, matter: NewMatter, by: User, at: datetime) -> None:
    """The first score. What was not answered stays open, and puts the matter where a person triages it."""
    try:
        scores.keep(case=case, facts=matter.facts, danger=matter.danger, by=by, at=at)
    except NoAnswer as problem:
        raise Mistake("facts", str(problem)) from None


def finish(*, case: Case, what: Act, by: User, at: datetime) -> Logged:
    """Saves where the matter stands after the acts, and says what came of it."""
    case.save(update_fields=["stage", "known", "treated_as", "handling", "closed_on"])
    trail.record(what=what, by=by, at=at, about=Thing("case", case.reference, case.pk))
    seen = may_see(case=case, by=by, on=timezone.localdate(at))
    return Logged(reference=case.reference, is_new=True, may_see=seen, closed=case.stage == "closed")


def capacity_of(*, by: User, on: date) -> Who:
    """In which capacity somebody works at the desk: as complaint handler, or otherwise for the department."""
    return Who.HANDLER if Role.COMPLAINT_HANDLER in roles_of(user=by, on=on) else Who.DEPARTMENT


def may_see(*, case: Case, by: User, on: date) -> bool:
    """Whether somebody sees the matter that they have just logged: not when it is about them or whom they manage."""
    found = access.visible_to(reader=access.reader(user=by, on=on))
    return found.filter(pk=case.pk).exists()
