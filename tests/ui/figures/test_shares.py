"""Bars in parts: bounds, sums and spreads in percent of the room they have."""

from hypothesis import given
from hypothesis import strategies as st

from guildhall.ui.figures import shares
from guildhall.ui.figures.shares import Part, Spread


def test_bounds_are_solid_to_the_lower_and_hatched_to_the_upper() -> None:
    assert shares.bounds(0.31, 0.42, 0.5) == (Part("term", 0.0, 62.0), Part("none", 62.0, 22.0))
    assert shares.bounds(0.5, 0.5, 0.5) == (Part("term", 0.0, 100.0),)
    assert shares.bounds(0.0, 0.25, 1.0) == (Part("none", 0.0, 25.0),)


def test_nothing_is_drawn_of_nothing() -> None:
    assert shares.bounds(0.0, 0.0, 0.0) == ()
    assert shares.row([("term", -5), ("window", 0)], 10) == ()
    assert shares.spread(1, 2, 3, 0) == Spread(0.0, 0.0, 0.0)


def test_a_spread() -> None:
    assert shares.spread(24, 48, 96, 120) == Spread(20.0, 40.0, 80.0)


@given(st.lists(st.tuples(st.sampled_from(["term", "none"]), st.floats(-10, 1e9)), max_size=6), st.floats(0, 1e6))
def test_parts_never_leave_their_room(values: list[tuple[str, float]], most: float) -> None:
    parts = shares.row(values, most)
    assert all(part.share > 0 and part.at >= 0 for part in parts)
    assert sum(part.share for part in parts) <= 100.1
