"""Which of the first records are the header: told by how they differ from the rows below."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import islice, pairwise

from commonstacks.workshop.tables.text import header_above, looks
from commonstacks.workshop.tables.text.looks import Look, filled, is_missing, is_unit, is_year, look

_MOST_ABOVE = 40  # records with several filled cells over the header
_MOST_ROWS = 3  # of one header
_LONGEST_GROUP = 60  # characters of a name that stands over several columns
_UNITS_OF = ("unit", "units", "einheit", "einheiten", "unité", "unidad")
_CELLS = 6_000  # looked at for one question


@dataclass(frozen=True, slots=True)
class Below:
    """What stands under a record: how each column looks, and whether it holds years."""

    looks: tuple[Look, ...]
    years: tuple[bool, ...]

    @property
    def used(self) -> tuple[int, ...]:
        return tuple(at for at, kind in enumerate(self.looks) if kind)

    @property
    def typed(self) -> tuple[int, ...]:
        """Columns in which a name cannot be taken for a value."""
        return tuple(at for at, kind in enumerate(self.looks) if kind in ("number", "date"))


@dataclass(frozen=True, slots=True)
class Block:
    """The header is ``sample[top : bottom + 1]``."""

    top: int
    bottom: int


class Sample:
    """The first records of a table of ``width`` columns, and what stands under each of them."""

    def __init__(self, records: list[list[str]], width: int) -> None:
        self.records = records
        self.width = width
        self._seen: dict[int, Below] = {}

    def below(self, at: int) -> Below:
        """The looks of the rows under record ``at``, of which at most a hundred are taken."""
        many = len(self.records) >= 2 * _MOST_ABOVE
        start = max(at + 1, _MOST_ABOVE) if many else at + 1
        if start not in self._seen:
            self._seen[start] = self._from(start)
        return self._seen[start]

    def _from(self, start: int) -> Below:
        most = max(5, min(100, _CELLS // max(self.width, 1)))
        rows = (self.records[at] for at in range(start, len(self.records)))
        whole = (row for row in rows if len(row) == self.width and opens(row, self.width))
        taken = list(islice(whole, most))
        years = []
        for column in zip(*taken, strict=True):
            values = [cell for cell in column if not is_missing(cell)]
            years.append(2 * sum(map(is_year, values)) > len(values))
        found = looks.of_columns(taken, self.width)
        return Below(found, tuple(years) or (False,) * self.width)


def evidence(record: list[str], under: Below) -> tuple[int, int]:
    """How many cells cannot be values of their column, and how many look just like them."""
    other, same = 0, []
    for at in under.typed:
        cell = record[at] if at < len(record) else ""
        if is_missing(cell):
            continue
        if look(cell) == under.looks[at] and (under.years[at] or not is_year(cell)):
            same.append(cell)
        else:
            other += 1
    if _counts_on(same) and look(record[0]) != "number":
        return other + len(same), 0
    return other, len(same)


def _counts_on(cells: list[str]) -> bool:
    """1, 2, 3 … or 0, 5, 10 …: names such as months or hours."""
    if len(cells) < 3 or not all(cell.strip().isdecimal() for cell in cells):
        return False
    numbers = [int(cell) for cell in cells]
    steps = {after - before for before, after in pairwise(numbers)}
    return len(steps) == 1 and steps.pop() > 0 and numbers[0] in (0, 1)


def opens(record: list[str], width: int) -> bool:
    """Could it be a header: does it hold more than a title?"""
    return filled(record) > (width > 1) and not (width == 1 and looks.is_ruled(record))


def find(sample: Sample) -> Block | None:
    """The header's rows; None where the first row is data already."""
    rows = enumerate(sample.records)
    candidates = list(islice((at for at, row in rows if opens(row, sample.width)), _MOST_ABOVE))
    candidates = _without_keys(sample, _without_comments(sample, candidates))
    if not candidates:
        return None
    main = _unlike(sample, candidates)
    if main is None:
        other, same = evidence(sample.records[candidates[0]], sample.below(candidates[0]))
        main = None if same and other <= same else _fullest(sample, candidates)
    return None if main is None else _extended(sample, main)


def _unlike(sample: Sample, candidates: list[int]) -> int | None:
    """The record that differs most from the rows below it, of those before the first row."""
    main, most = None, 0.0
    above = sample.records[candidates[0]]
    for at in candidates:
        if at != candidates[0] and names_units(sample.records[at]):
            continue
        score = _score(sample.records[at], sample.below(at))
        if score < 0:
            break
        if score > most and _could_be_title(above, sample.records[at]):
            main, most, above = at, score, sample.records[at]
    return main


def _score(record: list[str], under: Below) -> float:
    """Below zero for a row; years are names, but weak ones."""
    other, same = evidence(record, under)
    if same and other <= same:
        return -1.0
    years = sum(1 for cell in record if is_year(cell))
    return other - same - min(years, other) / 2


def _could_be_title(record: list[str], other: list[str]) -> bool:
    """Does it hold less than the other, or a number or date that a header would not?"""
    figures = any(look(cell) in ("number", "date") for cell in record)
    return record is other or figures or filled(record) < filled(other)


def first_row(sample: Sample) -> int:
    """Where rows begin in a table without a header."""
    found = (at for at, row in enumerate(sample.records) if opens(row, sample.width))
    return next(found, len(sample.records))


def _without_comments(sample: Sample, at: list[int]) -> list[int]:
    """Without lines that begin with # unless such a line is the header."""
    rest = list(at)
    while len(rest) > 1 and sample.records[rest[0]][0].lstrip().startswith("#"):
        record, after = sample.records[rest[0]], sample.records[rest[1]]
        other, same = evidence(after, sample.below(rest[1]))
        header = same or (not other and not record[0].lstrip().startswith("# "))
        if len(record) >= sample.width and header:
            break
        rest.pop(0)
    return rest


def _without_keys(sample: Sample, at: list[int]) -> list[int]:
    """Without keys and values that stand over what is surely a header."""
    rest = at[header_above.keys_and_values(sample.records, at, sample.width) :]
    return rest if rest and _score(sample.records[rest[0]], sample.below(rest[0])) > 0 else at


def _fullest(sample: Sample, candidates: list[int]) -> int | None:
    """Among words only: the first record that names most columns; None if it is data."""
    for at in candidates[:10]:
        used = sample.below(at).used
        named = sum(
            1
            for column in used
            if column < len(sample.records[at]) and sample.records[at][column].strip()
        )
        if named * 10 >= len(used) * 6 and not _is_prose(sample.records[at], sample.width):
            return None if _comes_again(sample.records[at], sample.records[at + 1 :]) else at
    return candidates[0]


def _is_prose(record: list[str], width: int) -> bool:
    """A sentence with commas, cut in pieces: too few of them, and with spaces in front."""
    return len(record) < width and any(cell[:1] == " " and cell.strip() for cell in record[1:])


def _comes_again(record: list[str], rows: list[list[str]]) -> bool:
    """Do most of its cells stand in their own columns once more? Then they are values."""
    others = [row for row in rows[:1000] if len(row) == len(record) and row != record]
    cells = [(at, cell) for at, cell in enumerate(record) if cell.strip()]
    if len(others) < 3 or not cells:
        return False
    again = sum(1 for at, cell in cells if any(row[at] == cell for row in others))
    return again * 2 > len(cells)


def names_units(record: list[str]) -> bool:
    """Does the record hold units ("km", "in %") and nothing else?"""
    cells = [cell for cell in record if not is_missing(cell)]
    units = [cell for cell in cells if is_unit(cell)]
    rest = [cell.strip().lower().rstrip(":") for cell in cells if not is_unit(cell)]
    return bool(units) and all(cell in _UNITS_OF for cell in rest)


def _extended(sample: Sample, main: int) -> Block:
    """The rows above and below that belong to the same header."""
    top = bottom = main
    while top > 0 and bottom - top + 1 < _MOST_ROWS and _groups(sample, top, bottom):
        top -= 1
    return Block(top, _lower(sample, top, bottom))


def _lower(sample: Sample, top: int, bottom: int) -> int:
    """The last row of a header that begins at ``top``."""
    while bottom - top + 1 < _MOST_ROWS and _goes_on(sample, top, bottom):
        bottom += 1
    return bottom


def beginning(sample: Sample, at: int) -> Block | None:
    """The header that begins where a person says; None for -1, a table without one."""
    return Block(at, _lower(sample, at, at)) if at >= 0 else None


def _groups(sample: Sample, top: int, bottom: int) -> bool:
    """Is the record above names of groups of columns, and no title?"""
    record = sample.records[top - 1]
    cells = [cell.strip() for cell in record]
    if len(record) > sample.width or len(record) < 2 or not any(cells[1:]) or not _short(cells):
        return False
    under = sample.below(bottom)
    first = next((cells[at] for at in under.used if at < len(cells)), "")
    if filled(record) == 1:
        return not first and (bottom > top or any(map(is_year, cells)))
    now = names(sample.records[top : bottom + 1], sample.width)
    then = names(sample.records[top - 1 : bottom + 1], sample.width)
    if _flaws(then, under.used) < _flaws(now, under.used):
        return True
    return (not first or _spans(cells)) and evidence(record, under)[1] == 0


def _spans(cells: list[str]) -> bool:
    """Several short names, the first of them over two columns at least."""
    named = [cell for cell in cells if cell]
    plain = all(is_year(cell) or not any(map(str.isdigit, cell)) for cell in named)
    return (
        len(named) > 1 and plain and bool(cells[0]) and not cells[1] and max(map(len, named)) < 30
    )


def _short(cells: list[str]) -> bool:
    return all(len(cell) <= _LONGEST_GROUP and ":" not in cell for cell in cells) and not any(
        look(cell) == "date" and not is_year(cell) for cell in cells
    )


def _goes_on(sample: Sample, top: int, bottom: int) -> bool:
    """Does the record below name what the header left open or named twice?"""
    if bottom + 1 >= len(sample.records):
        return False
    record, under = sample.records[bottom + 1], sample.below(bottom + 1)
    if len(record) > sample.width or not under.typed or not _short(record) or names_units(record):
        return False
    now = names(sample.records[top : bottom + 1], sample.width)
    then = names(sample.records[top : bottom + 2], sample.width)
    other, same = evidence(record, under)
    if same:
        return False
    if not other:
        return bottom > top and filled(record) == 1 and bool(record[0].strip())
    worse, better = _flaws(now, under.typed), _flaws(then, under.typed)
    figures = all(look(now[at]) in ("number", "date") for at in under.typed)
    return better < worse or (figures and other == len(under.typed) > 1)


def _flaws(found: list[str], columns: tuple[int, ...]) -> int:
    """Columns without a name or with a name that comes twice."""
    counts = Counter(found[at] for at in columns)
    return sum(1 for at in columns if not found[at] or counts[found[at]] > 1)


def names(rows: list[list[str]], width: int) -> list[str]:
    """One name a column: the rows' cells joined by " – ", those over several columns repeated."""
    cells = [[" ".join(cell.split()) for cell in row] + [""] * (width - len(row)) for row in rows]
    for at in range(len(cells) - 1):
        cells[at] = _carried(cells[at], cells[at + 1 :])
    return [_joined(parts) for parts in zip(*(row[: max(width, 1)] for row in cells), strict=True)]


def _carried(upper: list[str], lower: list[list[str]]) -> list[str]:
    """A name goes on to the right over empty cells, as long as a row below names the columns."""
    carried, name = [], ""
    for at, cell in enumerate(upper):
        named = any(at < len(row) and row[at] for row in lower)
        if cell:
            name = cell if named else ""
        carried.append(cell or (name if named else ""))
    return carried


def _joined(parts: tuple[str, ...]) -> str:
    kept: list[str] = []
    for part in parts:
        if part and part not in kept[-1:]:
            kept.append(part)
    return " – ".join(kept)
