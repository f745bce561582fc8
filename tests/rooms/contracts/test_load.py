"""A register comes into the database whole, or not at all."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection

from guildhall.core import search
from guildhall.rooms.contracts import actions
from guildhall.rooms.contracts.management import load_register as command
from guildhall.rooms.contracts.models import (
    Change,
    Claim,
    Contract,
    ContractProduct,
    ContractSupplier,
    CoverageRow,
    Document,
    Finding,
    Issue,
    Notice,
    NoticeContract,
    Observation,
    Product,
    Register,
    Supplier,
)  # fmt: skip
from guildhall.rooms.contracts.queries import index
from guildhall.rooms.councils.models import Council
from tests.factories import register

pytestmark = pytest.mark.django_db


def test_every_table_comes_in(three: actions.Loaded) -> None:
    assert (three.is_new, three.contracts, three.orphans) == (True, 3, 1)
    counted = {
        model.__name__: model.objects.count()
        for model in (
            Council, Contract, Supplier, Product, ContractSupplier, ContractProduct, Claim, Document, Notice, NoticeContract,
            Finding, Observation, Issue, CoverageRow, Change, Register,
        )
    }  # fmt: skip
    assert counted == {
        "Council": 2, "Contract": 3, "Supplier": 1, "Product": 1, "ContractSupplier": 2, "ContractProduct": 2, "Claim": 3,
        "Document": 2, "Notice": 1, "NoticeContract": 1, "Finding": 2, "Observation": 1, "Issue": 1, "CoverageRow": 1,
        "Change": 1, "Register": 1,
    }  # fmt: skip


def test_values_keep_their_kind(load: Callable[..., actions.Loaded]) -> None:
    load(contracts=[register.contract(
        1, title='A "quoted" \\ title\nof two lines', supplier_names=['Ledger "and" well\\', "Zoë & Co"], options=[12, 24],
        is_digital=None, notice_days=None, value_net=Decimal("1234.50"), ends_on=None, cpv=None,
    )])  # fmt: skip
    contract = Contract.objects.get()
    assert contract.title == 'A "quoted" \\ title\nof two lines'
    assert contract.supplier_names == ['Ledger "and" well\\', "Zoë & Co"]
    assert (contract.options, contract.cpv, contract.is_digital, contract.notice_days) == ([12, 24], [], None, None)
    assert (contract.value_net, contract.starts_on, contract.ends_on) == (Decimal("1234.50"), date(2023, 1, 1), None)
    assert contract.council_id == "X-NMR"


def test_an_address_holds_no_dot(load: Callable[..., actions.Loaded]) -> None:
    load(contracts=[], councils=[register.council("X-STH", "St. Helens Council", slug="st.-helens")])
    assert Council.objects.values_list("slug", flat=True).get() == "st-helens"
    assert search.find("helens").hits["council"][0].key == "st-helens"


def test_a_buyer_that_is_no_council_keeps_its_contract(load: Callable[..., actions.Loaded]) -> None:
    load(contracts=[register.contract(1, council_code=None, council_codes=[], buyer_name="A trading arm")])
    assert Contract.objects.values_list("council", "buyer_name").get() == (None, "A trading arm")


def test_keys_are_the_same_at_every_load(load: Callable[..., actions.Loaded]) -> None:
    load(contracts=[register.contract(1), register.contract(2)])
    before = dict(Contract.objects.values_list("contract_id", "id"))
    load(contracts=[register.contract(2), register.contract(3)])
    after = dict(Contract.objects.values_list("contract_id", "id"))
    assert after["c-2"] == before["c-2"]
    assert set(after) == {"c-2", "c-3"}


def test_the_same_register_is_loaded_once(load: Callable[..., actions.Loaded]) -> None:
    assert load(contracts=[register.contract(1)]).is_new
    again = load(contracts=[register.contract(1)])
    assert (again.is_new, again.contracts) == (False, 1)


def test_yearly_value_is_worked_out_where_none_is_stated(load: Callable[..., actions.Loaded]) -> None:
    load(contracts=[
        register.contract(1, value_net=Decimal(500_000)),
        register.contract(2, value_year=Decimal(7)),
        register.contract(3, is_framework=True), register.contract(4, currency="EUR"), register.contract(5, ends_on=None),
        register.contract(6, value_net=Decimal(3000), starts_on=date(2026, 1, 1), ends_on=date(2026, 3, 31)),
    ])  # fmt: skip
    found = Contract.objects.order_by("contract_id").values_list("value_year", "value_year_is_worked_out")
    assert [(round(value) if value is not None else None, made) for value, made in found] == [
        (100_014, True), (7, False), (None, False), (None, False), (None, False), (3000, True),
    ]  # fmt: skip


def test_a_missing_register_is_refused_in_words(db: None, tmp_path: Path) -> None:
    with pytest.raises(actions.RegisterRefusedError, match="guildhall build"):
        actions.load_register(tmp_path / "nowhere", by="test")


@pytest.mark.parametrize(
    ("file", "content"), [("claims.parquet", b"PAR1 no more"), ("manifest.json", b"{"), ("contracts.parquet", b"")]
)
def test_a_damaged_register_is_refused_and_the_old_one_stays(
    three: actions.Loaded, tmp_path: Path, file: str, content: bytes
) -> None:
    home = register.write(tmp_path / "next", contracts=[register.contract(7)])
    (home / file).write_bytes(content)
    with pytest.raises(actions.RegisterRefusedError):
        actions.load_register(home, by="test")
    assert Contract.objects.count() == 3


def test_a_table_damaged_inside_leaves_everything_as_it_was(three: actions.Loaded, tmp_path: Path) -> None:
    many = [register.claim("c-7", "title", f"Claim {number}") for number in range(2000)]
    home = register.write(tmp_path / "next", contracts=[register.contract(7)], claims=many)
    damaged = bytearray((home / "claims.parquet").read_bytes())
    damaged[40:400] = b"\xff" * 360
    (home / "claims.parquet").write_bytes(damaged)
    with pytest.raises(actions.RegisterRefusedError, match="untouched"):
        actions.load_register(home, by="test")
    assert set(Contract.objects.values_list("contract_id", flat=True)) == {"c-1", "c-2", "c-3"}
    assert index.current().size == 3
    assert search.find("Housing repairs").count == 1


def test_a_contract_twice_is_refused(load: Callable[..., actions.Loaded]) -> None:
    with pytest.raises(actions.RegisterRefusedError, match="twice"):
        load(contracts=[register.contract(1), register.contract(1)])


def test_an_older_register_without_a_column_loads(db: None, tmp_path: Path) -> None:
    import pyarrow.parquet as pq  # noqa: PLC0415 -- beside its one use

    home = register.write(tmp_path / "old", contracts=[register.contract(1)])
    table = pq.read_table(home / "contracts.parquet").drop_columns(["criticality", "mobilise_months"])
    pq.write_table(table, home / "contracts.parquet")
    assert actions.load_register(home, by="test").contracts == 1


def test_changes_are_new_contracts_and_moved_ends(load: Callable[..., actions.Loaded]) -> None:
    load(contracts=[register.contract(1), register.contract(2)])
    load(contracts=[register.contract(1, ends_on=date(2029, 3, 31)), register.contract(2), register.contract(3)])
    assert sorted(Change.objects.values_list("kind", "contract_id")) == [("moved_end", "c-1"), ("new_contract", "c-3")]
    assert "extended Contract number 1, now to 31 March 2029" in Change.objects.get(kind="moved_end").words


def test_a_first_load_shows_the_newest_notices(three: actions.Loaded) -> None:
    assert list(Change.objects.values_list("kind", "contract_id", "source")) == [
        ("new_notice", "c-1", "Contract details notice"),
    ]  # fmt: skip


def test_shorter_indexes_come_back_after_a_load(three: actions.Loaded) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite takes its indexes away while loading")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM sqlite_master WHERE type = 'index' AND tbl_name = 'contracts_claim' AND sql IS NOT NULL"
        )
        assert cursor.fetchone()[0] >= 1


def test_the_command_says_what_it_did(db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from argparse import Namespace  # noqa: PLC0415 -- beside its one use

    home = register.write(
        tmp_path / "register", contracts=[register.contract(1)], claims=[register.claim("c-5", "title", "x")]
    )
    assert command.run(Namespace(home=home)) == 0
    assert "Loaded 1 contract," in capsys.readouterr().out
    assert command.run(Namespace(home=home)) == 0
    assert "Nothing was changed" in capsys.readouterr().out
    assert command.run(Namespace(home=tmp_path / "nowhere")) == 1
    assert "guildhall build" in capsys.readouterr().err
