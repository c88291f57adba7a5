"""Holding a matter and ending that: some holds stem from a decision about sight, and none may look different."""

import pytest

from cases.access import NotThere
from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.audit.acts import Act
from cases.audit.trail import Refused
from cases.models import Case, WallDecision
from cases.operations import case_changes, membership
from cases.queries import known_walls
from cases.workforce.models import Unit
from tests.factories import cases, register
from tests.factories.acts import AT
from tests.factories.cases import TODAY, holder
from tests.factories.trail import said
from tests.factories.users import user

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Unit:
    return register.unit()


@pytest.fixture
def me(unit: Unit) -> User:
    return holder(Role.SUPERVISOR, unit=unit)


def held(case: Case, by: User) -> None:
    membership.hold(reference=case.reference, reason="Advice awaited", by=by, at=AT)


def released(case: Case, by: User) -> None:
    membership.release(reference=case.reference, by=by, at=AT)


def is_held(case: Case) -> bool:
    case.refresh_from_db()
    return case.is_frozen


def frozen_by(case: Case, decider: User) -> WallDecision:
    """A freeze that was decided, which holds the matter."""
    membership.put_hold(case=case, reason="Advice awaited", by=decider, at=AT)
    return WallDecision.objects.create(
        case=case, person=register.person(), proposal={}, would_lose=[], asked_by=user(), asked_at=AT,
        choice="freeze", reason="x", decided_by=decider, decided_at=AT,
    )  # fmt: skip


def test_held_it_cannot_be_changed_until_whoever_holds_it_ends_that(unit: Unit, me: User) -> None:
    case = cases.case(unit=unit)
    held(case, me)
    assert (is_held(case), case.held_because, case.held_by) == (True, "Advice awaited", me)
    for act in (held, restricted):
        with pytest.raises(Refused) as refusal:
            act(case, me)
        assert refusal.value.sentence == case_changes.FROZEN
    for _ in range(2):
        released(case, me)
    assert (is_held(case), case.held_because, case.held_by) == (False, "", None)
    about = f"case:{case.reference}"
    assert said(Act.CASE_CHANGED) == [
        ("done", me.principal, about, "held: Advice awaited"),
        ("done", me.principal, about, "held no more"),
    ]


def restricted(case: Case, by: User) -> None:
    membership.restrict(reference=case.reference, reason="x", by=by, at=AT)


def test_whoever_else_is_refused_alike_whatever_it_is_held_for(unit: Unit, me: User) -> None:
    other = holder(Role.SUPERVISOR, unit=unit)
    ordinary, decided = cases.case(unit=unit), cases.case(unit=unit)
    held(ordinary, me)
    frozen_by(decided, me)
    for case in (ordinary, decided):
        with pytest.raises(Refused) as refusal:
            released(case, other)
        assert refusal.value.sentence == membership.NOT_THEIRS
        assert is_held(case)


def test_a_hold_that_was_decided_is_not_ended_by_this_alone(unit: Unit, me: User) -> None:
    case = cases.case(unit=unit)
    decision = frozen_by(case, me)
    for by, sentence in ((me, membership.DECIDED_HOLD), (holder(Role.SUPERVISOR, unit=unit), membership.NOT_THEIRS)):
        with pytest.raises(Refused) as refusal:
            released(case, by)
        assert refusal.value.sentence == sentence
    decision.ended_at = AT
    decision.save()
    released(case, me)
    assert not is_held(case)


@pytest.mark.parametrize("is_decided", [False, True])
@pytest.mark.parametrize(
    ("role", "ends"), [(Role.INVESTIGATOR, False), (Role.SUPERVISOR, False), (Role.HEAD_OF_DEPARTMENT, True)]
)
def test_what_somebody_held_whose_account_is_out_of_use_a_head_ends_whatever_it_was_held_for(
    unit: Unit, is_decided: bool, role: Role, ends: bool
) -> None:
    case, gone, somebody = cases.case(unit=unit), holder(Role.SUPERVISOR, unit=unit), holder(role, unit=unit)
    decision = frozen_by(case, gone) if is_decided else None
    if decision is None:
        held(case, gone)
    with pytest.raises(Refused) as refusal:
        released(case, somebody)
    assert refusal.value.sentence == membership.NOT_THEIRS
    User.objects.filter(pk=gone.pk).update(is_active=False)
    if ends:
        released(case, somebody)
    else:
        with pytest.raises(Refused) as refusal:
            released(case, somebody)
        assert refusal.value.sentence == membership.NOT_THEIRS
    assert is_held(case) is not ends
    if decision and ends:
        # Held anew for something else, it is not frozen again.
        held(case, somebody)
        assert not known_walls.freezes(case_id=case.pk)
        decision.refresh_from_db()
        assert decision.ended_at == AT


def test_a_freeze_that_somebody_else_decided_lasts_where_a_head_ends_that_of_one_who_has_gone(unit: Unit) -> None:
    case, head = cases.case(unit=unit), holder(Role.HEAD_OF_DEPARTMENT, unit=unit)
    gone, stays = (holder(Role.SUPERVISOR, unit=unit) for _ in range(2))
    frozen_by(case, stays)
    frozen_by(case, gone)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    released(case, head)
    assert Case.objects.get(pk=case.pk).held_by == stays


def test_a_matter_that_is_not_theirs_is_neither_held_nor_released(me: User) -> None:
    for act in (held, released):
        with pytest.raises(NotThere):
            act(cases.case(), me)


def questions(case: Case) -> list[tuple[str, bool]]:
    return [(one.choice, one.ended_at is not None) for one in case.wall_decisions.order_by("pk")]


def test_whoever_is_no_head_ends_their_own_hold_and_not_the_freeze_of_one_who_has_gone(unit: Unit, me: User) -> None:
    case, gone = cases.case(unit=unit), holder(Role.SUPERVISOR, unit=unit)
    frozen_by(case, gone)
    Case.objects.filter(pk=case.pk).update(held_by=me)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    released(case, me)
    assert (is_held(case), case.held_by) == (True, gone)
    assert questions(case) == [("freeze", False)]


@pytest.mark.parametrize("is_theirs", [False, True])
def test_a_head_who_ends_a_freeze_about_themselves_has_it_asked_again(unit: Unit, is_theirs: bool) -> None:
    case, head = cases.case(unit=unit), holder(Role.HEAD_OF_DEPARTMENT, unit=unit)
    gone = holder(Role.SUPERVISOR, unit=unit)
    decision = frozen_by(case, gone)
    officer = register.person(user=head if is_theirs else holder(Role.SUPERVISOR, unit=unit))
    proposal = {"kind": "person", "person_id": officer.pk, "description": "", "allegations": []}
    WallDecision.objects.filter(pk=decision.pk).update(person=officer, proposal=proposal)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    released(case, head)
    assert not is_held(case)
    assert questions(case) == [("freeze", True), *([("", False)] if is_theirs else [])]
    assert known_walls.would_deny(case_id=case.pk, user_id=head.pk, on=TODAY) is is_theirs
    # Told as of the system: of neither world there is an entry of theirs about it.
    assert {who for _, who, _, _ in said(Act.WALL_DECIDED)} == {membership.ENDS.principal}
