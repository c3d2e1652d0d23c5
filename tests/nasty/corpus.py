"""The corpus: what is nasty, the bytes, the name they came under, and what is right."""

from __future__ import annotations

import importlib
from dataclasses import asdict, dataclass, field
from typing import Any

GROUPS = (
    "encodings",
    "separators",
    "headers",
    "around",
    "ragged",
    "numbers",
    "money",
    "dates",
    "periods",
    "codes",
    "missing",
    "yes_no",
    "people",
    "places",
    "json",
    "workbooks",
    "sheets",
    "archives",
    "geo",
    "stores",
    "html",
    "liars",
    "hostile",
    "again_text",
    "again_kinds",
    "again_dates",
    "again_formats",
)
MISSING = "∅"
ANY_NAME = "?"


@dataclass(frozen=True, slots=True)
class Refused:
    """The file is refused; each of ``words`` stands in the refusal ("a|b": one of them)."""

    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """One table as a person should see it.

    A column named ``None`` may have any name of its own. ``kinds`` holds "" (any is defensible)
    or kinds with "/" between them, see ``judge.allowed``. ``aside`` holds the defensible numbers
    of lines set aside, empty where any is. ``words`` must each stand in a step or a warning
    ("a|b": one of them), ``missing`` names labels of missing values as (column, label).
    """

    columns: tuple[str | None, ...]
    kinds: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]
    name: str | None = None
    aside: tuple[int, ...] = (0,)
    words: tuple[str, ...] = ()
    missing: tuple[tuple[str, str], ...] = ()


Expected = Refused | tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """``nasty`` says what is wrong with the file and where such files are seen.

    ``right`` holds every defensible outcome, the best first; nearly always there is one.
    """

    id: str
    nasty: str
    file: str
    content: bytes = field(repr=False)
    right: tuple[Expected, ...] = field(repr=False)

    def facts(self) -> dict[str, Any]:
        """All but the bytes, fit for JSON; ``from_facts`` gives an equal case back."""
        return {
            "id": self.id,
            "nasty": self.nasty,
            "file": self.file,
            "right": [_facts(outcome) for outcome in self.right],
        }


def case(id: str, nasty: str, file: str, content: bytes | str, *right: Table | Expected) -> Case:  # noqa: A002  # it is the id of the case
    """A case from text (UTF-8) or bytes; one ``Table`` stands for a file with one table."""
    outcomes = tuple((each,) if isinstance(each, Table) else each for each in right)
    assert outcomes, f"{id}: nothing is expected"
    return Case(id, nasty, file, _bytes(content), outcomes)


def table(
    picture: str,
    *,
    aside: int | tuple[int, ...] = 0,
    name: str | None = None,
    words: tuple[str, ...] = (),
    missing: tuple[tuple[str, str], ...] = (),
) -> Table:
    """A table drawn as lines: names, kinds, rows; cells between "|".

    ? any name or kind · ∅ missing · … anything but missing · ⏎ a line break · ¦ the sign "|"
    """
    names, kinds, *rows = [_cells(line) for line in picture.strip().splitlines()]
    assert all(len(row) == len(names) for row in (kinds, *rows)), picture
    return Table(
        columns=tuple(None if each == ANY_NAME else _text(each) for each in names),
        kinds=tuple("" if each == ANY_NAME else each for each in kinds),
        rows=tuple(tuple(None if c == MISSING else _text(c) for c in row) for row in rows),
        name=name,
        aside=aside if isinstance(aside, tuple) else (aside,),
        words=words,
        missing=missing,
    )


def refused(*words: str) -> Refused:
    """A refusal with these words in it."""
    return Refused(words)


def all_cases() -> tuple[Case, ...]:
    """Every case of every group, in the order of ``GROUPS``."""
    cases = tuple(each for group in GROUPS for each in cases_of(group))
    ids = [each.id for each in cases]
    assert len(set(ids)) == len(ids), sorted(each for each in ids if ids.count(each) > 1)
    return cases


def cases_of(group: str) -> tuple[Case, ...]:
    """The cases of one of ``GROUPS``."""
    return tuple(importlib.import_module(f"tests.nasty.cases_{group}").CASES)


def from_facts(facts: dict[str, Any], content: bytes) -> Case:
    """The case written by ``Case.facts``."""
    right = tuple(_expected(outcome) for outcome in facts["right"])
    return Case(facts["id"], facts["nasty"], facts["file"], content, right)


def _bytes(content: bytes | str) -> bytes:
    return content if isinstance(content, bytes) else content.encode()


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")]


def _text(cell: str) -> str:
    return cell.replace("⏎", "\n").replace("¦", "|")


def _facts(outcome: Expected) -> Any:
    if isinstance(outcome, Refused):
        return {"refused": list(outcome.words)}
    return [asdict(each) for each in outcome]


def _expected(facts: Any) -> Expected:
    if isinstance(facts, dict):
        return Refused(tuple(facts["refused"]))
    return tuple(Table(**{key: _deep(value) for key, value in each.items()}) for each in facts)


def _deep(value: Any) -> Any:
    return tuple(_deep(item) for item in value) if isinstance(value, list) else value
