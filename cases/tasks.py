"""The case file's Celery door: each task takes ids or nothing, calls one operation and may be run again.

Beat sends three small tasks; what is due is asked of the database. Below them stand the handlers of the outbox and the
batches of the periodic jobs, one line each.
"""

from datetime import datetime
from functools import partial
from typing import Any

from celery import shared_task
from django.conf import settings

from cases.audit.actors import Actor, Job
from cases.jobs import heartbeat as hearts
from cases.jobs import outbox, runs
from cases.jobs.drain import Drain
from cases.jobs.kinds import Kind
from cases.jobs.registry import BATCHES, HANDLERS, Ids, Step, handles, periodic
from cases.jobs.runs import Runner
from cases.jobs.wake import wake
from cases.operations import demo, drills, housekeeping, hr_files, mail, membership, wall_sweep
from cases.operations.acts import reminding as acts_reminding
from cases.operations.evidence import copies, files, scanning
from cases.operations.informing import reminding
from cases.operations.letters import emailing, pdf
from cases.web.on_behalf import on_behalf_of

# Far less than a task may take: others wait for their turn meanwhile.
SECONDS = 10.0
TICK = Job("cases.tick")
OUTBOX = Job("cases.outbox")


@shared_task(name="cases.heartbeat")
def heartbeat(name: str = hearts.SCHEDULED, ref: str = "", **kwargs: Any) -> None:
    """Proves that jobs arrive: beat sends it every ten seconds, `bin/up --check` sends one of its own."""
    with on_behalf_of(Job("cases.heartbeat")):
        hearts.beat(name=name, ref=ref)


@shared_task(name="cases.tick")
def tick(**kwargs: Any) -> None:
    """Finds what is due: slots that have begun, runs that nobody works on, and work that waits in the outbox."""
    with on_behalf_of(TICK) as at:
        runs.start_due(schedule=settings.JOBS, at=at)
    with on_behalf_of(TICK):
        runs.resume_idle()
        for leaves in (False, True):
            if outbox.is_due(leaves=leaves):
                wake(outbox.DRAIN, leaves)


@shared_task(name=outbox.DRAIN)
def drain(leaves: bool = False, **kwargs: Any) -> None:
    """Does the work that waits in the outbox: what stays inside PostgreSQL, or what leaves it."""
    drained = Drain(leaves=leaves, handlers=HANDLERS, within=partial(on_behalf_of, OUTBOX), by=OUTBOX).run(
        seconds=SECONDS
    )
    if drained.more:
        wake(outbox.DRAIN, leaves)


@shared_task(name=runs.CARRY_ON)
def carry_on(run_id: int, **kwargs: Any) -> None:
    """Goes on with a run where it stopped, for a while; then asks to be called again."""
    by = Job("cases.runs")
    if Runner(batches=BATCHES, within=partial(on_behalf_of, by), by=by).carry_on(run_id=run_id, seconds=SECONDS):
        wake(runs.CARRY_ON, run_id)


@handles(Kind.DRILL_ROW)
def drill_row(*, ids: Ids, **kwargs: Any) -> None:
    """One row of a drill arrives."""
    drills.arrive(row_id=int(ids["row"]))


@handles(Kind.SEND_MAIL)
def send_mail(*, ids: Ids, ref: str, **kwargs: Any) -> None:
    """One mail goes out."""
    mail.send(ids=ids, ref=ref)


@handles(Kind.KEEP_FILE)
def keep_file(*, ids: Ids, **kwargs: Any) -> None:
    """One file of evidence goes to where it is kept."""
    files.keep(file_id=int(ids["file"]))


@handles(Kind.SCAN_FILE)
def scan_file(*, ids: Ids, by: Actor, at: datetime, **kwargs: Any) -> None:
    """One file of evidence is scanned."""
    scanning.scan(file_id=int(ids["file"]), by=by, at=at)


@handles(Kind.COPY_FILE)
def copy_file(*, ids: Ids, **kwargs: Any) -> None:
    """One file of evidence gets its viewing copy."""
    copies.make(file_id=int(ids["file"]))


@periodic("cases.tidy_evidence")
def tidy_evidence(*, cursor: Any, by: Actor, at: datetime) -> Step:
    """What was left behind among arriving files is removed."""
    return files.tidy()


@handles(Kind.SEND_LETTER)
def send_letter(*, ids: Ids, ref: str, by: Actor, at: datetime, **kwargs: Any) -> None:
    """One letter that a person released goes out by email."""
    emailing.send(ids=ids, ref=ref, by=by, at=at)


@handles(Kind.LETTER_PDF)
def letter_pdf(*, ids: Ids, **kwargs: Any) -> None:
    """One letter becomes a PDF, where LibreOffice is installed."""
    pdf.make(ids=ids)


@periodic("cases.updates_due")
def updates_due(*, cursor: int | None, by: Actor, at: datetime) -> Step:
    """Updates that are due within a week are drafted, and whoever they wait for is reminded."""
    return reminding.updates_due(cursor=cursor, by=by, at=at)


@periodic("cases.delay_reports")
def delay_reports(*, cursor: int | None, by: Actor, at: datetime) -> Step:
    """Periods that end soon, after which delay is reported: whoever the matter is with is reminded."""
    return acts_reminding.delay_reports(cursor=cursor, by=by, at=at)


@periodic("cases.suspension_reviews")
def suspension_reviews(*, cursor: int | None, by: Actor, at: datetime) -> Step:
    """Reviews of suspension that are due soon: whoever decides is reminded."""
    return acts_reminding.suspension_reviews(cursor=cursor, by=by, at=at)


@periodic("cases.flag_late_drill_rows")
def flag_late_drill_rows(*, cursor: int | None, by: Actor, at: datetime) -> Step:
    """Rows of drills that are late are flagged."""
    return drills.flag_late(cursor=cursor, by=by, at=at)


@periodic("cases.clear_what_has_expired")
def clear_what_has_expired(*, cursor: Any, by: Actor, at: datetime) -> Step:
    """Sessions, cache rows, failed log-ins, done work and drills whose time is over are removed."""
    return housekeeping.clear_what_has_expired(cursor=cursor, by=by, at=at)


@periodic(hr_files.JOB)
def read_hr_file(*, cursor: Any, by: Actor, at: datetime) -> Step:
    """A file from personnel is read into the register."""
    return hr_files.read_some(cursor=cursor, by=by, at=at)


@periodic(demo.JOB)
def make_force(*, cursor: Any, by: Actor, at: datetime) -> Step:
    """The demo force is built."""
    return demo.build(cursor=cursor, by=by, at=at)


@periodic("cases.end_expired_sight")
def end_expired_sight(*, cursor: int | None, by: Actor, at: datetime) -> Step:
    """Sight of a matter that was given until a day is marked as ended after it."""
    return membership.end_expired(cursor=cursor, by=by, at=at)


@periodic("cases.wall_new_managers")
def wall_new_managers(*, cursor: int | None, by: Actor, at: datetime) -> Step:
    """Whoever has come to manage somebody a matter is about is denied it, or a second person is asked."""
    return wall_sweep.sweep(cursor=cursor, by=by, at=at)
