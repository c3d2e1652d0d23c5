"""The phrases of the explorer, so that server and page say the same thing in the same language.

Python fills them in ``sentences``; the page gets them as JSON and fills them by the same rules.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """English as it stands; another language gives another ``Words``. ``{names}`` are filled in."""

    thousands: str = ","
    decimal: str = "."
    all_rows: str = "Showing all {rows} rows at version {version}."
    some_rows: str = "Showing {matching} of {rows} rows where {conditions}, at version {version}."
    also: str = " and "
    either: str = " or "
    comma: str = ", "
    missing: str = "missing"
    empty: str = "(empty)"
    is_value: str = "{column} is {values}"
    is_one_of: str = "{column} is one of {n} values"
    is_between: str = "{column} is {low} to below {high}"
    is_from: str = "{column} is {low} or more"
    is_below: str = "{column} is below {high}"
    is_during: str = "{column} is {low} or later but before {high}"
    is_since: str = "{column} is {low} or later"
    is_before: str = "{column} is before {high}"
    is_within: str = "the place is {place}"
    place_missing: str = "the place is missing"
    place: str = "place"
    square: str = "{west} to {east}, {south} to {north}"
    west: str = "{n}°\u00a0W"
    east: str = "{n}°\u00a0E"
    north: str = "{n}°\u00a0N"
    south: str = "{n}°\u00a0S"
    zero: str = "0°"
    bin: str = "{low} to below {high}"
    span: str = "{low} to {high}"
    week: str = "week of {low}"
    under: str = "below {high}"
    over: str = "{low} or more"
    earlier: str = "before {high}"
    later: str = "{low} and later"
    more: str = "{n} more"
    others: str = "{n} others"
    outside: str = "outside the map"
    title_top: str = "Rows by {column}: {top} has the most"
    title_tied: str = "Rows by {column}: {n} values share the most"
    title_bin: str = "Rows by {column}: most in {top}"
    title_none: str = "Rows by {column}: none left"
    title_missing: str = "Rows by {column}: all are missing"
    top: str = "{top} has the most, {n}; {missing}."
    tied: str = "{k} values have the most, {n} each; {missing}."
    fullest: str = "The fullest part, {top}, counts {n}; {missing}."
    fullest_square: str = (
        "The fullest square, {top}, counts {n}; squares with any rows: {squares}; "
        "rows outside the map: {outside}; {missing}."
    )
    only_missing: str = "No row has a value; {missing}."
    none_left: str = "No rows are left."
    nothing_missing: str = "nothing is missing"
    some_missing: str = "missing: {n}"
    percent: str = "{n} %"
    not_listed: str = "Not listed here: {parts} more, which count {rows} together."
    why_time: str = "Shown because each row has a date."
    why_time_some: str = "Shown because {n} of {rows} rows have a date."
    why_grid: str = "Shown because each row has a longitude and a latitude."
    why_grid_some: str = "Shown because up to {n} of {rows} rows have a longitude and a latitude."
    why_bars: str = "Shown because {column} has only {n} different values."
    why_histogram: str = "Shown because {column} is a number."
    how_bars: str = "Each bar counts the rows with one value."
    how_steps: str = "Each column counts the rows from its left edge to below its right edge."
    how_grid: str = (
        "Each square is {step}° wide and {step}° high; bigger and stronger squares have more rows."
    )


ENGLISH = Words()
