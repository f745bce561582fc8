"""Decide-by: the last day on which a council can still choose freely, the sum at the heart of Guildhall."""

from __future__ import annotations

import argparse
import codecs
import sys
from datetime import date, datetime
from typing import Any

import msgspec

from guildhall.engine.decide import facts as reading
from guildhall.engine.decide.contract import from_contract
from guildhall.engine.decide.decision import Choice, Decision, LeastBad, decide, state_of_range, state_on
from guildhall.engine.decide.facts import LONDON, FactError, Facts, Option
from guildhall.engine.decide.settings import Setting, Settings, SettingsError, load
from guildhall.engine.decide.window import Window, take_option, window

__all__ = [
    "Choice", "Decision", "FactError", "Facts", "LeastBad", "Option", "Setting", "Settings", "SettingsError", "Window",
    "decide", "from_contract", "load", "run", "state_of_range", "state_on",
    "take_option", "window",
]  # fmt: skip


def answer(line: str | bytes, number: int, on: date, settings: Settings) -> dict[str, Any]:
    """One line in, one object out: a decision, or what is wrong with the line."""
    try:
        read = reading.read(line, tuple(settings.procurement))
    except FactError as error:
        return {"line": number, "error": str(error)}
    made: dict[str, Any] = msgspec.to_builtins(decide(read.facts, on, settings))
    return read.names | made


def run(args: argparse.Namespace) -> int:
    """`guildhall decide`: facts as JSON lines in, decisions as JSON lines out. A bad line gets an error of its own."""
    on = args.on or datetime.now(LONDON).date()
    try:
        settings = load()
    except SettingsError as error:
        print(f"guildhall decide: {error}", file=sys.stderr)
        return 1
    encode = msgspec.json.Encoder().encode
    if sys.stdin is None:
        print("guildhall decide: there is no standard input to read facts from", file=sys.stderr)
        return 1
    write = sys.stdout.buffer.write  # bytes: JSON is UTF-8, whatever the terminal is set to
    for number, line in enumerate(sys.stdin.buffer, start=1):
        said = line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
        if said.strip():
            write(encode(answer(said, number, on, settings)) + b"\n")
    sys.stdout.flush()
    return 0
