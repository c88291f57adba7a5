"""The policy and decision log: only ever added to. What was wrong is put right by an entry that names the old one."""

from django.db import transaction

from cases.audit.acts import Act
from cases.models import PolicyEntry
from cases.operations.intake.values import Mistake
from cases.operations.plan import rows
from cases.operations.plan.values import Entry, Said

NO_SUCH_ENTRY = "Enter the number of an entry of this log"


@transaction.atomic
def enter(*, entry: Entry, said: Said) -> PolicyEntry:
    """One more entry, numbered on. The same form again adds none. Raises SentAlready, Mistake, Refused and NotThere."""
    case = rows.locked(said)
    told = {"decided": entry.decided, "why": entry.why, "options": entry.options, "decided_on": entry.decided_on}
    rows.not_ahead(said, told, {"decided_on": "Day of the decision"})
    old = case.policy_log.filter(number=entry.corrects).first() if entry.corrects else None
    if entry.corrects and old is None:
        raise Mistake("corrects", NO_SUCH_ENTRY)
    told["corrects"] = old
    known = rows.added_before(case.policy_log.select_related("corrects"), said, told)
    if known is not None:
        return known
    number = rows.next_number(case.policy_log.all())
    made = PolicyEntry.objects.create(
        case=case, number=number, by=said.by, at=said.at, added_with=said.added_with, **told
    )  # fmt: skip
    reason = f"entry {number}" + (f", corrects entry {old.number}" if old else "")
    rows.note(Act.POLICY_ENTERED, said, case, made, reason)
    return made
