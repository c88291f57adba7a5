"""Logs as data: one line an event, with the request's id, and never an address, an agent or anything typed.

Our own lines go through structlog; what libraries log goes through the same formatter.
"""

import logging
import logging.config
from typing import Any

import structlog

SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
]
TRACEBACK = structlog.processors.ExceptionRenderer(structlog.tracebacks.ExceptionDictTransformer(show_locals=False))


def without_values(logger: Any, method: str, event: dict[str, Any]) -> dict[str, Any]:
    """A traceback says where and which kind of error, never its own words: PostgreSQL's quote what was typed."""
    for problem in event.get("exception") or []:
        problem["exc_value"] = ""
        problem["exc_notes"] = []
    return event


def kind_of_failure_only(record: logging.LogRecord) -> bool:
    """Celery's line about a failed job repeats the error's words, and those quote rows: only its kind is kept."""
    if isinstance(record.args, dict) and "exc" in record.args and record.exc_info:
        kind = record.exc_info[0]
        record.args = {**record.args, "exc": kind.__name__ if kind else "", "traceback": "", "args": "", "kwargs": ""}
    return True


def configure(*, as_json: bool) -> None:
    """Sends every log line to standard output: JSON for machines, or aligned text for a person watching `bin/up`."""
    plain = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    last: list[Any] = [TRACEBACK, without_values, structlog.processors.JSONRenderer()] if as_json else [plain]
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": SHARED,
        "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
    }
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"lines": formatter},
            "filters": {"kind of failure only": {"()": lambda: kind_of_failure_only}},
            "handlers": {"out": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "lines"}},
            "root": {"handlers": ["out"], "level": "INFO"},
            "loggers": {
                # Django logs the address of each refused request; ours says which page, in words that name nobody.
                "django.request": {"level": "CRITICAL"},
                "django.security": {"level": "CRITICAL"},
                "axes": {"level": "CRITICAL"},
                # One line for each job that arrives and ends would bury everything else; failures still come through.
                "celery.beat": {"level": "WARNING"},
                "celery.worker.strategy": {"level": "WARNING"},
                "celery.app.trace": {"level": "WARNING", "filters": ["kind of failure only"]},
            },
        }
    )
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
