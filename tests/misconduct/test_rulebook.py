"""The rulebook says what the tables say, about every limit, and is committed as it is printed."""

import re
from pathlib import Path

import pytest

from cases.queries.calendars import england_and_wales
from misconduct import clocks
from misconduct.authority import Grade
from misconduct.counting import Counting
from misconduct.rulebook import FILES, pages
from misconduct.savings import SAVINGS
from misconduct.stages import FINAL, QUESTIONS, tables

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = pages(calendar=england_and_wales())


def test_it_is_committed_as_it_is_printed() -> None:
    folder = ROOT / "docs" / "rulebook"
    there = {page.name: page.read_text(encoding="utf-8") for page in folder.glob("*.md")}
    assert there == PAGES, "If the change is meant, run .venv/bin/python manage.py rulebook."


def test_every_part_has_a_page_named_after_its_file() -> None:
    assert set(FILES) == set(clocks.PARTS)
    for name in FILES.values():
        assert (ROOT / "misconduct" / "clocks" / f"{name}.py").is_file()


@pytest.mark.parametrize(
    ("part", "key"),
    [pytest.param(part, limit.key, id=limit.key) for part, limits in clocks.PARTS.items() for limit in limits],
)
def test_every_limit_stands_with_rule_provision_and_a_worked_example(part: str, key: str) -> None:
    limit = clocks.LIMITS[key]
    section = PAGES[f"{FILES[part]}.md"].split(f"\n## {limit.title}\n")[1].split("\n## ")[0]
    assert f"`{key}`" in section
    assert f"manage.py clock {key} --on {limit.example.on}" in section
    for rule in limit.rules:
        assert rule.authority.cited in section
        assert rule.authority.grade.value in section
    for trigger in limit.triggers:
        assert f"`{trigger.name}`: the day on which {trigger.clause}" in section


def test_what_is_unconfirmed_is_all_there() -> None:
    page = PAGES["unconfirmed.md"]
    for limit in clocks.LIMITS.values():
        is_open = any(not rule.grade.is_confirmed for rule in limit.rules)
        assert (f"(`{limit.key}`" in page) == is_open, limit.key
    for saving in SAVINGS:
        assert (f"`{saving.key}`" in page) == (not saving.authority.grade.is_confirmed)
    seen = sum(limit.grade is Grade.TEXT_SEEN for limit in clocks.LIMITS.values())
    assert f"Of {len(clocks.LIMITS)} time limits {seen} rest on words that were read" in page


def test_every_way_of_counting_and_every_version_has_its_place() -> None:
    for counting in Counting:
        assert f"`{counting.name}`" in PAGES["counting.md"]
    for heading in ("R1: from 1 February 2020", "R2: from 7 May 2024", "R3: from 28 May 2025", "R4: from 13 July 2026"):
        assert f"## {heading}" in PAGES["versions.md"]


def test_every_link_leads_somewhere() -> None:
    for name, page in PAGES.items():
        for target in re.findall(r"\]\(([^)]+)\)", page):
            file, _, anchor = target.partition("#")
            if file.startswith("../../"):
                assert (ROOT / file.removeprefix("../../")).exists(), target
                continue
            aimed = PAGES[file or name]
            headings = re.findall(r"^#+ (.*)$", aimed, flags=re.MULTILINE)
            anchors = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
            assert not anchor or anchor in anchors, f"{name}: {target}"


def test_every_act_guard_and_question_stands_on_its_page() -> None:
    lifecycles = PAGES["matter.md"] + PAGES["officer.md"]
    for key, act in tables.ACTS.items():
        assert f"### {act.title}\n" in lifecycles
        assert f"| Act | `{key}`" in lifecycles
        assert act.power.cited in lifecycles
        assert "; ".join(act.records) in lifecycles
    for key, guard in tables.GUARDS.items():
        assert f"`{key}`: {guard.authority.cited}" in lifecycles
    for name in QUESTIONS:
        assert f"| `{name}` |" in PAGES["facts.md"]


def test_the_diagrams_draw_every_way_that_does_not_come_from_everywhere() -> None:
    for name, parts in (("matter.md", tables.MATTER), ("officer.md", tables.OFFICER)):
        whole = PAGES[name].split("## The whole: diagram")[1].split("```")[1]
        moves = [(row, row.to) for part in parts for row in part.transitions if row.to]
        for row, to in moves:
            if len(row.at) > 4 or set(row.at) <= FINAL:
                assert f"`{row.act}` to *{to.value}*" in PAGES[name]
                continue
            for stage in row.at:
                start = "[*]" if stage.name == "NOTHING" else stage.name
                assert f"    {start} --> {to.name}\n" in whole
    assert PAGES["officer.md"].count("```mermaid") == 1 + sum(
        any(row.to and len(row.at) <= 4 for row in part.transitions) for part in tables.OFFICER
    )


def test_what_a_legal_adviser_should_sign_is_all_there() -> None:
    page = PAGES["unconfirmed.md"]
    for key, guard in tables.GUARDS.items():
        assert (f"`{key}`: " in page) == (not guard.authority.grade.is_confirmed), key
    for row in tables.TRANSITIONS:
        if row.authority and row.authority.grade is Grade.LOCAL:
            assert row.authority.note in page
