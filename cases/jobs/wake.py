"""Telling the worker that there is something to do, without waiting for Redis.

What there is to do stands in PostgreSQL, and beat finds it within seconds. Being told only makes it sooner. So a
message that cannot be sent is forgotten, and no request waits for one: a thread of its own sends them.
"""

import os
import threading
from typing import Any

import structlog
from celery import current_app
from django.conf import settings

log = structlog.get_logger("candour.jobs")
# A message that nobody read in this time is not needed any more.
GOOD_FOR_SECONDS = 600
Message = tuple[str, tuple[Any, ...]]


class _Sender:
    """Sends messages one after the other, each only once however often it is asked for meanwhile."""

    def __init__(self) -> None:
        # A dict for its order. While Redis hangs it holds each message once, however many there would be.
        self.waiting: dict[Message, None] = {}
        self.changed = threading.Condition()
        self.process = os.getpid()
        self.fails = False
        threading.Thread(target=self._run, name="wake", daemon=True).start()

    def put(self, message: Message) -> None:
        with self.changed:
            self.waiting[message] = None
            self.changed.notify()

    def _run(self) -> None:
        while True:
            with self.changed:
                self.changed.wait_for(lambda: self.waiting)
                messages, self.waiting = list(self.waiting), {}
            for name, arguments in messages:
                self._send(name, arguments)

    def _send(self, name: str, arguments: tuple[Any, ...]) -> None:
        try:
            current_app.send_task(name, args=arguments, expires=GOOD_FOR_SECONDS, retry=False)
        except Exception as problem:
            if not self.fails:
                log.warning("the worker could not be woken; beat will find the work", kind=type(problem).__name__)
            self.fails = True
        else:
            self.fails = False


_lock = threading.Lock()
_senders: list[_Sender] = []


def wake(task: str, *arguments: Any) -> None:
    """Has this task sent to the worker soon. Never waits and never fails."""
    if not settings.REDIS_URL:
        return
    with _lock:
        # A forked process has its parent's memory and none of its threads.
        if not _senders or _senders[0].process != os.getpid():
            _senders[:] = [_Sender()]
        _senders[0].put((task, arguments))
