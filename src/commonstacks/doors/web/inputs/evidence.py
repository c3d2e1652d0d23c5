"""How we know: the lines of evidence on the pages of the editor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from commonstacks.doors.web.inputs.blanks import Blank, options_from
from commonstacks.workshop.forms.form import Form

Line = Mapping[str, str]
PARTS: Final = ("kind", "title", "url", "read_on", "note")
MOST: Final = 20
ROWS: Final = 3  # who read two or three documents names them at once


def typed_evidence(post: QueryDict) -> tuple[Line, ...]:
    """The lines as typed; empty ones are left out, and nothing is checked here."""
    count = min(MOST, whole(post.get("evidence-lines", "1")))
    lines = (
        {part: post.get(f"evidence-{at}-{part}", "").strip() for part in PARTS}
        for at in range(count)
    )
    return tuple(line for line in lines if any(line[part] for part in PARTS if part != "kind"))


def kept_evidence(evidence: Iterable[Mapping[str, Any]]) -> tuple[Line, ...]:
    return tuple({part: str(each.get(part, "")) for part in PARTS} for each in evidence)


def evidence_facts(lines: Iterable[Line]) -> list[dict[str, Any]]:
    return [{part: text for part, text in line.items() if text} for line in lines]


def evidence_blanks(form: Form, lines: tuple[Line, ...]) -> tuple[tuple[Blank, ...], ...]:
    """A row of blanks for each line, and empty rows for more: three in all, and one at least."""
    empty = [dict.fromkeys(PARTS, "")] * max(1, ROWS - len(lines))
    return tuple(blanks(form, at, line) for at, line in enumerate([*lines, *empty]))


def blanks(form: Form, at: int, line: Line) -> tuple[Blank, ...]:
    name = f"evidence-{at}-"
    kinds = options_from(form.vocabulary("evidence"))
    return (
        Blank(f"{name}kind", _("How do we know?"), "choice", line["kind"], kinds),
        Blank(f"{name}title", _("What is it called?"), value=line["title"]),
        Blank(f"{name}url", _("Its address"), "url", line["url"]),
        Blank(f"{name}read_on", _("On which day did you read it?"), "date", line["read_on"]),
        Blank(f"{name}note", _("Where in it, or how was it measured?"), value=line["note"]),
    )


def whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 0
