"""The catalogue of questions: what each is called, where it is answered, and what stands when nothing was found.

Most questions cannot be answered from most notices. Such an answer is the same for every contract, so it is not stored
with each: it stands here, with what is missing and what would settle it, and `complete` puts it where it belongs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import msgspec
import yaml

from guildhall.engine.records import Finding

Dimension = Literal["Time", "Money", "Competition", "Dependency", "Terms", "Openness"]
DIMENSIONS: tuple[Dimension, ...] = ("Time", "Money", "Competition", "Dependency", "Terms", "Openness")
Subject = Literal["contract", "council", "supplier", "category"]
_HERE = Path(__file__).parent
NOT_SOFTWARE = "It is asked of software and computing only."


class Indicator(msgspec.Struct, frozen=True, kw_only=True):
    """One question: its code, its name on screen, the card it stands on and the folder that answers it."""

    code: str
    name: str
    dimension: Dimension
    folder: str
    unknown: str
    """The answer where nothing is found that would answer it."""
    missing: tuple[str, ...]
    """Facts that would settle it."""
    settles: str
    """Who or what would settle it, in a sentence."""
    depends_on_the_day: bool = False
    """Whether the same facts give another answer on another day."""
    over: str = ""
    """The answer once the contract has ended; empty if it is asked all the same."""
    unless: tuple[str, ...] = ()
    """Where another question was answered so, this one is not asked unless something was found: `T4:not_applicable`."""
    otherwise: str = ""
    """The answer then."""
    is_for_software: bool = False
    """Whether it is asked of software and computing only."""
    at_least: str = ""
    """Code of another question whose value is a lower bound of this one's."""
    asked_of: tuple[Subject, ...] = ("contract",)
    by: Literal["contract", "payments", "register", "people"] = "contract"
    """What it takes: the contract's own documents, payments, the whole register, or somebody who looks."""

    def page(self) -> str:
        """The public text of this question, in Markdown, with its worked examples."""
        text = (_HERE / self.folder / "page.md").read_text("utf-8").strip()
        lines = [text, "", "## What would settle it", "", self.settles, "", "## Worked examples", ""]
        for example in examples(self.folder):
            status = STATUS_WORDS[example["finding"]["status"]]
            lines.append(f"- **{example['name']}** ({status}): {example['sentence']}")
        return "\n".join(lines) + "\n"


STATUS_WORDS: dict[str, str] = {
    "ok": "no concern", "watch": "worth watching", "act": "worth acting on", "unknown": "cannot tell",
    "not_applicable": "not asked",
}  # fmt: skip


@lru_cache(maxsize=1)
def indicators() -> tuple[Indicator, ...]:
    """Every question, in the order in which they are shown."""
    entries = yaml.safe_load((_HERE / "catalogue.yaml").read_text("utf-8"))
    return tuple(msgspec.convert(entries, list[Indicator]))


INDICATORS = indicators()
_BY_CODE = {indicator.code: indicator for indicator in INDICATORS}
CONTRACTS = tuple(indicator for indicator in INDICATORS if "contract" in indicator.asked_of)
"""The questions asked of a contract."""
_OF_CONTRACTS = frozenset(indicator.code for indicator in CONTRACTS)
_END, _ENDED = "T5", "not_applicable"


@lru_cache(maxsize=128)
def examples(folder: str) -> list[dict[str, Any]]:
    """Worked examples of a question: facts in, finding and sentence out."""
    found: list[dict[str, Any]] = yaml.safe_load((_HERE / folder / "examples.yaml").read_text("utf-8"))
    return found


def by_code(code: str) -> Indicator:
    """The question of that code; KeyError when there is none."""
    return _BY_CODE[code]


def complete(
    contract_id: str,
    found: Iterable[Finding],
    *,
    is_digital: bool | None = None,
    known: Collection[str] = (),
) -> tuple[Finding, ...]:
    """All findings on a contract in the order of the catalogue: what is not held is filled in, and never as good.

    `known` are fields with a value, which are then not called missing as long as another is.
    """
    held = {finding.indicator: finding for finding in found}
    statuses = {code: finding.status for code, finding in held.items()}
    out = []
    for indicator in CONTRACTS:
        finding = held.get(indicator.code)
        if finding is None:
            least = held.get(indicator.at_least)
            words = not_asked(indicator, statuses, is_digital=is_digital)
            finding = _stands(contract_id, indicator, words, known, least.value if least is not None else "")
        out.append(finding)
    return (*out, *(held[code] for code in sorted(held) if code not in _OF_CONTRACTS))


def _stands(contract_id: str, indicator: Indicator, words: str, known: Collection[str], low: str) -> Finding:
    """What stands where nothing was found."""
    if words:
        return Finding(contract_id, indicator.code, "not_applicable", "", "", "", "", words, (), ())
    missing = tuple(name for name in indicator.missing if name not in known) or indicator.missing
    return Finding(contract_id, indicator.code, "unknown", "", low, "", "", indicator.unknown, (), missing)


def not_asked(indicator: Indicator, statuses: Mapping[str, str], *, is_digital: bool | None) -> str:
    """Why a question of which the register holds no finding is not asked; empty where it is, and cannot be told."""
    if indicator.is_for_software and is_digital is False:
        return NOT_SOFTWARE
    if indicator.over and statuses.get(_END) == _ENDED:
        return indicator.over
    if indicator.unless and any(f"{code}:{status}" in indicator.unless for code, status in statuses.items()):
        return indicator.otherwise
    return ""
