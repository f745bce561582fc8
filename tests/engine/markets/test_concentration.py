"""Shares and concentration against a slow second opinion: every completion of what is unknown, one by one, in fractions."""

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guildhall.engine.markets import concentration, frame
from tests.engine.markets.registers import ON, contract, written

NEAR = 1e-9
NEEDED = ("contracts", "councils", "suppliers")


def weighed(contracts: list[dict]) -> tuple[frame.Frame, concentration.Markets]:
    with TemporaryDirectory() as folder:
        held = frame.load(written(Path(folder), contracts=contracts, only=NEEDED), ON)
    rows = np.arange(held.rows)
    return held, concentration.weigh(held, rows, np.zeros(held.rows, dtype=np.int64))


def masses(contracts: list[dict], suppliers_of: list[list[str]]) -> dict[str, Fraction]:
    """Mass of each supplier: a purchase is 1, split over its contracts, those over their suppliers."""
    sharing: dict[str, int] = defaultdict(int)
    for each in contracts:
        sharing[each["ocids"][0]] += 1
    found: dict[str, Fraction] = defaultdict(Fraction)
    for each, suppliers in zip(contracts, suppliers_of, strict=True):
        for supplier in suppliers:
            found[supplier] += Fraction(1, sharing[each["ocids"][0]] * len(suppliers))
    return found


def completions(contracts: list[dict]) -> list[dict[str, Fraction]]:
    """Every way to give the unknown contracts one known supplier, one of their own, or two halves."""
    known = sorted({name for each in contracts for name in each["supplier_ids"]})
    choices = []
    for place, each in enumerate(contracts):
        if each["supplier_ids"]:
            choices.append([each["supplier_ids"]])
        else:
            choices.append([[name] for name in [*known, f"new{place}", "new"]] + [[f"new{place}", "new"], *[[name, "new"] for name in known]])  # fmt: skip
    return [masses(contracts, list(chosen)) for chosen in product(*choices)]


def hhi(mass: dict[str, Fraction]) -> Fraction:
    total = sum(mass.values())
    return sum(((each / total) ** 2 for each in mass.values()), Fraction(0))


purchases = st.lists(
    st.tuples(st.sets(st.sampled_from(["s1", "s2", "s3"]), max_size=2), st.integers(1, 3)), min_size=1, max_size=5
)


@settings(max_examples=25)
@given(purchases)
def test_bounds_hold_every_completion_and_are_reached(drawn: list[tuple[set[str], int]]) -> None:
    contracts = [contract(n, supplier_ids=sorted(who), ocids=[f"p{process}"]) for n, (who, process) in enumerate(drawn)]
    held, market = weighed(contracts)
    total = market.purchases.astype(float)
    low, high = concentration.herfindahl(market.pair_market, market.pair_mass, market.unknown, total)
    top_low, top_high = concentration.top(market.pair_market, market.pair_mass, market.unknown, total)
    share = {
        held.suppliers.names[supplier]: (market.low[at], market.high[at])
        for at, supplier in enumerate(market.pair_supplier.tolist())
    }
    every = completions(contracts)
    assert 0 <= low[0] <= high[0] <= 1
    for mass in every:
        assert sum(mass.values()) == total[0]
        assert low[0] - NEAR <= hhi(mass) <= high[0] + NEAR
        assert top_low[0] - NEAR <= max(mass.values()) / Fraction(int(total[0])) <= top_high[0] + NEAR
        for name, (least, most) in share.items():
            assert least - NEAR <= mass.get(name, 0) / Fraction(int(total[0])) <= most + NEAR
    assert max(map(hhi, every)) == pytest.approx(high[0])
    assert max(max(mass.values()) for mass in every) / total[0] == pytest.approx(top_high[0])
    for name, (least, most) in share.items():
        assert min(mass.get(name, 0) for mass in every) / total[0] == pytest.approx(least)
        assert max(mass.get(name, 0) for mass in every) / total[0] == pytest.approx(most)
    thin = masses(contracts, [each["supplier_ids"] or [f"{n} {k}" for k in range(4000)] for n, each in enumerate(contracts)])  # fmt: skip
    assert float(hhi(thin)) == pytest.approx(low[0], abs=0.002)


def value_shares(values: list[Decimal], suppliers_of: list[list[str]]) -> dict[str, Fraction] | None:
    total = sum(map(Fraction, values), Fraction(0))
    found: dict[str, Fraction] = defaultdict(Fraction)
    for value, suppliers in zip(values, suppliers_of, strict=True):
        for supplier in suppliers:
            found[supplier] += Fraction(value) / len(suppliers)
    return {name: part / total for name, part in found.items()} if total else None


priced = st.lists(
    st.tuples(st.sampled_from([[], ["s1"], ["s2"], ["s1", "s2"]]), st.sampled_from([None, 10, 70, 400])), min_size=1, max_size=4
)  # fmt: skip


@settings(max_examples=25)
@given(priced)
def test_bounds_on_value_hold_every_completion(drawn: list[tuple[list[str], int | None]]) -> None:
    contracts = [
        contract(n, supplier_ids=who, value_net=None if value is None else Decimal(value))
        for n, (who, value) in enumerate(drawn)
    ]
    held, market = weighed(contracts)
    known = [value for _, value in drawn if value]
    bounds = {
        held.suppliers.names[supplier]: (market.pair_value_low[at], market.pair_value_high[at])
        for at, supplier in enumerate(market.pair_supplier.tolist())
    }
    dense = [float(each[0]) for each in concentration.herfindahl_of_value(market)]
    if not known:
        assert all(np.isnan(pair).all() for pair in bounds.values())
        assert np.isnan(dense).all()
        return
    assert 0 <= dense[0] <= dense[1] <= 1
    if all(value and len(who) == 1 for who, value in drawn):
        assert dense[0] == pytest.approx(dense[1])
    cap = Decimal(max(known))
    suppliers = [[who] if who else [[name] for name in [*bounds, "new", f"new{n}"]] for n, (who, _) in enumerate(drawn)]
    values = [[Decimal(value)] if value else [Decimal(0), cap / 2, cap] for _, value in drawn]
    reached: dict[str, list[Fraction]] = defaultdict(list)
    for chosen in product(product(*suppliers), product(*values)):
        found = value_shares(list(chosen[1]), list(chosen[0]))
        assert dense[0] - NEAR <= sum(each**2 for each in found.values()) <= dense[1] + NEAR if found else True
        for name, (least, most) in bounds.items() if found else ():
            assert least - NEAR <= found.get(name, 0) <= most + NEAR
            reached[name].append(found.get(name, Fraction(0)))
    if all(len(who) < 2 for who, _ in drawn):  # of a shared contract the bounds are a little wide
        for name, (least, most) in bounds.items():
            assert (min(reached[name]), max(reached[name])) == (pytest.approx(least), pytest.approx(most))


def test_one_exercise_is_one_purchase() -> None:
    """Named after Surrey's client transport of August 2026: 54 contracts, an ocid each, one title, one month."""
    exercise = [
        contract(n, supplier_ids=[f"t{n % 9}"], title="Client Transport Services 2026 - 2034 - SEND") for n in range(54)
    ]
    others = [contract(100 + n, supplier_ids=["s1"], title=f"Coaches {n}") for n in range(3)]
    _, market = weighed([*exercise, *others])
    assert (market.contracts[0], market.purchases[0], market.suppliers[0]) == (57, 4, 10)
    assert market.low.max() == pytest.approx(0.75)
    assert sorted(market.low.tolist())[:9] == [pytest.approx(1 / 36)] * 9


def test_what_is_counted_of_a_market() -> None:
    contracts = [
        contract(1, supplier_ids=["s1", "s2"], value_net=Decimal(100), awarded_on=ON),
        contract(2, supplier_ids=["s1"], value_net=Decimal("0.01"), council_code="BBB"),
        contract(3, supplier_ids=[], value_gross=Decimal(60)),
        contract(4, supplier_ids=["s1"], value_net=Decimal(50), currency="EUR"),
    ]
    held, market = weighed(contracts)
    assert held.suppliers.names == ["s1", "s2"]
    assert (market.contracts.tolist(), market.assessable.tolist(), market.councils.tolist()) == ([4], [3], [2])
    assert (market.value.tolist(), market.valued.tolist()) == ([16000], [2])
    assert market.pair_contracts.tolist() == [3, 1]
    assert market.pair_councils.tolist() == [2, 1]
    assert market.pair_value.tolist() == [5000, 5000]
    assert market.pair_mass.tolist() == [2.5, 0.5]
    assert market.unknown.tolist() == [1.0]
    assert market.known.tolist() == [3.0]
    assert market.part(np.array([True, False])).tolist() == [0.625]


def test_no_contracts_make_no_market() -> None:
    _, market = weighed([])
    assert len(market.group) == len(market.pair_supplier) == 0
