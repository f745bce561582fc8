"""L7: whether the framework behind a call-off ends before the call-off itself."""

from __future__ import annotations

from datetime import date

from guildhall.engine.indicators.finding import day
from guildhall.engine.records import Finding

CODE = "L7"
_INPUTS = ("framework", "ends_on")


def measure(contract_id: str, *, ends_on: date | None, framework_ends_on: date | None, basis: str = "B") -> Finding:
    """The call-off's last end against the framework's, in days; one that outlasts its framework is worth watching."""
    if ends_on is None or framework_ends_on is None:
        which = "it" if ends_on is None else "the framework"
        words = f"It hangs on a framework; when {which} ends is not known."
        missing = tuple(
            name for name, known in (("ends_on", ends_on), ("framework_ends_on", framework_ends_on)) if known is None
        )
        return Finding(contract_id, CODE, "unknown", "", "", "", basis, words, ("framework",), missing)
    value = str((ends_on - framework_ends_on).days)
    if framework_ends_on < ends_on:
        words = f"Its framework ends on {day(framework_ends_on)}, before it does; then nothing more can be called off."
        return Finding(contract_id, CODE, "watch", value, value, value, basis, words, _INPUTS, ())
    words = f"Its framework runs to {day(framework_ends_on)}, as long as it does or longer."
    return Finding(contract_id, CODE, "ok", value, value, value, basis, words, _INPUTS, ())
