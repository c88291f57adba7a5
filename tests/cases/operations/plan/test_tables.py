"""What the database itself refuses of a plan: rows that cannot be, and changing what is only added to."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from cases.accounts.models import User
from cases.models import Case, Change
from tests.factories import cases, plan
from tests.factories.cases import TODAY
from tests.factories.users import user

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - timedelta(1)


@pytest.fixture
def case() -> Case:
    return cases.case()


@pytest.fixture
def me() -> User:
    return user()


@pytest.mark.parametrize(
    ("make", "values", "constraint"),
    [
        pytest.param("terms", {"text": ""}, "terms_have_a_text", id="terms-without-text"),
        pytest.param("terms", {"number": 2}, "terms_changed_for_a_reason", id="terms-changed-without-a-reason"),
        pytest.param("entry", {"decided": ""}, "policy_entry_says_what_and_why", id="entry-without-decision"),
        pytest.param("entry", {"why": ""}, "policy_entry_says_what_and_why", id="entry-without-reason"),
        pytest.param("report", {"number": 0}, "report_version_counts_from_one", id="report-number-nought"),
    ],
)
def test_what_is_only_added_to_is_whole(
    case: Case, me: User, make: str, values: dict[str, Any], constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        getattr(plan, make)(case=case, by=me, **values)
    getattr(plan, make)(case=case, by=me)


@pytest.mark.parametrize(
    ("make", "values", "constraint"),
    [
        pytest.param("point", {"text": ""}, "point_says_what_is_to_be_proved", id="point-without-text"),
        pytest.param("point", {"standard": "politeness"}, "point_goes_to_a_known_standard", id="no-such-standard"),
        pytest.param("line", {"what": ""}, "line_says_what", id="line-without-text"),
        pytest.param("line", {"state": "soon"}, "line_has_a_known_state", id="no-such-state"),
        pytest.param("line", {"state": "done"}, "line_done_has_a_result", id="done-without-result"),
        pytest.param("line", {"state": "not_pursued"}, "line_is_not_pursued_for_a_reason", id="given-up"),
        pytest.param(
            "line", {"not_pursued_because": "x"}, "line_is_not_pursued_for_a_reason", id="reason-of-what-is-pursued"
        ),
        pytest.param("step", {"kind": "chat"}, "step_has_a_known_kind", id="no-such-kind"),
        pytest.param("step", {"about": ""}, "step_says_what_about", id="step-without-text"),
        pytest.param("step", {"body": ""}, "step_is_with_one", id="with-nobody"),
        pytest.param(
            "step", {"asked_on": TODAY, "received_on": YESTERDAY}, "step_is_received_after_it_is_asked", id="too-early"
        ),
        pytest.param("step", {"adjustments": ["tea"]}, "step_has_known_adjustments", id="no-such-adjustment"),
        pytest.param("preservation", {"holder": ""}, "preservation_has_name_and_holder", id="no-holder"),
        pytest.param("preservation", {"state": "maybe"}, "preservation_has_a_known_state", id="no-such-footage-state"),
        pytest.param("preservation", {"means": "pigeon"}, "preservation_has_a_known_state", id="no-such-means"),
        pytest.param(
            "preservation", {"first_day": TODAY, "last_day": YESTERDAY}, "preservation_window_ends_after_it_begins",
            id="window-backwards",
        ),
        pytest.param(
            "preservation", {"last_day": TODAY}, "preservation_window_ends_after_it_begins", id="no-first-day"
        ),
        pytest.param("preservation", {"state": "asked"}, "preservation_asked_says_when_and_how", id="no-day-asked"),
        pytest.param(
            "preservation", {"state": "asked", "asked_on": TODAY}, "preservation_asked_says_when_and_how",
            id="asked-without-means",
        ),
        pytest.param("preservation", {"state": "lost"}, "preservation_given_up_for_a_reason", id="lost-without-reason"),
        pytest.param("preservation", {"state": "not_needed"}, "preservation_given_up_for_a_reason", id="not-needed"),
        pytest.param("representation", {"text": ""}, "representation_says_what", id="representation-without-text"),
        pytest.param("representation", {"made_by": "x"}, "representation_came_in_a_known_way", id="from-nobody"),
        pytest.param("representation", {"how": "x"}, "representation_came_in_a_known_way", id="in-no-way"),
        pytest.param(
            "representation", {"considered_on": TODAY}, "representation_considered_says_what_came_of_it",
            id="considered-without-outcome",
        ),
        pytest.param(
            "representation", {"came_of_it": "x"}, "representation_considered_says_what_came_of_it",
            id="outcome-without-day",
        ),
        pytest.param(
            "representation", {"considered_on": YESTERDAY, "came_of_it": "x"},
            "representation_considered_says_what_came_of_it", id="considered-first",
        ),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_is_refused(case: Case, make: str, values: dict[str, Any], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        getattr(plan, make)(case=case, **values)
    getattr(plan, make)(case=case)


def test_a_step_is_with_one(case: Case) -> None:
    party, subject = cases.party(case=case), cases.subject(case=case)
    for values in ({"party": party}, {"subject": subject}, {"party": party, "subject": subject, "body": ""}):
        with pytest.raises(IntegrityError, match="step_is_with_one"), transaction.atomic():
            plan.step(case=case, **values)
    plan.step(case=case, party=party, body="")


def test_a_chase_is_of_one_by_known_means_once_a_day(case: Case, me: User) -> None:
    step, request = plan.step(case=case), plan.preservation(case=case)
    for values, constraint in (
        ({}, "chase_is_of_one"),
        ({"step": step, "request": request}, "chase_is_of_one"),
        ({"step": step, "means": "pigeon"}, "chase_was_by_known_means"),
    ):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            plan.chase(case=case, by=me, **values)
    for of in ({"step": step}, {"request": request}):
        plan.chase(case=case, by=me, **of)
        with pytest.raises(IntegrityError, match="chase_once_a_day"), transaction.atomic():
            plan.chase(case=case, by=me, **of)
        plan.chase(case=case, by=me, on=YESTERDAY, **of)
        plan.chase(case=case, by=user(), **of)


@pytest.mark.parametrize("make", ["terms", "entry", "report", "chase"])
@pytest.mark.parametrize("way", ["update", "delete"])
def test_what_is_only_added_to_is_neither_changed_nor_deleted(case: Case, me: User, make: str, way: str) -> None:
    of = {"step": plan.step(case=case)} if make == "chase" else {}
    row = getattr(plan, make)(case=case, by=me, **of)
    rows = type(row).objects.filter(pk=row.pk)
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        rows.update(by=user()) if way == "update" else rows._raw_delete(rows.db)
    assert rows.get().by == me


@pytest.mark.parametrize("make", ["point", "line", "step", "preservation", "representation"])
def test_what_may_be_changed_is_never_deleted_and_each_change_is_written_down(case: Case, make: str) -> None:
    row = getattr(plan, make)(case=case)
    rows = type(row).objects.filter(pk=row.pk)
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        rows._raw_delete(rows.db)
    rows.update(version=2)
    [noted] = Change.objects.filter(case_id=case.pk, table=row._meta.db_table)
    assert (noted.row_id, noted.before, noted.after) == (row.pk, {"version": 1}, {"version": 2})
