"""What stands where nothing was found: every question has an answer, and silence is never a good one."""

from datetime import date

import pytest

from guildhall.engine import indicators
from guildhall.engine.indicators.catalogue import NOT_SOFTWARE
from guildhall.engine.indicators.finding import Status
from guildhall.engine.records import Finding
from tests.factories.contract import contract

ON = date(2026, 11, 23)


def finding(code: str, status: Status = "ok", value: str = "") -> Finding:
    return Finding("c-1", code, status, value, value, value, "A", "Words.", ("x",), ())


def test_of_nothing_everything_is_unknown_and_says_what_would_settle_it() -> None:
    made = indicators.complete("c-1", ())
    assert [one.indicator for one in made] == [one.code for one in indicators.CONTRACTS]
    assert {one.status for one in made} == {"unknown"}
    assert all(one.contract_id == "c-1" and one.missing and one.words.endswith(".") for one in made)


def test_a_contract_of_which_nothing_is_known_stores_nothing() -> None:
    assert indicators.measure_all(contract(extension="unknown"), ON) == []


def test_what_was_found_stands_in_its_place_and_portfolio_questions_behind() -> None:
    made = indicators.complete("c-1", [finding("C3"), finding("T9"), finding("T1", value="12")])
    assert made[0] == finding("T1", value="12")
    assert made[-1] == finding("C3")
    by_code = {one.indicator: one for one in made}
    assert by_code["T9"].status == "ok"
    assert (by_code["T2"].status, by_code["T2"].low) == ("unknown", "12"), "the first term is a lower bound"


def test_what_is_known_is_not_called_missing() -> None:
    by_code = {one.indicator: one for one in indicators.complete("c-1", (), known={"starts_on", "route"})}
    assert by_code["T1"].missing == ("ends_on",)
    assert by_code["C1"].missing == ("route",), "a question always says what it lacks"


@pytest.mark.parametrize(
    ("found", "software", "not_asked"),
    [
        ([], False, {"X1", "X2", "X3", "X4", "X10", "X13"}),
        ([], True, set()),
        ([], None, set()),
        ([finding("T5", "not_applicable")], None, {"T6", "T7", "M5"}),
        ([finding("T4", "not_applicable")], None, {"T3"}),
        ([finding("C1", "act")], None, {"C2", "L7"}),
        ([finding("C1", "ok")], None, {"L7"}),
        ([finding("C1", "watch")], None, set()),
    ],
)
def test_some_questions_are_not_asked(found: list[Finding], software: bool | None, not_asked: set[str]) -> None:
    made = indicators.complete("c-1", found, is_digital=software)
    held = {one.indicator for one in found}
    assert {one.indicator for one in made if one.status == "not_applicable"} - held == not_asked
    for one in made:
        if one.indicator in not_asked:
            assert one.words
            assert one.missing == ()
    if software is False:
        assert {one.words for one in made if one.indicator in not_asked} == {NOT_SOFTWARE}


def test_the_catalogue_is_whole() -> None:
    codes = [one.code for one in indicators.INDICATORS]
    assert len(codes) == len(set(codes)) == 50
    assert codes == [
        *(f"T{n}" for n in range(1, 11)), *(f"M{n}" for n in range(1, 8)), *(f"C{n}" for n in range(1, 10)),
        *(f"L{n}" for n in range(1, 8)), *(f"X{n}" for n in range(1, 14)), *(f"E{n}" for n in range(1, 5)),
    ]  # fmt: skip
    assert {one.dimension for one in indicators.INDICATORS} == set(indicators.DIMENSIONS)
    for one in indicators.INDICATORS:
        assert {rule.partition(":")[0] for rule in one.unless} <= set(codes)
        assert bool(one.unless) == bool(one.otherwise)
        assert not one.at_least or one.at_least in codes
        assert one.by in {"contract", "payments", "register", "people"}
