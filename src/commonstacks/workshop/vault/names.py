"""Names come from outside; these say which of them may become paths and ids."""

from __future__ import annotations

import unicodedata
import uuid
from collections.abc import Iterable
from datetime import datetime

from commonstacks.kit.errors import Refusal

LONGEST_NAME = 255  # bytes of UTF-8


def refuse_bad_files(names: Iterable[str]) -> None:
    """Refuses no files at all, a name that leaves its folder, and a file that is also a folder.

    A name may hold ``/`` between parts; Unicode is kept as it is, never normalised.
    """
    given = set(names)
    if not given:
        raise Refusal("There is no file to keep.", "Give at least one file.")
    for name in given:
        fault = _fault(name)
        if fault:
            raise Refusal(f"The file name {name!r} {fault}.", "Give the file another name.")
        parts = name.split("/")
        if given & {"/".join(parts[:depth]) for depth in range(1, len(parts))}:
            raise Refusal(f"{name!r} lies inside something that is itself a file.", "Rename one.")


def refuse_bad_dataset(dataset: str) -> None:
    """Refuses what is not a UUID in its usual form: 36 characters, lower case."""
    try:
        usual: str | None = str(uuid.UUID(dataset))
    except ValueError:
        usual = None
    if usual != dataset:
        raise Refusal(f"{dataset!r} is not the id of a dataset.", "The id is a UUID in lower case.")


def refuse_bad_number(number: int) -> None:
    """Refuses numbers that do not count: versions and revisions start at 1."""
    if number < 1:
        raise Refusal(f"{number} is not the number of a version.", "Versions count from 1.")


def refuse_local_time(at: datetime) -> None:
    """A moment without an offset is our mistake, so it is a ``ValueError``."""
    if at.utcoffset() is None:
        raise ValueError(f"{at!r} does not say its offset from UTC")


def _fault(name: str) -> str:
    try:
        encoded = name.encode()
    except UnicodeEncodeError:
        return "is not valid Unicode"
    if not name or "" in name.split("/"):
        return "is empty, or has an empty part, or begins or ends with a slash"
    if {".", ".."} & set(name.split("/")):
        return "points outside its folder"
    if any(unicodedata.category(sign) == "Cc" for sign in name):
        return "has control characters in it"
    return f"is longer than {LONGEST_NAME} bytes" if len(encoded) > LONGEST_NAME else ""
