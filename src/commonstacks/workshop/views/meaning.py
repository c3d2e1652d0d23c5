"""Which columns say something to a reader: no running numbers, no leavings of a mapping program."""

from __future__ import annotations

import re

from commonstacks.workshop.tables.shape import NUMBERS, ColumnProfile, TableProfile

UNIQUE = 0.95
HANDFUL = 12
_EACH = 10
_EVEN = 0.12
_NUMBERS = re.compile(
    r"((ogc|o|f|g|u|object|global|geo|poly|row|rec|record|feature|tract)_?)?id_?\d*"
    r"|(row|rec|record|object|feature|serial|area|neig)_?(no|nr|num|number)"
    r"|.*_(id|i)?|poly_?id.*"
    r"|[xy]|[xy]_?coord(inate)?s?|coord(inate)?s?_?[xy]|point_?[xy]|easting|northing"
    r"|lat|lon|lng|long|latitude?|longitude?",
    re.IGNORECASE,
)
_CODES = re.compile(
    r"(.*_)?(fips|geoid|stfid|gist|zip|zcta)(_?(no|code|id|st|co)+)?", re.IGNORECASE
)
_CAMEL = re.compile(r".*[a-z0-9]I[dD]")
_NAMING = re.compile(r".*(id|code|no|nr|num|numeric)", re.IGNORECASE)
_SIZE = re.compile(
    r"((land|total|surface)_?)?area(_?(sq)?_?(km2?|mi2?|m2|miles|ha|acres|hectares))?"
    r"|a(land|water)",
    re.IGNORECASE,
)
_MEASURED = re.compile(
    r"(st|shape|geom|the_geom|calc)?_?(area|leng?|length|perimeter)(_?\d)?|perim|acres|hectares",
    re.IGNORECASE,
)


def numbers(profile: TableProfile) -> list[ColumnProfile]:
    """The columns of numbers that measure something, in their order."""
    drawn = outlined(profile) is not None
    return [
        column
        for column in shown(profile)
        if column.kind in NUMBERS
        and column.distinct > 2
        and not handful(column)
        and not flat(column, profile.rows)
        and not numbering(column)
        and not _CODES.fullmatch(column.name)
        and not (drawn and _MEASURED.fullmatch(column.name))
        and not running(column, profile.rows)
        and not naming(column, profile.rows)
    ]


def shown(profile: TableProfile) -> list[ColumnProfile]:
    """The columns that are not sensitive, not more than half missing and not always the same."""
    columns = sorted(profile.columns, key=lambda column: column.position)
    return [
        c for c in columns if not c.sensitive and c.nulls * 2 <= profile.rows and c.distinct > 1
    ]


def outlined(profile: TableProfile) -> ColumnProfile | None:
    """The first column of outlines, if there is one."""
    return next((column for column in shown(profile) if str(column.kind) == "geometry"), None)


def handful(column: ColumnProfile) -> bool:
    """A whole number with a handful of values is read as a name for a group; so is another number
    whose values stand for many rows each, such as 1, 1.5 and 2 bathrooms."""
    if column.kind not in ("integer", "decimal") or column.distinct > HANDFUL:
        return False
    held = sum(count for _, count in column.top)
    return column.kind == "integer" or held >= _EACH * column.distinct


def numbering(column: ColumnProfile) -> bool:
    """Is the column called as those are that number rows or give their place?"""
    return bool(_NUMBERS.fullmatch(column.name) or _CAMEL.fullmatch(column.name))


def naming(column: ColumnProfile, rows: int) -> bool:
    """Is it a number that is a name: a whole one, another in each row, called geonameid or code?"""
    return bool(
        column.kind == "integer" and single(column, rows) and _NAMING.fullmatch(column.name)
    )


def size(column: ColumnProfile) -> bool:
    """Does it say how large an area is, which a map shows anyway?"""
    return bool(_SIZE.fullmatch(column.name))


def flat(column: ColumnProfile, rows: int) -> bool:
    """Is it nearly always the same: one value in 99 of 100 rows, or in all but the outer tenth?"""
    most = max((count for _, count in column.top), default=0)
    inner = [value for share, value in column.quantiles if 0.04 < share < 0.96]
    return most >= 0.99 * (rows - column.nulls) or (len(inner) > 1 and len(set(inner)) == 1)


def single(column: ColumnProfile, rows: int) -> bool:
    """Does nearly each row have a value of its own?"""
    return column.distinct >= UNIQUE * (rows - column.nulls)


def running(column: ColumnProfile, rows: int) -> bool:
    """Does the column number the rows: nearly each another number, spread as evenly as counting
    spreads them? What measures something gathers somewhere."""
    low, high = column.minimum, column.maximum
    if not single(column, rows) or isinstance(low, str) or isinstance(high, str):
        return False
    if low is None or high is None or low == high:
        return column.kind == "integer"
    if column.kind != "integer" and not (float(low).is_integer() and float(high).is_integer()):
        return False
    if high - low < 1.5 * rows:
        return True
    inner = [(share, value) for share, value in column.quantiles if 0.2 < share < 0.8]
    places = [
        abs((value - low) / (high - low) - share)
        for share, value in inner
        if isinstance(value, int | float)
    ]
    return column.kind == "integer" and bool(places) and max(places) < _EVEN


def name_of_rows(profile: TableProfile) -> ColumnProfile | None:
    """The column that names each row best: each value once, in words rather than in numbers."""
    named = [c for c in shown(profile) if c.kind in _CALLED and not c.nulls]
    unique = [c for c in named if c.distinct == profile.rows or _nearly(c, profile.rows)]
    return min(unique, key=lambda c: (_CALLED[c.kind], numbering(c), c.position), default=None)


def second_name(profile: TableProfile, code: ColumnProfile) -> ColumnProfile | None:
    """Where rows are told apart by a code, the column of words that says what most of them are."""
    if _CALLED[code.kind] < _CALLED["place code"]:
        return None
    words = [c for c in shown(profile) if c.kind in ("place name", "text", "category")]
    fine = [c for c in words if c.distinct * 2 > profile.rows]
    return min(fine, key=lambda c: (_CALLED.get(c.kind, 2), c.position), default=None)


def _nearly(column: ColumnProfile, rows: int) -> bool:
    return _CALLED[column.kind] < _CALLED["place code"] and column.distinct >= UNIQUE * rows


_CALLED = {"place name": 0, "text": 1, "place code": 2, "code": 3, "identifier": 3, "integer": 4}
