"""Who may see a matter. The only place outside operations that names `Case.objects`.

Somebody sees a matter as a principal: themselves (`user:12`), a unit in which they hold a role that sees matters, or
above it (`unit:3`), or a role there (`role:supervisor:3`). Which principals may see which matter is one narrow table,
kept by operations. A denial beats all of them. What somebody may not see does not exist for them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Case as Choice
from django.db.models import Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL

from cases.accounts.models import User
from cases.accounts.roles import SEES_CASES
from cases.models import Case, CaseDenial, CaseReader
from cases.workforce import roles

# A list looks at so many matters at a time and no more; the page says so where there are older ones.
LOOKED_AT = 5_000
# Beyond every number that a matter may have.
LATER = 2**63 - 1
EACH = RawSQL("walked.id", ())
NEIGHBOURS = """
SELECT (SELECT count(*) FROM newer),
       (SELECT count(*) FROM near),
       (SELECT count(*) FROM below),
       EXISTS (SELECT 1 FROM newer WHERE id = %s),
       coalesce((SELECT reference FROM cases_case WHERE id = (SELECT min(id) FROM newer WHERE id > %s)), ''),
       coalesce((SELECT reference FROM cases_case WHERE id = (SELECT max(id) FROM older)), '')"""


class NotThere(Exception):
    """No such matter for this person: there is none, or they may not see it. The two are never told apart."""


class Sql(NamedTuple):
    """A question in PostgreSQL's words and the values that stand in it. Written here, but for what Django words."""

    text: str
    values: list[Any]


class Among(NamedTuple):
    """Matters on one side of a number: `<`, or `>=`."""

    than: str
    number: int


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


def number_if_any(*, reference: str) -> int | None:
    """The number of a matter, whoever may see it: for the entry of a refusal, and for nothing that anybody is shown."""
    found = Case.objects.filter(reference=reference.strip().upper()[:16].replace("\0", ""))
    return found.values_list("pk", flat=True).first()


def newest(*, reader: Reader, wanted: Q, before: int | None, most: int, own: bool = False) -> QuerySet[Case]:
    """The newest matters of this kind that they may see: at most so many, older than the one of this number, if any.

    Whether that one itself is still theirs to see is all one: the page goes on where the last one ended.

    Looks at `LOOKED_AT` matters and no more, however rare what is wanted: as quick at a million matters as at a
    hundred. What it looked at ends at `end_of_look`. `own`: only at those that are with them.
    """
    asked = _fitting(_look(reader=reader, before=before, own=own, most=LOOKED_AT), wanted, order="DESC", most=most)
    return Case.objects.filter(pk__in=RawSQL(asked.text, asked.values)).order_by("-pk")  # noqa: S611 - it is ours


def end_of_look(*, reader: Reader, before: int | None, own: bool = False) -> Sql:
    """The number of the last matter that `newest` looks at, as part of a question: none if it looks at all."""
    look = _look(reader=reader, before=before, own=own, most=LOOKED_AT)
    text = f"SELECT min(id) FROM ({look.text}) AS looked (id) HAVING count(*) = %s"  # noqa: S608 - it is ours
    return Sql(text, [*look.values, LOOKED_AT])


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many of some kinds of matter somebody may see, of so many of the newest that are with them or that they see.

    `owned_is_all` and `is_all`: those newest are all that there are, so that the number is exact.
    """

    owned: int
    owned_is_all: bool
    others: list[int]
    is_all: bool


def counted(*, reader: Reader, owned: Q, others: Sequence[Q], most: int) -> Counts:
    """How many of each of these kinds there are among the newest `most` that they may see: in one question.

    One walk for all of them: however rare what is asked for is, no more matters are looked at. Those that are with
    somebody (`owned`) have an index of their own, and are counted by it.
    """
    theirs = _counting(_look(reader=reader, before=None, own=True, most=most + 1), [owned])
    all_of = _counting(_look(reader=reader, before=None, most=most + 1), others)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT * FROM ({theirs.text}) AS owned, ({all_of.text}) AS seen",  # noqa: S608 - all of it is ours
            [*theirs.values, *all_of.values],
        )
        owned_seen, owned_found, seen, *found = cursor.fetchone()
    return Counts(owned=owned_found, owned_is_all=owned_seen <= most, others=found, is_all=seen <= most)


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a matter stands among others, from the newest: at least there, or exactly; and its neighbours.

    `is_beyond`: one of them may be further away than was looked.
    """

    number: int
    is_exact: bool
    newer: str
    older: str
    is_beyond: bool


def around(*, reader: Reader, wanted: Q, number: int, most: int, own: bool = False) -> Place | None:
    """Where a matter stands among those of this kind, and the references of the next newer and the next older one.

    The place is counted from the newest, up to `most` and one more. None where it is none of them. `own`: among those
    that are with them.
    """
    walk = _own_walk if own else _walk
    near = walk(reader=reader, among=Among(">=", number), order="ASC", most=LOOKED_AT)
    newer = _fitting(near, wanted, order="ASC", most=most + 1)
    below = walk(reader=reader, among=Among("<", number), order="DESC", most=LOOKED_AT)
    older = _fitting(below, wanted, order="DESC", most=1)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH newer (id) AS ({newer.text}), older (id) AS ({older.text}), near (id) AS ({near.text}), "
            f"below (id) AS ({below.text}) {NEIGHBOURS}",
            [*newer.values, *older.values, *near.values, *below.values, number, number],
        )
        place, looked_at, looked_below, is_there, reference_newer, reference_older = cursor.fetchone()
    if not is_there:
        return None
    return Place(
        number=place,
        is_exact=looked_at < LOOKED_AT or place > most,
        newer=reference_newer,
        older=reference_older,
        is_beyond=(not reference_newer and looked_at == LOOKED_AT)
        or (not reference_older and looked_below == LOOKED_AT),
    )


def _look(*, reader: Reader, before: int | None, most: int, own: bool = False) -> Sql:
    """The numbers of the newest matters that they may see, older than the one of this number, if any."""
    walk = _own_walk if own else _walk
    return walk(reader=reader, among=Among("<", LATER if before is None else before), order="DESC", most=most)


def _own_walk(*, reader: Reader, among: Among, order: str, most: int) -> Sql:
    """The numbers of matters that are with them, of those that they may see: by an index of their own."""
    text = f"""SELECT id FROM cases_case
        WHERE owner_id = %s AND id {among.than} %s
          AND NOT EXISTS (SELECT 1 FROM cases_casedenial denial
                          WHERE denial.case_id = cases_case.id AND denial.principal = ANY(%s))
          AND EXISTS (SELECT 1 FROM cases_casereader reading
                      WHERE reading.case_id = cases_case.id AND reading.principal = ANY(%s)
                        AND (reading.until IS NULL OR reading.until >= %s))
        ORDER BY id {order} LIMIT %s"""  # noqa: S608 - all of it is ours
    seen_as = [list(reader.denied_as), list(reader.sees_as), reader.on]
    return Sql(text, [reader.user_id, among.number, *seen_as, most])


def _walk(*, reader: Reader, among: Among, order: str, most: int) -> Sql:
    """The numbers of matters that they may see, in that order: one walk along the index for each principal, merged.

    Lazily: whoever wants fifty reads little more. Somebody may be a reader of a matter as more than one principal.
    """
    if not reader.sees_as:
        return Sql("SELECT 0 WHERE false", [])
    one = f"""(SELECT DISTINCT case_id FROM cases_casereader
        WHERE principal = %s AND (until IS NULL OR until >= %s) AND case_id {among.than} %s
          AND NOT EXISTS (SELECT 1 FROM cases_casedenial denial
                          WHERE denial.case_id = cases_casereader.case_id AND denial.principal = ANY(%s))
        ORDER BY case_id {order} LIMIT %s)"""  # noqa: S608 - all of it is ours
    walks = " UNION ALL ".join([one] * len(reader.sees_as))
    denied = list(reader.denied_as)
    values = [value for name in reader.sees_as for value in (name, reader.on, among.number, denied, most)]
    return Sql(
        f"SELECT DISTINCT case_id FROM ({walks}) AS walks ORDER BY case_id {order} LIMIT %s",  # noqa: S608
        [*values, most],
    )


def _fitting(walk: Sql, wanted: Q, *, order: str, most: int) -> Sql:
    """Those of a walk that are of this kind, asked one by one, in its order, until there are enough."""
    one = _worded(Case.objects.filter(wanted, pk=EACH).values("pk")[:1])
    source = f"({walk.text}) AS walked (id) CROSS JOIN LATERAL ({one.text}) AS one"
    text = f"SELECT walked.id FROM {source} ORDER BY walked.id {order} LIMIT %s"  # noqa: S608 - all of it is ours
    return Sql(text, [*walk.values, *one.values, most])


def _counting(walk: Sql, kinds: Sequence[Q]) -> Sql:
    """How many a walk holds, and how many of each kind: each of its matters is read once, by its number."""
    is_one = {
        f"is_{at}": Choice(When(kind or Q(pk__isnull=False), then=Value(True)), default=Value(False))
        for at, kind in enumerate(kinds)
    }
    one = _worded(Case.objects.filter(pk=EACH).annotate(**is_one).values(*is_one)[:1])
    counts = ", ".join(f"count(*) FILTER (WHERE {name})" for name in is_one)
    source = f"({walk.text}) AS walked (id) CROSS JOIN LATERAL ({one.text}) AS one ({', '.join(is_one)})"
    return Sql(f"SELECT count(*), {counts} FROM {source}", [*walk.values, *one.values])  # noqa: S608


def _worded(question: QuerySet[Any, Any]) -> Sql:
    """What Django makes of a question."""
    try:
        text, values = question.query.sql_with_params()
    except EmptyResultSet:
        # Django can tell without asking: nothing is like that.
        return Sql("SELECT 0 WHERE false", [])
    return Sql(text, list(values))


def _readings(reader: Reader) -> QuerySet[CaseReader]:
    still = Q(until__isnull=True) | Q(until__gte=reader.on)
    return CaseReader.objects.filter(still, principal__in=reader.sees_as)


def _not_denied(reader: Reader) -> QuerySet[Case]:
    denials = CaseDenial.objects.filter(case=OuterRef("pk"), principal__in=reader.denied_as)
    return Case.objects.filter(~Exists(denials))
