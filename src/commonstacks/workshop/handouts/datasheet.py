"""The datasheet as Markdown: ``CONTEXT.md`` in every download."""

from __future__ import annotations

import re
from typing import Final

from commonstacks.workshop.handouts.sheet import Block, Run, sheet
from commonstacks.workshop.handouts.story import Story

SPECIAL: Final = re.compile(r"([\\`*_\[\]<>|#~])")
BEFORE: Final = {"h1": "# ", "h2": "## ", "h3": "### ", "p": "", "quote": "> ", "list": "- "}
GUARDED: Final = (
    "In the CSV file, a cell that begins with `=`, `+`, `-`, `@` or a line or tab sign, and is not "
    "a number, has an apostrophe (') put before it, so that no spreadsheet takes it for a formula. "
    "Take that apostrophe away to get the cell back."
)


def markdown(story: Story, *, guarded: bool = False) -> str:
    """The sheet as Markdown (CommonMark), in English; UTF-8 text, one line end at the end.

    ``guarded``: the download has a CSV file with formulas made harmless, which is said here.
    What people wrote is quoted, with signs that mean something in Markdown escaped.
    """
    parts = [_block(block) for block in sheet(story)]
    if guarded:
        parts += ["## About the CSV file", GUARDED]
    return "\n\n".join(parts) + "\n"


def _block(block: Block) -> str:
    before = BEFORE[block.kind]
    lines = (f"{before}{''.join(_run(run) for run in line)}".rstrip() for line in block.lines)
    return "\n".join(lines)


def _run(run: Run) -> str:
    if run.look == "link":
        return _address(run.text)
    text = SPECIAL.sub(r"\\\1", _even(run.text))
    return {"strong": f"**{text}**", "em": f"_{text}_"}.get(run.look, text)


def _even(text: str) -> str:
    """No line end inside; a blank at either end stays, as it parts two runs."""
    return re.sub(r"\s+", " ", text)


def _address(address: str) -> str:
    """As a Markdown autolink; signs that would end it are percent-encoded."""
    return f"<{address.replace('<', '%3C').replace('>', '%3E').replace(' ', '%20')}>"
