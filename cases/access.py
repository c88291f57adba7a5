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
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from cases.accounts.models import User
from cases.accounts.roles import SEES_CASES
from cases.models import Case, CaseDenial, CaseReader
from cases.workforce import roles

NEIGHBOURS = """
SELECT (SELECT count(*) FROM newer),
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


def newest(*, reader: Reader, wanted: Q, before: int | Subquery | None, most: int) -> QuerySet[Case]:
    """The newest matters of this kind that they may see: at most so many, older than `before`.

    One short walk along the index for each principal, merged: as quick at a million matters as at a hundred.
    """
    older = Q() if before is None else Q(readers__case_id__lt=before)
    walk = _walked(reader=reader, wanted=wanted & older, order="-", most=most)
    return Case.objects.filter(pk__in=walk).order_by("-pk")


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many of some kinds of matter somebody may see: `owned` in all, up to the limit; `others` of the newest.

    `is_all`: those newest are all that they may see, so that `others` is exact.
    """

    owned: int
    others: list[int]
    is_all: bool


def counted(*, reader: Reader, owned: Q, others: Sequence[Q], most: int) -> Counts:
    """How many of each of these kinds there are among the newest `most` that they may see: in one question.

    One walk of that length for all of them: however rare what is asked for is, no more matters are looked at. Those
    that are with somebody (`owned`) have an index of their own, and are counted by it.
    """
    walked, values = _asked(_walked(reader=reader, wanted=Q(), order="-", most=most + 1))
    with_them, more = _asked(visible_to(reader=reader).filter(owned).values_list("pk")[: most + 1])
    among = [_asked(Case.objects.filter(other).values_list("pk")) for other in others]
    inside = ", ".join(
        f"(SELECT count(*) FROM ({sql}) AS asked (id) WHERE id IN (SELECT id FROM walked LIMIT {int(most)}))"  # noqa: S608
        for sql, _ in among
    )
    # All of it is ours, with what was asked as parameters.
    statement = (
        f"WITH walked (id) AS MATERIALIZED ({walked}) SELECT (SELECT count(*) FROM walked),"  # noqa: S608
        f" (SELECT count(*) FROM ({with_them}) AS owned), {inside}"
    )
    given = [*values, *more, *(value for _, values in among for value in values)]
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        seen, found, *rest = cursor.fetchone()
    return Counts(owned=found, others=rest, is_all=seen <= most)


def around(*, reader: Reader, wanted: Q, number: int, most: int) -> tuple[int, str, str] | None:
    """Where a matter stands among those of this kind, and the references of the next newer and the next older one.

    The place is counted from the newest, up to `most` and one more. None where it is none of them.
    """
    newer, with_newer = _asked(_walked(reader=reader, wanted=wanted & _since(number), order="", most=most + 1))
    older, with_older = _asked(_walked(reader=reader, wanted=wanted & _until(number), order="-", most=1))
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH newer (id) AS ({newer}), older (id) AS ({older}) {NEIGHBOURS}",
            [*with_newer, *with_older, number, number],
        )
        place, is_there, reference_newer, reference_older = cursor.fetchone()
    return (place, reference_newer, reference_older) if is_there else None


def _since(number: int) -> Q:
    return Q(readers__case_id__gte=number)


def _until(number: int) -> Q:
    return Q(readers__case_id__lt=number)


def _walked(*, reader: Reader, wanted: Q, order: str, most: int) -> QuerySet[Case, Any]:
    still = Q(readers__until__isnull=True) | Q(readers__until__gte=reader.on)
    walks = [
        # In one filter: in two, the day would be that of any reader of the matter, and not of this one.
        _not_denied(reader)
        .filter(wanted, still, readers__principal=principal)
        .order_by(f"{order}readers__case_id")
        .values_list("readers__case_id")
        # Somebody may be a reader twice over, named and given sight of it for a time.
        .distinct()[:most]
        for principal in reader.sees_as
    ]
    if len(walks) < 2:
        return walks[0] if walks else Case.objects.none().values_list("pk")
    merged: QuerySet[Case, Any] = walks[0].union(*walks[1:]).order_by(f"{order}readers__case_id")[:most]
    return merged


def _asked(walk: QuerySet[Case, Any]) -> tuple[str, tuple[Any, ...]]:
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
