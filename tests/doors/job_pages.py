"""What tests of the jobs pages do again and again: begin a drill, read a page's words."""

import re
from typing import Any

from django.test import Client

DRILL_ID = "0b5c2a64-7d5e-4c1f-9a3b-5e8f1d2c3b4a"


def words(text: str) -> str:
    """What a page says, without its markup."""
    return " ".join(re.sub(r"<[^>]*>", " ", text).split())


def post_drill(client: Client, **changed: Any) -> Any:
    return client.post("/jobs/drills/", {"rows": "3", "drill_id": DRILL_ID} | changed)
