"""Files that are not the table their name promises: named, and refused with a way out."""

from __future__ import annotations

import codecs
import re

from commonstacks.kit.errors import Refusal, phrase
from commonstacks.workshop.tables.refused import impostors, magics, xml_names

_SAVE = phrase("Save the table in it as CSV or as a workbook and add that.")
_MAPS = frozenset({"kml", "gpx"})
_HTML = re.compile(
    rb"\s*+(?:<\?xml[^>]*>\s*+)?(?:(?><!--.*?-->)\s*+)*+"
    rb"<(?:!doctype\s+html|html|head|body|script|table|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(
    rb"(?:\s|(?><!--.*?-->)|<\?[^>]*>|(?><!DOCTYPE\b[^>\[]*(?:\[.*?\]\s*)?>))*+"
    rb"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)[\s/>]",
    re.DOTALL,
)
_ERROR_XML = re.compile(
    rb"error|errors|fault|exception|exceptionreport|serviceexceptionreport|envelope", re.IGNORECASE
)
_SAYS = re.compile(
    rb"<(?:[\w.-]+:)?(?:code|message|exceptiontext|serviceexception|faultstring|title)\b[^>]*>"
    rb"\s*([^<]{1,120})",
    re.IGNORECASE,
)
_ERROR_LINE = re.compile(
    r"(?:HTTP/[\d.]+\s+)?(?:error\W{1,3})?(?:[45]\d\d\W{1,4})?(?:error\W{1,3})?(?:the\s+)?"
    r"(?:(?:requested\s+)?(?:page|file|url|resource|object|dataset)\s+)?(?:was\s+|is\s+)?"
    r"(?:not found|forbidden|access (?:is )?denied|unauthori[sz]ed|bad (?:request|gateway)"
    r"|internal server error|(?:service|temporarily) unavailable|gateway time-?out"
    r"|too many requests|no such (?:key|file|bucket)|request (?:timed out|timeout)|gone"
    r"|moved permanently|login required|permission denied)\b[^\n,;\t|]{0,80}",
    re.IGNORECASE,
)


def refuse(head: bytes) -> None:
    """Takes the first kilobytes of a file (after gunzip); refuses what cannot be a text table.

    Refuses an empty file, a Git LFS pointer, web pages and XML, archives, workbooks, pictures,
    documents, programs and error messages, told by their bytes and never by their name.
    """
    text = plain(head)
    if not text.strip():
        raise Refusal(
            "The file is empty.", "Fetch it again, or ask the publisher; the last version stays."
        )
    if not head.strip(b"\0"):
        raise Refusal(
            "The file holds nothing but zero bytes, as a broken download does.",
            "Fetch it again, or ask the publisher; the last version stays.",
        )
    if text.startswith(b"version https://git-lfs.github.com/spec/"):
        raise Refusal(
            "The file is a Git LFS pointer: it says where the table is, and is not the table.",
            "Fetch the real file (git lfs pull, or the repository's media address).",
        )
    magics.refuse(head)
    impostors.refuse(text)
    _refuse_markup(text)
    _refuse_error(text)


def plain(head: bytes) -> bytes:
    """First bytes as UTF-8 without a mark, where a byte order mark says how they are written."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", errors="ignore").encode()
    return head.removeprefix(codecs.BOM_UTF8)


def is_page(head: bytes) -> bool:
    """Whether a file begins as a web page or as a table written in HTML."""
    return bool(_HTML.match(plain(head)))


def is_map(head: bytes) -> bool:
    """Whether a file begins as a map in XML that can be read."""
    return root(head) in _MAPS


def root(head: bytes) -> str:
    """The name of the outermost element of XML, small letters, without its prefix; else ""."""
    text = plain(head)
    found = _XML.match(text) if text.lstrip()[:1] == b"<" else None
    if not found:
        return ""
    sure = text.lstrip()[:2] in (b"<?", b"<!") or b"xmlns" in text or b"</" in text
    return found[1].decode("ascii", "replace").lower() if sure else ""


def page() -> Refusal:
    """For a web page without a table."""
    return Refusal(
        "The file is a web page (HTML), not a table: often a log-in or error page.",
        "Open the address in a browser and look for the download link of the table itself.",
    )


def document(names: frozenset[str]) -> Refusal | None:
    """For a zip that is a document: told by the files in it."""
    kinds = (
        ("word/document.xml", phrase("a Word document (docx)")),
        ("ppt/presentation.xml", phrase("a PowerPoint presentation (pptx)")),
        ("META-INF/container.xml", phrase("an e-book (EPUB)")),
        ("META-INF/MANIFEST.MF", phrase("a Java program")),
        ("AndroidManifest.xml", phrase("an Android program")),
        ("content.xml", phrase("an office document, and no workbook")),
    )
    what = next((what for name, what in kinds if name in names), "")
    return Refusal("The file is {what}, not a table.", _SAVE, what=what) if what else None


def _refuse_markup(text: bytes) -> None:
    if _HTML.match(text):
        raise page()
    name = root(text)
    if not name:
        if text.lstrip().startswith(b"<?xml"):
            raise xml_names.stranger("")
        return
    if _ERROR_XML.fullmatch(name.encode()):
        says = _SAYS.search(text)
        words = " ".join(says[1].decode("utf-8", "replace").split()) if says else ""
        raise Refusal(
            phrase("The file is an error message (XML), not a table: “{words}”.")
            if words
            else phrase("The file is an error message (XML), not a table."),
            "The publisher's site could not give the table; fetch it again later, or ask there.",
            words=words,
        )
    if b"urn:schemas-microsoft-com:office:spreadsheet" in text:
        raise Refusal(
            "The file is XML, a workbook in the XML form of Excel 2003.",
            "Open it in a spreadsheet program, save it as xlsx, and add that.",
        )
    raise xml_names.stranger(name)


def _refuse_error(text: bytes) -> None:
    """Refuses a file of one line that says why there is no table."""
    line = text.strip()
    if len(line) > 200 or b"\n" in line or b"\r" in line:
        return
    words = line.decode("utf-8", "replace").strip('"')
    if _ERROR_LINE.fullmatch(words):
        raise Refusal(
            "The file is an error message, not a table: “{words}”.",
            "The publisher's site could not give the table; fetch it again later, or ask there.",
            words=words,
        )
