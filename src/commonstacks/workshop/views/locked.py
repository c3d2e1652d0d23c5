"""A DuckDB connection that reads the files of one table and can do nothing else.

Files, network, extensions and settings are closed by DuckDB itself; it still lets through several
statements at once, statements that change something, and functions that speak of the machine.
Those are refused here, before DuckDB sees them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import duckdb

from commonstacks.kit.errors import Refusal

_CLOSED: dict[str, str | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "allow_unsigned_extensions": False,
    "allow_persistent_secrets": False,
}
_OF_THE_MACHINE = re.compile(
    r"(duckdb|pragma|read|parquet|st|sniff|which|enable|disable|write|json_execute|storage|truncate"
    r"|arrow|pandas|python|seq|test|sql|load|shell)_\w*"
    r"|glob|getenv|query|query_table|(force_)?checkpoint|current_setting|getvariable|summary"
    r"|nextval|currval|setseed|current_(database|schemas?|catalog|user|role|query|query_id)",
    re.IGNORECASE,
)
_READS = "read_parquet"
_NAME = re.compile(r'"((?:[^"]|"")*)"|([^\s/-]+)')
_OURS = (
    duckdb.BinderException,
    duckdb.CatalogException,
    duckdb.InternalException,
    duckdb.IOException,
    duckdb.FatalException,
)


class Locked:
    """Answers one SELECT at a time over the files it was opened with."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, files: Sequence[str]) -> None:
        self._connection = connection
        self._files = files

    def execute(
        self, text: str, values: Mapping[str, object] | None = None, /
    ) -> duckdb.DuckDBPyConnection:
        """The connection, ready to fetch the rows of the SELECT ``text`` with ``$name`` values.

        Refuses anything but one SELECT, functions that speak of the machine, and other files.
        Raises ``MemoryError`` where memory or room on disk run out, ``RuntimeError`` for faults
        of the statement. No message holds a path.
        """
        self._one_select(text)
        try:
            return self._connection.execute(text, dict(values) if values else None)
        except duckdb.OutOfMemoryException:
            raise MemoryError from None
        except duckdb.PermissionException:
            raise _refused() from None
        except _OURS as error:
            raise RuntimeError(f"{type(error).__name__}: {self._without_paths(error)}") from None
        except duckdb.Error:
            raise Refusal(
                "This table cannot answer that: a value is not what the question needs.",
                "Ask for other columns, or for a smaller range.",
            ) from None

    def close(self) -> None:
        """Gives its memory and its room on disk back."""
        self._connection.close()

    def _one_select(self, text: str) -> None:
        try:
            statements = self._connection.extract_statements(text)
        except (duckdb.Error, TypeError):  # a TypeError: half a surrogate pair has no UTF-8
            raise _refused() from None
        plain = [statement.type for statement in statements] == [duckdb.StatementType.SELECT]
        if not plain or not re.match(r"\s*(select|with)\b", text, re.IGNORECASE):
            raise _refused()
        if _OF_THE_MACHINE.search(text.replace(_READS, "")) and _speaks_of_the_machine(text):
            raise _refused()

    def _without_paths(self, error: Exception) -> str:
        said = str(error)
        for file in self._files:
            said = said.replace(file, Path(file).name).replace(str(Path(file).parent), "")
        return said


def connect(
    files: Sequence[str],
    *,
    megabytes: int = 1000,
    threads: int = 2,
    spill: Path | None = None,
    spill_megabytes: int = 500,
) -> Locked:
    """A connection that can read ``files`` (absolute paths of Parquet files) and nothing else.

    ``megabytes`` bound DuckDB's own memory (10^6 bytes). What does not fit goes into the folder
    ``spill``, at most ``spill_megabytes``; without a folder it ends there. Days are counted in UTC.
    Refuses relative paths.
    """
    if not all(Path(file).is_absolute() for file in files):
        raise Refusal("A table is named by the whole path of its files.")
    connection = duckdb.connect(":memory:", config=_CLOSED)
    room = f"{spill_megabytes}MB" if spill else "0KB"
    for name, value in (
        ("memory_limit", f"{megabytes}MB"),
        ("threads", str(threads)),
        ("TimeZone", "UTC"),
        ("python_enable_replacements", False),
        ("temp_directory", str(spill or "")),
        ("max_temp_directory_size", room),
        ("allowed_paths", list(files)),
        ("enable_external_access", False),
        ("lock_configuration", True),
    ):
        connection.execute(f"SET {name} = {_literal(value)}")
    return Locked(connection, files)


def _literal(value: object) -> str:
    """SET takes no bound values."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    return "'" + str(value).replace("'", "''") + "'"


def _speaks_of_the_machine(text: str) -> bool:
    return any(_OF_THE_MACHINE.fullmatch(name) for name in _called(text) - {_READS})


def _called(text: str) -> set[str]:
    """The names that stand before a bracket, quoted or not, as DuckDB compares them."""
    written = text.encode()
    starts = [offset for offset, _ in duckdb.tokenize(text)]
    words = [written[at:end].decode() for at, end in pairwise([*starts, len(written)])]
    named = [_NAME.match(word) for word, after in pairwise(words) if after.startswith("(")]
    return {(m[1] or m[2] or "").replace('""', '"').lower() for m in named if m}


def _refused() -> Refusal:
    return Refusal(
        "This is not a question that a table answers.", "Open the dataset's page and choose there."
    )
