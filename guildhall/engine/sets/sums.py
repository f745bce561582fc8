"""`guildhall sums`: the tables that follow from payments and contracts, worked out here or on a cluster."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from guildhall.engine.sets import engines, settings, stages
from guildhall.engine.sets.engines import Engine, EngineError
from guildhall.engine.sets.stages import Given

FAILURES = (EngineError, OSError, ValueError, LookupError)


def given(args: argparse.Namespace) -> Given:
    """Where the tables lie: those of a register, unless one is named by itself."""
    home: Path = args.home
    lineage: str | Path | None = args.lineage or (home / "lineage.parquet" if not args.payments else None)
    if isinstance(lineage, Path) and not lineage.exists():  # a register from before lineage was known
        lineage = None
    found = Given(args.payments or home / "payments.parquet", args.contracts or home / "contracts.parquet", lineage)
    for path in (found.payments, found.contracts):
        if "://" not in str(path) and not Path(path).exists():
            raise EngineError(f"{path} is not there: build a register first, or name --payments and --contracts")
    return found


def work_out(engine: Engine, source: Given, out: str, on: date) -> Iterator[str]:
    """Write every table into a folder; their names come as they are done."""
    tables = dict(stages.of_payments(engine, source, on, settings.load()))
    for name in ("lists", "spend", "paid"):
        engine.write(tables[name], f"{out}/{name}.parquet")
        yield name
    spend = engine.backend.read_parquet(engine.name_of(f"{out}/spend.parquet"))
    for name, table in {**stages.of_spend(spend), **stages.of_contracts(engine, source)}.items():
        engine.write(table, f"{out}/{name}.parquet")
        yield name


def run(args: argparse.Namespace) -> int:
    """Exit codes: 0 done, 1 stopped with a reason."""
    on = args.on or date.today()
    out = str(args.out)
    try:
        source = given(args)
        if "://" not in out:
            Path(out).mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="guildhall-") as spill:
            engine = engines.start(args.engine, spill=Path(spill), threads=args.threads, memory_mb=args.memory)
            with engine:
                for name in work_out(engine, source, out, on):
                    print(f"{out}/{name}.parquet")
    except FAILURES as error:
        print(f"guildhall: {str(error).splitlines()[0]}", file=sys.stderr)
        return 1
    except Exception as error:  # DuckDB's and Java's errors share no better class
        if not type(error).__module__.startswith(("duckdb", "_duckdb", "py4j", "pyspark", "ibis")):
            raise
        print(f"guildhall: {args.engine} stopped: {str(error).splitlines()[0]}", file=sys.stderr)
        return 1
    return 0
