"""Logging a matter: everything that belongs to it in one act, once, and seen by nobody who must not see it."""

import threading
import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from cases import access
from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.audit.acts import Act
from cases.audit.trail import Refused
from cases.models import (
    Case,
    CaseDenial,
    CaseReader,
    Change,
    Deadline,
    Decision,
    Identity,
    SeverityScore,
    SubjectAllegation,
)
from cases.operations import intake, scores
from cases.operations.intake import Alleged, Concerned, Mistake, Named
from tests.factories.acts import AT
from tests.factories.cases import holder, place
from tests.factories.matters import TODAY, new_matter
from tests.factories.register import person
from tests.factories.trail import said

pytestmark = pytest.mark.django_db
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def desk(role: Role = Role.INVESTIGATOR) -> tuple[User, Any]:
    unit = place(below=place())
    return holder(role, unit=unit), unit


def logged(by: User, unit: Any, **values: Any) -> Case:
    answer = intake.log(matter=new_matter(unit, **values), by=by, at=AT)
    return Case.objects.get(reference=answer.reference)


def may_see(somebody: User, case: Case) -> bool:
    return access.visible_to(reader=access.reader(user=somebody, on=TODAY)).filter(pk=case.pk).exists()


# --- What it leaves ---


@pytest.mark.parametrize(
    ("kind", "prefix", "clocks"),
    [
        ("complaint", "CO", {"evidence_preservation", "progress_update", "timeliness_pcmr13"}),
        # A conduct matter under the Conduct Regulations only has no period of regulation 13, and no complainant.
        ("conduct", "CM", {"evidence_preservation"}),
        ("recordable_conduct", "CM", {"evidence_preservation", "timeliness_pcmr13"}),
        # Every death or serious injury matter is referred: that clock waits for nobody's assessment.
        ("death_or_serious_injury", "DS", {"evidence_preservation", "timeliness_pcmr13", "iopc_referral"}),
    ],
)
def test_a_matter_is_received_and_logged_with_its_clocks_score_and_decisions(
    kind: str, prefix: str, clocks: set[str]
) -> None:
    me, unit = desk()
    case = logged(me, unit, kind=kind)
    assert (case.kind, case.treated_as, case.stage, case.version) == (kind, kind, "logged", 1)
    assert case.reference.startswith(prefix)
    assert set(Deadline.objects.filter(case=case).values_list("key", flat=True)) == clocks
    acts = Decision.objects.filter(case=case).order_by("pk").values_list("act", "capacity", "stage_after")
    assert list(acts) == [("receive_matter", "department", "received"), ("log_matter", "department", "logged")]
    assert SeverityScore.objects.get(case=case).band == "NOT_YET_TRIAGED"
    assert said(Act.CASE_LOGGED) == [("done", me.principal, f"case:{case.reference}", "")]
    assert may_see(me, case)


def test_a_complaint_handler_acts_as_one() -> None:
    me, unit = desk(Role.COMPLAINT_HANDLER)
    case = logged(me, unit)
    assert set(Decision.objects.filter(case=case).values_list("capacity", flat=True)) == {"handler"}


def test_the_legal_dates_are_those_that_were_told_and_not_today() -> None:
    me, unit = desk()
    made, received = TODAY - timedelta(days=9), TODAY - timedelta(days=4)
    case = logged(me, unit, complaint_made_on=made, received_on=received, came_to_attention_on=received)
    events = dict(Deadline.objects.filter(case=case).values_list("key", "event_on"))
    assert events == {"timeliness_pcmr13": made, "evidence_preservation": received, "progress_update": TODAY}
    assert list(Decision.objects.filter(case=case).order_by("pk").values_list("act_on", flat=True)) == [received, TODAY]


def test_a_death_or_serious_injury_that_was_logged_late_is_late_to_be_referred() -> None:
    me, unit = desk()
    known = TODAY - timedelta(days=3)
    case = logged(me, unit, kind="death_or_serious_injury", received_on=known, came_to_attention_on=known)
    referral = Deadline.objects.get(case=case, key="iopc_referral")
    assert (referral.event_on, referral.work_to) == (known, known + timedelta(days=1))
    # From memory: it reminds and sorts, and never counts as missed.
    assert (referral.grade, referral.is_confirmed, referral.may_count_against) == ("MEMORY", False, False)


def test_each_date_keeps_its_whole_working() -> None:
    me, unit = desk()
    case = logged(me, unit)
    update = Deadline.objects.get(case=case, key="progress_update")
    assert update.work_to == TODAY + timedelta(days=28)
    assert update.working["authority"]["provision"] == "reg 34(2)(a)(i)"
    assert update.working["headline"].startswith("Progress update")
    assert ["Rule", "within 4 weeks of the day on which handling started"] in update.working["lines"]


def test_what_was_answered_is_scored_and_explained() -> None:
    me, unit = desk()
    case = logged(me, unit, facts={"reckless": "yes:seen on video", "corruption": "no"}, danger="soon")
    score = SeverityScore.objects.get(case=case)
    assert (score.low, score.danger, score.scored_by) == (6, "SOON", me.principal)
    assert [(one["factor"], one["said"]) for one in score.answers] == [("reckless", "YES"), ("corruption", "NO")]
    assert sum(part["low"] for part in score.parts) == score.low
    assert sum(part["high"] for part in score.parts) == score.high


def test_each_person_has_each_allegation_unless_some_were_chosen() -> None:
    me, unit = desk()
    two = (Alleged(category="H", summary="Rude"), Alleged(category="B", sub_category="B4", summary="Pushed"))
    officers = person(unit=unit), person(unit=unit, kind="special")
    case = logged(
        me,
        unit,
        allegations=two,
        subjects=(
            Concerned(kind="person", person_id=officers[0].pk),
            Concerned(kind="person", person_id=officers[1].pk, allegations=(2,)),
            Concerned(kind="partly_known", description="PC, tall, collar ending 37"),
        ),
    )
    rows = SubjectAllegation.objects.filter(case=case).order_by("subject", "allegation")
    pairs = [(row.subject.person_kind, row.allegation.number, row.stage) for row in rows]
    assert pairs == [
        ("officer", 1, "nothing"),
        ("officer", 2, "nothing"),
        ("special", 2, "nothing"),
        ("", 1, "nothing"),
        ("", 2, "nothing"),
    ]


def test_names_stand_in_one_table_and_nowhere_else() -> None:
    me, unit = desk()
    somebody = Named(
        role="complainant", name="Zoë Quillfeather-Ångström", email="Zoe@Q.example", phone="+44 7700 900123"
    )
    case = logged(me, unit, parties=(somebody, Named(role="witness")))
    identity = Identity.objects.get(case=case)
    assert (identity.name_key, identity.email_key, identity.phone_key) == (
        "zoe quillfeather angstrom",
        "zoe@q.example",
        "07700900123",
    )
    # A witness who did not say who they are has no identity at all.
    assert list(case.parties.order_by("pk").values_list("role", "identity")) == [
        ("complainant", identity.pk),
        ("witness", None),
    ]
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
        tables = [name for (name,) in cursor.fetchall()]
        holding = []
        for table in tables:
            cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE t::text ILIKE %s', ["%Quillfeather%"])
            holding += [table] if cursor.fetchone()[0] else []
    assert holding == ["cases_identity"]


# --- Once ---


def test_the_same_page_again_is_the_same_matter() -> None:
    me, unit = desk()
    matter = new_matter(unit)
    first, again = (intake.log(matter=matter, by=me, at=AT) for _ in range(2))
    assert (first.reference, first.is_new, again.is_new) == (again.reference, True, False)
    assert Case.objects.count() == 1
    assert len(said(Act.CASE_LOGGED)) == 1


def test_a_page_that_somebody_else_sent_is_refused_and_names_nothing() -> None:
    me, unit = desk()
    matter = new_matter(unit)
    reference = intake.log(matter=matter, by=me, at=AT).reference
    with pytest.raises(Refused, match="sent by somebody else") as refused:
        intake.log(matter=matter, by=holder(Role.INVESTIGATOR, unit=unit), at=AT)
    assert reference not in f"{refused.value} {refused.value.about}"


@pytest.mark.fault
@pytest.mark.django_db(transaction=True)
def test_of_two_clicks_at_once_one_logs_and_the_other_finds_it() -> None:
    me, unit = desk()
    for _ in range(100):
        matter, both = new_matter(unit), threading.Barrier(2)
        answers: list[Any] = []

        def click(matter: Any = matter, both: Any = both, answers: list[Any] = answers) -> None:
            both.wait()
            answers.append(intake.log(matter=matter, by=me, at=AT))
            connection.close()

        beside = threading.Thread(target=click)
        beside.start()
        click()
        beside.join()
        assert sorted(answer.is_new for answer in answers) == [False, True]
        assert len({answer.reference for answer in answers}) == 1
        assert Case.objects.filter(intake=matter.intake).count() == 1


def test_what_fails_half_way_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    me, unit = desk()

    def fail(**kwargs: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(scores, "keep", fail)
    with pytest.raises(ZeroDivisionError):
        intake.log(matter=new_matter(unit), by=me, at=AT)
    for table in (Case, Identity, Deadline, Decision, CaseReader, CaseDenial, Change):
        assert not table.objects.exists()
    assert said(Act.CASE_LOGGED) == []


# --- Who may see it ---


def test_the_unit_and_those_above_see_it_and_nobody_beside() -> None:
    top = place()
    unit, beside = place(below=top), place(below=top)
    me = holder(Role.INVESTIGATOR, unit=unit)
    case = logged(me, unit)
    colleague, head, other = (holder(Role.SUPERVISOR, unit=one) for one in (unit, top, beside))
    assert [may_see(somebody, case) for somebody in (colleague, head, other)] == [True, True, False]


def test_whoever_it_is_about_and_their_line_manager_never_see_it() -> None:
    me, unit = desk()
    officer_user, manager_user = (holder(Role.SUPERVISOR, unit=unit) for _ in range(2))
    manager = person(unit=unit, user=manager_user)
    officer = person(unit=unit, user=officer_user, line_manager=manager)
    case = logged(me, unit, subjects=(Concerned(kind="person", person_id=officer.pk),))
    assert may_see(me, case)
    assert not may_see(officer_user, case)
    assert not may_see(manager_user, case)


def test_whoever_logs_a_matter_about_themselves_is_told_the_reference_and_sees_no_more() -> None:
    me, unit = desk()
    officer = person(unit=unit, user=me)
    answer = intake.log(
        matter=new_matter(unit, subjects=(Concerned(kind="person", person_id=officer.pk),)), by=me, at=AT
    )
    assert (answer.is_new, answer.may_see) == (True, False)
    assert Case.objects.filter(reference=answer.reference).exists()


# --- What is refused ---


@pytest.mark.parametrize(
    ("values", "field"),
    [
        pytest.param({"kind": "super_complaint"}, "kind", id="a-kind-that-is-no-case"),
        pytest.param({"channel": "pigeon"}, "channel", id="a-way-that-nobody-knows"),
        pytest.param({"headline": "  "}, "headline", id="no-headline"),
        pytest.param({"what_happened": "\n"}, "what_happened", id="nothing-happened"),
        pytest.param({"received_on": TOMORROW}, "received_on", id="received-tomorrow"),
        pytest.param({"came_to_attention_on": TOMORROW}, "came_to_attention_on", id="to-attention-tomorrow"),
        pytest.param({"behaviour_from": TOMORROW}, "behaviour_from", id="happened-tomorrow"),
        pytest.param({"complaint_made_on": None}, "complaint_made_on", id="a-complaint-that-nobody-made"),
        pytest.param({"received_on": YESTERDAY}, "complaint_made_on", id="made-after-it-was-received"),
        pytest.param(
            {"behaviour_from": TODAY, "received_on": YESTERDAY, "complaint_made_on": YESTERDAY}, "received_on",
            id="received-before-it-happened",
        ),
        pytest.param(
            {"behaviour_from": TODAY, "came_to_attention_on": YESTERDAY}, "came_to_attention_on",
            id="to-attention-before-it-happened",
        ),
        pytest.param(
            {"behaviour_from": TODAY, "complaint_made_on": YESTERDAY}, "complaint_made_on",
            id="made-before-it-happened",
        ),
        pytest.param({"behaviour_to": TODAY}, "behaviour_to", id="ended-and-never-began"),
        pytest.param({"behaviour_from": TODAY, "behaviour_to": YESTERDAY}, "behaviour_to", id="ended-before-it-began"),
        pytest.param({"unit_id": 0}, "unit_id", id="no-such-unit"),
        pytest.param({"allegations": ()}, "allegations", id="no-allegation"),
        pytest.param({"allegations": (Alleged(category="I", summary="x"),)}, "allegations", id="no-category-I"),
        pytest.param(
            {"allegations": (Alleged(category="H", sub_category="B4", summary="x"),)}, "allegations", id="of-another"
        ),
        pytest.param({"allegations": (Alleged(category="H", summary=" "),)}, "allegations", id="no-summary"),
        pytest.param(
            {"allegations": (Alleged(category="H", summary="x", standards=("courage",)),)}, "allegations", id="standard"
        ),
        pytest.param({"parties": (Named(role="friend"),)}, "parties", id="no-such-role"),
        pytest.param({"subjects": (Concerned(kind="robot"),)}, "subjects", id="no-such-subject"),
        pytest.param({"subjects": (Concerned(kind="partly_known"),)}, "subjects", id="partly-known-as-what"),
        pytest.param({"subjects": (Concerned(kind="person"),)}, "subjects", id="nobody-chosen"),
        pytest.param({"subjects": (Concerned(kind="person", person_id=0),)}, "subjects", id="nobody-of-that-number"),
        pytest.param(
            {"subjects": (Concerned(kind="unidentified", allegations=(2,)),)}, "subjects", id="an-allegation-not-there"
        ),
        pytest.param({"facts": {"courage": "yes"}}, "facts", id="a-question-that-nobody-asks"),
        pytest.param({"facts": {"reckless": "maybe"}}, "facts", id="an-answer-that-is-none"),
        pytest.param({"danger": "terrible"}, "danger", id="a-danger-that-is-none"),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_taken_is_named_and_nothing_is_written(values: dict[str, Any], field: str) -> None:
    me, unit = desk()
    with pytest.raises(Mistake) as mistake:
        intake.log(matter=new_matter(unit, **values), by=me, at=AT)
    assert mistake.value.field == field
    assert mistake.value.sentence


def test_the_last_day_of_each_is_taken() -> None:
    me, unit = desk()
    same = {"behaviour_from": TODAY, "behaviour_to": TODAY, "complaint_made_on": TODAY, "received_on": TODAY}
    assert logged(me, unit, **same).stage == "logged"


def test_a_person_is_named_once() -> None:
    me, unit = desk()
    twice = (Concerned(kind="person", person_id=person(unit=unit).pk),) * 2
    with pytest.raises(Mistake, match="once"):
        intake.log(matter=new_matter(unit, subjects=twice), by=me, at=AT)


def test_a_unit_that_has_ended_takes_no_matter() -> None:
    me, unit = desk()
    unit.last_day = YESTERDAY
    unit.save()
    with pytest.raises(Mistake, match="unit"):
        intake.log(matter=new_matter(unit), by=me, at=AT)
    unit.last_day = TODAY
    unit.save()
    assert intake.log(matter=new_matter(unit), by=me, at=AT).is_new


@pytest.mark.parametrize("day", [date(2019, 6, 1), date(2020, 1, 31)], ids=["long-before-2020", "last-day-before"])
def test_a_matter_from_before_the_regulations_keeps_a_row_that_says_why_it_has_no_date(day: date) -> None:
    me, unit = desk()
    values = {"complaint_made_on": day, "received_on": day, "came_to_attention_on": day}
    try:
        case = logged(me, unit, **values)
    except Refused as refused:
        pytest.fail(f"a matter from before is lost: {refused}")
    period = Deadline.objects.get(case=case, key="timeliness_pcmr13")
    assert (period.work_to is None) is bool(period.problem)
    assert not period.may_count_against


def test_the_intake_is_a_key_of_its_own() -> None:
    me, unit = desk()
    one, other = (logged(me, unit, intake=uuid.uuid4()) for _ in range(2))
    assert one.reference != other.reference
    assert timezone.localdate(one.logged_at) == TODAY
