"""Drafts of updates: begun by a person or by the daily job, written in by a person, released or discarded by one.

What a draft tells is a fixed sentence for each kind of event since the last update. Own words are looked at: a word
that is somebody else's in the matter is changed, or confirmed by a second look with a reason. How it is safe to reach
somebody is confirmed each time. Nothing here meets a time limit: that does the day on which it is delivered.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from cases.access import NotThere
from cases.accounts.users import User
from cases.audit import trail
from cases.audit.actors import Actor
from cases.audit.acts import Act
from cases.audit.trail import Refused, Thing
from cases.models import Case, Party, ProgressUpdate, UpdateState
from cases.operations import case_changes
from cases.operations.case_changes import Conflict
from cases.operations.informing import giving
from cases.operations.letters import making
from cases.operations.letters.making import To, Wanted
from cases.operations.letters.sending import NotSafe
from cases.queries.informing import names, owed, sentences, writing
from cases.workforce import delegations
from cases.workforce.delegations import Delegation

NOT_A_DRAFT = "This update was released, withheld or discarded already. Open the page of messages again."
NO_DELEGATION = (
    "Updates are given by the appropriate authority, and nobody has delegated that to you for today. "
    "Ask somebody to whom it is delegated to release it, or the head of the department to record the delegation."
)


class OthersNamed(Exception):
    """Words of the text are somebody else's: they are changed, or confirmed by a second look with a reason."""

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__("Words of somebody else.")
        self.words = list(words)


@dataclass(frozen=True, kw_only=True)
class Release:
    """What whoever releases an update says: what it tells, what they saw, and that it is safe."""

    events: tuple[str, ...]
    own_words: str
    is_safe: bool
    # What the form was filled in with: the version of the draft, the events offered, and how they are reached.
    version: int
    offered: tuple[str, ...]
    reached: str
    looked_at_again: tuple[str, ...] = ()
    because: str = ""


@transaction.atomic
def begin(*, reference: str, party_id: int, by: User, at: datetime) -> ProgressUpdate:
    """The update to this party that waits; a new draft where none does. Raises Refused and NotThere."""
    case = case_changes.to_change(reference=reference, by=by, at=at)
    party = owed.parties(case=case).filter(pk=party_id).first()
    if party is None:
        raise NotThere
    return waiting(party=party) or _begun(case, party, by, at)


def waiting(*, party: Party) -> ProgressUpdate | None:
    """The update to them that is drafted or released."""
    return party.updates.filter(state__in=owed.OPEN).first()


def _begun(case: Case, party: Party, by: Actor, at: datetime) -> ProgressUpdate:
    due = next(one.due for one in owed.for_case(case=case, on=timezone.localdate(at)) if one.party_id == party.pk)
    made = ProgressUpdate.objects.create(case=case, party=party, due_on=due, drafted_by=by.principal, drafted_at=at)
    case_changes.save(case)
    trail.record(what=Act.UPDATE_DRAFTED, by=by, at=at, about=Thing("update", made.pk, case.pk))
    return made


@transaction.atomic
def write(*, reference: str, update_id: int, own_words: str, version: int, by: User, at: datetime) -> ProgressUpdate:
    """Keeps what somebody wrote into a draft, where it is as they saw it. Raises Conflict, Refused and NotThere."""
    update = _draft(reference, update_id, by, at)
    if update.own_words == own_words.strip():
        return update
    if update.version != version:
        raise Conflict
    update.own_words, update.version = own_words.strip(), version + 1
    update.save(update_fields=["own_words", "version"])
    case_changes.save(update.case)
    return update


@transaction.atomic
def write_to(*, reference: str, party_id: int, own_words: str, version: int, by: User, at: datetime) -> ProgressUpdate:
    """The same for the update to this party that waits, or a new one. Raises as `begin` and `write` do."""
    update = begin(reference=reference, party_id=party_id, by=by, at=at)
    return write(reference=reference, update_id=update.pk, own_words=own_words, version=version, by=by, at=at)


@transaction.atomic
def release_to(*, reference: str, party_id: int, told: Release, by: User, at: datetime) -> ProgressUpdate:
    """Releases the update to this party that waits, or a new one. Raises as `begin` and `release` do."""
    update = begin(reference=reference, party_id=party_id, by=by, at=at)
    return release(reference=reference, update_id=update.pk, told=told, by=by, at=at)


@transaction.atomic
def discard(*, reference: str, update_id: int, by: User, at: datetime) -> None:
    """The draft is not wanted. Raises Refused and NotThere."""
    update = _draft(reference, update_id, by, at)
    giving.not_given(update=update, by=by, at=at)
    case_changes.save(update.case)
    trail.record(what=Act.UPDATE_DISCARDED, by=by, at=at, about=Thing("update", update.pk, update.case_id))


@transaction.atomic
def release(*, reference: str, update_id: int, told: Release, by: User, at: datetime) -> ProgressUpdate:
    """Makes the letter of it, which then is to be sent. Sent again by the same page it is released once.

    Raises NotSafe, OthersNamed, Conflict where the draft, what happened or how they are reached is not what was seen,
    Refused without a delegation or while the matter is held, and NotThere.
    """
    case = case_changes.to_change(reference=reference, by=by, at=at)
    update = owed.find(case=case, update_id=update_id)
    if update.state == UpdateState.RELEASED and update.released_by_id == by.pk:
        return update
    _must_be_a_draft(update)
    if not told.is_safe:
        raise NotSafe
    _as_seen(case, update, told)
    _of_nobody_else(case, update, told)
    update.delegation = delegation_of(case=case, act=giving.GIVE, by=by, at=at)
    update.own_words, update.events, update.contact_confirmed = told.own_words.strip(), list(told.events), True
    update.looked_at_again, update.looked_at_because = list(told.looked_at_again), told.because.strip()[:300]
    update.released_by, update.released_at, update.state = by, at, UpdateState.RELEASED
    update.letter = making.make_in(case=case, wanted=_letter(case, update), by=by, at=at)
    update.version += 1
    update.save()
    case_changes.save(case)
    trail.record(
        what=Act.UPDATE_RELEASED, by=by, at=at, about=Thing("update", update.pk, case.pk), reason=_said(update)
    )
    return update


def delegation_of(*, case: Case, act: str, by: User, at: datetime) -> Delegation | None:
    """Under which delegation they do it; none where the law knows of no such act at this stage. Raises Refused."""
    on = timezone.localdate(at)
    answers = giving.NOT_PREJUDICIAL if act == giving.GIVE else {"withholding_ground": "yes"}
    if not giving.is_an_act(case=case, act=act, on=on, answers=answers):
        return None
    found = delegations.in_force(power=act, user=by, on=on)
    if not found:
        raise Refused(NO_DELEGATION, what=Act.CASE_ACT, about=Thing("case", case.reference, case.pk), reason=act)
    return found[0]


def _draft(reference: str, update_id: int, by: User, at: datetime) -> ProgressUpdate:
    case = case_changes.to_change(reference=reference, by=by, at=at)
    update = owed.find(case=case, update_id=update_id)
    _must_be_a_draft(update)
    update.case = case
    return update


def _must_be_a_draft(update: ProgressUpdate) -> None:
    if update.state != UpdateState.DRAFT:
        about = Thing("update", update.pk, update.case_id)
        raise Refused(NOT_A_DRAFT, what=Act.UPDATE_RELEASED, about=about)


def _as_seen(case: Case, update: ProgressUpdate, told: Release) -> None:
    now = tuple(one.key for one in writing.offered(case=case, update=update))
    assert update.party.identity is not None
    is_seen = (told.version, told.offered, told.reached) == (
        update.version,
        now,
        writing.reached(who=update.party.identity),
    )
    # What is told is of what was offered, in its order: nothing else comes into a letter.
    if not is_seen or told.events != tuple(key for key in now if key in told.events):
        raise Conflict


def _of_nobody_else(case: Case, update: ProgressUpdate, told: Release) -> None:
    """Fixed sentences are a table and hold no name; own words are looked at."""
    found = names.found(text=told.own_words, others=names.others_of(case=case, party=update.party))
    if set(found) - set(told.looked_at_again) or (found and not told.because.strip()):
        raise OthersNamed(found)


def _letter(case: Case, update: ProgressUpdate) -> Wanted:
    role = update.party.role
    progress = sentences.progress(keys=update.events, role=role, stage=case.stage)
    typed = {"progress": progress, "own_words": update.own_words}
    return Wanted(kind="update", to=To(addressee="party", row_id=update.party_id), typed=typed)


def _said(update: ProgressUpdate) -> str:
    # Which words were looked at again may name somebody, and an entry is kept for ever.
    again = f"; {len(update.looked_at_again)} words looked at again" if update.looked_at_again else ""
    return f"how they are reached was confirmed{again}"
