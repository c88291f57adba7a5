"""`manage.py clock` and `manage.py rulebook`, as somebody types them in a clone where nothing runs."""

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from misconduct import clocks

ROOT = Path(__file__).resolve().parent.parent.parent
VECTORS = ROOT / "tests" / "misconduct" / "vectors_conduct.csv"


def said(*arguments: str, **options: Any) -> str:
    out = io.StringIO()
    call_command("clock", *arguments, stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


def refused(*arguments: str) -> str:
    with pytest.raises(CommandError) as refusal:
        said(*arguments)
    return str(refusal.value)


def table(tmp_path: Path, text: str) -> list[dict[str, str]]:
    file = tmp_path / "asked.csv"
    file.write_text(text, encoding="utf-8")
    return list(csv.DictReader(io.StringIO(said("--table", str(file)))))


@pytest.mark.parametrize("environ", [{}, {"DJANGO_SETTINGS_MODULE": "config.settings.production"}])
@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["clock", "officer_response", "--on", "2026-08-15"], id="clock"),
        pytest.param(["rulebook", "--check"], id="rulebook"),
    ],
)
def test_neither_database_nor_environment_is_needed(arguments: list[str], environ: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=environ, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


def test_one_date_is_explained() -> None:
    text = said("officer_response", "--on", "2026-08-15")
    assert text.startswith("Officer's response: due Mon 7 Sep 2026\n")
    assert "Mon 31 Aug 2026 (Summer bank holiday)" in text


def test_events_and_versions() -> None:
    data = json.loads(
        said("progress_update", "--on", "2026-06-01", "--event", "last_notification=2026-06-17", "--json")
    )
    assert data["due"] == "2026-07-15"
    assert "(likeliest: Tue 29 Sep 2026, as worked out below)" in said(
        "suspension_review", "--on", "2026-09-01", "--version", "R3"
    )


def test_all_of_them_are_listed() -> None:
    text = said("--list")
    for key, limit in clocks.LIMITS.items():
        assert f"  {key} " in text
        assert limit.title in text
    assert "R4: 12 weeks beginning with the day after the officer was suspended (MEMORY)" in text
    assert [row["key"] for row in json.loads(said("--list", "--json"))] == list(clocks.LIMITS)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["officer_respons", "--on", "2026-08-15"], "Nearest: officer_response", id="unknown-key"),
        pytest.param(["officer_response", "--list"], "one of them", id="two-questions"),
        pytest.param(["--list", "--on", "2026-08-15"], "--on goes with a time limit", id="a-date-for-the-list"),
        pytest.param(["officer_response", "--on", "2026-08-15", "--two-dates"], "goes with --table", id="no-table"),
        pytest.param(["--table", "x.csv", "--json"], "answers in CSV", id="a-table-as-json"),
        pytest.param(
            ["officer_response", "--on", "2026-08-15", "--as-at", "2026-09-01"], "--sign-offs", id="as-at-what"
        ),
        pytest.param(["officer_response", "--on", "2026-02-30"], "YYYY-MM-DD", id="impossible-date"),
        pytest.param(["officer_response"], "documents_supplied", id="no-event"),
        pytest.param(
            ["officer_response", "--on", "2026-08-15", "--version", "R9"], "Versions: R1", id="unknown-version"
        ),
        pytest.param(["officer_response", "--on", "2026-08-15", "--event", "x"], "NAME=VALUE", id="no-pair"),
        pytest.param(
            ["officer_response", "--on", "2026-08-15", "--event", "x=1"], "What can be said", id="unknown-event"
        ),
        pytest.param(["officer_response", "--on", "2028-12-20"], "2012 to 2028", id="beyond-the-calendar"),
        pytest.param(["timeliness_reg19", "--on", "2019-12-01"], "predecessor is the Police", id="not-governed"),
        pytest.param(["timeliness_reg19", "--on", "9999-12-31"], "from 1900 to 2999", id="the-end-of-time"),
        pytest.param([], "--list", id="nothing"),
        pytest.param(["--table", "no-such-file.csv"], "cannot be read", id="no-file"),
    ],
)
def test_what_has_no_answer_says_what_is_valid(arguments: list[str], message: str) -> None:
    assert message in refused(*arguments)


def test_a_table_comes_back_with_its_answers(tmp_path: Path) -> None:
    rows = table(
        tmp_path,
        "note,key,on,period\n"
        "a,timeliness_reg19,2024-08-31,3\n"
        "b,amh_window_reg52,2026-12-14,\n"
        "c,nonsense,2026-12-14,\n"
        '"d, with a comma",outcome_publication_28d,2026-12-02,\n',
    )
    assert [(row["note"], row["earliest"], row["due"], row["grade"]) for row in rows] == [
        ("a", "", "2026-08-31", "TEXT_SEEN"),
        ("b", "2026-12-30", "2027-01-07", "TEXT_SEEN"),
        ("c", "", "", ""),
        ("d, with a comma", "2026-12-30", "", "SECONDARY"),
    ]
    assert [bool(row["error"]) for row in rows] == [False, False, True, False]


def test_a_table_may_have_both_dates(tmp_path: Path) -> None:
    file = tmp_path / "asked.csv"
    file.write_text("key,on,period\nsuspension_review,2026-09-01,\nofficer_response,2026-08-15,\nnonsense,,\n")
    rows = list(csv.DictReader(io.StringIO(said("--table", str(file), "--two-dates"))))
    assert [(row["due"], row["force_by"], row["right_until"]) for row in rows] == [
        ("2026-11-24", "2026-09-28", "2026-11-24"),
        ("2026-09-07", "", ""),
        ("", "", ""),
    ]


def test_a_table_may_say_versions_and_events(tmp_path: Path) -> None:
    rows = table(
        tmp_path,
        "key,on,period,version,events\n"
        "suspension_review,2026-09-01,,R3,\n"
        "review_application,2026-03-02,,,wrong_body_received=2026-03-20; forwarded=2026-04-07\n"
        "vetting_expiry,2019-05-14,,,validity_years=10\n"
        "officer_response,2026-09-01,2,,\n",
    )
    assert [row["due"] for row in rows] == ["2026-09-29", "2026-04-17", "2029-05-13", ""]
    assert "period" in rows[3]["error"]


def test_the_conduct_vectors_pass_through_a_table(tmp_path: Path) -> None:
    with VECTORS.open(encoding="utf-8", newline="") as file:
        vectors = list(csv.DictReader(file))
    chains = {row["id"]: str(len(row["params"].split())) for row in vectors if row["rule"] == "MONTHS_CHAIN"}
    asked = "".join(f"{row['clock']},{row['trigger_date']},{chains.get(row['id'], '')}\n" for row in vectors)
    rows = table(tmp_path, "key,on,period\n" + asked)
    assert [(row["earliest"], row["due"]) for row in rows] == [(row["earliest"], row["due"]) for row in vectors]
    assert {row["error"] for row in rows} == {""}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("key,on\nofficer_response,2026-08-15\n", "lacks the column period", id="a-column-missing"),
        pytest.param("key,on,period,due\nx,2026-08-15,,\n", "has a column due already", id="a-column-taken"),
        pytest.param("", "lacks the column key", id="empty"),
        pytest.param("key;on;period\nx;2026-08-15;\n", "separated by commas", id="semicolons"),
        pytest.param("key,on,period,event\nx,2026-08-15,,\n", "Is events meant", id="a-name-nearly-right"),
        pytest.param("key,on,period,on\nx,2026-08-15,,\n", "two columns of one name", id="a-column-twice"),
        pytest.param("key,on,period\nx,2026-08-15,,surplus\n", "Row 1 .* more cells", id="a-cell-too-many"),
    ],
)
def test_a_table_of_another_shape_is_refused(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "asked.csv"
    file.write_text(text, encoding="utf-8")
    assert re.search(message, refused("--table", str(file)))


def test_a_row_too_short_is_no_reason_to_stop(tmp_path: Path) -> None:
    rows = table(tmp_path, "key,on,period\nofficer_response,2026-08-15\n\nofficer_response,2026-08-16,\n")
    assert [row["due"] for row in rows] == ["2026-09-07", "2026-09-07"]


# --- Sign-offs --------------------------------------------------------------------------------------------------------

SIGNED = {
    "key": "misconduct_hearing",
    "signed_on": "2026-12-01",
    "by": "A. Adviser",
    "provision": "reg 29",
    "corrects": {
        "numbers": [30],
        "extension": {"holders": ["chair"], "condition": "in the interests of justice", "provision": "reg 29(3)"},
    },
}


def signed_file(tmp_path: Path, entries: object) -> str:
    file = tmp_path / "signed.json"
    file.write_text(json.dumps(entries), encoding="utf-8")
    return str(file)


def test_a_sign_off_wins_from_its_date(tmp_path: Path) -> None:
    arguments = ["misconduct_hearing", "--on", "2026-01-05", "--sign-offs", signed_file(tmp_path, [SIGNED])]
    assert "due Fri 29 May 2026" in said(*arguments, "--as-at", "2026-11-30")
    after = said(*arguments, "--as-at", "2026-12-01")
    assert "due Mon 16 Feb 2026" in after
    assert "Signed off   by A. Adviser on Tue 1 Dec 2026, who read reg 29" in after
    assert "Only the chair may, in the interests of justice: reg 29(3), text seen" in after


def test_another_name_of_a_limit_says_which_row_was_read(tmp_path: Path) -> None:
    entry = {
        "key": "suspension_review_pre2026_next",
        "signed_on": "2026-11-02",
        "by": "A. Adviser",
        "provision": "reg 11",
    }
    arguments = ["--sign-offs", signed_file(tmp_path, [entry]), "--as-at", "2026-12-01"]
    later = said("suspension_review", "--event", "previous_review=2026-05-20", *arguments)
    assert "Signed off" in later
    assert "Signed off" not in said("suspension_review", "--on", "2026-05-01", *arguments)


def test_a_deeply_nested_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "signed.json"
    file.write_text("[" * 100_000)
    assert "cannot be read" in refused("misconduct_hearing", "--on", "2026-01-05", "--sign-offs", str(file))


def test_the_example_of_the_rulebook_is_one(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "rulebook" / "README.md").read_text(encoding="utf-8")
    example = page[page.index("    [{") : page.index("    }]") + len("    }]")]
    file = tmp_path / "signed.json"
    file.write_text(example, encoding="utf-8")
    extended = ["--event", "extended_to=2026-12-31", "--event", "extended_by=chair", "--as-at", "2026-12-01"]
    text = said("misconduct_hearing", "--on", "2026-01-05", "--sign-offs", str(file), *extended)
    assert "Signed off   by A. Adviser, force solicitor" in text


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        pytest.param({}, "must hold a list", id="no-list"),
        pytest.param([{"key": "misconduct_hearing"}], "Sign-off 1 lacks 'signed_on'", id="a-name-missing"),
        pytest.param([SIGNED | {"key": "nonsense"}], "no time limit “nonsense”", id="unknown-limit"),
        pytest.param([SIGNED | {"signed_on": "yesterday"}], "is no date", id="no-date"),
        pytest.param([SIGNED | {"by": " "}], "by is a text that is not empty", id="anonymous"),
        pytest.param([SIGNED | {"extra": 1}], "“extra” is not known", id="unknown-name"),
        pytest.param([SIGNED | {"corrects": {"counting": "WD"}}], "no counting “WD”", id="unknown-counting"),
        pytest.param([SIGNED | {"corrects": {"numbers": [0]}}], "from 1 to 10000", id="no-days"),
        pytest.param([SIGNED | {"corrects": {"numbers": ["3"]}}], "from 1 to 10000", id="days-in-quotes"),
        pytest.param([SIGNED | {"corrects": {"turns_on": "act_on"}}], "“turns_on” is not known", id="no-saving"),
        pytest.param(
            [SIGNED | {"key": "saving.PCR.R4", "corrects": {"turns_on": "moon"}}], "no fact “moon”", id="unknown-fact"
        ),
        pytest.param(
            [SIGNED | {"key": "saving.PCR.R4", "corrects": {"numbers": [3]}}], "“numbers” is not known", id="no-limit"
        ),
        pytest.param([SIGNED | {"by": None}], "by is a text", id="by-null"),
        pytest.param([SIGNED | {"corrects": {}}], "corrects says nothing", id="corrects-nothing"),
        pytest.param([SIGNED | {"corrects": {"numbers": 3}}], "numbers is a list", id="a-number-in-no-list"),
        pytest.param(
            [SIGNED | {"corrects": {"counting": ["WD_AFTER"]}}], "counting is a text", id="counting-in-a-list"
        ),
        pytest.param(
            [SIGNED | {"key": "saving.PCR.R4", "corrects": {"turns_on": ["act_on"]}}],
            "turns_on is a text",
            id="turns-on-in-a-list",
        ),
        pytest.param([None, SIGNED], "Sign-off 1: None is no entry", id="null"),
        pytest.param([SIGNED | {"key": "suspension_review"}], "4 rows, and 4 fit", id="which-row"),
        pytest.param([SIGNED | {"key": "fww_live", "option": "nonsense"}], "2 rows, and 0 fit", id="no-such-row"),
        pytest.param([SIGNED | {"versions": "R3"}], "versions is a list", id="versions-in-no-list"),
        pytest.param([SIGNED | {"key": "saving.PCR.R5"}], "Savings: saving.PCR.R2", id="unknown-saving"),
        pytest.param(
            [SIGNED | {"corrects": {"extension": {"holders": ["the Chair"], "condition": "", "provision": "x"}}}],
            "as the rulebook writes them",
            id="a-holder-in-other-words",
        ),
        pytest.param([SIGNED | {"versions": ["R9"]}], "Versions: R1", id="unknown-version"),
        pytest.param([SIGNED | {"key": "saving.PCR.R4", "versions": ["R4"]}], "leave versions out", id="saving"),
        pytest.param(["text"], "Sign-off 1", id="no-entry"),
    ],
)
def test_a_wrong_sign_off_is_refused(tmp_path: Path, entries: object, message: str) -> None:
    arguments = ["misconduct_hearing", "--on", "2026-01-05", "--sign-offs", signed_file(tmp_path, entries)]
    assert message in refused(*arguments)


# --- Rulebook ---------------------------------------------------------------------------------------------------------


def test_a_stale_rulebook_fails_the_check_and_is_mended(tmp_path: Path) -> None:
    call_command("rulebook", "--to", str(tmp_path), stdout=io.StringIO())
    call_command("rulebook", "--to", str(tmp_path), "--check", stdout=io.StringIO())
    (tmp_path / "versions.md").write_text("by hand")
    (tmp_path / "gone.md").write_text("a part that is none any more")
    with pytest.raises(CommandError, match=r"stale \(gone.md, versions.md\)"):
        call_command("rulebook", "--to", str(tmp_path), "--check", stdout=io.StringIO())
    call_command("rulebook", "--to", str(tmp_path), stdout=io.StringIO())
    call_command("rulebook", "--to", str(tmp_path), "--check", stdout=io.StringIO())
    assert not (tmp_path / "gone.md").exists()
