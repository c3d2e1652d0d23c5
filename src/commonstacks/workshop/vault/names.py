"""Names come from outside; these say which of them may become paths and ids."""

from __future__ import annotations

import unicodedata
import uuid
from collections.abc import Iterable
from datetime import datetime

from commonstacks.kit.errors import Refusal, phrase

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
            raise Refusal(
                "The file name {name} {what}.",
                "Give the file another name.",
                name=repr(name),
                what=fault,
            )
        parts = name.split("/")
        if given & {"/".join(parts[:depth]) for depth in range(1, len(parts))}:
            raise Refusal(
                "{name} lies inside something that is itself a file.",
                "Rename one.",
                name=repr(name),
            )


def refuse_bad_dataset(dataset: str) -> None:
    """Refuses what is not a UUID in its usual form: 36 characters, lower case."""
    try:
        usual: str | None = str(uuid.UUID(dataset))
    except ValueError:
        usual = None
    if usual != dataset:
        raise Refusal(
            "{dataset} is not the id of a dataset.",
            "The id is a UUID in lower case.",
            dataset=repr(dataset),
        )


def refuse_bad_number(number: int) -> None:
    """Refuses numbers that do not count: versions and revisions start at 1."""
    if number < 1:
        raise Refusal(
            "{number} is not the number of a version.", "Versions count from 1.", number=number
        )


def refuse_local_time(at: datetime) -> None:
    """A moment without an offset is our mistake, so it is a ``ValueError``."""
    if at.utcoffset() is None:
        raise ValueError(f"{at!r} does not say its offset from UTC")


def _fault(name: str) -> str:
    try:
        encoded = name.encode()
    except UnicodeEncodeError:
        return phrase("is not valid Unicode")
    if not name or "" in name.split("/"):
        return phrase("is empty, or has an empty part, or begins or ends with a slash")
    if {".", ".."} & set(name.split("/")):
        return phrase("points outside its folder")
    if any(unicodedata.category(sign) == "Cc" for sign in name):
        return phrase("has control characters in it")
    return phrase("is longer than 255 bytes") if len(encoded) > LONGEST_NAME else ""
