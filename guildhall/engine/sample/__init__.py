"""The sample: one invented county, shaped like the real record, made again by anybody with one command.

`guildhall sample --into sample --seed 2014 --anchor 2026-11-23` writes the same bytes on every machine.
"""

from __future__ import annotations

import argparse

from guildhall.engine.sample.days import ANCHOR
from guildhall.engine.sample.files import sample_files, write


def run(args: argparse.Namespace) -> int:
    """The command `guildhall sample`."""
    anchor = getattr(args, "anchor", None) or ANCHOR
    found = sample_files(args.seed, anchor)
    write(found, args.into)
    size = sum(map(len, found.values())) / 1e6
    print(f"Wrote {len(found)} files, {size:.1f} MB, into {args.into}: invented, seed {args.seed}, for {anchor}.")
    return 0
