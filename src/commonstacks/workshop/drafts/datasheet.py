"""A datasheet in Markdown, with the headings of "Datasheets for Datasets" (Gebru et al. 2018)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from commonstacks.workshop.drafts.draft import Cell
from commonstacks.workshop.drafts.mapping import headings

HEADING: Final = re.compile(r"^(#{1,6})\s+(.+?)\s*#*$")
BOLD: Final = re.compile(r"^(?:[-*+]|\d+[.)])?\s*(?:Q\d+[.:]?\s*)?\*\*(.+?)\*\*:?\s*(.*)$")
HINT: Final = re.compile(r"^\s*[_*]([^_*].*[^_*])[_*]\s*$", re.DOTALL)
SECTIONS: Final = frozenset(
    {"motivation", "composition", "collection process", "collection", "uses", "distribution",
     "maintenance", "preprocessing", "preprocessing/cleaning/labeling", "table of contents",
     "preprocessing / cleaning / labeling", "data collection process"}
)  # fmt: skip


@dataclass(slots=True)
class Part:
    heading: str
    lines: list[str]


def cells(text: str) -> tuple[str, list[Cell]]:
    """The title and what stands under each question; a question without text is nothing.

    A line in italics alone is a hint of the template and no answer. What stands under a heading
    that no pattern knows keeps that heading as its label.
    """
    parts = list(split(text))
    title = next((part.heading for part in parts if part.heading), "")
    found = []
    seen: dict[str, int] = {}
    for part in parts:
        said = without_hints("\n".join(part.lines))
        if said:
            label = label_of(part.heading)
            found.append(Cell(label, said, seen.setdefault(label, 0)))
            seen[label] += 1
    return re.sub(
        r"^datasheets? (for|of) (the )?(dataset )?", "", title, flags=re.IGNORECASE
    ), found


def split(text: str) -> Iterator[Part]:
    """Headings, and questions in bold at the start of a line, each with the lines below."""
    part = Part("", [])
    for line in text.replace("\r\n", "\n").splitlines():
        heading, bold = HEADING.match(line), BOLD.match(line)
        if heading:
            yield part
            part = Part(plain(heading[2]), [])
        elif bold and is_question(bold[1]):
            yield part
            part = Part(plain(bold[1]), [bold[2]])
        else:
            part.lines.append(line)
    yield part


def is_question(text: str) -> bool:
    return text.rstrip().endswith("?") or label_of(plain(text)) != plain(text)


def without_hints(text: str) -> str:
    blocks = (block.strip() for block in re.split(r"\n\s*\n", text))
    return "\n\n".join(block for block in blocks if block and not HINT.match(block))


def plain(text: str) -> str:
    """A heading without marks, links and emphasis."""
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text).strip(" *_`:")


def label_of(heading: str) -> str:
    """The short name of a question; any other heading stays as it is."""
    bare = re.sub(r"\(.*?\)", "", heading)
    if bare.strip().casefold() in SECTIONS:
        return heading
    return next((label for pattern, label in headings() if pattern.search(bare)), heading)


def headings_known(label: str) -> bool:
    """Whether a label is the short name of a datasheet's question."""
    return any(label == known for _, known in headings())
