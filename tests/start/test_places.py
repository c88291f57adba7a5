"""Where the sockets and the secrets go, and who may see them."""

import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.start.passwords import load_secrets
from config.start.places import LONGEST_SOCKET, POSTGRES_SOCKET, fits_sockets, private_folder, socket_folder
from config.start.problems import StartProblem


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


@pytest.fixture
def temporary(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A temporary folder of the test's own, with a short name."""
    with tempfile.TemporaryDirectory(prefix="c") as folder:
        monkeypatch.setattr(tempfile, "tempdir", folder)
        yield folder


def test_a_private_folder_and_its_new_parents_are_private(tmp_path: Path) -> None:
    folder = private_folder(path=tmp_path / "local" / "test-1" / "run")
    assert [mode(one) for one in (folder, folder.parent, folder.parent.parent)] == [0o700] * 3


def test_a_short_plain_path_holds_the_sockets(temporary: str) -> None:
    folder = Path(temporary) / "run"
    assert socket_folder(preferred=folder) == folder
    assert mode(folder) == 0o700


@pytest.mark.parametrize("name", ["a" * 100, "with space", "naïve", "comma,s", "question?", "percent%20"])
def test_other_paths_get_a_private_temporary_folder(temporary: str, name: str) -> None:
    preferred = Path(temporary) / name
    folder = socket_folder(preferred=preferred)
    assert folder.parent == Path(temporary)
    assert mode(folder) == 0o700
    assert len(os.fsencode(folder / POSTGRES_SOCKET)) <= LONGEST_SOCKET
    assert folder == socket_folder(preferred=preferred), "the same checkout gets the same folder"
    assert folder != socket_folder(preferred=preferred.parent / f"{name}!")


def test_the_limit_is_exact() -> None:
    room = LONGEST_SOCKET - len(POSTGRES_SOCKET) - 2
    assert fits_sockets(folder=Path("/" + "a" * room))
    assert not fits_sockets(folder=Path("/" + "a" * (room + 1)))


def test_a_folder_that_others_can_enter_is_refused(temporary: str) -> None:
    preferred = Path(temporary) / "with space"
    folder = socket_folder(preferred=preferred)
    folder.chmod(0o755)
    with pytest.raises(StartProblem) as found:
        socket_folder(preferred=preferred)
    assert found.value.sentence == (
        f"The folder {folder} is not private to you, so no server can be put there: remove it and run this again."
    )


def test_a_link_put_there_by_somebody_is_refused(temporary: str) -> None:
    preferred = Path(temporary) / "with space"
    folder = socket_folder(preferred=preferred)
    folder.rmdir()
    elsewhere = private_folder(path=Path(temporary) / "elsewhere")
    folder.symlink_to(elsewhere)
    with pytest.raises(StartProblem, match="not private to you"):
        socket_folder(preferred=preferred)


def test_secrets_are_made_once_and_only_we_can_read_them(tmp_path: Path) -> None:
    path = tmp_path / "local" / "secrets.json"
    made = load_secrets(path=path)
    assert mode(path) == 0o600
    assert load_secrets(path=path) == made
    assert len(set(made.values())) == len(made) == 9
    assert all(len(value) >= 50 for value in made.values()), "Django warns of shorter keys"


def test_secrets_that_are_missing_are_added_and_the_rest_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "secrets.json"
    path.write_text(json.dumps({"key:portal": "kept"}))
    made = load_secrets(path=path)
    assert made["key:portal"] == "kept"
    assert len(made) == 9
    assert mode(path) == 0o600


def test_half_a_file_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "secrets.json"
    path.write_text('{"key:portal": "ke')
    assert len(load_secrets(path=path)) == 9
