"""What the launcher prints: steps with their time, and the lines of the processes.

On a terminal a step is one line that updates itself; elsewhere (a log, a pipe) it is an
occasional plain line, because nobody wants four thousand carriage returns in a log.
"""

import json
import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

COLOURS = (36, 32, 35, 33, 34, 90)
PLAIN_EVERY_SECONDS = 10.0
WIDEST_LINE = 78


class Step:
    """One step of the start, while it is under way."""

    def __init__(self, screen: "Screen", title: str) -> None:
        """Note when it began."""
        self._screen = screen
        self.title = title
        self.began = time.monotonic()
        self.result = ""
        self._last_plain = self.began

    def progress(self, text: str) -> None:
        """Show how far it is."""
        line = f"{self.title}: {text}"
        if self._screen.is_terminal:
            self._screen.rewrite(line)
        elif time.monotonic() - self._last_plain >= PLAIN_EVERY_SECONDS:
            self._last_plain = time.monotonic()
            self._screen.say(line)

    def done(self, result: str) -> None:
        """Say what came of it, instead of the time it took."""
        self.result = result


class Screen:
    """Standard output, shared by the steps and by the threads that read the processes."""

    def __init__(self) -> None:
        """Look at what kind of output there is."""
        self.is_terminal = sys.stdout.isatty()
        self.colours = self.is_terminal and "NO_COLOR" not in os.environ
        self.timings: list[tuple[str, float]] = []
        self.current = "the first checks"
        self._lock = threading.RLock()
        self._unfinished = False

    def say(self, text: str) -> None:
        """Print a line; a reader who went away (bin/up | head) is no reason to stop."""
        with self._lock, suppress(OSError, ValueError):
            self.clear()
            print(text, flush=True)

    def rewrite(self, text: str) -> None:
        """Print over the current line."""
        with self._lock, suppress(OSError, ValueError):
            print(f"\r\033[K{text[:WIDEST_LINE]}", end="", flush=True)
            self._unfinished = True

    def clear(self) -> None:
        """Wipe an unfinished line away."""
        if self._unfinished:
            print("\r\033[K", end="")
            self._unfinished = False

    @contextmanager
    def step(self, title: str) -> Iterator[Step]:
        """Time a step and print it when it is finished; a failed step prints nothing here."""
        step = Step(self, title)
        self.current = title
        if self.is_terminal:
            self.rewrite(f"{title} …")
        yield step
        seconds = time.monotonic() - step.began
        self.timings.append((title, round(seconds, 3)))
        self.say(f"{title} … {step.result or f'{seconds:.1f} s'}")

    def stream(self, name: str, line: str, *, position: int) -> None:
        """Print a line of a process behind the process's name."""
        label = f"{name:<9}|"
        if self.colours:
            label = f"\033[{COLOURS[position % len(COLOURS)]}m{label}\033[0m"
        self.say(f"{label} {line}")

    def write_timings(self, path: Path) -> None:
        """Write the steps and their seconds as JSON, for bench/start.py."""
        steps = [{"step": title, "seconds": seconds} for title, seconds in self.timings]
        path.write_text(json.dumps(steps, indent=2) + "\n", encoding="utf-8")
