"""Tables of markets: what each scope counts, what is too few to say, what the words say."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guildhall.engine import classify
from guildhall.engine.markets import frame, shares
from tests.engine.markets.registers import ON, contract, council, written

COUNCILS = [
    council("AAA"), council("BBB", region="North West", kind="NMD"), council("CCC", region="", kind="NMD"),
]  # fmt: skip
SUPPLIERS = [
    {"supplier_id": "s1", "name": "Ash plc", "size": "large", "vcse": False},
    {"supplier_id": "s2", "name": "Birch Ltd", "size": "sme", "vcse": None},
    {"supplier_id": "s3", "name": None, "size": None, "vcse": True},
]


def tables(folder: Path, contracts: list[dict], **more) -> tuple[list[dict], list[dict]]:
    held = frame.load(written(folder, contracts=contracts, councils=COUNCILS, suppliers=SUPPLIERS, **more), ON)
    markets, of_suppliers = shares.tables(held)
    return tuple([row for batch in batches for row in batch.to_pylist()] for batches in (markets, of_suppliers))


def six(**more) -> list[dict]:
    """Three of s1, one of s2, one of s3, one of nobody known."""
    who = [["s1"], ["s1"], ["s1"], ["s2"], ["s3"], []]
    return [contract(n, supplier_ids=each, **more) for n, each in enumerate(who)]


def test_every_category_has_its_row_and_says_what_is_not_known(tmp_path: Path) -> None:
    markets, of_suppliers = tables(tmp_path, [])
    assert [row["category"] for row in markets] == list(classify.categories())
    assert {row["contracts"] for row in markets} == {0}
    assert markets[0]["words"] == (
        "Revenues and benefits: no running contract is known here, which does not mean that there is none."
    )
    assert of_suppliers == []


def test_a_market_with_enough_known(tmp_path: Path) -> None:
    markets, of_suppliers = tables(tmp_path, six(value_net=Decimal(100)))
    (row,) = [row for row in markets if row["category"] == "planning" and row["scope"] == "national"]
    assert row | {"words": ""} == {
        "category": "planning", "scope": "national", "scope_key": None, "contracts": 6, "assessable": 5, "purchases": 6,
        "councils": 1, "suppliers": 3, "value": Decimal("600.00"), "valued": 6, "hhi_low": round(11 / 36, 4),
        "hhi_high": 0.5, "value_hhi_low": round(11 / 36, 4), "value_hhi_high": 0.5, "top_low": 0.5, "top_high": 0.6667, "sme_low": 0.1667, "sme_high": 0.5, "vcse_low": 0.1667,
        "vcse_high": 0.5, "term_p10": 36, "term_p50": 36, "term_p90": 36, "terms": 6, "words": "",
    }  # fmt: skip
    assert row["words"] == (
        "Planning and building control back office: 6 running contracts of 1 council; the supplier of 5 is known. "
        "The largest, Ash plc, has between 50 % and 67 % of the purchases."
    )
    national = [each for each in of_suppliers if each["scope"] == "national"]
    assert [(each["supplier_name"], each["low"], each["high"], each["value"]) for each in national] == [
        ("Ash plc", 0.5, 0.6667, Decimal("300.00")), ("Birch Ltd", 0.1667, 0.3333, Decimal("100.00")),
        ("s3", 0.1667, 0.3333, Decimal("100.00")),
    ]  # fmt: skip
    assert next((each["value_low"], each["value_high"]) for each in national) == (0.5, 0.6667)
    assert national[0]["last_won_on"] == date(2025, 4, 1)


def test_no_value_no_share_of_it(tmp_path: Path) -> None:
    markets, of_suppliers = tables(tmp_path, six(value_net=Decimal("0.01")))
    (row,) = [row for row in markets if row["category"] == "planning" and row["scope"] == "national"]
    assert (row["hhi_low"], row["value_hhi_low"], row["value_hhi_high"], row["value"]) == (
        0.3056,
        None,
        None,
        Decimal(0),
    )
    assert {(each["low"] is None, each["value_low"]) for each in of_suppliers} == {(False, None)}


def test_too_few_to_say(tmp_path: Path) -> None:
    markets, of_suppliers = tables(tmp_path, six()[:-2])
    (row,) = [row for row in markets if row["category"] == "planning" and row["scope"] == "national"]
    assert {row[name] for name in ("hhi_low", "value_hhi_high", "top_high", "sme_low", "vcse_high", "term_p50")} == {
        None
    }
    assert row["words"].endswith("Too few to say who has which share.")
    assert {(each["low"], each["value_low"]) for each in of_suppliers} == {(None, None)}
    assert {each["value"] for each in of_suppliers} == {None}


def test_scopes_are_regions_and_kinds(tmp_path: Path) -> None:
    contracts = [contract(n, council_code=code) for n, code in enumerate(["AAA", "AAA", "BBB", "CCC", None])]
    markets, _ = tables(tmp_path, contracts)
    assert [
        (row["scope"], row["scope_key"], row["contracts"], row["councils"]) for row in markets if row["contracts"]
    ] == [
        ("national", None, 5, 3), ("region", "North West", 1, 1), ("region", "South East", 2, 1), ("kind", "NMD", 2, 2),
        ("kind", "UA", 2, 1),
    ]  # fmt: skip
    said = {row["scope_key"]: row["words"] for row in markets if row["contracts"]}
    assert " in North West: 1 running contract of 1 council;" in said["North West"]
    assert " in councils of the kind district: 2 running" in said["NMD"]


def test_frameworks_copies_and_the_unclassified_are_left_out(tmp_path: Path) -> None:
    contracts = [
        contract(1, value_net=Decimal(2_290_000_000), is_framework=True), contract(2, value_net=Decimal(70)), contract(3),
        contract(4, category=None),
    ]  # fmt: skip
    lineage = [{"child_id": "c003", "parent_id": "c002", "kind": "same_as"}]
    markets, _ = tables(tmp_path, contracts, lineage=lineage)
    (row,) = [row for row in markets if row["category"] == "planning" and row["scope"] == "national"]
    assert (row["contracts"], row["value"]) == (1, Decimal("70.00"))


def test_a_category_of_an_operator_is_a_market_too(tmp_path: Path) -> None:
    markets, of_suppliers = tables(tmp_path, [contract(1, category="morgues")])
    assert next(row["words"] for row in markets if row["category"] == "morgues").startswith(
        "morgues: 1 running contract"
    )
    assert {row["category"] for row in of_suppliers} == {"morgues"}


def test_rows_in_any_order_make_the_same_tables(tmp_path: Path) -> None:
    contracts = six() + [contract(10 + n, council_code="BBB", supplier_ids=[f"s{n}"], title="One") for n in range(1, 4)]
    first = tables(tmp_path / "a", contracts)
    assert tables(tmp_path / "b", contracts[::-1]) == first


@given(st.lists(st.tuples(st.integers(0, 2), st.one_of(st.none(), st.integers(1, 90))), max_size=30))
def test_percentiles_are_nearest_ranks(drawn: list[tuple[int, int | None]]) -> None:
    group = np.array([each[0] for each in drawn], dtype=np.int64)
    values = np.array([np.nan if each[1] is None else each[1] for each in drawn], dtype=float)
    many, found = shares.percentiles(group, 3, values)
    for place in range(3):
        known = sorted(value for key, value in drawn if key == place and value is not None)
        assert many[place] == len(known)
        for part, value in zip((0.1, 0.5, 0.9), found[:, place], strict=True):
            if known:
                assert value == known[max(0, -(-len(known) * round(part * 10) // 10) - 1)]
            else:
                assert np.isnan(value)


@pytest.mark.parametrize(
    ("low", "high", "said"), [(0.4, 0.404, "40 %"), (0.4, 0.6, "between 40 % and 60 %"), (0.0, 1.0, "between 0 % and 100 %")]
)  # fmt: skip
def test_shares_in_words(low: float, high: float, said: str) -> None:
    assert shares.percent(low, high) == said
