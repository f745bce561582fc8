from datetime import date

from guildhall.ui.figures import hexes, months

ON = date(2026, 11, 23)


def panel(title="Planning", late=0, by_month=(0,) * 18, undated=0):
    return months.Panel(title, "", late, by_month, undated)


def test_all_charts_share_one_scale() -> None:
    big, small = months.draw([panel(late=8, by_month=(0, 4)), panel(by_month=(0, 2), undated=1)], ON)
    assert big.late.height == months.TALL
    assert big.months[0].height == 2 * small.months[0].height
    assert small.undated.height == months.TALL / 8
    assert big.months[0].y + big.months[0].height == months.BASE


def test_empty_months_are_not_drawn_and_nothing_is_said_plainly() -> None:
    (chart,) = months.draw([panel()], ON)
    assert (chart.late, chart.months, chart.undated) == (None, (), None)
    assert chart.words == "Planning. None fall due."
    assert months.draw([], ON) == ()


def test_words_say_what_the_bars_say() -> None:
    (chart,) = months.draw([panel(late=3, by_month=(0, 2, 5), undated=4)], ON)
    assert chart.words == "Planning. 3 late; December 2026: 2; January 2027: 5; 4 without a date"
    assert [label.words for label in chart.years] == ["2027"]


def place(q, r, nation="England"):
    return hexes.Place(q, r, f"{q},{r}", "/", "1", nation)


def test_north_is_up_and_odd_rows_stand_half_a_step_right() -> None:
    drawn = hexes.draw([place(0, 0), place(0, 1), place(1, 0)])
    south, east = [each for each in drawn.hexagons if each.place.r == 0]
    north = next(each for each in drawn.hexagons if each.place.r == 1)
    assert north.y < south.y
    assert round(north.x - south.x, 1) == hexes.ACROSS / 2
    assert round(east.x - south.x, 1) == hexes.ACROSS
    assert all(0 < each.x < drawn.width and 0 < each.y < drawn.height for each in drawn.hexagons)


def test_rows_below_zero_keep_their_half_step() -> None:
    drawn = hexes.draw([place(0, -1), place(0, -2)])
    odd, even = drawn.hexagons
    assert odd.place.r == -1
    assert round(odd.x - even.x, 1) == hexes.ACROSS / 2


def test_a_small_map_is_drawn_large_enough_to_be_named() -> None:
    assert hexes.draw([place(0, 0)]).zoom > 1
    assert hexes.draw([place(q, r) for q in range(6) for r in range(6)]).zoom == 1


def test_no_council_no_map() -> None:
    assert hexes.draw([]).hexagons == ()


def test_nations_are_named_beside_or_above() -> None:
    drawn = hexes.draw([place(2, 9, "Scotland"), place(0, 3, "Wales"), place(2, 3)], ("Scotland", "Wales", "Nowhere"))
    scotland, wales = drawn.regions
    assert (scotland.anchor, wales.anchor) == ("start", "middle")
    assert wales.y < next(each.y for each in drawn.hexagons if each.place.words == "Wales")
