"""A web page as a tree, read without its network, its entities or its scripts."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Any

from lxml import etree

from commonstacks.kit.errors import Refusal

Element = Any
"""An lxml element; lxml comes without types."""

MOST = 64 << 20  # bytes
_HEAD = 4096  # bytes in which a page says its letters
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UNSEEN = frozenset({"script", "style", "template", "noscript", "head"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BREAKS = frozenset({"br", "p", "div", "li", "ul", "ol", "hr"})


def tree(path: Path) -> Element:
    """The page's root. Refuses a page of more than 64 MB, and one nested too deep to be read."""
    if path.stat().st_size > MOST:
        raise Refusal(
            "The web page is larger than 64 MB.", "Look for a CSV of its table at the publisher."
        )
    text = _text(path.read_bytes()).replace("\0", "")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.LxmlError as error:
        raise _unreadable() from error
    if root is None or any(error.level == etree.ErrorLevels.FATAL for error in parser.error_log):
        raise _unreadable()
    return root


def words(element: Element) -> str:
    """The text of an element as a reader of the page sees it, in one line."""
    parts: list[str] = []
    _gather(element, parts)
    return " ".join("".join(parts).split())


def _gather(top: Element, parts: list[str]) -> None:
    """Walks without recursion: pages nest as deep as their writers like."""
    stack: list[tuple[Element, bool]] = [(top, False)]
    while stack:
        element, after = stack.pop()
        if after:
            parts.append(element.tail or "")
            continue
        if element is not top:
            stack.append((element, True))
        if _is_unseen(element, top):
            continue
        if element.tag in _BREAKS:
            parts.append(" ")
        if element.tag == "img":
            parts.append(f" {element.get('alt', '')} ")
        parts.append(element.text or "")
        stack.extend((child, False) for child in reversed(element))


def _is_unseen(element: Element, top: Element) -> bool:
    if not isinstance(element.tag, str) or element.tag in _UNSEEN:
        return True
    if element is top:
        return False
    return "hidden" in element.attrib or bool(_HIDDEN.search(element.get("style", "")))


def _text(held: bytes) -> str:
    """By its mark, else strict UTF-8, else the letters that the page says, else Windows-1252."""
    for mark, codec in _MARKS:
        if held.startswith(mark):
            return held.decode(codec, "replace")
    try:
        return held.decode("utf-8")
    except UnicodeDecodeError:
        return held.decode(_declared(held), "replace")


def _declared(held: bytes) -> str:
    found = _CHARSET.search(held[:_HEAD])
    name = found[1].decode("ascii", "replace") if found else "cp1252"
    try:
        known = codecs.lookup(name).name
    except LookupError:
        return "cp1252"
    return "cp1252" if known in ("iso8859-1", "ascii", "utf-8") else known


def _unreadable() -> Refusal:
    return Refusal(
        "The web page is nested too deep, or too broken, to be read as a table.",
        "Look for a CSV of its table at the publisher.",
    )
