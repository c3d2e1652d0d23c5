"""Edges are round, cover what they say, and leave out a tail only when it is long."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from commonstacks.workshop.views.bins import (
    Spread,
    log_steps,
    number_steps,
    square_degrees,
    time_steps,
)

REAL = st.floats(min_value=-1e300, max_value=1e300)
SPREADS = st.lists(REAL, min_size=4, max_size=4).map(lambda ends: Spread(*sorted(ends)))


def days(*texts):
    return Spread(*(float(date.fromisoformat(text).toordinal()) for text in texts))


def test_numbers_get_round_edges_over_everything_without_a_tail():
    steps = number_steps(Spread(0.3, 1.0, 19.0, 19.9), whole=False)
    assert (steps.edges[0], steps.edges[1], steps.edges[-1]) == (0.0, 0.5, 20.0)


def test_a_long_tail_is_counted_beside_the_drawing():
    steps = number_steps(Spread(0.0, 0.0, 100.0, 9_000_000.0), whole=False)
    assert (steps.edges[0], steps.edges[-1], steps.size) == (0.0, 105.0, 24)


def test_whole_numbers_are_never_cut():
    steps = number_steps(Spread(1, 1, 6, 6), whole=True)
    assert steps.edges == (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0)


@given(SPREADS, st.booleans())
def test_edges_of_any_numbers_rise_and_hold_what_is_drawn(spread, whole):
    steps = number_steps(spread, whole=whole)
    assert list(steps.edges) == sorted(set(steps.edges))
    assert 2 <= len(steps.edges) <= 45


def test_time_takes_the_finest_unit_that_stays_readable():
    def unit(last):
        return time_steps(days("2019-01-01", "2019-01-01", last, last)).unit

    assert [unit(f"{y}-06-01") for y in (2019, 2020, 2021, 2024, 2060, 2300, 8000)] == [
        "week",
        "week",
        "month",
        "month",
        "year",
        "decade",
        "century",
    ]
    assert unit("2019-02-01") == "day"


def test_weeks_begin_on_monday_and_the_last_day_is_inside():
    steps = time_steps(days("2019-01-01", "2019-01-01", "2019-12-30", "2019-12-30"))
    assert (steps.edges[0], steps.edges[-1]) == ("2018-12-31", "2020-01-06")


def test_a_map_leaves_out_what_lies_far_off_and_keeps_what_lies_near():
    x = Spread(-176.787412, -168.0, -64.963715, 166.4)
    y = Spread(-7.2, 17.969594, 65.226375, 70.494693)
    squares = square_degrees(x, y)
    assert (squares.x[0], squares.x[-1], squares.y[0], squares.y[-1]) == (-177, -64, 17, 71)
    assert (squares.across, squares.up, squares.size) == (113, 54, 113 * 54 + 2)


@given(
    st.none() | st.lists(st.floats(-180, 180), min_size=4, max_size=4).map(sorted),
    st.none() | st.lists(st.floats(-90, 90), min_size=4, max_size=4).map(sorted),
)
def test_any_map_has_codes_that_fit_sixteen_bits(x, y):
    squares = square_degrees(Spread(*x) if x else None, Spread(*y) if y else None)
    assert squares.size < 2**16
    assert list(squares.x) == sorted(set(squares.x))


def test_columns_without_values_still_have_an_axis():
    assert number_steps(None, whole=False).edges == (0.0, 1.0)
    assert time_steps(None).edges == ("2000-01-01", "2000-01-02")
    assert (square_degrees(None, None).across, square_degrees(None, None).up) == (1, 1)


def test_growing_steps_are_1_2_and_5_times_the_powers_of_ten():
    steps = log_steps(Spread(3, 4, 90, 240), whole=True)
    assert steps.edges == (1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0)
    tail = log_steps(Spread(0.0, 0.2, 3.0, 5.0), whole=False)
    assert tail.edges == (0.0, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
    assert log_steps(Spread(0, 0, 1, 3), whole=True).edges == (0.0, 1.0, 2.0, 5.0)


def test_growing_steps_need_numbers_above_zero():
    for spread in (None, Spread(-1, 1, 2, 3), Spread(0, 0, 0, 0)):
        assert log_steps(spread, whole=False) == number_steps(spread, whole=False)


@given(SPREADS)
def test_growing_steps_hold_everything_in_few_bins(spread):
    if spread.least < 0 or spread.most <= 0:
        return
    steps = log_steps(spread, whole=False)
    assert steps.edges[0] <= spread.least
    assert spread.most < steps.edges[-1] or spread.most > 1e299
    assert list(steps.edges) == sorted(set(steps.edges))
    assert steps.size < 50
