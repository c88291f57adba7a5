"""Reports counting and law apart, at the end of a run that worked through the vector files."""

from typing import Any

import pytest


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """“counting n/n right; law confirmed against text m/n”, over the vectors that this run tested."""
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
