"""The page beside the sample's files: what is in them, and which traps lie there how often."""

from __future__ import annotations

from collections import Counter
from datetime import date

from guildhall.engine.sample.gazette import Gazette
from guildhall.engine.sample.plan import Deal

TOP = """# The sample: everything here is invented

No council, supplier, product, person or contract in this folder exists. Councils have codes that begin with `X-` and lie
in the sea; suppliers' numbers are in the scheme `GB-SAMPLE`; addresses end in `.invalid` and lead nowhere.

The files are made by `guildhall sample --into sample --seed {seed} --anchor {anchor}`: the same command gives the same
bytes. The story is told on the anchor's day; as real time passes the sample ages, and another `--anchor` moves it by
whole months. Edit the tables in `guildhall/engine/sample/`, not these files.

Shares follow what was measured in real notices of 2026 (`tests/engine/sample/` checks them), with three differences
meant: about half of the contracts are digital, where in real notices one in ten is, so their terms are longer; the rare
notices of changes and endings are there several times, so that each of their shapes is met; and UK8, UK14, UK16 and UK17
are absent, because no real one was at hand to take the shape from.
"""


def page(files: dict[str, bytes], gazette: Gazette, deals: list[Deal], seed: int, anchor: date) -> str:
    """The page as Markdown."""
    councils = Counter(deal.council for deal in deals)
    kinds = Counter(notice.kind for notice in gazette.notices)
    lines = [TOP.format(seed=seed, anchor=anchor), f"\n{len(deals)} contracts of {len(councils)} councils.\n"]
    lines += [
        "\n| file | bytes |\n|---|---:|\n",
        *(f"| `{name}` | {len(body):,} |\n" for name, body in sorted(files.items())),
    ]
    lines += ["\n## Notices\n\n| kind | how many |\n|---|---:|\n"]
    lines += [f"| {kind} | {count} |\n" for kind, count in sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0]))]
    lines += ["\n## Contracts\n\n| council | contracts |\n|---|---:|\n"]
    lines += [f"| {gazette.world.places[code].name} | {count} |\n" for code, count in sorted(councils.items())]
    lines += ["\n## Traps\n\n| trap | how often |\n|---|---:|\n"]
    lines += [f"| {name} | {count} |\n" for name, count in sorted(gazette.traps.items())]
    return "".join(lines)
