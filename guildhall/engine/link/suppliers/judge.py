"""`guildhall judge suppliers`: one more row in the file of judgements."""

from __future__ import annotations

import argparse
import sys
from datetime import date

from guildhall.engine.link.suppliers import judgements
from guildhall.engine.link.suppliers.judgements import Judgement


def run(args: argparse.Namespace) -> int:
    """The command. 0 done, 1 with a reason."""
    judgement = Judgement(
        args.one, args.other, judgements.WORDS[args.verdict], args.by, (args.on or date.today()).isoformat(), args.why
    )
    if not args.one.strip() or not args.other.strip():
        print("guildhall judge: two names are needed", file=sys.stderr)
        return 1
    if args.verdict != "group" and judgements.keys(args.one) == judgements.keys(args.other):
        print(
            "guildhall judge: these two are written alike; give a company number of the one or the other",
            file=sys.stderr,
        )
        return 1
    try:
        judgements.append(args.file, judgement)
    except OSError as error:
        print(f"guildhall judge: {args.file} cannot be written: {error.strerror}", file=sys.stderr)
        return 1
    print(f"Noted in {args.file}; the next build will heed it.")
    return 0
