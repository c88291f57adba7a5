"""Line managers who came later: whoever manages somebody a matter is about must not see it, from whatever day on.

The register changes by itself, as files from personnel are read. A new line manager who cannot see the matter is denied
it at once: nothing vanishes for them. For one who can see it a second person decides, as when a person is added; not
again while what they decided is a freeze that lasts. The same of accounts that were linked to somebody who must not see
it (`account_links`).
"""

from datetime import datetime

from django.db import transaction
from django.db.models import CharField, Exists, F, OuterRef, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from cases.audit import trail
from cases.audit.actors import Actor
from cases.audit.acts import Act
from cases.audit.trail import Thing
from cases.jobs.registry import Step
from cases.models import STANDS, Case, CaseDenial, Subject, WallDecision
from cases.operations import account_links, reading, wall_questions
from cases.operations.intake.values import Concerned
from cases.queries.known_walls import FREEZE_LASTS
from cases.workforce.people import postings

BATCH = 200
QUIETLY = "register: new line manager"


@transaction.atomic
def sweep(*, cursor: int | None, by: Actor, at: datetime) -> Step:
    """One batch: subjects whose line manager of today is not denied the matter yet. Safe to repeat.

    How many there were is never told: whoever may see the jobs would read that somebody is the subject of a matter.
    With the first one go denials that were put off: there are as many as questions of that kind.
    """
    on = timezone.localdate(at)
    if cursor is None:
        account_links.settle(by=by, at=at)
    manages = postings(on=on).filter(line_manager__isnull=False)
    principal = Concat(Value("person:"), Cast("manager", CharField()))
    denied = CaseDenial.objects.filter(case=OuterRef("case"), principal=OuterRef("denial"))
    frozen = WallDecision.objects.filter(FREEZE_LASTS, case=OuterRef("case"), person=OuterRef("person"))
    found = (
        Subject.objects.filter(STANDS, pk__gt=cursor or 0, person__postings__in=manages)
        .annotate(manager=F("person__postings__line_manager"))
        .annotate(denial=principal)
        .filter(~Exists(denied), ~Exists(frozen))
        .order_by("pk")
        .values_list("pk", "case_id", "person_id")[:BATCH]
    )
    rows = list(found)
    # In the order in which everybody does who holds several: two never wait for each other.
    list(Case.objects.select_for_update().filter(pk__in={case_id for _, case_id, _ in rows}).order_by("pk"))
    for _, case_id, person_id in rows:
        _wall(case_id=case_id, person_id=person_id, by=by, at=at)
    return Step(cursor=rows[-1][0] if rows else cursor, done=0, finished=len(rows) < BATCH)


def _wall(*, case_id: int, person_id: int, by: Actor, at: datetime) -> None:
    on = timezone.localdate(at)
    case = Case.objects.select_for_update().get(pk=case_id)
    lose = wall_questions.would_lose(case=case, person_id=person_id, on=on)
    if not lose:
        reading.deny_concerned(case=case, person_id=person_id, on=on)
        about = Thing("case", case.reference, case.pk)
        trail.record(what=Act.WALL_DECIDED, by=by, at=at, about=about, reason=QUIETLY)
        return
    concerned = Concerned(kind="person", person_id=person_id)
    wall_questions.ask(case=case, concerned=concerned, lose=lose, by=by, at=at)
