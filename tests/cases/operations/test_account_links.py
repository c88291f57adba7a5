"""An account becomes somebody's of the register: nothing vanishes for them before a second person has decided."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases import access
from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.audit.actors import Job
from cases.audit.acts import Act
from cases.models import PUT_OFF, Case, CaseDenial, CaseReader, WallDecision
from cases.operations import account_links, membership, reading, sight, subjects, wall_sweep, walls
from cases.operations.walls import Choice
from cases.queries import case_access, case_denials, known_walls
from cases.workforce.models import Person, Posting, RoleHeld, Unit
from tests.factories.acts import AT
from tests.factories.cases import TODAY, case, holder, place, subject
from tests.factories.hr_files import read
from tests.factories.links import line_of, link
from tests.factories.register import person
from tests.factories.trail import said

pytestmark = pytest.mark.django_db
BY = Job("cases.runs")
DAY = timedelta(days=1)
REVOKE = Choice(choice="revoke", reason="Conflict.")
FREEZE = Choice(choice="freeze", reason="Conflict.", routine_reason="Under review")


class Scene:
    """A matter about somebody, in a unit whose matters an account sees; the account is nobody's yet."""

    def __init__(self) -> None:
        self.unit, self.elsewhere = place(), place()
        self.account = holder(Role.INVESTIGATOR, unit=self.unit)
        self.officer = person(unit=self.elsewhere)
        self.matter = case(unit=self.unit, about=(self.officer,))

    @property
    def sees(self) -> bool:
        return sight.sees(case=self.matter, user=self.account, on=TODAY)

    def decider(self) -> User:
        return holder(Role.SUPERVISOR, unit=self.unit)


def asked(of: Case) -> list[tuple[int, list[tuple[int, str]]]]:
    """About whom, and who would lose sight: every open question of a matter."""
    rows = of.wall_decisions.filter(choice="").order_by("pk")
    return [(row.person_id, [(each["user"], each["why"]) for each in row.would_lose]) for row in rows]


def denials(of: Case) -> set[tuple[str, str]]:
    return set(of.denials.values_list("principal", "why"))


def walls_of_all() -> set[tuple[Any, ...]]:
    """Every denial and every question."""
    return {*CaseDenial.objects.values_list("case", "principal"), *WallDecision.objects.values_list("pk")}


def sweep() -> int:
    """Sweeps; says how many denials and questions came or went: of one that was put off, both. The job tells none."""
    before = walls_of_all()
    assert wall_sweep.sweep(cursor=None, by=BY, at=AT).done == 0
    return len(walls_of_all() ^ before)


# --- Linking ---


def test_for_whoever_it_is_about_nothing_vanishes_and_a_second_person_is_asked() -> None:
    scene = Scene()
    link(scene.officer, scene.account)
    assert scene.sees
    assert asked(scene.matter) == [(scene.officer.pk, [(scene.account.pk, "It is about them")])]
    decision = WallDecision.objects.get()
    assert decision.asked_by is None
    assert [entry[2] for entry in said(Act.WALL_RAISED)] == [f"wall:{decision.pk}"]
    assert len(said(Act.PERSON_LINKED)) == 1


def by_unit(scene: Scene) -> None:
    pass


def named(scene: Scene) -> None:
    RoleHeld.objects.filter(user=scene.account).update(unit=scene.elsewhere)
    reading.name(case=scene.matter, user=scene.account, reason="x", on=TODAY, by="x")


def given(scene: Scene) -> None:
    RoleHeld.objects.filter(user=scene.account).update(unit=scene.elsewhere)
    reading.give(case=scene.matter, user=scene.account, reason="x", on=TODAY, until=TODAY, by="x")


def head_of_a_restricted_one(scene: Scene) -> None:
    RoleHeld.objects.filter(user=scene.account).update(role=Role.HEAD_OF_DEPARTMENT)
    reading.close_to_unit(case=scene.matter, on=TODAY)


def elsewhere(scene: Scene) -> None:
    RoleHeld.objects.filter(user=scene.account).update(unit=scene.elsewhere)


def given_until_yesterday(scene: Scene) -> None:
    RoleHeld.objects.filter(user=scene.account).update(unit=scene.elsewhere)
    reading.give(case=scene.matter, user=scene.account, reason="x", on=TODAY - DAY, until=TODAY - DAY, by="x")


def shut_out_as_an_account(scene: Scene) -> None:
    reading.deny(case=scene.matter, user=scene.account, on=TODAY)


@pytest.mark.parametrize(
    ("how", "sees"),
    [
        pytest.param(by_unit, True, id="by-its-unit"),
        pytest.param(named, True, id="named"),
        pytest.param(given, True, id="given-for-a-time"),
        pytest.param(head_of_a_restricted_one, True, id="head-of-a-restricted-one"),
        pytest.param(elsewhere, False, id="role-elsewhere"),
        pytest.param(given_until_yesterday, False, id="given-until-yesterday"),
        pytest.param(shut_out_as_an_account, False, id="shut-out-already"),
    ],
)
def test_only_where_the_account_sees_it_now_is_anything_asked(how: Callable[[Scene], None], sees: bool) -> None:
    scene = Scene()
    how(scene)
    assert scene.sees is sees
    link(scene.officer, scene.account)
    assert scene.sees is sees
    assert len(asked(scene.matter)) == int(sees)
    assert any(principal.startswith(PUT_OFF) for principal, _ in denials(scene.matter)) is sees


def test_where_they_did_not_see_it_they_never_will() -> None:
    scene = Scene()
    elsewhere(scene)
    link(scene.officer, scene.account)
    RoleHeld.objects.filter(user=scene.account).update(unit=scene.unit)
    assert not scene.sees


def manages(scene: Scene, manager: Person, *, until: int | None) -> None:
    """Manages the officer, or did until so many days ago; and is kept from the matter since."""
    Posting.objects.filter(person=scene.officer).update(line_manager=manager)
    reading.deny_concerned(case=scene.matter, person_id=scene.officer.pk, on=TODAY)
    if until is not None:
        Posting.objects.filter(person=scene.officer).update(last_day=TODAY - until * DAY)


@pytest.mark.parametrize(
    ("until", "why"),
    [
        pytest.param(None, "They manage somebody whom it is about", id="today"),
        pytest.param(0, "They manage somebody whom it is about", id="until-today"),
        pytest.param(1, "They managed somebody whom it is about", id="until-yesterday"),
    ],
)
def test_the_same_for_whoever_manages_them_or_did(until: int | None, why: str) -> None:
    scene = Scene()
    manager = person(unit=scene.elsewhere)
    manages(scene, manager, until=until)
    link(manager, scene.account)
    assert scene.sees
    assert asked(scene.matter) == [(scene.officer.pk, [(scene.account.pk, why)])]
    assert (f"person:{scene.officer.pk}", "concerned") in denials(scene.matter), "others stay shut out"


def test_an_account_that_is_both_is_asked_about_once() -> None:
    scene = Scene()
    other = person(unit=scene.elsewhere)
    subject(case=scene.matter, person=other)
    Posting.objects.filter(person=other).update(line_manager=scene.officer)
    reading.deny_concerned(case=scene.matter, person_id=other.pk, on=TODAY)
    link(scene.officer, scene.account)
    assert asked(scene.matter) == [(scene.officer.pk, [(scene.account.pk, "It is about them")])]
    assert scene.sees


def test_whoever_was_added_in_error_and_is_shut_out_still_goes_on_seeing_what_they_see() -> None:
    scene = Scene()
    about = scene.matter.subjects.get()
    subjects.withdraw(reference=scene.matter.reference, subject_id=about.pk, reason="Error", by=scene.decider(), at=AT)
    link(scene.officer, scene.account)
    assert scene.sees
    assert not asked(scene.matter)
    assert sweep() == 0
    assert scene.sees


def test_a_question_that_is_open_already_names_them_too() -> None:
    scene = Scene()
    manager = person(unit=scene.elsewhere, user=holder(Role.INVESTIGATOR, unit=scene.unit))
    Posting.objects.filter(person=scene.officer).update(line_manager=manager)
    sweep()
    assert len(asked(scene.matter)) == 1
    link(scene.officer, scene.account)
    ((_, losers),) = asked(scene.matter)
    assert {user for user, _ in losers} == {manager.user_id, scene.account.pk}


def test_other_matters_and_other_people_are_left_alone() -> None:
    scene = Scene()
    other = case(unit=scene.unit, about=(person(unit=scene.elsewhere),))
    before = denials(other)
    link(scene.officer, scene.account)
    assert denials(other) == before
    assert not asked(other)
    assert sight.sees(case=other, user=scene.account, on=TODAY)


def test_every_matter_is_asked_about_and_every_link_of_a_file() -> None:
    scene = Scene()
    more = [case(unit=scene.unit, about=(scene.officer,)) for _ in range(3)]
    other, account = person(unit=scene.elsewhere), holder(Role.INVESTIGATOR, unit=scene.unit)
    theirs = case(unit=scene.unit, about=(other,))
    results = read(line_of(scene.officer, scene.account), line_of(other, account))
    assert results == [("changed", "")] * 2
    assert all(asked(matter) for matter in (scene.matter, *more, theirs))
    assert WallDecision.objects.count() == 5


def test_somebody_who_is_new_and_linked_at_once_is_about_nothing() -> None:
    scene = Scene()
    values = line_of(scene.officer, scene.account, person_number="NEW1")
    assert read(values) == [("added", "")]
    assert Person.objects.get(number="NEW1").user == scene.account
    assert not WallDecision.objects.exists()


# --- Until it is decided, and after ---


def test_it_is_decided_like_any_other() -> None:
    scene = Scene()
    link(scene.officer, scene.account)
    walls.decide(decision_id=WallDecision.objects.get().pk, choice=REVOKE, by=scene.decider(), at=AT)
    assert not scene.sees
    assert {(f"person:{scene.officer.pk}", "concerned"), (scene.account.principal, "wall")} <= denials(scene.matter)
    sweep()
    assert denials(scene.matter) == {
        (f"person:{scene.officer.pk}", "concerned"), (scene.account.principal, "wall"),
    }  # fmt: skip
    assert scene.matter.subjects.count() == 1
    assert sweep() == 0


def test_under_a_cover_another_matter_goes_with_it() -> None:
    scene = Scene()
    other = case(unit=scene.unit)
    link(scene.officer, scene.account)
    choice = Choice(choice="cover", reason="x", covered=(other.reference,), routine_reason="Workload")
    walls.decide(decision_id=WallDecision.objects.get().pk, choice=choice, by=scene.decider(), at=AT)
    assert not scene.sees
    assert not sight.sees(case=other, user=scene.account, on=TODAY)


def test_who_managed_them_is_shut_out_for_good_once_it_is_decided() -> None:
    scene = Scene()
    manager = person(unit=scene.elsewhere)
    manages(scene, manager, until=1)
    link(manager, scene.account)
    walls.decide(decision_id=WallDecision.objects.get().pk, choice=REVOKE, by=scene.decider(), at=AT)
    assert not scene.sees
    assert sweep() == 2
    assert (f"person:{manager.pk}", "line_manager") in denials(scene.matter)
    assert said(Act.WALL_DECIDED)[-1][2:] == (f"case:{scene.matter.reference}", "register: account linked")


def test_while_a_freeze_lasts_nobody_is_asked_again_and_once_it_has_ended_somebody_is() -> None:
    scene = Scene()
    link(scene.officer, scene.account)
    [decider, second] = [scene.decider(), scene.decider()]
    decision = WallDecision.objects.get()
    walls.decide(decision_id=decision.pk, choice=FREEZE, by=decider, at=AT)
    assert (sweep(), scene.sees, asked(scene.matter)) == (0, True, [])
    walls.end_freeze(decision_id=decision.pk, reason="Over", by=second, at=AT)
    assert (sweep(), scene.sees) == (1, True)
    assert asked(scene.matter) == [(scene.officer.pk, [(scene.account.pk, "It is about them")])]
    assert sweep() == 0


def test_an_account_linked_while_a_freeze_lasts_is_asked_about_once_it_has_ended() -> None:
    scene = Scene()
    manager = person(unit=scene.elsewhere, user=holder(Role.INVESTIGATOR, unit=scene.unit))
    Posting.objects.filter(person=scene.officer).update(line_manager=manager)
    sweep()
    decision = WallDecision.objects.get()
    walls.decide(decision_id=decision.pk, choice=FREEZE, by=scene.decider(), at=AT)
    link(scene.officer, scene.account)
    assert (scene.sees, asked(scene.matter)) == (True, [])
    assert known_walls.would_deny(case_id=scene.matter.pk, user_id=scene.account.pk, on=TODAY)
    walls.end_freeze(decision_id=decision.pk, reason="Over", by=scene.decider(), at=AT)
    sweep()
    ((_, losers),) = asked(scene.matter)
    assert {user for user, _ in losers} == {manager.user_id, scene.account.pk}


def test_whoever_sees_it_no_more_by_themselves_is_shut_out_quietly() -> None:
    scene = Scene()
    link(scene.officer, scene.account)
    elsewhere(scene)
    assert sweep() == 2
    assert denials(scene.matter) == {(f"person:{scene.officer.pk}", "concerned")}
    RoleHeld.objects.filter(user=scene.account).update(unit=scene.unit)
    assert not scene.sees


def test_a_subject_who_is_withdrawn_meanwhile_leaves_nothing_to_ask_and_nothing_vanishes() -> None:
    scene = Scene()
    link(scene.officer, scene.account)
    about = scene.matter.subjects.get()
    subjects.withdraw(reference=scene.matter.reference, subject_id=about.pk, reason="Error", by=scene.decider(), at=AT)
    assert (asked(scene.matter), sweep(), scene.sees) == ([], 0, True)


def test_meanwhile_they_work_on_it_and_may_be_named_to_it_as_before_and_lose_that_too() -> None:
    scene = Scene()
    manager = person(unit=scene.elsewhere)
    manages(scene, manager, until=1)
    link(manager, scene.account)
    assert sight.may_keep(case=scene.matter, user=scene.account, on=TODAY)
    # A refusal would tell whoever names them that something is asked.
    membership.name(reference=scene.matter.reference, user_id=scene.account.pk, reason="x", by=scene.decider(), at=AT)
    decision = WallDecision.objects.get()
    choice = walls.Choice(choice="revoke", reason="It must be")
    walls.decide(decision_id=decision.pk, choice=choice, by=scene.decider(), at=AT)
    assert not sight.sees(case=scene.matter, user=scene.account, on=TODAY)
    assert not CaseReader.objects.filter(principal=scene.account.principal).exists()


# --- Whoever it is about learns nothing ---


def test_they_know_of_no_question_and_who_is_shut_out_reads_as_before() -> None:
    scene = Scene()
    before = [(one.name, one.why, one.still) for one in case_denials.shut_out(case=scene.matter)]
    link(scene.officer, scene.account)
    reader = access.reader(user=User.objects.get(pk=scene.account.pk), on=TODAY)
    assert case_access.walls(reader=reader) == ([], False)
    assert not [one for one in known_walls.of_case(case=scene.matter, reader=reader) if one.is_known]
    assert not known_walls.known(reader=reader).exists()
    assert [(one.name, one.why, one.still) for one in case_denials.shut_out(case=scene.matter)] == before
    other = access.reader(user=scene.decider(), on=TODAY)
    assert len(case_access.walls(reader=other)[0]) == 1


# --- As many questions to the database, however long the file ---


def queries_of(links: list[tuple[Person, User]], unit: Unit) -> int:
    lines = [line_of(who, account) for who, account in links]
    with CaptureQueriesContext(connection) as queries:
        read(*lines)
    return len(queries)


def people(count: int, unit: Unit) -> list[tuple[Person, User]]:
    return [(person(unit=unit), holder(Role.INVESTIGATOR, unit=unit)) for _ in range(count)]


def test_whoever_is_kept_from_nothing_costs_no_question() -> None:
    unit = place()
    case(unit=unit, about=(person(unit=unit),))
    few, many = queries_of(people(2, unit), unit), queries_of(people(30, unit), unit)
    linked = 2 * (30 - 2)
    assert many - few <= linked, "an entry for each link, and no more"


@pytest.mark.parametrize("matters", [1, 6])
def test_finding_the_matters_takes_as_many_questions_however_many_they_are(matters: int) -> None:
    scene = Scene()
    elsewhere(scene)
    for _ in range(matters):
        case(unit=scene.unit, about=(scene.officer,))
    with CaptureQueriesContext(connection) as queries:
        account_links.ask_first(links=[(scene.officer, scene.account)], by=BY, at=AT)
    assert len(queries) <= 6
