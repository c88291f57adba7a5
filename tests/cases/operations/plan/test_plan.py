"""Terms, points, lines, steps, chasers, log, representations and report: written once, changed by one.

What is noted of them does not say what they say.
"""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from cases.access import NotThere
from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.audit.acts import Act
from cases.audit.models import Entry as TrailEntry
from cases.audit.trail import Refused
from cases.models import Case, Chase, LinePoint
from cases.operations import sight
from cases.operations.case_changes import Conflict, SentAlready
from cases.operations.intake.values import Mistake
from cases.operations.plan import chasing, lines, points, policy_log, reports, representations, steps, terms
from cases.operations.plan.values import Entry, Line, Made, Point, Said, Step
from cases.workforce.models import Unit
from tests.factories import cases, plan, register
from tests.factories.acts import AT
from tests.factories.cases import TODAY, holder
from tests.factories.races import race
from tests.factories.trail import said as noted
from tests.factories.users import user

pytestmark = pytest.mark.django_db
YESTERDAY, TOMORROW = TODAY - timedelta(1), TODAY + timedelta(1)
SECRET = "Ada Marlow Harbour"


@pytest.fixture
def unit() -> Unit:
    return register.unit()


@pytest.fixture
def me(unit: Unit) -> User:
    return holder(Role.INVESTIGATOR, unit=unit)


@pytest.fixture
def case(unit: Unit) -> Case:
    made = cases.case(unit=unit)
    cases.subject(case=made)
    return made


def said(case: Case, by: User, **values: Any) -> Said:
    return Said(reference=case.reference, by=by, at=AT, **values)


def point_of(case: Case, **values: Any) -> Point:
    given: dict[str, Any] = {"allegation_id": case.allegations.earliest("pk").pk, "text": SECRET}
    return Point(**(given | values))


def made_of(case: Case, **values: Any) -> Made:
    given: dict[str, Any] = {
        "subject_id": case.subjects.earliest("pk").pk, "received_on": TODAY, "made_by": "officer", "how": "oral",
        "text": SECRET,
    }  # fmt: skip
    return Made(**(given | values))


# What adds a row: given the matter, what is said of it and a text.
Add = Callable[[Case, Said, str], Any]
ADDS = [
    pytest.param(lambda case, said, text: points.add(point=point_of(case, text=text), said=said), id="point"),
    pytest.param(lambda case, said, text: lines.add(line=Line(what=text), said=said), id="line"),
    pytest.param(
        lambda case, said, text: steps.add(step=Step(kind="request", body="Bank", about=text), said=said), id="step"
    ),
    pytest.param(
        lambda case, said, text: policy_log.enter(entry=Entry(decided=text, why="x", decided_on=TODAY), said=said),
        id="entry",
    ),
    pytest.param(
        lambda case, said, text: representations.add(made=made_of(case, text=text), said=said), id="representation"
    ),
]


@pytest.mark.parametrize("add", ADDS)
def test_a_form_that_is_sent_twice_adds_once(case: Case, me: User, add: Add) -> None:
    once = said(case, me, added_with=uuid.uuid4())
    made = add(case, once, SECRET)
    assert add(case, once, SECRET).pk == made.pk
    with pytest.raises(SentAlready):
        add(case, once, "Something else")
    assert type(made).objects.filter(case=case).count() == 1
    assert add(case, said(case, me, added_with=uuid.uuid4()), SECRET).pk != made.pk


@pytest.mark.parametrize("add", ADDS)
def test_a_stranger_adds_nothing_and_nothing_is_added_to_a_matter_that_is_held(case: Case, me: User, add: Add) -> None:
    with pytest.raises(NotThere):
        add(case, said(case, holder(Role.INVESTIGATOR, unit=register.unit())), SECRET)
    Case.objects.filter(pk=case.pk).update(is_frozen=True)
    with pytest.raises(Refused, match="Nothing can be changed"):
        add(case, said(case, me), SECRET)


@pytest.mark.parametrize("add", ADDS)
def test_an_entry_of_the_trail_says_nothing_of_what_was_written(case: Case, me: User, add: Add) -> None:
    add(case, said(case, me), SECRET)
    [entry] = TrailEntry.objects.filter(case_id=case.pk, what__startswith="plan.")
    for word in (*SECRET.split(), "Bank"):
        assert word not in entry.reason
    assert entry.who == me.principal


@pytest.mark.django_db(transaction=True)
def test_two_at_once_get_two_numbers(case: Case, me: User) -> None:
    both = race(*(partial(lines.add, line=Line(what=what), said=said(case, me)) for what in "ab"))
    assert sorted(one.number for one in both) == [1, 2]


# --- Terms of reference ---


def test_terms_are_kept_version_by_version_with_a_reason(case: Case, me: User) -> None:
    terms.write(text="First", because="", said=said(case, me))
    with pytest.raises(Mistake, match="Enter why they are changed"):
        terms.write(text="Second", because="", said=said(case, me, version=1))
    second = terms.write(text="Second", because="Another allegation", said=said(case, me, version=1))
    assert terms.write(text="Second", because="", said=said(case, me, version=1)).pk == second.pk
    with pytest.raises(Conflict):
        terms.write(text="Third", because="x", said=said(case, me, version=1))
    assert list(case.terms.order_by("number").values_list("number", "text", "because")) == [
        (1, "First", ""),
        (2, "Second", "Another allegation"),
    ]
    assert [reason for *_, reason in noted(Act.TERMS_WRITTEN)] == ["version 1", "version 2"]


# --- Changed by one ---


def test_a_row_is_changed_where_nobody_else_did_and_the_matter_keeps_its_version(case: Case, me: User) -> None:
    row = plan.point(case=case)
    new = point_of(case, text="Another", standard="use_of_force")
    assert points.change(point_id=row.pk, point=new, said=said(case, me, version=1)) == ("text", "standard")
    assert points.change(point_id=row.pk, point=new, said=said(case, me, version=1)) == ()
    with pytest.raises(Conflict):
        points.change(point_id=row.pk, point=replace(new, text="Third"), said=said(case, me, version=1))
    row.refresh_from_db()
    case.refresh_from_db()
    assert (row.text, row.version, case.version) == ("Another", 2, 1)
    assert noted(Act.PLAN_CHANGED) == [
        ("done", me.principal, f"pointtoprove:{row.pk}", "point to prove 1: what must be shown, Standard")
    ]


def test_a_row_of_another_matter_is_not_there(case: Case, me: User, unit: Unit) -> None:
    other = cases.case(unit=unit)
    point, line, step = plan.point(case=other), plan.line(case=other), plan.step(case=other)
    made = plan.representation(case=other)
    now = said(case, me, version=1)
    for act in (
        partial(points.change, point_id=point.pk, point=point_of(case), said=now),
        partial(points.add, point=point_of(other), said=now),
        partial(lines.change, line_id=line.pk, line=Line(what="x"), said=now),
        partial(lines.add, line=Line(what="x", point_ids=(point.pk,)), said=now),
        partial(steps.change, step_id=step.pk, step=Step(kind="request", body="x", about="x"), said=now),
        partial(steps.add, step=Step(kind="statement", about="x", party_id=cases.party(case=other).pk), said=now),
        partial(chasing.chase_step, step_id=step.pk, on=TODAY, means="phone", said=now),
        partial(representations.change, representation_id=made.pk, made=made_of(case), said=now),
        partial(representations.add, made=made_of(other), said=now),
    ):
        with pytest.raises(NotThere):
            act()


# --- Lines of enquiry ---


@pytest.mark.parametrize(
    ("values", "field"),
    [
        pytest.param({"state": "done"}, "result", id="done-without-result"),
        pytest.param({"state": "not_pursued"}, "not_pursued_because", id="not-pursued-without-a-reason"),
        pytest.param({"state": "doing", "not_pursued_because": "x"}, "not_pursued_because", id="a-reason-of-none"),
    ],
)
def test_what_a_line_lacks_is_said_at_its_field(case: Case, me: User, values: dict[str, Any], field: str) -> None:
    with pytest.raises(Mistake) as wrong:
        lines.add(line=Line(what="x", **values), said=said(case, me))
    assert wrong.value.field == field


def test_a_line_goes_to_points_that_are_said_anew(case: Case, me: User) -> None:
    first, second, third = (plan.point(case=case) for _ in range(3))
    row = lines.add(line=Line(what="x", point_ids=(first.pk, second.pk)), said=said(case, me))
    kept = LinePoint.objects.get(line=row, point=second).pk
    line = Line(what="x", point_ids=(third.pk, second.pk))
    assert lines.change(line_id=row.pk, line=line, said=said(case, me, version=1)) == ("points",)
    assert lines.change(line_id=row.pk, line=line, said=said(case, me, version=1)) == ()
    assert set(row.to.values_list("point_id", flat=True)) == {second.pk, third.pk}
    assert LinePoint.objects.get(line=row, point=second).pk == kept
    with pytest.raises(Conflict):
        lines.change(line_id=row.pk, line=Line(what="x"), said=said(case, me, version=1))
    assert row.to.count() == 2


def _concerned(unit: Unit) -> User:
    somebody = holder(Role.INVESTIGATOR, unit=unit)
    register.person(user=somebody, unit=unit)
    somebody.refresh_from_db()
    return somebody


@pytest.mark.parametrize(
    "owner",
    [
        pytest.param(lambda unit: holder(Role.INVESTIGATOR, unit=register.unit()), id="elsewhere"),
        pytest.param(lambda unit: user(), id="no-role"),
        pytest.param(lambda unit: holder(Role.ADMINISTRATOR, unit=unit), id="administrator"),
        pytest.param(_concerned, id="whom-it-is-about"),
    ],
)
def test_a_line_is_with_nobody_who_does_not_see_the_matter_and_the_refusal_is_one(
    case: Case, me: User, unit: Unit, owner: Callable[[Unit], User]
) -> None:
    somebody = owner(unit)
    if person := getattr(somebody, "person", None):
        case = cases.case(unit=unit, about=(person,))
    row = plan.line(case=case)
    for act in (
        partial(lines.add, line=Line(what="x", owner_id=somebody.pk), said=said(case, me)),
        partial(
            lines.change, line_id=row.pk, line=Line(what=row.what, owner_id=somebody.pk), said=said(case, me, version=1)
        ),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        assert (refusal.value.sentence, refusal.value.reason) == (sight.REFUSAL, "")
    assert not case.lines.exclude(owner=None).exists()


def test_a_line_is_with_somebody_who_sees_it_and_stays_so_when_they_do_not_any_more(case: Case, me: User) -> None:
    row = lines.add(line=Line(what="x", owner_id=me.pk), said=said(case, me))
    assert row.owner == me
    elsewhere = user()
    case.lines.update(owner=elsewhere)
    line = Line(what="y", owner_id=elsewhere.pk)
    assert lines.change(line_id=row.pk, line=line, said=said(case, me, version=1)) == ("what",)


# --- Interviews, statements and requests ---


@pytest.mark.parametrize(
    ("values", "field"),
    [
        pytest.param({"kind": "request"}, "who", id="with-nobody"),
        pytest.param({"kind": "interview_officer", "body": "x"}, "who", id="an-officer-is-somebody-of-the-matter"),
        pytest.param({"kind": "request", "body": "x", "asked_on": TOMORROW}, "asked_on", id="asked-ahead"),
        pytest.param({"kind": "request", "body": "x", "received_on": TOMORROW}, "received_on", id="received-ahead"),
        pytest.param(
            {"kind": "request", "body": "x", "asked_on": TODAY, "received_on": YESTERDAY}, "received_on",
            id="received-before-it-was-asked",
        ),
        pytest.param(
            {"kind": "request", "body": "x", "asked_on": TODAY, "due_on": YESTERDAY}, "due_on", id="due-before"
        ),
    ],
)  # fmt: skip
def test_what_a_step_lacks_is_said_at_its_field(case: Case, me: User, values: dict[str, Any], field: str) -> None:
    with pytest.raises(Mistake) as wrong:
        steps.add(step=Step(about="x", **values), said=said(case, me))
    assert wrong.value.field == field


def test_whoever_was_added_in_error_is_asked_no_more_but_stays_where_they_were(case: Case, me: User) -> None:
    subject = case.subjects.get()
    step = Step(kind="interview_officer", about="x", subject_id=subject.pk)
    row = steps.add(step=step, said=said(case, me))
    made = representations.add(made=made_of(case), said=said(case, me))
    case.subjects.update(withdrawn_on=TODAY, withdrawn_because="x", withdrawn_by=me)
    with pytest.raises(NotThere):
        steps.add(step=step, said=said(case, me))
    with pytest.raises(NotThere):
        representations.add(made=made_of(case), said=said(case, me))
    assert steps.change(step_id=row.pk, step=replace(step, about="y"), said=said(case, me, version=1)) == ("about",)
    now = made_of(case, text="y")
    assert representations.change(representation_id=made.pk, made=now, said=said(case, me, version=1)) == ("text",)


# --- Chasers ---


def test_chasing_twice_on_a_day_in_one_way_is_one_chase(case: Case, me: User) -> None:
    step = plan.step(case=case, asked_on=YESTERDAY)
    act = partial(chasing.chase_step, step_id=step.pk, means="phone", said=said(case, me))
    assert act(on=TODAY).pk == act(on=TODAY).pk
    act(on=YESTERDAY)
    act(on=TODAY, means="email")
    assert Chase.objects.filter(step=step).count() == 3
    assert len(noted(Act.CHASED)) == 3


@pytest.mark.django_db(transaction=True)
def test_a_double_click_at_the_same_moment_is_one_chase(case: Case, me: User) -> None:
    step = plan.step(case=case, asked_on=YESTERDAY)
    act = partial(chasing.chase_step, step_id=step.pk, on=TODAY, means="phone", said=said(case, me))
    first, second = race(act, act)
    assert first.pk == second.pk
    assert Chase.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "on", "sentence"),
    [
        pytest.param({}, TODAY, chasing.NOT_ASKED, id="not-asked"),
        pytest.param({"asked_on": YESTERDAY}, TOMORROW, chasing.AHEAD, id="ahead"),
        pytest.param({"asked_on": TODAY}, YESTERDAY, "same as or after 23 November 2026", id="before-it-was-asked"),
        pytest.param({"asked_on": YESTERDAY, "received_on": TODAY}, TODAY, chasing.DONE, id="received"),
        pytest.param({"asked_on": YESTERDAY, "not_needed_because": "x"}, TODAY, chasing.DONE, id="not-needed"),
    ],
)
def test_what_was_not_asked_or_is_there_is_not_chased(
    case: Case, me: User, values: dict[str, Any], on: Any, sentence: str
) -> None:
    step = plan.step(case=case, **values)
    with pytest.raises(Mistake, match=sentence):
        chasing.chase_step(step_id=step.pk, on=on, means="phone", said=said(case, me))
    assert not Chase.objects.exists()


# --- Policy log, representations, report ---


def test_an_entry_is_corrected_by_another_that_names_it(case: Case, me: User) -> None:
    entry = partial(Entry, decided="x", why="y", decided_on=TODAY)
    policy_log.enter(entry=entry(), said=said(case, me))
    assert policy_log.enter(entry=entry(corrects=1), said=said(case, me)).number == 2
    assert [reason for *_, reason in noted(Act.POLICY_ENTERED)] == ["entry 1", "entry 2, corrects entry 1"]
    for wrong, field in ((entry(corrects=9), "corrects"), (entry(decided_on=TOMORROW), "decided_on")):
        with pytest.raises(Mistake) as mistake:
            policy_log.enter(entry=wrong, said=said(case, me))
        assert mistake.value.field == field
    assert case.policy_log.count() == 2


@pytest.mark.parametrize(
    ("values", "field"),
    [
        pytest.param({"received_on": TOMORROW}, "received_on", id="received-ahead"),
        pytest.param({"considered_on": TODAY}, "came_of_it", id="considered-without-outcome"),
        pytest.param({"came_of_it": "x"}, "considered_on", id="outcome-without-day"),
        pytest.param({"considered_on": YESTERDAY, "came_of_it": "x"}, "considered_on", id="considered-first"),
        pytest.param({"considered_on": TOMORROW, "came_of_it": "x"}, "considered_on", id="considered-ahead"),
    ],
)
def test_what_representations_lack_is_said_at_its_field(
    case: Case, me: User, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(Mistake) as wrong:
        representations.add(made=made_of(case, **values), said=said(case, me))
    assert wrong.value.field == field


def test_each_save_of_the_report_is_a_version_and_none_is_written_over(case: Case, me: User) -> None:
    reports.save(sections={"summary": "a"}, said=said(case, me))
    assert reports.save(sections={"summary": "a"}, said=said(case, me)).number == 1
    assert reports.save(sections={"summary": "b"}, said=said(case, me, version=1)).number == 2
    with pytest.raises(Conflict):
        reports.save(sections={"summary": "c"}, said=said(case, me, version=1))
    assert list(case.report_versions.order_by("number").values_list("sections__summary", flat=True)) == ["a", "b"]
