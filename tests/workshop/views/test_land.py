"""Coasts and borders under a map: inside its frame, once each, and none where none crosses."""

from __future__ import annotations

import re

from commonstacks.workshop.views.axes import Squares, Steps
from commonstacks.workshop.views.german import GERMAN
from commonstacks.workshop.views.hows import how_squares, how_steps
from commonstacks.workshop.views.land import NO_LAND, Frame, land
from commonstacks.workshop.views.words import ENGLISH

WORLD = Frame(-180, -65, 180, 85, 0, 0, 680, 283)
OHIO = Frame(-85, 38, -80, 42, 0, 0, 680, 680)
SOHO = Frame(-0.1401, 51.51, -0.1326, 51.516, 60, 0, 500, 620)


def points(path: str) -> list[tuple[int, int]]:
    """Every point of the path: each run begins where M says, and goes on by steps."""
    found = []
    for x, y, steps in re.findall(r"M(-?\d+) (-?\d+)l([^M]*)", path):
        at = (int(x), int(y))
        found.append(at)
        numbers = [int(step) for step in re.findall(r"-?\d+", steps)]
        for across, down in zip(numbers[::2], numbers[1::2], strict=True):
            at = (at[0] + across, at[1] + down)
            found.append(at)
    return found


def test_all_lines_lie_inside_the_frame() -> None:
    for frame in (WORLD, OHIO):
        drawn = points(land(frame).path)
        assert len(drawn) > 20
        assert all(0 <= x <= frame.width and 0 <= y <= frame.height for x, y in drawn)
    assert len(land(WORLD).path) < 30_000


def test_a_map_within_the_united_states_shows_states_any_other_one_countries() -> None:
    assert land(OHIO).title.startswith("US states, ")
    assert land(WORLD).title.startswith("Countries and territories, ")


def test_ohios_border_with_pennsylvania_is_where_it_is() -> None:
    """80.52° W, from the lake down to the river."""
    x = round((85 - 80.52) / 5 * 680)
    straight = [y for at, y in points(land(OHIO).path) if abs(at - x) <= 2]
    assert straight
    assert max(straight) - min(straight) > 100


def test_where_no_border_crosses_nothing_is_drawn() -> None:
    assert land(SOHO) == NO_LAND


def test_a_square_is_told_in_metres_where_all_are_the_same_size() -> None:
    near = Squares((-0.14, -0.1399, -0.1398), (51.51, 51.5101, 51.5102))
    assert how_squares(near, ENGLISH).startswith(
        "Each square is about 6.9\u00a0m wide and 11\u00a0m"
    )
    assert how_squares(near, GERMAN).startswith(
        "Jedes Feld ist etwa 6,9\u00a0m breit und 11\u00a0m"
    )
    wide = Squares((0.0, 5.0), (0.0, 60.0))
    assert how_squares(wide, ENGLISH).startswith("Each square is 5° wide and 5° high")


def test_a_column_is_told_by_what_it_counts() -> None:
    told = [
        how_steps(axis, ENGLISH)
        for axis in (
            Steps(("2018-01-01", "2018-02-01"), "month"),
            Steps((0.0, 1.0), "whole"),
            Steps((0.1, 0.3, 0.5), "number"),
        )
    ]
    assert told == [
        "Each column counts the rows of one month.",
        "Each column counts the rows with one number.",
        "Each column counts the rows in a step of 0.2, from its left edge to below its right.",
    ]
