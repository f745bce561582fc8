"""What follows from the whole record, as the site loads it: keys for ids, sums, and what points nowhere left out."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from guildhall.rooms.contracts import actions
from guildhall.rooms.contracts.models import (
    Contract,
    Lineage,
    Market,
    MarketShare,
    Paid,
    Register,
    Spend,
    SupplierName,
    Switch,
)
from tests.factories import register

pytestmark = pytest.mark.django_db
Loader = Callable[..., actions.Loaded]
LATER = (
    "supplier_names",
    "payments",
    "spend",
    "paid",
    "lineage",
    "markets",
    "market_shares",
    "switches",
    "likenesses",
    "portfolio_findings",
)


def test_rows_point_at_suppliers_councils_and_contracts(load: Loader) -> None:
    load(
        contracts=[register.contract(1), register.contract(2)],
        supplier_names=[{"supplier_id": "GB-COH:01", "name": "LEDGERWELL", "mentions": 3, "sources": ["find_a_tender"], "score": 0.9, "why": "Same number."}],
        lineage=[{"child_id": "c-2", "parent_id": "c-1", "kind": "renewal_of", "score": 0.9, "basis": "D", "why": "Same need."}],
        paid=[register.paid("c-1")], markets=[register.market()],
        market_shares=[register.share("GB-COH:01", "Ledgerwell Ltd"), register.share("nobody", "Not here")],
        switches=[register.switch(to_contract_id="c-2")],
    )  # fmt: skip
    name, came, paid, switch = (
        SupplierName.objects.get(),
        Lineage.objects.get(),
        Paid.objects.get(),
        Switch.objects.get(),
    )
    assert (name.supplier.name, name.sources, name.score) == ("Ledgerwell Ltd", ["find_a_tender"], 0.9)
    assert (came.child.contract_id, came.parent.contract_id) == ("c-2", "c-1")
    assert (paid.contract.contract_id, paid.supplier.slug, paid.paid) == ("c-1", "ledgerwell-ltd", Decimal(210_000))
    assert (switch.council_id, switch.from_supplier.name, switch.to_supplier, switch.to_contract.contract_id) == (
        "X-NMR",
        "Ledgerwell Ltd",
        None,
        "c-2",
    )
    assert Market.objects.get().scope_key == ""
    assert [(share.supplier_name, share.supplier is None) for share in MarketShare.objects.order_by("id")] == [
        ("Ledgerwell Ltd", False), ("Not here", True),
    ]  # fmt: skip


def test_rows_that_point_nowhere_are_left_out_and_counted(load: Loader) -> None:
    loaded = load(
        contracts=[register.contract(1)], paid=[register.paid("c-9")],
        supplier_names=[{"supplier_id": "nobody", "name": "Nobody"}],
        lineage=[{"child_id": "c-1", "parent_id": "c-9", "kind": "same_as"}],
        switches=[register.switch(council_code="X-NOT")],
    )  # fmt: skip
    assert (Paid.objects.count(), SupplierName.objects.count(), Lineage.objects.count(), loaded.orphans) == (0, 0, 0, 3)
    assert Switch.objects.get().council is None


def test_spend_of_suppliers_without_a_contract_is_added_up(load: Loader) -> None:
    load(spend=[
        register.spend(), register.spend(supplier_id="other", paid=Decimal(5), payments=1), register.spend(supplier_id=None, paid=Decimal(7), payments=2),
        register.spend(council_code=None), register.spend(2024, paid=None, explained=None, payments=None),
    ])  # fmt: skip
    rows = [(row.year, row.supplier_id is None, row.paid, row.payments) for row in Spend.objects.order_by("id")]
    assert sorted(rows, key=str) == [
        (2024, False, None, 0), (2025, False, Decimal(120_000), 12), (2025, True, Decimal(12), 3),
    ]  # fmt: skip


def test_copies_and_replaced_contracts_fall_silent(load: Loader) -> None:
    load(
        contracts=[
            register.contract(1), register.contract(2, starts_on=date(2026, 1, 1)), register.contract(3, starts_on=date(2027, 1, 1)),
            register.contract(4), register.contract(5),
        ],
        lineage=[
            {"child_id": "c-2", "parent_id": "c-1", "kind": "renewal_of"}, {"child_id": "c-3", "parent_id": "c-2", "kind": "renewal_of"},
            {"child_id": "c-4", "parent_id": "c-3", "kind": "same_as"}, {"child_id": "c-5", "parent_id": "c-3", "kind": "call_off_of"},
            {"child_id": "c-9", "parent_id": "c-5", "kind": "renewal_of"},
        ],
    )  # fmt: skip
    assert dict(Contract.objects.values_list("contract_id", "status")) == {
        "c-1": "replaced", "c-2": "active", "c-3": "active", "c-4": "copy", "c-5": "active",
    }  # fmt: skip


def test_a_register_from_before_these_tables_still_loads(db: None, tmp_path: Path) -> None:
    home = register.write(tmp_path / "register", contracts=[register.contract(1)])
    for name in LATER:
        (home / f"{name}.parquet").unlink()
    assert actions.load_register(home, by="test").contracts == 1
    assert (Spend.objects.count(), Market.objects.count()) == (0, 0)


def test_a_table_that_was_written_and_is_gone_is_damage(db: None, tmp_path: Path) -> None:
    home = register.write(tmp_path / "register", contracts=[register.contract(1)])
    manifest = (home / "manifest.json").read_text(encoding="utf-8")
    (home / "manifest.json").write_text(
        manifest.replace("{", '{"tables": {"spend": {"rows": 3}}, ', 1), encoding="utf-8"
    )
    (home / "spend.parquet").unlink()
    with pytest.raises(actions.RegisterRefusedError, match="no whole register"):
        actions.load_register(home, by="test")


def test_what_markets_are_made_from_is_kept(load: Loader) -> None:
    load(contracts=[register.contract(1)])
    assert len(bytes(Register.objects.get().market)) > 100
