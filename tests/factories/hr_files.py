"""Files from personnel to test with, and reading them as a worker would."""

import csv
import io
from datetime import date

from cases.jobs.models import JobRun
from cases.operations import hr_files
from cases.workforce.hr_columns import slot_of
from cases.workforce.models import HrFile, Posting
from tests.factories.acts import AT, BY

Values = dict[str, str]
NEW = {
    "person_number": "P1",
    "surname": "Smith",
    "forenames": "Jo",
    "collar": "37",
    "kind": "officer",
    "rank": "Constable",
    "post": "Response",
    "unit_code": "RA",
    "unit_name": "Response A",
    "line_manager_number": "",
    "posted_from": "2026-01-01",
    "posted_to": "",
    "left_on": "",
}


def line(**values: str) -> Values:
    """A line about one new constable, unless told otherwise."""
    return NEW | values


def data_of(*lines: Values) -> bytes:
    """These lines as a file."""
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(lines[0] | lines[-1]), restval="")
    writer.writeheader()
    writer.writerows(lines)
    return text.getvalue().encode()


def read(*lines: Values) -> list[tuple[str, str]]:
    """The results and reasons of the lines of a file that is sent and read."""
    return read_data(data_of(*lines))


def read_data(data: bytes) -> list[tuple[str, str]]:
    """The same of a file as it is."""
    received = hr_files.receive(name="people.csv", data=data, by=BY, at=AT)
    carry_on(received.file)
    return list(received.file.lines.order_by("number").values_list("result", "reason"))


def carry_on(file: HrFile) -> int:
    """Reads a file to its end as a worker would, and says in how many batches."""
    run, batches = JobRun.objects.get(slot=slot_of(file_id=file.pk)), 0
    while run.finished_at is None:
        step = hr_files.read_some(cursor=run.cursor, by=BY, at=AT)
        batches += 1
        run.cursor, run.done, run.total = step.cursor, run.done + step.done, step.total
        run.finished_at = AT if step.finished else None
        run.save()
    assert run.done == run.total
    return batches


def held() -> list[tuple[str, str, str, date, date | None, str | None]]:
    """Every posting: whose, where, as what, from when to when, under whom."""
    found = Posting.objects.order_by("person__number", "first_day")
    fields = ("person__number", "unit__code", "rank", "first_day", "last_day", "line_manager__number")
    return list(found.values_list(*fields))
