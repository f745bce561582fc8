"""The markets' part of stage four: from contracts to markets, shares, switches and findings on portfolios."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    from guildhall.engine.build.context import Context


def make(folder: Path, on: date, context: Context) -> Mapping[str, Iterable[pa.RecordBatch]]:
    """Tables of markets; nothing is imported or read before there is a contract."""
    del context
    from guildhall.engine.markets import frame, shares  # noqa: PLC0415 - only a build with contracts pays for these

    held = frame.load(folder, on)
    markets, of_suppliers = shares.tables(held)
    return {"markets": markets, "market_shares": of_suppliers}
