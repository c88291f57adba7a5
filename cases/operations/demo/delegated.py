"""Which powers are delegated to whom in the demo force: a scheme as forces have one, in writing and dated."""

from datetime import date

from cases.accounts.models import User
from cases.queries.delegations import powers
from cases.workforce.models import Delegation
from misconduct.stages.tables import ACTS

SCHEME = "Scheme of delegation 2025, schedule B"
SIGNED_BY = "Chief Constable A. Mercer"
AUTHORITY, SUPERVISOR = "authority@demo.example", "supervisor@demo.example"
# What a detective inspector of the department decides as well; everything else is the superintendent's.
BY_SUPERVISORS = frozenset(
    {
        "record_matter",
        "assess_referral",
        "handle_otherwise",
        "investigate_matter",
        "give_update",
        "notify_matter_outcome",
    }
)


def record(*, users: dict[str, User], since: date) -> int:
    """Records what is missing of the scheme; says how many delegations that was. Safe to repeat."""
    wanted = [(AUTHORITY, key) for _, acts in powers() for key, _ in acts]
    wanted += [(SUPERVISOR, key) for key in sorted(BY_SUPERVISORS)]
    known = set(Delegation.objects.filter(document=SCHEME).values_list("to_user", "power"))
    made = [
        Delegation(
            power=key, provision=ACTS[key].power.cited[:150], to_user=users[email], first_day=since, document=SCHEME,
            signed_by=SIGNED_BY,
        )
        for email, key in wanted
        if (users[email].pk, key) not in known
    ]  # fmt: skip
    return len(Delegation.objects.bulk_create(made))
