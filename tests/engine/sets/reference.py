"""The sums again in plain Python, one payment at a time: slow, and written from the words of the tables alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

Row = dict[str, Any]
NOUGHT = Decimal("0.00")
GRACE = 3
STRAY = 20
SEVERAL = 5


def months_on(day: date, months: int) -> date:
    """The same day so many months on, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError


def days_of(months: Iterable[int]) -> Iterator[date]:
    """Every day of some months."""
    for month in months:
        day = date(month // 12, month % 12 + 1, 1)
        while day.month == month % 12 + 1:
            yield day
            day += timedelta(1)


class Agreed:
    """One contract, copies put together, as it concerns a council and a supplier."""

    def __init__(self, told: Sequence[Row]) -> None:
        def first(*names: str) -> date | None:
            days = [next((row[n] for n in names if row[n]), None) for row in told]
            return min([day for day in days if day], default=None)

        ends, latest, sure = [], [], []
        for row in told:
            known = [day for day in (row["ends_on"], row["last_end_on"]) if day]
            end = row["ended_on"] or max(known, default=None)
            ends.append(end)
            latest.append(end or row["ends_latest_on"])
            sure.append(end or row["ends_earliest_on"])
        self.began = first("starts_on", "signed_on", "awarded_on")
        self.surely_began = first("starts_on")
        self.end = max([day for day in ends if day], default=None)
        self.latest = max([day for day in latest if day], default=None)
        self.surely_until = max([day for day in sure if day], default=None)

    def surely_runs(self, day: date) -> bool:
        return bool(self.surely_began and self.surely_until and self.surely_began <= day <= self.surely_until)

    def may_run(self, day: date) -> bool:
        return (self.began is None or self.began <= day) and (self.latest is None or day <= self.latest)


def originals(contracts: Iterable[Row], copies: dict[str, str]) -> dict[str, str]:
    """Each contract's first telling; what was only planned, or was cancelled, is left out."""
    found = {}
    for row in contracts:
        if row["status"] not in {"planned", "cancelled"}:
            parent = copies.get(row["contract_id"], row["contract_id"])
            found[row["contract_id"]] = copies.get(parent, parent)
    return found


def between(contracts: Iterable[Row], copies: dict[str, str]) -> dict[tuple[str, str], dict[str, Agreed]]:
    """By council and supplier, what the two agreed."""
    first = originals(contracts, copies)
    told: dict[str, list[Row]] = defaultdict(list)
    for row in contracts:
        if row["contract_id"] in first:
            told[first[row["contract_id"]]].append(row)
    agreed = {name: Agreed(rows) for name, rows in told.items()}
    found: dict[tuple[str, str], dict[str, Agreed]] = defaultdict(dict)
    for name, rows in told.items():
        for row in rows:
            for council in row["council_codes"] or ():
                for supplier in row["supplier_ids"] or ():
                    found[council, supplier][name] = agreed[name]
    return found


def year_of(day: date) -> int:
    return day.year if (day.month, day.day) >= (4, 1) else day.year - 1


def lists(payments: list[Row], on: date) -> dict[str, tuple[date, date, set[int]]]:
    """How far a council's lists reach, and the months they cover."""
    of_document: dict[str, set[str]] = defaultdict(set)
    for row in payments:
        if row["council_code"] and row["paid_on"] and row["paid_on"] <= on and not row["is_card"]:
            of_document[row["document"]].add(row["council_code"])
    by_month: dict[str, dict[int, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in payments:
        if row["document"] and len(of_document[row["document"]]) > SEVERAL:
            continue
        if row["council_code"] and row["paid_on"] and row["paid_on"] <= on and not row["is_card"]:
            by_month[row["council_code"]][row["paid_on"].year * 12 + row["paid_on"].month - 1].append(row)
    found = {}
    for council, months in by_month.items():
        total = sum(map(len, months.values()))
        kept = {month for month, rows in months.items() if len(rows) * len(months) * STRAY >= total}
        rows = [row for month in kept for row in months[month]]
        last = max(row["paid_latest_on"] or row["paid_on"] for row in rows)
        found[council] = min(row["paid_on"] for row in rows), min(last, max(days_of([max(kept)]))), kept
    return found


def spend(payments: Iterable[Row], contracts: list[Row], copies: dict[str, str]) -> dict[tuple[Any, ...], Row]:
    agreed = between(contracts, copies)
    found: dict[tuple[Any, ...], Row] = {}
    for row in payments:
        council, supplier, day, amount = (row[n] for n in ("council_code", "supplier_id", "paid_on", "amount"))
        if not council or not day:
            continue
        sums = found.setdefault(
            (council, supplier, year_of(day)),
            {"payments": 0, "paid": None, "explained": NOUGHT, "perhaps_explained": NOUGHT, "days": []},
        )
        sums["payments"] += 1
        sums["days"].append(day)
        if amount is None:
            continue
        sums["paid"] = (sums["paid"] or NOUGHT) + amount
        those = agreed.get((council, supplier), {}).values()
        if any(one.surely_runs(day) for one in those):
            sums["explained"] += amount
        elif any(one.may_run(day) for one in those):
            sums["perhaps_explained"] += amount
    for sums in found.values():
        days = sums.pop("days")
        sums |= {"first_paid_on": min(days), "last_paid_on": max(days)}
    return found


def paid(
    payments: list[Row], contracts: list[Row], copies: dict[str, str], on: date
) -> dict[tuple[str, str, str], Row]:
    agreed, reach, first = between(contracts, copies), lists(payments, on), originals(contracts, copies)
    of_pair: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in payments:
        if row["paid_on"]:
            of_pair[row["council_code"], row["supplier_id"]].append(row)
    found = {}
    for contract in contracts:
        name = first.get(contract["contract_id"])
        for council in contract["council_codes"] or () if name else ():
            for supplier in contract["supplier_ids"] or ():
                if council in reach:
                    found[contract["contract_id"], council, supplier] = _beside(
                        str(name), agreed[council, supplier], of_pair[council, supplier], reach[council]
                    )
    return found


def _beside(name: str, agreed: dict[str, Agreed], payments: list[Row], reach: tuple[date, date, set[int]]) -> Row:
    own, others = agreed[name], [one for other, one in agreed.items() if other != name]
    begins, until, months = reach
    since = [row for row in payments if own.began is None or row["paid_on"] >= own.began]

    def total(rows: Iterable[Row], *, alone: bool = False) -> Decimal:
        return sum(
            (
                row["amount"]
                for row in rows
                if row["amount"] is not None and not (alone and any(one.may_run(row["paid_on"]) for one in others))
            ),
            NOUGHT,
        )

    begun = own.began is not None and until >= own.began
    in_term = [row for row in since if own.end and row["paid_on"] <= own.end]
    after = [row for row in since if own.end and row["paid_on"] > months_on(own.end, GRACE)]
    later = months_on(own.end, GRACE) if own.end else None
    days_after = None if later is None else sum(day > later for day in days_of(months) if day <= until)
    over = bool(days_after) or any(row["amount"] is not None for row in after)
    within = [day for day in days_of(months) if day <= until]
    newest = max(months)
    year_from = date((newest - 11) // 12, (newest - 11) % 12 + 1, 1)
    whole_year = begun and own.began is not None and own.began <= year_from
    whole_year = whole_year and all(newest - back in months for back in range(12))
    kinds = Counter(row["amount_kind"] for row in since)
    kind = None if not since else next((k for k in ("net", "gross") if kinds[k] == len(since)), "unknown")
    days = [row["paid_on"] for row in since]
    sharing = [
        one for one in others
        if (one.began or date.min) <= (own.latest or date.max) and (own.began or date.min) <= (one.latest or date.max)
    ]  # fmt: skip
    return {
        "payments": len(since) if begun else 0,
        "paid": total(since) if begun else None,
        "paid_in_term": total(in_term) if begun and own.end else None,
        "paid_in_term_least": total(in_term, alone=True) if begun and own.end else None,
        "paid_after_end": total(after) if over else None,
        "paid_after_end_least": total(after, alone=True) if over else None,
        "amount_kind": kind,
        "first_paid_on": min(days, default=None),
        "last_paid_on": max(days, default=None),
        "run_rate_year": total(row for row in since if year_from <= row["paid_on"] <= until) if whole_year else None,
        "contracts_sharing": len(sharing),
        "last_end_on": own.end,
        "covered_from_on": begins,
        "covered_until_on": until,
        "covered_days": sum(own.began <= day <= own.end for day in within) if own.began and own.end else None,
        "covered_days_after_end": days_after,
    }
