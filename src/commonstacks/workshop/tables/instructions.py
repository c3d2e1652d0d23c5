"""What a person says about how a file is to be read; it holds for later versions too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from commonstacks.kit.errors import Refusal

NOTHING: Mapping[str, str] = MappingProxyType({})
"""No instructions: everything is decided from the file."""

SEPARATORS: Mapping[str, str] = MappingProxyType(
    {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}
)
ENCODINGS = ("utf-8", "cp1252", "latin-1", "utf-16", "cp437", "cp850", "mac-roman")
READ_AS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "text": ("text", ""),
        "code": ("code", ""),
        "category": ("category", ""),
        "identifier": ("identifier", ""),
        "person name": ("person name", ""),
        "place name": ("place name", ""),
        "number": ("decimal", "point"),
        "number with a decimal comma": ("decimal", "comma"),
        "date, day first": ("date", "day"),
        "date, month first": ("date", "month"),
        "date, year first": ("date", "year"),
    }
)
"""What a column may be read as: the kind, and how it is written."""


@dataclass(frozen=True, slots=True)
class Instructions:
    """``header`` is the number of the header's first line, 0 for a table without one.

    ``columns`` says as what (a name of ``READ_AS``) a column is read, ``missing`` which words
    stand for a missing value in it; both by the column's name.
    """

    crs: str = ""
    encoding: str = ""
    separator: str = ""
    header: int | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def understood(given: Mapping[str, str]) -> Instructions:
    """The instructions in ``given``: "crs", "encoding", "separator", "header", "as:COLUMN" and
    "missing:COLUMN" (words with | between them). Refuses all others, and values that mean nothing.
    """
    columns: dict[str, str] = {}
    missing: dict[str, tuple[str, ...]] = {}
    for name, value in given.items():
        what, _, column = name.partition(":")
        if what == "as" and column:
            columns[column] = _one_of(value, tuple(READ_AS), f"what “{column}” is read as")
        elif what == "missing" and column:
            missing[column] = tuple(word.strip() for word in value.split("|"))
        elif name not in ("crs", "encoding", "separator", "header"):
            raise Refusal(
                "“{name}” is no instruction for reading a file.",
                "Say crs, encoding, separator, header, as:COLUMN or missing:COLUMN.",
                name=name[:60],
            )
    return Instructions(
        given.get("crs", ""),
        _one_of(given.get("encoding", ""), ("", *ENCODINGS), "the encoding"),
        _separator(given.get("separator", "")),
        _header(given.get("header", "")),
        columns,
        missing,
    )


def _separator(said: str) -> str:
    if said in SEPARATORS.values():
        return said
    return SEPARATORS.get(_one_of(said, ("", *SEPARATORS), "the separator"), "")


def _header(said: str) -> int | None:
    if said and not said.isdecimal():
        raise Refusal(
            "“{text}” is no line number.",
            "Write the number of the header's first line, or 0 where the table has none.",
            text=said[:20],
        )
    return int(said) if said else None


def _one_of(said: str, known: tuple[str, ...], what: str) -> str:
    if said not in known:
        raise Refusal(
            "“{text}” is not known as {what}.",
            "One of: {known}.",
            text=said[:40],
            what=what,
            known=", ".join(filter(None, known)),
        )
    return said
