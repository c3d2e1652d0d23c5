"""Turns: readers are served one after the other, and what nobody fetched goes to the next."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from commonstacks.kit.errors import Stopped
from commonstacks.workshop.views.turns import Busy, Turns


def waiting(turns: Turns[str], readers: str, served: list[str]) -> list[threading.Thread]:
    """Each letter is a reader who waits, is noted and gives back; they come in this order."""
    threads = []
    for number, reader in enumerate(readers, 1):
        threads.append(threading.Thread(target=_serve, args=(turns, reader, served)))
        threads[-1].start()
        _until(lambda number=number: sum(map(len, turns._queues.values())) == number)
    return threads


def _serve(turns: Turns[str], reader: str, served: list[str]) -> None:
    thing = turns.take(reader)
    served.append(reader)
    turns.give(reader, thing)


def _until(answer: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not answer():
        assert time.monotonic() < end
        time.sleep(0.002)


def test_readers_are_served_in_turn() -> None:
    turns, served = Turns(["one"]), []
    thing = turns.take("x")
    threads = waiting(turns, "aaabcb", served)
    turns.give("x", thing)
    for thread in threads:
        thread.join()
    assert "".join(served) == "abcaba"


def test_one_reader_never_holds_all() -> None:
    turns = Turns(["one", "two", "three"])
    turns.take("a")
    turns.take("a")
    with pytest.raises(Stopped):
        turns.take("a", lambda: True)
    assert turns.take("b") == "three"


def test_who_leaves_makes_room_and_loses_no_thing() -> None:
    turns = Turns(["one"], waiting=1)
    thing = turns.take("x")
    with pytest.raises(Stopped):
        turns.take("a", lambda: True)
    with pytest.raises(Stopped):
        turns.take("a", lambda: True)
    turns.give("x", thing)
    assert turns.take("b") == "one"


def test_the_queue_and_the_patience_are_bounded() -> None:
    turns = Turns(["one"], waiting=2, each=1, patience=2)
    thing = turns.take("x")
    served: list[str] = []
    threads = [threading.Thread(target=_refused, args=(turns, name, served)) for name in "ab"]
    for number, thread in enumerate(threads, 1):
        thread.start()
        _until(lambda number=number: len(turns._queues) == number or bool(served))
    with pytest.raises(Busy):
        turns.take("a")
    with pytest.raises(Busy):
        turns.take("c")
    for thread in threads:
        thread.join()
    assert sorted(served) == ["a", "b"]
    turns.give("x", thing)
    assert turns.take("x") == "one"


def _refused(turns: Turns[str], reader: str, served: list[str]) -> None:
    with pytest.raises(Busy):
        turns.take(reader)
    served.append(reader)
