"""What may be chosen on the forms of this room: names and words."""

from cases.models import ContactWay, Effect, LinkKind, ProceedingKind, ProceedingState, RestrictionKind
from cases.models.parallel import ACT_KINDS as KINDS
from cases.queries import case_words

RESTRICTIONS = list(RestrictionKind.choices)
CONTACT_WAYS = list(ContactWay.choices)
PROCEEDINGS = list(ProceedingKind.choices)
STATES = list(ProceedingState.choices)
EFFECTS = list(Effect.choices)
LINKS = list(LinkKind.choices)
ACT_KINDS = [(name, case_words.begun(said)) for name, said in KINDS]
