"""Questions about somebody's sight of a matter: who would lose it, asked once, and closed where they became pointless.

Parts of acts: each stands inside the transaction of the act that it belongs to, on a matter that is locked.
"""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from cases.accounts.users import User
from cases.audit import trail
from cases.audit.actors import Actor
from cases.audit.acts import Act
from cases.audit.trail import Thing
from cases.models import Case, Subject, WallChoice, WallDecision
from cases.operations import sight
from cases.operations.intake.values import Concerned
from cases.workforce.models import Person
from cases.workforce.people import held_still, managers_of

CONCERNED, LINE_MANAGER = "It is about them", "They manage somebody whom it is about"
NOT_NEEDED = "What was asked for has become pointless: {}."
# Of a proposal, what is no part of whom it is about: the subject that becomes them, and the page it was sent with.
IDENTIFIES, ADDED_WITH = "identifies", "added_with"


def would_lose(*, case: Case, person_id: int, on: date) -> list[dict[str, Any]]:
    """The users who see the matter now and would not, were it about this person: they, and whoever manages them.

    A line manager who has left the force and kept the account counts like any other.
    """
    managers = [manager.pk for manager in managers_of(person_id=person_id, on=on)]
    people = held_still(person_ids=[person_id, *managers])
    walled = [(people[person_id], CONCERNED), *((people[manager], LINE_MANAGER) for manager in managers)]
    return [
        {"user": each.user_id, "name": each.user.name, "why": why}
        for each, why in walled
        if each.user is not None and sight.sees(case=case, user=each.user, on=on)
    ]


def ask(
    *, case: Case, concerned: Concerned, lose: list[dict[str, Any]], by: Actor, at: datetime, **proposed: Any
) -> WallDecision:  # fmt: skip
    """The question what becomes of their sight. Asked again it is the same question, as it was asked first.

    Asked by nobody where the register asks. `proposed`: what else is proposed than whom it is about.
    """
    proposal = asdict(concerned) | {name: value for name, value in proposed.items() if value is not None}
    who = by if isinstance(by, User) else None
    decision, is_new = WallDecision.objects.get_or_create(
        case=case,
        person_id=concerned.person_id or 0,
        choice="",
        defaults={"proposal": proposal, "would_lose": lose, "asked_by": who, "asked_at": at},
    )
    if is_new:
        trail.record(what=Act.WALL_RAISED, by=by, at=at, about=Thing("wall", decision.pk, case.pk))
    return decision


def concerned_of(*, decision: WallDecision) -> Concerned:
    """Whom a question proposes to add, as that was asked for."""
    told = {name: value for name, value in decision.proposal.items() if name not in {IDENTIFIES, ADDED_WITH}}
    return Concerned(**{**told, "allegations": tuple(told.get("allegations", ()))})


def close(*, subject: Subject, why: str, by: User, at: datetime) -> None:
    """Closes what is still asked because of this subject: nothing changes for anybody, and there is nothing to decide.

    Closed and not refused: a refusal would tell whoever is asked about that something is being asked.
    """
    which = Q(**{f"proposal__{IDENTIFIES}": subject.pk})
    if subject.person_id is not None:
        which |= Q(person_id=subject.person_id) & ~Q(proposal__has_key=IDENTIFIES)
    for decision in WallDecision.objects.filter(which, case_id=subject.case_id, choice=""):
        if concerns(user=by, person_id=decision.person_id, at=at):
            # Nobody ends what is asked about their own sight: it asks now whether the matter is about them at all.
            decision.proposal.pop(IDENTIFIES, None)
            decision.save(update_fields=["proposal"])
            continue
        decision.choice, decision.reason = WallChoice.NOT_NEEDED, NOT_NEEDED.format(why)
        decision.decided_by, decision.decided_at = by, at
        decision.save(update_fields=["choice", "reason", "decided_by", "decided_at"])
        about = Thing("wall", decision.pk, subject.case_id)
        trail.record(what=Act.WALL_DECIDED, by=by, at=at, about=about, reason="no longer needed")


def concerns(*, user: User, person_id: int, at: datetime) -> bool:
    """Whether this person of the register is the user, or somebody whom the user manages on that day."""
    on = timezone.localdate(at)
    walled = {person_id, *(manager.pk for manager in managers_of(person_id=person_id, on=on))}
    return Person.objects.filter(pk__in=walled, user=user).exists()
