"""Work that kills whoever does it. Only workers that a test starts with `include` know it."""

import os
import signal
from typing import Any

from cases.jobs.registry import handles
from tests.faults.drilling import POISON


@handles(POISON)
def kill_the_worker(**kwargs: Any) -> None:
    """As a library that crashes would."""
    os.kill(os.getpid(), signal.SIGKILL)
