"""How long the second ``make demo SERVE=0`` takes, in a home folder of its own."""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
RESULTS = Path(__file__).parent / "results"
GOAL = 3.0
TIMES = 5


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        start(home)
        seconds = [start(home) for _ in range(TIMES)]
    median = statistics.median(seconds)
    RESULTS.mkdir(exist_ok=True)
    facts = {
        "what": "second make demo SERVE=0",
        "unit": "s",
        "median": round(median, 3),
        "all": [round(each, 3) for each in seconds],
        "goal": GOAL,
        "machine": {"cores": os.cpu_count(), "python": platform.python_version()},
    }
    (RESULTS / "second_start.json").write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")
    print(f"second make demo SERVE=0: {median:.2f} s (goal: under {GOAL:.0f} s)")


def start(home: str) -> float:
    before = time.perf_counter()
    environment = {**os.environ, "COMMONSTACKS_HOME": home}
    command = ["make", "--no-print-directory", "demo", "SERVE=0"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - before


if __name__ == "__main__":
    main()
