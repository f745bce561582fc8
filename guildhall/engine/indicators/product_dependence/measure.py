"""L5: how many contracts and councils depend on the product."""

from __future__ import annotations

from datetime import date

from guildhall.engine.indicators import policy
from guildhall.engine.indicators.finding import Status, count
from guildhall.engine.records import Finding

CODE = "L5"


def measure(subject_id: str, *, product: str, own: int, councils: int, on: date) -> Finding | None:
    """Live contracts of the council that name the product, and other councils known to run it."""
    if not product or own + councils < 1:
        return None
    line = policy.of("product_councils", on)
    status: Status = "watch" if own > 1 or (line.watch is not None and councils >= line.watch) else "ok"
    words = f"{count(own, 'live contract')} of the council {'names' if own == 1 else 'name'} {product}, which {count(councils, 'other council')} {'is' if councils == 1 else 'are'} known to run."
    return Finding(subject_id, CODE, status, str(own), str(own), "", "C", words, ("product",), ())
