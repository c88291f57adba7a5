"""An account that is linked to the wrong person: one asks, another confirms, and nobody comes to see a matter by it."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from cases import access
from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.audit.acts import Act
from cases.audit.trail import Refused
from cases.models import Case, CaseDenial, WallDecision
from cases.operations import denials, reading, relinking, sight, wall_sweep, walls
from cases.operations.relinking import Mistake
from cases.operations.walls import Choice
from cases.queries import case_denials, moved_matters
from cases.workforce.models import Person, Posting, Relinking, RoleHeld
from tests.factories.acts import AT, BY
from tests.factories.cases import TODAY, case, holder, place
from tests.factories.hr_files import read
from tests.factories.links import line_of, link
from tests.factories.races import race
from tests.factories.register import person
from tests.factories.trail import said
from tests.factories.users import user

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


class Mixup:
    """An account that was linked to the wrong person, whom no matter is about yet."""

    def __init__(self) -> None:
        self.unit, self.elsewhere = place(), place()
        self.account = holder(Role.INVESTIGATOR, unit=self.unit)
        self.wrong = person(unit=self.elsewhere, user=self.account)
        self.right = person(unit=self.elsewhere)
        self.one, self.other = (holder(Role.HEAD_OF_DEPARTMENT, unit=self.unit) for _ in range(2))

    def ask(self, to: Person | None = None, by: User | None = None) -> Relinking:
        number = to.number if to else ""
        return relinking.ask(number=self.wrong.number, to=number, by=by or self.one, at=AT)

    def put_right(self, to: Person | None = None) -> None:
        asked = self.ask(to)
        relinking.decide(relinking_id=asked.pk, confirm=True, by=self.other, at=AT)

    def sees(self, matter: Case) -> bool:
        return sight.sees(case=matter, user=self.account, on=TODAY)


def linked(to: User) -> Person | None:
    return Person.objects.filter(user=to).first()


# --- One asks, another confirms ---


def test_it_is_linked_to_somebody_else_once_another_has_confirmed_it() -> None:
    mixup = Mixup()
    asked = mixup.ask(mixup.right)
    assert linked(mixup.account) == mixup.wrong, "nothing changes by asking"
    relinking.decide(relinking_id=asked.pk, confirm=True, by=mixup.other, at=AT)
    assert linked(mixup.account) == mixup.right
    of = f"person:{mixup.wrong.pk}"
    acts = (Act.RELINKING_ASKED, Act.PERSON_UNLINKED, Act.PERSON_LINKED)
    assert said(*acts) == [
        ("done", mixup.one.principal, of, f"{mixup.account.principal} to person:{mixup.right.pk}"),
        ("done", mixup.other.principal, of, mixup.account.principal),
        ("done", mixup.other.principal, f"person:{mixup.right.pk}", mixup.account.principal),
    ]


def test_it_may_be_nobodys_and_then_a_file_links_it() -> None:
    mixup = Mixup()
    mixup.put_right(None)
    assert linked(mixup.account) is None
    assert read(line_of(mixup.right, mixup.account)) == [("changed", "")]
    assert linked(mixup.account) == mixup.right


def test_refused_it_stays_as_it_is_and_may_be_asked_again() -> None:
    mixup = Mixup()
    asked = mixup.ask(mixup.right)
    relinking.decide(relinking_id=asked.pk, confirm=False, by=mixup.other, at=AT)
    assert linked(mixup.account) == mixup.wrong
    assert said(Act.RELINKING_REFUSED)[-1][1] == mixup.other.principal
    assert mixup.ask(mixup.right).pk != asked.pk


def test_two_accounts_that_were_mixed_up_are_put_right_one_after_another() -> None:
    mixup = Mixup()
    theirs = holder(Role.INVESTIGATOR, unit=mixup.unit)
    Person.objects.filter(pk=mixup.right.pk).update(user=theirs)
    with pytest.raises(Mistake, match="Put that one right first"):
        mixup.ask(mixup.right)
    mixup.put_right(None)
    again = relinking.ask(number=mixup.right.number, to=mixup.wrong.number, by=mixup.one, at=AT)
    relinking.decide(relinking_id=again.pk, confirm=True, by=mixup.other, at=AT)
    assert read(line_of(mixup.right, mixup.account)) == [("changed", "")]
    assert (linked(theirs), linked(mixup.account)) == (mixup.wrong, mixup.right)


@pytest.mark.parametrize(
    ("to", "sentence"),
    [
        pytest.param("nobody", "Enter the person number of somebody in the register", id="no-such-number"),
        pytest.param("a\0b", "Enter the person number of somebody in the register", id="unreadable"),
        pytest.param("WRONG", "the account is linked to this person now", id="the-same"),
        pytest.param(" TAKEN ", "They are linked to an account already. Put that one right first", id="linked"),
    ],
)
def test_what_cannot_be_asked(to: str, sentence: str) -> None:
    person(number="WRONG", user=user())
    person(number="TAKEN", user=user())
    with pytest.raises(Mistake, match=sentence) as mistake:
        relinking.ask(number="WRONG", to=to, by=user(), at=AT)
    assert mistake.value.field == "to"
    assert not Relinking.objects.exists()


def by_whoever_holds_it(mixup: Mixup) -> Any:
    return mixup.ask(mixup.right, by=mixup.account)


def twice(mixup: Mixup) -> Any:
    mixup.ask(mixup.right)
    return mixup.ask(None, by=mixup.other)


def of_nobodys_account(mixup: Mixup) -> Any:
    return relinking.ask(number=mixup.right.number, to="", by=mixup.one, at=AT)


def confirmed_by_whoever_asked(mixup: Mixup) -> Any:
    asked = mixup.ask(mixup.right)
    return relinking.decide(relinking_id=asked.pk, confirm=True, by=mixup.one, at=AT)


def refused_by_whoever_asked(mixup: Mixup) -> Any:
    asked = mixup.ask(mixup.right)
    return relinking.decide(relinking_id=asked.pk, confirm=False, by=mixup.one, at=AT)


def confirmed_by_whoever_holds_it(mixup: Mixup) -> Any:
    asked = mixup.ask(mixup.right)
    return relinking.decide(relinking_id=asked.pk, confirm=True, by=mixup.account, at=AT)


def confirmed_twice(mixup: Mixup) -> Any:
    asked = mixup.ask(None)
    relinking.decide(relinking_id=asked.pk, confirm=False, by=mixup.other, at=AT)
    return relinking.decide(relinking_id=asked.pk, confirm=True, by=mixup.other, at=AT)


def after_the_other_was_linked(mixup: Mixup) -> Any:
    asked = mixup.ask(mixup.right)
    Person.objects.filter(pk=mixup.right.pk).update(user=user())
    return relinking.decide(relinking_id=asked.pk, confirm=True, by=mixup.other, at=AT)


def after_it_was_moved(mixup: Mixup) -> Any:
    asked = mixup.ask(mixup.right)
    Person.objects.filter(pk=mixup.wrong.pk).update(user=None)
    return relinking.decide(relinking_id=asked.pk, confirm=True, by=mixup.other, at=AT)


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        pytest.param(by_whoever_holds_it, relinking.OWN, id="asked-for-ones-own"),
        pytest.param(twice, relinking.ASKED, id="asked-twice"),
        pytest.param(of_nobodys_account, relinking.NO_ACCOUNT, id="no-account"),
        pytest.param(confirmed_by_whoever_asked, relinking.SECOND_PERSON, id="confirmed-by-who-asked"),
        pytest.param(refused_by_whoever_asked, relinking.SECOND_PERSON, id="refused-by-who-asked"),
        pytest.param(confirmed_by_whoever_holds_it, relinking.OWN, id="confirmed-for-ones-own"),
        pytest.param(confirmed_twice, relinking.DECIDED, id="decided-already"),
        pytest.param(after_the_other_was_linked, relinking.CHANGED, id="the-other-was-linked-meanwhile"),
        pytest.param(after_it_was_moved, relinking.CHANGED, id="it-was-moved-meanwhile"),
    ],
)
def test_what_is_refused(how: Callable[[Mixup], Any], sentence: str) -> None:
    mixup = Mixup()
    with pytest.raises(Refused) as refusal, transaction.atomic():
        how(mixup)
    assert refusal.value.sentence == sentence
    assert linked(mixup.account) in {mixup.wrong, None}


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        pytest.param({"decided_by": "one", "was_confirmed": True, "decided_at": AT}, "second_person", id="one-person"),
        pytest.param({"asked_by": "account"}, "not_by_who_holds", id="asked-by-the-holder"),
        pytest.param(
            {"decided_by": "account", "was_confirmed": True, "decided_at": AT}, "not_by_who_holds", id="by-the-holder"
        ),
        pytest.param({"decided_by": "other"}, "decided_whole", id="half-decided"),
        pytest.param({"to": "wrong"}, "to_somebody_else", id="to-the-same"),
        pytest.param({"asked_by": "other"}, "asked_once", id="twice"),
    ],
)
def test_the_database_refuses_it_too(wrong: dict[str, Any], name: str) -> None:
    mixup = Mixup()
    mixup.ask(mixup.right) if name == "asked_once" else None
    values = {"account": mixup.account, "linked_to": mixup.wrong, "to": mixup.right, "asked_by": mixup.one}
    values |= {key: getattr(mixup, said_) if isinstance(said_, str) else said_ for key, said_ in wrong.items()}
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Relinking.objects.create(asked_at=AT, **values)


# --- Nobody comes to see a matter by it ---


def concerned(mixup: Mixup) -> Case:
    return case(unit=mixup.unit, about=(mixup.wrong,))


def line_manager(mixup: Mixup) -> Case:
    return case(unit=mixup.unit, about=(person(unit=mixup.elsewhere, line_manager=mixup.wrong),))


def once_line_manager(mixup: Mixup) -> Case:
    made = line_manager(mixup)
    Posting.objects.filter(line_manager=mixup.wrong).update(line_manager=None)
    return made


@pytest.mark.parametrize("to", ["somebody", "nobody"])
@pytest.mark.parametrize("why", [concerned, line_manager, once_line_manager])
def test_what_it_was_kept_from_it_stays_kept_from(why: Callable[[Mixup], Case], to: str) -> None:
    mixup = Mixup()
    matter, open_to_all = why(mixup), case(unit=mixup.unit)
    assert (mixup.sees(matter), mixup.sees(open_to_all)) == (False, True)
    mixup.put_right(mixup.right if to == "somebody" else None)
    assert (mixup.sees(matter), mixup.sees(open_to_all)) == (False, True)
    RoleHeld.objects.filter(user=mixup.account).update(role=Role.HEAD_OF_DEPARTMENT)
    reading.name(case=matter, user=mixup.account, reason="x", on=TODAY, by="x")
    assert not mixup.sees(matter), "a denial beats every grant"
    wall_sweep.sweep(cursor=None, by=BY, at=AT)
    assert not mixup.sees(matter)
    assert not WallDecision.objects.exists()


def test_it_is_not_told_of_as_moved_and_the_matter_says_why() -> None:
    mixup = Mixup()
    matter = concerned(mixup)
    mixup.put_right(mixup.right)
    reader = access.reader(user=User.objects.get(pk=mixup.account.pk), on=TODAY)
    with connection.cursor() as cursor:
        cursor.execute(*moved_matters.lately(reader=reader))
        assert moved_matters.read(json.loads(cursor.fetchone()[0])) == []
    shown = {(one.name, one.why) for one in case_denials.shut_out(case=matter)}
    assert shown == {
        (str(mixup.wrong), "It is about them"),
        (mixup.account.name, "Their account was taken for somebody else’s until 23 November 2026"),
    }
    entry = ("done", mixup.other.principal, f"case:{matter.reference}", "register: account linked")
    assert said(Act.WALL_DECIDED) == [entry]


def test_whoever_may_lets_them_see_it_again_for_a_reason() -> None:
    mixup = Mixup()
    matter = concerned(mixup)
    mixup.put_right(mixup.right)
    denial = CaseDenial.objects.get(case=matter, principal=mixup.account.principal)
    supervisor = holder(Role.SUPERVISOR, unit=mixup.unit)
    denials.lift(reference=matter.reference, denial_id=denial.pk, reason="Mixed up.", by=supervisor, at=AT)
    assert mixup.sees(matter)
    assert not sight.sees(case=matter, user=_linked_again(mixup), on=TODAY), "the person stays kept from it"


def _linked_again(mixup: Mixup) -> User:
    theirs = holder(Role.INVESTIGATOR, unit=place())
    Person.objects.filter(pk=mixup.wrong.pk).update(user=theirs)
    RoleHeld.objects.filter(user=theirs).update(unit=mixup.unit)
    return theirs


def test_what_they_must_not_see_as_whom_they_are_waits_for_a_second_person() -> None:
    mixup = Mixup()
    matter = case(unit=mixup.unit, about=(mixup.right,))
    assert mixup.sees(matter)
    mixup.put_right(mixup.right)
    assert mixup.sees(matter), "nothing vanishes"
    decision = WallDecision.objects.get()
    assert (decision.asked_by, decision.person) == (None, mixup.right)
    assert [each["user"] for each in decision.would_lose] == [mixup.account.pk]
    walls.decide(decision_id=decision.pk, choice=Choice(choice="revoke", reason="x"), by=mixup.other, at=AT)
    assert not mixup.sees(matter)


def test_what_is_being_asked_about_their_sight_is_still_asked() -> None:
    mixup = Mixup()
    Person.objects.filter(pk=mixup.wrong.pk).update(user=None)
    matter = concerned(mixup)
    link(mixup.wrong, mixup.account)
    assert mixup.sees(matter)
    mixup.put_right(None)
    assert mixup.sees(matter), "it was not by this that they see it"
    assert CaseDenial.objects.filter(case=matter, principal=f"person:{mixup.wrong.pk}").exists()
    decision = WallDecision.objects.get(choice="")
    wall_sweep.sweep(cursor=None, by=BY, at=AT)
    walls.decide(decision_id=decision.pk, choice=Choice(choice="revoke", reason="x"), by=mixup.other, at=AT)
    assert not mixup.sees(matter)


def test_back_and_forth_nothing_appears_and_nothing_vanishes() -> None:
    mixup = Mixup()
    matters = [concerned(mixup), case(unit=mixup.unit, about=(mixup.right,)), case(unit=mixup.unit)]
    seen = [mixup.sees(matter) for matter in matters]
    assert seen == [False, True, True]
    mixup.put_right(mixup.right)
    back = relinking.ask(number=mixup.right.number, to=mixup.wrong.number, by=mixup.one, at=AT)
    relinking.decide(relinking_id=back.pk, confirm=True, by=mixup.other, at=AT)
    assert linked(mixup.account) == mixup.wrong
    assert [mixup.sees(matter) for matter in matters] == seen
    wall_sweep.sweep(cursor=None, by=BY, at=AT)
    assert [mixup.sees(matter) for matter in matters] == seen


# --- At the same moment ---


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", range(3))
def test_of_two_who_decide_at_once_one_does_and_the_other_is_told(time: int) -> None:
    mixup = Mixup()
    third = holder(Role.HEAD_OF_DEPARTMENT, unit=mixup.unit)
    asked = mixup.ask(mixup.right)
    found = race(
        lambda: relinking.decide(relinking_id=asked.pk, confirm=True, by=mixup.other, at=AT),
        lambda: relinking.decide(relinking_id=asked.pk, confirm=False, by=third, at=AT),
    )
    (problem,) = [one for one in found if isinstance(one, Exception)]
    assert isinstance(problem, Refused)
    assert problem.sentence == relinking.DECIDED
    asked.refresh_from_db()
    assert linked(mixup.account) == (mixup.right if asked.was_confirmed else mixup.wrong)
