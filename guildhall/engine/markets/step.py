"""The markets' part of stage four: from contracts to markets, shares, switches and findings on contracts and portfolios."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    from guildhall.engine.build.context import Context
    from guildhall.engine.markets.frame import Frame


def make(folder: Path, on: date, context: Context) -> Mapping[str, Iterable[pa.RecordBatch]]:
    """Tables of markets; findings on portfolios are made when asked for, after the findings on contracts are written."""
    from guildhall.engine.markets import challengers, dependence, frame, incumbency, lock_in, needs, shares, switches  # noqa: PLC0415 - only the process that gathers needs numpy

    held = frame.load(folder, on)
    markets, of_suppliers = shares.tables(held)
    of_needs = needs.needs(held)
    return {
        "markets": markets,
        "market_shares": of_suppliers,
        "switches": [switches.table(held, folder)],
        "findings": [
            incumbency.findings(held, incumbency.rows_of(held), on),
            challengers.findings(held, of_needs, challengers.challengers(held, of_needs, on), on),
            dependence.of_repeats(held, dependence.repeats(held, lock_in.declared(held, context), on), on),
            dependence.of_products(held, dependence.dependence(held, folder), on),
            dependence.of_groups(held, dependence.groups(held), on),
        ],
        "portfolio_findings": _portfolios(held, folder, on),
    }


def _portfolios(held: Frame, folder: Path, on: date) -> Iterator[pa.RecordBatch]:
    """Evaluated last: it reads the findings on contracts."""
    from guildhall.engine.markets import needs, portfolio, rollup  # noqa: PLC0415 - as above
    from guildhall.engine.register import write  # noqa: PLC0415 - as above

    rows = [
        *portfolio.all_rows(held, needs.needs(held), on),
        *rollup.all_rows(held, rollup.held(held, folder), held.software),
    ]
    rows.sort(key=lambda row: (row["subject"], row["subject_id"], row["indicator"], row["scope"] or ""))
    yield write.table_of("portfolio_findings", rows)
