"""What the tests of lists read from one: its rows, their headlines and what is due."""

from django.test import Client

from cases.queries.case_lists import Listed
from cases.queries.limits import Limit


def listed(browser: Client, query: str = "tab=all") -> Listed:
    answer = browser.get(f"/cases/?{query}")
    assert answer.status_code == 200
    found: Listed = answer.context["seen"]
    return found


def limits(browser: Client) -> list[Limit]:
    return [row.limit for row in listed(browser).rows if row.limit]


def headlines(browser: Client, query: str = "tab=all") -> list[str]:
    return [row.headline for row in listed(browser, query).rows]
