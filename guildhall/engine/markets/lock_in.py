"""On which contracts the buyer itself named only one possible supplier, as L1 found it while the parts were put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow.compute as pc

from guildhall.engine.markets import columns
from guildhall.engine.markets.columns import Flags
from guildhall.engine.markets.frame import Frame
from guildhall.engine.register import write

if TYPE_CHECKING:
    from guildhall.engine.build.context import Context

CODE = "L1"


def declared(frame: Frame, context: Context) -> Flags:
    """False friends (statutory undertakers, works of art) are L1's to know, so its findings are read, not the grounds."""
    found = np.zeros(frame.rows, dtype=bool)
    for batch in write.unspool(sorted((context.setup.work / "rows").glob("findings.*"))):
        is_act = pc.and_(pc.equal(batch.column("indicator"), CODE), pc.equal(batch.column("status"), "act"))
        ids = batch.column("contract_id").filter(is_act)
        if len(ids):
            place = columns.places(ids.to_pylist(), frame.contract_id)
            found[place[place >= 0]] = True
    return found
