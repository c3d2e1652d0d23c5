"""What stands right below a header and is no row: units, tags, numbers of columns, drawn lines."""

from __future__ import annotations

import re

from commonstacks.workshop.tables.shape import Step
from commonstacks.workshop.tables.text import aside, header_rows, looks
from commonstacks.workshop.tables.text.header_rows import Sample

_TAG = re.compile(r"#\s*[A-Za-z][A-Za-z_0-9]*(?:\s*\+\s*[A-Za-z][A-Za-z_0-9]*)*")
_FIELD = re.compile(r"\d{1,4}[snd]")
_QUESTION = re.compile(r"\{\s*[\"']ImportId[\"']\s*:.*\}", re.DOTALL)
_IN_BRACKETS = re.compile(r"[(\[](\d{1,3})[)\]](?:\s*=.*)?")
_BARE = re.compile(r"(\d{1,3})\.?(?:\s*=.*)?")
_FEWEST_BARE = 3  # columns counted without brackets
_MOST = 4  # records below a header that are no rows


def under(sample: Sample, at: int) -> tuple[tuple[str, ...], list[str]]:
    """Why up to four records from ``at`` on are no rows, and the one that tells units, if any.

    Drawn lines; units (once); tags of humanitarian data (HXL: "#adm2+name"); widths and kinds of
    fields ("5s", "14n"); the columns counted from 1; and texts of questions with the survey
    program's own marks ("ImportId") below them.
    """
    reasons = _questions(sample, at)
    units: list[str] = []
    for record in sample.records[at + len(reasons) : at + _MOST]:
        place = at + len(reasons)
        if looks.is_ruled(record):
            reasons.append(aside.RULED)
        elif reason := _of_tool(sample, place):
            reasons.append(reason)
        elif not units and _tells_units(sample, place):
            reasons.append(aside.UNITS)
            units = record
        else:
            break
    return tuple(reasons), units


def _questions(sample: Sample, at: int) -> list[str]:
    """Reasons for the record with a survey program's marks and for the texts above it."""
    for place in range(at, min(at + 2, len(sample.records))):
        cells = [cell.strip() for cell in sample.records[place] if cell.strip()]
        if cells and all(map(_QUESTION.fullmatch, cells)):
            return [aside.QUESTIONS] * (place - at) + [aside.MARKS]
    return []


def _of_tool(sample: Sample, at: int) -> str:
    """Why a record that a program wrote below the header is no row, "" if it may be one."""
    record = sample.records[at]
    cells = [cell.strip() for cell in record]
    named = [cell for cell in cells if cell]
    if len(cells) > sample.width or 2 * len(named) <= sample.width or len(named) < 2:
        return ""
    if all(map(_TAG.fullmatch, named)):
        return aside.TAGS
    if len(named) == sample.width and all(map(_FIELD.fullmatch, named)):
        return aside.FIELDS
    return aside.COUNTED if _counts_columns(sample, at, cells) else ""


def _counts_columns(sample: Sample, at: int, cells: list[str]) -> bool:
    """(1), (2), (3) for the columns; without brackets only over columns that hold no numbers."""
    if all(cells) and _counts(cells, _IN_BRACKETS):
        return True
    kinds = sample.below(at).looks
    words = sum(1 for kind in kinds if kind == "word")
    counted = len(cells) >= _FEWEST_BARE and all(cells) and _counts(cells, _BARE)
    return counted and words * 3 >= len(kinds)


def _counts(cells: list[str], pattern: re.Pattern[str]) -> bool:
    found = [pattern.fullmatch(cell) for cell in cells]
    numbers = [int(each[1]) for each in found if each]
    return numbers == list(range(1, len(cells) + 1))


def _tells_units(sample: Sample, at: int) -> bool:
    """Units and nothing else, some of them over columns of numbers."""
    record = sample.records[at]
    words, _ = header_rows.evidence(record, sample.below(at))
    return len(record) <= sample.width and words > 0 and header_rows.names_units(record)


def told(units: list[str], names: tuple[str, ...]) -> tuple[Step, ...]:
    """The unit of each column, as a step."""
    found = [
        f"{name} in {unit.strip().removeprefix('in ')}"
        for name, unit in zip(names, units, strict=False)
        if not looks.is_missing(unit) and looks.is_unit(unit)
    ]
    if not found:
        return ()
    says = f"Units below the header: {', '.join(found)}"
    return (Step("units", says, len(found), tuple(found)),)
