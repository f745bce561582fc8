"""L5: how many councils and contracts depend on the product."""

from __future__ import annotations

from datetime import date

from guildhall.engine.indicators import policy
from guildhall.engine.indicators.finding import count
from guildhall.engine.records import Finding

CODE = "L5"
_INPUTS = ("product", "council")


def measure(subject_id: str, *, product: str, councils: int, own: int, on: date) -> Finding:
    """Councils known to run the product, by contracts and public signs: a floor, so few of them is no relief."""
    line = policy.of("product_councils", on)
    words = f"{count(councils, 'council')} at least {'runs' if councils == 1 else 'run'} {product}"
    words += f"; {own} running contracts here name it." if own > 1 else "."
    value = str(councils)
    if line.watch is not None and councils >= line.watch:
        return Finding(subject_id, CODE, "watch", value, value, "", "C", words, _INPUTS, ())
    return Finding(subject_id, CODE, "unknown", "", value, "", "C", words, _INPUTS, ("products_of_others",))
