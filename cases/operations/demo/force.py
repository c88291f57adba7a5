"""Building the demo force through the ordinary operations, in batches of a job that shows progress.

Every person and matter is drawn by the seed and its own number, so a batch that is done again makes nothing twice.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from cases.accounts.models import User
from cases.audit import trail
from cases.audit.actors import Actor
from cases.audit.acts import Act
from cases.audit.trail import Thing
from cases.jobs import runs
from cases.jobs.registry import Step
from cases.operations import hr_files, intake
from cases.operations.demo import afterwards, people, working
from cases.operations.demo.allowed import refuse_unless_demo_is_allowed
from cases.operations.demo.matters import MATTERS, Force, arrivals, draw_arrival
from cases.operations.demo.people import PEOPLE
from cases.workforce.models import Person, Unit

JOB = "cases.make_force"
AT_ONCE = 10
# A line of the file for each person.
TOTAL = PEOPLE + MATTERS


@transaction.atomic
def begin_force(*, seed: int, by: Actor, at: datetime) -> int:
    """Leaves the force to be built by the worker, and gives the run's number. The same seed again is the same run.

    Raises NotADemoDatabase as `load` does, and Refused while another seed is being built.
    """
    refuse_unless_demo_is_allowed()
    return runs.start_with(job=JOB, slot=f"seed {seed}", cursor={"seed": seed, "part": "register"}, at=at)


def build(*, cursor: dict[str, Any], by: Actor, at: datetime) -> Step:
    """One batch: first the register, from a file as personnel would send it; then the matters, oldest first."""
    refuse_unless_demo_is_allowed()
    return _register(cursor, by, at) if cursor["part"] == "register" else _matters(cursor, by, at)


def _register(cursor: dict[str, Any], by: Actor, at: datetime) -> Step:
    reading = cursor.get("reading")
    if reading is None:
        data = people.as_file(seed=cursor["seed"], today=timezone.localdate(at))
        file = hr_files.take_in(name=f"demo force of seed {cursor['seed']}.csv", data=data, by=by, at=at).file
        reading = hr_files.beginning_of(file=file)
        return Step(cursor={**cursor, "reading": reading}, done=0, finished=False, total=TOTAL)
    step = hr_files.read_some(cursor=reading, by=by, at=at)
    part = {"part": "matters", "number": 0} if step.finished else {"reading": step.cursor}
    return Step(cursor={**cursor, **part}, done=step.done, finished=False, total=TOTAL)


def _matters(cursor: dict[str, Any], by: Actor, at: datetime) -> Step:
    seed, number = cursor["seed"], cursor["number"]
    force = _force()
    when = arrivals(seed=seed, today=timezone.localdate(at))
    last = min(number + AT_ONCE, MATTERS)
    desk = {user.email: user for user in User.objects.filter(is_demo=True)}
    for one in range(number, last):
        arrival = draw_arrival(seed=seed, number=one, at=when[one], force=force)
        who = desk[arrival.by]
        if arrival.call:
            logged = intake.log_and_resolve(call=arrival.call, by=who, at=arrival.at)
        else:
            logged = intake.log(matter=arrival.matter, by=who, at=arrival.at)
        if logged.is_new:
            afterwards.follow(reference=logged.reference, arrival=arrival, desk=desk, now=at)
            working.work(
                reference=logged.reference, number=f"{seed} {one}", logged_by=arrival.by, desk=desk,
                since=arrival.at, now=at,
            )  # fmt: skip
    finished = last == MATTERS
    if finished:
        said = f"{PEOPLE} people, {MATTERS} matters"
        trail.record(what=Act.FORCE_BUILT, by=by, at=at, about=Thing("force", f"seed {seed}"), reason=said)
    return Step(cursor={**cursor, "number": last}, done=last - number, finished=finished, total=TOTAL)


def _force() -> Force:
    serving = Person.objects.filter(left_on__isnull=True).order_by("number").values_list("pk", flat=True)
    return Force(units=dict(Unit.objects.values_list("code", "pk")), people=list(serving))
