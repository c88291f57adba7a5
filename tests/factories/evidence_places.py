"""A disk of its own for the files of evidence of each test that asks for it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction


@pytest.fixture
def disk(tmp_path: Path, settings: Any) -> Path:
    """Where evidence is kept in this test."""
    root = tmp_path / "evidence"
    kept: dict[str, Any] = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(root)},
    }
    settings.EVIDENCE_ROOT = str(root)
    settings.STORAGES = {**settings.STORAGES, "evidence": kept}
    return root


@pytest.fixture
def commits_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that an act has taken is kept at once: the transaction of most tests never ends."""
    later = transaction.on_commit

    def at_once(act: Callable[[], Any], using: str | None = None, robust: bool = False) -> None:
        if "evidence.files" in act.__module__:
            act()
        else:
            later(act, using=using, robust=robust)

    monkeypatch.setattr(transaction, "on_commit", at_once)
