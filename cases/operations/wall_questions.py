"""Questions about somebody's sight of a matter: who would lose it, asked once, and closed where they became pointless.

Parts of acts: each stands inside the transaction of the act that it belongs to, on a matter that is locked.
"""

import uuid
from dataclasses import asdict, fields
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
from cases.queries import known_walls
from cases.workforce.models import Person
from cases.workforce.people import held_still, managers_of

CONCERNED, LINE_MANAGER = "It is about them", "They manage somebody whom it is about"
NOT_NEEDED = "What was asked for has become pointless: {}."
# Of a proposal, what is no part of whom it is about: the subject that becomes them, the page it was sent with first,
# and each asking: by whom, with which page, and which subject was to become them.
IDENTIFIES, ADDED_WITH, ASKED = "identifies", "added_with", "asked"


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

    Asked by nobody where the register asks. `proposed`: what else is proposed than whom it is about. Whoever asks what
    is asked already leaves the entry that they would leave had nobody asked, and their page is spent like the first.
    """
    said = {name: value for name, value in proposed.items() if value is not None}
    asking = {"by": by.principal} | said
    proposal = asdict(concerned) | said | {ASKED: [asking]}
    who = by if isinstance(by, User) else None
    decision, is_new = WallDecision.objects.get_or_create(
        case=case,
        person_id=concerned.person_id or 0,
        choice="",
        defaults={"proposal": proposal, "would_lose": lose, "asked_by": who, "asked_at": at},
    )
    askings = decision.proposal.get(ASKED, [])
    # The register asks each night again; a person who says the same again has asked it once.
    is_more = who is not None and asking not in askings
    if is_more:
        decision.proposal[ASKED] = [*askings, asking]
        decision.save(update_fields=["proposal"])
    if is_new or is_more:
        trail.record(what=Act.WALL_RAISED, by=by, at=at, about=Thing("wall", decision.pk, case.pk))
    return decision


def ask_again(*, decision: WallDecision, case: Case, by: Actor, at: datetime) -> WallDecision:
    """What was asked and is not decided any more, as it was proposed; asked by nobody, so that anybody may decide."""
    proposed = {name: decision.proposal.get(name) for name in (IDENTIFIES, ADDED_WITH)}
    lose = asked_and_now(decision=decision, case=case, on=timezone.localdate(at))
    return ask(case=case, concerned=concerned_of(decision=decision), lose=lose, by=by, at=at, **proposed)


def asked_and_now(*, decision: WallDecision, case: Case, on: date) -> list[dict[str, Any]]:
    """Who would lose sight of it, as was asked and by now; each of them once, as was asked first."""
    found = [*would_lose(case=case, person_id=decision.person_id, on=on), *decision.would_lose]
    return sorted({each["user"]: each for each in found}.values(), key=lambda each: int(each["user"]))


def note_given(*, case: Case, user: User, on: date) -> None:
    """Whoever came to see it while it is asked whether they must not, loses it by that decision, like those who did.

    They stand in the question from then on: they lose it also where they manage nobody any more whom it is about.
    """
    if not sight.sees(case=case, user=user, on=on):
        return
    for decision in known_walls.open_about(case_id=case.pk, user_id=user.pk, on=on):
        decision.would_lose = asked_and_now(decision=decision, case=case, on=on)
        decision.save(update_fields=["would_lose"])


def concerned_of(*, decision: WallDecision) -> Concerned:
    """Whom a question proposes to add, as that was asked for."""
    names = {field.name for field in fields(Concerned)}
    told = {name: value for name, value in decision.proposal.items() if name in names}
    return Concerned(**{**told, "allegations": tuple(told.get("allegations", ()))})


def asked_with(*, case: Case, page: uuid.UUID) -> WallDecision | None:
    """The newest question that this page asked, first or as one of several; decided or not, as a page asks once."""
    # Questions from before each asking was kept have the first page alone.
    asked = Q(proposal__contains={ASKED: [{ADDED_WITH: str(page)}]}) | Q(**{f"proposal__{ADDED_WITH}": str(page)})
    return case.wall_decisions.filter(asked).order_by("-pk").first()


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
