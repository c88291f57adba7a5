"""Where the pages of a plan are, and their forms as a browser sends them when nobody touched them."""

import html
import re
from typing import Any

from cases.models import Case
from tests.doors.matters import test_put_right
from tests.factories.cases import TODAY

DAY = {"_day": TODAY.day, "_month": TODAY.month, "_year": TODAY.year}


def at(case: Case, page: str = "") -> str:
    return f"/cases/{case.reference}/plan/{page}"


def day(name: str, **other: Any) -> dict[str, str]:
    return {f"{name}{box}": str(value) for box, value in (DAY | other).items()}


def bus(case: Case) -> dict[str, Any]:
    return {"holder": "Operator", "retention_days": "5", "state": "proposed"}


def filled_in(page: Any) -> dict[str, Any]:
    """Every field of the form, as it is shown."""
    form = page.text.partition("<main")[2].partition("<form")[2].partition("</form>")[0]
    boxes = re.findall(r'<textarea [^>]*?name="([^"]+)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL)
    return test_put_right.filled_in(page) | {name: [html.unescape(said)] for name, said in boxes}
