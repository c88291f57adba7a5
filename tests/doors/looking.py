"""What tests of a matter's pages do again and again: say for what purpose, open a page, read its words."""

import html
import re
from typing import Any

from django.test import Client

from cases.models import Case


def with_purpose(browser: Client, case: Case, purpose: str = "working") -> None:
    """Says for what purpose they open the matter, for this session."""
    answer = browser.post(f"/cases/{case.reference}/purpose/", {"purpose": purpose, "words": "", "next": ""})
    assert answer.status_code == 302


def opened(browser: Client, case: Case, tab: str = "") -> Any:
    """A page of the matter."""
    with_purpose(browser, case)
    answer = browser.get(f"/cases/{case.reference}/{tab}")
    assert answer.status_code == 200
    return answer


def words(answer: Any) -> str:
    """The words of the page's main part."""
    main = answer.text.partition("<main")[2].partition("</main>")[0]
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)))
