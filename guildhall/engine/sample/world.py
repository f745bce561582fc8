"""The invented county: its councils, suppliers, products and needs, read from the tables beside this file."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

HERE = Path(__file__).resolve().parent
TODAY_CODES = (
    "X-NMR",
    "X-WMC",
    "X-EAS",
    "X-ALD",
    "X-SAL",
    "X-FEN",
    "X-KEL",
    "X-HAR",
    "X-MAR",
    "X-WYS",
    "X-RAV",
    "X-THO",
)
"""The twelve councils of today; the others have gone or are to come."""


def table(name: str) -> list[dict[str, str]]:
    """Rows of one of the tables beside this file."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@dataclass(frozen=True)
class Place:
    """An invented council."""

    code: str
    name: str
    names: tuple[str, ...]
    kind: str

    @property
    def tiers(self) -> frozenset[str]:
        """Which services it runs: a county's, a district's, or both."""
        return frozenset({"all", *{"CTY": ("county",), "NMD": ("district",)}.get(self.kind, ("county", "district"))})

    @property
    def short(self) -> str:
        return self.names[0]

    @property
    def letters(self) -> str:
        return self.code.removeprefix("X-")


@dataclass(frozen=True)
class Firm:
    """An invented supplier. Its register number lies in a scheme that exists nowhere."""

    key: str
    name: str
    aka: tuple[str, ...]
    scale: str
    vcse: bool
    number: str
    scheme: str
    postcode: str


@dataclass(frozen=True)
class Ware:
    """What a council buys: one of the system categories with a product, or a need that is not digital."""

    key: str
    title: str
    product: str
    supplier: str
    cpv: str
    cpv_label: str
    kind: str
    year_low: int
    year_high: int
    months: int
    tier: str

    @property
    def is_digital(self) -> bool:
        return bool(self.product)


class World:
    """Everything that is there before anything is bought."""

    @cached_property
    def places(self) -> dict[str, Place]:
        return {
            row["code"]: Place(row["code"], row["name"], tuple(row["names"].split("|")), row["kind"])
            for row in table("councils.csv")
        }

    @cached_property
    def firms(self) -> dict[str, Firm]:
        return {
            row["key"]: Firm(
                row["key"],
                row["name"],
                tuple(row["aka"].split("|")),
                row["scale"],
                row["vcse"] == "yes",
                row["number"],
                row["scheme"],
                row["postcode"],
            )
            for row in table("suppliers.csv")
        }

    @cached_property
    def products(self) -> list[Ware]:
        return [
            Ware(
                row["category"],
                row["title"],
                row["product"],
                row["supplier"],
                row["cpv"],
                row["cpv_label"],
                "goods" if row["cpv"].startswith(("32", "38")) else "services",
                int(row["year_low"]),
                int(row["year_high"]),
                0,
                row["tier"],
            )
            for row in table("catalogue.csv")
        ]

    @cached_property
    def needs(self) -> list[Ware]:
        return [
            Ware(
                row["need"],
                row["title"],
                "",
                row["supplier"],
                row["cpv"],
                row["cpv_label"],
                row["kind"],
                int(row["total_low"]) * 12 // int(row["months"]),
                int(row["total_high"]) * 12 // int(row["months"]),
                int(row["months"]),
                row["tier"],
            )
            for row in table("needs.csv")
        ]
