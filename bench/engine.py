"""Measures the engine: reading notices, the whole build, the sample's build. Figures depend on the machine."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bench import peak, releases
from guildhall.engine.sources import ocds

WORK = releases.ROOT / "var" / "bench"
DAY = 533
"""Notices of 12 August 2026, a busy day."""


class Line(NamedTuple):
    """One line of the table."""

    what: str
    figure: str
    aim: str
    seconds: float
    cpu_seconds: float
    """Of all processes together: what a busy machine adds to the seconds is not in it."""
    rss_mb: float
    pss_mb: float


def lines(count: int = 100_000) -> Iterator[Line]:
    """Reading alone, the whole build on all cores and on one, and the sample."""
    file = WORK / "releases.jsonl"
    size = releases.write(file, count)
    print(f"{count:,} releases, {size / 1e6:,.0f} MB ({releases.originals()[1]})", file=sys.stderr)
    read = peak.watch([sys.executable, "-m", "bench.engine", str(file)])
    yield Line(
        "reading, one process", f"{count / read.seconds:,.0f} releases/s", "", read.seconds, read.cpu_seconds, read.rss_mb,
        read.pss_mb,
    )  # fmt: skip
    for words, workers, aim in (
        ("whole build", (), "10 s, 300 MB"),
        ("whole build, one process", ("--workers", "1"), ""),
    ):
        shutil.rmtree(WORK / "register", ignore_errors=True)
        built = build(file, WORK / "register", *workers)
        rate = f"{count / built.seconds:,.0f} releases/s"
        yield Line(words, rate, aim, built.seconds, built.cpu_seconds, built.rss_mb, built.pss_mb)
    day = WORK / "day.jsonl"
    releases.write_day(day, DAY)
    added = build(day, WORK / "register", "--add")
    yield Line(
        f"a day of {DAY} notices added", f"{DAY / added.seconds:,.0f} releases/s", "2 s", added.seconds, added.cpu_seconds,
        added.rss_mb, added.pss_mb,
    )  # fmt: skip
    shutil.rmtree(WORK / "sample", ignore_errors=True)
    built = build(releases.ROOT / "sample", WORK / "sample")
    yield Line("build of the sample", "", "4 s", built.seconds, built.cpu_seconds, built.rss_mb, built.pss_mb)
    file.unlink()


def build(source: Path, home: Path, *more: str) -> peak.Watched:
    guildhall = [sys.executable, "-m", "guildhall", "build", "--quiet"]
    watched = peak.watch([*guildhall, "--from", str(source), "--home", str(home), *more])
    if watched.code:
        raise SystemExit(f"the build of {source.name} failed")
    return watched


def read_alone(path: Path) -> int:
    """What stage one costs without anything else."""
    return sum(len(document.sightings) for document in ocds.read(path, path.name, lambda _: None))


if __name__ == "__main__":
    print(read_alone(Path(sys.argv[1])))
