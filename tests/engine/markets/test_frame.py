"""Contracts as arrays: what runs, what is a copy, what is one purchase."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guildhall.engine.decide.arithmetic import term_months
from guildhall.engine.markets import columns, frame
from guildhall.engine.markets.columns import NEVER
from tests.engine.markets.registers import ON, contract, written


@pytest.mark.parametrize(
    ("facts", "is_live"),
    [
        ({}, True),
        ({"ends_on": ON}, True),
        ({"ends_on": ON - timedelta(days=1)}, False),
        ({"ends_on": None}, True),
        ({"ends_on": None, "ends_latest_on": ON - timedelta(days=1)}, False),
        ({"ends_on": None, "ends_latest_on": ON}, True),
        ({"ended_on": ON - timedelta(days=1)}, False),
        ({"ended_on": ON + timedelta(days=400), "ends_on": ON - timedelta(days=1)}, False),
        ({"status": "ended"}, False),
        ({"status": "planned"}, False),
        ({"status": None}, True),
    ],
)
def test_what_runs(tmp_path: Path, facts: dict, is_live: bool) -> None:
    held = frame.load(written(tmp_path, contracts=[contract(1, **facts)]), ON)
    assert held.is_live.tolist() == [is_live]


def test_copies_and_what_was_replaced_fall_silent(tmp_path: Path) -> None:
    contracts = [
        contract(1), contract(2), contract(3), contract(4, starts_on=ON), contract(5),
        contract(6, starts_on=ON + timedelta(days=1)), contract(7), contract(8, starts_on=None),
    ]  # fmt: skip
    lineage = [
        {"child_id": child, "parent_id": parent, "kind": kind}
        for child, parent, kind in [
            ("c002", "c001", "same_as"), ("c004", "c003", "renewal_of"), ("c006", "c005", "renewal_of"),
            ("c008", "c007", "renewal_of"), ("c001", "c003", "call_off_of"), ("gone", "c001", "renewal_of"),
            ("c001", "gone", "same_as"),
        ]
    ]  # fmt: skip
    held = frame.load(written(tmp_path, contracts=contracts, lineage=lineage), ON)
    assert dict(zip(held.contract_id.to_pylist(), held.is_live.tolist(), strict=True)) == {
        "c001": True, "c002": False, "c003": False, "c004": True, "c005": True, "c006": True, "c007": False, "c008": True,
    }  # fmt: skip
    assert held.is_copy.tolist() == [False, True, *[False] * 6]


def test_the_longest_end_is_known_only_where_somebody_said(tmp_path: Path) -> None:
    end, later = date(2028, 3, 31), date(2030, 3, 31)
    contracts = [
        contract(1), contract(2, extension="unknown"), contract(3, extension="declared", last_end_on=later),
        contract(4, extension="declared"), contract(5, last_end_on=date(2027, 1, 1)), contract(6, ends_on=None),
        contract(7, ends_on=None, last_end_on=later),
    ]  # fmt: skip
    held = frame.load(written(tmp_path, contracts=contracts), ON)
    assert [columns.day(int(each)) for each in held.longest] == [end, None, later, None, end, None, later]


def test_the_day_of_winning_is_the_award_then_the_signing_then_the_start(tmp_path: Path) -> None:
    award, signed, start = date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1)
    contracts = [
        contract(1, awarded_on=award, signed_on=signed, starts_on=start), contract(2, signed_on=signed, starts_on=start),
        contract(3, starts_on=start), contract(4, starts_on=None),
    ]  # fmt: skip
    held = frame.load(written(tmp_path, contracts=contracts), ON)
    assert [columns.day(int(each)) for each in held.won] == [award, signed, start, None]


def test_one_purchase(tmp_path: Path) -> None:
    same = {"title": "Coaches to school"}
    contracts = [
        contract(1, ocids=["p"]), contract(2, ocids=["p"], **same), contract(3, title=" COACHES to School"),
        contract(4, title="Coaches to school", starts_on=date(2025, 5, 1)), contract(5, council_code="BBB", **same),
        contract(6, ocids=["p"], council_code="BBB"), contract(7, ocids=[]), contract(8, ocids=None),
        contract(9, council_code=None, **same), contract(10, council_code=None, **same),
    ]  # fmt: skip
    held = frame.load(written(tmp_path, contracts=contracts), ON)
    one = held.family.tolist()
    assert one[0] == one[1] == one[2]
    assert len(set(one)) == 8


@given(st.lists(st.tuples(st.integers(-1, 3), st.integers(0, 1), st.integers(-1, 3)), max_size=12), st.randoms())
def test_purchases_are_the_same_in_any_order(drawn: list[tuple[int, int, int]], random) -> None:
    def parted(rows: list[tuple[int, tuple[int, int, int]]]) -> set[frozenset[int]]:
        process, council, title = (np.array([each[1][k] for each in rows], dtype=np.int64) for k in range(3))
        label = frame.families(process, council, title)
        return {frozenset(rows[at][0] for at in np.flatnonzero(label == one)) for one in set(label.tolist())}

    rows = list(enumerate(drawn))
    shuffled = random.sample(rows, len(rows))
    assert parted(rows) == parted(shuffled)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(-3, 9000))
def test_months_are_those_of_the_arithmetic(start: date, days: int) -> None:
    end = start + timedelta(days=days)
    (found,) = columns.months(np.array([columns.number(start)]), np.array([columns.number(end)]))
    if days < 0:
        assert np.isnan(found)
    else:  # days beyond the last of a short month are counted a little differently
        assert found == pytest.approx(term_months(start, end), abs=0.15)


def test_terms_of_years_are_whole_months() -> None:
    for start, end, months in ((date(2024, 4, 1), date(2025, 3, 31), 12), (date(2024, 1, 31), date(2024, 2, 29), 1)):
        found = columns.months(np.array([columns.number(start)]), np.array([columns.number(end)]))
        assert round(float(found[0])) == months
    assert np.isnan(columns.months(np.array([NEVER]), np.array([3]))).all()


def test_money_is_pennies_and_back() -> None:
    values = [
        None,
        Decimal("0.00"),
        Decimal("0.99"),
        Decimal("1.00"),
        Decimal("123.45"),
        Decimal(-5),
        Decimal(10) ** 15,
    ]
    held = columns.pennies(pa.chunked_array([pa.array(values, pa.decimal128(18, 2))]))
    assert held.tolist() == [-1, -1, -1, 100, 12345, -1, -1]
    assert columns.money(held).to_pylist() == [None, None, None, Decimal("1.00"), Decimal("123.45"), None, None]
    assert columns.pennies(pa.chunked_array([], pa.decimal128(18, 2))).tolist() == []
    sliced = pa.chunked_array([pa.array(values, pa.decimal128(18, 2)).slice(3, 2)])
    assert columns.pennies(sliced).tolist() == [100, 12345]
    assert columns.pounds(12345) == Decimal("123.45")


def test_texts_lists_and_days() -> None:
    code, names = columns.texts(pa.chunked_array([["b", None], ["a", "b"]]))
    assert [names[each] if each >= 0 else None for each in code.tolist()] == ["b", None, "a", "b"]
    held = columns.lists(pa.chunked_array([pa.array([["x", "y"], None, []]), pa.array([["x"]])]))
    assert (held.counts.tolist(), held.rows.tolist()) == ([2, 0, 0, 1], [0, 0, 3])
    assert [held.names[each] if each >= 0 else None for each in held.first.tolist()] == ["x", None, None, "x"]
    days = columns.days(pa.chunked_array([pa.array([date(1970, 1, 2), None])]))
    assert columns.dates(days).to_pylist() == [date(1970, 1, 2), None]
    assert columns.flags(pa.chunked_array([pa.array([True, None, False])])).tolist() == [1, -1, 0]
    assert columns.through(np.array([0, -1]), np.array([], dtype=np.int64)).tolist() == [-1, -1]
    assert columns.places(["b", "z"], ["a", "b"]).tolist() == [1, -1]


def test_a_table_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert columns.is_empty(tmp_path, "lineage")


def test_values_and_divisions(tmp_path: Path) -> None:
    contracts = [
        contract(1, value_net=Decimal(100), value_gross=Decimal(120), cpv=["72000000", "48000000"]),
        contract(2, value_gross=Decimal(120), currency=None, cpv=["x"], council_code="nobody"),
        contract(3, value_net=Decimal(100), currency="EUR", category="our own", is_framework=None),
    ]
    held = frame.load(written(tmp_path, contracts=contracts), ON)
    assert held.value.tolist() == [10000, 12000, -1]
    assert held.division.tolist() == [72, -1, -1]
    assert held.council.tolist() == [0, -1, 0]
    assert held.categories[held.category[2]] == "our own"
    assert len(held.categories) == 47
    assert not held.is_framework.any()
