"""Small worlds of councils for tests of likeness."""

from datetime import date
from typing import Any

import numpy as np

from guildhall.engine.similar.world import World

ON = date(2026, 11, 23)


def world(*codes: str, **more: Any) -> World:
    """Councils of one kind and size with nothing in common but that; `more` sets what a test speaks of."""
    size = len(codes)
    facts: dict[str, Any] = {
        "on": ON, "codes": list(codes), "names": [f"{code} town" for code in codes], "kinds": ["UA"] * size,
        "counties": [None] * size, "population": np.full(size, 100_000.0), "lat": np.full(size, np.nan),
        "long": np.full(size, np.nan), "borders": [], "successions": [], "products": [],
        "runs": np.zeros((size, 0), dtype=bool), "categories": [], "next_decision": np.full((size, 1), np.nan),
        "live": np.zeros(size, dtype=np.int64), "due": np.zeros(size, dtype=np.int64),
        "open_ended": np.zeros(size, dtype=np.int64), "concentration": np.full(size, np.nan),
    }  # fmt: skip
    return World(**(facts | more))


def succession(code: str, successor: str = "", **more: Any) -> dict[str, Any]:
    return {
        "predecessor_code": code, "successor_code": None, "successor_name": successor or None, "area": "Elmshire",
        "scenario": "one", "status": "proposed", "vesting_on": date(2028, 4, 1),
    } | more  # fmt: skip
