"""Sums over whole tables: what was paid beside what was agreed, who is paid how much of it, and for how long.

Written once as Ibis expressions. DuckDB works them out on this machine; the same expressions run on Apache Spark when the
payments are more than one machine should hold (docs/operations.md).
"""

from __future__ import annotations

import argparse

__all__ = ["run"]


def run(args: argparse.Namespace) -> int:
    """The command `guildhall sums`."""
    from guildhall.engine.sets.sums import run as work_out  # noqa: PLC0415  # loads Arrow and Ibis

    return work_out(args)
