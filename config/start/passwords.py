"""Passwords and keys of the local installation, made once and kept in a file only we can read."""

import json
import os
import secrets
from pathlib import Path

from config.start.places import private_folder

ROLES = ("postgres", "candour_owner", "candour_runtime", "candour_portal")
KEYS = ("portal", "staff", "worker", "beat", "manage")
KEY_LENGTH = 48


def load_secrets(*, path: Path) -> dict[str, str]:
    """Return all secrets, making those that are missing.

    Names are `password:<role>` and `key:<process>`. Each is of its own: whoever gets hold of the
    portal's key can forge nothing on the staff's door.
    """
    found = _read(path)
    names = [f"password:{role}" for role in ROLES] + [f"key:{process}" for process in KEYS]
    missing = [name for name in names if name not in found]
    if missing:
        found |= {name: secrets.token_urlsafe(KEY_LENGTH) for name in missing}
        _write(path, found)
    return found


def _read(path: Path) -> dict[str, str]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(name): str(value) for name, value in found.items()}


def _write(path: Path, found: dict[str, str]) -> None:
    """Write beside and rename, so that an interrupted start cannot leave half a file."""
    private_folder(path=path.parent)
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(found, file, indent=2)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(path)
