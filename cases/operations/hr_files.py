"""Files from personnel: taken in at once, then read into the register line by line by a job with progress.

The same file again is the same file. Lines that are already so change nothing, in whichever file they come. One line
that is rejected stops no other. Characteristics leave the kept line as soon as it has been read.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, QuerySet
from django.db.models.functions import Now

from cases.audit import trail
from cases.audit.actors import Actor
from cases.audit.acts import Act
from cases.audit.trail import Refused, Thing
from cases.jobs import runs
from cases.jobs.registry import Step
from cases.operations import hr_loading
from cases.operations.hr_order import Order, circles
from cases.operations.hr_register import Register
from cases.workforce.hr_columns import CHARACTERISTICS, JOB, slot_of
from cases.workforce.hr_text import Row, Unreadable, rows_of
from cases.workforce.hr_values import Line, Rejected, line_of
from cases.workforce.models import HrFile, HrLine, LineResult

__all__ = ["JOB", "Received", "Unreadable", "beginning_of", "read_some", "receive", "take_in"]

BATCH = 500
LINES_AT_ONCE = 2000
LONGEST_NAME = 200
LONGEST_REASON = 300
BUSY = "Another file from personnel is being read. Wait until that has ended, then send this one again."
# Nobody has so many line managers above them: a file in which lines wait for longer is made to keep us busy.
MOST_ROUNDS = 50
FIRST_ROUND = {"round": 1, "after": 0, "settled": 0, "some_wait": False, "is_last": False}


@dataclass(frozen=True, kw_only=True)
class Received:
    """A file, and whether it came for the first time."""

    file: HrFile
    is_new: bool


@transaction.atomic
def receive(*, name: str, data: bytes, by: Actor, at: datetime) -> Received:
    """Takes a file in and has it read. The same file again, by its SHA-256, is the same file and changes nothing.

    Raises Unreadable, in words, for what cannot be read at all; Refused while another file is being read.
    """
    received = take_in(name=name, data=data, by=by, at=at)
    if received.is_new:
        _begin(received.file, at=at)
    return received


@transaction.atomic
def take_in(*, name: str, data: bytes, by: Actor, at: datetime) -> Received:
    """Takes a file in, and leaves it to the caller to have it read. Raises Unreadable."""
    known = HrFile.objects.filter(sha256=hashlib.sha256(data).hexdigest()).first()
    if known is not None:
        return Received(file=known, is_new=False)
    rows = rows_of(data)
    given = {"name": _name(name), "lines_total": len(rows), "sent_by": by.principal, "sent_at": at}
    # Of two that are sent at the same moment the second waits here for the first, and finds its file.
    file, is_new = HrFile.objects.get_or_create(sha256=hashlib.sha256(data).hexdigest(), defaults=given)
    if is_new:
        HrLine.objects.bulk_create([_kept(file, row) for row in rows], batch_size=LINES_AT_ONCE)
        trail.record(what=Act.HR_FILE_RECEIVED, by=by, at=at, about=_thing(file), reason=f"{len(rows)} lines")
    return Received(file=file, is_new=is_new)


def beginning_of(*, file: HrFile) -> dict[str, Any]:
    """The cursor with which reading a file begins."""
    return {"file": str(file.pk), **FIRST_ROUND}


def _begin(file: HrFile, *, at: datetime) -> None:
    try:
        runs.start_with(job=JOB, slot=slot_of(file_id=file.pk), cursor=beginning_of(file=file), at=at)
    except Refused:
        about = Thing("hr_file", "another")
        raise Refused(BUSY, what=Act.HR_FILE_RECEIVED, about=about, reason="another is being read") from None


def read_some(*, cursor: Any, by: Actor, at: datetime) -> Step:
    """One batch of reading a file, kept together with its cursor. The same lines twice change nothing."""
    file = HrFile.objects.get(pk=cursor["file"])
    lines = list(_waiting(file).filter(number__gt=cursor["after"]).order_by("number")[:BATCH])
    rejected_before = _rejected_before(file) if cursor == beginning_of(file=file) else 0
    settled = _read(file, lines, cursor, by=by, at=at)
    told = {"settled": cursor["settled"] + settled, "some_wait": cursor["some_wait"] or settled < len(lines)}
    done = settled + rejected_before
    step = Step(cursor=cursor | told, done=done, finished=False, total=file.lines_total)
    if len(lines) == BATCH:
        return replace(step, cursor=step.cursor | {"after": lines[-1].number})
    if _waiting(file).exists():
        return replace(step, cursor=_next_round(step.cursor))
    HrFile.objects.filter(pk=file.pk, finished_at__isnull=True).update(finished_at=Now())
    trail.record(what=Act.HR_FILE_READ, by=by, at=at, about=_thing(file), reason=_counted(file))
    return replace(step, finished=True)


def _next_round(cursor: Any) -> Any:
    """All lines that wait once more. The last time where nothing comes of it: then they wait for each other."""
    is_last = not cursor["settled"] or cursor["round"] >= MOST_ROUNDS
    return cursor | FIRST_ROUND | {"round": cursor["round"] + 1, "is_last": is_last}


def _read(file: HrFile, lines: list[HrLine], cursor: Any, *, by: Actor, at: datetime) -> int:
    """Takes over what these lines say, but for those that wait. How many did not."""
    meant = _meant(lines)
    register = hr_loading.load(lines=list(meant.values()))
    order = Order(file=file, batch=lines, meant=meant, register=register, some_wait=cursor["some_wait"])
    if cursor["is_last"]:
        register.circles = circles(file=file, lines=meant.values(), known=register.people)
    for line in lines:
        if line.number in meant:
            if not cursor["is_last"] and order.waits(meant[line.number]):
                continue
            _apply(register, line, meant[line.number])
        order.settled(line)
    settled = [line for line in lines if line.result != LineResult.WAITING]
    register.write(file=file, by=by, at=at)
    HrLine.objects.bulk_update(settled, ["result", "reason"])
    _forget_characteristics(settled)
    return len(settled)


def _apply(register: Register, line: HrLine, said: Line) -> None:
    try:
        line.result = register.apply(said)
    except Rejected as problem:
        _reject(line, problem)


def _waiting(file: HrFile) -> QuerySet[HrLine]:
    return file.lines.filter(result=LineResult.WAITING)


def _rejected_before(file: HrFile) -> int:
    """Lines that were rejected as the file was taken in: they are never read."""
    return file.lines.filter(result=LineResult.REJECTED).count()


def _meant(lines: list[HrLine]) -> dict[int, Line]:
    """Those lines that can be read, by their number. The others are marked with the reason."""
    meant = {}
    for line in lines:
        try:
            meant[line.number] = line_of(line.values)
        except Rejected as problem:
            _reject(line, problem)
    return meant


def _reject(line: HrLine, problem: Rejected) -> None:
    line.result, line.reason = LineResult.REJECTED, str(problem)[:LONGEST_REASON]


def _forget_characteristics(lines: list[HrLine]) -> None:
    with connection.cursor() as cursor:
        statement = (
            'UPDATE workforce_hrline SET "values" = "values" - %s::text[]'
            ' WHERE id = ANY(%s) AND jsonb_exists_any("values", %s::text[])'
        )
        cursor.execute(statement, [list(CHARACTERISTICS), [line.pk for line in lines], list(CHARACTERISTICS)])


def _kept(file: HrFile, row: Row) -> HrLine:
    result = LineResult.REJECTED if row.reason else LineResult.WAITING
    return HrLine(file=file, number=row.number, values=row.values, result=result, reason=row.reason)


def _counted(file: HrFile) -> str:
    counts = dict(file.lines.order_by().values_list("result").annotate(number=Count("pk")))
    return ", ".join(f"{counts[result]} {result}" for result in LineResult.values if result in counts)


def _name(name: str) -> str:
    seen = "".join(sign for sign in name.replace("\\", "/").rpartition("/")[2] if sign.isprintable())
    return seen.strip()[:LONGEST_NAME] or "file"


def _thing(file: HrFile) -> Thing:
    return Thing("hr_file", str(file.pk))
