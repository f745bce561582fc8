"""`guildhall check suppliers`: how well suppliers are linked, where company numbers say who is who.

Two halves of the companies: what is measured on the one is trained on the other alone. All mentions are linked, those
without a number included, and every number is hidden from the linkage. Beside it stand public tools, those that are
installed (`make setup-peers`), each with a threshold chosen on other data than this and written in its row.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import sys
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path

import msgspec

from guildhall.engine.link.suppliers import linkage, lists, spellings, trees
from guildhall.engine.link.suppliers.measure import Measured, measure
from guildhall.engine.link.suppliers.truth import Truth

PEERS = Path(__file__).parents[4] / "bench" / "supplier_peers.py"
DEFAULT = Path("suppliers", "supplier_mentions.csv.gz")
FIGURES = ("precision", "recall", "f1", "b3", "spelling_precision", "spelling_recall", "spelling_f")
Method = Callable[[Truth], Sequence[object]]


class Row(msgspec.Struct, frozen=True):
    """One method: measured on either half, and what it cost."""

    method: str
    halves: tuple[Measured, Measured]
    seconds: float
    """Processor seconds to cluster everything once."""

    def mean(self, figure: str) -> float:
        return sum(float(getattr(each, figure)) for each in self.halves) / 2


def rows(truth: Truth) -> Iterator[Row]:
    """Ours, then the simple ways, then the peers that are installed."""
    yield from _ours(truth)
    yield _row("same name, form left out", truth, lambda t: _by(t, lambda s: spellings.parts(s).core))
    yield _row("same name in lower case", truth, lambda t: _by(t, lambda s: s.casefold()))
    for name, method in _peers():
        yield _row(name, truth, method)


def _peers() -> Iterator[tuple[str, Method]]:
    """Public tools, where this runs from a checkout and they are installed."""
    found = importlib.util.spec_from_file_location("supplier_peers", PEERS)
    if PEERS.exists() and found is not None and found.loader is not None:
        module = importlib.util.module_from_spec(found)
        found.loader.exec_module(module)
        yield from module.methods()


def _ours(truth: Truth) -> Iterator[Row]:
    if importlib.util.find_spec("sklearn") is not None:
        train = import_module("guildhall.engine.link.suppliers.train")
        figures, one, other = truth.figures()
        halves: list[Measured] = []
        spent = 0.0
        for half in (0, 1):
            model = train.from_truth(truth, lambda c, half=half: bool(c) and fold(c) != half, figures, one, other)
            began = time.process_time()
            found = linkage.link(truth.spellings, model=model).cluster
            spent = time.process_time() - began
            halves.append(_measured(truth, found, half))
        yield Row("guildhall, trained on the other half", (halves[0], halves[1]), spent)
    yield _row("guildhall as shipped", truth, lambda t: linkage.link(t.spellings, model=trees.load()).cluster)


def _row(name: str, truth: Truth, method: Method) -> Row:
    began = time.process_time()
    found = method(truth)
    spent = time.process_time() - began
    return Row(name, (_measured(truth, found, 0), _measured(truth, found, 1)), spent)


def _by(truth: Truth, key: Callable[[str], str]) -> list[str]:
    return [key(each.name) for each in truth.spellings]


def fold(company: str) -> int:
    """Which half a company is in."""
    return zlib.crc32(company.encode()) % 2


def _measured(truth: Truth, found: Sequence[object], half: int) -> Measured:
    chosen = [at for at, company in enumerate(truth.companies) if company and fold(company) == half]
    return measure(
        [truth.written[at] for at in chosen],
        [truth.companies[at] for at in chosen],
        [str(found[truth.row_of[at]]) for at in chosen],
    )


HEAD = "| method | scored on | P | R | F1 | B3 | vP | vMR | vMF | CPU s |\n|---|---|---|---|---|---|---|---|---|---|"


def lines(row: Row) -> Iterator[str]:
    """A row of the table for either half and one for their mean."""
    for half, each in enumerate(row.halves):
        figures = " | ".join(f"{getattr(each, name):.3f}" for name in FIGURES)
        yield f"| {row.method} | half {half + 1}: {each.mentions:,} mentions, {each.companies:,} companies | {figures} | |"
    figures = " | ".join(f"**{row.mean(name):.3f}**" for name in FIGURES)
    yield f"| **{row.method}** | mean | {figures} | {row.seconds:.1f} |"


def run(args: argparse.Namespace) -> int:
    """The command. 0 when the table is printed, 1 with a reason."""
    path = args.truth or Path(os.environ.get("GUILDHALL_DATA", "data")) / DEFAULT
    try:
        truth = Truth([lists.mention(row) for row in lists.read(path)])
    except lists.ListError as error:
        print(f"guildhall check: {error}; name another file with --truth", file=sys.stderr)
        return 1
    print(
        f"{len(truth.companies):,} mentions, {truth.count:,} spellings; "
        f"{sum(map(bool, truth.companies)):,} mentions of {len(set(truth.companies) - {''}):,} known companies; "
        f"{len(truth.open):,} names stand beside several numbers.\n\n{HEAD}"
    )
    for row in rows(truth):
        print("\n".join(lines(row)), flush=True)
    print("\nP, R, F1, B3 over mentions; vP, vMR, vMF over distinct spellings. “As shipped” has seen both halves.")
    return 0
