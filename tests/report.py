"""Reports at the end of a run: counting and law apart, over the vector files; then what tests measured, in words.

A test says it by `record_property` under one of these names: so it is told of runs on several workers too.
"""

from collections.abc import Iterator
from typing import Any

import pytest

MEASURED = ("severity", "keystrokes")


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """“counting n/n right; law confirmed against text m/n”, over the vectors tested; then the measures."""
    reports = [
        (report, dict(report.user_properties)["law_confirmed"])
        for outcome in ("passed", "failed")
        for report in terminalreporter.stats.get(outcome, [])
        if isinstance(report, pytest.TestReport) and "law_confirmed" in dict(report.user_properties)
    ]
    if reports:
        right = sum(report.passed for report, _ in reports)
        confirmed = sum(bool(is_confirmed) for _, is_confirmed in reports)
        total = len(reports)
        terminalreporter.write_line(
            f"vectors: counting {right}/{total} right; law confirmed against text {confirmed}/{total}"
        )
    for words in measured(terminalreporter):
        terminalreporter.write_line(words)


def measured(terminalreporter: Any) -> Iterator[str]:
    """What tests measured, whether or not it was within its bar."""
    for outcome in ("passed", "failed"):
        for report in terminalreporter.stats.get(outcome, []):
            if isinstance(report, pytest.TestReport):
                yield from (f"{name}: {words}" for name, words in report.user_properties if name in MEASURED)
