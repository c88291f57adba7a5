"""What a legal adviser signs: from its date on, for the row that was read, and for nothing else."""

from datetime import date

import pytest

from misconduct.authority import Authority, Grade, Power
from misconduct.counting import Counting
from misconduct.instruments import PCR
from misconduct.refusals import NoAnswer
from misconduct.sign_offs import Correction, SignOff, SignOffs
from tests.misconduct.asking import answer


def sign_off(
    key: str,
    day: str,
    corrects: Correction | None = None,
    versions: tuple[str, ...] = (),
    after: str = "",
    option: str = "",
) -> SignOff:
    return SignOff(
        key=key,
        signed_on=date.fromisoformat(day),
        by="A. Adviser",
        provision="consolidated text",
        corrects=corrects,
        versions=versions,
        after=after,
        option=option,
    )


def as_at(day: str, *signed: SignOff) -> SignOffs:
    return SignOffs(known=signed, as_at=date.fromisoformat(day))


def test_a_confirmed_rule_may_count_from_its_date_on() -> None:
    signed = sign_off("misconduct_hearing", "2026-12-01")
    before = answer("misconduct_hearing", "2026-01-05", sign_offs=as_at("2026-11-30", signed))
    assert not before.may_count_against
    after = answer("misconduct_hearing", "2026-01-05", sign_offs=as_at("2026-12-01", signed))
    assert after.may_count_against
    assert after.due == before.due
    assert after.way.sign_off == signed


def test_what_an_adviser_signed_is_graded_by_the_number_alone() -> None:
    given = as_at("2026-12-01", sign_off("barred_list_report", "2026-12-01"), sign_off("rprp_account", "2026-12-01"))
    assert answer("barred_list_report", "2026-08-31", sign_offs=given).grade is Grade.TEXT_SEEN
    assert answer("rprp_account", "2025-05-02", sign_offs=given).grade is Grade.SECONDARY


def test_a_version_that_changes_the_date_brings_its_savings_grade_along() -> None:
    given = as_at("2026-12-01", sign_off("officer_response", "2026-12-01", Correction(numbers=(20,)), ("R3",)))
    response = answer("officer_response", "2026-08-15", sign_offs=given)
    assert (str(response.due), str(response.force_by)) == ("2026-09-14", "2026-09-07")
    assert response.grade is Grade.SECONDARY
    # Signed, and yet another version may govern.
    assert not response.may_count_against


def test_a_choice_that_nobody_made_is_said() -> None:
    assert answer("fww_live", "2025-06-10").assumed == "given_at=accelerated_hearing"
    assert answer("fww_live", "2025-06-10", ("given_at", "accelerated_hearing")).assumed == ""


def test_a_corrected_rule_is_counted_as_corrected_and_has_no_other_reading() -> None:
    correction = Correction(counting=Counting.WEEKS_FROM, numbers=(8,))
    corrected = sign_off("suspension_review", "2026-12-01", correction, ("R4",), after="suspended")
    review = answer("suspension_review", "2026-09-01", version="R4", sign_offs=as_at("2026-12-01", corrected))
    assert (str(review.due), review.others, review.force_by) == ("2026-10-26", (), None)


def test_a_number_set_in_the_matter_stands_beside_a_sign_off() -> None:
    row = sign_off("fww_live", "2026-12-01", Correction(numbers=(20,)), option="accelerated_hearing")
    signed = as_at("2026-12-01", row)
    assert answer("fww_live", "2025-06-10", sign_offs=signed).way.rule.numbers == (20,)
    assert answer("fww_live", "2025-06-10", ("live_months", "36"), sign_offs=signed).way.rule.numbers == (36,)


def test_the_last_sign_off_wins() -> None:
    signed = [
        sign_off("misconduct_hearing", "2026-12-03", Correction(numbers=(30,))),
        sign_off("misconduct_hearing", "2026-12-01", Correction(numbers=(60,))),
        sign_off("misconduct_hearing", "2026-12-05", Correction(numbers=(90,))),
    ]
    hearing = answer("misconduct_hearing", "2026-01-05", sign_offs=as_at("2026-12-04", *signed))
    assert hearing.way.rule.numbers == (30,)
    again = [*signed, sign_off("misconduct_hearing", "2026-12-03", Correction(numbers=(31,)))]
    hearing = answer("misconduct_hearing", "2026-01-05", sign_offs=as_at("2026-12-04", *again))
    assert hearing.way.rule.numbers == (31,)


def test_a_sign_off_for_one_version_leaves_the_others_alone() -> None:
    signed = sign_off("suspension_review", "2026-12-01", Correction(numbers=(10,)), ("R4",), after="suspended")
    given = as_at("2026-12-01", signed)
    assert answer("suspension_review", "2026-09-01", version="R4", sign_offs=given).way.rule.numbers == (10,)
    assert answer("suspension_review", "2026-09-01", version="R3", sign_offs=given).way.rule.numbers == (4,)


def test_a_sign_off_holds_by_every_name_of_the_version() -> None:
    # 2026 changed nothing about hearings: what is signed for R4 is the rule of R3.
    given = as_at("2026-12-01", sign_off("misconduct_hearing", "2026-12-01", Correction(numbers=(30,)), ("R4",)))
    for version in ("R3", "R4"):
        hearing = answer("misconduct_hearing", "2026-09-01", version=version, sign_offs=given)
        assert hearing.way.rule.numbers == (30,)
    hearing = answer("misconduct_hearing", "2026-09-01", version="R2", sign_offs=given)
    assert hearing.way.rule.numbers == (100,)


def test_a_power_that_the_adviser_read_may_be_used() -> None:
    power = Power(
        holders=("chief_officer",), condition="where needed", authority=Authority(PCR, "reg 11", Grade.TEXT_SEEN)
    )
    signed = sign_off("suspension_review", "2026-12-01", Correction(extension=power), ("R4",), after="suspended")
    said = (("extended_to", "2026-12-31"), ("extended_by", "chief_officer"))
    with pytest.raises(NoAnswer, match="No power"):
        answer("suspension_review", "2026-09-01", *said, version="R4")
    given = as_at("2026-12-01", signed)
    extended = answer("suspension_review", "2026-09-01", *said, version="R4", sign_offs=given)
    assert str(extended.due) == "2026-12-31"
    assert extended.limit.extension == power
    # Only the power was read: how the twelve weeks are counted is as open as before.
    assert not extended.may_count_against
    assert answer("suspension_review", "2026-09-01", version="R4", sign_offs=given).others
    # Under the version that has no such power the limit stays as it is.
    open_version = answer("suspension_review", "2026-09-01", *said, sign_offs=given)
    assert (str(open_version.due), str(open_version.force_by)) == ("2026-12-31", "2026-09-28")


def test_who_read_only_the_power_later_leaves_the_confirmation_standing() -> None:
    power = Power(
        holders=("chief_officer",), condition="where needed", authority=Authority(PCR, "reg 29(3)", Grade.TEXT_SEEN)
    )
    given = as_at(
        "2026-12-31",
        sign_off("misconduct_hearing", "2026-12-01", Correction(numbers=(90,))),
        sign_off("misconduct_hearing", "2026-12-05", Correction(extension=power)),
    )
    hearing = answer("misconduct_hearing", "2026-01-05", sign_offs=given)
    assert (hearing.way.rule.numbers, hearing.way.power, hearing.is_confirmed) == ((90,), power, True)
    assert hearing.limit.extension == power


def test_a_number_that_was_not_seen_can_be_given() -> None:
    correction = Correction(counting=Counting.WD_AFTER, numbers=(10,))
    signed = as_at("2026-12-01", sign_off("appeal_meeting", "2026-12-01", correction))
    assert str(answer("appeal_meeting", "2026-09-02", sign_offs=signed).due) == "2026-09-16"


@pytest.mark.parametrize(
    ("key", "on", "pairs"),
    [
        pytest.param("recommendation_response", "2026-03-02", [("recommended_in", "learning")], id="two-options"),
        pytest.param("suspension_review", "2026-05-01", [], id="two-events-and-versions"),
    ],
)
def test_a_sign_off_says_which_row_was_read(key: str, on: str, pairs: list[tuple[str, str]]) -> None:
    with pytest.raises(NoAnswer, match="fits several rows"):
        answer(key, on, *pairs, sign_offs=as_at("2026-12-01", sign_off(key, "2026-12-01")))


def test_a_sign_off_of_one_row_leaves_the_others_alone() -> None:
    row = sign_off("recommendation_response", "2026-12-01", Correction(numbers=(30,)), option="review")
    given = as_at("2026-12-01", row)
    response = answer("recommendation_response", "2026-03-02", ("recommended_in", "learning"), sign_offs=given)
    assert (response.way.rule.numbers, response.way.sign_off) == ((56,), None)


def test_a_version_that_nobody_signed_keeps_a_date_from_counting() -> None:
    signed = sign_off("misconduct_hearing", "2026-12-01", versions=("R3",))
    open_version = answer("misconduct_hearing", "2026-01-05", sign_offs=as_at("2026-12-01", signed))
    assert (open_version.others, open_version.may_count_against) == ((), False)
    known = ("came_to_attention", "2025-08-01")
    certain = answer("misconduct_hearing", "2026-01-05", known, sign_offs=as_at("2026-12-01", signed))
    assert certain.may_count_against


def test_a_signed_limit_that_may_not_exist_does_not_count() -> None:
    given = as_at("2026-12-01", sign_off("lqp_report_to_chair", "2026-12-01"))
    perhaps = answer("lqp_report_to_chair", "2025-06-02", sign_offs=given)
    assert (perhaps.others, bool(perhaps.absent), perhaps.may_count_against) == ((), True, False)
    known = (("came_to_attention", "2025-05-28"), ("hearing_convened", "2025-05-28"))
    assert answer("lqp_report_to_chair", "2025-06-02", *known, sign_offs=given).may_count_against


def test_a_signed_limit_that_an_unread_power_moved_does_not_count() -> None:
    given = as_at("2026-12-01", sign_off("misconduct_hearing", "2026-12-01"))
    extended = (("extended_to", "2026-07-01"), ("extended_by", "chair"))
    moved_date = answer("misconduct_hearing", "2026-01-05", *extended, sign_offs=given)
    assert (str(moved_date.force_by), moved_date.may_count_against) == ("2026-05-29", False)


@pytest.mark.parametrize(
    ("key", "on", "pairs"),
    [
        pytest.param("fww_live", "2025-06-10", [("given_at", "accelerated_hearing")], id="a-life"),
        pytest.param("barred_list_report", "2015-01-05", [], id="before-the-instrument-as-we-remember-it"),
        pytest.param("officer_response", "2021-06-01", [], id="what-is-taken-for-granted"),
        pytest.param("evidence_preservation", "2026-06-01", [], id="no-date"),
        pytest.param("suspension_decision", "2026-08-27", [], id="perhaps-no-such-limit"),
        pytest.param("barred_list_report", "2026-08-31", [], id="a-day-off"),
        pytest.param(
            "review_application",
            "2026-03-02",
            [("wrong_body_received", "2026-03-20"), ("forwarded", "2026-04-07")],
            id="two-readings-of-a-pause",
        ),
    ],
)
def test_what_never_counts(key: str, on: str, pairs: list[tuple[str, str]]) -> None:
    assert not answer(key, on, *pairs).may_count_against


def test_a_version_that_was_said_does_not_count_for_what_happened_before_it() -> None:
    early = answer("officer_response", "2025-01-06", version="R3")
    assert early.way.provided == "it governs, as was said, what happened before it began on 28 May 2025"
    assert not early.may_count_against
    assert answer("officer_response", "2025-05-28", version="R3").may_count_against


@pytest.mark.parametrize(
    "correction",
    [
        pytest.param(Correction(numbers=(15, 10)), id="closes-before-it-opens"),
        pytest.param(Correction(counting=Counting.MONTHS_CHAIN, numbers=(12, 6)), id="a-chain-of-a-window"),
    ],
)
def test_a_correction_that_makes_no_sense(correction: Correction) -> None:
    with pytest.raises(NoAnswer, match="The sign-off of"):
        answer(
            "amh_window", "2026-06-01", sign_offs=as_at("2026-12-01", sign_off("amh_window", "2026-12-01", correction))
        )


def test_a_correction_that_does_not_fit_is_refused() -> None:
    signed = as_at("2026-12-01", sign_off("amh_window", "2026-12-01", Correction(numbers=(10,))))
    with pytest.raises(NoAnswer, match="gives 1 numbers; WD_WINDOW takes 2"):
        answer("amh_window", "2026-06-01", sign_offs=signed)


@pytest.mark.parametrize(("by", "provision"), [("", "reg 29"), ("A. Adviser", " ")])
def test_nobody_signs_off_anonymously_or_unread(by: str, provision: str) -> None:
    with pytest.raises(ValueError, match="who signed and which provision"):
        SignOff(key="misconduct_hearing", signed_on=date(2026, 12, 1), by=by, provision=provision)


def test_a_sign_off_makes_no_setting_law() -> None:
    signed = as_at("2026-12-01", sign_off("review_decision", "2026-12-01"))
    assert not answer("review_decision", "2026-05-20", sign_offs=signed).may_count_against
