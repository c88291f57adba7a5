"""Every act of the law's tables, at every stage, in every role: what is illegal is refused, by us and by PostgreSQL.

What the law permits is asked of the law itself; here it is that nothing but that gets through (A10).
"""

from collections.abc import Iterator

import pytest
from django.db import IntegrityError, connection, transaction

from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.audit.trail import Refused
from cases.models import Case, Decision, SubjectAllegation
from cases.operations.acts.doing import Obstructed
from cases.operations.intake.values import Mistake
from cases.queries.acts import here
from misconduct.stages import tables
from misconduct.stages.lifecycles import MatterStage, OfficerStage, Stage
from misconduct.stages.tables import ACTS
from tests.cases.operations.acts.working import against, conduct_matter, do
from tests.factories import cases, register
from tests.factories.acts import AT
from tests.factories.cases import TODAY, holder

pytestmark = pytest.mark.django_db
PAGES = [key for key in ACTS if here.has_page(key=key)]
# What a row must say besides to stand at this stage at all.
REPORTED = {"report_received": "yes", "case_to_answer": "misconduct"}


def illegal(stages: type[MatterStage] | type[OfficerStage]) -> Iterator[tuple[str, Stage]]:
    """Every act of this lifecycle with every stage at which the tables have no row for it."""
    yield from (
        (key, stage)
        for key in PAGES
        for stage in stages
        if not tables.rows(stage=stage, act=key) and _is_of(key, stages)
    )


def _is_of(key: str, stages: type[MatterStage] | type[OfficerStage]) -> bool:
    return all(isinstance(stage, stages) for stage in tables.stages_of(act=key))


@pytest.fixture
def decides() -> User:
    """Somebody who may do everything anybody may: every role that sees matters, and every power."""
    unit = cases.place()
    roles = (Role.INVESTIGATOR, Role.SUPERVISOR, Role.COMPLAINT_HANDLER, Role.APPROPRIATE_AUTHORITY)
    made = holder(*roles, unit=unit)
    for key in ACTS:
        register.delegation(key, to_user=made)
    return made


def test_no_act_is_done_at_a_stage_at_which_the_law_has_none(decides: User) -> None:
    unit = decides.roles_held.all()[0].unit
    assert unit is not None
    case = conduct_matter(unit, owner=decides)
    row = against(case)
    asked = 0
    for key, stage in [*illegal(MatterStage), *illegal(OfficerStage)]:
        label = stage.name.lower()
        is_matter = isinstance(stage, MatterStage)
        if stage is MatterStage.NOTHING:
            continue
        with transaction.atomic():
            if is_matter:
                closed = TODAY if label == "closed" else None
                Case.objects.filter(pk=case.pk).update(stage=label, closed_on=closed)
            else:
                SubjectAllegation.objects.filter(pk=row.pk).update(stage=label, known=REPORTED)
            with pytest.raises((Obstructed, Refused, Mistake)):
                do(case, key, decides, against=[] if is_matter else [row.pk], despite="All the same")
            transaction.set_rollback(True)
        asked += 1
    assert asked > 1_500
    assert not Decision.objects.exists()


@pytest.mark.parametrize("lifecycle", [MatterStage, OfficerStage], ids=["matter", "officer"])
def test_postgresql_takes_the_steps_of_the_law_and_no_other(lifecycle: type[MatterStage] | type[OfficerStage]) -> None:
    known = {
        (row.act, stage.name.lower(), (row.to or stage).name.lower())
        for row in tables.TRANSITIONS
        for stage in row.at
        if isinstance(stage, lifecycle)
    }
    with connection.cursor() as cursor:
        name = "matter" if lifecycle is MatterStage else "officer"
        cursor.execute("SELECT act, before, after FROM cases_lawfulstep WHERE lifecycle = %s", [name])
        assert set(cursor.fetchall()) == known


ROW = {
    "provision": "Police (Conduct) Regulations 2020, reg 14",
    "grade": "TEXT_SEEN",
    "capacity": "department",
    "act_on": TODAY,
    "reasons": "Because",
    "at": AT,
}


@pytest.mark.parametrize(
    ("act", "before", "after"),
    [
        pytest.param("record_matter", "logged", "closed", id="to-another-stage-than-the-law-has"),
        pytest.param("record_matter", "received", "recorded", id="from-another-stage"),
        pytest.param("investigate", "severity_assessment", "investigating", id="an-act-of-the-other-lifecycle"),
        pytest.param("dismiss_everybody", "logged", "closed", id="no-act-at-all"),
    ],
)
def test_postgresql_refuses_a_decision_that_the_law_has_not(decides: User, act: str, before: str, after: str) -> None:
    case = cases.case(stage="logged")
    with pytest.raises(IntegrityError, match="The law has no act"), transaction.atomic():
        Decision.objects.create(case=case, by=decides, act=act, stage_before=before, stage_after=after, **ROW)


def test_postgresql_refuses_a_decision_from_where_the_matter_no_longer_stands(decides: User) -> None:
    case = cases.case(stage="logged")
    first = {"act": "contact_complainant", "stage_before": "logged", "stage_after": "contacted"}
    Decision.objects.create(case=case, by=decides, **first, **ROW)
    with pytest.raises(IntegrityError, match="It stands at contacted, not at logged"), transaction.atomic():
        Decision.objects.create(case=case, by=decides, **first, **ROW)


def test_postgresql_refuses_a_stage_without_its_decision() -> None:
    case = cases.case(stage="logged")
    Case.objects.filter(pk=case.pk).update(stage="recorded")
    with pytest.raises(IntegrityError, match="the last decision led to nothing"), transaction.atomic():
        connection.check_constraints()
    transaction.set_rollback(True)


def test_postgresql_refuses_a_stage_of_an_allegation_without_its_decision() -> None:
    case = conduct_matter(cases.place())
    SubjectAllegation.objects.filter(case=case).update(stage="investigating")
    with pytest.raises(IntegrityError, match="the last decision led to nothing"), transaction.atomic():
        connection.check_constraints()
    transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("stage", "known", "stands"),
    [
        pytest.param("report_submitted", {}, False, id="a-report-that-nobody-received"),
        pytest.param("report_submitted", {"report_received": "no"}, False, id="a-report-that-was-not-received"),
        pytest.param("report_submitted", {"report_received": "yes"}, True, id="a-report"),
        pytest.param("case_to_answer_decision", {}, False, id="a-case-to-answer-without-a-report"),
        pytest.param("referred_meeting", {"case_to_answer": "gross_misconduct"}, False, id="gross-to-a-meeting"),
        pytest.param("referred_meeting", {"case_to_answer": "misconduct"}, True, id="misconduct-to-a-meeting"),
        pytest.param("referred_hearing", {}, False, id="a-hearing-without-a-decision"),
        pytest.param("referred_hearing", {"case_to_answer": "gross_misconduct"}, True, id="gross-to-a-hearing"),
    ],
)
def test_postgresql_keeps_the_invariants_that_a_row_can_say(stage: str, known: dict[str, str], stands: bool) -> None:
    case = conduct_matter(cases.place())
    row = against(case)
    row.pk, row.stage, row.known = None, stage, known
    row.allegation = cases.allegation(case=case)
    if stands:
        row.save(force_insert=True)
        return
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)
