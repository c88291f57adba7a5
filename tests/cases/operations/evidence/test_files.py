"""From the act to the place where a file stays: whatever stops in between, nothing is lost and nothing is left."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

import cases.tasks as doors
from cases.accounts.roles import Role
from cases.jobs.kinds import Kind
from cases.jobs.models import Outbox
from cases.models import EvidenceFile, EvidenceItem
from cases.operations.evidence import files, store
from cases.operations.evidence.files import Received
from tests.factories import cases, evidence
from tests.factories.acts import AT, BY
from tests.factories.cases import holder


def an_item() -> tuple[EvidenceItem, Any]:
    made = cases.case()
    return evidence.item(case=made), holder(Role.INVESTIGATOR, unit=made.unit)


def receive(item: EvidenceItem, by: Any, arrived: Any) -> Received:
    return files.receive(reference=item.case.reference, item_id=item.pk, incoming=arrived, name="a.jpg", by=by, at=AT)


def on(disk: Path) -> list[str]:
    return [path.parts[-4] if "originals" in path.parts else "incoming" for path in disk.rglob("*") if path.is_file()]


@pytest.mark.django_db(transaction=True)
def test_once_the_act_is_kept_the_file_is_too(disk: Path) -> None:
    item, by = an_item()
    arrived = evidence.incoming(evidence.photo())
    receive(item, by, arrived)
    assert EvidenceFile.objects.get().state == "kept"
    arrived.discard()
    assert on(disk) == ["originals"]
    # The worker comes later, and finds nothing to do.
    doors.keep_file(ids={"file": EvidenceFile.objects.get().pk})


@pytest.mark.django_db(transaction=True)
def test_an_act_that_is_undone_leaves_neither_row_nor_file(disk: Path) -> None:
    item, by = an_item()
    arrived = evidence.incoming(b"x")
    with transaction.atomic():
        receive(item, by, arrived)
        transaction.set_rollback(True)
    arrived.discard()
    assert not EvidenceFile.objects.exists()
    assert on(disk) == []


@pytest.mark.django_db(transaction=True)
def test_where_the_process_stops_in_between_the_worker_goes_on(disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    item, by = an_item()
    arrived = evidence.incoming(evidence.photo())
    with monkeypatch.context() as broken:
        broken.setattr(store, "keep", lambda **_: (_ for _ in ()).throw(OSError("the disk is gone")))
        receive(item, by, arrived)
    arrived.discard()
    file = EvidenceFile.objects.get()
    assert (file.state, on(disk)) == ("arriving", ["incoming"])
    work = Outbox.objects.get(kind=Kind.KEEP_FILE)
    # Half of it was done already: moved, and not noted.
    with transaction.atomic():
        store.keep(token=file.arrives_as, folder=store.ORIGINALS, sha256=file.sha256)
    doors.keep_file(ids=work.ids)
    doors.copy_file(ids={"file": file.pk})
    file.refresh_from_db()
    assert (file.state, file.copy) == ("kept", "made")


@pytest.mark.django_db
def test_what_was_left_behind_is_removed_and_what_a_row_waits_for_is_not(disk: Path) -> None:
    item, _ = an_item()
    left, awaited, young = (evidence.incoming(each) for each in (b"left", b"awaited", b"young"))
    evidence.file(item=item, state="arriving", arrives_as=awaited.token, sha256=awaited.sha256)
    (disk / "incoming" / "notes.txt").write_text("x")
    for path in (store.incoming_path(left.token), store.incoming_path(awaited.token), disk / "incoming" / "notes.txt"):
        os.utime(path, (1, 1))
    step = doors.tidy_evidence(cursor=None, by=BY, at=AT)
    assert (step.done, step.finished) == (2, True)
    assert not store.incoming_path(left.token).exists()
    assert store.incoming_path(awaited.token).exists()
    assert store.incoming_path(young.token).exists()
    assert files.tidy().done == 0
