"""Every point is explained, to people and to programs, and nobody can take it for the statutory assessment."""

import json

import pytest
from hypothesis import given

from misconduct.rulebook import severity_page
from misconduct.severity import FACTORS, FACTS, VERSION, WHAT_IT_IS, Answer, Group, Said, Score, as_data, as_text, score
from tests.misconduct.severity.answering import answer, answers, any_answers, triaged


def test_it_says_what_it_is_right_under_the_heading() -> None:
    assert WHAT_IT_IS == "Orders the queue. Not the severity assessment under regulation 14. Allegation only."
    for scored in (score(), triaged(), triaged("corruption")):
        assert as_text(scored).splitlines()[1] == WHAT_IT_IS
        assert as_data(scored)["is"] == WHAT_IT_IS


@pytest.mark.parametrize(
    ("given_", "heading"),
    [
        pytest.param(
            [],
            "Severity score: 0 to 100 of 100, not yet triaged; CRITICAL if all that is not known is true",
            id="nothing-answered",
        ),
        pytest.param(answers(), "Severity score: 0 of 100, LOW", id="nothing-true"),
        pytest.param(answers(yes=["corruption"]), "Severity score: 30 of 100, HIGH", id="nothing-open"),
        pytest.param(answers(unknown=["planned"]), "Severity score: 0 to 12 of 100, LOW", id="open-within-the-band"),
        pytest.param(
            answers(yes=["planned"], unknown=["psychological_harm"]),
            "Severity score: 12 to 20 of 100, LOW; MEDIUM if all that is not known is true",
            id="open-across-bands",
        ),
        pytest.param(
            [one for one in answers(yes=["corruption"]) if one.factor != "corruption"]
            + [answer("corruption", is_tick=True)],
            "Severity score: 30 of 100, not yet triaged",
            id="ticked",
        ),
    ],
)
def test_the_heading(given_: list[Answer], heading: str) -> None:
    assert as_text(score(answers=given_)).splitlines()[0] == heading


@pytest.mark.parametrize(
    ("scored", "line"),
    [
        pytest.param(
            triaged("corruption"),
            "Floor        at least HIGH (MEDIUM by points, raised): corruption, or a link to organised crime. It "
            "changes the band, never the points",
            id="floor-that-raises",
        ),
        pytest.param(
            triaged("corruption", "planned", "targeted"),
            "Floor        at least HIGH (reached by points): corruption, or a link to organised crime. It changes the "
            "band, never the points",
            id="floor-reached",
        ),
        pytest.param(
            score(answers=[answer("corruption")]),
            "Floor        at least HIGH (once triaged): corruption, or a link to organised crime. It changes the band, "
            "never the points",
            id="floor-before-triage",
        ),
        pytest.param(
            score(
                answers=[
                    *(one for one in answers(yes=["corruption", "planned", "death"]) if one.factor != "abuse_of_rank"),
                    answer("abuse_of_rank", is_tick=True),
                ]
            ),
            "Ticks        not above HIGH until a person of the force answers what is only ticked on the portal: abuse "
            "of rank or position. It changes the band, never the points",
            id="ticks",
        ),
        pytest.param(triaged("death"), "Points        low  high", id="columns"),
        pytest.param(
            triaged("death"),
            "              +20   +20  harm: death, yes (as the report says)",
            id="a-factor-with-its-note",
        ),
        pytest.param(
            triaged("death", "psychological_harm"), "               -3    -3  harm: no more than 25 in all", id="a-cap"
        ),
        pytest.param(
            triaged("corruption", "discrimination"),
            "               +7    +7  special weight: discrimination, yes (as the report says); low and high: a "
            "quarter of 25, beside a higher one",
            id="a-quarter",
        ),
        pytest.param(
            triaged("corruption", "discrimination"),
            "              +30   +30  special weight: corruption, or a link to organised crime, yes (as the report "
            "says)",
            id="in-full",
        ),
        pytest.param(
            triaged("negligent", unknown=["planned"]),
            "               +3    +0  culpability: negligent, yes (as the report says); high: gives way to a higher "
            "one",
            id="a-lower-rung",
        ),
        pytest.param(triaged("death"), "               20    20  in all", id="the-sum"),
        pytest.param(triaged(unknown=["death", "planned"]), "Not known    planned; death", id="not-known"),
        pytest.param(
            score(answers=[one for one in answers() if one.factor != "death"]), "Not asked    death", id="not-asked"
        ),
        pytest.param(
            score(),
            f"Factors      version {VERSION}. Every point, cap and band is Candour's own setting. A local setting, not "
            "law.",
            id="where-it-is-from",
        ),
    ],
)
def test_a_line_of_the_working(scored: Score, line: str) -> None:
    assert line in as_text(scored).splitlines()


@pytest.mark.parametrize("label", ["Floor", "Ticks", "Not known", "Not asked"])
def test_what_does_not_arise_is_not_mentioned(label: str) -> None:
    assert f"\n{label}" not in as_text(triaged("death"))


@given(any_answers())
def test_the_data_holds_all_of_it(given_: dict[str, Answer]) -> None:
    scored = score(answers=given_.values())
    data = json.loads(json.dumps(as_data(scored)))
    assert (data["version"], data["low"], data["high"]) == (VERSION, scored.low, scored.high)
    assert (sum(part["low"] for part in data["parts"]), sum(part["high"] for part in data["parts"])) == (
        scored.low,
        scored.high,
    )
    assert all((part["factor"] is None) == (part["cap"] is not None) for part in data["parts"])
    told = [one["factor"] for one in data["answers"]]
    assert sorted([*told, *data["untouched"]]) == sorted(FACTORS)
    for one in data["answers"]:
        kept = given_[one["factor"]]
        assert (one["said"], one["author"], one["note"], one["tick"]) == (
            kept.said.name,
            kept.author,
            kept.note,
            kept.is_tick,
        )


def test_the_data_names_the_floor_the_ticks_and_when_triage_is_due() -> None:
    data = as_data(score(answers=[answer("corruption")]))
    assert data["floor"]["factors"] == ["corruption"]
    assert data["ticks"] is None
    assert data["triage"]["due"] == "SAME_DAY"
    assert as_data(triaged())["floor"] is None


# --- The page of the rulebook -----------------------------------------------------------------------------------------

PAGE = "\n".join(severity_page.lines())


@pytest.mark.parametrize("key", list(FACTORS))
def test_a_factor_stands_on_the_page_with_points_question_why_and_grade(key: str) -> None:
    row = next(line for line in PAGE.splitlines() if line.startswith(f"| `{key}` |"))
    factor = FACTORS[key]
    for part in (f"| {factor.points}", factor.question, factor.why, factor.authority.grade.value, factor.ladder):
        assert part in row


@pytest.mark.parametrize(
    "words",
    [
        WHAT_IT_IS,
        f"version {VERSION}",
        *(f"{group.value.title.capitalize()}: at most {group.value.cap}" for group in Group),
        "| CRITICAL | 70 points or more |",
        "| HIGH | 45 points or more |",
        "| MEDIUM | 20 points or more |",
        "| LOW | fewer |",
        "is at least HIGH",
        "Without special weight the most is 60 points",
        *(fact.question for fact in FACTS),
        "| 2 | untested |",
        "| E | suspected to be false |",
        "2. danger now: immediate",
    ],
)
def test_the_page_says(words: str) -> None:
    assert words in PAGE


def test_its_examples_are_the_code_s_own() -> None:
    for said in ("Severity score: 38 to 86 of 100, HIGH", "Severity score: 20 to 100 of 100, not yet triaged"):
        assert said in PAGE
    assert Said.UNKNOWN.value in PAGE
