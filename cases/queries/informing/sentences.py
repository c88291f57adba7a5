"""Which sentences an update may hold: a fixed one for each kind of event, and nothing else of what happened.

The events are decisions of the register that were recorded since the last update. No word of the file, no name and no
date goes into a sentence: what an update tells beyond them, a person writes, and the words are looked at.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from cases.models import Case, PartyRole

# By the key of the act: to whoever complains, and to everybody else.
EVENTS: Mapping[str, tuple[str, str]] = {
    "record_matter": ("Your complaint has been recorded.", "The matter has been recorded."),
    "handle_outside_schedule_3": (
        "Your complaint is being handled outside Schedule 3 to the Police Reform Act 2002.",
        "The matter is being handled outside Schedule 3 to the Police Reform Act 2002.",
    ),
    "refer_to_iopc": ("It has been referred to the Independent Office for Police Conduct.",) * 2,
    "refer_back": ("The Independent Office for Police Conduct has referred it back to us.",) * 2,
    "decide_mode": ("The Independent Office for Police Conduct has decided how it is to be investigated.",) * 2,
    "investigate_matter": ("The investigation has begun.",) * 2,
    "handle_otherwise": ("It is being handled otherwise than by investigation.",) * 2,
    "appoint_investigator": ("An investigator has been appointed.",) * 2,
    "suspend_handling": ("Its handling is held back for now because of other proceedings.",) * 2,
    "resume_handling": ("Its handling has been taken up again.",) * 2,
    "submit_report": ("The investigator has submitted a report, and it is being considered.",) * 2,
}
INVESTIGATED, HANDLED = "The investigation is not finished yet.", "It is still being handled."
EVERY_SENTENCE = frozenset(said for pair in EVENTS.values() for said in pair) | {INVESTIGATED, HANDLED}


@dataclass(frozen=True, kw_only=True)
class Told:
    """One event, and the sentence that tells of it."""

    key: str
    said: str


def since(*, case: Case, after: datetime | None, role: str) -> list[Told]:
    """What happened since, in the order in which it was decided, each kind of event once."""
    rows = case.decisions.filter(act__in=list(EVENTS)).order_by("pk")
    if after is not None:
        rows = rows.filter(at__gt=after)
    return [told(key=key, role=role) for key in dict.fromkeys(rows.values_list("act", flat=True))]


def told(*, key: str, role: str) -> Told:
    """One of the table, as it is said to somebody who is that to the matter."""
    return Told(key=key, said=EVENTS[key][0 if role == PartyRole.COMPLAINANT else 1])


def where_it_stands(*, stage: str) -> str:
    """The sentence that every update ends with."""
    return INVESTIGATED if stage == "investigating" else HANDLED


def progress(*, keys: Iterable[str], role: str, stage: str) -> str:
    """What an update tells, a paragraph each."""
    said: Sequence[str] = [told(key=key, role=role).said for key in keys]
    return "\n\n".join([*said, where_it_stands(stage=stage)])
