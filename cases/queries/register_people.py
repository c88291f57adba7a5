"""People of the register as pages show them: a list that goes on, and everything about one of them but two things.

Protected characteristics are on a page of their own, and no matter is here at all.
"""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery

from cases.queries import register_links
from cases.queries.register import Picked, like, seen
from cases.queries.register_links import Asked
from cases.workforce import units
from cases.workforce.people import Person, Posting, has_left
from cases.workforce.roles import held

PAGE = 50
SERVING, LEFT, EVERYBODY = "serving", "left", "everybody"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which people somebody wants to see. What is left empty is not asked. `after`: the last one of the page before."""

    text: str = ""
    unit: str = ""
    kind: str = ""
    who: str = SERVING
    after: str = ""


@dataclass(frozen=True, kw_only=True)
class Page:
    """Some people by name, and after whom the next ones come, if there are any."""

    people: list[Picked]
    next_after: str | None


@dataclass(frozen=True, kw_only=True)
class PostingSeen:
    """What somebody was, where, under whom, from when to when."""

    kind: str
    rank: str
    post: str
    unit: str
    unit_code: str
    manager: str
    manager_number: str
    first_day: date
    last_day: date | None


@dataclass(frozen=True, kw_only=True)
class RoleSeen:
    """A role that they hold today."""

    role: str
    unit: str
    first_day: date
    last_day: date | None


@dataclass(frozen=True, kw_only=True)
class PersonSeen:
    """Somebody, as on a day. `now` is their posting of that day, or None; in `postings` are all, newest first."""

    id: int
    number: str
    name: str
    surname: str
    forenames: str
    collar: str
    left_on: date | None
    has_left: bool
    account: str
    account_id: int | None
    now: PostingSeen | None
    postings: list[PostingSeen]
    roles: list[RoleSeen] = field(default_factory=list)
    asked: Asked | None = None


def people(*, wanted: Wanted, on: date) -> Page:
    """A page of people by name. The same number of queries whatever is asked and however many there are."""
    found = like(text=wanted.text) if wanted.text.strip() else Person.objects.all()
    found = _posted(_serving(found, who=wanted.who, on=on), wanted=wanted, on=on)
    if wanted.after:
        last = Person.objects.filter(number=wanted.after.replace("\0", "")).first()
        found = found.filter(_behind(last)) if last else found
    rows = list(found.order_by("sort_key", "pk")[: PAGE + 1])
    shown = rows[:PAGE]
    return Page(people=seen(people=shown, on=on), next_after=shown[-1].number if len(rows) > PAGE else None)


def _behind(last: Person) -> Q:
    # The first part says nothing new to us, and tells the database where in the index to begin.
    return Q(sort_key__gte=last.sort_key) & (Q(sort_key__gt=last.sort_key) | Q(pk__gt=last.pk))


def _serving(found: QuerySet[Person], *, who: str, on: date) -> QuerySet[Person]:
    if who == SERVING:
        return found.filter(Q(left_on__isnull=True) | Q(left_on__gte=on))
    return found.filter(left_on__lt=on) if who == LEFT else found


def _posted(found: QuerySet[Person], *, wanted: Wanted, on: date) -> QuerySet[Person]:
    """Those whose posting of that day, or last one, is of that kind and in that unit or below it."""
    asked = Q()
    if wanted.kind:
        asked &= Q(kind=wanted.kind)
    if wanted.unit:
        top = list(units.Unit.objects.filter(code=wanted.unit).values_list("pk", flat=True))
        asked &= Q(unit__in=units.below(unit_ids=top, on=on))
    if not asked:
        return found
    newest = Posting.objects.filter(person=OuterRef("pk"), first_day__lte=on).order_by("-first_day").values("pk")[:1]
    fits = Posting.objects.filter(asked, first_day__lte=on)
    # Whoever was ever there, which an index tells; then, of these few, those who still are or were there last.
    once = found.filter(pk__in=fits.values("person"))
    return once.alias(newest=Subquery(newest)).filter(newest__in=fits.values("pk"))


def find(*, number: str, on: date) -> PersonSeen | None:
    """Somebody by the number that personnel knows them by, or None. Four queries at most."""
    person = Person.objects.select_related("user").filter(number=number.replace("\0", "")).first()
    if person is None:
        return None
    rows = list(person.postings.select_related("unit", "line_manager").order_by("-first_day"))
    now = next((row for row in rows if row.first_day <= on and (row.last_day is None or row.last_day >= on)), None)
    return PersonSeen(
        id=person.pk,
        number=person.number,
        name=str(person),
        surname=person.surname,
        forenames=person.forenames,
        collar=person.collar,
        left_on=person.left_on,
        has_left=has_left(left_on=person.left_on, on=on),
        account=person.user.email if person.user else "",
        account_id=person.user_id,
        now=_posting(now) if now else None,
        postings=[_posting(row) for row in rows],
        roles=_roles(person, on),
        asked=register_links.of_person(person=person) if person.user else None,
    )


def _posting(row: Posting) -> PostingSeen:
    manager = row.line_manager
    return PostingSeen(
        kind=row.get_kind_display(),
        rank=row.rank,
        post=row.post,
        unit=row.unit.name,
        unit_code=row.unit.code,
        manager=str(manager) if manager else "",
        manager_number=manager.number if manager else "",
        first_day=row.first_day,
        last_day=row.last_day,
    )


def _roles(person: Person, on: date) -> list[RoleSeen]:
    if person.user is None:
        return []
    rows = held(on=on).filter(user=person.user).select_related("unit").order_by("role", "unit__name")
    return [
        RoleSeen(
            role=row.get_role_display(),
            unit=row.unit.name if row.unit else "",
            first_day=row.first_day,
            last_day=row.last_day,
        )
        for row in rows
    ]
