"""How complaints end, and what follows when one is withdrawn (F7)."""

import pytest

from misconduct.authority import Grade
from misconduct.matters.handling import Handling
from misconduct.matters.results import ACTIONS, ENDINGS, Action, Result, results
from misconduct.matters.withdrawal import CONFIRM, OURS, SIGNED, Decider, GoesOn, Signer, Told, close, withdrawal
from misconduct.refusals import NoAnswer

INSIDE = {
    Result.SERVICE_ACCEPTABLE,
    Result.SERVICE_NOT_ACCEPTABLE,
    Result.NOT_ABLE_TO_DETERMINE,
    Result.WITHDRAWN,
    Result.NOT_RESUMED,
    Result.NO_FURTHER_ACTION,
}
OUTSIDE = {Result.RESOLVED, Result.NOT_RESOLVED, Result.NO_FURTHER_ACTION}


@pytest.mark.parametrize("handling", Handling)
def test_results_by_handling(handling: Handling) -> None:
    expected = OUTSIDE if handling is Handling.OUTSIDE_SCHEDULE_3 else INSIDE
    offered = [one.result for one in results(handling=handling)]
    assert set(offered) == expected
    assert len(offered) == len(expected)


def test_everything_about_endings_is_remembered() -> None:
    assert {one.authority.grade for one in ENDINGS} == {Grade.MEMORY}
    assert {authority.grade for authority in ACTIONS.values()} == {Grade.MEMORY}
    assert set(ACTIONS) == set(Action)
    assert len(Action) == 9


def test_the_outcome_of_a_complaint_is_no_decision_about_misconduct() -> None:
    assert not [one for one in Result if "misconduct" in one.value or "case to answer" in one.value]


@pytest.mark.parametrize("signer", Signer)
@pytest.mark.parametrize(
    ("with_director_general", "under_review", "told", "decider"),
    [
        pytest.param(False, False, (), Decider.APPROPRIATE_AUTHORITY, id="with-neither"),
        pytest.param(True, False, (Told.DIRECTOR_GENERAL,), Decider.DIRECTOR_GENERAL, id="referred"),
        pytest.param(False, True, (Told.REVIEW_BODY,), Decider.APPROPRIATE_AUTHORITY, id="under-review"),
        pytest.param(True, True, (Told.DIRECTOR_GENERAL, Told.REVIEW_BODY), Decider.DIRECTOR_GENERAL, id="with-both"),
    ],
)
def test_who_is_told_and_who_decides(
    signer: Signer, with_director_general: bool, under_review: bool, told: tuple[Told, ...], decider: Decider
) -> None:
    found = withdrawal(signed_by=signer, is_with_director_general=with_director_general, is_under_review=under_review)
    assert (found.is_effective, found.tell, found.decider) == (True, told, decider)
    assert found.authority == (SIGNED if with_director_general else OURS)
    assert decider.value in found.next_step


def test_what_nobody_signed_is_no_withdrawal_yet() -> None:
    found = withdrawal(signed_by=None, is_with_director_general=True, is_under_review=True)
    assert (found.is_effective, found.tell, found.authority) == (False, (), CONFIRM)
    assert (SIGNED.grade, CONFIRM.grade, OURS.grade) == (Grade.TEXT_SEEN, Grade.MEMORY, Grade.MEMORY)
    with pytest.raises(NoAnswer, match="Confirm it in writing"):
        close(withdrawn=found, decided=GoesOn.ENDS, decided_by=Decider.DIRECTOR_GENERAL)


@pytest.mark.parametrize("decided", GoesOn)
def test_a_referred_complaint_needs_the_director_generals_answer(decided: GoesOn) -> None:
    found = withdrawal(signed_by=Signer.COMPLAINANT, is_with_director_general=True, is_under_review=False)
    with pytest.raises(NoAnswer, match="Director General's answer"):
        close(withdrawn=found, decided=decided, decided_by=Decider.APPROPRIATE_AUTHORITY)
    assert close(withdrawn=found, decided=decided, decided_by=Decider.DIRECTOR_GENERAL) is decided


@pytest.mark.parametrize("is_with_director_general", [True, False], ids=["referred", "not-referred"])
def test_no_withdrawal_closes_without_a_decision(is_with_director_general: bool) -> None:
    found = withdrawal(signed_by=Signer.AGENT, is_with_director_general=is_with_director_general, is_under_review=False)
    for decided, by in ((None, found.decider), (GoesOn.ENDS, None)):
        with pytest.raises(NoAnswer, match=f"{found.decider.value} decides"):
            close(withdrawn=found, decided=decided, decided_by=by)
    assert close(withdrawn=found, decided=GoesOn.ENDS, decided_by=found.decider) is GoesOn.ENDS


def test_the_force_may_record_that_the_director_general_decided_about_one_that_is_not_referred() -> None:
    found = withdrawal(signed_by=Signer.SOLICITOR, is_with_director_general=False, is_under_review=False)
    decided = GoesOn.AS_CONDUCT_MATTER
    assert close(withdrawn=found, decided=decided, decided_by=Decider.DIRECTOR_GENERAL) is decided
