"""Reports at the end of a run: counting and law apart, over the vector files; and the shares of the severity bands."""

from typing import Any

import pytest


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """“counting n/n right; law confirmed against text m/n”, over the vectors that this run tested; then the shares."""
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
        terminalreporter.write_line(f"severity: {words}")


def measured(terminalreporter: Any) -> list[str]:
    """What the tests of the severity bands measured, whether or not it was few enough."""
    return [
        str(words)
        for outcome in ("passed", "failed")
        for report in terminalreporter.stats.get(outcome, [])
        if isinstance(report, pytest.TestReport)
        for name, words in report.user_properties
        if name == "severity"
    ]
