"""Footage and other perishable evidence of a matter: what may exist, what was asked for, and when it is deleted."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings

from cases.access import NotThere
from cases.accounts.users import User
from cases.audit import trail
from cases.audit.acts import Act
from cases.audit.trail import Thing
from cases.models import PRESSES, Case, Means, PerishableSystem, PreservationRequest, PreservationState
from cases.queries.plan import deletion, names, overview, preservation_letter, proposals
from cases.queries.plan.preservation_letter import Asked
from cases.queries.plan.proposals import Proposal
from cases.queries.plan.steps import ChaseSeen, ago, chases, times

STATES = PreservationState.choices
# What is waited for: an answer, or what was promised to be kept.
CHASED = {*PRESSES, PreservationState.KEPT}


class WouldName(Exception):
    """The letter would name somebody of the matter: it is not shown. The text says which word."""


@dataclass(frozen=True, kw_only=True)
class Kept:
    """One piece of perishable evidence in words."""

    id: int
    number: int
    name: str
    holder: str
    place: str
    camera: str
    window: str
    state: str
    deleted_on: date
    when: str
    presses: bool
    is_settled: bool
    may_be_chased: bool
    stands: str
    answer: str
    because: str
    chases: list[ChaseSeen]


@dataclass(frozen=True, kw_only=True)
class Footage:
    """The page: what is recorded, what is deleted first at the top; and what may exist besides."""

    kept: list[Kept]
    proposed: list[Proposal]


@dataclass(frozen=True, kw_only=True)
class Printed:
    """A letter to a holder. `collar` is that of somebody whom the matter is about, where the letter gives it."""

    text: str
    number: int
    name: str
    collar: str


def footage(*, case: Case, on: date) -> Footage:
    """What the page shows: four questions, whatever it holds."""
    rows = list(case.preservation.prefetch_related("chases__by").order_by("deleted_on", "number"))
    systems = PerishableSystem.objects.order_by("position")
    taken = {row.system_id for row in rows if row.system_id}
    kept = sorted((_kept(row, case, on) for row in rows), key=lambda one: (one.is_settled, one.deleted_on, one.number))
    return Footage(kept=kept, proposed=proposals.proposed(case=case, systems=systems, taken=taken, today=on))


def request(*, case: Case, request_id: int) -> PreservationRequest:
    """One of them, as it is recorded now. Raises NotThere."""
    row = case.preservation.select_related("system").prefetch_related("chases__by").filter(pk=request_id).first()
    if row is None:
        raise NotThere
    return row


def one(*, case: Case, request_id: int, on: date) -> Kept:
    """One of them in words. Raises NotThere."""
    return _kept(request(case=case, request_id=request_id), case, on)


def system(*, key: str) -> PerishableSystem | None:
    """A system of the force by its key; None for what is none."""
    return PerishableSystem.objects.filter(key=key[:40]).first()


def letter(*, case: Case, request_id: int, by: User, at: datetime, on: date) -> Printed:
    """The letter that asks its holder to keep it, opened to print it: that leaves an entry.

    Raises NotThere, and WouldName where it would name somebody.
    """
    row = request(case=case, request_id=request_id)
    typed = [row.name, row.holder, row.contact, row.place, row.camera]
    if part := preservation_letter.names_in(texts=typed, names=names.of_everybody(case=case)):
        raise WouldName(part.capitalize())
    asked = Asked(
        name=row.name,
        holder=row.holder,
        contact=row.contact,
        place=row.place,
        camera=row.camera,
        first_day=row.first_day or case.behaviour_from,
        first_time=row.first_time,
        last_day=row.last_day if row.first_day else case.behaviour_to,
        last_time=row.last_time,
    )
    text = preservation_letter.written(
        asked=asked,
        reference=case.reference,
        number=row.number,
        force=settings.FORCE_NAME,
        by=f"{by.name}, {by.email}",
        today=on,
    )
    about = Thing("preservationrequest", row.pk, case.pk)
    trail.record(what=Act.LETTER_PRINTED, by=by, at=at, about=about, reason=f"preservation request {row.number}")
    return Printed(text=text, number=row.number, name=row.name, collar=_collar(case, row))


def _collar(case: Case, row: PreservationRequest) -> str:
    known = case.subjects.filter(person__isnull=False).values_list("person__collar", flat=True)
    return preservation_letter.names_in(texts=[row.camera, row.place], names=list(known)).upper()


def _kept(row: PreservationRequest, case: Case, on: date) -> Kept:
    chased = chases(row.chases.all())
    presses = row.state in PRESSES
    return Kept(
        id=row.pk,
        number=row.number,
        name=row.name,
        holder=row.holder,
        place=row.place,
        camera=row.camera,
        window=_window(row, case),
        state=PreservationState(row.state).label,
        deleted_on=row.deleted_on,
        when=overview.when_deleted(row, on=on) if presses else "",
        presses=presses and deletion.presses(on=row.deleted_on, today=on),
        is_settled=not presses,
        may_be_chased=row.asked_on is not None and row.state in CHASED,
        stands=_stands(row, len(chased), on),
        answer=row.answer,
        because=row.because,
        chases=chased,
    )


def _stands(row: PreservationRequest, chased: int, on: date) -> str:
    if row.asked_on is None:
        return "not asked for yet" if row.state in PRESSES else ""
    means = f" by {Means(row.means).label.lower()}" if row.means in {Means.EMAIL, Means.PHONE, Means.LETTER} else ""
    waits = ", no answer recorded" if row.state == PreservationState.ASKED and not row.answer else ""
    return f"asked for {ago(row.asked_on, on=on)}{means}, {times(chased)}{waits}"


def _window(row: PreservationRequest, case: Case) -> str:
    first, last = (row.first_day, row.last_day) if row.first_day else (case.behaviour_from, case.behaviour_to)
    if first is None:
        return "not known yet"
    begins = deletion.in_full(first) + (f", {row.first_time:%H:%M}" if row.first_time else "")
    if last in {None, first}:
        return f"{begins} to {row.last_time:%H:%M}" if row.last_time else begins
    ends = deletion.in_full(last) + (f", {row.last_time:%H:%M}" if row.last_time else "")
    return f"{begins} to {ends}"
