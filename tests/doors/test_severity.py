"""`manage.py severity`, as somebody types it in a clone where nothing runs."""

import io
import json
import re

import pytest
from django.core.management import CommandError, call_command

from misconduct.rulebook import severity_page
from misconduct.severity import FACTORS, FACTS, WHAT_IT_IS

SPECIAL = [key for key, factor in FACTORS.items() if factor.is_special]


def said(*arguments: str) -> str:
    out = io.StringIO()
    call_command("severity", *arguments, stdout=out, stderr=io.StringIO())
    return out.getvalue()


def refused(*arguments: str) -> str:
    with pytest.raises(CommandError) as refusal:
        said(*arguments)
    return str(refusal.value)


def facts(*pairs: str) -> list[str]:
    return [part for pair in pairs for part in ("--fact", pair)]


def test_with_no_fact_it_still_answers() -> None:
    text = said()
    assert text.startswith("Severity score: 0 to 100 of 100, not yet triaged")
    assert WHAT_IT_IS in text


def test_facts_are_scored_and_explained() -> None:
    text = said(
        *facts("intentional=yes:seen on video", "death=no", "planned=unknown", *(f"{key}=no" for key in SPECIAL))
    )
    assert "+10    +0  culpability: intentional, yes (seen on video)" in text
    assert "Not known    planned" in text
    assert text.startswith("Severity score: 10 to 60 of 100, LOW; HIGH if")


def test_a_note_may_hold_colons_and_equals_signs() -> None:
    data = json.loads(said("--json", *facts("public_confidence=yes: at 10:30, a=b ")))
    assert data["answers"] == [
        {
            "factor": "public_confidence",
            "said": "YES",
            "author": "asked at the command line",
            "note": "at 10:30, a=b",
            "tick": False,
        }
    ]


def test_a_tick_is_told_from_an_answer() -> None:
    data = json.loads(said("--json", "--tick", "corruption", "--tick", "public_confidence:it was filmed"))
    assert [(one["factor"], one["tick"], one["note"]) for one in data["answers"]] == [
        ("public_confidence", True, "it was filmed"),
        ("corruption", True, ""),
    ]
    assert (data["band"], data["low"], data["triage"]["due"]) == ("NOT_YET_TRIAGED", 34, "SAME_DAY")


def test_every_question_is_listed() -> None:
    text = said("--list")
    for factor in FACTORS.values():
        assert re.search(rf"^  {factor.key} +{factor.points}  {re.escape(factor.question)}", text, flags=re.MULTILINE)
    for fact in FACTS:
        assert fact.question in text
    assert "(state of mind: only the highest counts)" in text
    assert "special weight (at most 40)" in text


def test_the_list_for_programs() -> None:
    rows = json.loads(said("--list", "--json"))
    assert [row["factor"] for row in rows["severity"]] == list(FACTORS)
    assert {row["cap"] for row in rows["severity"]} == {25, 40, 10}


def test_the_examples_of_the_rulebook_say_what_the_page_says() -> None:
    page = list(severity_page.lines())
    for given, ticks in ((severity_page.TRIAGED, ()), ((), severity_page.TICKED)):
        text = said(*facts(*(f"{key}={value}" for key, value in given)), *(f"--tick={key}" for key in ticks))
        assert f"    {text.splitlines()[0]}" in page


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(facts("intention=yes"), "no factor “intention”. Nearest: intentional", id="unknown-factor"),
        pytest.param(["--tick", "deth"], "Nearest: death", id="unknown-tick"),
        pytest.param(facts("death=maybe"), "“death” is one of yes, no, unknown", id="bad-value"),
        pytest.param(facts("death=YES"), "not “YES”", id="capitals"),
        pytest.param(facts("death"), "“death” is not NAME=ANSWER", id="no-answer"),
        pytest.param(facts("death="), "is not NAME=ANSWER", id="an-empty-answer"),
        pytest.param(facts("=yes"), "is not NAME=ANSWER", id="no-name"),
        pytest.param(facts("death=yes", "death=no"), "“death” is answered twice", id="twice"),
        pytest.param([*facts("death=yes"), "--tick", "death"], "takes the place of a tick", id="fact-and-tick"),
        pytest.param(facts("public_confidence=yes"), "needs a reason", id="no-reason"),
        pytest.param(facts("public_confidence=yes: "), "needs a reason", id="an-empty-reason"),
        pytest.param(["--list", *facts("death=yes")], "one of them", id="list-and-fact"),
        pytest.param(["--list", "--tick", "death"], "one of them", id="list-and-tick"),
    ],
)
def test_a_wrong_input_is_refused_with_what_is_valid(arguments: list[str], message: str) -> None:
    assert message in refused(*arguments)


def test_both_rungs_of_a_ladder_may_be_answered_yes_and_the_higher_counts() -> None:
    data = json.loads(said("--json", *facts("negligent=yes", "planned=yes")))
    assert data["low"] == 12


@pytest.mark.parametrize("said", ["reckless=yes:\x1b[2J", "reckless=yes:\udcff", "reckless=yes:" + "x" * 1000])
def test_what_a_terminal_cannot_show_is_refused(said: str) -> None:
    with pytest.raises(CommandError, match=r"cannot be shown|characters long"):
        call_command("severity", "--fact", said)
