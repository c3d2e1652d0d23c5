"""Files that are not the table their name promises: named, and refused with a way out."""

from __future__ import annotations

import re

from commonstacks.kit.errors import Refusal

_MAGIC = (
    (b"%PDF-", "a PDF document", "Ask the publisher for the table behind it (CSV or Excel)."),
    (b"PAR1", "a Parquet file", "This reader takes text tables; export it as CSV."),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (xls)", "Save the sheet as CSV and add that."),
    (b"SQLite format 3\x00", "an SQLite database", "Export the table as CSV and add that."),
    (b"\x89PNG", "a picture (PNG)", "Look for the table itself at the publisher."),
    (b"\xff\xd8\xff", "a picture (JPEG)", "Look for the table itself at the publisher."),
    (b"BZh", "a bzip2 archive", "Unpack it and add the table inside."),
    (b"\xfd7zXZ\x00", "an xz archive", "Unpack it and add the table inside."),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "Unpack it and add the table inside."),
    (b"Rar!", "a RAR archive", "Unpack it and add the table inside."),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive", "Unpack it and add the table inside."),
)
_HTML = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|script)\b", re.IGNORECASE | re.DOTALL
)
_XML = re.compile(rb"\s*<(?:\?xml|kml|rss|feed|error)\b", re.IGNORECASE)


def refuse(head: bytes) -> None:
    """Takes the first kilobytes of a file (after gunzip); refuses what cannot be a text table.

    Refuses an empty file, a Git LFS pointer, web pages and XML, archives, workbooks,
    pictures and documents, told by their bytes and never by their name.
    """
    text = head.removeprefix(b"\xef\xbb\xbf")
    if not text.strip():
        raise Refusal(
            "The file is empty.", "Fetch it again, or ask the publisher; the last version stays."
        )
    if text.startswith(b"version https://git-lfs.github.com/spec/"):
        raise Refusal(
            "The file is a Git LFS pointer: it says where the table is, and is not the table.",
            "Fetch the real file (git lfs pull, or the repository's media address).",
        )
    _refuse_binary(head)
    _refuse_markup(text)


def _refuse_binary(head: bytes) -> None:
    if head.startswith(b"PK\x03\x04"):
        raise _zip(head)
    for magic, what, hint in _MAGIC:
        if head.startswith(magic):
            raise Refusal(f"The file is {what}, not a text table.", hint)


def _zip(head: bytes) -> Refusal:
    if b"[Content_Types].xml" in head or b"xl/" in head:
        return Refusal(
            "The file is an Excel workbook (xlsx), not a text table.",
            "Save the sheet as CSV and add that.",
        )
    return Refusal(
        "The file is a zip archive, not a text table.", "Unpack it and add the table inside."
    )


def _refuse_markup(text: bytes) -> None:
    if _HTML.match(text):
        raise Refusal(
            "The file is a web page (HTML), not a table: often a log-in or error page.",
            "Open the address in a browser and look for the download link of the table itself.",
        )
    if _XML.match(text):
        raise Refusal("The file is XML, not a text table.", "Look for a CSV of the same table.")
