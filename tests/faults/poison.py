"""Work that kills whoever does it. Only workers that a test starts with `include` know it."""

import os
import signal
from typing import Any

from cases.jobs.registry import handles

KIND = "test.poison"


@handles(KIND)
def kill_the_worker(**kwargs: Any) -> None:
    """As a library that crashes would."""
    os.kill(os.getpid(), signal.SIGKILL)
