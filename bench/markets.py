"""Processor seconds of the markets' and likenesses' steps on a register of national size: `python -m bench.markets`."""

from __future__ import annotations

import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from types import SimpleNamespace

from bench import national
from guildhall.engine.markets import step as markets
from guildhall.engine.similar import step as similar

ON = date(2026, 11, 23)


def seconds(folder: Path) -> dict[str, float]:
    """Each step's processor time, both cores added up; tables made when asked for are asked for."""
    context = SimpleNamespace(setup=SimpleNamespace(work=folder / "none"))
    found = {}
    for name, step in (("markets", markets.make), ("similar", similar.make)):
        start = time.process_time()
        for batches in step(folder, ON, context).values():
            list(batches)
        found[name] = time.process_time() - start
    return found


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        folder = national.write(Path(home) / "register")
        # A fresh process, as in a build: the writer's heap would be measured with it.
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            runs = [pool.submit(seconds, folder).result() for _ in range(6)][1:]  # the first pays for imports
    for name in runs[0]:
        print(f"{name:8} median {sorted(run[name] for run in runs)[len(runs) // 2]:.2f} s of processor")
    print(
        f"{'both':8} median {sorted(sum(run.values()) for run in runs)[len(runs) // 2]:.2f} s, 200,000 contracts, 400 councils"
    )


if __name__ == "__main__":
    main()
