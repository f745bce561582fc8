"""What every notice of the sample has in common: buyers, suppliers, numbers, addresses that lead nowhere."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from guildhall.engine.sample.days import Calendar
from guildhall.engine.sample.dice import Dice
from guildhall.engine.sample.plan import Deal
from guildhall.engine.sample.world import Firm, Place, World

SITE = "https://example.invalid"
NUMBER = "@NUMBER@"
"""Stands where a notice's number comes once all notices are in the order of their days."""
Json = dict[str, Any]


@dataclass(frozen=True)
class Notice:
    """One release, still without its number."""

    day: date
    kind: str
    text: str


class Gazette:
    """Makes the parts that notices share, and counts the traps laid on the way."""

    def __init__(self, world: World, dice: Dice, calendar: Calendar) -> None:
        self.world, self.dice, self.calendar = world, dice, calendar
        self.traps: Counter[str] = Counter()
        self.notices: list[Notice] = []

    def publish(self, day: date, kind: str, body: Json) -> None:
        """Keep a release for numbering."""
        self.notices.append(Notice(day, kind, json.dumps(body, ensure_ascii=False, separators=(",", ":"))))

    def numbered(self) -> list[str]:
        """Every release as a line, numbered in the order of publication within its year, from 900001."""
        lines, counts = [], Counter[int]()
        ranked = sorted(self.notices, key=lambda notice: (notice.day, self.dice.roll("rank", notice.text)))
        for notice in ranked:
            year = self.calendar.day(notice.day).year
            counts[year] += 1
            lines.append(notice.text.replace(NUMBER, f"9{counts[year]:05d}-{year}"))
        return lines

    def when(self, day: date, *label: object) -> str:
        """A moment in office hours."""
        dice = self.dice
        return self.calendar.moment(day, dice.between(8, 17, "h", *label), dice.between(0, 59, "m", *label), 12)

    def buyer_party(self, place: Place, key: str, *, role: str = "buyer") -> Json:
        party: Json = {
            "name": self.buyer_name(place, key),
            "id": f"GB-SAMPLE-{place.letters}-0001",
            "identifier": {"scheme": "GB-SAMPLE", "id": f"{place.letters}-0001"},
            "address": {"streetAddress": "Invented House", "locality": place.short, "postalCode": "ZZ9 9ZZ", "country": "GB"},
            "roles": [role],
            "details": {"classifications": [{"scheme": "UK_CA_TYPE", "id": "publicAuthoritySubCentralGovernment"}]},
        }  # fmt: skip
        if self.dice.roll("contact", key) < 0.5:
            self.traps["personal contact fields, to be dropped at the door"] += 1
            party["contactPoint"] = {
                "name": "Invented Person",
                "email": "person@example.invalid",
                "telephone": "00000 000000",
            }
        return party

    def buyer_name(self, place: Place, key: str) -> str:
        roll = self.dice.roll("spelling", key)
        # Northmoor's page is the one that is shown: the trap is there too, but seldom.
        shouted = 0.015 if place.code == "X-NMR" else 0.06
        if roll < shouted:
            return place.name.upper()
        if roll < shouted + 0.03:
            return f"  {place.name} "
        return place.name

    def supplier_name(self, firm: Firm, key: str) -> str:
        return self.dice.pick(firm.aka, "aka", key) if self.dice.roll("renamed", key) < 0.2 else firm.name

    def supplier_party(self, firm: Firm, key: str) -> Json:
        """A supplier with a good number (76 in 100), a badly written one, or none."""
        name, roll = self.supplier_name(firm, key), self.dice.roll("number", key)
        if roll < 0.23:
            self.traps["supplier without a register number"] += 1
            ids: Json = {
                "id": f"SAMPLE-FTS-{900000 + self.dice.between(0, 9999, 'fts', key)}",
                "identifier": {"legalName": name, "noIdentifierRationale": "notOnAnyRegister"},
            }
        elif roll < 0.29:
            self.traps["supplier's number badly written"] += 1
            wrong = self.dice.pick(
                (f"Company Number - ZZ{firm.number[-6:]}", f"zz{firm.number[-6:]}", f"ZZ {firm.number[-6:]}"), key
            )
            ids = {"id": f"GB-COH-{wrong}", "identifier": {"scheme": "GB-COH", "id": wrong}}
        else:
            ids = {"id": f"{firm.scheme}-{firm.number}", "identifier": {"scheme": firm.scheme, "id": firm.number}}
        details = {"scale": firm.scale, "vcse": firm.vcse}
        if self.dice.roll("wrong size", key) < 0.02:
            self.traps["supplier's size declared wrongly"] += 1
            details["scale"] = "large" if firm.scale == "sme" else "sme"
        address = {"streetAddress": "1 Invented Street", "postalCode": firm.postcode, "country": "GB"}
        return {"name": name, **ids, "address": address, "roles": ["supplier"], "details": details}

    def place(self, deal: Deal) -> Place:
        return self.world.places[deal.council]

    def firm(self, deal: Deal) -> Firm:
        return self.world.firms[deal.supplier]


def description(deal: Deal, place: Place) -> str:
    """What a buyer would write of it, in our own words."""
    if deal.product:
        return (
            f"{place.name} has chosen {deal.product} for its {deal.title[0].lower()}{deal.title[1:]}. "
            "The contract covers licences, hosting, support and changes required by law."
        )
    return f"{place.name} requires: {deal.title[0].lower()}{deal.title[1:]}. Invented for the sample."
