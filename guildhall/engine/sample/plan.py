"""What the invented councils have bought: the told stories first, then what fills each council's list."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta

from guildhall.engine.sample.days import ANCHOR, plus_months, term_end
from guildhall.engine.sample.dice import Dice
from guildhall.engine.sample.world import TODAY_CODES, Place, Ware, World, table

QUOTAS: dict[str, dict[str, int]] = {
    "X-NMR": {"act": 19, "celex": 6, "cf": 7, "cfcsv": 2, "register": 12},
    "X-WMC": {"act": 24, "celex": 5, "cf": 10, "cfcsv": 2, "register": 0},
    "X-MAR": {"act": 14, "celex": 2, "cf": 7, "cfcsv": 1, "register": 8},
    "X-EAS": {"act": 21, "celex": 4, "cf": 11, "cfcsv": 2, "register": 0},
}
OTHERS = {"act": 15, "celex": 3, "cf": 8, "cfcsv": 2, "register": 0}
"""How many contracts of each council stand in each source. Northmoor's 46 are those of the design's briefing, twelve of
them without an end; the TaxPath award of 2019 on the older portal has ended."""

ROUTES = {
    "below_limited": 65, "open": 65, "below_direct": 45, "below_open": 28, "below_unknown": 22, "framework": 15,
    "below_framework": 8, "cfp": 5, "direct": 2,
}  # fmt: skip
"""How often each way of buying was used in 255 contract notices of councils, July and August 2026."""

PLANS = (
    "Open procedure",
    "Framework call-off",
    "Framework call-off",
    "Request for quotation",
    "Competitive flexible procedure",
)
"""What registers say of how a contract will be bought again, where they say it."""
CALM, CALM_UNTIL = "X-NMR", date(2028, 8, 1)
"""Northmoor's page tells the design's story, so nothing but the story is late or due there; elsewhere there is plenty."""
LONGEST_CALM = 84
TERMS = (12, 12, 24, 24, 36, 36, 48, 60)


@dataclass(frozen=True)
class Deal:
    """One contract as it is; what the notices say of it is another matter."""

    key: str
    council: str
    ware: Ware
    title: str
    product: str
    supplier: str
    source: str
    """Which source tells of it: act, celex, cf, cfcsv or register."""
    published: date
    signed: date
    start: date
    end: date | None
    last_end: date | None
    renewal: str
    net: int
    year: int
    route: str
    rationale: str = ""
    in_register: bool = False
    planned: str = ""
    """How the council means to buy it again, in its register's words."""
    is_story: bool = False
    batch: str = ""
    """Contracts of one exercise share a process."""


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _months(start: date, end: date) -> int:
    return max(1, round((end - start).days / 30.44))


def _rounded(net: int) -> int:
    """Sums above a million are told in tens of thousands."""
    return net // 10_000 * 10_000 if net > 1_000_000 else net


def stories(world: World) -> list[Deal]:
    """The contracts that the design's pictures tell of."""
    wares = {ware.key: ware for ware in world.products}
    deals = []
    for row in table("stories.csv"):
        published = date.fromisoformat(row["published"])
        start, end = _day(row["start"]) or published, _day(row["end"])
        year = int(row["year"] or 0)
        deals.append(
            Deal(
                key=row["key"],
                council=row["council"],
                ware=replace(wares[row["what"]], supplier=row["supplier"], product=row["product"]),
                title=row["title"],
                product=row["product"],
                supplier=row["supplier"],
                source=row["source"],
                published=published,
                signed=min(start, published) - timedelta(days=9),
                start=start,
                end=end,
                last_end=_day(row["last_end"]),
                renewal=row["renewal"],
                net=_rounded(year * _months(start, end or term_end(start, 48)) // 12),
                year=year,
                route=row["route"],
                rationale=row["rationale"],
                in_register=row["register"] == "yes",
                planned=row["planned"],
                is_story=True,
            )
        )
    return deals


def _calm(start: date, end: date, published: date) -> tuple[date, date, date]:
    """The same contract with a later end, by whole years; one that would grow too long began later, too."""
    while end < CALM_UNTIL:
        end = plus_months(end, 12)
        if _months(start, end) > LONGEST_CALM and plus_months(published, 12) < ANCHOR:
            start, published = plus_months(start, 12), plus_months(published, 12)
    return start, end, published


class Planner:
    """Fills each council's list up to its quota."""

    def __init__(self, world: World, dice: Dice) -> None:
        self.world, self.dice = world, dice

    def all(self) -> list[Deal]:
        told = stories(self.world)
        filled = list(told)
        for code in TODAY_CODES:
            filled += self._fill(self.world.places[code], [deal for deal in told if deal.council == code])
        return [*filled, *self._transport()]

    def _fill(self, place: Place, told: list[Deal]) -> list[Deal]:
        quota = QUOTAS.get(place.code, OTHERS)
        have = Counter(deal.source for deal in told)
        sources = [source for source, count in quota.items() for _ in range(count - have[source])]
        wares = self._wares(place, {deal.ware.key for deal in told}, len(sources))
        order = self.dice.shuffled([f"{place.code}:{number}" for number in range(len(sources))], "source")
        return [
            self._deal(place, ware, sources[int(slot.partition(":")[2])], number)
            for number, (ware, slot) in enumerate(zip(wares, order, strict=True))
        ]

    def _wares(self, place: Place, taken: set[str], count: int) -> list[Ware]:
        digital: dict[str, Ware] = {}
        for ware in sorted(self.world.products, key=lambda ware: self.dice.roll("ware", place.code, ware.product)):
            if ware.tier in place.tiers and ware.key not in taken:
                digital.setdefault(ware.key, ware)
        plain = [ware for ware in self.world.needs if ware.tier in place.tiers]
        half = list(digital.values())[: (count * 11 + 10) // 20]
        plain = sorted(plain, key=lambda ware: self.dice.roll("need", place.code, ware.key))
        return half + (plain + plain)[: count - len(half)]

    def _deal(self, place: Place, ware: Ware, source: str, number: int) -> Deal:
        key = f"{place.letters.lower()}-{number:02d}"
        dice = self.dice
        start, end, published = self._dates(key, ware, source)
        if place.code == CALM:
            start, end, published = _calm(start, end, published)
        months = _months(start, end)
        year = round(dice.between(ware.year_low, ware.year_high, "year", key), -2)
        title = self._title(place, ware, key)
        return Deal(
            key=key,
            council=place.code,
            ware=ware,
            title=title,
            product=ware.product,
            supplier=ware.supplier,
            source=source,
            published=published,
            signed=min(start, published) - timedelta(days=dice.between(2, 30, "signed", key)),
            start=start,
            end=None if source == "cfcsv" else end,
            last_end=None,
            renewal="",
            net=year * months // 12,
            year=year,
            route=dice.weighted(ROUTES, "route", key),
            in_register=source == "register"
            or (source == "act" and place.code == CALM and dice.roll("also", key) < 0.5),
            planned=dice.pick(PLANS, "planned", key) if dice.roll("plans", key) < 0.6 else "",
        )

    def _title(self, place: Place, ware: Ware, key: str) -> str:
        if not ware.is_digital:
            return ware.title
        forms = (
            ware.title,
            f"{ware.title} ({ware.product})",
            f"{ware.product}: support and maintenance",
            f"Supply, hosting and support of {ware.title[0].lower()}{ware.title[1:]}",
            f"{place.short} - {ware.title}",
        )
        return self.dice.pick(forms, "title", key)

    def _dates(self, key: str, ware: Ware, source: str) -> tuple[date, date, date]:
        dice = self.dice
        if source == "act":
            published = date(2025, 3, 3) + timedelta(days=dice.between(0, 620, "published", key))
            term = dice.pick((12, 24, 24, 36, 36, 48, 60), "term", key) if ware.is_digital else min(ware.months, 36)
            if not ware.is_digital and dice.roll("short", key) < 0.5:
                term = min(ware.months, 12)
            late = dice.roll("late", key) < 0.6
            lag = round(3 + 100 * dice.roll("lag", key) ** 2) if late else -dice.between(2, 70, "lead", key)
            start = published - timedelta(days=lag)
            if not ware.is_digital and dice.roll("very late", key) < 0.05:
                start = published - timedelta(days=term * 31 + 20)
            if dice.roll("first of month", key) < 0.6:
                start = start.replace(day=1) if late else (start.replace(day=1) + timedelta(days=32)).replace(day=1)
            return start, term_end(start, term), published
        first, last = {"celex": (2021, 2025), "cf": (2019, 2024), "cfcsv": (2021, 2025), "register": (2020, 2025)}[
            source
        ]
        start = date(dice.between(first, last, "y", key), dice.between(1, 12, "m", key), 1)
        if dice.roll("april", key) < (0.1 if source == "cf" else 0.3):
            start = start.replace(month=4)
        fitting = [months for months in (*TERMS[2:], 72, 84) if term_end(start, months) > date(2026, 12, 1)]
        term = dice.pick(fitting or (84,), "term", key)
        if source == "cf" and dice.roll("long gone", key) < 0.25:
            term = dice.pick((12, 24), "term", key)
        published = start + timedelta(days=dice.between(-40, 60, "published", key))
        return start, term_end(start, term), min(published, ANCHOR - timedelta(days=9))

    def _transport(self) -> list[Deal]:
        """One exercise of many contracts at no stated price: the micro-awards that swamp a count."""
        ware = Ware(
            "send_transport", "Client transport routes - SEND", "", "wexcoach", "60130000",
            "Special-purpose road passenger-transport services", "services", 0, 0, 12, "county",
        )  # fmt: skip
        return [
            Deal(
                key=f"wmc-route-{number:02d}",
                council="X-WMC",
                ware=ware,
                title=f"Client transport route {400 + number} - SEND",
                product="",
                supplier="wexcoach",
                source="act",
                published=date(2026, 8, 10) + timedelta(days=number % 3),
                signed=date(2026, 7, 20),
                start=date(2026, 9, 1),
                end=date(2027, 7, 31) if number % 2 else date(2028, 7, 31),
                last_end=None,
                renewal="",
                net=0,
                year=0,
                route="below_limited",
                batch="transport",
            )
            for number in range(1, 15)
        ]
