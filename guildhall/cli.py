"""The command `guildhall`: each subcommand is one call into the engine, or, for `load`, into the site."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import Any

DEFAULT_HOME = Path("var/register")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        message = f"{text!r} is not a date: write it as 2026-11-23"
        raise argparse.ArgumentTypeError(message) from error


def parser() -> argparse.ArgumentParser:
    """The whole command line, also the source of docs/commands.md."""
    top = argparse.ArgumentParser(prog="guildhall", description="From the public record to a council's briefing.")
    subs = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    fetch = subs.add_parser("fetch", help="collect notices politely from a public service")
    fetch.add_argument("source", choices=["find_a_tender", "contracts_finder"])
    fetch.add_argument("--since", type=_day, required=True, metavar="DATE", help="first day to collect")
    fetch.add_argument("--until", type=_day, metavar="DATE", help="last day to collect (default: today)")
    fetch.add_argument(
        "--into", type=Path, default=Path("var/originals"), metavar="DIR", help="where originals are kept"
    )
    fetch.add_argument("--base-url", help="another address of the same service, e.g. a mirror")

    read = subs.add_parser("read", help="say what a file is and how it would be read")
    read.add_argument("file", type=Path)
    read.add_argument(
        "--explain", action="store_true", help="kind, encoding, dialect, header, column map, refused rows"
    )
    read.add_argument("--format", choices=["text", "json"], default="text")
    read.add_argument(
        "--contracts", type=Path, metavar="OUT.csv", help="write the contracts of a file of notices as a table"
    )

    _link(subs)
    _judge(subs)

    _build(subs)

    load = subs.add_parser("load", help="put a register into the site's database")
    load.add_argument("--home", type=Path, default=DEFAULT_HOME, metavar="DIR")

    decide = subs.add_parser("decide", help="the decide-by sum for facts given as JSON lines on standard input")
    decide.add_argument("--on", type=_day, metavar="DATE", help="the day that counts as today")

    brief = subs.add_parser("brief", help="print a council's briefing from a register")
    brief.add_argument("council", help="name, known spelling or code")
    brief.add_argument("--home", type=Path, default=DEFAULT_HOME, metavar="DIR")
    brief.add_argument("--on", type=_day, metavar="DATE", help="the day that counts as today")
    brief.add_argument("--format", choices=["text", "json", "html"], default="text")

    check = subs.add_parser("check", help="check that a register is whole and say what is missing from it")
    check.add_argument(
        "what", nargs="?", choices=["register", "suppliers"], default="register",
        help="a register (the default), or how well suppliers are linked",
    )  # fmt: skip
    check.add_argument("--truth", type=Path, metavar="FILE", help="suppliers: mentions with company numbers")
    check.add_argument("--home", type=Path, default=DEFAULT_HOME, metavar="DIR")
    check.add_argument("--format", choices=["text", "json"], default="text")

    sums = subs.add_parser("sums", help="sum payments beside contracts, on this machine or on a cluster")
    sums.add_argument(
        "--home", type=Path, default=DEFAULT_HOME, metavar="DIR", help="the register whose tables are summed"
    )
    sums.add_argument("--payments", metavar="PARQUET", help="other payments: a Parquet file, or a folder of parts")
    sums.add_argument("--contracts", metavar="PARQUET", help="other contracts")
    sums.add_argument("--lineage", metavar="PARQUET", help="which contracts are copies of which")
    sums.add_argument(
        "--engine", default="duckdb", metavar="ENGINE", help="duckdb (default) or spark://HOST:PORT, a Spark master"
    )
    sums.add_argument("--out", required=True, metavar="DIR", help="where the tables go")
    sums.add_argument("--on", type=_day, metavar="DATE", help="the day that counts as today")
    sums.add_argument("--threads", type=int, metavar="N", help="processors DuckDB may use (default: all)")
    sums.add_argument("--memory", type=int, default=1200, metavar="MB", help="memory of DuckDB (default 1200)")

    sample = subs.add_parser("sample", help="write the invented sample's source files again")
    sample.add_argument("--into", type=Path, default=Path("sample"), metavar="DIR")
    sample.add_argument("--seed", type=int, default=2014)
    sample.add_argument("--anchor", type=_day, metavar="DATE", help="the day the story is told on (default 2026-11-23)")
    return top


def _build(subs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    build = subs.add_parser("build", help="turn files of the public record into a register")
    build.add_argument(
        "--from", dest="inputs", type=Path, nargs="+", required=True, action="extend", metavar="DIR_OR_FILE"
    )
    build.add_argument("--home", type=Path, default=DEFAULT_HOME, metavar="DIR", help="the register's folder")
    build.add_argument(
        "--add", action="store_true", help="add these files to the register that stands there, in a moment"
    )
    build.add_argument("--workers", type=int, metavar="N", help="processes (default: one per core)")
    build.add_argument(
        "--may-lose",
        type=float,
        default=0.2,
        metavar="SHARE",
        help="stop if more than this share of the last register's contracts would go (default 0.2)",
    )
    build.add_argument(
        "--policy", metavar="NAME",
        help="thresholds of the indicators: house (the default), red_lines_2014, tcop_11 or g_cloud_15; GUILDHALL_POLICY where not given",
    )  # fmt: skip
    build.add_argument("--quiet", action="store_true", help="no progress")


def _link(subs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    link = subs.add_parser("link", help="find out who is who in a list of names")
    link.add_argument("what", choices=["councils", "suppliers"])
    link.add_argument(
        "--in", dest="input", type=Path, required=True, metavar="NAMES.csv", help="CSV with a column `name`"
    )
    link.add_argument("--out", dest="output", type=Path, required=True, metavar="OUT.csv")
    link.add_argument(
        "--ignore-numbers", action="store_true", help="suppliers: as if no company number were known, for testing"
    )
    link.add_argument("--judgements", type=Path, metavar="FILE.csv", help="suppliers: what people said of pairs")


def _judge(subs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    judge = subs.add_parser("judge", help="say of two suppliers' names whether they are one, once and for good")
    judge.add_argument("what", choices=["suppliers"])
    judge.add_argument("one", help="a name as published, a company number or a supplier's id")
    judge.add_argument("other", help="another; with the verdict group, the group's name")
    judge.add_argument("--verdict", choices=["same", "not-same", "unsure", "group"], required=True)
    judge.add_argument("--by", default="", metavar="ROLE", help="who says so: a role, never a person's name")
    judge.add_argument("--why", default="", help="the reason, in a few words")
    judge.add_argument("--on", type=_day, metavar="DATE", help="the day that counts as today")
    judge.add_argument("--file", type=Path, default=Path("var/judgements.csv"), metavar="FILE.csv")


# Command to module; each module has `run(args) -> int`. Imported late so that `guildhall decide` starts in a blink.
COMMANDS = {
    "fetch": "guildhall.engine.sources.fetch",
    "read": "guildhall.engine.sources.explain",
    "link": "guildhall.engine.link.command",
    "judge": "guildhall.engine.link.suppliers.judge",
    "build": "guildhall.engine.build",
    "load": "guildhall.rooms.contracts.management.load_register",
    "decide": "guildhall.engine.decide",
    "brief": "guildhall.engine.brief",
    "check": "guildhall.engine.quality.check",
    "sums": "guildhall.engine.sets",
    "sample": "guildhall.engine.sample",
}


def main(argv: list[str] | None = None) -> int:
    """Run one command. Exit codes: 0 done, 1 stopped with a reason, 2 wrong words, 130 interrupted."""
    args = parser().parse_args(argv)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal that knows no pound sign gets a question mark, not a crash
            stream.reconfigure(errors="replace")
    module: Any = import_module(COMMANDS[args.command])
    try:
        return int(module.run(args))
    except KeyboardInterrupt:
        print("guildhall: interrupted; what was there before is untouched", file=sys.stderr)
        return 130
    except BrokenPipeError:
        return 0


if __name__ == "__main__":
    sys.exit(main())
