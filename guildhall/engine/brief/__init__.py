"""The briefing: for one council, on one day, at most ten things to do, each with its reason, its unknowns and one act."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from guildhall.engine.clean.dates import FIRST_YEAR, LAST_YEAR

LONDON = ZoneInfo("Europe/London")


def run(args: argparse.Namespace) -> int:
    """`guildhall brief`: print a council's briefing from a register alone."""
    # Arrow is loaded here and not above: the site composes briefings from its own tables without it.
    from guildhall.engine.brief import html, shelf, show  # noqa: PLC0415 - Arrow comes with these
    from guildhall.engine.register import NoRegisterError, open_register  # noqa: PLC0415 - as above

    on = args.on or datetime.now(LONDON).date()
    if not FIRST_YEAR <= on.year <= LAST_YEAR:
        print(f"guildhall: {on} is no day of a briefing: give one from {FIRST_YEAR} to {LAST_YEAR}", file=sys.stderr)
        return 1
    try:
        with open_register(args.home) as register:
            held = shelf.Shelf(register)
            council = held.council(args.council)
            briefing = held.briefing(council, on)
    except NoRegisterError as error:
        print(f"guildhall: {error}", file=sys.stderr)
        return 1
    except shelf.UnknownCouncilError as error:
        print(f"guildhall: no council is called {args.council!r}", file=sys.stderr)
        for name in error.suggestions:
            print(f"  do you mean {name}?", file=sys.stderr)
        return 1
    if args.format == "json":
        print(msgspec.json.format(msgspec.json.encode(show.as_json(briefing)), indent=2).decode())
    elif args.format == "html":
        sys.stdout.write(html.as_html(briefing))
    else:
        sys.stdout.write(show.as_text(briefing))
    return 0
