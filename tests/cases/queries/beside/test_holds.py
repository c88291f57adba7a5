"""Intervals in which a matter, or an allegation in it, was held back: read from the decisions as they stand."""

from datetime import timedelta

import pytest

from cases.models import Case, Decision, SubjectAllegation
from cases.queries.beside import holds
from tests.factories import cases
from tests.factories.acts import AT
from tests.factories.cases import TODAY
from tests.factories.standing import brought_to
from tests.factories.users import user

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    made = cases.case(received_on=TODAY - timedelta(100), came_to_attention_on=TODAY - timedelta(100), stage="logged")
    cases.subject(case=made)
    brought_to(case=made, stage="investigating")
    brought_to(case=made, stage="investigating", against=made.subjects.get().against.get())
    return made


def decided(case: Case, act: str, ago: int, *, against: SubjectAllegation | None = None) -> Decision:
    row: Case | SubjectAllegation = against or case
    return Decision.objects.create(
        case=case, against=against, act=act, stage_before=row.stage, stage_after=row.stage, by=user(), at=AT,
        provision="x", grade="MEMORY", capacity="department", act_on=TODAY - timedelta(ago), reasons=f"{act} {ago}",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("acts", "days"),
    [
        pytest.param([], 0, id="never"),
        pytest.param([("suspend_handling", 50), ("resume_handling", 40)], 10, id="the-matter"),
        pytest.param([("suspend_handling", 50)], 50, id="the-matter-still"),
        pytest.param([("begin_hold", 50), ("end_hold", 50)], 0, id="the-same-day"),
        pytest.param(
            [("suspend_handling", 50), ("begin_hold", 45), ("resume_handling", 40), ("end_hold", 30)],
            20,
            id="the-matter-and-an-allegation-overlap",
        ),
        pytest.param([("begin_hold", 50), ("end_hold", 40), ("begin_hold", 30), ("end_hold", 25)], 15, id="twice"),
        pytest.param([("begin_hold", 50), ("end_hold", 40), ("suspend_handling", 10)], 20, id="then-the-matter-still"),
    ],
)
def test_days_of_waiting_out_of_all_since_it_was_received(case: Case, acts: list[tuple[str, int]], days: int) -> None:
    case.refresh_from_db()
    against = case.subjects.get().against.get()
    for act, ago in acts:
        decided(case, act, ago, against=against if "hold" in act else None)
    held = holds.intervals(case=case, on=TODAY)
    share = holds.share(case=case, held=held, on=TODAY)
    assert (share.waiting, share.total) == (days, 100)
    assert len(held) == sum(act in holds.BEGINS for act, _ in acts)
    assert all(one.cause.startswith(("begin_hold", "suspend_handling")) for one in held)


def test_what_is_held_back_still_stands_first(case: Case) -> None:
    case.refresh_from_db()
    against = case.subjects.get().against.get()
    decided(case, "suspend_handling", 60)
    for act, ago in (("begin_hold", 50), ("end_hold", 40)):
        decided(case, act, ago, against=against)
    assert [(one.about, one.last) for one in holds.intervals(case=case, on=TODAY)] == [
        ("The matter", None),
        ("Not yet identified, allegation 1", TODAY - timedelta(40)),
    ]


def test_a_matter_that_is_closed_waits_no_longer(case: Case) -> None:
    case.refresh_from_db()
    decided(case, "suspend_handling", 50)
    case.closed_on = TODAY - timedelta(20)
    share = holds.share(case=case, held=holds.intervals(case=case, on=TODAY), on=TODAY)
    assert (share.waiting, share.total) == (30, 80)
