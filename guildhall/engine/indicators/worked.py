"""What the public page of a question shows beside its text: the worked examples and the thresholds it holds against."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
import yaml

from guildhall.engine.indicators import Indicator, policy

_HERE = Path(__file__).parent
_SAID = ("name", "on", "function", "finding", "sentence")


class Example(msgspec.Struct, frozen=True):
    """Facts in, finding out, in words: the same cases the suite runs."""

    name: str
    on: date
    given: dict[str, Any]
    finding: dict[str, Any]
    sentence: str


@lru_cache(maxsize=128)
def examples(indicator: Indicator) -> tuple[Example, ...]:
    """The worked examples of a question."""
    entries = yaml.safe_load((_HERE / indicator.folder / "examples.yaml").read_text("utf-8"))
    return tuple(
        Example(
            entry["name"],
            date.fromisoformat(str(entry["on"])),
            dict(_given(entry)),
            entry["finding"],
            entry["sentence"],
        )
        for entry in entries
    )


def _given(entry: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """What an example is made of; how good its ground is shows in the finding."""
    for name, value in entry.items():
        if name not in _SAID:
            yield from ((key, each) for key, each in value.items() if key != "basis")


@lru_cache(maxsize=128)
def lines(indicator: Indicator, on: date) -> tuple[policy.Policy, ...]:
    """The thresholds in force on a day that a question is held against: those its measure names."""
    measure = _HERE / indicator.folder / "measure.py"
    text = measure.read_text("utf-8") if measure.exists() else ""
    keys = dict.fromkeys(each.key for each in policy.policies())
    return tuple(policy.of(key, on) for key in keys if f'"{key}"' in text)
