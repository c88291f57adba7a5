"""`manage.py stages`, as somebody types it in a clone where nothing runs."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from misconduct.stages import QUESTIONS, name_of, tables

ROOT = Path(__file__).resolve().parent.parent.parent
INVESTIGATING = ["--from", "officer.INVESTIGATING", "--fact", "person_kind=officer"]


def said(*arguments: str) -> str:
    out = io.StringIO()
    call_command("stages", *arguments, stdout=out)
    return out.getvalue()


def data(*arguments: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(said(*arguments, "--json"))
    return loaded


def refused(*arguments: str) -> str:
    with pytest.raises(CommandError) as refusal:
        said(*arguments)
    return str(refusal.value)


@pytest.mark.parametrize("command", [["stages", *INVESTIGATING], ["severity", "--list"]], ids=lambda it: it[0])
def test_neither_database_nor_environment_is_needed(command: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", *command], cwd=ROOT, env={}, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


def test_what_may_be_done_comes_first_then_what_takes_a_reason_then_the_rest() -> None:
    text = said(*INVESTIGATING, "--fact", "assessment=misconduct", "--fact", "notice_given=yes", "--fact", "version=R3")
    now, reason, not_now = (text.index(heading) for heading in ("May be done now", "recorded reason", "Not now"))
    assert now < text.index("submit_report: ") < reason < text.index("appoint_investigator: ") < not_now
    assert not_now < text.index("withhold_from_officer: ")
    assert "By the investigator, Police (Conduct) Regulations 2020, reg 21(1) and (2) (text seen)" in text
    assert "Starts: case_to_answer." in text
    assert "a delegate names the delegation for this power" in " ".join(text.split())


def test_what_is_missing_is_asked_with_its_answers() -> None:
    text = " ".join(said(*INVESTIGATING, "--act", "report_neither").split())
    assert "Not yet: It rests on evidence that was not available at the severity assessment." in text
    assert "new_evidence=yes|no" in text
    refused_text = " ".join(said(*INVESTIGATING, "--act", "report_neither", "--fact", "new_evidence=no").split())
    assert "Refused: It rests on evidence" in refused_text


def test_the_wrong_procedure_says_what_to_use_instead() -> None:
    text = " ".join(
        said("--from", "officer.INVESTIGATING", "--act", "give_notice", "--fact", "person_kind=staff").split()
    )
    assert "That is not for: member of police staff." in text
    assert (
        "Instead: To protect people now: suspend or restrict under contract and policy. Then use the contract" in text
    )


def test_an_end_says_so() -> None:
    assert "This is an end." in said("--from", "NO_CASE_TO_ANSWER")


def test_without_a_date_every_version_may_govern() -> None:
    assert "every version of the law may govern" in said(*INVESTIGATING)
    assert "may govern" not in said(*INVESTIGATING, "--fact", "came_to_attention=2025-06-02")


def test_the_answer_for_programs_holds_the_same() -> None:
    answer = data(*INVESTIGATING, "--fact", "notice_given=yes", "--fact", "came_to_attention=2025-06-02")
    assert answer["stage"] == "officer.INVESTIGATING"
    assert answer["dates"] == {"came_to_attention": "2025-06-02"}
    acts = {one["act"]: one for one in answer["acts"]}
    assert list(acts) == [act.key for act in tables.acts_at(stage=tables.stage_called(name=answer["stage"]))]
    report = acts["submit_report"]
    assert (report["answer"], report["to"]) == ("permitted", "officer.REPORT_SUBMITTED")
    assert report["by"] == ["investigator"]
    assert report["power"] == {
        "cited": "Police (Conduct) Regulations 2020, reg 21(1) and (2)",
        "grade": "TEXT_SEEN",
        "note": "",
    }
    assert report["starts"] == [{"clock": "case_to_answer", "event": "report_received"}]
    assert report["changes"] == {"report_received": "yes"}
    harm = acts["withhold_from_officer"]
    assert harm["answer"] == "not_permitted"
    assert harm["obstacles"][0]["missing"] == ["harm_test_ground"]
    assert acts["appoint_investigator"]["answer"] == "needs_reason"
    assert acts["appoint_investigator"]["needs_delegation"] is True
    assert report["needs_delegation"] is False
    assert report["stops"] == ["rep_to_investigator", "timeliness_reg19", "timeliness_pcmr13"]


def test_everything_is_listed() -> None:
    text = said("--list")
    for stage in tables.STAGES:
        assert f"  {name_of(stage)} " in text
    for name in (*tables.ACTS, *QUESTIONS, "came_to_attention", "version"):
        assert f"  {name} " in text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param([], "Name a stage with --from", id="nothing"),
        pytest.param(["--list", "--from", "LISTED"], "--list stands alone", id="two-questions"),
        pytest.param(["--from", "INVESTIGATING"], "a stage of both lifecycles", id="which-lifecycle"),
        pytest.param(["--from", "moon"], "There is no stage “moon”", id="unknown-stage"),
        pytest.param(["--from", "LISTED", "--act", "begin"], "There is no act “begin”", id="unknown-act"),
        pytest.param(["--from", "LISTED", "--fact", "form"], "is not NAME=VALUE", id="no-value"),
        pytest.param(["--from", "LISTED", "--fact", "=x"], "is not NAME=VALUE", id="no-name"),
        pytest.param(
            ["--from", "LISTED", "--fact", "form=x"], "Answers: meeting, hearing, accelerated", id="no-answer"
        ),
        pytest.param(["--from", "LISTED", "--fact", "ethnicity=x"], "There is no fact “ethnicity”", id="unknown-fact"),
        pytest.param(["--from", "LISTED", "--act", ""], "There is no act “”", id="empty-act"),
        pytest.param(["--from", "LISTED", "--fact", "form=\x1b[2J"], "cannot be shown", id="control-characters"),
        pytest.param(["--from", "\udcff"], "cannot be shown", id="broken-encoding"),
        pytest.param(["--from", "LISTED", "--fact", "form=" + "x" * 100_000], "100,005 characters", id="a-whole-file"),
        pytest.param(["--from", "LISTED", "--fact", "version=V1"], "Answers: R1, R2, R3, R4", id="other-series"),
        pytest.param(["--from", "LISTED", "--fact", "act_on=2026-W38-1"], "is no date", id="week-date"),
        pytest.param(["--from", "LISTED", "--fact", "act_on=0001-01-01"], "1900 to 2999", id="long-ago"),
        pytest.param(["--list", "--json"], "--list stands alone", id="list-as-json"),
        pytest.param(["--list", "--fact", "form=meeting"], "--list stands alone", id="list-with-facts"),
        pytest.param(["--list", "--sign-offs", "x.json"], "--list stands alone", id="list-with-sign-offs"),
        pytest.param(["--from", "LISTED", "--as-at", "2026-11-02"], "goes with --sign-offs", id="as-at-what"),
    ],
)
def test_what_has_no_answer_says_what_is_valid(arguments: list[str], message: str) -> None:
    assert message in refused(*arguments)


# --- Sign-offs --------------------------------------------------------------------------------------------------------

SIGNED = {
    "key": "give_notice.not_prejudicial",
    "signed_on": "2026-11-02",
    "by": "A. Adviser",
    "provision": "regulation 17, consolidated text",
}
NOTICE = [*INVESTIGATING, "--act", "give_notice", "--fact", "assessment=misconduct"]
NOTICE += ["--fact", "investigator_appointed=yes", "--fact", "notice_prejudicial=yes"]


def signed_file(tmp_path: Path, *entries: object) -> str:
    file = tmp_path / "signed.json"
    file.write_text(json.dumps(entries), encoding="utf-8")
    return str(file)


def test_a_guard_that_was_signed_off_refuses_from_its_day_on(tmp_path: Path) -> None:
    file = signed_file(tmp_path, SIGNED)
    assert data(*NOTICE)["acts"][0]["answer"] == "needs_reason"
    before, after = ([*NOTICE, "--sign-offs", file, "--as-at", day] for day in ("2026-11-01", "2026-11-02"))
    assert data(*before)["acts"][0]["answer"] == "needs_reason"
    assert data(*after)["acts"][0]["answer"] == "not_permitted"


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        pytest.param(SIGNED | {"key": "close_matter.allegations_ended"}, "a rule of ours, not law", id="ours"),
        pytest.param(SIGNED | {"versions": ["R3"]}, "leave versions out", id="versions"),
        pytest.param(SIGNED | {"by": " "}, "by is a text that is not empty", id="anonymous"),
        pytest.param(SIGNED | {"key": "give_notice.moon"}, "There is no guard “give_notice.moon”", id="unknown"),
        pytest.param(SIGNED | {"corrects": {"numbers": [3]}}, "leave corrects out", id="corrects"),
        pytest.param(SIGNED | {"after": "x", "option": "y"}, "leave after, option out", id="after-and-option"),
    ],
)
def test_a_sign_off_that_cannot_count_is_refused(tmp_path: Path, entry: dict[str, str], message: str) -> None:
    assert message in refused(*NOTICE, "--sign-offs", signed_file(tmp_path, entry))
