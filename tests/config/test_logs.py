"""Logs: one line an event, and a failure tells where and what kind, never what somebody typed."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import structlog
from django.db import IntegrityError, transaction

from cases.accounts import users
from config.settings import logs
from tests.factories.acts import AT, BY


@contextmanager
def as_in_production() -> Iterator[None]:
    handlers = logging.getLogger().handlers[:]
    structlog.reset_defaults()
    logs.configure(as_json=True)
    yield
    structlog.reset_defaults()
    logs.configure(as_json=False)
    logging.getLogger().handlers = handlers


def test_an_event_is_one_line_of_json_with_its_request(capsys: pytest.CaptureFixture[str]) -> None:
    with as_in_production(), structlog.contextvars.bound_contextvars(request_id="abc"):
        structlog.get_logger("candour.test").info("answered", route="home")
    (line,) = capsys.readouterr().out.splitlines()
    assert (
        json.loads(line).items() >= {"event": "answered", "route": "home", "request_id": "abc", "level": "info"}.items()
    )


@pytest.mark.django_db
def test_a_failure_repeats_nothing_that_was_typed(capsys: pytest.CaptureFixture[str]) -> None:
    users.add(email="canary@force.example", name="Canary", password=None, by=BY, at=AT)
    with as_in_production():
        fail_twice()
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    for line in lines:
        assert "canary" not in line.lower()
        assert "IntegrityError" in line
        assert "create_user" in line


def fail_twice() -> None:
    for log in (structlog.get_logger("candour.test"), logging.getLogger("some.library")):
        try:
            with transaction.atomic():
                users.add(email="canary@force.example", name="Canary", password=None, by=BY, at=AT)
        except IntegrityError:
            log.error("a page failed", exc_info=True)
