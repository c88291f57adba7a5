"""The outbox: the only way work leaves an operation.

`put` writes a row in the operation's own transaction, so work is left exactly when the act is kept. The worker drains
rows in batches (`cases.jobs.drain`). Telling it that there are some may fail: beat asks every few seconds.
"""

import re
import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from cases.audit import trail
from cases.audit.actors import Actor
from cases.audit.acts import Act
from cases.audit.trail import Refused, Thing
from cases.jobs.kinds import ABOUT
from cases.jobs.models import Outbox
from cases.jobs.registry import Ids
from cases.jobs.wake import wake

DRAIN = "cases.drain"
# Numbers, UUIDs, references and our own names: nothing that could hold a sentence.
ID = re.compile(r"[\w.:-]{1,100}", re.ASCII)
AT_ONCE = 1000
KEPT_FOR = timedelta(days=30)


def put(*, kind: str, key: str, ids: Ids) -> None:
    """Leaves one piece of work.

    The key names this very piece of work, and not what it is about: putting the same kind and key again changes
    nothing, also when it was done long ago. What is to be done again each time something changes has a key that
    changes with it (`case:12:version:3`).

    Raises RuntimeError outside a transaction, ValueError for text among the ids, KeyError for an unknown kind.
    """
    put_many(kind=kind, work=[(key, ids)])


def put_many(*, kind: str, work: Iterable[tuple[str, Ids]]) -> None:
    """Leaves many pieces of work of one kind, each a key and its ids. Raises as `put` does."""
    if not connection.in_atomic_block:
        raise RuntimeError("outbox.put belongs inside the transaction of the act that leaves the work.")
    about = ABOUT[kind]
    rows = [
        Outbox(
            kind=kind, key=key, ids=_checked(key=key, ids=ids), leaves=about.leaves, most_attempts=about.most_attempts
        )
        for key, ids in work
    ]
    Outbox.objects.bulk_create(rows, batch_size=AT_ONCE, ignore_conflicts=True)
    _wake_after_commit(leaves=about.leaves)


def _checked(*, key: str, ids: Ids) -> dict[str, int | str]:
    # Work is stored and shown to administrators, who see no case: what it is about is found by its ids.
    if not ID.fullmatch(key) or not all(_is_id(name) and _is_id(value) for name, value in ids.items()):
        raise ValueError("The outbox takes ids, never text: let the handler look up what it needs.")
    return dict(ids)


def _is_id(value: object) -> bool:
    return isinstance(value, int) or (isinstance(value, str) and ID.fullmatch(value) is not None)


def _wake_after_commit(*, leaves: bool) -> None:
    transaction.on_commit(lambda: wake(DRAIN, leaves), robust=True)


def is_due(*, leaves: bool) -> bool:
    """Whether any work of that sort may be tried now."""
    return waiting().filter(leaves=leaves, due_at__lte=Now()).exists()


def waiting() -> QuerySet[Outbox]:
    """All that is neither done nor dead."""
    return Outbox.objects.filter(done_at__isnull=True, dead_at__isnull=True)


def oldest_waiting() -> timedelta | None:
    """For how long the oldest work that was never tried to its end has been waiting, or None when there is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT now() - min(put_at) FROM jobs_outbox WHERE done_at IS NULL AND dead_at IS NULL")
        age: timedelta | None = cursor.fetchone()[0]
        return age


def count_dead() -> int:
    """How many pieces of work wait for a person."""
    return Outbox.objects.filter(dead_at__isnull=False, given_up_at__isnull=True).count()


@transaction.atomic
def retry(*, work_id: uuid.UUID, by: Actor, at: datetime) -> None:
    """Has dead work tried again from the beginning. Raises Refused when it is not dead, Outbox.DoesNotExist."""
    work = _dead(work_id, what=Act.WORK_RETRIED)
    # Not 0: what has failed before is done alone, so that it takes nothing else with it.
    Outbox.objects.filter(pk=work.pk).update(dead_at=None, attempts=1, due_at=Now(), claim=None)
    trail.record(what=Act.WORK_RETRIED, by=by, at=at, about=Thing("work", str(work.pk)))
    _wake_after_commit(leaves=work.leaves)


@transaction.atomic
def give_up(*, work_id: uuid.UUID, reason: str, by: Actor, at: datetime) -> None:
    """Stops asking for anything to be done about dead work, for a reason. It stays on record. Raises as `retry`."""
    work = _dead(work_id, what=Act.WORK_GIVEN_UP)
    Outbox.objects.filter(pk=work.pk).update(given_up_at=Now())
    trail.record(what=Act.WORK_GIVEN_UP, by=by, at=at, about=Thing("work", str(work.pk)), reason=reason)


def _dead(work_id: uuid.UUID, *, what: Act) -> Outbox:
    work = Outbox.objects.select_for_update().get(pk=work_id)
    if work.dead_at is None or work.given_up_at is not None:
        sentence = "This work is not one that failed for good: somebody has dealt with it, or it is being tried again."
        raise Refused(sentence, what=what, about=Thing("work", str(work.pk)), reason="not dead")
    return work


def forget_done(*, at: datetime, most: int) -> int:
    """Removes work that was done more than 30 days ago, at most so much, and says how much that was."""
    old = Outbox.objects.filter(done_at__lt=at - KEPT_FOR).order_by("done_at").values("pk")[:most]
    removed, _ = Outbox.objects.filter(pk__in=list(old.values_list("pk", flat=True))).delete()
    return removed
