"""gunicorn's own log lines, through our formatter and without anything that a visitor sent.

Left to itself gunicorn writes a visitor's address and the beginning of a request that it cannot read. In the public
door either could give somebody away.
"""

import logging
import os
from typing import Any

from gunicorn.glogging import Logger

from config.settings import logs

# How gunicorn's lines about a request begin, and what we write instead.
INSTEAD = {
    "Invalid request": "a request could not be read",
    "Error handling request": "a request failed outside every page",
    "Socket error processing request": "a connection broke",
}


class QuietLogger(Logger):
    """Hands every line to the root logger, as config/settings/logs.py made it, and keeps requests out of it."""

    def setup(self, cfg: Any) -> None:
        """Called by gunicorn when it starts."""
        super().setup(cfg)
        # gunicorn's first process never loads Django, which would do this.
        logs.configure(as_json=os.environ.get("DJANGO_SETTINGS_MODULE", "").endswith("production"))
        self.error_log.handlers = []
        self.error_log.propagate = True
        self.error_log.addFilter(without_the_request)


def without_the_request(record: logging.LogRecord) -> bool:
    """Replaces a line about a request by one that repeats nothing of it. Always lets the line pass."""
    for beginning, instead in INSTEAD.items():
        if str(record.msg).startswith(beginning):
            record.msg, record.args, record.exc_info = instead, None, None
    return True
