"""What a file is, told by its contents and never by its name: a register once lay among payments under their name."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

import msgspec

from guildhall.engine.sources import council_spend, ocds, tabular
from guildhall.engine.sources.contracts_finder import table as contracts_finder
from guildhall.engine.sources.council_registers import shape as registers
from guildhall.engine.sources.council_spend import mapping as spend_columns
from guildhall.engine.sources.observed_systems import rows as systems
from guildhall.engine.sources.product_lists import rows as product_lists
from guildhall.engine.sources.tabular import Dialect, Refused, Table, columns, header, opening, plain

__all__ = ["KINDS", "READERS", "Identified", "identify"]

KINDS: dict[str, str] = {
    "ocds_jsonl": "procurement notices in the Open Contracting Data Standard, one a line",
    "ocds_package": "a package of procurement notices in the Open Contracting Data Standard",
    "ocds_releases": "a list of procurement notices in the Open Contracting Data Standard",
    "ocds_release": "one procurement notice in the Open Contracting Data Standard",
    "contracts_finder_csv": "notices of Contracts Finder as a table",
    "council_register": "a council's contract register",
    "observed_systems": "public signs that councils run products",
    "council_spend": "a council's payments",
    "spend_index": "an index of a council's files of payments",
    "products": "a list of products with their suppliers",
    "judgements": "what people said of suppliers' names: the same or not",
    "supplier_list": "names of suppliers with company numbers",
    "council_names": "names or codes of councils",
    "unknown": "nothing we can read",
}
READERS = frozenset(
    {
        "ocds_jsonl",
        "ocds_package",
        "ocds_releases",
        "ocds_release",
        "contracts_finder_csv",
        "council_register",
        "council_spend",
        "spend_index",
        "observed_systems",
        "products",
        "judgements",
    }
)
"""Kinds that a build reads in this release; the others are listed with the reason."""
NOT_READ = {
    "supplier_list": "lists of suppliers are not read yet in this release; names come from notices and registers",
    "council_names": "the register of councils is part of the product and is not read from files",
}
LEFT_OUT = frozenset({"contact", "place", "documents", "other"})
"""Columns that readers know and leave alone: people's contact details, and what says nothing of a contract."""
_SOURCES = {
    "contracts_finder_csv": "contracts_finder", "council_register": "council_registers", "observed_systems": "observed_systems",
    "council_spend": "council_spend", "council_names": "council_names", "products": "product_lists",
}  # fmt: skip


class Identified(msgspec.Struct, frozen=True):
    """A file's kind and how it would be read."""

    kind: str
    """A key of `KINDS`."""
    source: str
    """Key of the source whose reader takes it, empty if none or if the notices themselves say (OCDS)."""
    encoding: str = ""
    dialect: Dialect | None = None
    header_row: int | None = None
    columns: tuple[str, ...] = ()
    why: str = ""
    """One sentence in plain words."""
    confidence: float = 0.0
    column_map: dict[str, str] = {}
    """What we want to know to the column that holds it."""
    sheet: str = ""
    format: str = ""

    @property
    def is_read(self) -> bool:
        return self.kind in READERS


_NAMES = columns.ColumnMap({
    "name": ("name", "supplier name", "supplier", "company name", "party name"),
    "company_number": ("company_number", "company number", "companies house number", "companyNumber", "company registration number"),
})  # fmt: skip
_COUNCILS = columns.ColumnMap({
    "code": ("local-authority-code", "local_authority_code", "lad code", "council code", "la code", "gss", "gss-code", "gss code", "predecessor_code",
             "local-authority-code_A", "LAD24CD", "code"),
    "name": ("official-name", "nice-name", "la-name", "council", "local authority", "name", "label", "council_name", "predecessor", "LAD24NM"),
})  # fmt: skip


_JUDGEMENTS = columns.ColumnMap({name: (name,) for name in ("one", "other", "verdict", "by_role", "on", "why")})


def _judgements(names: Sequence[str]) -> float:
    return 0.95 if {"one", "other", "verdict"} <= _JUDGEMENTS.match(names).keys() else 0.0


def _suppliers(names: Sequence[str]) -> float:
    fields = _NAMES.match(names)
    return 0.7 if {"name", "company_number"} <= fields.keys() else 0.0


def _councils(names: Sequence[str]) -> float:
    fields = _COUNCILS.match(names)
    keys = {header.key(name) for name in names}
    council_column = keys & {
        "localauthoritycode",
        "gsscode",
        "gss",
        "laname",
        "lad24cd",
        "predecessorcode",
        "localauthoritycodea",
    }
    if council_column and ("name" in fields or len(names) <= 5):
        return 0.6
    return 0.5 if keys in ({"name"}, {"council"}) else 0.0


class _Candidate(msgspec.Struct, frozen=True):
    kind: str
    likeness: Callable[[Sequence[str]], float]
    map: columns.ColumnMap


@lru_cache(maxsize=1)
def _candidates() -> tuple[_Candidate, ...]:
    return (
        _Candidate("contracts_finder_csv", contracts_finder.likeness, contracts_finder.column_map()),
        _Candidate("observed_systems", systems.likeness, systems.column_map()),
        _Candidate("council_register", registers.likeness, registers.column_map()),
        _Candidate("council_spend", council_spend.likeness, council_spend.column_map()),
        _Candidate("supplier_list", _suppliers, _NAMES),
        _Candidate("products", product_lists.likeness, product_lists.column_map()),
        _Candidate("judgements", _judgements, _JUDGEMENTS),
        _Candidate("council_names", _councils, _COUNCILS),
    )


@lru_cache(maxsize=1)
def known_columns() -> frozenset[str]:
    """Keys of every column name that some reader understands."""
    return frozenset().union(*(candidate.map.keys for candidate in _candidates()))


_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)|[{}\[\]:,]', re.DOTALL)


def _outline(text: str) -> tuple[str, list[list[str]]]:
    """The outermost bracket and the keys at the first two depths of a JSON text, from as much of it as there is."""
    stack: list[str] = []
    keys: list[list[str]] = [[], []]
    outer, last = "", ""
    for match in _TOKEN.finditer(text):
        mark = match[0]
        if mark in {"{", "["}:
            outer = outer or mark
            stack.append(mark)
            if len(stack) > 64:
                break
        elif mark in {"}", "]"}:
            stack.pop()
            if not stack:
                break
        elif mark == ":" and last and len(stack) in {1, 2} and stack[-1] == "{":
            keys[len(stack) - 1].append(last[1:-1])
        last = mark if mark[0] == '"' else ""
    return outer, keys


def _json(text: str, encoding: str) -> Identified:
    """JSON of some kind, from its beginning."""
    outer, keys = _outline(text)
    top, inner = keys[0], keys[1]
    newline = text.find("\n")
    first_line = text[: newline if newline >= 0 else len(text)]

    def found(kind: str, why: str, confidence: float = 0.95) -> Identified:
        return Identified(kind, "", encoding, why=why, confidence=confidence, format="json")

    if outer == "{" and {"releases", "records"} & set(top):
        what = "releases" if "releases" in top else "records"
        return found("ocds_package", f"it is a JSON object with a list of {what}")
    if outer == "{" and "ocid" in top:
        if ocds.is_lines(first_line.encode()):
            return found("ocds_jsonl", "each line is a JSON object with an ocid")
        return found("ocds_release", "it is one JSON object with an ocid")
    if outer == "[" and ("ocid" in inner or {"releases", "records"} & set(inner)):
        return found("ocds_releases", "it is a JSON list of objects with an ocid")
    if outer == "{" and {"src", "columns", "files"} <= set(top):
        why = "it says where a council's files of payments came from; it is read for the council beside those files"
        return found("spend_index", why)
    listed = ", ".join(dict.fromkeys((top or inner)[:6])) or "no keys"
    return found("unknown", f"it is JSON with {listed}: no procurement notices", 0.9)


def _described(
    table: Table, kind: str, why: str, confidence: float, matched: dict[str, str] | None = None
) -> Identified:
    return Identified(
        kind, _SOURCES.get(kind, ""), table.encoding, table.dialect if table.format == "csv" else None, table.header_row, table.columns,
        why, round(confidence, 2), matched or {}, table.sheet, table.format,
    )  # fmt: skip


def _table(table: Table, *, mapped: bool) -> Identified:
    if table.header_row is None:
        sample = [row.cells for _, row in zip(range(60), table.rows(), strict=False)]
        if (score := council_spend.likeness_of_cells(sample)) > 0:
            why = "no row names its columns, but its cells look like payments"
            return _described(table, "council_spend", why, score, _of_payments(table) if mapped else {})
        return _described(table, "unknown", "it is a table in which no row names the columns", 0.7)
    best = max(_candidates(), key=lambda each: each.likeness(table.columns))
    score = best.likeness(table.columns)
    if score <= 0:
        named = ", ".join(name for name in table.columns[:8] if name)
        return _described(table, "unknown", f"it is a table with columns nobody here reads: {named}", 0.8)
    if best.kind == "council_spend":
        matched = _of_payments(table) if mapped else {}
    else:
        places = best.map.match(table.columns)
        matched = {field: table.columns[place] for field, place in places.items() if field not in LEFT_OUT}
    why = f"its columns are those of {KINDS[best.kind]}: {', '.join((list(matched.values()) or [name for name in table.columns if name])[:6])}"
    if best.kind in NOT_READ:
        why = f"{why}; {NOT_READ[best.kind]}"
    return _described(table, best.kind, why, score, matched)


def _of_payments(table: Table) -> dict[str, str]:
    """The columns of a list of payments, by their names and their cells."""
    sample = [row.cells for _, row in zip(range(spend_columns.SAMPLE), table.rows(), strict=False)]
    places = spend_columns.columns(table.columns, sample, headed=table.header_row is not None)
    return {field: table.columns[place] for field, place in places.items()}


def _looks_like_prose(table: Table) -> bool:
    """Text that happens to hold commas is no table."""
    if table.format != "csv":
        return False
    if len(table.columns) < 2:
        return True
    rows = [row for _, row in zip(range(30), table.rows(), strict=False)]
    uneven = sum(1 for row in rows if row.extra or sum(map(bool, row.cells)) < max(2, len(table.columns) // 3))
    return bool(rows) and uneven > len(rows) * 0.6


def _refused(reason: str) -> Identified:
    return Identified("unknown", "", why=reason, confidence=1.0)


def _best(tables: list[Table], *, mapped: bool) -> Identified:
    """What the most telling of a file's tables says."""
    if not tables:
        return _refused("there is nothing in it but blanks")
    found = max(
        (_table(table, mapped=mapped) for table in tables),
        key=lambda each: (each.is_read, each.kind != "unknown", each.confidence),
    )
    if found.kind == "unknown" and len(tables) == 1 and _looks_like_prose(tables[0]):
        return _refused("it is text, not a table")
    return found


def identify(path: Path, *, mapped: bool = True) -> Identified:
    """What a file is. Never raises: what cannot be read is `unknown` with the reason. Whose column is whose in a list of
    payments takes a look at its cells, which is left out unless the map is wanted.
    """
    try:
        start, member = opening.head(path)
        kind = opening.magic(start)
        if not kind:
            encoding = plain.encoding(start)
            text = plain.strip_marks(
                start.decode(encoding if encoding.startswith("utf-") and " " not in encoding else "utf-8", "replace")
            )
            if text.lstrip()[:1] in ("{", "["):
                found = _json(text.lstrip(), encoding)
                if member and found.is_read:
                    return _refused(f"the zip file holds notices ({member}); unpack it first")
                return found
        return _best(tabular.tables(path, known_columns()), mapped=mapped)
    except Refused as refused:
        return _refused(str(refused))
