"""JSON (RFC 8259) read piece by piece, with every number kept as it is written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TextIO

from commonstacks.kit.errors import Refusal, phrase

LONGEST = 64 << 20  # characters of one record
DEEPEST = 100  # lists and objects inside each other, in one cell
_NEAR = 20  # characters that are told of a broken place
_FAULTS = (
    ("]", phrase("It has a comma too many, or a value too few,")),
    ("}", phrase("It has a comma too many, or a value too few,")),
    ("//", phrase("It has a comment, which JSON does not allow,")),
    ("/*", phrase("It has a comment, which JSON does not allow,")),
    ("'", phrase("It has single quotes, which JSON does not allow,")),
)
_BLOCK = 1 << 20  # characters
_BLANK = " \t\r\n\x1e"  # the last is a mark between texts (RFC 7464)


class Number(str):
    """A number's letters as they stand in the file: 1 is never 1.0."""

    __slots__ = ()


_DECODER = json.JSONDecoder(
    parse_float=Number, parse_int=Number, parse_constant=Number, strict=False
)


def cell(value: object) -> str:
    """A JSON value as the text of a cell: null is empty, lists and objects stay JSON."""
    if value is None:
        return ""
    return str(value) if isinstance(value, str) else written(value)


def written(value: object, depth: int = 0) -> str:
    """JSON text of a value, numbers as they were; refuses what is nested over 100 deep."""
    if depth > DEEPEST:
        raise _too_deep()
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, dict):
        pairs = (f"{_quoted(name)}: {written(item, depth + 1)}" for name, item in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join([written(item, depth + 1) for item in value]) + "]"
    return _quoted(value)


def line(text: str) -> object:
    """The one value that a line holds. Raises ``ValueError`` where it holds none or more."""
    try:
        return _DECODER.decode(text)
    except RecursionError as error:
        raise _too_deep() from error


class Walk:
    """A walk along one JSON text; memory holds one record at a time."""

    def __init__(self, source: TextIO) -> None:
        self._source = source
        self._text = ""
        self._at = 0
        self._ended = False

    def peek(self) -> str:
        """The next sign that is not blank, which stays; "" at the end."""
        while True:
            while self._at < len(self._text):
                sign = self._text[self._at]
                if sign not in _BLANK:
                    return sign
                self._at += 1
            if self._ended:
                return ""
            self._more()

    def value(self) -> object:
        """The whole value that comes next."""
        self.peek()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except RecursionError as error:
                raise _too_deep() from error
            except ValueError as error:
                if self._ended:
                    raise broken(self._text[_place(error) :]) from error
            else:
                if end < len(self._text) or self._ended:  # 12 may be the begin of 123
                    self._at = end
                    return value
            self._more()

    def elements(self) -> Iterator[object]:
        """The elements of the array that comes next, one by one."""
        self._take("[")
        if self.peek() == "]":
            self._take("]")
            return
        while True:
            yield self.value()
            if self._next("]"):
                return

    def members(self) -> Iterator[str]:
        """The names in the object that comes next; the caller takes the value of each."""
        self._take("{")
        if self.peek() == "}":
            self._take("}")
            return
        while True:
            name = self.value()
            if not isinstance(name, str) or isinstance(name, Number):
                raise broken()
            self._take(":")
            yield name
            if self._next("}"):
                return

    def end(self) -> None:
        """Refuses text after the end."""
        if self.peek():
            raise broken(self._text[self._at :])

    def _next(self, end: str) -> bool:
        """Passes the comma, or the closing bracket: then it is true."""
        sign = self.peek()
        self._take(end if sign == end else ",")
        return sign == end

    def _take(self, sign: str) -> None:
        if self.peek() != sign:
            raise broken(self._text[self._at :])
        self._at += 1

    def _more(self) -> None:
        self._text, self._at = self._text[self._at :], 0
        if len(self._text) > LONGEST:
            raise Refusal(
                "A record of the JSON file is longer than 64 million characters, or it never ends.",
                "The file may be damaged; look for another form of it at the publisher.",
            )
        block = self._source.read(max(_BLOCK, len(self._text)))
        self._ended = not block
        self._text += block


def broken(rest: str = "") -> Refusal:
    """For text that begins as JSON and does not go on as JSON; ``rest`` is what comes then."""
    near = " ".join(rest[:_NEAR].split())
    what = next((what for start, what in _FAULTS if near.startswith(start)), phrase("It breaks"))
    form = phrase("The file is JSON, but broken or cut off. {what} near “{near}”.")
    if not near:
        form = phrase("The file is JSON, but broken or cut off.")
    return Refusal(form, "Fetch it again, or ask the publisher.", what=what, near=near)


def _place(error: ValueError) -> int:
    return error.pos if isinstance(error, json.JSONDecodeError) else 0


def _quoted(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _too_deep() -> Refusal:
    return Refusal(
        "The file is JSON, but its values are nested too deep for a table.",
        "Look for a CSV of the same table.",
    )
