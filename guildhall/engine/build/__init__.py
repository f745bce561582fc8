"""`guildhall build`: files of the public record into a register, in three stages, swapped in whole at the end.

One: workers read pieces of the files and spool notices by process. Two: workers take the spool part by part, group what
speaks of one contract, resolve, classify, decide and measure. Three: the parts become one file per table. Nothing grows
with the input but the files on disk, and the register's bytes depend on the input alone.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

import msgspec

from guildhall.engine.build.progress import Progress
from guildhall.engine.build.stages import Built, build
from guildhall.engine.indicators import policy
from guildhall.engine.register.swap import RefusedError

__all__ = ["Built", "Progress", "build", "run"]


def _judgements(inputs: list[Path], home: Path) -> list[Path]:
    """What people said of suppliers' names, where `guildhall judge` keeps it: beside the register."""
    beside = home.parent / "judgements.csv"
    return [beside] if beside.is_file() and not any(beside.is_relative_to(each) for each in inputs) else []


def _policy_of(home: Path) -> str | None:
    """The policy that a register was measured by: a day added to it is measured by the same."""
    try:
        manifest = msgspec.json.decode((home / "manifest.json").read_bytes(), type=dict[str, Any])
        return str(manifest["settings"]["policy"]["profile"]["key"])
    except (OSError, msgspec.MsgspecError, LookupError, TypeError):  # what is no register is refused where it is read
        return None


def run(args: argparse.Namespace) -> int:
    """The command. 0 when the register is in place, 1 when the build stopped with a reason."""
    try:
        if getattr(args, "add", False):
            policy.choose(_policy_of(args.home))
            from guildhall.engine.build import adding  # noqa: PLC0415  # loads Arrow, which a build's main process does without

            print(adding.add(args.inputs, args.home).words(), file=sys.stderr)
            return 0
        policy.choose(args.policy)
        built = build(
            [*args.inputs, *_judgements(args.inputs, args.home)],
            args.home,
            workers=args.workers,
            may_lose=args.may_lose,
            progress=Progress(quiet=args.quiet),
        )
    except (RefusedError, policy.UnknownPolicyError) as error:
        print(f"guildhall build: {error}", file=sys.stderr)
        return 1
    if not args.quiet:
        print(built.words(), file=sys.stderr)
    return 0
