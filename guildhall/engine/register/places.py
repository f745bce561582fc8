"""Where a register lies, and what is known of a table once written. Free of Arrow, so that it costs nothing."""

from __future__ import annotations

from pathlib import Path

import msgspec


class Written(msgspec.Struct, frozen=True):
    """A table as written: what the manifest says of it."""

    rows: int
    sha256: str
    bytes: int


TABLES = (
    "contracts", "claims", "councils", "suppliers", "products", "notices", "findings", "issues", "coverage",
    "observations", "successions", "supplier_names", "payments", "spend", "paid", "lineage", "markets", "market_shares",
    "switches", "likenesses", "portfolio_findings",
)  # fmt: skip
"""Names of the tables a register may have, for those who need no more than to know its files."""


ADDED = "added"
"""Folder of what was added to a register since it was built."""


def is_file_of_register(name: str) -> bool:
    return name in {"manifest.json", "datapackage.json", ADDED} or name in {f"{table}.parquet" for table in TABLES}


def previous(home: Path) -> Path:
    """Where the register before this one is kept until the next build, for those still reading it."""
    return home.parent / f".{home.name}.previous"
