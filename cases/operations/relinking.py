"""Putting right that an account is linked to the wrong person of the register: one asks, another confirms.

Neither is whoever holds the account. It never gives sight of a matter: from what somebody was kept as the wrong person,
their account stays kept, until somebody who may lets them see it (`denials`); and what they must not see as whom they
are, does not vanish before a second person has decided (`account_links`).
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from cases.accounts.users import User
from cases.audit import trail
from cases.audit.acts import Act
from cases.audit.trail import Refused, Thing
from cases.models import PUT_OFF, CaseDenial
from cases.operations import account_links
from cases.operations.role_giving import Mistake
from cases.workforce.models import Person, Relinking
from cases.workforce.people import held_still

__all__ = ["Mistake", "Person", "Relinking", "ask", "decide"]

OWN = "Nobody puts right whose their own account is. Ask somebody else who may give roles."
ASKED = "Somebody has asked already that this account be linked to somebody else. Confirm or refuse that first."
DECIDED = "Somebody has confirmed or refused this already. Open the page again to see what was done."
SECOND_PERSON = "This takes a second person: somebody other than who asked."
CHANGED = "The register has changed since this was asked. Refuse it, and ask again as it is now."
NO_ACCOUNT = "No account is linked to them any more. Open the page again."
TAKEN_FOR = "Their account was taken for somebody else’s until {:%-d %B %Y}"


@transaction.atomic
def ask(*, number: str, to: str, by: User, at: datetime) -> Relinking:
    """Asks that the account of whoever has this number be linked to whoever has the other; to nobody where empty.

    Raises Mistake, Refused for one's own account and while it is asked already, and Person.DoesNotExist.
    """
    person = Person.objects.select_for_update(of=("self",), no_key=True).select_related("user").get(number=number)
    about = Thing("person", person.pk)
    if person.user is None:
        raise Refused(NO_ACCOUNT, what=Act.RELINKING_ASKED, about=about, reason="no account")
    if person.user == by:
        raise Refused(OWN, what=Act.RELINKING_ASKED, about=about, reason="their own")
    whom = _whom(to.strip(), person)
    if Relinking.objects.filter(account=person.user, decided_by__isnull=True).exists():
        raise Refused(ASKED, what=Act.RELINKING_ASKED, about=about, reason="asked already")
    made = Relinking.objects.create(account=person.user, linked_to=person, to=whom, asked_by=by, asked_at=at)
    trail.record(what=Act.RELINKING_ASKED, by=by, at=at, about=about, reason=_said(made))
    return made


def _whom(number: str, person: Person) -> Person | None:
    found = Person.objects.filter(number=number.replace("\0", "")).first() if number else None
    if number and found is None:
        raise Mistake("to", "Enter the person number of somebody in the register")
    if found == person:
        raise Mistake("to", "Enter the number of somebody else: the account is linked to this person now")
    if found is not None and found.user_id is not None:
        raise Mistake("to", "They are linked to an account already. Put that one right first")
    return found


@transaction.atomic
def decide(*, relinking_id: int, confirm: bool, by: User, at: datetime) -> Relinking:
    """Confirms, as the second person, what was asked, and does it; or refuses it, and nothing changes.

    Raises Refused for whoever asked, for who holds the account, where it was decided already and where the register is
    another by now. Raises Relinking.DoesNotExist.
    """
    row = Relinking.objects.select_related("account").get(pk=relinking_id)
    people = [pk for pk in (row.linked_to_id, row.to_id) if pk is not None]
    if confirm:
        account_links.hold_matters(person_ids=people)
    held = held_still(person_ids=people)
    # Of two who decide, the second waits here.
    row = Relinking.objects.select_for_update(of=("self",)).select_related("account").get(pk=relinking_id)
    _check(row, by=by)
    row.decided_by, row.decided_at, row.was_confirmed = by, at, confirm
    row.save(update_fields=["decided_by", "decided_at", "was_confirmed"])
    if confirm:
        _move(row, held[row.linked_to_id], held.get(row.to_id or 0), by=by, at=at)
    else:
        about = Thing("person", row.linked_to_id)
        trail.record(what=Act.RELINKING_REFUSED, by=by, at=at, about=about, reason=_said(row))
    return row


def _check(row: Relinking, *, by: User) -> None:
    against = (
        (row.decided_by_id is not None, DECIDED, "decided already"),
        (row.account_id == by.pk, OWN, "their own"),
        (row.asked_by_id == by.pk, SECOND_PERSON, "asked by them"),
    )
    for is_so, sentence, reason in against:
        if is_so:
            about = Thing("person", row.linked_to_id)
            raise Refused(sentence, what=Act.PERSON_LINKED, about=about, reason=reason)


def _move(row: Relinking, before: Person, to: Person | None, *, by: User, at: datetime) -> None:
    if before.user_id != row.account_id or (to is not None and to.user_id is not None):
        about = Thing("person", before.pk)
        raise Refused(CHANGED, what=Act.PERSON_LINKED, about=about, reason="the register has changed")
    _keep_from(row.account, before, by=by, at=at)
    before.user = None
    before.save(update_fields=["user"])
    said = row.account.principal
    trail.record(what=Act.PERSON_UNLINKED, by=by, at=at, about=Thing("person", before.pk), reason=said)
    if to is not None:
        account_links.ask_first(links=[(to, row.account)], by=account_links.BY, at=at)
        to.user = row.account
        to.save(update_fields=["user"])
        trail.record(what=Act.PERSON_LINKED, by=by, at=at, about=Thing("person", to.pk), reason=said)


def _keep_from(account: User, before: Person, *, by: User, at: datetime) -> None:
    """What the account is kept from as this person it stays kept from as itself, so that nothing appears by itself.

    What was put off because of the account holds from now on: it is the person's own, and they have no account. What
    was asked meanwhile about the account's sight is still asked.
    """
    principal, reason = f"{account_links.PERSON}{before.pk}", TAKEN_FOR.format(timezone.localdate(at))
    kept = list(CaseDenial.objects.filter(principal=principal).select_related("case").order_by("case", "pk"))
    own = [
        CaseDenial(case=denial.case, principal=account.principal, why=denial.why, reason=reason) for denial in kept
    ]  # fmt: skip
    CaseDenial.objects.bulk_create(own, ignore_conflicts=True)
    put_off = list(CaseDenial.objects.filter(principal=f"{PUT_OFF}{principal}").select_related("case").order_by("pk"))
    for denial in put_off:
        account_links.into_force(denial)
    for case in {denial.case_id: denial.case for denial in (*kept, *put_off)}.values():
        about = Thing("case", case.reference, case.pk)
        trail.record(what=Act.WALL_DECIDED, by=by, at=at, about=about, reason=account_links.QUIETLY)


def _said(row: Relinking) -> str:
    return f"{row.account.principal} to {f'person:{row.to_id}' if row.to_id else 'nobody'}"
