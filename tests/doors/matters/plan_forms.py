"""The forms of a plan as a browser sends them when nobody touched them: boxes of text too."""

import html
import re
from typing import Any

from tests.doors.matters import test_put_right


def filled_in(page: Any) -> dict[str, Any]:
    """Every field of the form, as it is shown."""
    form = page.text.partition("<main")[2].partition("<form")[2].partition("</form>")[0]
    boxes = re.findall(r'<textarea [^>]*?name="([^"]+)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL)
    return test_put_right.filled_in(page) | {name: [html.unescape(said)] for name, said in boxes}
