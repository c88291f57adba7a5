"""What is asked of the machine before anything is begun, each with the exact sentence."""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from config.start.machine import Lock, check_disk, check_folder, check_ports, free_ports, read_port, user_name
from config.start.places import Places
from config.start.problems import StartProblem
from tests.start.conftest import Checkout, copy_launcher

MEGABYTE = 1024 * 1024
NOBODY = 65534
ROOT_ONLY = pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder to somebody else")


def outcome(check: Callable[[], None]) -> str:
    try:
        check()
    except StartProblem as found:
        return found.sentence
    return "no problem"


def as_ordinary_user(check: Callable[[], None]) -> str:
    """Ask in a process that is nobody when we are root, because nothing is closed to root."""
    if os.geteuid() != 0:
        return outcome(check)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
        os.write(writing, outcome(check).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        found = answer.read()
    os.waitpid(child, 0)
    return found


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user can reach."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)
        Path(name).chmod(0o755)


def test_a_busy_port_is_named_with_its_variable(checkout: Checkout) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = checkout.up(STAFF_PORT=str(port), **other_ports("STAFF_PORT"))
    assert done.returncode == 1
    assert re.fullmatch(
        rf"Port {port} is in use by another program: stop that program, or choose another port "
        r"with STAFF_PORT=\d+ bin/up\.\n",
        done.stderr,
    )


def other_ports(but: str) -> dict[str, str]:
    names = ["PORTAL_PORT", "STAFF_PORT", "PORTAL_METRICS_PORT", "STAFF_METRICS_PORT"]
    ports = dict(zip(names, free_ports(count=4), strict=True))
    return {name: str(port) for name, port in ports.items() if name != but}


def test_a_port_that_is_busy_only_for_ipv6_is_busy() -> None:
    with socket.socket(socket.AF_INET6) as other:
        try:
            other.bind(("::1", 0))
        except OSError:
            pytest.skip("this machine has no IPv6")
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(StartProblem, match=f"Port {port} is in use"):
            check_ports(ports={"PORTAL_PORT": port})


def test_a_port_must_be_a_number(checkout: Checkout) -> None:
    done = checkout.up(PORTAL_PORT="eighty")
    assert (done.returncode, done.stderr) == (
        1,
        "PORTAL_PORT is 'eighty', which is not a port number: use a number from 1024 to 65535.\n",
    )


@pytest.mark.parametrize("value", ["80", "65536", "-1", "8000.5", "٨٠٠٠٠"])
def test_a_port_must_be_in_range(value: str) -> None:
    with pytest.raises(StartProblem, match="not a port number"):
        read_port(environ={"PORTAL_PORT": value}, variable="PORTAL_PORT", default=8000)


@pytest.mark.parametrize(("value", "port"), [("", 8000), ("9000", 9000)])
def test_an_empty_variable_means_the_default(value: str, port: int) -> None:
    assert read_port(environ={"PORTAL_PORT": value}, variable="PORTAL_PORT", default=8000) == port


def test_two_doors_cannot_share_a_port() -> None:
    port = free_ports(count=1)[0]
    with pytest.raises(StartProblem) as found:
        check_ports(ports={"PORTAL_PORT": port, "STAFF_PORT": port})
    assert found.value.sentence == f"PORTAL_PORT and STAFF_PORT are both {port}: give each door a port of its own."


def test_a_second_start_says_where_the_first_is(checkout: Checkout) -> None:
    lock = Lock(checkout.root / ".local" / "run" / "lock")
    assert lock.take()
    lock.note(["http://localhost:8000", "http://localhost:8001"])
    done = checkout.up()
    assert (done.returncode, done.stderr) == (
        1,
        (
            "Candour is already running from this folder at http://localhost:8000 and http://localhost:8001: "
            "use that one, or stop it with Ctrl-C in its own window first.\n"
        ),
    )
    lock.note([])
    assert checkout.up("--check").stderr == (
        "Candour is already running from this folder: use that one, or stop it with Ctrl-C in its own window first.\n"
    )


def test_a_lock_is_free_again_after_its_owner_was_killed(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from config.start.machine import Lock\n"
        "lock = Lock(Path(sys.argv[1])); assert lock.take(); print('taken', flush=True); time.sleep(60)"
    )
    path = tmp_path / "run" / "lock"
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", code, str(path)]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as owner:
        assert owner.stdout is not None
        assert owner.stdout.readline() == "taken\n"
        assert not Lock(path).take()
        owner.kill()
        owner.wait()
    lock = Lock(path)
    assert lock.take()
    lock.release()


@pytest.mark.parametrize(("first", "needed", "free"), [(True, 1000, 999), (False, 200, 199)])
def test_a_full_disk(places: Places, first: bool, needed: int, free: int) -> None:
    def room(megabytes: int) -> Callable[[Path], SimpleNamespace]:
        return lambda _path: SimpleNamespace(f_bavail=megabytes * 256, f_frsize=MEGABYTE // 256)

    with pytest.raises(StartProblem) as found:
        check_disk(places=places, first=first, statvfs=room(free))
    assert found.value.sentence == (
        f"The disk that holds {places.root} is too full: {free} MB are free and {needed} MB are needed, "
        "so make room and run this again."
    )
    check_disk(places=places, first=first, statvfs=room(needed))


@ROOT_ONLY
def test_a_really_full_disk(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(disk)], capture_output=True)
    if mounted.returncode != 0:
        pytest.skip("this machine does not permit mounting")
    try:
        checkout = copy_launcher(disk / "candour")
        done = checkout.up(**other_ports(""))
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)
    assert done.returncode == 1
    assert re.fullmatch(
        rf"The disk that holds {checkout.root} is too full: \d MB are free and 1000 MB are needed, "
        r"so make room and run this again\.\n",
        done.stderr,
    )


def test_a_read_only_folder(open_folder: Path) -> None:
    open_folder.chmod(0o555)
    found = as_ordinary_user(lambda: check_folder(places=Places(root=open_folder, private=open_folder / ".local")))
    assert found == (
        f"The folder {open_folder} cannot be written to: copy Candour to a folder of your own and run this there."
    )


@ROOT_ONLY
def test_a_read_only_disk(tmp_path: Path) -> None:
    checkout = copy_launcher(tmp_path / "candour")
    mount = ["mount", "--bind", str(checkout.root), str(checkout.root)]
    if subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("this machine does not permit mounting")
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", str(checkout.root)], check=True)
        done = checkout.up()
    finally:
        subprocess.run(["umount", "-l", str(checkout.root)], check=True)
    assert (done.returncode, done.stderr) == (
        1,
        f"The folder {checkout.root} cannot be written to: copy Candour to a folder of your own and run this there.\n",
    )


@ROOT_ONLY
def test_a_folder_of_another_user(checkout: Checkout) -> None:
    local = checkout.root / ".local"
    local.mkdir()
    shutil.chown(local, NOBODY, NOBODY)
    owner = user_name(uid=NOBODY)
    done = checkout.up()
    assert (done.returncode, done.stderr) == (
        1,
        (
            f"The folder {local} belongs to {owner} and you are root: run this as {owner}, "
            "or use a copy of Candour of your own.\n"
        ),
    )


@ROOT_ONLY
def test_an_ordinary_user_in_the_folder_of_root(open_folder: Path) -> None:
    (open_folder / ".local").mkdir()
    found = as_ordinary_user(lambda: check_folder(places=Places(root=open_folder, private=open_folder / ".local")))
    assert "belongs to root and you are" in found


def test_a_user_without_a_name() -> None:
    assert user_name(uid=2**31 - 7) == f"user {2**31 - 7}"
