"""The frame around `bin/up`, `bin/test` and `bin/check`: signals, problems, and the end.

Whatever happens inside, the processes are stopped in order, a problem is one sentence, and the
exit code says what came of it.
"""

import os
import signal
import sys
from collections.abc import Callable
from types import FrameType

from config.start.places import Places, checkout
from config.start.problems import StartProblem, from_os_error
from config.start.processes import Crew
from config.start.screen import Screen

INTERRUPTED = 130
FAILED = 1


class Session:
    """One run of a command, and the processes it started."""

    def __init__(self, places: Places) -> None:
        """Begin with nothing running."""
        self.places = places
        self.screen = Screen()
        self.crew = Crew(self.screen)
        self.ready = False
        self.local = True
        self._stopping = False

    def listen(self) -> None:
        """Let Ctrl-C, SIGTERM and a closed terminal all mean: stop in order.

        A SIGHUP that is already ignored stays ignored: somebody used nohup.
        """
        signal.signal(signal.SIGINT, self._on_signal)
        signal.signal(signal.SIGTERM, self._on_signal)
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
            signal.signal(signal.SIGHUP, self._on_signal)

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        if not self._stopping:
            self._stopping = True
            raise KeyboardInterrupt
        if number == signal.SIGINT:
            self.crew.kill_all()
            os._exit(FAILED)

    def stop(self) -> None:
        """Stop everything; from here on a Ctrl-C means: at once."""
        self._stopping = True
        self.crew.stop_in_order()


def run(*, work: Callable[[Session], int], places: Places | None = None) -> int:
    """Do the work and return the exit code."""
    session = Session(places or checkout())
    session.listen()
    try:
        return work(session)
    except StartProblem as found:
        return _fail(session, found)
    except OSError as error:
        return _fail(session, from_os_error(error=error, step=session.screen.current))
    except KeyboardInterrupt:
        session.screen.say("Stopping everything …")
        session.stop()
        return 0 if session.ready else INTERRUPTED
    finally:
        session.stop()


def _fail(session: Session, found: StartProblem) -> int:
    session.stop()
    session.screen.clear()
    print(found.text(), file=sys.stderr, flush=True)
    return FAILED
