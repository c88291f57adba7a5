"""What PostgreSQL itself refuses of what runs beside a matter."""

from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.db.models import Model

from cases.models import (
    Case,
    CaseLink,
    ParallelEffect,
    ParallelEvent,
    ParallelProceeding,
    Restriction,
    Subject,
    WelfareContact,
    WelfareOfficer,
    WelfarePlan,
)
from tests.factories import cases
from tests.factories.acts import AT
from tests.factories.cases import TODAY
from tests.factories.users import user

pytestmark = pytest.mark.django_db
EARLIER = TODAY.replace(day=1)


@pytest.fixture
def case() -> Case:
    return cases.case()


@pytest.fixture
def subject(case: Case) -> Subject:
    return cases.subject(case=case)


def made(model: type[Model], case: Case, **values: Any) -> Any:
    """A row that is right but for these values."""
    by = user()
    rows: dict[type[Model], dict[str, Any]] = {
        Restriction: {"kind": "place", "what": "Away", "first_day": TODAY, "last_day": TODAY, "recorded_by": by},
        WelfareOfficer: {"name": "Rev Ash", "first_day": TODAY, "named_by": by},
        WelfarePlan: {"number": 1, "text": "Plan", "by": by, "at": AT},
        WelfareContact: {"on": TODAY, "way": "phone", "text": "Said", "by": by, "at": AT},
        ParallelProceeding: {"kind": "civil", "body": "Court", "state": "under_way", "chases": by},
        CaseLink: {"kind": "joint", "made_by": by, "made_on": TODAY},
    }
    return model(case=case, **(rows[model] | values))


@pytest.mark.parametrize(
    ("model", "values", "constraint"),
    [
        pytest.param(Restriction, {"kind": "curfew"}, "restriction_says_what", id="unknown-restriction"),
        pytest.param(Restriction, {"what": ""}, "restriction_says_what", id="restricts-nothing"),
        pytest.param(Restriction, {"last_day": EARLIER}, "restriction_ends_after_it_begins", id="ends-before"),
        pytest.param(Restriction, {"last_day": None}, "restriction_ends_or_is_looked_at_again", id="for-ever"),
        pytest.param(Restriction, {"ended_on": TODAY}, "restriction_is_ended_for_a_reason", id="ended-by-nobody"),
        pytest.param(Restriction, {"ended_because": "x"}, "restriction_is_ended_for_a_reason", id="reason-alone"),
        pytest.param(WelfareOfficer, {"name": ""}, "welfare_officer_is_an_account_or_a_name", id="nobody"),
        pytest.param(WelfareOfficer, {"user": user}, "welfare_officer_is_an_account_or_a_name", id="two"),
        pytest.param(WelfarePlan, {"text": ""}, "welfare_plan_says_something", id="empty-plan"),
        pytest.param(WelfareContact, {"text": ""}, "welfare_contact_says_something", id="empty-contact"),
        pytest.param(WelfareContact, {"way": "x"}, "welfare_contact_says_something", id="unknown-way"),
        pytest.param(ParallelProceeding, {"kind": "x"}, "proceeding_says_what_and_where", id="unknown-kind"),
        pytest.param(ParallelProceeding, {"body": ""}, "proceeding_says_what_and_where", id="no-body"),
        pytest.param(ParallelProceeding, {"next_on": TODAY}, "proceeding_next_has_day_and_words", id="day-alone"),
        pytest.param(ParallelProceeding, {"next_what": "x"}, "proceeding_next_has_day_and_words", id="words-alone"),
        pytest.param(ParallelProceeding, {"chases": None}, "proceeding_is_chased_until_it_ends", id="nobody-chases"),
        pytest.param(
            ParallelProceeding,
            {"state": "ended", "next_on": TODAY, "next_what": "x"},
            "proceeding_is_chased_until_it_ends",
            id="ended-with-a-next-date",
        ),
        pytest.param(CaseLink, {"kind": "x"}, "link_has_a_known_kind", id="unknown-link"),
        pytest.param(CaseLink, {"other": None}, "link_is_to_another_matter", id="to-itself"),
        pytest.param(CaseLink, {"ended_on": TODAY}, "link_is_ended_for_a_reason", id="ended-for-nothing"),
    ],
)
def test_a_row_that_cannot_be_is_refused(
    case: Case, subject: Subject, model: type[Model], values: dict[str, Any], constraint: str
) -> None:
    given = {name: value() if callable(value) else value for name, value in values.items()}
    if "subject" in {field.name for field in model._meta.fields}:
        given["subject"] = subject
    if model is CaseLink:
        given["other"] = case if "other" in values else cases.case()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        made(model, case, **given).save()


@pytest.mark.parametrize(
    ("model", "again"),
    [
        pytest.param(WelfareOfficer, {}, id="one-welfare-officer-at-a-time"),
        pytest.param(WelfarePlan, {}, id="one-version-of-a-number"),
    ],
)
def test_there_is_one_of_these(case: Case, subject: Subject, model: type[Model], again: dict[str, Any]) -> None:
    made(model, case, subject=subject).save()
    with pytest.raises(IntegrityError), transaction.atomic():
        made(model, case, subject=subject, **again).save()


@pytest.mark.parametrize("members_only", [False, True])
def test_a_link_is_one_from_either_end_but_for_who_is_shown_it(case: Case, members_only: bool) -> None:
    other = cases.case()
    made(CaseLink, case, other=other).save()
    back = made(CaseLink, other, other=case, members_only=members_only)
    if members_only:
        back.save()
        return
    with pytest.raises(IntegrityError, match="link_once"), transaction.atomic():
        back.save()


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        pytest.param({"act_kind": "vetting"}, "parallel_effect_has_a_reason", id="no-act-of-the-matter"),
        pytest.param({"effect": "x"}, "parallel_effect_has_a_reason", id="unknown-effect"),
        pytest.param({"reason": ""}, "parallel_effect_has_a_reason", id="no-reason"),
        pytest.param({}, "parallel_effect_once_a_kind_of_act", id="twice"),
    ],
)
def test_an_effect_that_cannot_be_is_refused(case: Case, values: dict[str, Any], constraint: str) -> None:
    row = made(ParallelProceeding, case)
    row.save()
    right = {"case": case, "proceeding": row, "act_kind": "appeal", "effect": "wait", "reason": "x"}
    if not values:
        ParallelEffect.objects.create(**right)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        ParallelEffect.objects.create(**(right | values))


@pytest.mark.parametrize("statement", ["UPDATE {table} SET at = now()", "DELETE FROM {table}", "TRUNCATE {table}"])
@pytest.mark.parametrize("model", [WelfareContact, WelfarePlan, ParallelEvent])
def test_what_is_only_added_to_is_never_changed(
    case: Case, subject: Subject, model: type[Model], statement: str
) -> None:
    if model is ParallelEvent:
        row = made(ParallelProceeding, case)
        row.save()
        ParallelEvent.objects.create(case=case, proceeding=row, on=TODAY, what="Charged", by=user(), at=AT)
    else:
        made(model, case, subject=subject).save()
    sql = statement.format(table=model._meta.db_table)
    with pytest.raises(ProgrammingError, match=r"permission denied|is only added to"), transaction.atomic():
        connection.cursor().execute(sql)


@pytest.mark.parametrize("model", [Restriction, WelfareOfficer, ParallelProceeding, CaseLink])
def test_these_are_ended_and_never_deleted(case: Case, subject: Subject, model: type[Model]) -> None:
    table = model._meta.db_table
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(f"DELETE FROM {table}")
