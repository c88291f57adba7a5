"""An update that somebody writes: what it may tell, what was written so far, and how whom it is for is reached."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from cases.access import NotThere
from cases.models import Case, Identity, ProgressUpdate, UpdateState
from cases.queries.informing import owed, sentences
from cases.queries.informing.owed import Owed
from cases.queries.informing.sentences import Told


@dataclass(frozen=True, kw_only=True)
class Writing:
    """The page of an update: `version` and `reached` say what its reader saw. `letter_id`: it is released already."""

    owed: Owed
    contacts: list[tuple[str, str]]
    offered: list[Told]
    ends_with: str
    own_words: str
    version: int
    reached: str
    draft_id: int | None
    letter_id: int | None

    @property
    def offered_keys(self) -> str:
        """What is offered, as the form sends it back."""
        return ",".join(one.key for one in self.offered)


def to_party(*, case: Case, party_id: int, on: date) -> Writing:
    """The update to this party, whether a draft of it waits or not. Raises NotThere."""
    party = owed.parties(case=case).filter(pk=party_id).first()
    if party is None:
        raise NotThere
    one = next(one for one in owed.for_case(case=case, on=on) if one.party_id == party_id)
    draft = one.waiting or ProgressUpdate(case=case, party=party)
    who: Any = party.identity
    draft.party = party
    return Writing(
        owed=one,
        contacts=[
            (label, said)
            for label, said in (("Address", who.address), ("Email", who.email), ("Telephone", who.phone))
            if said
        ],
        offered=offered(case=case, update=draft),
        ends_with=sentences.where_it_stands(stage=case.stage),
        own_words=draft.own_words,
        version=draft.version,
        reached=reached(who=who),
        draft_id=draft.pk if draft.state == UpdateState.DRAFT else None,
        letter_id=draft.letter_id if draft.state == UpdateState.RELEASED else None,
    )


def offered(*, case: Case, update: ProgressUpdate) -> list[Told]:
    """What has happened since the last update that was released to them, as it would be told."""
    last = owed.last_settled(party=update.party)
    after = (last.released_at or last.settled_at) if last else None
    return sentences.since(case=case, after=after, role=update.party.role)


def reached(*, who: Identity) -> str:
    """By which a form says how somebody was to be reached when it was shown."""
    return hashlib.sha256(owed.how_to_reach(who=who).encode()).hexdigest()[:24]
