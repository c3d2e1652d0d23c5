"""What a JSON text is built of, seen in one walk: its objects to a depth, its lists in brief."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from commonstacks.workshop.tables.files.json_text import Number, Walk

DEPTH = 3  # objects inside each other that are looked into
_MOST = 10_000  # members of an object, and names of columns, that are kept
_TITLES = ("name", "text", "title", "label", "id", "header", "field", "key", "code", "column")


@dataclass(slots=True)
class Items:
    """A list: how many entries it has, its first, and what they say if they describe columns."""

    count: int = 0
    first: object = None
    plain: bool = True  # no lists and no objects in it
    names: list[str] = field(default_factory=list)  # complete only if there are ``count``

    @property
    def titles(self) -> tuple[str, ...]:
        """The names of columns that the list holds, one an entry; () if it is no such list."""
        return tuple(self.names) if len(self.names) == self.count else ()

    @classmethod
    def of(cls, entries: Iterator[object]) -> Items:
        """Takes all entries, one by one."""
        found = cls(first=next(entries, None))
        if found.first is None:  # a list without entries, or one that begins with null
            found.count = sum(1 for _ in entries)
            return found
        title = _title(found.first)
        for entry in chain((found.first,), entries):
            found.count += 1
            found.plain = found.plain and not isinstance(entry, list | dict)
            name = _named(entry, title)
            if name and len(found.names) < _MOST:
                found.names.append(name)
        return found


@dataclass(slots=True)
class Members:
    """An object: its first members, and what is true of all of them, however many there are."""

    count: int = 0
    members: dict[str, object] = field(default_factory=dict)
    plain: bool = True  # no lists and no objects in it
    numbered: bool = True  # its names are numbers of rows: from 0 or 1 on, rising
    last: str = ""
    objects: bool = True  # each is an object, and not an empty one
    shared: set[str] | None = None  # names that all of these objects have
    widest: int = 0
    said: set[str] = field(default_factory=set)  # where each object says its own name

    def add(self, name: str, value: object) -> None:
        """One more member."""
        self.numbered = self.numbered and _follows(name, self.last)
        self.plain = self.plain and not isinstance(value, Items | Members | dict)
        self.count, self.last = self.count + 1, name
        if len(self.members) < _MOST:
            self.members[name] = value
        inner = inside(value)
        self.objects = self.objects and bool(inner)
        if not self.objects:
            return
        same = {own for own, item in inner.items() if item == name}
        self.said = same if self.shared is None else self.said & same
        self.shared = set(inner) if self.shared is None else self.shared & set(inner)
        self.widest = max(self.widest, len(inner))


def sketch(walk: Walk, depth: int = DEPTH) -> object:
    """The value that comes next: ``Items``, ``Members``, or below ``depth`` the value itself."""
    sign = walk.peek()
    if sign == "[":
        return Items.of(walk.elements())
    if sign != "{" or not depth:
        return walk.value()
    found = Members()
    for name in walk.members():
        found.add(name, sketch(walk, depth - 1))
    return found


def inside(value: object) -> dict[str, Any]:
    """The members of an object, sketched or not; {} of anything else."""
    if isinstance(value, Members):
        return value.members
    return value if isinstance(value, dict) else {}


def is_text(value: object) -> bool:
    """Whether a value is text in its file, and no number, which is kept as text too."""
    return isinstance(value, str) and not isinstance(value, Number)


def _title(entry: object) -> str:
    """The member by which entries that describe columns name them."""
    if not isinstance(entry, dict):
        return ""
    return next((name for name in _TITLES if is_text(entry.get(name))), "")


def _named(entry: object, title: str) -> str:
    named = entry.get(title) if isinstance(entry, dict) else entry
    return str(named) if is_text(named) else ""


def _follows(name: str, last: str) -> bool:
    if not (name.isascii() and name.isdigit() and len(name) < 12):
        return False
    return int(name) > int(last) if last else name in ("0", "1")
