"""Who writes letters in the journeys, and their matter: `python -m tests.journeys.letter_people` makes them once."""

import django

INVESTIGATOR = "letters.investigator@demo.example"
HEAD = "letters.head@demo.example"
NAMES = {INVESTIGATOR: "DS Philippa Thorne", HEAD: "Supt Callum Reid"}
HEADLINE = "Turned away at the counter with a statement in hand"


def make() -> None:
    """Safe to repeat."""
    from datetime import UTC, datetime, timedelta

    from django.utils import timezone

    from cases.accounts import users
    from cases.accounts.models import User
    from cases.accounts.roles import Role
    from cases.workforce import roles
    from tests.factories import cases
    from tests.factories.acts import BY
    from tests.factories.register import delegation, person, unit
    from tests.factories.standing import decided
    from tests.factories.users import LONG_AGO
    from tests.journeys.people import DEMO_PASSWORD

    if User.objects.filter(email=INVESTIGATOR).exists():
        return
    at = datetime.now(UTC)
    came, where = timezone.localdate(at) - timedelta(days=26), unit(name="Letters journeys")
    made: dict[str, User] = {}
    for email, role in ((INVESTIGATOR, Role.INVESTIGATOR), (HEAD, Role.HEAD_OF_DEPARTMENT)):
        made[email] = users.add(email=email, name=NAMES[email], password=DEMO_PASSWORD, is_demo=True, by=BY, at=at)
        roles.give(user=made[email], role=role, unit=where, first_day=LONG_AGO, by=BY, at=at)
    me = made[INVESTIGATOR]
    delegation("give_update", to_user=me)
    case = cases.case(
        unit=where, owner=me, headline=HEADLINE, stage="investigating", received_on=came, came_to_attention_on=came,
        complaint_made_on=came, logged_at=at,
    )  # fmt: skip
    case.allegations.update(standards=["authority_respect_and_courtesy"])
    cases.party(
        case=case, name="Winifred Dace", phone="07700 900321", address="4 Quay Street\nExampleton\nEX4 4AA",
        safe_contact="By post, never by telephone",
    )  # fmt: skip
    cases.party(case=case, role="witness", name="Barnaby Oakes")
    cases.subject(case=case, person=person(surname="Larkin", forenames="Jude", collar="J5512", unit=where))
    cases.deadline(
        case=case, key="progress_update", title="Progress update to the complainant", event_on=came,
        work_to=came + timedelta(weeks=4),
    )  # fmt: skip
    acts = ("record_matter", "assess_referral", "decide_not_to_refer", "investigate_matter", "appoint_investigator")
    decided(case=case, acts=acts, by=me, act_on=came, at=at - timedelta(days=20))


if __name__ == "__main__":
    django.setup()
    make()
