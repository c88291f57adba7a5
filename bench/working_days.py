"""What counting working days costs, by how many there are to count.

    .venv/bin/python bench/working_days.py

One ratio, within this one run and with its rounds in shuffled order: adding 200 working days beside adding 2, from the
same days. The bar is 1.5. Beside it, without a bar, the same for a whole answer with its working.
"""

import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from cases.queries.calendars import england_and_wales  # noqa: E402
from misconduct.deadlines import work_out  # noqa: E402
from misconduct.questions import Question  # noqa: E402

ROUNDS = 100
BAR = 1.5
RESAMPLES = 2000
DAYS = [date(2022, 1, 1) + timedelta(days=number) for number in range(0, 1400, 3)]
CALENDAR = england_and_wales()


def seconds(work: Callable[[], object]) -> float:
    """CPU time of one round."""
    began = time.process_time()
    work()
    return time.process_time() - began


def add(number: int) -> Callable[[], object]:
    """Adds this many working days to each of the days."""
    return lambda: [CALENDAR.after(day=day, days=number) for day in DAYS]


def answer(key: str) -> Callable[[], object]:
    """Works a time limit out from each tenth of the days."""
    questions = [Question(key=key, on=day, version="R3") for day in DAYS[::10]]
    return lambda: [work_out(question=question, calendar=CALENDAR) for question in questions]


def ratios(few: Callable[[], object], many: Callable[[], object]) -> list[float]:
    """Many to few, pair by pair."""
    found = []
    for _ in range(ROUNDS):
        pair = [("few", few), ("many", many)]
        random.shuffle(pair)
        took = {name: seconds(work) for name, work in pair}
        found.append(took["many"] / took["few"])
    return found


def interval(values: list[float]) -> tuple[float, float]:
    """The bootstrap's 95 % interval of the median."""
    medians = sorted(statistics.median(random.choices(values, k=len(values))) for _ in range(RESAMPLES))
    return medians[int(0.025 * RESAMPLES)], medians[int(0.975 * RESAMPLES)]


def main() -> int:
    """Prints both ratios; fails when the bar is missed beyond doubt."""
    add(2)()
    arithmetic = ratios(add(2), add(200))
    low, high = interval(arithmetic)
    print(
        f"adding 200 working days / adding 2: {statistics.median(arithmetic):.2f} ({low:.2f} to {high:.2f}), bar {BAR}"
    )
    whole = ratios(answer("witness_lists"), answer("misconduct_hearing"))
    low_whole, high_whole = interval(whole)
    median = statistics.median(whole)
    print(f"an answer of 100 working days / one of 3:  {median:.2f} ({low_whole:.2f} to {high_whole:.2f})")
    return 1 if low > BAR else 0


if __name__ == "__main__":
    sys.exit(main())
