"""M3: how often the contract was changed, and on what grounds."""

from __future__ import annotations

from datetime import date

from guildhall.engine.indicators import policy
from guildhall.engine.indicators.evidence import quote
from guildhall.engine.indicators.finding import Status, made
from guildhall.engine.records import Contract, Finding

CODE = "M3"
GROUNDS: dict[str, str] = {
    "providedContract": "provided for in the contract",
    "urgency": "urgency",
    "unforeseeableCircumstances": "circumstances nobody could foresee",
    "materialisationOfKnownRisk": "a known risk that came about",
    "additionalGoodsServicesWorks": "additional goods, services or works",
    "additionalByOriginalContractor": "additional work by the first supplier",
    "transferCorporateRestructuring": "the contract passed to another company",
    "defenceAuthority": "defence",
    "notSubstantial": "not substantial",
    "belowThreshold": "below the threshold",
}
"""Codes of grounds for a change (Procurement Act 2023 schedule 8, and older notices) in plain words."""
_ENDINGS = frozenset({"contractCompleted", "performanceBreach", "discretionary", "discretionaryExclusionGround"})


def measure(contract: Contract, *, on: date) -> Finding | None:
    """Published changes of value, term or supplier. Small ones need no notice, so it is a floor."""
    changes = contract.changes
    if changes is None:
        return None
    line = policy.of("changes", on)
    status: Status = "ok"
    if line.act is not None and changes.count > line.act:
        status = "act"
    elif line.watch is not None and changes.count > line.watch:
        status = "watch"
    grounds = [GROUNDS.get(ground, ground) for ground in changes.grounds if ground not in _ENDINGS]
    said = f" Grounds: {'; '.join(grounds)}." if len(grounds) > 1 else f" Ground: {grounds[0]}." if grounds else ""
    changed = "One change is published." if changes.count == 1 else f"{changes.count} changes are published."
    words = f"{changed}{said} Small changes need no notice, so there may be more."
    return made(
        contract, CODE, status, words, value=str(changes.count), low=str(changes.count), inputs=("changes",),
        missing=() if grounds else ("change_ground",), quote=quote(changes.text, 0) if changes.text else "",
    )  # fmt: skip
