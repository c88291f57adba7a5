"""What somebody is told who has just logged a matter: its reference, how grave it reads, and what comes next."""

from dataclasses import dataclass
from datetime import date, datetime

from cases import access
from cases.accounts.models import User
from cases.audit import trail
from cases.audit.acts import Act
from cases.audit.trail import Thing
from cases.models import Case, SeverityScore
from cases.queries import case_parts, limits, next_acts
from cases.queries.limits import Limit
from cases.queries.next_acts import NextAct
from misconduct.severity import Band

JUST_LOGGED = "just logged it"


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A matter that was just logged. Who may not see it is told its reference, and nothing else."""

    reference: str
    may_see: bool
    case_id: int | None = None
    kind: str = ""
    headline: str = ""
    closed: bool = False
    band: str = ""
    severity: tuple[tuple[str, str], ...] = ()
    next_acts: tuple[NextAct, ...] = ()
    # The running limit that presses most, where what comes next does not name it.
    due_first: Limit | None = None
    # The letter that waits to be sent, where what comes next does not lead to it.
    letter_id: int | None = None
    is_with_nobody: bool = False


def seen(*, reference: str, by: User, on: date) -> Seen:
    """The matter for whoever logged it. Raises NotThere for everybody else: they open it by its own page."""
    reference = reference.replace("\0", "")
    if not Case.objects.filter(reference=reference, logged_by=by.principal).exists():
        raise access.NotThere
    try:
        case = access.find(reader=access.reader(user=by, on=on), reference=reference)
    except access.NotThere:
        # Whoever logged it has its reference, and is told that others deal with it now.
        return Seen(reference=reference, may_see=False)
    score = _score(case)
    running = list(case_parts.pressing(case.deadlines.filter(case_parts.RUNS)))
    acts = next_acts.for_case(case=case, on=on, running=running)
    is_named = bool(acts and running) and acts[0].deadline_id == running[0].pk
    letter = (
        case.letters.filter(sent_on__isnull=True, discarded_on__isnull=True)
        .order_by("pk")
        .values_list("pk", flat=True)
        .first()
    )
    return Seen(
        reference=case.reference,
        may_see=True,
        case_id=case.pk,
        kind=case.get_kind_display(),
        headline=case.headline,
        closed=case.stage == "closed",
        band=Band[score.band].value if score else "",
        severity=tuple((str(label), str(text)) for label, text in score.working["lines"]) if score else (),
        next_acts=tuple(acts),
        due_first=limits.of_row(running[0], on=on) if running and not is_named else None,
        letter_id=None if acts and acts[0].letter_id else letter,
        is_with_nobody=case.owner_id is None,
    )


def note_seen(*, seen: Seen, by: User, at: datetime) -> None:
    """The page says what stands in the matter: that is a look, as any other."""
    if seen.may_see:
        about = Thing("case", seen.reference, seen.case_id)
        trail.record(what=Act.CASE_SEEN, by=by, at=at, about=about, reason=JUST_LOGGED)


def _score(case: Case) -> SeverityScore | None:
    """The newest score, until somebody assesses severity: then it would only anchor whoever decides."""
    if case_parts.is_assessed(case=case):
        return None
    return SeverityScore.objects.filter(case=case).order_by("-pk").first()
