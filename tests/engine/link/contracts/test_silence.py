"""What is said of contracts that fall silent."""

import pyarrow as pa

from guildhall.engine.link.contracts import silence


def test_an_original_says_what_its_silent_copies_knew() -> None:
    contracts = pa.table({
        "contract_id": ["notice", "row", "other"], "product_names": [["Casebook"], ["TaxPath", "Casebook"], []],
        "category": pa.array([None, "revs_bens", "cms"], pa.string()),
    })  # fmt: skip
    links = pa.table({
        "child_id": ["row", "gone", "other"], "parent_id": ["notice", "notice", "row"], "kind": ["same_as", "same_as", "renewal_of"],
    })  # fmt: skip
    told = silence.taken_over(contracts, links)
    assert told["product_names"].to_pylist() == [["Casebook", "TaxPath"], ["TaxPath", "Casebook"], []]
    assert told["category"].to_pylist() == ["revs_bens", "revs_bens", "cms"]
    assert silence.taken_over(contracts, links.slice(2)) is contracts
