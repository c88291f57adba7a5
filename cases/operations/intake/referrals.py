"""Whether a matter must be referred to the IOPC already by what was logged: then that clock waits for nobody."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.utils import timezone

from cases.models import Case
from cases.operations import clocks
from cases.operations.clocks import Happened
from cases.operations.intake.values import NewMatter
from cases.queries import circumstances
from misconduct.matters.answers import Answer
from misconduct.matters.kinds import Kind
from misconduct.referral import Verdict, required
from misconduct.stages.acts import Started
from misconduct.stages.lifecycles import FINAL

# What says in other words that a ground of referral is met: an answer about severity, and a category. Nothing else is
# inferred, and nobody is spared the assessment of the other grounds.
BY_FACT = {"death": "death_or_serious_injury", "serious_physical_harm": "death_or_serious_injury"}
DSI, KEY = "death_or_serious_injury", "iopc_referral"
BY_CATEGORY = {"G2": "serious_corruption", "G3": "serious_corruption"}


def is_required(*, kind: str, answers: Mapping[str, Answer]) -> bool:
    """Whether these answers require it, whatever is still open: of a death or serious injury matter, none are needed.

    `answers` are those to the grounds of referral.
    """
    return required(kind=Kind[kind.upper()], answers=answers).verdict is Verdict.MUST


def is_required_by_what_was_logged(*, matter: NewMatter) -> bool:
    """Whether its kind, what was answered about severity, or a category requires it."""
    met = {BY_FACT[fact] for fact, said in matter.facts.items() if fact in BY_FACT and said.partition(":")[0] == "yes"}
    met |= {BY_CATEGORY[one.sub_category] for one in matter.allegations if one.sub_category in BY_CATEGORY}
    return _is_required_by(met, matter.kind)


def start_by_category(*, case: Case, sub_category: str, act: str, at: datetime) -> None:
    """It runs from the day on which an allegation of such a category was recorded, of a matter logged before.

    Not where the matter was referred already, or is closed: there a person decides what follows.
    """
    is_referred = case.deadlines.filter(key=KEY, met_on__isnull=False).exists()
    if sub_category not in BY_CATEGORY or is_referred or circumstances.stage_of(case=case) in FINAL:
        return
    if _is_required_by({BY_CATEGORY[sub_category]}, case.treated_as):
        start(case=case, happened=Happened(act=act, on=timezone.localdate(at), at=at))


def _is_required_by(met: Collection[str], kind: str) -> bool:
    # Of a death or serious injury matter nothing is asked.
    return is_required(kind=kind, answers={} if kind == DSI else dict.fromkeys(met, Answer.YES))


def start(*, case: Case, happened: Happened) -> None:
    """The time for the referral to the IOPC runs from now on."""
    clocks.start(case=case, started=Started(key=KEY, event="became_clear"), happened=happened)
