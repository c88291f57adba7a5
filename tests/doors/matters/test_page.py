"""What the pages of a matter show: header, next act, neighbours in the list, allegations and people."""

from datetime import timedelta

import pytest
from django.test import Client

from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.operations import reading
from cases.workforce.models import Unit
from tests.doors.looking import opened, words
from tests.factories import cases, register
from tests.factories.cases import TODAY, holder

pytestmark = pytest.mark.django_db
TABS = ["", "people/", "evidence/", "deadlines/", "timeline/", "access/"]


@pytest.fixture
def me(unit: Unit) -> User:
    return holder(Role.INVESTIGATOR, unit=unit)


# --- The header ---


def test_the_header_says_what_it_is_and_never_the_score(browser: Client, unit: Unit, me: User) -> None:
    case = cases.case(unit=unit, kind="conduct", headline="Force during an arrest", owner=me, named=(me,))
    cases.score(case=case, band="CRITICAL", low=74, high=91)
    cases.deadline(case=case, title="Refer to the IOPC", work_to=TODAY, is_confirmed=False)
    for tab in TABS:
        answer = opened(browser, case, tab)
        said = words(answer)
        for expected in (
            case.reference, "Force during an arrest", "CRITICAL", "on the allegation only", "Conduct matter",
            "Refer to the IOPC: due today , date unconfirmed", me.name, "Standards",
            "Its unit and those above it, and 1 named member",
        ):  # fmt: skip
            assert expected.replace(" ,", ",") in said.replace(" ,", ","), expected
        # A reference and the name of somebody made up may hold any digits.
        without_names = said.replace(case.reference, "").replace(me.name, "")
        assert "74" not in without_names
        assert "91" not in without_names


def test_once_assessed_only_the_assessment_is_shown(browser: Client, unit: Unit) -> None:
    case = cases.case(unit=unit)
    cases.score(case=case, band="CRITICAL")
    cases.subject(case=case).against.update(known={"assessment": "misconduct"})
    answer = opened(browser, case)
    said = words(answer)
    assert "Assessed as misconduct" in said
    assert "CRITICAL" not in said
    assert "severity/" not in answer.text


def test_treated_as_restricted_frozen_and_imported_are_said(browser: Client, unit: Unit, me: User) -> None:
    case = cases.case(
        unit=unit, kind="complaint", treated_as="recordable_conduct", restricted=True, named=(me,), is_frozen=True,
        held_because="Advice awaited", origin="imported",
    )  # fmt: skip
    said = words(opened(browser, case))
    for expected in (
        "Complaint, treated as recordable conduct matter", "Restricted", "1 named member", "Imported history",
        "No changes for now: Advice awaited",
    ):  # fmt: skip
        assert expected in said


def test_what_comes_next_stands_in_one_card_with_its_provision(browser: Client, unit: Unit) -> None:
    case = cases.case(unit=unit, stage="logged")
    answer = opened(browser, case)
    first = answer.context["next"]
    said = words(answer)
    assert first.title in said
    assert first.provision in said
    assert first.grade_in_words in said


def test_the_card_says_that_its_own_date_has_passed_and_leaves_out_a_reason_that_does_not_hold(
    browser: Client, unit: Unit
) -> None:
    case = cases.case(unit=unit, kind="death_or_serious_injury")
    limit = {"key": "iopc_referral", "title": "Referral", "is_confirmed": False}
    cases.deadline(case=case, work_to=TODAY - timedelta(9), **limit)
    said = words(opened(browser, case))
    assert "Next Refer to the IOPC Referral: work to" in said
    assert "a date that is unconfirmed: 9 days past the earliest plausible date ." in said


def test_the_card_says_which_act_it_opens_the_way_to_without_its_date(browser: Client, unit: Unit) -> None:
    case = cases.case(unit=unit, kind="death_or_serious_injury", stage="logged")
    cases.deadline(case=case, key="iopc_referral", title="Referral", work_to=TODAY)
    said = words(opened(browser, case))
    assert "Next Record the matter under Schedule 3 Then: Refer to the IOPC." in said
    assert "work to" not in said


# --- The list just seen ---


def test_the_neighbours_are_those_of_the_list_just_seen(browser: Client, unit: Unit) -> None:
    first, _, middle, last = [cases.case(unit=unit, kind=kind) for kind in ("complaint", "conduct", *["complaint"] * 2)]
    browser.get("/cases/?tab=all&kind=complaint")
    answer = opened(browser, middle)
    around = answer.context["around"]
    assert (around.ordinal, around.newer, around.older) == ("2", last.reference, first.reference)
    assert "2 of this list" in answer.text
    assert 'href="/cases/?tab=all&amp;kind=complaint"' in answer.text
    ends = opened(browser, last).context["around"], opened(browser, first).context["around"]
    assert [(each.ordinal, each.newer, each.older) for each in ends] == [
        ("1", "", middle.reference),
        ("3", middle.reference, ""),
    ]


def test_a_matter_that_is_not_in_the_list_just_seen_has_no_neighbours(browser: Client, unit: Unit) -> None:
    case = cases.case(unit=unit)
    assert opened(browser, case).context["around"] is None
    browser.get("/cases/?tab=all&kind=conduct")
    assert opened(browser, case).context["around"] is None


def test_a_neighbour_that_one_may_not_see_any_more_is_none(browser: Client, unit: Unit, me: User) -> None:
    shared = [cases.case(unit=unit) for _ in range(3)]
    browser.get("/cases/?tab=all")
    me_as_person = register.person(user=me)
    reading.deny_concerned(case=shared[1], person_id=me_as_person.pk, on=TODAY)
    around = opened(browser, shared[0]).context["around"]
    assert (around.ordinal, around.newer) == ("2", shared[2].reference)


# --- Allegations and people ---


def test_allegations_and_people_in_words(browser: Client, unit: Unit) -> None:
    case = cases.case(unit=unit)
    cases.allegation(case=case, category="G", sub_category="G2", summary="Abused it", standards=["use_of_force"])
    cases.subject(case=case, person=register.person(surname="Breck", collar="4471"), person_kind="officer")
    cases.subject(case=case, kind="partly_known", description="PC, tall")
    cases.subject(case=case, kind="organisation")
    cases.party(case=case, name="Ada Example", phone="07700 900123", safe_contact="Texts only")
    said = words(opened(browser, case, "people/"))
    for expected in (
        "Abused it", "G Abuse of position/corruption", "G2 Abuse of position for sexual purpose", "Use of force",
        "Alex Breck, 4471", "Police officer up to chief superintendent", "PC, tall", "The force itself", "Ada Example",
        "07700 900123", "Texts only", "Complainant",
    ):  # fmt: skip
        assert expected in said, expected


def test_nobody_yet_is_said(browser: Client, unit: Unit) -> None:
    assert words(opened(browser, cases.case(unit=unit), "people/")).count("Nobody yet.") == 2
