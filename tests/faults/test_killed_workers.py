"""Workers killed or frozen in the middle of a sweep: it ends as it would have, each row flagged exactly once."""

from collections.abc import Callable

import pytest

from tests.faults import signals
from tests.faults.drilling import RESUMED_WITHIN, Counts, counts, late_rows, sweep
from tests.faults.stack import Stack, eventually

# Enough for several seconds of work, so that there is a middle.
ROWS = 80_000


def kill_children(stack: Stack) -> None:
    for child in signals.family(stack.pid("worker"))[1:]:
        stack.kill_child("worker", pid=child)


def kill_worker(stack: Stack) -> None:
    stack.kill("worker")
    stack.start("worker")


def freeze_worker(stack: Stack) -> None:
    stack.pause("worker")
    stack.start("worker", name="worker2")


@pytest.mark.parametrize(
    ("interrupt", "times"),
    [
        pytest.param(kill_children, 2, id="F1-children-killed-twice"),
        pytest.param(kill_worker, 1, id="F2-worker-killed"),
        pytest.param(freeze_worker, 1, id="worker-frozen-and-replaced"),
    ],
)
def test_an_interrupted_sweep_goes_on_and_flags_each_row_once(
    stack: Stack, interrupt: Callable[[Stack], None], times: int
) -> None:
    drill = late_rows(stack, ROWS)
    stack.start("worker")
    stack.start("beat")
    reached = 0
    for _ in range(times):
        eventually(lambda: sweep(stack).done > reached, within=RESUMED_WITHIN, saying="the sweep gets further")  # noqa: B023 - asked at once
        interrupt(stack)
        now = sweep(stack)
        assert not now.finished, "it ended before it was interrupted: this test needs more rows"
        assert now.flagged == now.done, "progress and marks are kept together or not at all"
        reached = now.done
    eventually(lambda: sweep(stack).done > reached, within=RESUMED_WITHIN, saying="it is resumed within a minute")
    stack.resume("worker")
    eventually(lambda: sweep(stack).finished, within=RESUMED_WITHIN, saying="it ends")
    assert counts(stack, drill) == Counts(rows=ROWS, arrived=(1, 1), flagged=(1, 1))
    assert (sweep(stack).runs, sweep(stack).done) == (1, ROWS)
