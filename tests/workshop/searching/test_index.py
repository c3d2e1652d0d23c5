from __future__ import annotations

import contextlib
import fcntl
import json
import multiprocessing
import os
import shutil
import signal
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.searching.document import Document
from commonstacks.workshop.searching.index import Index, IndexLost
from commonstacks.workshop.searching.query import parse

Make = Callable[..., Document]


def ids(index: Index, words: str = "") -> list[str]:
    return [hit.id for hit in index.search(parse(words)).hits]


def test_a_document_replaces_the_one_with_its_id(index: Index, doc: Make) -> None:
    assert index.put([doc("1", "red"), doc("2", "blue")]) == 2
    assert index.put([doc("1", "first"), doc("1", "green")]) == 1
    assert (index.count(), ids(index, "red"), ids(index, "first")) == (2, [], [])
    assert ids(index, "green") == ["1"]


def test_a_dropped_document_is_found_no_more(index: Index, doc: Make) -> None:
    index.put([doc("1", "red"), doc("2", "red")])
    index.drop("1", "never there")
    assert (index.count(), ids(index), ids(index, "red")) == (1, ["2"], ["2"])


def test_nothing_to_put_is_nothing(index: Index) -> None:
    assert index.put([]) == 0


def test_a_rebuild_leaves_only_what_it_was_given(index: Index, doc: Make) -> None:
    index.put([doc("1", "secretword")])
    assert index.rebuild([doc("2", "blue"), doc("3", "green")]) == 2
    assert sorted(ids(index)) == ["2", "3"]
    files = [path for path in index.folder.rglob("*") if path.is_file()]
    assert files
    assert not any(b"secretword" in path.read_bytes() for path in files)
    assert len([path for path in index.folder.iterdir() if path.is_dir()]) == 1


def test_a_rebuild_gives_the_same_answers(index: Index, doc: Make) -> None:
    documents = [doc(str(number), f"trees {number % 7}", day=number) for number in range(50)]
    index.put(documents[:20])
    index.put(documents[20:])
    before = index.search(parse("trees 3"), limit=50)
    index.rebuild(reversed(documents))
    assert index.search(parse("trees 3"), limit=50) == before


def test_an_absent_index_is_lost_and_can_be_rebuilt(tmp_path: Path, doc: Make) -> None:
    index = Index(tmp_path / "none" / "search")
    for lost in (index.count, lambda: index.put([doc("1")]), lambda: index.drop("1"),
                 lambda: index.search(parse("x"))):  # fmt: skip
        with pytest.raises(IndexLost):
            lost()
    assert not index.folder.exists()
    index.rebuild([doc("1", "red")])
    assert ids(index, "red") == ["1"]


def empty(path: Path) -> None:
    path.write_bytes(b"")


def halve(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def turn(path: Path) -> None:
    path.write_bytes(bytes(byte ^ 0x55 for byte in path.read_bytes()))


@pytest.mark.parametrize("harm", [Path.unlink, empty, halve, turn])
@pytest.mark.parametrize("file", ["current", "meta.json", "*.term", "*.store", "*.fast", "*.idx"])
def test_a_broken_index_is_lost_or_still_right_and_can_be_rebuilt(
    index: Index, doc: Make, harm: Callable[[Path], None], file: str
) -> None:
    documents = [doc("1", "red", places=()), doc("2", "red")]
    index.put(documents)
    for path in list(index.folder.rglob(file)):
        harm(path)
    with contextlib.suppress(IndexLost):
        assert sorted(ids(index, "red")) == ["1", "2"]
    index.rebuild(documents)
    assert sorted(ids(index, "red")) == ["1", "2"]


def test_an_index_of_another_release_is_lost(index: Index) -> None:
    current = index.folder / "current"
    facts = json.loads(current.read_text())
    current.write_text(json.dumps({**facts, "release": facts["release"] - 1}))
    with pytest.raises(IndexLost, match="another release"):
        index.count()


def test_a_busy_index_refuses_after_a_while_and_can_be_read(index: Index, doc: Make) -> None:
    index.put([doc("1", "red")])
    with (index.folder / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for write in (lambda: index.put([doc("2")]), lambda: index.rebuild([])):
            with pytest.raises(Refusal, match="busy"):
                write()
        assert ids(index, "red") == ["1"]
    index.put([doc("2", "red")])
    assert sorted(ids(index, "red")) == ["1", "2"]


def test_a_failed_put_changes_nothing(index: Index, doc: Make) -> None:
    index.put([doc("1", "red")])

    def documents() -> object:
        yield doc("1", "blue")
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError):
        index.put(documents())  # type: ignore[arg-type]  # breaks on purpose
    assert (ids(index, "red"), ids(index, "blue")) == (["1"], [])


# --- several processes -------------------------------------------------------------------------
FORK = multiprocessing.get_context("spawn")


def put_many(folder: Path, name: str, times: int) -> None:
    index = Index(folder, patience=30)
    for number in range(times):
        key = f"{name}{number}"
        index.put([Document(key, key, "shared word", datetime(2026, 1, 1, tzinfo=UTC), 1)])


def test_several_processes_write_and_read(index: Index, doc: Make) -> None:
    workers = [FORK.Process(target=put_many, args=(index.folder, name, 8)) for name in "ab"]
    for worker in workers:
        worker.start()
    seen = [index.count()]
    while any(worker.is_alive() for worker in workers):
        found = index.search(parse("shared"), limit=50)
        assert found.total == len(found.hits)
        seen.append(found.total)
        time.sleep(0.02)
    for worker in workers:
        worker.join()
        assert worker.exitcode == 0
    assert seen == sorted(seen)
    assert index.count() == 16


def test_readers_see_a_whole_index_while_it_is_rebuilt(index: Index, doc: Make) -> None:
    documents = [doc(str(number), "tree") for number in range(20)]
    index.rebuild(documents)
    builder = FORK.Process(target=rebuild_often, args=(index.folder, documents))
    builder.start()
    while builder.is_alive():
        assert index.search(parse("tree")).total == 20
    builder.join()
    assert builder.exitcode == 0


def rebuild_often(folder: Path, documents: list[Document]) -> None:
    for _ in range(15):
        Index(folder, patience=30).rebuild(documents)


def test_a_killed_writer_leaves_a_whole_index_and_no_lock(index: Index, doc: Make) -> None:
    writer = FORK.Process(target=put_many, args=(index.folder, "k", 10_000))
    writer.start()
    while index.count() < 3:
        time.sleep(0.02)
    os.kill(writer.pid or 0, signal.SIGKILL)
    writer.join()
    before = index.count()
    assert index.search(parse("shared"), limit=0).total == before
    index.put([doc("mine", "red")])
    assert index.count() == before + 1


def test_leftovers_of_a_killed_rebuild_go_with_the_next(index: Index, doc: Make) -> None:
    shutil.copytree(next(index.folder.glob("g*")), index.folder / "g99")
    index.rebuild([doc("1", "red")])
    assert [path.name for path in index.folder.glob("g*")] == ["g100"]
    assert ids(index) == ["1"]
