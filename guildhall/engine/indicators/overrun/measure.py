"""T8: is it still paid, or still in use, after its last recorded end? Payments are put beside contracts by `sets`."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from guildhall.engine.decide.arithmetic import add_months
from guildhall.engine.indicators.finding import Status, count, day, money
from guildhall.engine.records import Finding
from guildhall.engine.sets import settings

CODE = "T8"
PERHAPS_RENEWED = "A later renewal may exist that is not in the record."
NOUGHT = Decimal(0)


class _End(NamedTuple):
    contract_id: str
    last_on: date
    is_last: bool
    """Whether it could be put off no further, as far as was ever published."""
    field: str

    @property
    def words(self) -> str:
        return f"its last {'possible' if self.is_last else 'recorded'} end, {day(self.last_on)}"


def measure(
    contract_id: str, *, on: date, ends_on: date | None = None, last_end_on: date | None = None,
    ended_on: date | None = None, extension: str | None = None, to_whom: str = "the supplier", councils: int = 1,
    councils_covered: int = 0, payments: int = 0, paid_after_end: Decimal | None = None,
    paid_after_end_least: Decimal | None = None, last_paid_on: date | None = None,
    covered_from_on: date | None = None, covered_until_on: date | None = None, covered_days_after_end: int = 0,
    product: str = "", seen_on: date | None = None, evidence: str = "",
) -> Finding:  # fmt: skip
    """Pounds paid later than the months of grace after the last end: surely its, and at most.

    A sign of use after that end (`seen_on`) is told beside them. What the lists of payments do not cover is not known.
    """
    last = ended_on or max([known for known in (ends_on, last_end_on) if known is not None], default=None)
    if last is None:
        words = "Cannot tell: the last possible end is not known. The signed contract would settle it."
        return Finding(contract_id, CODE, "unknown", "", "", "", "", words, (), ("ends_on",))
    field = "ended_on" if ended_on else "last_end_on" if last_end_on else "ends_on"
    end = _End(contract_id, last, field != "ends_on" or extension == "none_declared", field)
    if seen_on is None and last >= on:
        return _told(end, "not_applicable", f"It can run to {day(last)}.")
    if paid_after_end is not None and paid_after_end > 0:
        found = _paid(end, paid_after_end, max(paid_after_end_least or NOUGHT, NOUGHT), last_paid_on, to_whom)
    else:
        found = _nothing_paid(
            end, on, to_whom, councils=(councils_covered, councils), payments=payments, since=covered_from_on,
            until=covered_until_on, days=covered_days_after_end,
        )  # fmt: skip
    return found if seen_on is None else _in_use(end, found, product, seen_on, evidence)


def _told(
    end: _End, status: Status, words: str, low: str = "", high: str = "", *, inputs: tuple[str, ...] = ("payments",),
    missing: tuple[str, ...] = (), quote: str = "",
) -> Finding:  # fmt: skip
    """Which contract a payment or a use belongs to is inferred, hence basis D."""
    held = status != "not_applicable"
    value = low if low == high else ""
    return Finding(
        end.contract_id, CODE, status, value, low, high, "D" if held else "", words,
        (end.field, *inputs) if held else (end.field,), missing, quote,
    )  # fmt: skip


def _paid(end: _End, after: Decimal, least: Decimal, last_paid_on: date | None, to_whom: str) -> Finding:
    least = min(least, after)
    newest = f", the last on {day(last_paid_on)}" if last_paid_on else ""
    grace = count(settings.load().grace_months, "month")
    words = f"{money(after)} was paid to {to_whom} later than {grace} after {end.words}{newest}."
    if least <= 0:
        words = f"{words} Another contract of the two may explain all of it. {settings.COVERAGE}"
        return _told(end, "unknown", words, "0", str(after), missing=("contract_ref",))
    if least < after:
        words = f"{words} Another contract of the two may explain all but {money(least)}."
    words = f"Paid after the last end date: {words}"
    if end.is_last:
        return _told(end, "act", f"{words} {PERHAPS_RENEWED} {settings.COVERAGE}", str(least), str(after))
    words = f"{words} Whether it could be extended is not known. {PERHAPS_RENEWED} {settings.COVERAGE}"
    return _told(end, "watch", words, str(least), str(after), missing=("last_end_on",))


def _nothing_paid(
    end: _End, on: date, to_whom: str, *, councils: tuple[int, int], payments: int, since: date | None,
    until: date | None, days: int,
) -> Finding:  # fmt: skip
    """Nothing was paid after the end: good news only where the lists cover that time and name the supplier before."""
    held = settings.load()
    covered, bought = councils
    if not covered or since is None or until is None:
        words = "Cannot tell: no list of the council's spending is here."
    elif add_months(end.last_on, held.grace_months) >= on:
        words = f"It came to {end.words}; bills may still be paid for {count(held.grace_months, 'month')}."
        return _told(end, "not_applicable", words)
    elif days < held.least_days_after_end:
        words = (
            f"Cannot tell: of the time later than {count(held.grace_months, 'month')} after {end.words}, the council's "
            f"lists of spending cover {count(days, 'day')}; they reach to {day(until)}. {settings.COVERAGE}"
        )
    elif not payments:
        words = (
            f"Cannot tell: no payment to {to_whom} is in the council's lists from {day(since)} to {day(until)}, neither "
            f"during its term nor after; it may be paid through somebody else. {settings.COVERAGE}"
        )
    elif covered < bought:
        words = f"Cannot tell: of its {bought} councils, the lists of spending of {covered} are here."
    else:
        words = (
            f"No payment to {to_whom} later than {count(held.grace_months, 'month')} after {end.words}, is in the "
            f"council's lists, which reach to {day(until)}."
        )
        return _told(end, "ok", words, "0", "0")
    return _told(end, "unknown", words, missing=("payments",))


def _in_use(end: _End, paid: Finding, product: str, seen_on: date, evidence: str) -> Finding:
    """A sign of use after the end; what was paid is told behind it where it says more than nothing."""
    words = (
        f"In use after recorded expiry: {product} was seen in use on {day(seen_on)}, and the last recorded end of the "
        f"contract is {day(end.last_on)}."
    )
    if paid.status in {"act", "watch"}:
        return _told(
            end, paid.status, f"{words} {paid.words}", paid.low, paid.high, inputs=("payments", "observations"),
            missing=paid.missing, quote=evidence,
        )  # fmt: skip
    return _told(
        end, "watch", f"{words} {PERHAPS_RENEWED}", inputs=("observations",), missing=("last_end_on",), quote=evidence
    )
