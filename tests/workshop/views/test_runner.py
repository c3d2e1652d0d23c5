"""The runner with real processes: killed, hung, bombed and crowded, it answers and goes on."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from commonstacks.kit.errors import NotHeld, Refusal, Stopped
from commonstacks.workshop.views.runner import Runner, result_key
from commonstacks.workshop.views.turns import Busy
from tests.workshop.views import jobs_for_runner as jobs

BOMBS = {
    "a cross join": "SELECT count(*) FROM range(1000000) a, range(1000000) b, range(1000000) c",
    "a join that is kept": "SELECT list(a.i * b.i) FROM read_parquet($f) a, read_parquet($f) b, range(99) c",
    "a recursion": "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT max(n) FROM t",
    "a recursion that doubles": "WITH RECURSIVE t(s) AS (SELECT 'x' UNION ALL SELECT s || s FROM t) SELECT max(length(s)) FROM t",
    "a long range": "SELECT sum(hash(i)) FROM range(1000000000000) t(i)",
    "a range in a list": "SELECT len(range(1000000000000))",
    "a repeated text": "SELECT length(repeat('x', 1000000000) || repeat(i::VARCHAR, 1000000000)) FROM range(99) t(i)",
    "a pattern": "SELECT count(*) FROM range(1000000) t(i) WHERE regexp_matches(repeat('a', 100000) || i, '(a*)*(a*)*(b|a*c)*$')",
    "a large list": "SELECT list(repeat('x', 1000) || i) FROM range(100000000) t(i)",
    "a sort": "SELECT i, row_number() OVER (ORDER BY hash(i)) AS r FROM range(1000000000) t(i) ORDER BY r DESC",
    "many groups": "SELECT count(*) FROM (SELECT hash(i), list(i) FROM range(10000000000) t(i) GROUP BY 1)",
    "a deep text": "SELECT " + "-(" * 300000 + "1" + ")" * 300000,
    "a product of lists": "SELECT sum(a) FROM (SELECT unnest(range(1000000)) * unnest(range(i)) AS a FROM range(1000000) t(i))",
}  # fmt: skip


@pytest.fixture(scope="module")
def shared() -> Iterator[Runner]:
    with Runner(size=2, seconds=30, megabytes=1500, kept_megabytes=1) as runner:
        yield runner


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("table") / "table.parquet"
    pq.write_table(pa.table({"i": list(range(1000))}), path)
    return path


def test_the_answer_comes_from_another_process_that_stays_warm(shared: Runner) -> None:
    first, second = (shared.ask(jobs.pid, reader="a") for _ in range(2))
    assert int(first) != os.getpid()
    assert {int(first), int(second)} <= set(shared.pids())
    assert shared.ask(jobs.add, 20, 22, reader="a") == b"42"
    assert shared.ask(jobs.many, 3_000_000, reader="a") == b"x" * 3_000_000


def test_a_worker_works_in_an_empty_folder_of_its_own(shared: Runner) -> None:
    folder, names = json.loads(shared.ask(jobs.where, reader="a"))
    assert names == []
    assert Path(folder) != Path.cwd()


def test_a_refusal_comes_back_whole(shared: Runner) -> None:
    with pytest.raises(NotHeld) as refused:
        shared.ask(jobs.refuse, reader="a")
    assert refused.value.reason == "There is no x."
    assert refused.value.hint == "Ask for 3."
    assert refused.value.form == "There is no {thing}."
    assert refused.value.questions == ("A1",)


def test_a_fault_is_told_as_a_fault_and_kills_nobody(shared: Runner) -> None:
    before = set(shared.pids())
    with pytest.raises(RuntimeError, match="KeyError: 'no such thing'") as fault:
        shared.ask(jobs.fail, reader="a")
    assert "jobs_for_runner.py" in fault.value.__notes__[0]
    assert set(shared.pids()) == before


def test_a_hung_job_ends_at_the_deadline_and_the_next_one_works() -> None:
    with Runner(size=1, seconds=0.5, megabytes=1500) as runner:
        runner.ask(jobs.pid, reader="a")
        began = time.monotonic()
        with pytest.raises(Stopped, match=r"longer than 0\.5 seconds"):
            runner.ask(jobs.sleep, 60, reader="a")
        assert time.monotonic() - began < 4
        assert runner.ask(jobs.add, 1, 1, reader="a") == b"2"


@pytest.mark.parametrize(
    ("job", "args", "name"),
    [
        (jobs.crash, (signal.SIGKILL,), "SIGKILL"),
        (jobs.crash, (signal.SIGTERM,), "SIGTERM"),
        (jobs.follow_a_null, (), "SIGSEGV"),
    ],
)
def test_a_dead_worker_is_one_clear_refusal(
    shared: Runner, job: Callable[..., bytes], args: tuple[object, ...], name: str
) -> None:
    with pytest.raises(Stopped) as stopped:
        shared.ask(job, *args, reader="a")
    assert stopped.value.reason == f"The work crashed ({name})."
    assert shared.ask(jobs.add, 1, 1, reader="a") == b"2"


def test_a_worker_killed_while_it_waits_is_not_even_noticed(shared: Runner) -> None:
    shared.warm()
    for pid in shared.pids():
        os.kill(pid, signal.SIGKILL)
    _wait_for(lambda: not any(map(_alive, shared.pids())))
    assert shared.ask(jobs.add, 1, 1, reader="a") == b"2"


def test_too_much_memory_is_one_clear_refusal(shared: Runner) -> None:
    with pytest.raises(Stopped, match="more than 1500 MB of memory"):
        shared.ask(jobs.eat, reader="a")
    assert shared.ask(jobs.add, 1, 1, reader="a") == b"2"


def test_no_file_grows_beyond_its_room_and_none_stays(shared: Runner) -> None:
    folder, _ = json.loads(shared.ask(jobs.where, reader="a"))
    with pytest.raises(RuntimeError, match="File too large"):
        shared.ask(jobs.write, 600, reader="a")
    with Runner(size=1, megabytes=1500) as runner:
        assert runner.ask(jobs.write, 1, reader="a") == b"written"
        folder = json.loads(runner.ask(jobs.where, reader="a"))[0]
        assert Path(folder, "spilled").exists()
    assert not Path(folder).exists()


def test_who_leaves_stops_the_work_at_once() -> None:
    gone = threading.Event()
    with Runner(size=1, seconds=60, megabytes=1500) as runner:
        runner.ask(jobs.pid, reader="a")
        timer = threading.Timer(0.3, gone.set)
        timer.start()
        began = time.monotonic()
        with pytest.raises(Stopped, match="cancelled"):
            runner.ask(jobs.sleep, 60, reader="a", cancelled=gone.is_set)
        assert time.monotonic() - began < 5
        assert runner.ask(jobs.add, 1, 1, reader="a") == b"2"


def test_a_worker_is_replaced_after_its_uses() -> None:
    with Runner(size=1, megabytes=1500, uses=2) as runner:
        seen = [int(runner.ask(jobs.pid, reader="a")) for _ in range(5)]
    assert [seen[0] == seen[1], seen[1] == seen[2], seen[2] == seen[3]] == [True, False, True]
    _wait_for(lambda: not any(map(_alive, seen)))


def test_equal_questions_are_computed_once(tmp_path: Path) -> None:
    key = result_key("note", "0f" * 32, {"a": 1}, {})
    with Runner(size=2, megabytes=1500) as runner, ThreadPoolExecutor(20) as people:
        asked = [
            people.submit(
                runner.ask, jobs.note_and_answer, str(tmp_path), "once", reader=f"r{n}", key=key
            )
            for n in range(20)
        ]
        assert {each.result() for each in asked} == {b"once"}
        assert runner.ask(jobs.note_and_answer, str(tmp_path), "x", reader="a", key=key) == b"once"
    assert (tmp_path / "order").read_text() == "once\n"


def test_a_key_is_of_job_table_spec_and_policy() -> None:
    parts = [("a", "t", {"x": 1}, {}), ("b", "t", {"x": 1}, {}), ("a", "u", {"x": 1}, {})]
    parts += [("a", "t", {"x": 2}, {}), ("a", "t", {"x": 1}, {"least": 5})]
    assert len({result_key(*part) for part in parts}) == 5


def test_another_tries_again_where_the_first_one_left(tmp_path: Path) -> None:
    gone = threading.Event()
    with Runner(size=1, seconds=60, megabytes=1500) as runner, ThreadPoolExecutor(2) as people:
        note = tmp_path / "pid"
        first = people.submit(
            runner.ask, jobs.sleep, 1.5, str(note), reader="a", key="k", cancelled=gone.is_set
        )
        _wait_for(note.exists)
        second = people.submit(runner.ask, jobs.add, 1, 1, reader="b", key="k")
        gone.set()
        with pytest.raises(Stopped, match="cancelled"):
            first.result()
        assert second.result() == b"2"


def test_what_is_kept_is_bounded(tmp_path: Path) -> None:
    with Runner(size=1, megabytes=1500, kept_megabytes=1) as runner:
        for n in range(12):
            runner.ask(jobs.many, 200_000, reader="a", key=str(n))
        assert runner._results._size <= 1_000_000
        runner.ask(jobs.many, 900_000, reader="a", key="large")
        assert runner._results.get("large") is None
        assert runner._results.get("11") is not None
        assert runner._results.get("0") is None


def test_a_greedy_reader_waits_like_all_others(tmp_path: Path) -> None:
    with Runner(size=2, megabytes=1500) as runner, ThreadPoolExecutor(30) as people:
        runner.warm()
        runner.ask(jobs.pid, reader="a")
        greedy = [
            people.submit(runner.ask, jobs.note_and_answer, str(tmp_path), "greedy", reader="g")
            for _ in range(8)
        ]
        _wait_for((tmp_path / "order").exists)
        others = [
            people.submit(runner.ask, jobs.note_and_answer, str(tmp_path), "other", reader=str(n))
            for n in range(3)
        ]
        for each in (*greedy, *others):
            each.result()
    order = (tmp_path / "order").read_text().split()
    last = len(order) - 1 - order[::-1].index("other")
    assert order.count("greedy") == 8
    assert order[last:].count("greedy") >= 3


def test_a_full_queue_says_so() -> None:
    with Runner(size=1, megabytes=1500, waiting=2) as runner, ThreadPoolExecutor(8) as people:
        runner.ask(jobs.pid, reader="a")
        asked = [people.submit(runner.ask, jobs.sleep, 0.5, reader=str(n)) for n in range(8)]
        refused = [each.exception() for each in asked]
    assert len([each for each in refused if isinstance(each, Busy)]) >= 4
    assert len([each for each in refused if each is None]) >= 3
    assert all(isinstance(each, Refusal) for each in refused if each)


def test_fifty_at_once_all_get_their_own_answer(shared: Runner) -> None:
    with ThreadPoolExecutor(50) as people:
        asked = [people.submit(shared.ask, jobs.add, n, n, reader=str(n)) for n in range(50)]
        assert [each.result() for each in asked] == [str(2 * n).encode() for n in range(50)]


def test_closing_tells_those_who_wait() -> None:
    runner = Runner(size=1, seconds=60, megabytes=1500)
    pid = int(runner.ask(jobs.pid, reader="a"))
    with ThreadPoolExecutor(1) as people:
        asked = people.submit(runner.ask, jobs.sleep, 60, reader="a")
        time.sleep(0.3)
        runner.close()
        with pytest.raises(Stopped):
            asked.result()
    assert not _alive(pid)
    with pytest.raises(Stopped, match="closing"):
        runner.ask(jobs.pid, reader="a")


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_ends_within_its_limits(name: str, table: Path, bombed: Runner) -> None:
    assert len(BOMBS) >= 10
    began = time.monotonic()
    with pytest.raises((Refusal, RuntimeError)) as ended:
        bombed.ask(jobs.ask_sql, str(table), BOMBS[name], reader="a")
    assert time.monotonic() - began < 20
    assert str(table.parent) not in str(ended.value)
    answer = bombed.ask(jobs.ask_sql, str(table), "SELECT sum(i) FROM read_parquet($f)", reader="a")
    assert answer == b"[[499500]]"


@pytest.fixture(scope="module")
def bombed() -> Iterator[Runner]:
    with Runner(size=1, seconds=3, megabytes=1500) as runner:
        yield runner


PARENT = """
import sys, time
from commonstacks.workshop.views.runner import Runner
from tests.workshop.views import jobs_for_runner as jobs
runner = Runner(size=2, seconds=60, megabytes=1500)
runner.warm()
print(*runner.pids(), flush=True)
runner.ask(jobs.sleep, 60, sys.argv[1], reader="a")
"""


def test_no_worker_outlives_its_parent(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, str(note)],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
        stdout=subprocess.PIPE,
        text=True,
    ) as parent:
        assert parent.stdout
        pids = list(map(int, parent.stdout.readline().split()))
        _wait_for(note.exists)
        folders = [Path(f"/proc/{pid}/cwd").readlink() for pid in pids]
        parent.kill()
    assert len(pids) == 2
    _wait_for(lambda: not any(map(_alive, pids)))
    assert not any(folder.exists() for folder in folders)


def _wait_for(answer: Callable[[], object]) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        if answer():
            return
        time.sleep(0.02)
    raise AssertionError("waited 30 seconds for nothing")


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
