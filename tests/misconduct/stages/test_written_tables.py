"""The lifecycles are what is written beside this file, row by row: `guards.csv`, `acts.csv`, `transitions.csv`.

They were read against the source. Whoever changes a row of law changes it here too, from the source and not from the
code, and sees in one line what changed. The rulebook has the same with every word; this is the part that decides.
"""

import csv
import itertools
from collections.abc import Mapping
from pathlib import Path

import pytest

from misconduct.guards import Circumstances
from misconduct.procedures import Procedure
from misconduct.stages import QUESTIONS, Permitted, after, tables
from tests.misconduct.stages import written


def read(name: str) -> list[dict[str, str]]:
    with (Path(__file__).parent / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


GUARDS = read("guards")
CODED = {
    "guards": [written.guard(key, guard) for key, guard in tables.GUARDS.items()],
    "acts": [written.act(act) for act in tables.ACTS.values()],
    "transitions": [written.transition(row) for row in tables.TRANSITIONS],
}


@pytest.mark.parametrize("name", CODED)
def test_the_code_says_what_the_written_table_says(name: str) -> None:
    table, coded = read(name), CODED[name]
    only_coded = [row for row in coded if row not in table]
    only_written = [row for row in table if row not in coded]
    assert (only_coded, only_written) == ([], []), f"A row of the code goes with a row of {name}.csv."
    assert len(table) == len(coded)


def against(row: Mapping[str, str]) -> dict[str, str]:
    """Answers with which the guard applies and is not met; where every answer meets it, none to what it asks."""
    applies = {name: among[0] for name, among in written.alternative(row["where"]).items()}
    needs = [written.alternative(one) for one in row["needs"].split(" / ")]
    asks = list(dict.fromkeys(name for alternative in needs for name in alternative if name not in applies))
    for said in itertools.product(*(QUESTIONS[name].answers for name in asks)):
        known = applies | dict(zip(asks, said, strict=True))
        if not any(all(known[name] in among for name, among in alternative.items()) for alternative in needs):
            return known
    return applies


KINDS = {Procedure.REGULATION_13: "probationer", Procedure.POLICY: "staff", Procedure.EMPLOYER: "contractor"}


# What asks for an answer, whichever it is, cannot be answered wrongly: only left out.
ANY_ANSWER = [row["key"] for row in GUARDS if not set(against(row)) - set(written.alternative(row["where"]))]


@pytest.mark.parametrize("row", [pytest.param(row, id=row["key"]) for row in GUARDS])
def test_a_guard_stands_in_the_way_refusing_only_where_its_words_were_read(row: dict[str, str]) -> None:
    act = row["key"].split(".")[0]
    procedure = tables.ACTS[act].procedure
    known = {"person_kind": KINDS.get(procedure, "officer") if procedure else "officer"} | against(row)
    version = (row["versions"].split() or ["R3"])[0]
    seen = set()
    for stage in tables.stages_of(act=act):
        answer = after(
            stage=stage, act=act, facts=Circumstances(known=with_row(row["key"], stage.name, known), version=version)
        )
        if not isinstance(answer, Permitted):
            seen |= {(one.key, one.refuses) for one in answer.obstacles}
    assert (row["key"], row["grade"] == "TEXT_SEEN") in seen


def with_row(key: str, stage: str, known: dict[str, str]) -> dict[str, str]:
    """What picks the row of the act at this stage, the one that has the guard first, where nothing else said does."""
    act, guard = key.split(".")
    rows = [row for row in tables.TRANSITIONS if row.act == act and stage in {one.name for one in row.at} and row.where]
    rows.sort(key=lambda row: guard in {one.name for one in row.guards})
    picked = {one.fact: one.among[0] for row in rows for one in row.where[0]}
    return picked | known


def test_few_guards_ask_only_for_an_answer() -> None:
    assert len(ANY_ANSWER) < 10, ANY_ANSWER
