"""The same sums on a real Spark cluster, row for row: a master and two workers from the wheel, on this machine."""

import os
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from bench import payments as generated
from tests.engine.sets import cluster, worlds

TABLES = ("lists", "spend", "paid", "concentration", "incumbency", "runs", "flows")


def world(folder: Path) -> None:
    """A few thousand payments as a country has them, and an odd world beside them; copies among the contracts."""
    import random  # noqa: PLC0415 -- only here

    draw = random.Random(7)
    odd = worlds.payments_of(draw, 1500)
    contracts = worlds.contracts_of(draw, 80)
    worlds.write(folder, odd, contracts, worlds.copies_of(draw, contracts))
    schema = pq.read_schema(folder / "payments.parquet")
    (national,) = generated.chunks(3000)
    wide = [
        national[field.name].cast(field.type) if field.name in national.column_names else pa.nulls(3000, field.type)
        for field in schema
    ]
    payments = pa.concat_tables([pq.read_table(folder / "payments.parquet"), pa.table(wide, schema=schema)])
    pq.write_table(payments, folder / "payments.parquet")
    agreed = pa.concat_tables([pq.read_table(folder / "contracts.parquet"), generated.contracts(1500)])
    pq.write_table(agreed, folder / "contracts.parquet")


def sums(folder: Path, engine: str, environment: dict[str, str]) -> dict[str, pa.Table]:
    """The command's own tables."""
    out = folder / engine.partition(":")[0]
    named = [f"--{name}={folder / name}.parquet" for name in ("payments", "contracts", "lineage")]
    words = ["sums", *named, "--engine", engine, "--out", str(out), "--on", "2026-11-23"]
    done = subprocess.run(
        [sys.executable, "-m", "guildhall", *words], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.splitlines() == [f"{out}/{name}.parquet" for name in TABLES]
    return {name: pq.read_table(out / f"{name}.parquet") for name in TABLES}


@pytest.mark.spark
@pytest.mark.slow
def test_a_cluster_gives_the_same_rows(tmp_path: Path) -> None:
    reason = cluster.why_not()
    if reason and "spark" not in os.environ.get("GUILDHALL_REQUIRE", "").split(","):
        pytest.skip(reason)
    assert not reason, reason
    world(tmp_path)
    here = sums(tmp_path, "duckdb", dict(os.environ))
    place = tmp_path / "cluster"
    place.mkdir()
    with cluster.cluster(place) as (master, environment):
        there = sums(tmp_path, master, environment)
        assert len(list(place.glob("app-*"))) == 1, "the workers' own folder for what they ran"
    for name in TABLES:
        assert here[name].num_rows > 100 or name == "lists"
        assert there[name].schema.names == here[name].schema.names
        assert there[name].to_pylist() == here[name].to_pylist(), name
    assert {field.type for field in there["spend"].schema} >= {pa.decimal128(18, 2), pa.date32(), pa.int32()}
    assert cluster.left(place) == []
