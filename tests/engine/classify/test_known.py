"""An operator's own list of products beside the catalogue, and titles that once were misread."""

import json
import pickle
from pathlib import Path

import pytest

from guildhall.engine import build, classify
from guildhall.engine.classify.known import Known
from guildhall.engine.register import open_register
from guildhall.engine.sources import product_lists
from guildhall.engine.sources.product_lists import Listed
from tests.engine.build.conftest import release

ROWS = (
    ("TaxPath 7", "Ledgerwell Ltd", "revs_bens"), ("TaxPath", "Ledgerwell Ltd", "revs_bens"), ("DeskLine", "Oakline", "Contact centre and telephony"),
    ("Ledger 9", "Oakline", "finance_erp"), ("Greet", "Brayside Forms Ltd", "crm"), ("Oddity", "Nobody Ltd", "gardening"), ("Mosaic", "Fernhall", "csc"),
)  # fmt: skip


def listed(*rows: tuple[str, ...], needs: tuple[str, ...] = ()) -> Known:
    return Known(
        Listed(name, supplier, kind, (), needs, "p.csv", n) for n, (name, supplier, kind) in enumerate(rows, 2)
    )


def found(title: str, known: Known, *suppliers: str, also: tuple[str, ...] = ()) -> tuple[tuple[str, ...], str]:
    said = classify.classify(title, "", (), suppliers, known=known, also_called=also)
    return said.products, said.category


def test_titles_name_products_of_the_list_and_their_category() -> None:
    known = listed(*ROWS)
    assert found("TaxPath 7: support and maintenance", known) == (("TaxPath",), "revs_bens")
    assert found("TaxPath annual support", known) == (("TaxPath",), "revs_bens")
    assert found("Ledger 9 licences", known) == (("Ledger 9",), "finance_erp")
    assert found("Annual support", known, also=("Annual support (TaxPath 7)",)) == (("TaxPath",), "revs_bens")
    assert found("Oddity renewal", known) == (("Oddity",), "")
    assert found("TaxPath 7: support and maintenance", Known())[0] == ()


def test_the_list_counts_before_the_catalogue_and_wants_words_beside_common_names() -> None:
    known = listed(*ROWS)
    assert found("Mosaic case management for adult social care", Known())[0] == ("Mosaic",)
    assert [p.category for p in known.products if p.name == "Mosaic"] == ["csc"]
    careful = listed(("Greet", "Brayside Forms Ltd", "crm"), needs=("forms", "brayside"))
    assert found("Meet and greet at the town hall", careful)[0] == ()
    assert found("Greet subscription", careful, "Brayside Forms Ltd") == (("Greet",), "crm")


def test_a_supplier_of_one_kind_of_product_tells_the_category_of_software() -> None:
    known = listed(*ROWS)
    assert found("Annual software licence", known, "Ledgerwell Ltd") == ((), "revs_bens")
    assert found("Annual software licence", known, "Oakline") == ((), "")
    assert found("Grass cutting", known, "Ledgerwell Ltd") == ((), "")


def test_an_unknown_category_is_said_and_a_name_is_known_once() -> None:
    known = listed(*ROWS, ("taxpath", "Another Ltd", "crm"))
    assert [(issue.code, issue.row) for issue in known.issues] == [("category_unknown", "7")]
    assert [p.supplier for p in known.products if p.name == "TaxPath"] == ["Ledgerwell Ltd"]
    again = pickle.loads(pickle.dumps(known))
    assert [p.name for p in again.products] == [p.name for p in known.products]


def test_a_build_reads_the_list_whichever_file_comes_first(tmp_path: Path) -> None:
    made = release(1)
    made["contracts"][0]["title"] = "Zebrafold yearly charge"
    for number, name in enumerate(("a.csv", "z.csv")):
        given = tmp_path / str(number)
        given.mkdir()
        (given / "m.jsonl").write_text(json.dumps(made) + "\n")
        (given / name).write_text(
            "product,supplier,category\nZebrafold,Acme Software Ltd,parking\n,Nobody,parking\nLost,Nobody,gardening\n"
        )
        built = build.build([given], tmp_path / f"register{number}", workers=1)
        with open_register(built.home) as register:
            (contract,) = register.rows("contracts")
            (product,) = register.rows("products")
            issues = {row["code"] for row in register.rows("issues")}
        assert (contract["product_names"], contract["category"]) == (["Zebrafold"], "parking")
        assert (product["supplier_name"], product["category"]) == ("Acme Software Ltd", "parking")
        assert issues >= {"row_without_product", "category_unknown"}


def test_what_is_no_list_of_products(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("product,supplier,category,price,day,place\nA,B,crm,1,2,x\n")
    assert list(product_lists.read(path, lambda _: None)) == []
    assert list(product_lists.read(tmp_path / "none.csv", lambda _: None)) == []


@pytest.mark.parametrize(
    ("title", "cpv", "category"),
    [
        ("Greet: support and maintenance", "48445000", "crm"),
        ("Enterprise suite renewal", "48451000", "finance_erp"),
        ("Time recording package", "48450000", "hr_payroll"),
        ("Supply, hosting and support of customer forms and case platform", "", "crm"),
        ("Supply, hosting and support of revenues and benefits system", "72400000", "revs_bens"),
        ("Provision of hosting services", "", "hosting"),
        ("Passenger transport planning software", "", "transport"),
        ("Planning software", "", "planning"),
        ("Workforce planning software", "", ""),
        ("Finance and purchasing system", "48812000", "finance_erp"),
        ("Dynamic purchasing system for taxis", "", ""),
    ],
)
def test_titles_that_once_were_misread(title: str, cpv: str, category: str) -> None:
    assert classify.classify(title, "", (cpv,) if cpv else ()).category == category
