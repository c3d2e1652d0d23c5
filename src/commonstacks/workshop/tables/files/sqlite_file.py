"""SQLite databases of strangers, opened so that nothing in them can act, write or run for ever."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.tables.text import header

MOST_WORK = 1_000_000_000
"""Steps of SQLite's machine that one question may take, and 1,000 more for each byte."""

_STRIDE = 100_000  # steps between two looks at the account
_LIMITS = (
    (sqlite3.SQLITE_LIMIT_LENGTH, 64 << 20),  # bytes of a cell
    (sqlite3.SQLITE_LIMIT_SQL_LENGTH, 1 << 20),
    (sqlite3.SQLITE_LIMIT_COLUMN, header.MOST_COLUMNS),
    (sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 200),
    (sqlite3.SQLITE_LIMIT_COMPOUND_SELECT, 100),
    (sqlite3.SQLITE_LIMIT_ATTACHED, 0),
    (sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 1),
    (sqlite3.SQLITE_LIMIT_WORKER_THREADS, 0),
)
_READING = {
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_RECURSIVE,
}
_MOST_TABLES = 10_000


@dataclass(frozen=True, slots=True)
class Listed:
    """What the database says it holds: "table", "view", "virtual" or "shadow"."""

    name: str
    kind: str


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """The database, read-only and taken as unchanging: no journal beside it is looked at.

    Its own functions are not trusted, only reading is allowed, cells end at 64 MB, and a question
    that takes too many steps is ended: then it is refused, as is a broken database.
    """
    address = f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True, isolation_level=None)) as connection:
            for limit, most in _LIMITS:
                connection.setlimit(limit, most)
            for pragma in ("trusted_schema=OFF", "cell_size_check=ON", "query_only=ON"):
                connection.execute(f"PRAGMA {pragma}")
            connection.set_authorizer(_may)
            connection.set_progress_handler(_account(path.stat().st_size), _STRIDE)
            yield connection
    except sqlite3.Error as error:
        raise refusal(error) from error


def listed(connection: sqlite3.Connection) -> tuple[Listed, ...]:
    """Everything in the database but SQLite's own tables, in its order. Refuses over 10,000."""
    order = {
        name: at for at, (name,) in enumerate(connection.execute("SELECT name FROM sqlite_schema"))
    }
    if len(order) > _MOST_TABLES:
        raise Refusal(
            "The database has {count:,} parts, too many to list.",
            "Export the tables you need as CSV and add those.",
            count=len(order),
        )
    rows = connection.execute("PRAGMA table_list").fetchall()
    found = [Listed(row[1], row[2]) for row in rows if not row[1].startswith("sqlite_")]
    return tuple(sorted(found, key=lambda one: order.get(one.name, len(order))))


def refusal(error: sqlite3.Error) -> Refusal:
    """The words for what SQLite says."""
    if isinstance(error, sqlite3.OperationalError) and "interrupted" in str(error):
        return endless()
    return Refusal(
        "The file is an SQLite database, but broken, cut off or with parts that cannot be read.",
        "Fetch it again, or ask the publisher.",
    )


def endless() -> Refusal:
    """For a view that gives rows for ever, or computes for ever."""
    return Refusal(
        "A table or view of the database does not come to an end.",
        "Export the table as CSV and add that.",
    )


def _account(size: int) -> Callable[[], bool]:
    most, spent = (MOST_WORK + 1000 * size) // _STRIDE, 0

    def spend() -> bool:
        nonlocal spent
        spent += 1
        return spent > most

    return spend


def _may(action: int, first: str | None, second: str | None, *_: str | None) -> int:
    if action == sqlite3.SQLITE_PRAGMA and first == "table_list":
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_FUNCTION and second in ("load_extension", "fts3_tokenizer"):
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK if action in _READING else sqlite3.SQLITE_DENY
