"""The kinds of matter, what may be treated as what, and whose decision it is."""

from datetime import date

import pytest

from misconduct.authority import Grade
from misconduct.matters.appropriate_authority import About, Body, appropriate_authority
from misconduct.matters.kinds import CONVERSIONS, DEFINITIONS, Kind, Matter, conversions, may_become, treat
from misconduct.refusals import NoAnswer

# The source page: what may be treated as what, on which fact, under which provision, and how far that was verified.
WRITTEN = {
    (Kind.DEATH_OR_SERIOUS_INJURY, Kind.CONDUCT): (
        "report_indicates_crime_or_discipline",
        "Sch 3 para 24B",
        Grade.NEAR_TEXT,
    ),
    (Kind.CONDUCT, Kind.RECORDABLE_CONDUCT): (
        "on_the_list_of_regulation_7",
        "reg 7(1); PRA 2002 Sch 3 paras 10 and 11",
        Grade.TEXT_SEEN,
    ),
    (Kind.COMPLAINT, Kind.RECORDABLE_CONDUCT): ("complaint_withdrawn", "reg 38", Grade.DERIVED),
}
DAY = date(2026, 3, 2)
PAIRS = [
    pytest.param(one, other, id=f"{one.label}-as-{other.label}")
    for one in Kind
    for other in Kind
    if (one, other) not in WRITTEN
]


def treated(
    matter: Matter, becomes: Kind, on: date = DAY, by: str = "A. Delegate", reason: str = "the report"
) -> Matter:
    facts = {one.needs for one in CONVERSIONS}
    return treat(matter=matter, becomes=becomes, on=on, decided_by=by, reason=reason, established=facts)


def test_every_kind_is_defined_and_only_the_super_complaint_is_no_case() -> None:
    assert set(DEFINITIONS) == set(Kind)
    assert [kind for kind, one in DEFINITIONS.items() if one.is_external] == [Kind.SUPER_COMPLAINT]
    grades = {kind: one.authority.grade for kind, one in DEFINITIONS.items()}
    assert grades.pop(Kind.DEATH_OR_SERIOUS_INJURY) is Grade.SECONDARY
    assert set(grades.values()) == {Grade.TEXT_SEEN}


def test_the_labels_are_those_of_the_facts() -> None:
    assert [kind.label for kind in Kind] == [
        "complaint",
        "conduct",
        "recordable_conduct",
        "death_or_serious_injury",
        "super_complaint",
    ]


def test_the_conversions_are_those_written() -> None:
    coded = {
        (one.treated_as, one.becomes): (one.needs, one.authority.provision, one.authority.grade) for one in CONVERSIONS
    }
    assert coded == WRITTEN
    assert all(one.when and one in conversions(kind=one.treated_as) for one in CONVERSIONS)


@pytest.mark.parametrize(("kind", "becomes"), [pytest.param(*pair, id=f"{pair[0].label}") for pair in WRITTEN])
def test_what_is_written_is_found(kind: Kind, becomes: Kind) -> None:
    assert may_become(kind=kind, becomes=becomes).authority.provision == WRITTEN[kind, becomes][1]


@pytest.mark.parametrize(("kind", "becomes"), PAIRS)
def test_nothing_else_is_treated_as_another_kind(kind: Kind, becomes: Kind) -> None:
    with pytest.raises(NoAnswer, match=r"It may be treated as: .*linked to this one"):
        may_become(kind=kind, becomes=becomes)


def test_a_complaint_is_never_relabelled_a_conduct_matter() -> None:
    with pytest.raises(NoAnswer, match=r"never made a conduct matter.*recordable conduct matter, where.*withdrawn"):
        may_become(kind=Kind.COMPLAINT, becomes=Kind.CONDUCT)


def test_the_kind_stays_and_the_treatment_is_added() -> None:
    matter = Matter(kind=Kind.DEATH_OR_SERIOUS_INJURY)
    assert matter.treated_as is Kind.DEATH_OR_SERIOUS_INJURY
    once = treated(matter, Kind.CONDUCT)
    twice = treated(once, Kind.RECORDABLE_CONDUCT, on=DAY)
    assert (twice.kind, twice.treated_as) == (Kind.DEATH_OR_SERIOUS_INJURY, Kind.RECORDABLE_CONDUCT)
    assert [one.conversion.authority.provision for one in twice.treatments] == [
        "Sch 3 para 24B",
        "reg 7(1); PRA 2002 Sch 3 paras 10 and 11",
    ]
    assert [one.on for one in twice.treatments] == [DAY, DAY]
    assert matter.treatments == ()


def test_a_withdrawn_complaint_stays_a_complaint_and_goes_on() -> None:
    went_on = treated(Matter(kind=Kind.COMPLAINT), Kind.RECORDABLE_CONDUCT)
    assert (went_on.kind, went_on.treated_as) == (Kind.COMPLAINT, Kind.RECORDABLE_CONDUCT)
    assert not went_on.treatments[0].conversion.authority.grade.is_confirmed


def test_its_fact_must_be_established() -> None:
    for conversion in CONVERSIONS:
        others = {one.needs for one in CONVERSIONS} - {conversion.needs}
        with pytest.raises(NoAnswer, match=f"Establish first: {conversion.needs}"):
            treat(
                matter=Matter(kind=conversion.treated_as),
                becomes=conversion.becomes,
                on=DAY,
                decided_by="A. Delegate",
                reason="the report",
                established=others,
            )


@pytest.mark.parametrize(
    ("by", "reason"),
    [
        pytest.param("", "the report", id="nobody"),
        pytest.param("A. Delegate", "", id="no-reason"),
        pytest.param("  ", "the report", id="blank-name"),
        pytest.param("A. Delegate", " ", id="blank-reason"),
    ],
)
def test_somebody_decides_it_and_says_why(by: str, reason: str) -> None:
    with pytest.raises(NoAnswer, match="who decided"):
        treated(Matter(kind=Kind.CONDUCT), Kind.RECORDABLE_CONDUCT, by=by, reason=reason)


def test_it_is_not_treated_otherwise_before_the_last_time() -> None:
    once = treated(Matter(kind=Kind.DEATH_OR_SERIOUS_INJURY), Kind.CONDUCT, on=DAY)
    with pytest.raises(NoAnswer, match="on 2 March 2026"):
        treated(once, Kind.RECORDABLE_CONDUCT, on=date(2026, 3, 1))


@pytest.mark.parametrize(
    ("about", "body"),
    [
        pytest.param(About.CHIEF_OFFICER, Body.LOCAL_POLICING_BODY, id="chief-officer"),
        pytest.param(About.ACTING_CHIEF_OFFICER, Body.LOCAL_POLICING_BODY, id="acting-chief-officer"),
        pytest.param(About.ANYBODY_ELSE, Body.CHIEF_OFFICER, id="anybody-else"),
        pytest.param(About.NOT_CONDUCT, Body.CHIEF_OFFICER, id="about-the-force"),
    ],
)
def test_the_appropriate_authority_of_a_complaint(about: About, body: Body) -> None:
    serving = appropriate_authority(kind=Kind.COMPLAINT, about=about)
    assert (serving.body, serving.also) == (body, None)
    assert serving.authority.grade is Grade.TEXT_SEEN


@pytest.mark.parametrize("kind", [Kind.CONDUCT, Kind.RECORDABLE_CONDUCT, Kind.DEATH_OR_SERIOUS_INJURY, Kind.COMPLAINT])
def test_the_same_split_for_every_kind_and_for_those_who_left(kind: Kind) -> None:
    for about, body in ((About.CHIEF_OFFICER, Body.LOCAL_POLICING_BODY), (About.ANYBODY_ELSE, Body.CHIEF_OFFICER)):
        former = appropriate_authority(kind=kind, about=about, has_left=True)
        assert (appropriate_authority(kind=kind, about=about).body, former.body) == (body, body)
        assert former.also is not None
        assert former.also.provision == "Sch 1 para 1"
        assert "just before they left" in former.why


@pytest.mark.parametrize(
    ("kind", "has_left"),
    [
        pytest.param(Kind.CONDUCT, False, id="conduct-matter"),
        pytest.param(Kind.DEATH_OR_SERIOUS_INJURY, False, id="death-or-serious-injury"),
        pytest.param(Kind.COMPLAINT, True, id="complaint-about-nobody-who-has-left"),
    ],
)
def test_only_a_complaint_may_be_about_nobody(kind: Kind, has_left: bool) -> None:
    with pytest.raises(NoAnswer, match="Say whom"):
        appropriate_authority(kind=kind, about=About.NOT_CONDUCT, has_left=has_left)


def test_a_super_complaint_has_no_appropriate_authority() -> None:
    with pytest.raises(NoAnswer, match="linked item"):
        appropriate_authority(kind=Kind.SUPER_COMPLAINT, about=About.CHIEF_OFFICER)
