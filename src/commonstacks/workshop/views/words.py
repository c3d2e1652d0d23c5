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
    is_containing: str = "{column} contains “{text}”"
    is_beginning: str = "{column} begins with “{text}”"
    is_equal: str = "{column} is “{text}”"
    is_present: str = "{column} is not missing"
    is_inside: str = "the row lies in {place}"
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
    undrawn: str = "outside the drawing"
    counting: str = "Being counted …"
    uncounted: str = "This could not be counted now."
    faint: str = "Faint numbers are those of before."
    again: str = "Try again"
    title_top: str = "Rows by {column}: {top} has the most"
    title_tied: str = "Rows by {column}: {n} values share the most"
    title_value: str = "{column}: highest in {top}"
    title_value_tied: str = "{column}: {n} areas share the highest"
    title_single: str = "{n} areas, one row each"
    title_even: str = "Rows by {column}: the same in all {n}"
    title_bin: str = "Rows by {column}: most in {top}"
    title_none: str = "Rows by {column}: none left"
    title_missing: str = "Rows by {column}: all are missing"
    top: str = "{top} has the most rows, {n}; {missing}."
    tied: str = "{k} values have the most, {n} each; {missing}."
    highest: str = "Highest in {top}, {n}; {missing}."
    highest_tied: str = "Highest in {k} areas, {n} each; {missing}."
    single: str = "{k} areas, one row each; {missing}."
    peak: str = "Highest in {top}: {n}; lowest in {bottom}: {least}."
    level: str = "The same throughout: {n}."
    numberless: str = "No row has a number."
    undated: str = " Rows without a date: {n}."
    readout: str = "{name}: {n}"
    even: str = "The same in all {k} areas, {n} each; {missing}."
    between: str = "Highest in {top}, {n}; lowest in {bottom}, {least}; {missing}."
    unplaced: str = " Rows that name no area on this map: {n}."
    fullest: str = "The most rows, {n}, are in {top}; {missing}."
    middle: str = (
        "At least half of the values are {span}; the most rows, {n}, are in {top}; {missing}."
    )
    fullest_square: str = (
        "The most rows, {n}, are in the square {top}; squares with rows: {squares}; {missing}."
    )
    outside_rows: str = " Rows outside the map: {n}."
    only_missing: str = "No row has a value; {missing}."
    none_left: str = "No rows are left."
    no_number: str = "no number"
    no_rows: str = "no rows"
    in_rows: str = "rows: {n}"
    nothing_missing: str = "nothing is missing"
    some_missing: str = "missing: {n}"
    percent: str = "{n} %"
    unlisted: str = "Areas not listed here: {n}. Choose them on the map."
    not_listed: str = "Not listed here: {parts} more, which count {rows} together."
    why_time: str = "Shown because each row has a date."
    why_time_some: str = "Shown because {n} of {rows} rows have a date."
    why_grid: str = "Shown because each row has a longitude and a latitude."
    why_grid_some: str = "Shown because up to {n} of {rows} rows have a longitude and a latitude."
    why_areas: str = "Shown because {column} names areas, {n} different ones."
    why_area_rows: str = "Shown because each row is an area."
    why_value: str = "Shown because each row is an area; {value} is one of its numbers."
    why_line: str = (
        "Shown because each row has a date of its own; {value} is the first of the numbers."
    )
    why_line_most: str = (
        "Shown because nearly each row has a date of its own; {value} is the first of the numbers."
    )
    why_time_plain: str = "Shown because rows have a date."
    why_grid_plain: str = "Shown because rows have a longitude and a latitude."
    why_areas_plain: str = "Shown because {column} names areas."
    why_bars_plain: str = "Shown because {column} has few different values."
    why_codes: str = " Codes were read as county numbers."
    why_bars: str = "Shown because {column} has only {n} different values."
    why_histogram: str = "Shown because {column} is a number."
    row_name: str = "Rows"
    peaked: str = "{what} peaked in {top} at {n}; {missing}."
    most_in: str = "{what}: most in {top}, {n}; {missing}."
    highest_of: str = (
        "The {measure} is highest in {top}, {n}, and lowest in {bottom}, {least}; {missing}."
    )
    same_of: str = "The {measure} is the same in all: {n}; {missing}."
    none_of: str = "No row has a number; {missing}."
    none_undated: str = "none is without a date"
    share_undated: str = "{share} have no date"
    none_valueless: str = "none is without {column}"
    share_valueless: str = "{share} have no {column}"
    around: str = "about {n}"
    percent_below: str = "less than {n} %"
    take_count: str = "number of rows with {of}"
    take_sum: str = "sum of {of}"
    take_mean: str = "mean of {of}"
    take_median: str = "median of {of}"
    take_min: str = "least {of}"
    take_max: str = "greatest {of}"
    take_distinct: str = "number of different values of {of}"
    take_share: str = "share of rows"
    both: str = "{panel}, {bin}"
    by_column: str = "{what} by {column}"
    by_each: str = "{what} by {column}, for each {other}"
    by_both: str = "{what} by {column} and {other}"
    how_points: str = (
        "From left to right: {across}. From bottom to top: {up}. "
        "Bigger and stronger squares have more rows."
    )
    against_whole: str = "{n} rows here; {other} rows in all."
    against: str = "{n} rows here; {other} {beside}."
    beside_whole: str = "in the whole table"
    beside_place: str = "in {place}"
    beside_period: str = "from {low} until before {high}"
    rows_beside: str = "Rows {beside}"
    amount_beside: str = "{measure} {beside}"
    spread_key: str = (
        "The dashed lines show how many it would be if these rows were spread like those {beside}."
    )
    version_key: str = "The dashed lines show version {version} where it differs."
    same_key: str = "The dashed lines show the same {beside}."
    furthest: str = "Furthest apart: {top}, {mine} here and {theirs} there."
    alike: str = "Both sides are spread alike."
    version_named: str = "Version {version}"
    more_rows: str = "{n} rows more than in version {version}"
    fewer_rows: str = "{n} rows fewer than in version {version}"
    one_more: str = "One row more than in version {version}"
    one_fewer: str = "One row fewer than in version {version}"
    as_many: str = "As many rows as in version {version}: {n}"
    all_of_them: str = "; all of them in {top}."
    most_of_them: str = "; most of them in {top}."
    part_of_them: str = "; the largest part in {top}, {n}."
    largest_gap: str = "; the largest difference is in {top}, {n}."
    not_beside: str = (
        "Version {version} is not laid beside this view: it cannot tell, or reads as something "
        "else, what rows are chosen by here ({columns})."
    )
    chart_not_beside: str = (
        "Version {version} is not laid beside this chart: it has no column “{column}”, or reads "
        "it as something else."
    )
    points_all: str = "Each point is one row: {n} in this box."
    points_same: str = "Each point is one row: {n} in this box, {same} of them on top of another."
    unlisted_beside: str = "Rows {beside} whose values this chart does not list: {n}."
    unlisted_rows: str = "Rows of version {version} whose values this chart does not list: {n}."
    month: str = "{name} {year}"
    day: str = "{year}-{month}-{day}"
    bin_month: str = "{name} {year}"
    """Of a bin; ``short_month`` stands at an axis. Both may have year, month, its name, or the
    first letters of it."""
    short_month: str = "{short} {year}"
    months: tuple[str, ...] = (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    )
    how_bars: str = "Each bar counts the rows with one value."
    how_areas: str = "Stronger areas have more rows."
    how_value: str = "Stronger areas have a higher {value}."
    how_mean: str = "Stronger areas have a higher mean of {value}, over all their rows."
    how_line: str = "The line shows {value}; it need not begin at zero."
    how_line_day: str = (
        "The line shows the mean of {value} per day, over all rows; it need not begin at zero."
    )
    how_line_week: str = (
        "The line shows the mean of {value} per week, over all rows; it need not begin at zero."
    )
    how_line_month: str = (
        "The line shows the mean of {value} per month, over all rows; it need not begin at zero."
    )
    how_line_year: str = (
        "The line shows the mean of {value} per year, over all rows; it need not begin at zero."
    )
    how_line_decade: str = (
        "The line shows the mean of {value} per decade, over all rows; it need not begin at zero."
    )
    how_line_century: str = (
        "The line shows the mean of {value} per century, over all rows; it need not begin at zero."
    )
    how_source: str = " Map: {title}."
    how_steps: str = (
        "Each column counts the rows in a step of {step}, from its left edge to below its right."
    )
    how_ones: str = "Each column counts the rows with one number."
    how_day: str = "Each column counts the rows of one day."
    how_week: str = "Each column counts the rows of one week."
    how_month: str = "Each column counts the rows of one month."
    how_year: str = "Each column counts the rows of one year."
    how_decade: str = "Each column counts the rows of one decade."
    how_century: str = "Each column counts the rows of one century."
    how_log: str = (
        "Each column counts the rows from its left edge to below its right edge; the edges go up "
        "in steps of 1, 2, 5, 10, 20 and so on, so that small and large ones can be seen together."
    )
    how_grid: str = (
        "Each square is {step}° wide and {step}° high; bigger and stronger squares have more rows."
    )
    how_grid_here: str = (
        "Each square is about {wide} wide and {high} high; bigger and stronger squares have more "
        "rows."
    )
    metres: str = "{n}\u00a0m"
    kilometres: str = "{n}\u00a0km"


ENGLISH = Words()
