"""Sums worked out by DuckDB within bounds, as rows."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from guildhall.engine.sets import engines, settings, stages
from guildhall.engine.sets.stages import Given
from tests.engine.sets.worlds import ON

Rows = list[dict[str, Any]]
Sums = Callable[..., dict[str, Rows]]


@pytest.fixture
def sums(tmp_path: Path) -> Sums:
    """Every table of the payments' stages for tables on disk."""

    def work_out(given: Given, on: Any = ON) -> dict[str, Rows]:
        with engines.OnDuckDB(threads=2, memory_mb=300, spill=tmp_path / "spill") as engine:
            tables = stages.of_payments(engine, given, on, settings.load())
            spend = engine.keep(tables["spend"])
            every = {**tables, **stages.of_spend(spend), **stages.of_contracts(engine, given)}
            return {name: engine.batches(table).read_all().to_pylist() for name, table in every.items()}

    return work_out
