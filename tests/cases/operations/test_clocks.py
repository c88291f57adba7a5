"""Time limits as rows: started once, met by what meets them, ended by what makes them pointless, never dropped."""

from datetime import date, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from cases.models import Case, Deadline
from cases.operations import clocks
from cases.operations.clocks import MEETS, Happened
from misconduct.stages.acts import Started
from misconduct.stages.tables import ACTS
from tests.factories.acts import AT
from tests.factories.cases import TODAY, case, deadline

pytestmark = pytest.mark.django_db
UPDATE = Started(key="progress_update", event="last_notification")


def happened(act: str = "log_matter", on: date = TODAY) -> Happened:
    return Happened(act=act, on=on, at=AT)


def rows(of: Case, key: str) -> list[Deadline]:
    return list(Deadline.objects.filter(case=of, key=key).order_by("pk"))


def test_an_update_meets_the_last_limit_and_the_next_runs_from_it() -> None:
    matter, later = case(), TODAY + timedelta(days=20)
    clocks.start(case=matter, started=Started(key="progress_update", event="start_of_handling"), happened=happened())
    clocks.start(case=matter, started=UPDATE, happened=happened("give_update", later))
    first, second = rows(matter, "progress_update")
    assert (first.met_on, first.ended_on, second.met_on) == (later, None, None)
    # Four weeks from the update itself, not from the day on which it was due.
    assert second.work_to == later + timedelta(days=28)


def test_what_starts_a_running_limit_again_gives_no_more_time() -> None:
    matter = case()
    first = clocks.start(case=matter, started=UPDATE, happened=happened())
    again = clocks.start(case=matter, started=UPDATE, happened=happened(on=TODAY + timedelta(days=5)))
    assert first.pk == again.pk
    assert len(rows(matter, "progress_update")) == 1


@pytest.mark.parametrize(
    ("act", "met"), [("give_update", True), ("withdraw_complaint", False), ("close_outside_schedule_3", False)]
)
def test_an_act_meets_a_limit_or_ends_it(act: str, met: bool) -> None:
    matter = case()
    clocks.start(case=matter, started=UPDATE, happened=happened())
    clocks.stop(case=matter, keys=("progress_update", "review_application"), happened=happened(act))
    row = rows(matter, "progress_update")[0]
    assert (row.met_on, row.ended_on) == ((TODAY, None) if met else (None, TODAY))


def test_another_matters_limits_go_on() -> None:
    mine, other = case(), case()
    for matter in (mine, other):
        clocks.start(case=matter, started=UPDATE, happened=happened())
    clocks.stop(case=mine, keys=("progress_update",), happened=happened("give_update"))
    assert rows(other, "progress_update")[0].met_on is None


def test_beyond_the_listed_holidays_the_row_says_so_and_is_kept() -> None:
    matter = case()
    far = date(2190, 3, 1)
    row = clocks.start(
        case=matter,
        started=Started(key="outcome_notification", event="outcome_date"),
        happened=happened("close_outside_schedule_3", far),
    )
    assert (row.due, row.work_to, row.is_confirmed, row.may_count_against) == (None, None, False, False)
    assert "holidays" in row.problem


def test_the_preservation_of_evidence_has_no_last_day_and_ends_with_the_matter() -> None:
    matter = case()
    clocks.start(case=matter, started=Started(key="evidence_preservation", event="became_aware"), happened=happened())
    clocks.start(case=matter, started=UPDATE, happened=happened())
    clocks.stop_continuing(case=matter, happened=happened("close_outside_schedule_3"))
    assert rows(matter, "evidence_preservation")[0].ended_on == TODAY
    assert rows(matter, "progress_update")[0].ended_on is None


def test_a_date_that_two_versions_dispute_is_worked_to_at_its_earliest() -> None:
    matter = case()
    row = clocks.start(
        case=matter, started=Started(key="iopc_referral", event="became_clear"), happened=happened("assess_referral")
    )
    assert row.work_to == (row.force_by or row.due) == TODAY + timedelta(days=1)


def test_every_limit_that_an_act_is_said_to_meet_is_one_that_it_stops_or_starts_again() -> None:
    for act, key in MEETS:
        touched = {*ACTS[act].stops, *(started.key for started in ACTS[act].starts)}
        assert key in touched, f"{act} does not touch {key}"


def test_a_limit_stays_met_as_it_was_unless_that_day_is_put_right() -> None:
    matter, later = case(), TODAY + timedelta(days=1)
    clocks.start(case=matter, started=UPDATE, happened=happened())
    for day, before, met in ((TODAY, None, TODAY), (later, None, TODAY), (later, later, TODAY), (later, TODAY, later)):
        clocks.meet(case=matter, key="progress_update", on=day, instead_of=before)
        assert [row.met_on for row in rows(matter, "progress_update")] == [met]


def test_a_limit_that_nobody_can_meet_is_ended_and_one_that_is_met_stays_so() -> None:
    running, met = case(), case()
    for matter in (running, met):
        clocks.start(case=matter, started=UPDATE, happened=happened())
    clocks.meet(case=met, key="progress_update", on=TODAY)
    for matter in (running, met):
        clocks.end(case=matter, key="progress_update", on=TODAY)
    assert [(row.met_on, row.ended_on) for row in rows(running, "progress_update")] == [(None, TODAY)]
    assert [(row.met_on, row.ended_on) for row in rows(met, "progress_update")] == [(TODAY, None)]


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"replaced_because": "x"}, id="a-reason-without-another"),
        pytest.param({"replaced_because": ""}, id="another-without-a-reason"),
        pytest.param({"ended_on": None}, id="it-still-runs"),
    ],
)
def test_the_database_wants_a_replaced_limit_whole(values: dict[str, Any]) -> None:
    matter = case()
    new, old = deadline(case=matter, work_to=TODAY), deadline(case=matter, work_to=TODAY)
    whole: dict[str, Any] = {"replaced_by": new, "replaced_because": "x", "ended_on": TODAY}
    if values == {"replaced_because": "x"}:
        whole["replaced_by"] = None
    with pytest.raises(IntegrityError, match="deadline_is_replaced_for_a_reason"), transaction.atomic():
        Deadline.objects.filter(pk=old.pk).update(**(whole | values))
    Deadline.objects.filter(pk=old.pk).update(replaced_by=new, replaced_because="x", ended_on=TODAY)


@pytest.mark.parametrize(
    ("kind", "event", "act"),
    [
        ("complaint", "matter_start", "receive_matter"),
        ("conduct", "became_aware", "receive_matter"),
        ("complaint", "became_clear", "contact_complainant"),
        ("death_or_serious_injury", "became_clear", "log_matter"),
        ("complaint", "start_of_handling", "log_matter"),
        ("complaint", "outcome_date", "close_outside_schedule_3"),
    ],
)
def test_limits_from_before_they_said_it_say_which_act_started_them(kind: str, event: str, act: str) -> None:
    matter = case(kind=kind)
    old = deadline(case=matter, work_to=TODAY, event=event, question={"key": "x"})
    said_it = deadline(case=matter, work_to=TODAY, event=event, question={"key": "x", "act": "other"})
    with connection.cursor() as cursor:
        cursor.execute(import_module("cases.migrations.0006_limits_say_which_act_started_them").SAY)
    old.refresh_from_db()
    said_it.refresh_from_db()
    assert (old.question["act"], said_it.question["act"]) == (act, "other")
