"""Two daily jobs that only remind: of periods after which delay is reported, and of reviews of suspension."""

from datetime import timedelta
from typing import Any

import pytest

from cases.accounts import drafts
from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.audit.actors import Job
from cases.jobs.models import Outbox
from cases.models import Case, Deadline, Decision, Letter
from cases.operations.acts import reminding
from cases.workforce.models import Unit
from tests.factories import cases, register
from tests.factories.acts import AT
from tests.factories.cases import TODAY, holder
from tests.factories.standing import decided

pytestmark = pytest.mark.django_db
BY = Job("cases.delay_reports")


@pytest.fixture
def unit() -> Unit:
    return cases.place()


@pytest.fixture
def me(unit: Unit) -> User:
    return holder(Role.INVESTIGATOR, unit=unit)


@pytest.fixture
def case(unit: Unit, me: User) -> Case:
    return cases.case(unit=unit, owner=me, stage="investigating")


def limit(case: Case, key: str, after: int, **values: Any) -> Deadline:
    return cases.deadline(case=case, key=key, work_to=TODAY + timedelta(days=after), **values)


def mails() -> list[tuple[str, int]]:
    return sorted((row.ids["mail"], row.ids["user"]) for row in Outbox.objects.filter(kind="mail.send"))


def delay() -> int:
    return reminding.delay_reports(cursor=None, by=BY, at=AT).done


def reviews() -> int:
    return reminding.suspension_reviews(cursor=None, by=BY, at=AT).done


@pytest.mark.parametrize(
    ("key", "after", "values", "reminded"),
    [
        pytest.param("timeliness_reg19", 14, {}, True, id="ends-in-two-weeks"),
        pytest.param("timeliness_reg19", 15, {}, False, id="ends-later"),
        pytest.param("timeliness_pcmr13", -3, {}, True, id="ended-before"),
        pytest.param("timeliness_pcmr13", 0, {"met_on": TODAY}, False, id="reported-already"),
        pytest.param("timeliness_pcmr13", 0, {"ended_on": TODAY}, False, id="waited-for-no-more"),
        pytest.param("progress_update", 0, {}, False, id="another-limit"),
    ],
)
def test_of_a_period_that_ends_soon_whoever_it_is_with_is_reminded(
    case: Case, me: User, key: str, after: int, values: dict[str, Any], reminded: bool
) -> None:
    row = limit(case, key, after, **values)
    assert delay() == int(reminded)
    row.refresh_from_db()
    assert (row.reminded_on == TODAY) is reminded
    assert mails() == ([("delay_reports", me.pk)] if reminded else [])


def test_the_second_run_does_nothing(case: Case) -> None:
    limit(case, "timeliness_reg19", 0)
    assert (delay(), delay()) == (1, 0)
    assert len(mails()) == 1


def test_the_letter_is_begun_in_fixed_sentences_and_nothing_is_made(case: Case, me: User) -> None:
    acts = ("record_matter", "assess_referral", "decide_not_to_refer", "investigate_matter")
    decided(case=case, acts=acts, by=me, reasons="Ben Other hit her")
    before = Decision.objects.count()
    limit(case, "timeliness_pcmr13", 0)
    delay()
    kept = drafts.find(owner_id=me.pk, kind="case_letter_make", key=f"{case.reference} report_of_delay")
    assert kept is not None
    assert kept["progress"][0].startswith(
        "The matter has been recorded.\n\nThe investigation has begun.\n\nDrafted from"
    )
    assert "Ben" not in str(kept)
    assert (Letter.objects.count(), Decision.objects.count()) == (0, before)


def test_a_letter_that_somebody_has_begun_is_left_alone(case: Case, me: User) -> None:
    mine: Any = {"owner_id": me.pk, "kind": "case_letter_make", "key": f"{case.reference} report_of_delay"}
    drafts.keep(**mine, body={"progress": ["Mine"]})
    limit(case, "timeliness_pcmr13", 0)
    delay()
    assert drafts.find(**mine) == {"progress": ["Mine"]}


def test_nobody_is_reminded_of_a_matter_that_they_may_not_see(unit: Unit) -> None:
    concerned = holder(Role.INVESTIGATOR, unit=unit)
    person = register.person(user=concerned)
    case = cases.case(unit=unit, owner=concerned, about=(person,), stage="investigating")
    limit(case, "timeliness_pcmr13", 0)
    delay()
    assert mails() == []


def test_a_matter_that_is_held_waits(case: Case, me: User) -> None:
    Case.objects.filter(pk=case.pk).update(is_frozen=True, held_because="Advice", held_by=me)
    limit(case, "timeliness_pcmr13", 0)
    assert delay() == 0


@pytest.mark.parametrize(
    ("after", "reminded"), [pytest.param(7, True, id="in-a-week"), pytest.param(8, False, id="later")]
)
def test_of_a_review_of_a_suspension_whoever_decides_is_reminded_too(
    case: Case, me: User, unit: Unit, after: int, reminded: bool
) -> None:
    decides, elsewhere = holder(Role.SUPERVISOR, unit=unit), holder(Role.SUPERVISOR, unit=cases.place())
    for somebody in (decides, elsewhere):
        register.delegation("review_suspension", to_user=somebody)
    limit(case, "suspension_review", after)
    assert reviews() == int(reminded)
    expected = [("suspension_reviews", me.pk), ("suspension_reviews", decides.pk)]
    assert mails() == (sorted(expected) if reminded else [])
