"""When an account becomes somebody's of the register: what they must not see does not vanish before their eyes.

Denials follow people, so linking alone would shut an account out of what it sees. Where it would, the denial is put
off, and a second person is asked, as when a person is added (`walls`). Nothing changes for them until that is decided.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils import timezone

from cases import access
from cases.accounts.users import User
from cases.audit import trail
from cases.audit.actors import Actor, Job
from cases.audit.acts import Act
from cases.audit.trail import Thing
from cases.models import PUT_OFF, STANDS, Case, CaseDenial, Subject, WallDecision
from cases.operations import sight, wall_questions
from cases.operations.intake.values import Concerned
from cases.operations.wall_questions import CONCERNED, LINE_MANAGER
from cases.queries.known_walls import FREEZE_LASTS
from cases.workforce.people import Person, Posting, postings

# Who asks where a person put the register right: nobody, so that whoever did may decide like everybody else.
BY = Job("register.link")
PERSON = "person:"
MANAGED = "They managed somebody whom it is about"
QUIETLY = "register: account linked"


def hold_matters(*, person_ids: Collection[int]) -> None:
    """Nobody changes a matter that one of these people is kept from until this act is over.

    Before the people themselves are locked: the matter first, as everywhere, so that nobody waits for each other.
    """
    kept = [f"{put_off}{PERSON}{pk}" for pk in person_ids for put_off in ("", PUT_OFF)]
    cases = CaseDenial.objects.filter(principal__in=kept).values("case")
    list(Case.objects.filter(pk__in=cases).order_by("pk").select_for_update(of=("self",)).values_list("pk"))


def ask_first(*, links: Sequence[tuple[Person, User]], by: Actor, at: datetime) -> None:
    """Part of the act that links these accounts, before it does: asks where one of them would lose sight of a matter.

    As many questions to the database as for one, and some for each account that is kept from any matter at all.
    """
    kept: dict[int, list[CaseDenial]] = defaultdict(list)
    principals = {f"{PERSON}{person.pk}": person.pk for person, _ in links}
    for denial in CaseDenial.objects.filter(principal__in=principals).order_by("case", "pk"):
        kept[principals[denial.principal]].append(denial)
    hold_matters(person_ids=kept)
    for person, user in links:
        denials = kept.get(person.pk)
        if denials:
            _put_off(denials, person.pk, user, by=by, at=at)


def _put_off(denials: Sequence[CaseDenial], person_id: int, user: User, *, by: Actor, at: datetime) -> None:
    """These denials of one person, but for matters that their new account does not see: nothing vanishes there."""
    reader = access.reader(user=user, on=timezone.localdate(at))
    seen = access.visible_to(reader=reader).filter(pk__in={denial.case_id for denial in denials})
    cases = list(seen.order_by("pk"))
    rows = CaseDenial.objects.filter(pk__in=[denial.pk for denial in denials], case__in=cases)
    rows.update(principal=Concat(Value(PUT_OFF), F("principal")))
    for case in cases:
        _ask(case, person_id, user, by=by, at=at)


def settle(*, by: Actor, at: datetime) -> int:
    """Denials that were put off, by now: in force where nothing vanishes by it any more, asked about where nobody asks.

    Safe to repeat. How many of them changed.
    """
    changed = 0
    for denial in CaseDenial.objects.filter(principal__startswith=PUT_OFF).order_by("case", "pk"):
        case = Case.objects.select_for_update().get(pk=denial.case_id)
        person_id = int(denial.principal.rpartition(":")[2])
        user = User.objects.filter(person=person_id).first()
        if user is None or not sight.sees(case=case, user=user, on=timezone.localdate(at)):
            into_force(denial)
            about = Thing("case", case.reference, case.pk)
            trail.record(what=Act.WALL_DECIDED, by=by, at=at, about=about, reason=QUIETLY)
            changed += 1
        elif not _is_asked(case, user):
            changed += _ask(case, person_id, user, by=by, at=at)
    return changed


def into_force(denial: CaseDenial) -> None:
    """A denial that was put off holds from now on."""
    principal = denial.principal.removeprefix(PUT_OFF)
    if CaseDenial.objects.filter(case=denial.case_id, principal=principal, why=denial.why).exists():
        denial.delete()
        return
    CaseDenial.objects.filter(pk=denial.pk).update(principal=principal)


def _is_asked(case: Case, user: User) -> bool:
    return _asked(case).filter(would_lose__contains=[{"user": user.pk}]).exists()


def _asked(case: Case) -> QuerySet[WallDecision]:
    return WallDecision.objects.filter(Q(choice="") | FREEZE_LASTS, case=case)


def _ask(case: Case, person_id: int, user: User, *, by: Actor, at: datetime) -> bool:
    """Asks what becomes of this user's sight, unless a freeze lasts. Whether there is anything to ask.

    There is not where the matter is about nobody any more because of whom they were shut out: they go on seeing it.
    """
    on = timezone.localdate(at)
    ground = _ground(case, person_id, on)
    if ground is None:
        return False
    subject, why = ground
    loser = {"user": user.pk, "name": user.name, "why": why}
    decision = _asked(case).filter(person=subject).first()
    if decision is None:
        concerned = Concerned(kind="person", person_id=subject)
        lose = wall_questions.would_lose(case=case, person_id=subject, on=on)
        decision = wall_questions.ask(case=case, concerned=concerned, lose=lose, by=by, at=at)
    if user.pk not in {each["user"] for each in decision.would_lose}:
        decision.would_lose = [*decision.would_lose, loser]
        decision.save(update_fields=["would_lose"])
    return True


def _ground(case: Case, person_id: int, on: date) -> tuple[int, str] | None:
    """Because of whom a person must not see the matter, and why: of themselves, or of somebody they manage or did."""
    subjects = Subject.objects.filter(STANDS, case=case, person__isnull=False)
    if subjects.filter(person=person_id).exists():
        return person_id, CONCERNED
    ever = Posting.objects.filter(line_manager=person_id, person__subjects__in=subjects, first_day__lte=on)
    managed = ever.order_by("-first_day", "pk").first()
    if managed is None:
        return None
    still = postings(on=on).filter(pk=managed.pk).exists()
    return managed.person_id, LINE_MANAGER if still else MANAGED
