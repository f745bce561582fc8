"""Questions asked of every contract: is it becoming tomorrow's legacy? One folder per question."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

import msgspec

from guildhall.engine import classify, decide
from guildhall.engine.indicators.automatic_extension import measure as automatic_extension
from guildhall.engine.indicators.decide_by_date import measure as decide_by_date
from guildhall.engine.indicators.extension_share import measure as extension_share
from guildhall.engine.indicators.initial_term import measure as initial_term
from guildhall.engine.indicators.late_visibility import measure as late_visibility
from guildhall.engine.indicators.remaining_term import measure as remaining_term
from guildhall.engine.indicators.renewal_steps import measure as renewal_steps
from guildhall.engine.indicators.route_openness import measure as route_openness
from guildhall.engine.indicators.self_declared_lock_in import measure as self_declared_lock_in
from guildhall.engine.indicators.start_by import measure as start_by
from guildhall.engine.indicators.total_term import measure as total_term
from guildhall.engine.records import Contract, Finding

__all__ = ["DIMENSIONS", "INDICATORS", "Indicator", "by_code", "measure_all", "window_of"]

Dimension = Literal["Time", "Money", "Competition", "Dependency", "Terms", "Openness"]
DIMENSIONS: tuple[Dimension, ...] = ("Time", "Money", "Competition", "Dependency", "Terms", "Openness")
_HERE = Path(__file__).parent


class Indicator(msgspec.Struct, frozen=True):
    """One question: its code, its name on screen, the card it stands on and the folder that answers it."""

    code: str
    name: str
    dimension: Dimension
    folder: str
    depends_on_the_day: bool = False
    """Whether the same facts give another answer on another day."""

    def page(self) -> str:
        """The public text of this question, in Markdown."""
        return (_HERE / self.folder / "page.md").read_text("utf-8")


INDICATORS: tuple[Indicator, ...] = (
    Indicator("T1", "First term", "Time", "initial_term"),
    Indicator("T2", "Longest possible term", "Time", "total_term"),
    Indicator("T3", "Share of options", "Time", "extension_share"),
    Indicator("T4", "Ways to extend", "Time", "renewal_steps"),
    Indicator("T5", "Time left", "Time", "remaining_term", depends_on_the_day=True),
    Indicator("T6", "Decide by", "Time", "decide_by_date", depends_on_the_day=True),
    Indicator("T7", "Begin buying by", "Time", "start_by", depends_on_the_day=True),
    Indicator("T9", "Seen in time", "Time", "late_visibility"),
    Indicator("C1", "How openly bought", "Competition", "route_openness"),
    Indicator("L1", "Lock-in the buyer declared", "Dependency", "self_declared_lock_in"),
    Indicator("X8", "Goes on by itself", "Terms", "automatic_extension"),
)
_PLAIN: tuple[Callable[..., Finding], ...] = (
    initial_term.measure,
    total_term.measure,
    extension_share.measure,
    renewal_steps.measure,
    remaining_term.measure,
)
_WINDOWED: tuple[Callable[..., Finding], ...] = (decide_by_date.measure, start_by.measure)
_LAST: tuple[Callable[..., Finding], ...] = (
    late_visibility.measure,
    route_openness.measure,
    self_declared_lock_in.measure,
    automatic_extension.measure,
)


@lru_cache(maxsize=64)
def by_code(code: str) -> Indicator:
    """The question of that code; KeyError when there is none."""
    return {indicator.code: indicator for indicator in INDICATORS}[code]


def window_of(contract: Contract) -> decide.Window:
    """The decide-by sum of one contract, with what its category says of criticality and mobilisation."""
    category = classify.categories().get(contract.category)
    facts = decide.from_contract(
        contract,
        criticality=category.criticality if category else None,
        mobilise_months=category.mobilise_months if category else None,
    )
    return decide.window(facts, decide.load())


def measure_all(contract: Contract, on: date, window: decide.Window | None = None) -> list[Finding]:
    """Every finding on one contract on one day, in the order of `INDICATORS`."""
    window = window or window_of(contract)
    found = [measure(contract, on=on) for measure in _PLAIN]
    found += [measure(contract, on=on, window=window) for measure in _WINDOWED]
    found += [measure(contract, on=on) for measure in _LAST]
    return found
