"""The table of factors is the written one, hangs together, and asks about conduct and never about a person."""

import csv
import inspect
import re
from dataclasses import fields
from pathlib import Path

import pytest

from misconduct.authority import Grade
from misconduct.instruments import DESIGN, OUTCOMES_GUIDANCE
from misconduct.severity import (
    FACTORS,
    FACTS,
    VERSION,
    Answer,
    Factor,
    Group,
    all_questions,
    of_group,
    place_in_queue,
    score,
)

# Written from the design: what the code says must be what these rows say. A changed table is another version.
WRITTEN = Path(__file__).parent / f"factors_{VERSION}.csv"
CAPS = {"culpability": 25, "harm": 25, "special weight": 40, "aggravating": 10}
EACH = [pytest.param(factor, id=key) for key, factor in FACTORS.items()]
# What the Equality Act protects, and what would say it; “whoever” and “women and girls” are dealt with below.
PERSONAL = (
    r"age|aged|old|older|young|child\w*|disab\w*|gender\w*|trans\w*|married|marriage|pregnan\w*|maternity|rac(e|ial)|"
    r"ethnic\w*|black|white|asian|colou?r|national\w*|religio\w*|belief|muslim|jewish|christian|sex|man|men|male|"
    r"female|woman|gay|lesbian|orientation|accent|postcode|address|name"
)
OTHER_INPUTS = r"record|history|previous\w*|warning\w*|mitigat\w*|remorse|apolog\w*|admit\w*|service|rank of"


def test_the_code_says_what_the_written_table_says() -> None:
    with WRITTEN.open(encoding="utf-8", newline="") as file:
        written = list(csv.DictReader(file))
    coded = [
        {
            "factor": key,
            "group": factor.group.value.title,
            "ladder": factor.ladder,
            "points": str(factor.points),
            "needs_reason": "yes" if factor.needs_reason else "",
        }
        for key, factor in FACTORS.items()
    ]
    assert coded == written, "A row of the code goes with a row of the written table."


def test_the_caps_are_those_of_the_design_and_come_to_a_hundred() -> None:
    assert {group.value.title: group.value.cap for group in Group} == CAPS
    assert sum(CAPS.values()) == 100


def test_every_factor_is_of_one_group() -> None:
    assert [factor for group in Group for factor in of_group(group=group)] == list(FACTORS.values())


@pytest.mark.parametrize("factor", EACH)
def test_a_factor_is_asked_and_explained(factor: Factor) -> None:
    assert factor.question.rstrip().endswith(("?", "? Say why."))
    assert factor.why.endswith(".")
    assert factor.title
    assert factor.authority.instrument in {DESIGN, OUTCOMES_GUIDANCE}
    assert factor.authority.grade is (Grade.LOCAL if factor.authority.instrument is DESIGN else Grade.SECONDARY)


def test_only_what_the_guidance_is_known_to_name_cites_it() -> None:
    cited = {key for key, factor in FACTORS.items() if factor.authority.instrument is OUTCOMES_GUIDANCE}
    assert cited == {
        "vulnerable_person",
        "public_confidence",
        "public_confidence_seriously",
        "vawg_or_domestic_abuse",
        "operational_dishonesty",
        "discrimination",
    }


def test_an_answer_has_no_field_for_a_person() -> None:
    assert [one.name for one in fields(Answer)] == ["factor", "said", "author", "note", "is_tick"]


def test_neither_score_nor_queue_takes_anything_else() -> None:
    assert list(inspect.signature(score).parameters) == ["answers"]
    assert set(inspect.signature(place_in_queue).parameters) == {
        "danger",
        "band",
        "force_by",
        "vulnerable",
        "since",
        "reference",
    }


@pytest.mark.parametrize(
    "text",
    [pytest.param(f"{key} {one.question}", id=key) for key, one in FACTORS.items()]
    + [pytest.param(f"{fact.key} {fact.question}", id=fact.key) for fact in FACTS],
)
def test_a_question_asks_nothing_about_who_anybody_is_or_was(text: str) -> None:
    asked = text.replace("violence against women and girls", "").replace("_", " ")
    assert re.findall(rf"\b({PERSONAL}|{OTHER_INPUTS}|girls?|women)\b", asked, flags=re.IGNORECASE) == []


@pytest.mark.parametrize("text", ["Is the complainant disabled?", "Is she a woman?", "Has the officer a live warning?"])
def test_the_check_catches_what_it_is_for(text: str) -> None:
    with pytest.raises(AssertionError):
        test_a_question_asks_nothing_about_who_anybody_is_or_was(text)


def test_violence_against_women_and_girls_is_a_kind_of_conduct_whoever_was_harmed() -> None:
    assert FACTORS["vawg_or_domestic_abuse"].question.endswith("whoever was harmed by it?")


def test_every_question_is_listed_for_programs() -> None:
    asked = all_questions()
    assert [row["factor"] for row in asked["severity"]] == list(FACTORS)
    assert [row["fact"] for row in asked["danger"]] == [fact.key for fact in FACTS]
    assert not {row["fact"] for row in asked["danger"]} & set(FACTORS)
