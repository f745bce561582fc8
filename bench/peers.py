"""`python -m bench peers`: public tools beside ours on the same file and machine, in turns; medians of processor seconds.

Tools that cannot take 100,000 notices in reasonable time or memory get fewer, and their time is scaled up in proportion, which
flatters those that grow faster than their input. What each is asked to do is what it is for: they merge, check or flatten.
spoonbill and libcoveocds need the data standard's schema on disk (GUILDHALL_OCDS_SCHEMA, GUILDHALL_OCDS_STANDARD_ZIP).
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import statistics
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from bench import peak, releases

WORK = releases.ROOT / "var" / "bench"
ROUNDS = 3
PYTHON = sys.executable
_FLATTERER = "import sys, flatterer; flatterer.flatten(sys.argv[1], sys.argv[2], ndjson=True, force=True)"
_CARDINAL = "import sys, ocdscardinal; ocdscardinal.coverage(sys.argv[1])"
_PANDAS = """
import json, sys
import pandas as pd
releases = [one for one in map(json.loads, open(sys.argv[1], encoding="utf-8")) if one.get("awards")]
pd.json_normalize(releases, record_path="awards", meta=["ocid", "id"], errors="ignore").to_csv(sys.argv[2])
"""
_DUCKDB = """
import sys, duckdb
duckdb.execute("set threads to 2")
duckdb.execute(f"copy (select ocid, id, buyer.name, c.id, c.title, c.period.startDate, c.period.endDate, c.period.maxExtentDate, "
  f"c.value.amount from (select ocid, id, buyer, unnest(contracts) c from read_json('{sys.argv[1]}', format='newline_delimited', "
  f"ignore_errors=true, maximum_object_size=50000000, columns={{ocid: 'VARCHAR', id: 'VARCHAR', buyer: 'STRUCT(name VARCHAR)', contracts: "
  f"'STRUCT(id VARCHAR, title VARCHAR, period STRUCT(startDate VARCHAR, endDate VARCHAR, maxExtentDate VARCHAR), value "
  f"STRUCT(amount VARCHAR))[]'}}))) to '{sys.argv[2]}'")
"""
_MERGE = """
import itertools, json, sys
from ocdsmerge import Merger
merger = Merger(merge_rules={})
made = sorted(((r["ocid"], str(r.get("date")), n, r) for n, r in enumerate(map(json.loads, open(sys.argv[1], encoding="utf-8")))))
for _, same in itertools.groupby(made, key=lambda one: one[0]):
    try:
        merger.create_compiled_release([one[3] for one in same])
    except Exception:
        pass
"""
_BARE = """
import sys
from guildhall.engine.sources.ocds import contract_rows
for line in open(sys.argv[1], "rb"):
    contract_rows.DECODE(line)
"""


class Peer(NamedTuple):
    name: str
    work: str
    count: int
    """Notices it gets."""
    command: Callable[[Path, Path], list[str]]
    module: str = ""
    """Left out where this is not installed."""


def _script(code: str) -> Callable[[Path, Path], list[str]]:
    return lambda file, out: [PYTHON, "-W", "ignore", "-c", code, str(file), str(out)]


def _flattentool(file: Path, out: Path) -> list[str]:
    return [
        str(Path(PYTHON).with_name("flatten-tool")), "flatten", "-f", "csv", "--root-list-path", "releases", "-o", str(out),
        str(file.with_suffix(".package.json")),
    ]  # fmt: skip


def _spoonbill(file: Path, out: Path) -> list[str]:
    schema = os.environ["GUILDHALL_OCDS_SCHEMA"]
    package = str(file.with_suffix(".package.json"))
    return [str(Path(PYTHON).with_name("spoonbill")), "--schema", schema, "--csv", str(out), "--xlsx", "", package]


def _libcove(file: Path, out: Path) -> list[str]:
    return [
        str(Path(PYTHON).with_name("libcoveocds")), "--standard-zip", os.environ["GUILDHALL_OCDS_STANDARD_ZIP"],
        "-o", str(out / "cove"), "-d", "-e", str(file.with_suffix(".package.json")),
    ]  # fmt: skip


def rows_peers(count: int) -> Iterator[Peer]:
    """Notices to contract rows."""
    ours = [PYTHON, "-m", "guildhall", "read"]
    yield Peer("guildhall read --contracts", "a row for each contract", count,
               lambda file, out: [*ours, str(file), "--contracts", str(out / "rows.csv")])  # fmt: skip
    yield Peer("bare typed decoding", "decodes the same fields, no rows", count, _script(_BARE))
    yield Peer(
        "DuckDB",
        "unnests contracts to CSV",
        count,
        _script(_DUCKDB.replace("{sys.argv[2]}", "{sys.argv[2]}/duck.csv")),
        "duckdb",
    )
    yield Peer("ocdscardinal coverage", "counts fields", count, _script(_CARDINAL), "ocdscardinal")
    yield Peer(
        "flatterer",
        "flattens everything to CSV",
        count // 5,
        _script(_FLATTERER.replace("sys.argv[2]", "sys.argv[2] + '/flat'")),
        "flatterer",
    )
    yield Peer(
        "pandas json_normalize",
        "flattens awards to CSV",
        count // 5,
        _script(_PANDAS.replace("sys.argv[2]", "sys.argv[2] + '/pandas.csv'")),
        "pandas",
    )
    yield Peer("flatten-tool", "flattens everything to CSV", count // 20, _flattentool, "flattentool")
    if "GUILDHALL_OCDS_SCHEMA" in os.environ:
        yield Peer("spoonbill", "flattens to CSV", count // 20, _spoonbill, "spoonbill")
    yield Peer("ocdsmerge (as ocdskit compile)", "merges processes", count // 5, _script(_MERGE), "ocdsmerge")


def build_peers(count: int) -> Iterator[Peer]:
    """The whole build, beside checking and merging alone."""
    ours = [PYTHON, "-m", "guildhall", "build", "--quiet", "--from"]
    yield Peer("guildhall build", "everything: link, resolve, decide, measure, markets", count,
               lambda file, out: [*ours, str(file), "--home", str(out / "register")])  # fmt: skip
    yield Peer("ocdsmerge (as ocdskit compile)", "merges processes", count // 5, _script(_MERGE), "ocdsmerge")
    if "GUILDHALL_OCDS_STANDARD_ZIP" in os.environ:
        yield Peer("libcoveocds", "checks against the schema", count // 50, _libcove, "libcoveocds")


def files(counts: set[int]) -> dict[int, Path]:
    """One file of lines for each number of notices, and a package beside it. What no tool can read is left out for all."""
    import json  # noqa: PLC0415 -- only here

    made = {}
    for count in sorted(counts):
        path = WORK / f"peers-{count}.jsonl"
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as out:
            for line in releases.many(count * 2):
                try:
                    json.loads(line, parse_constant=_refuse)
                except ValueError:
                    continue
                out.write(line + b"\n")
                count -= 1  # noqa: PLW2901 -- counts down to none left
                if not count:
                    break
        made[int(path.stem.partition("-")[2])] = path
        if path.stat().st_size < 100 << 20:
            lines = path.read_bytes().splitlines()
            path.with_suffix(".package.json").write_bytes(
                b'{"version": "1.1", "releases": [' + b",".join(lines) + b"]}"
            )
    return made


def _refuse(word: str) -> None:
    raise ValueError(word)


def table(peers: list[Peer], count: int) -> Iterator[tuple[str, ...]]:
    """A line for each tool, in turns so that a busy moment falls on all; times as if each had got `count` notices."""
    peers = [peer for peer in peers if not peer.module or importlib.util.find_spec(peer.module)]
    made = files({peer.count for peer in peers})
    seen: dict[str, list[peak.Watched]] = {peer.name: [] for peer in peers}
    for _ in range(ROUNDS):
        for peer in peers:
            out = WORK / "peers-out"
            shutil.rmtree(out, ignore_errors=True)
            out.mkdir(parents=True)
            seen[peer.name].append(peak.watch(peer.command(made[peer.count], out)))
    ours = None
    for peer in peers:
        runs = seen[peer.name]
        if any(run.code for run in runs):
            yield (peer.name, peer.work, f"{peer.count:,}", "failed", "", "", "")
            continue
        scale = count / peer.count
        cpu = statistics.median(run.cpu_seconds for run in runs) * scale
        wall = statistics.median(run.seconds for run in runs) * scale
        ours = ours or wall
        memory = max(run.rss_mb for run in runs)
        yield (
            peer.name,
            peer.work,
            f"{peer.count:,}",
            f"{wall:.2f}",
            f"{cpu:.2f}",
            f"{memory:,.0f} MB",
            f"{wall / ours:.1f}",
        )


HEAD = ("tool", "what it does", "notices given", "seconds for all", "processor seconds for all", "memory", "times ours")


def main(count: int) -> Iterator[tuple[str, tuple[str, ...], list[tuple[str, ...]]]]:
    yield f"{count:,} notices to contract rows", HEAD, list(table(list(rows_peers(count)), count))
    yield f"{count:,} notices, whole build", HEAD, list(table(list(build_peers(count)), count))
