"""`python -m bench [engine] [site] [peers] [--releases N]`: one table of how fast things are on this machine."""

from __future__ import annotations

import argparse
import importlib.util

from bench import engine, peers


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("parts", nargs="*", help="engine, site, peers (default: engine and site)")
    parser.add_argument("--releases", type=int, default=100_000, metavar="N")
    args = parser.parse_args()
    parts = args.parts or ["engine", "site"]
    if "engine" in parts:
        head = ("what", "rate", "seconds", "processor seconds", "memory, added up", "memory, shared once", "aim")
        table(head, [
            (line.what, line.figure, f"{line.seconds:.2f}", f"{line.cpu_seconds:.2f}", f"{line.rss_mb:,.0f} MB", f"{line.pss_mb:,.0f} MB", line.aim)
            for line in engine.lines(args.releases)
        ])  # fmt: skip
    if "peers" in parts:
        for title, titles, rows in peers.main(args.releases):
            print(f"\n{title}")
            table(titles, rows)
    if "site" in parts and importlib.util.find_spec("bench.site"):
        importlib.import_module("bench.site").main()


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    """A table of text, columns as wide as they need to be."""
    widths = [max(len(row[place]) for row in (head, *rows)) for place in range(len(head))]
    for row in (head, tuple("-" * width for width in widths), *rows):
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


main()
