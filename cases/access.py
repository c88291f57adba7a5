"""Who may see a matter. The only place outside operations that names `Case.objects`.

Somebody sees a matter as a principal: themselves (`user:12`), a unit in which they hold a role that sees matters, or
above it (`unit:3`), or a role there (`role:supervisor:3`). Which principals may see which matter is one narrow table,
kept by operations. A denial beats all of them. What somebody may not see does not exist for them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Case as Choice
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.expressions import RawSQL

from cases.accounts.models import User
from cases.accounts.roles import SEES_CASES
from cases.models import Case, CaseDenial, CaseReader
from cases.workforce import roles

# A list looks at so many matters at a time and no more; the page says so where there are older ones.
LOOKED_AT = 5_000
EACH = RawSQL("walked.id", ())
NEIGHBOURS = """
SELECT (SELECT count(*) FROM newer),
       (SELECT count(*) FROM near),
       EXISTS (SELECT 1 FROM newer WHERE id = %s),
       coalesce((SELECT reference FROM cases_case WHERE id = (SELECT min(id) FROM newer WHERE id > %s)), ''),
       coalesce((SELECT reference FROM cases_case WHERE id = (SELECT max(id) FROM older)), '')"""


class NotThere(Exception):
    """No such matter for this person: there is none, or they may not see it. The two are never told apart."""


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Somebody who looks, on a day: as which principals they see, and as which they are denied."""

    user_id: int
    on: date
    sees_as: tuple[str, ...]
    denied_as: tuple[str, ...]


def reader(*, user: User, on: date) -> Reader:
    """Who this user is to the tables on that day: at most one question, whatever they hold.

    Whoever holds no role that sees matters sees none, also where they are still named to one.
    """
    known = roles.known(user=user, on=on)
    seeing = [(role, unit) for role, unit in known.in_units if role in SEES_CASES]
    inside = {name for role, unit in seeing if unit for name in (f"unit:{unit}", f"role:{role.value}:{unit}")}
    denied = (user.principal, f"person:{known.person_id}") if known.person_id else (user.principal,)
    sees_as = (user.principal, *sorted(inside)) if seeing else ()
    return Reader(user_id=user.pk, on=on, sees_as=sees_as, denied_as=denied)


def visible_to(*, reader: Reader) -> QuerySet[Case]:
    """Every matter that they may see. For one matter or a few; a list takes `newest`."""
    return _not_denied(reader).filter(Exists(_readings(reader).filter(case=OuterRef("pk"))))


def find(*, reader: Reader, reference: str, lock: bool = False, carrying: Mapping[str, Any] | None = None) -> Case:
    """The matter of this reference, if they may see it; locked for a change where asked. Raises NotThere.

    `carrying` are parts of a question that its row is to carry too, for whoever wants to know more of it at once.
    """
    found = visible_to(reader=reader).filter(reference=reference.strip().upper()[:16].replace("\0", ""))
    # The row of the matter alone: the same lock for everybody who changes anything of it.
    asked = (found.select_for_update(of=("self",)) if lock else found).select_related("unit", "owner")
    case: Case | None = asked.annotate(**carrying or {}).first()
    if case is None:
        raise NotThere
    return case


def sees_any(*, reader: Reader) -> bool:
    """Whether anything at all is open to them, denials aside: cheap to ask, and no answer to whether they see one."""
    return _readings(reader).exists()


def number_of(*, reader: Reader, reference: str) -> Subquery:
    """The number of the matter of this reference as part of a question: none if it is not there for them."""
    return Subquery(visible_to(reader=reader).filter(reference=reference[:16].replace("\0", "")).values("pk")[:1])


def number_if_any(*, reference: str) -> int | None:
    """The number of a matter, whoever may see it: for the entry of a refusal, and for nothing that anybody is shown."""
    found = Case.objects.filter(reference=reference.strip().upper()[:16].replace("\0", ""))
    return found.values_list("pk", flat=True).first()


def newest(
    *, reader: Reader, wanted: Q, before: int | Subquery | None, most: int, own: bool = False
) -> QuerySet[Case]:  # fmt: skip
    """The newest matters of this kind that they may see: at most so many, older than `before`.

    Looks at `LOOKED_AT` matters and no more, however rare what is wanted: as quick at a million matters as at a
    hundred. What it looked at ends at `end_of_look`. `own`: only at those that are with them.
    """
    found, values = _fitting(_look(reader=reader, before=before, own=own), wanted, order="DESC", most=most)
    return Case.objects.filter(pk__in=RawSQL(found, values)).order_by("-pk")  # noqa: S611 - all of it is ours


def end_of_look(*, reader: Reader, before: int | Subquery | None, own: bool = False) -> Subquery:
    """The reference of the last matter that `newest` looks at, as part of a question: none if it looks at all."""
    last = _look(reader=reader, before=before, own=own)[LOOKED_AT - 1 :]
    return Subquery(Case.objects.filter(pk__in=last).values("reference"))


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many of some kinds of matter somebody may see, of the newest `LOOKED_AT` that are with them or that they see.

    `owned_is_all` and `is_all`: those newest are all that there are, so that the number is exact.
    """

    owned: int
    owned_is_all: bool
    others: list[int]
    is_all: bool


def counted(*, reader: Reader, owned: Q, others: Sequence[Q]) -> Counts:
    """How many of each of these kinds there are among the newest that they may see: in one question.

    One walk for all of them: however rare what is asked for is, no more matters are looked at. Those that are with
    somebody (`owned`) have an index of their own, and are counted by it.
    """
    all_of, values = _counting(_look(reader=reader, before=None, more=1), others)
    with_them, more = _counting(_look(reader=reader, before=None, own=True, more=1), [owned])
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM ({with_them}) AS owned, ({all_of}) AS seen", [*more, *values])  # noqa: S608
        owned_seen, owned_found, seen, *found = cursor.fetchone()
    return Counts(owned=owned_found, owned_is_all=owned_seen <= LOOKED_AT, others=found, is_all=seen <= LOOKED_AT)


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a matter stands among others, from the newest: at least there, or exactly; and its neighbours."""

    number: int
    is_exact: bool
    newer: str
    older: str


def around(*, reader: Reader, wanted: Q, number: int, most: int) -> Place | None:
    """Where a matter stands among those of this kind, and the references of the next newer and the next older one.

    The place is counted from the newest, up to `most` and one more. None where it is none of them.
    """
    since = _walked(reader=reader, among=Q(case_id__gte=number), order="", most=LOOKED_AT)
    newer, with_newer = _fitting(since, wanted, order="ASC", most=most + 1)
    older, with_older = _fitting(_look(reader=reader, before=number), wanted, order="DESC", most=1)
    near, with_near = _asked(since)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH newer (id) AS ({newer}), older (id) AS ({older}), near (id) AS ({near}) {NEIGHBOURS}",
            [*with_newer, *with_older, *with_near, number, number],
        )
        place, looked_at, is_there, reference_newer, reference_older = cursor.fetchone()
    if not is_there:
        return None
    is_exact = looked_at < LOOKED_AT or place > most
    return Place(number=place, is_exact=is_exact, newer=reference_newer, older=reference_older)


def _look(
    *, reader: Reader, before: int | Subquery | None, own: bool = False, more: int = 0
) -> QuerySet[Any, Any]:  # fmt: skip
    """The numbers of the newest matters that they may see, older than `before`: as many as are looked at, and more."""
    if own:
        older = Q() if before is None else Q(pk__lt=before)
        theirs = visible_to(reader=reader).filter(older, owner_id=reader.user_id)
        return theirs.order_by("-pk").values_list("pk")[: LOOKED_AT + more]
    older = Q() if before is None else Q(case_id__lt=before)
    return _walked(reader=reader, among=older, order="-", most=LOOKED_AT + more)


def _fitting(walk: QuerySet[Any, Any], wanted: Q, *, order: str, most: int) -> tuple[str, list[Any]]:
    """Those of a walk that are of this kind, asked one by one, in its order, until there are enough."""
    walked, values = _asked(walk)
    one, more = _asked(Case.objects.filter(wanted, pk=EACH).values_list("pk")[:1])
    # All of it is ours, with what was asked as parameters.
    source = f"({walked}) AS walked (id) CROSS JOIN LATERAL ({one}) AS one"
    return f"SELECT walked.id FROM {source} ORDER BY walked.id {order} LIMIT {int(most)}", [*values, *more]  # noqa: S608


def _counting(walk: QuerySet[Any, Any], kinds: Sequence[Q]) -> tuple[str, list[Any]]:
    """How many a walk holds, and how many of each kind: each of its matters is read once, by its number."""
    walked, values = _asked(walk)
    is_one = {
        f"is_{at}": Choice(When(kind or Q(pk__isnull=False), then=Value(True)), default=Value(False))
        for at, kind in enumerate(kinds)
    }
    one, more = _asked(Case.objects.filter(pk=EACH).annotate(**is_one).values_list(*is_one)[:1])
    counts = ", ".join(f"count(*) FILTER (WHERE {name})" for name in is_one)
    source = f"({walked}) AS walked (id) CROSS JOIN LATERAL ({one}) AS one ({', '.join(is_one)})"
    return f"SELECT count(*), {counts} FROM {source}", [*values, *more]  # noqa: S608


def _walked(*, reader: Reader, among: Q, order: str, most: int) -> QuerySet[CaseReader, Any]:
    """The numbers of matters that they may see, in that order: one walk along the index for each principal, merged."""
    still = Q(until__isnull=True) | Q(until__gte=reader.on)
    denials = CaseDenial.objects.filter(case=OuterRef("case_id"), principal__in=reader.denied_as)
    walks = [
        CaseReader.objects.filter(still, among, ~Exists(denials), principal=principal)
        .order_by(f"{order}case_id")
        .values_list("case_id")
        # Somebody may be a reader twice over, named and given sight of it for a time.
        .distinct()[:most]
        for principal in reader.sees_as
    ]
    if len(walks) < 2:
        return walks[0] if walks else CaseReader.objects.none().values_list("case_id")
    merged: QuerySet[CaseReader, Any] = walks[0].union(*walks[1:]).order_by(f"{order}case_id")[:most]
    return merged


def _asked(walk: QuerySet[Any, Any]) -> tuple[str, tuple[Any, ...]]:
    try:
        return walk.query.sql_with_params()
    except EmptyResultSet:
        # Django can tell without asking: nothing is like that.
        return "SELECT 1 WHERE false", ()


def _readings(reader: Reader) -> QuerySet[CaseReader]:
    still = Q(until__isnull=True) | Q(until__gte=reader.on)
    return CaseReader.objects.filter(still, principal__in=reader.sees_as)


def _not_denied(reader: Reader) -> QuerySet[Case]:
    denials = CaseDenial.objects.filter(case=OuterRef("pk"), principal__in=reader.denied_as)
    return Case.objects.filter(~Exists(denials))
