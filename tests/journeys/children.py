"""Libraries in processes of their own, so that they can be killed, moved and read again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
TOWNS = "1000000"  # people of the smallest town these libraries know: they are made quickly
STACKS = str(Path(sys.executable).with_name("stacks"))


def run(module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", f"tests.journeys.{module}", *arguments],
        cwd=ROOT,
        env={**os.environ, "COMMONSTACKS_LEASE_SECONDS": "1", "COMMONSTACKS_LEAST_TOWN": TOWNS},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


def said(home: Path) -> dict[str, Any]:
    """Everything the library in ``home`` says, without its clock."""
    printed = run("dump", str(home))
    assert printed.returncode == 0, printed.stderr
    found: dict[str, Any] = json.loads(printed.stdout)
    return found


def stacks(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [STACKS, *arguments],
        cwd=ROOT,
        env={**os.environ, "COMMONSTACKS_LEAST_TOWN": TOWNS},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
