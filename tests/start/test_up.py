"""The commands themselves: help, reset, the way a problem ends a run."""

import errno
import json
import os
import string
from pathlib import Path

import pytest

from config.start import health, reset, testrun, up
from config.start.environment import Ports, World
from config.start.machine import Lock, free_ports
from config.start.passwords import load_secrets
from config.start.places import Places
from config.start.problems import SENTENCES, StartProblem, from_os_error
from config.start.processes import Crew
from config.start.screen import Screen
from config.start.session import Session, run
from tests.start.conftest import Checkout


@pytest.mark.parametrize("name", sorted(SENTENCES))
def test_each_problem_is_one_line(name: str) -> None:
    sentence = SENTENCES[name]
    gaps = {field for _text, field, _format, _conversion in string.Formatter().parse(sentence) if field}
    assert "\n" not in sentence.format(**dict.fromkeys(gaps, "x"))
    assert sentence.endswith(".")


def test_help(checkout: Checkout) -> None:
    done = checkout.up("--help")
    assert done.returncode == 0
    for word in ("--check", "--migrate", "--reset", "--timings", "PORTAL_PORT", "DATABASE_URL", "REDIS_URL"):
        assert word in done.stdout
    assert not (checkout.root / ".local").exists(), "asking for help changes nothing"


def test_reset_needs_a_yes(checkout: Checkout) -> None:
    done = checkout.up("--reset")
    assert (done.returncode, done.stderr) == (
        1,
        (
            "bin/up --reset throws the local database away and nobody is here to ask: "
            "run bin/up --reset --yes if that is meant.\n"
        ),
    )


def test_reset_throws_the_data_away_and_nothing_else(checkout: Checkout) -> None:
    local = checkout.root / ".local"
    for folder in ("postgres/data", "run/metrics-staff", "static", "logs"):
        (local / folder).mkdir(parents=True, mode=0o700)
    (local / "secrets.json").write_text("{}")
    done = checkout.up("--reset", "--yes")
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(one.name for one in local.iterdir()) == ["logs", "static"]


def test_reset_refuses_while_it_runs(checkout: Checkout) -> None:
    lock = Lock(checkout.root / ".local" / "run" / "lock")
    lock.take()
    done = checkout.up("--reset", "--yes")
    lock.release()
    assert (done.returncode, done.stderr) == (
        1,
        (
            "Candour is running from this folder: stop it with Ctrl-C in its own window, "
            "then run bin/up --reset again.\n"
        ),
    )


def test_reset_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _question: "y")
    with pytest.raises(StartProblem, match=r"^Nothing was thrown away\.$"):
        reset.ask()
    monkeypatch.setattr("builtins.input", lambda _question: " yes ")
    reset.ask()


def test_a_check_takes_free_ports() -> None:
    options = up.parse(arguments=["--check"])
    ports = up.choose_ports(options=options)
    assert len({ports.portal, ports.staff, ports.portal_metrics, ports.staff_metrics}) == 4


def test_doors_that_do_not_answer_are_named(places: Places, crew: Crew) -> None:
    ports = Ports(*free_ports(count=4))
    world = World(places=places, ports=ports, secrets={}, databases={}, redis="")
    with pytest.raises(StartProblem) as found:
        health.wait_until_ready(world=world, crew=crew, seconds=0.2)
    assert found.value.sentence == (
        "Candour was not ready after 0 seconds: portal does not answer at /readyz (Connection refused); "
        "staff does not answer at /readyz (Connection refused). Everything was stopped."
    )


def test_a_problem_is_its_sentence_and_nothing_else(places: Places, capsys: pytest.CaptureFixture[str]) -> None:
    def fail(session: Session) -> int:
        raise OSError(errno.ENOSPC, "No space left on device", "/somewhere")

    assert run(work=fail, places=places) == 1
    assert capsys.readouterr() == (
        "",
        (
            "The disk filled up during this step: the first checks. Make room and run this again; "
            "what was done so far is kept.\n"
        ),
    )


@pytest.mark.parametrize(
    ("number", "name"), [(errno.EROFS, "read_only"), (errno.EACCES, "read_only"), (errno.EIO, "unforeseen")]
)
def test_errors_of_the_system(number: int, name: str) -> None:
    found = from_os_error(error=OSError(number, os.strerror(number), "/there"), step="x")
    assert found.name == name
    assert "/there" in found.sentence


@pytest.mark.parametrize(("ready", "code"), [(True, 0), (False, 130)])
def test_an_interruption_before_it_was_ready_is_no_success(places: Places, ready: bool, code: int) -> None:
    def interrupted(session: Session) -> int:
        session.ready = ready
        raise KeyboardInterrupt

    assert run(work=interrupted, places=places) == code


def test_timings_are_written(tmp_path: Path) -> None:
    screen = Screen()
    with screen.step("One"):
        pass
    with screen.step("Two") as step:
        step.done("already there")
    screen.write_timings(tmp_path / "timings.json")
    assert [one["step"] for one in json.loads((tmp_path / "timings.json").read_text())] == ["One", "Two"]


@pytest.mark.parametrize("arguments", [["-n", "0"], ["-n4"], ["--numprocesses=2"], ["-p", "no:xdist"]])
def test_who_says_how_many_workers_gets_that_many(arguments: list[str]) -> None:
    assert testrun.spread(arguments=arguments) == []


def test_tests_are_spread_over_the_cores() -> None:
    assert testrun.spread(arguments=["-k", "portal"]) == ["-n", str(os.cpu_count())]


def test_what_a_killed_test_run_left_is_cleared_up(tmp_path: Path) -> None:
    local = tmp_path / ".local"
    dead, alive = (Places(root=tmp_path, private=local / f"test-{number}") for number in (1, 2))
    for one in (dead, alive):
        (one.postgres / "data").mkdir(parents=True)
        load_secrets(path=one.secrets)
    lock = Lock(alive.private / "lock")
    lock.take()
    testrun.clear_up_after_killed_runs(local=local)
    assert not dead.private.exists()
    assert alive.secrets.exists()
    lock.release()
