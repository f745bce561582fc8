"""Area, kind of settlement and deprivation of each council. Facts from mySociety (CC-BY-4.0), see `source.yaml`."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

import msgspec

HERE = Path(__file__).parent
SETTLEMENTS = {
    "urban": "urban", "mixed": "urban with rural parts", "rural": "rural", "sparse": "rural and thinly peopled",
}  # fmt: skip


class Place(msgspec.Struct, frozen=True):
    """The place a council serves; None or empty where open data does not say."""

    code: str
    area_km2: int | None
    settlement: str
    """A key of `SETTLEMENTS`."""
    deprivation_fifth: int | None
    """1 is the most deprived fifth of councils, 5 the least."""


@lru_cache(maxsize=1)
def places() -> dict[str, Place]:
    """Every place by its council's code."""
    with (HERE / "places.csv").open(encoding="utf-8", newline="") as lines:
        return {
            row["code"]: Place(
                row["code"],
                int(row["area_km2"]) if row["area_km2"] else None,
                row["settlement"],
                int(row["deprivation_fifth"]) if row["deprivation_fifth"] else None,
            )
            for row in csv.DictReader(lines)
        }
