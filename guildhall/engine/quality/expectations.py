"""What must hold in every register, and what a healthy one usually shows. Each is one sentence and one small function."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Literal, NamedTuple

from guildhall.engine.register.read import Register

Need = Literal["must", "should"]


class Expectation(NamedTuple):
    """`broken` yields what breaks it, in words; a few examples are enough to find the fault."""

    need: Need
    words: str
    broken: Callable[[Register], Iterator[str]]


def _ids(register: Register) -> list[str]:
    return [row["contract_id"] for row in register.rows("contracts", ["contract_id"])]


def _repeated(register: Register) -> Iterator[str]:
    seen: set[str] = set()
    for contract_id in _ids(register):
        if contract_id in seen:
            yield contract_id
        seen.add(contract_id)


def _orphans(register: Register) -> Iterator[str]:
    known = set(_ids(register))
    for table in ("claims", "findings"):
        for row in register.rows(table, ["contract_id"]):
            if row["contract_id"] not in known:
                yield f"{table} speak of {row['contract_id']}"


def _strangers(register: Register) -> Iterator[str]:
    codes = {row["code"] for row in register.rows("councils", ["code"])}
    suppliers = {row["supplier_id"] for row in register.rows("suppliers", ["supplier_id"])}
    for row in register.rows("contracts", ["contract_id", "council_codes", "supplier_ids"]):
        unknown = [*(set(row["council_codes"]) - codes), *(set(row["supplier_ids"]) - suppliers)]
        if unknown:
            yield f"{row['contract_id']} names {', '.join(sorted(unknown))}"


def _out_of_order(register: Register) -> Iterator[str]:
    pairs = (
        ("starts_on", "ends_on"),
        ("ends_on", "last_end_on"),
        ("decide_by_earliest_on", "decide_by_latest_on"),
        ("ends_earliest_on", "ends_latest_on"),
    )
    columns = sorted({name for pair in pairs for name in pair})
    for row in register.rows("contracts", ["contract_id", *columns]):
        for first, second in pairs:
            if row[first] and row[second] and row[first] > row[second]:
                yield f"{row['contract_id']}: {first} {row[first]} is after {second} {row[second]}"


def _nominal(register: Register) -> Iterator[str]:
    for row in register.rows("contracts", ["contract_id", "value_net", "value_gross"]):
        if any(row[name] is not None and row[name] <= 1 for name in ("value_net", "value_gross")):
            yield f"{row['contract_id']} is valued at a pound or less"


def _mixed(register: Register) -> Iterator[str]:
    for row in register.rows("contracts", ["contract_id", "is_sample"]):
        if row["is_sample"] != register.is_sample:
            yield row["contract_id"]


def _unfounded(register: Register) -> Iterator[str]:
    told = {row["contract_id"] for row in register.rows("claims", ["contract_id"])}
    yield from (contract_id for contract_id in _ids(register) if contract_id not in told)


def _few(field: str, share: float) -> Callable[[Register], Iterator[str]]:
    def broken(register: Register) -> Iterator[str]:
        for row in register.rows("coverage"):
            if row["scope"] == "field" and row["key"] == field and row["total"] and row["known"] < share * row["total"]:
                yield str(row["words"])

    return broken


def _refused(register: Register) -> Iterator[str]:
    for entry in register.manifest["inputs"]:
        if entry["rows"] and entry["refused"] > entry["rows"] / 10:
            yield f"{entry['name']}: {entry['refused']:,} of {entry['rows']:,} rows refused"


EXPECTATIONS: tuple[Expectation, ...] = (
    Expectation("must", "A contract is held once.", _repeated),
    Expectation("must", "Claims and findings speak of contracts that are held.", _orphans),
    Expectation("must", "Contracts name councils and suppliers that are held.", _strangers),
    Expectation("must", "A term starts before it ends, and could end last of all.", _out_of_order),
    Expectation("must", "Nothing, a penny or a pound is no value.", _nominal),
    Expectation("must", "A register holds either the sample or real data.", _mixed),
    Expectation("must", "Every contract rests on a claim.", _unfounded),
    Expectation("should", "Nine contracts in ten have a named supplier.", _few("supplier_names", 0.9)),
    Expectation("should", "Seven contracts in ten have an agreed end.", _few("ends_on", 0.7)),
    Expectation("should", "Half of all contracts have a value.", _few("value", 0.5)),
    Expectation("should", "No file has more than a tenth of its rows refused.", _refused),
)


def check(register: Register, most: int = 3) -> list[dict[str, Any]]:
    """Every expectation with how often it is broken and the first few examples."""
    found = []
    for expectation in EXPECTATIONS:
        count = 0
        examples: list[str] = []
        for words in expectation.broken(register):
            count += 1
            if len(examples) < most:
                examples.append(words)
        found.append({"need": expectation.need, "words": expectation.words, "broken": count, "examples": examples})
    return found
