"""Naming somebody, giving sight for a time, ending it, restricting: and one sentence for every refusal."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from cases import access
from cases.access import NotThere
from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.audit.actors import Job
from cases.audit.acts import Act
from cases.audit.trail import Refused
from cases.models import Case, CaseReader, Membership, WallDecision
from cases.operations import case_changes, membership, reading, sight
from cases.workforce.models import Unit
from tests.factories import cases, register
from tests.factories.acts import AT
from tests.factories.cases import TODAY, holder, place
from tests.factories.trail import said
from tests.factories.users import user

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Unit:
    return register.unit()


@pytest.fixture
def me(unit: Unit) -> User:
    return holder(Role.SUPERVISOR, unit=unit)


@pytest.fixture
def colleague() -> User:
    """Somebody of another unit, who holds a role that sees matters there."""
    return holder(Role.INVESTIGATOR, unit=register.unit())


def sees(somebody: User, case: Case, days: int = 0) -> bool:
    reader = access.reader(user=somebody, on=TODAY + timedelta(days))
    return access.visible_to(reader=reader).filter(pk=case.pk).exists()


def name(case: Case, who: User, by: User) -> None:
    membership.name(reference=case.reference, user_id=who.pk, reason="Works on it", by=by, at=AT)


def give(case: Case, who: User, by: User, days: int = 5) -> None:
    membership.give(
        reference=case.reference, user_id=who.pk, until=TODAY + timedelta(days), reason="Dip sample", by=by, at=AT
    )


# --- What is done ---


def test_whoever_is_named_sees_it_until_that_is_ended(unit: Unit, me: User, colleague: User) -> None:
    case = cases.case(unit=unit)
    name(case, colleague, me)
    assert sees(colleague, case, days=9999)
    made = Membership.objects.get()
    membership.end(reference=case.reference, membership_id=made.pk, reason="Has left the team", by=me, at=AT)
    assert not sees(colleague, case)
    made.refresh_from_db()
    assert (made.ended_on, made.ended_by) == (TODAY, me.principal)
    about = f"user:{colleague.pk}"
    assert said(Act.MEMBER_NAMED, Act.SIGHT_ENDED) == [
        ("done", me.principal, about, "Works on it"),
        ("done", me.principal, about, "Has left the team"),
    ]
    assert Case.objects.get().version == case.version + 2


def test_sight_for_a_time_ends_by_its_day_at_read_time(unit: Unit, me: User, colleague: User) -> None:
    case = cases.case(unit=unit)
    give(case, colleague, me, days=5)
    assert sees(colleague, case, days=5)
    assert not sees(colleague, case, days=6)
    assert said(Act.SIGHT_GIVEN) == [
        ("done", me.principal, f"user:{colleague.pk}", "until 28 November 2026: Dip sample")
    ]


@pytest.mark.parametrize(
    ("days", "is_a_day"),
    [
        pytest.param(-1, False, id="yesterday"),
        pytest.param(0, True, id="today"),
        pytest.param(90, True, id="the-longest"),
        pytest.param(91, False, id="a-day-longer"),
    ],
)
def test_sight_is_given_for_ninety_days_at_most(
    unit: Unit, me: User, colleague: User, days: int, is_a_day: bool
) -> None:
    case = cases.case(unit=unit)
    if is_a_day:
        give(case, colleague, me, days=days)
    else:
        with pytest.raises(membership.NotADay):
            give(case, colleague, me, days=days)
    assert sees(colleague, case) is is_a_day


def test_given_again_only_the_newest_counts(unit: Unit, me: User, colleague: User) -> None:
    case = cases.case(unit=unit)
    give(case, colleague, me, days=50)
    give(case, colleague, me, days=2)
    assert not sees(colleague, case, days=3)
    assert Membership.objects.filter(ended_on__isnull=True).count() == 1


def test_ending_what_was_given_leaves_what_somebody_is_named_for(unit: Unit, me: User, colleague: User) -> None:
    case = cases.case(unit=unit)
    name(case, colleague, me)
    give(case, colleague, me)
    given = Membership.objects.get(why="grant")
    for _ in range(2):
        membership.end(reference=case.reference, membership_id=given.pk, reason="Done", by=me, at=AT)
    assert sees(colleague, case)
    assert len(said(Act.SIGHT_ENDED)) == 1


def test_what_belongs_to_another_matter_is_not_ended(unit: Unit, me: User, colleague: User) -> None:
    case, other = cases.case(unit=unit), cases.case(unit=unit)
    name(other, colleague, me)
    membership.end(reference=case.reference, membership_id=Membership.objects.get().pk, reason="x", by=me, at=AT)
    assert sees(colleague, other)


def test_restricted_it_is_for_those_who_are_named_and_who_has_it_is(unit: Unit, me: User) -> None:
    owner, other = holder(Role.INVESTIGATOR, unit=unit), holder(Role.INVESTIGATOR, unit=unit)
    case = cases.case(unit=unit, owner=owner)
    membership.restrict(reference=case.reference, reason="Covert", by=me, at=AT)
    assert [sees(who, case) for who in (me, owner, other)] == [True, True, False]
    assert Case.objects.get().is_restricted
    membership.unrestrict(reference=case.reference, reason="No longer covert", by=me, at=AT)
    assert sees(other, case)
    assert [reason for *_, reason in said(Act.CASE_RESTRICTED, Act.CASE_UNRESTRICTED)] == ["Covert", "No longer covert"]


def test_no_one_person_can_bury_a_matter(unit: Unit, me: User) -> None:
    head, elsewhere = holder(Role.HEAD_OF_DEPARTMENT, unit=unit), holder(Role.HEAD_OF_DEPARTMENT, unit=place())
    case = cases.case(unit=unit, named=(me,))
    membership.restrict(reference=case.reference, reason="Covert", by=me, at=AT)
    mine = Membership.objects.get()
    with pytest.raises(Refused, match="Name somebody else first"):
        membership.end(reference=case.reference, membership_id=mine.pk, reason="x", by=me, at=AT)
    assert [sees(who, case) for who in (me, head, elsewhere)] == [True, True, False]
    colleague = holder(Role.INVESTIGATOR, unit=unit)
    name(case, colleague, me)
    membership.end(reference=case.reference, membership_id=mine.pk, reason="x", by=me, at=AT)
    assert [sees(who, case) for who in (me, colleague, head)] == [False, True, True]


def test_a_head_whom_it_is_about_does_not_see_it_restricted_either(unit: Unit, me: User) -> None:
    head = holder(Role.HEAD_OF_DEPARTMENT, unit=unit)
    case = cases.case(unit=unit, about=(register.person(unit=unit, user=head),))
    membership.restrict(reference=case.reference, reason="Covert", by=me, at=AT)
    assert not sees(head, case)


def test_restricting_or_opening_it_twice_changes_nothing(unit: Unit, me: User) -> None:
    case = cases.case(unit=unit)
    for _ in range(2):
        membership.restrict(reference=case.reference, reason="Covert", by=me, at=AT)
    for _ in range(2):
        membership.unrestrict(reference=case.reference, reason="Open", by=me, at=AT)
    assert len(said(Act.CASE_RESTRICTED, Act.CASE_UNRESTRICTED)) == 2
    assert Case.objects.get().version == case.version + 2


# --- What is refused: one sentence, whatever the cause ---


def _administrator(unit: Unit, case: Case) -> User:
    return user(Role.ADMINISTRATOR)


def _auditor(unit: Unit, case: Case) -> User:
    return user(Role.AUDITOR)


def _without_a_role(unit: Unit, case: Case) -> User:
    return user()


def _out_of_use(unit: Unit, case: Case) -> User:
    made = holder(Role.INVESTIGATOR, unit=unit)
    User.objects.filter(pk=made.pk).update(is_active=False)
    return made


def _concerned(unit: Unit, case: Case) -> User:
    made = holder(Role.INVESTIGATOR, unit=unit)
    _deny(case, register.person(user=made).pk)
    return made


def _line_manager(unit: Unit, case: Case) -> User:
    made = holder(Role.INVESTIGATOR, unit=unit)
    manager = register.person(user=made)
    _deny(case, register.person(unit=unit, line_manager=manager).pk)
    return made


def _walled(unit: Unit, case: Case) -> User:
    made = holder(Role.INVESTIGATOR, unit=unit)
    case.denials.create(principal=made.principal, why="wall")
    return made


def _deny(case: Case, person_id: int) -> None:
    reading.deny_concerned(case=case, person_id=person_id, on=TODAY)


CAUSES: list[Any] = [
    pytest.param(cause, id=cause.__name__.strip("_"))
    for cause in (_administrator, _auditor, _without_a_role, _out_of_use, _concerned, _line_manager, _walled)
]


@pytest.mark.parametrize("act", [name, give])
@pytest.mark.parametrize("cause", CAUSES)
def test_every_refusal_is_the_same_sentence_and_names_nobody(
    unit: Unit, me: User, cause: Callable[[Unit, Case], User], act: Callable[[Case, User, User], None]
) -> None:
    case = cases.case(unit=unit)
    with pytest.raises(Refused) as refusal:
        act(case, cause(unit, case), me)
    assert refusal.value.sentence == sight.REFUSAL
    assert refusal.value.reason == ""
    assert refusal.value.about == ("case", case.reference, case.pk)
    assert not Membership.objects.exists()
    assert Case.objects.get().version == case.version


@pytest.mark.parametrize("act", [name, give])
def test_nobody_gives_it_to_themselves_nor_to_nobody(
    unit: Unit, me: User, act: Callable[[Case, User, User], None]
) -> None:
    case = cases.case(unit=unit)
    for whom in (me, User(pk=10**9)):
        with pytest.raises(Refused) as refusal:
            act(case, whom, me)
        assert refusal.value.sentence == sight.REFUSAL


def test_nothing_is_done_to_a_matter_that_is_not_theirs(me: User, colleague: User) -> None:
    case = cases.case()
    acts: list[Callable[[], None]] = [
        lambda: name(case, colleague, me),
        lambda: give(case, colleague, me),
        lambda: membership.restrict(reference=case.reference, reason="x", by=me, at=AT),
        lambda: membership.unrestrict(reference=case.reference, reason="x", by=me, at=AT),
        lambda: membership.end(reference=case.reference, membership_id=1, reason="x", by=me, at=AT),
    ]
    for act in acts:
        with pytest.raises(NotThere):
            act()


def test_nothing_is_done_to_a_frozen_matter(unit: Unit, me: User, colleague: User) -> None:
    case = cases.case(unit=unit, is_frozen=True)
    for act in (name, give):
        with pytest.raises(Refused) as refusal:
            act(case, colleague, me)
        assert refusal.value.sentence == case_changes.FROZEN


# --- The daily job ---


def test_the_job_marks_what_has_ended_once(unit: Unit, me: User, colleague: User) -> None:
    case = cases.case(unit=unit)
    give(case, colleague, me, days=0)
    job = Job("cases.end_expired_sight")
    for days, done in ((0, 0), (1, 1), (1, 0)):
        step = membership.end_expired(cursor=None, by=job, at=AT + timedelta(days))
        assert (step.done, step.finished) == (done, True)
    made = Membership.objects.get()
    assert (made.ended_on, made.ended_by) == (TODAY, job.principal)
    assert not CaseReader.objects.filter(principal=colleague.principal).exists()
    assert [who for _, who, *_ in said(Act.SIGHT_ENDED)] == [job.principal]


def test_the_job_goes_on_where_a_batch_ended(
    unit: Unit, me: User, colleague: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(membership, "BATCH", 2)
    for _ in range(3):
        give(cases.case(unit=unit), colleague, me, days=0)
    job = Job("cases.end_expired_sight")
    first = membership.end_expired(cursor=None, by=job, at=AT + timedelta(1))
    second = membership.end_expired(cursor=first.cursor, by=job, at=AT + timedelta(1))
    assert [(each.done, each.finished) for each in (first, second)] == [(2, False), (1, True)]


def test_the_job_leaves_what_lasts(unit: Unit, me: User, colleague: User) -> None:
    case = cases.case(unit=unit)
    name(case, colleague, me)
    give(case, holder(Role.INVESTIGATOR, unit=register.unit()), me, days=5)
    assert membership.end_expired(cursor=None, by=Job("x"), at=AT + timedelta(1)).done == 0
    assert sees(colleague, case)


# --- Whose sight of it is being decided ---


@pytest.mark.parametrize("who", ["concerned", "manager"])
@pytest.mark.parametrize("state", ["open", "frozen", "decided", "thawed"])
def test_nobody_is_given_it_while_it_is_decided_whether_they_must_lose_it(
    unit: Unit, me: User, colleague: User, who: str, state: str
) -> None:
    case, other = cases.case(unit=unit), cases.case(unit=unit)
    theirs = register.person(user=colleague)
    person = theirs if who == "concerned" else register.person(unit=unit, line_manager=theirs)
    decided = {"choice": "freeze", "reason": "x", "decided_by": me, "decided_at": AT}
    chosen = {"open": {}, "decided": decided | {"choice": "revoke"}}.get(state, decided)
    asked_by = user()
    WallDecision.objects.create(
        case=case, person=person, proposal={}, would_lose=[], asked_by=asked_by, asked_at=AT, **chosen
    )
    case.is_frozen = state == "frozen"
    case.save(update_fields=["is_frozen"])
    is_refused = state in {"open", "frozen"}
    assert sight.may_be_given(case=case, user=colleague, by=me, on=TODAY) is not is_refused
    assert sight.may_be_given(case=other, user=colleague, by=me, on=TODAY)
    assert sight.may_be_given(case=case, user=holder(Role.INVESTIGATOR, unit=unit), by=me, on=TODAY)
    if state == "open":
        for act in (name, give):
            with pytest.raises(Refused) as refusal:
                act(case, colleague, me)
            assert refusal.value.sentence == sight.REFUSAL


def test_restricting_takes_no_sight_from_whoever_has_it_while_that_is_decided(unit: Unit, me: User) -> None:
    officer = holder(Role.INVESTIGATOR, unit=unit)
    case = cases.case(unit=unit, owner=officer)
    WallDecision.objects.create(
        case=case, person=register.person(user=officer), proposal={}, would_lose=[], asked_by=user(), asked_at=AT
    )
    membership.restrict(reference=case.reference, reason="Covert", by=me, at=AT)
    assert sees(officer, case)
