"""The README's two commands, as far as they can be seen without running them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_help_names_every_target_a_newcomer_needs():
    said = make("help")
    assert re.findall(r"^make (\w+)", said.stdout, flags=re.MULTILINE) == [
        "demo", "test", "check", "bench", "wheel", "messages", "format", "clean",
    ]  # fmt: skip


def test_one_sentence_names_everything_that_is_missing(tmp_path):
    for name in ("make", "sh", "env", "find", "printf"):
        (tmp_path / name).symlink_to(str(shutil.which(name)))
    said = make("help", PATH=str(tmp_path))
    assert said.returncode == 2
    assert said.stderr.splitlines()[0] == (
        "Please install what is missing here: git, Python 3.11 or newer with venv "
        "(asked: python3), Node 20.19 or newer with npm."
    )


def test_another_python_can_be_asked_for():
    said = make("help", "PYTHON=no-such-python")
    assert "(asked: no-such-python)" in said.stderr


@pytest.mark.parametrize(("options", "ends"), [((), "demo"), (("SERVE=0",), "demo --no-serve")])
def test_demo_ends_as_the_library_itself(options, ends):
    last = make("-n", "demo", *options).stdout.strip().splitlines()[-1]
    assert last.strip() == f"exec .venv/bin/stacks {ends}"


def test_a_machine_calls_the_same_command_and_lets_nothing_be_skipped():
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert os.access(ROOT / ".ci/run", os.X_OK)
    assert "set -euo pipefail" in script
    assert "export CI=true" in script
    assert script.rstrip().endswith("exec make test")


def make(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("MAKE")}
    return subprocess.run(
        ["make", "--no-print-directory", *arguments],
        cwd=ROOT,
        env={**clean, "MFLAGS": "", **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
