"""The datasheet as one HTML file that can be kept: to read, with the same as data inside."""

from __future__ import annotations

import re
from html import escape
from typing import Final

from commonstacks.workshop.handouts.sheet import Block, Run, sheet
from commonstacks.workshop.handouts.story import CONTEXT_KEY, Story, context_json

LONG: Final = 20
BREAKS: Final = re.compile(r"[^/.?&=_-]{0,20}[/.?&=_-]+|[^/.?&=_-]{1,20}")
UNSAFE: Final = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}
HEAD: Final = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
</head>
<body>
<main>
"""
FOOT: Final = """
</main>
<script type="application/json" id="{key}">{data}</script>
</body>
</html>
"""


def page(story: Story) -> str:
    """The sheet as HTML 5, in English, without style or script; everything people wrote escaped.

    The element ``#commonstacks:context`` holds the whole context as JSON.
    """
    data = context_json(story).decode()
    for sign, harmless in UNSAFE.items():
        data = data.replace(sign, harmless)
    body = "\n".join(_block(block) for block in sheet(story))
    head = HEAD.format(title=escape(f"Datasheet: {story.title}"))
    return f"{head}{body}{FOOT.format(key=CONTEXT_KEY, data=data)}"


def _block(block: Block) -> str:
    lines = ["".join(_run(run) for run in line) for line in block.lines]
    if block.kind == "list":
        return f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>"
    if block.kind == "quote":
        return f"<blockquote>{''.join(f'<p>{line}</p>' for line in lines if line)}</blockquote>"
    return f"<{block.kind}>{' '.join(lines)}</{block.kind}>"


def _run(run: Run) -> str:
    text = " ".join(_breakable(word) for word in run.text.split(" "))
    if run.look == "link":
        address = escape(run.text)
        return f'<a href="{address}" rel="nofollow">{text}</a>' if _leads(run.text) else text
    return f"<{run.look}>{text}</{run.look}>" if run.look else text


def _breakable(word: str) -> str:
    """A long word, such as an address, may go on in the next line of a narrow screen."""
    parts = BREAKS.findall(word) if len(word) > LONG else [word]
    return "<wbr>".join(escape(part) for part in parts)


def _leads(address: str) -> bool:
    """No address but of the web and of mail becomes a link: never ``javascript:``."""
    return address.startswith(("http://", "https://", "mailto:"))
