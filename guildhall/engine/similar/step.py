"""The likenesses' part of stage four."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    from guildhall.engine.build.context import Context


def make(folder: Path, on: date, context: Context) -> Mapping[str, Iterable[pa.RecordBatch]]:
    """Councils like each council, in every sense."""
    del context
    from guildhall.engine.similar import rank, world  # noqa: PLC0415 - numpy is imported in the process that gathers

    return {"likenesses": [rank.table(world.load(folder, on))]}
