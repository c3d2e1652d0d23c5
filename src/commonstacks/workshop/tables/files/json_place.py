"""Where in a JSON file the records of a table lie, and a walk over them, one at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TextIO

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.tables.files import json_text
from commonstacks.workshop.tables.files.found import Found, Listing
from commonstacks.workshop.tables.files.json_text import Walk, line
from commonstacks.workshop.tables.files.records import Odd
from commonstacks.workshop.tables.text import aside, encoding

Note = Callable[[str, object], None]
_BLOCK = 1 << 20  # characters
_RECORD_MARK = "\x1e"  # before each text of a sequence (RFC 7464)


def values(found: Found, listing: Listing, note: Note) -> Iterator[tuple[int, object]]:
    """The records of a listing and their numbers, from 1; of lines the number of the line.

    What lies beside them is told to ``note``: its name ("result.total") and its value, of a list
    only how long it is. A broken line is an ``Odd``. Refuses broken JSON anywhere else.
    """
    assert found.letters is not None
    with encoding.text(found.path, found.letters) as source:
        if listing.form == "lines":
            yield from _lines(source)
        elif listing.form == "texts":
            yield from (_parsed(at, text) for at, text in enumerate(_texts(source), 1))
        else:
            yield from enumerate(_walked(Walk(source), listing, note), 1)


def _walked(walk: Walk, listing: Listing, note: Note) -> Iterator[object]:
    if listing.form == "one":
        yield walk.value()
    elif listing.form == "sequence":
        while walk.peek():
            yield walk.value()
    else:
        yield from descend(walk, listing.path, note)
    walk.end()


def descend(walk: Walk, path: tuple[str, ...], note: Note, above: str = "") -> Iterator[object]:
    """The entries of the list at ``path``, member in member; at its end the walk is behind it."""
    if not path:
        yield from walk.elements()
        return
    for name in walk.members():
        if name == path[0]:
            yield from descend(walk, path[1:], note, f"{above}{name}.")
        elif walk.peek() == "[":
            count = sum(1 for _ in walk.elements())
            note(above + name, f"a list of {count:,}")
        else:
            note(above + name, walk.value())


def _lines(source: TextIO) -> Iterator[tuple[int, object]]:
    for at, text in enumerate(source, 1):
        if text.strip():
            yield _parsed(at, text)


def _parsed(at: int, text: str) -> tuple[int, object]:
    try:
        value = line(text.strip())
    except ValueError:
        value = None
    if isinstance(value, dict | list):
        return at, value
    return at, Odd(at, aside.NO_JSON, text.strip())


def _texts(source: TextIO) -> Iterator[str]:
    """The texts of a sequence, each with a mark before it; memory holds one."""
    rest = ""
    while block := source.read(_BLOCK):
        *whole, rest = (rest + block).split(_RECORD_MARK)
        yield from (text for text in whole if text.strip())
        if len(rest) > json_text.LONGEST:
            raise Refusal(
                "A record of the JSON file is longer than 64 million characters.",
                "The file may be damaged; look for another form of it at the publisher.",
            )
    if rest.strip():
        yield rest
