"""Who may be given sight of a matter at all. Every refusal is the same sentence, whatever its cause.

A reason that could be told from another would tell whom a matter is about (practice: tip-off by disappearance).
"""

from datetime import date

from cases import access
from cases.accounts.roles import SEES_CASES, Role
from cases.accounts.users import User
from cases.audit.acts import Act
from cases.audit.trail import Refused, Thing
from cases.models import Case, CaseDenial
from cases.queries import known_walls
from cases.workforce.roles import roles_of

REFUSAL = "This cannot be done for the person you chose. Choose somebody else, or ask the head of your department."


def sees(*, case: Case, user: User, on: date) -> bool:
    """Whether this user may see the matter on that day."""
    return access.visible_to(reader=access.reader(user=user, on=on)).filter(pk=case.pk).exists()


def may_be_given(*, case: Case, user: User, by: User, on: date) -> bool:
    """Whether sight of the matter may be given by somebody to this user, who does not have it or has it some other way.

    Nobody is given it of whom it is being decided, or put off, whether they must lose it; but for what is asked about
    whoever gives it too. To them a refusal would tell that, and what they gave the decision takes back
    (`wall_questions.note_given`).
    """
    if known_walls.would_deny(case_id=case.pk, user_id=user.pk, on=on, known_to=by.pk):
        return False
    return may_keep(case=case, user=user, on=on)


def may_keep(*, case: Case, user: User, on: date) -> bool:
    """Whether this user may have sight of the matter: an account in use, a role that sees matters, no denial.

    Whoever keeps the system running is given none, and nor is whom the matter is about or who manages them.
    """
    held = roles_of(user=user, on=on)
    if not user.is_active or not held & SEES_CASES or Role.ADMINISTRATOR in held:
        return False
    denied_as = access.reader(user=user, on=on).denied_as
    return not CaseDenial.objects.filter(case=case, principal__in=denied_as).exists()


def must_be_given(*, case: Case, user: User, by: User, on: date, what: Act) -> None:
    """Raises Refused where sight may not be given to them, and where somebody gives it to themselves."""
    # Whoever sees it keeps it until that is decided: a refusal would tell them, or whoever names them, what is asked.
    keeps = sees(case=case, user=user, on=on) and may_keep(case=case, user=user, on=on)
    if user.pk == by.pk or not (keeps or may_be_given(case=case, user=user, by=by, on=on)):
        raise refused(case=case, what=what)


def must_see(*, case: Case, user: User, on: date, what: Act) -> None:
    """Raises Refused where they cannot be given the matter to work on, or do not see it.

    Not because of what is being decided about their sight: they have it, and a refusal would tell them.
    """
    if not (may_keep(case=case, user=user, on=on) and sees(case=case, user=user, on=on)):
        raise refused(case=case, what=what)


def refused(*, case: Case, what: Act) -> Refused:
    """The one refusal. Its entry names nobody: those who may see the matter could tell from it whom it is about."""
    return Refused(REFUSAL, what=what, about=Thing("case", case.reference, case.pk))
