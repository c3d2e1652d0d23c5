"""Work in a process of its own: it answers, is stopped, crashes or dies, and always says how."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from commonstacks.kit.errors import Refusal, Stopped
from commonstacks.workshop import killable
from commonstacks.workshop.killable import Progress

Tell = Callable[[Progress], None]


def add(one: int, other: int, *, tell: Tell) -> tuple[int, int]:
    return one + other, os.getpid()


def count_to(most: int, *, tell: Tell) -> int:
    for done in range(1, most + 1):
        tell(Progress(done, most, "counting"))
    return most


def sleep(seconds: float, *, tell: Tell, note: Path | None = None) -> None:
    if note:
        note.write_text(str(os.getpid()))
    time.sleep(seconds)


def spin(*, tell: Tell) -> None:
    while True:
        pass


def eat(*, tell: Tell) -> int:
    return sum(len(part) for part in [b"x" * (64 << 20) for _ in range(100)])


def refuse(*, tell: Tell) -> None:
    raise Refusal("The file is empty.", "Add another.", questions=("A1",))


def fail(*, tell: Tell) -> None:
    raise KeyError("no such thing")


class _OddError(Exception):
    def __init__(self, one: int, other: int) -> None:
        super().__init__(f"{one}{other}")


def fail_oddly(*, tell: Tell) -> None:
    raise _OddError(4, 2)


def crash(number: int, *, tell: Tell) -> None:
    os.kill(os.getpid(), number)


def leave(*, tell: Tell) -> None:
    os._exit(3)


def print_much(*, tell: Tell) -> str:
    print("this must not reach the standard output of the parent")
    return "quiet"


def run_inside(*, tell: Tell) -> int:
    return killable.run(add, 20, 22, seconds=20, megabytes=4000)[0]


def test_the_answer_comes_from_another_process() -> None:
    total, pid = killable.run(add, 1, other=2, seconds=20, megabytes=2000)
    assert total == 3
    assert pid != os.getpid()


def test_progress_arrives_and_ends_with_the_whole() -> None:
    seen: list[Progress] = []
    assert (
        killable.run(count_to, 50_000, seconds=20, megabytes=2000, on_progress=seen.append)
        == 50_000
    )
    assert seen[0] == Progress(1, 50_000, "counting")
    assert seen[-1] == Progress(50_000, 50_000, "counting")
    assert len(seen) < 100


@pytest.mark.parametrize("work", [sleep, spin])
def test_the_deadline_stops_it(work: Callable[..., None], tmp_path: Path) -> None:
    args = (60,) if work is sleep else ()
    began = time.monotonic()
    with pytest.raises(Stopped) as stopped:
        killable.run(work, *args, seconds=0.7, megabytes=2000)
    assert time.monotonic() - began < 5
    assert stopped.value.reason == "The work was stopped because it took longer than 0.7 seconds."
    assert stopped.value.hint


def test_too_much_memory_stops_it() -> None:
    with pytest.raises(Stopped) as stopped:
        killable.run(eat, seconds=30, megabytes=500)
    assert (
        stopped.value.reason == "The work was stopped because it needed more than 500 MB of memory."
    )


def test_a_wish_to_cancel_stops_it(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    with pytest.raises(Stopped) as stopped:
        killable.run(sleep, 60, note=note, seconds=30, megabytes=2000, cancelled=note.exists)
    assert stopped.value.reason == "The work was cancelled."


def test_a_refusal_arrives_as_it_was() -> None:
    with pytest.raises(Refusal) as refused:
        killable.run(refuse, seconds=20, megabytes=2000)
    assert type(refused.value) is Refusal
    assert refused.value.reason == "The file is empty."
    assert refused.value.hint == "Add another."
    assert refused.value.questions == ("A1",)


def test_a_fault_of_ours_stays_loud_and_says_where() -> None:
    with pytest.raises(KeyError, match="no such thing") as failed:
        killable.run(fail, seconds=20, megabytes=2000)
    assert any("in fail" in note for note in failed.value.__notes__)


def test_an_exception_that_cannot_travel_is_told_in_words() -> None:
    with pytest.raises(RuntimeError, match="_OddError: 42"):
        killable.run(fail_oddly, seconds=20, megabytes=2000)


@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGKILL, signal.SIGABRT])
def test_a_crash_is_named(number: signal.Signals) -> None:
    with pytest.raises(Stopped) as stopped:
        killable.run(crash, int(number), seconds=20, megabytes=2000)
    assert stopped.value.reason == f"The work crashed ({number.name})."


def test_a_silent_exit_is_named() -> None:
    with pytest.raises(Stopped, match="exit code 3"):
        killable.run(leave, seconds=20, megabytes=2000)


def test_it_runs_in_a_thread_and_inside_another_run() -> None:
    answers: list[int] = []
    thread = threading.Thread(
        target=lambda: answers.append(killable.run(add, 1, 2, seconds=20, megabytes=2000)[0])
    )
    thread.start()
    thread.join()
    assert answers == [3]
    assert killable.run(run_inside, seconds=40, megabytes=4000) == 42


def test_it_keeps_standard_output_for_the_parent(capfd: pytest.CaptureFixture[str]) -> None:
    assert killable.run(print_much, seconds=20, megabytes=2000) == "quiet"
    assert capfd.readouterr().out == ""


PARENT = """
import sys, pathlib
from commonstacks.workshop import killable
from tests.workshop.test_killable import sleep
print("main was run", flush=True)
killable.run(sleep, 60, note=pathlib.Path(sys.argv[1]), seconds=60, megabytes=2000)
"""


def test_the_child_dies_when_its_parent_is_killed(tmp_path: Path) -> None:
    script, note = tmp_path / "script.py", tmp_path / "pid"
    script.write_text(PARENT)
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, str(script), str(note)],
        env={**os.environ, "PYTHONPATH": str(root)},
        stdout=subprocess.PIPE,
    ) as parent:
        child = _wait_for(lambda: int(note.read_text() or 0) if note.exists() else 0)
        parent.kill()
        parent.wait()
        out = parent.stdout.read() if parent.stdout else b""
    assert _wait_for(lambda: not _alive(child))
    assert out == b"main was run\n"  # a script without a guard is not run again by the child


def _wait_for(answer: Callable[[], int]) -> int:
    until = time.monotonic() + 15
    while time.monotonic() < until:
        if found := answer():
            return found
        time.sleep(0.02)
    raise AssertionError("waited 15 seconds for nothing")


def _alive(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    try:
        return stat.read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
