"""What somebody is told who has just logged a matter: its reference, how grave it reads, and what comes next."""

from dataclasses import dataclass
from datetime import date

from cases import access
from cases.accounts.models import User
from cases.models import Case, SeverityScore
from cases.queries import next_acts
from cases.queries.next_acts import NextAct
from misconduct.severity import Band


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A matter that was just logged. Who may not see it is told its reference, and nothing else."""

    reference: str
    may_see: bool
    kind: str = ""
    headline: str = ""
    closed: bool = False
    band: str = ""
    severity: tuple[tuple[str, str], ...] = ()
    next_acts: tuple[NextAct, ...] = ()


def seen(*, reference: str, by: User, on: date) -> Seen:
    """The matter for whoever logged it. Raises NotThere for anybody else who may not see it."""
    try:
        case = access.find(reader=access.reader(user=by, on=on), reference=reference)
    except access.NotThere:
        # Whoever logged it has its reference, and is told that others deal with it now.
        if not Case.objects.filter(reference=reference, logged_by=by.principal).exists():
            raise
        return Seen(reference=reference, may_see=False)
    score = SeverityScore.objects.filter(case=case).order_by("-pk").first()
    return Seen(
        reference=case.reference,
        may_see=True,
        kind=case.get_kind_display(),
        headline=case.headline,
        closed=case.stage == "closed",
        band=Band[score.band].value if score else "",
        severity=tuple((str(label), str(text)) for label, text in score.working["lines"]) if score else (),
        next_acts=tuple(next_acts.for_case(case=case, on=on)),
    )
