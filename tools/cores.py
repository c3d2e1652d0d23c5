# noqa: INP001  # run by its path
"""Says how many processors this machine really lends to tests: 2 to 6.

A container may see all processors of its host and be given the time of two; its quota says so.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

QUOTA = Path("/sys/fs/cgroup/cpu.max")  # cgroup v2: microseconds of time, of each period


def lent() -> int:
    seen = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    time, _, period = QUOTA.read_text().partition(" ") if QUOTA.exists() else ("max", "", "")
    given = int(time) // int(period) if time != "max" else seen
    return max(2, min(6, seen or 2, given or 2))


if __name__ == "__main__":
    sys.stdout.write(f"{lent()}\n")
