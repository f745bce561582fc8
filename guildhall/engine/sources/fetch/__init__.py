"""The only door to the network: collects notices politely, keeps originals, resumes after an interruption.

`guildhall fetch find_a_tender --since 2026-07-01` asks the public service window by window and puts every answer,
byte for byte, under `var/originals`. `guildhall build --from var/originals` reads them.
"""

from __future__ import annotations

import argparse
import sys

from guildhall.engine.sources.fetch.collect import Stopped, Tally, collect
from guildhall.engine.sources.fetch.pace import Clock, WallClock
from guildhall.engine.sources.fetch.service import SERVICES
from guildhall.engine.sources.fetch.shelf import Busy
from guildhall.engine.sources.fetch.windows import LONDON

__all__ = ["SERVICES", "Stopped", "Tally", "collect", "run"]


def run(args: argparse.Namespace, clock: Clock | None = None) -> int:
    """The command `guildhall fetch`. 0 when all is collected, 1 when stopped with a reason."""
    clock = clock or WallClock()
    service = SERVICES[args.source]
    today = clock.now().astimezone(LONDON).date()
    until = min(args.until or today, today)
    if args.since > until:
        print(f"guildhall: --since {args.since} lies after {until}; there is nothing to collect", file=sys.stderr)
        return 1
    try:
        tally = collect(
            service,
            args.since,
            until,
            args.into,
            clock=clock,
            base_url=args.base_url or "",
            tell=lambda words: print(words, file=sys.stderr),
        )
    except (Stopped, Busy) as stop:
        print(f"guildhall: {stop}", file=sys.stderr)
        return 1
    print(
        f"{service.title}: {tally.new:,} new releases in {tally.requests:,} requests, kept in {args.into / service.key}. "
        f"Read them with: guildhall build --from {args.into}"
    )
    return 0
