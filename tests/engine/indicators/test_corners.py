"""Corners that worked examples leave out, asked of each question's own function."""

from datetime import date
from decimal import Decimal

from guildhall.engine import indicators
from guildhall.engine.indicators import worked
from guildhall.engine.indicators.changes import measure as changes
from guildhall.engine.indicators.decide_by_date import measure as decide_by_date
from guildhall.engine.indicators.exit_plan import measure as exit_plan
from guildhall.engine.indicators.extension_taken import measure as extension_taken
from guildhall.engine.indicators.final_value import measure as final_value
from guildhall.engine.indicators.finding import by_line, money, percent
from guildhall.engine.indicators.performance_measures import measure as performance_measures
from guildhall.engine.indicators.route_openness import measure as route_openness
from guildhall.engine.indicators.single_bid import measure as single_bid
from guildhall.engine.indicators.suppliers_told import measure as suppliers_told
from guildhall.engine.indicators.term_growth import measure as term_growth
from guildhall.engine.indicators.value_growth import measure as value_growth
from tests.factories.contract import contract

ON = date(2026, 11, 23)


def test_where_there_is_nothing_to_measure_nothing_is_said() -> None:
    nothing = contract()
    for module in (value_growth, changes, final_value, single_bid, term_growth, extension_taken, performance_measures, route_openness):  # fmt: skip
        assert module.measure(nothing, on=ON) is None, module.CODE
    assert decide_by_date.measure(nothing, on=ON, window=indicators.window_of(nothing)) is None
    assert exit_plan.measure("c-1", answer="unknown", said_on=ON) is None
    assert suppliers_told.measure("c-1", told=0, known=0) is None


def test_a_term_that_began_after_its_end_has_no_growth() -> None:
    wrong = contract(
        starts_on="2027-01-01", ends_on="2026-01-01", changes={"count": 1, "first_last_end_on": "2025-01-01"}
    )
    assert term_growth.measure(wrong, on=ON) is None
    same = contract(
        starts_on="2024-01-01",
        ends_on="2026-01-01",
        first_ends_on="2026-01-01",
        extension="none_declared",
        regime="act",
    )
    assert term_growth.measure(same, on=ON) is None


def test_changes_without_any_value_say_nothing_of_growth() -> None:
    assert value_growth.measure(contract(changes={"count": 1}), on=ON) is None
    nought = contract(value_net="100", changes={"count": 1, "first_value_net": "-5"})
    assert value_growth.measure(nought, on=ON) is None


def test_an_end_moved_where_options_were_declared() -> None:
    moved = contract(first_ends_on="2026-03-31", ends_on="2027-03-31", last_end_on="2027-03-31", extension="declared")
    found = extension_taken.measure(moved, on=ON)
    assert found is not None
    assert (found.status, found.value) == ("ok", "12")


def test_a_second_bid_does_not_make_up_for_a_route_nobody_told() -> None:
    found = single_bid.measure(contract(bids=7), on=ON)
    assert found is not None
    assert (found.status, found.words) == ("ok", "7 bids came in; whether others could bid is not known.")


def test_light_touch_and_frameworks_owe_no_measures() -> None:
    for free in ({"special_regime": ("lightTouch",)}, {"is_framework": True}, {"regime": "celex"}):
        known = contract(**({"regime": "act", "value_gross": "9000000", "metrics": 1} | free))
        found = performance_measures.measure(known, on=ON)
        assert found is not None
        assert found.status == "ok"


def test_words_for_sums_and_shares() -> None:
    assert [money(Decimal(each)) for each in ("1234.50", "-20")] == ["£1,234", "-£20"]
    assert (percent(0.4, 0.4), percent(0.4, 0.6)) == ("40 %", "between 40 % and 60 %")
    assert [by_line(0.5, 0.5, *lines) for lines in ((None, None), (None, 40), (60, None), (45, 60))] == [
        "ok", "act", "ok", "watch",
    ]  # fmt: skip
    assert by_line(0.1, 0.9, 50, None) == "unknown"


def test_what_the_public_page_shows_beside_its_text() -> None:
    for indicator in indicators.INDICATORS:
        held = worked.examples(indicator)
        assert len(held) >= 3, indicator.code
        assert all(one.sentence and one.finding["status"] for one in held)
    term, chain = indicators.by_code("T1"), indicators.by_code("L7")
    assert {line.key for line in worked.lines(term, ON)} == {"initial_term_digital", "initial_term_other"}
    assert "basis" not in worked.examples(term)[0].given
    assert "function" not in {name for one in worked.examples(chain) for name in one.given}
