"""How long a start takes: the first one in a fresh copy, and the second one.

    python bench/start.py

The copy has none of what the launcher makes, so the first start installs everything. What pip and
npm keep in their own caches stays: this measures the launcher and not the network.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def copy_checkout(*, target: Path) -> None:
    """Copy what git knows of and what it would ask about, and nothing that it ignores."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in listed.stdout.decode().split("\0"):
        source = ROOT / name
        if name and source.is_file():
            copy = target / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, copy)


def start(*, checkout: Path, timings: Path) -> dict[str, float]:
    """Start, check, stop; return the seconds of each step and in all."""
    began = time.monotonic()
    done = subprocess.run(
        [str(checkout / "bin" / "up"), "--check", "--timings", str(timings)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        sys.exit(f"{done.stdout}\n{done.stderr}")
    steps = {one["step"]: float(one["seconds"]) for one in json.loads(timings.read_text(encoding="utf-8"))}
    ready = sum(steps.values())
    return steps | {"ready": ready, "with check and stop": time.monotonic() - began}


def show(*, first: dict[str, float], warm: dict[str, float]) -> None:
    """Print both starts beside each other."""
    print(f"{'step':<34}{'first':>8}{'warm':>8}")
    for step in first | warm:
        print(f"{step:<34}{_seconds(first, step):>8}{_seconds(warm, step):>8}")
    print(f"\nwarm/first until ready: {warm['ready'] / first['ready']:.2f}")


def _seconds(timings: dict[str, float], step: str) -> str:
    return f"{timings[step]:.1f} s" if step in timings else "-"


def main() -> None:
    """Measure a first and a warm start in a copy that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="candour-bench-") as folder:
        checkout = Path(folder) / "candour"
        copy_checkout(target=checkout)
        timings = Path(folder) / "timings.json"
        first = start(checkout=checkout, timings=timings)
        show(first=first, warm=start(checkout=checkout, timings=timings))


if __name__ == "__main__":
    main()
