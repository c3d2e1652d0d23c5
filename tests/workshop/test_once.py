"""Work is done once for all who wait, and goes on when they leave."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from commonstacks.workshop.once import Once


def test_who_asks_while_it_is_made_starts_no_second_work() -> None:
    begun, go = [], threading.Event()

    def make() -> int:
        begun.append(1)
        go.wait(10)
        return 7

    once: Once[int] = Once(2)
    assert [once.ask("a", make, patience=0.05) for _ in range(3)] == [None, None, None]
    assert begun == [1]
    with ThreadPoolExecutor(1) as another:
        waiting = another.submit(once.ask, "a", make, patience=10)
        go.set()
        assert waiting.result(10) == 7


def test_no_more_than_some_go_on_together() -> None:
    begun, go = [], threading.Event()

    def make(name: str) -> str:
        begun.append(name)
        go.wait(10)
        return name

    once: Once[str] = Once(1)
    assert once.ask("a", lambda: make("a"), patience=0.05) is None
    assert once.ask("b", lambda: make("b"), patience=0.05) is None
    assert begun == ["a"]
    go.set()
    assert once.ask("b", lambda: make("b"), patience=10) == "b"


def test_what_went_wrong_is_raised_where_somebody_waits() -> None:
    once: Once[int] = Once(1)

    def make() -> int:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        once.ask("a", make, patience=10)
    assert once.ask("a", lambda: 1, patience=10) == 1
