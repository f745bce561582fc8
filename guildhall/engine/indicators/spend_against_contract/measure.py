"""M4: what was paid so far, held against what the contract would have cost for the same days. Payments come from `sets`."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal

from guildhall.engine.indicators import policy
from guildhall.engine.indicators.finding import Status, count, day, money
from guildhall.engine.records import Finding
from guildhall.engine.sets import settings

CODE = "M4"
NOUGHT, ONE = Decimal(0), Decimal(1)
_PAYMENTS = ("payments",)


def measure(
    contract_id: str, *, on: date, paid: Decimal | None = None, paid_least: Decimal | None = None,
    value_net: Decimal | None = None, value_gross: Decimal | None = None, currency: str | None = None,
    amount_kind: str | None = None, starts_on: date | None = None, ends_on: date | None = None,
    last_end_on: date | None = None, covered_days: int = 0, covered_days_most: int = 0, councils: int = 1,
    councils_covered: int = 0, contracts_sharing: int = 0, is_framework: bool = False, to_whom: str = "the supplier",
) -> Finding:  # fmt: skip
    """Payments of the term, in per cent of the value's part for the days that the councils' lists cover.

    An interval where payments may be for another contract of the two, where the value may be for the agreed or for the
    longest term, where councils' lists cover other days, or where one is told with tax and the other without.
    """
    if is_framework:
        return _told(contract_id, "not_applicable", "It is a framework: its value is a ceiling, not a price.")
    if not councils_covered:
        return _unknown(contract_id, "Cannot tell: no list of the council's spending is here.", "payments")
    value = value_net if value_net is not None else value_gross
    lacks = {"starts_on": starts_on, "ends_on": ends_on, "value": value if value is not None and value > 1 else None}
    missing = tuple(name for name, known in lacks.items() if known is None)
    if missing or starts_on is None or ends_on is None or value is None:
        words = {"starts_on": "its start", "ends_on": "its end", "value": "its value"}
        return _unknown(
            contract_id, f"Cannot tell. Not known: {' and '.join(words[name] for name in missing)}.", *missing
        )
    if currency not in {None, "", "GBP"}:
        return _unknown(contract_id, f"Cannot tell: its value is told in {currency}.", "value")
    if ends_on < starts_on:
        return _unknown(contract_id, "Cannot tell: the end date lies before the start date.", "ends_on")
    least_days = min(settings.load().least_days_of_term, (ends_on - starts_on).days + 1)
    if covered_days < least_days:
        words_of = (
            f"of its term from {day(starts_on)} the council's lists of spending cover {count(covered_days, 'day')}"
        )
        return _unknown(contract_id, f"Cannot tell: {words_of}. {settings.COVERAGE}", "payments", inputs=_PAYMENTS)
    if paid is None or paid <= 0:
        words_of = (
            f"no payment to {to_whom} during its term is in the council's lists; it may be paid through somebody else"
        )
        return _unknown(contract_id, f"Cannot tell: {words_of}. {settings.COVERAGE}", "payments", inputs=_PAYMENTS)
    longest = max(last_end_on or ends_on, ends_on)
    # By the value for the agreed term, and by the value for the longest one.
    most = value * max(covered_days_most, covered_days) / ((ends_on - starts_on).days + 1)
    fewest = value * covered_days / ((longest - starts_on).days + 1)
    down, up, of_tax = _tax("net" if value_net is not None else "gross", amount_kind)
    least = max(paid_least or NOUGHT, NOUGHT)
    low = _whole(100 * least / most / down, ROUND_FLOOR)
    high: int | None = _whole(100 * paid / fewest * up, ROUND_CEILING)
    if least == paid and most == fewest and down == up:
        low = high = _whole(100 * paid / most, ROUND_HALF_EVEN)
    if councils_covered < councils:
        high = None
    is_ahead = paid <= value and councils_covered >= councils
    return _held_against(contract_id, on, low, high, is_ahead=is_ahead, words=_words(
        money(paid), money(value), to_whom, low=low, high=high, sharing=contracts_sharing,
        councils=(councils_covered, councils), of_tax=of_tax,
    ))  # fmt: skip


def _words(
    paid: str, value: str, to_whom: str, *, low: int, high: int | None, sharing: int, councils: tuple[int, int],
    of_tax: str,
) -> str:  # fmt: skip
    share = f"at least {low}" if high is None else f"{low}" if low == high else f"between {low} and {high}"
    words = (
        f"{paid} was paid to {to_whom} during its term, as far as the council's lists cover it: {share} per cent of what its "
        f"value of {value} comes to for the same days."
    )
    if sharing:
        words += f" {count(sharing, 'other contract')} of the two ran at the same time."
    if high is None:
        words += f" Of its {councils[1]} councils, the lists of {councils[0]} are here."
    return f"{words}{of_tax} {settings.COVERAGE}"


def _held_against(contract_id: str, on: date, low: int, high: int | None, *, is_ahead: bool, words: str) -> Finding:
    """Over the line at its lowest is worth a look, under it at its highest raises no concern; between, nobody can tell.

    As long as no more was paid than the whole value (`is_ahead`), it may only have been paid early: worth watching at most.
    """
    line = policy.of("spend_share", on)
    bounds = (str(low), "" if high is None else str(high))
    for status, over in (("act", line.act), ("watch", line.watch)):
        if over is not None and low > over:
            return _told(contract_id, "act" if status == "act" and not is_ahead else "watch", words, *bounds)
    if high is not None and (line.watch is None or high <= line.watch):
        return _told(contract_id, "ok", words, *bounds)
    return _told(contract_id, "unknown", words, *bounds, missing=("payments",) if high is None else ("contract_ref",))


def _tax(of_value: str, kind: str | None) -> tuple[Decimal, Decimal, str]:
    """By how much the payments may stand too high or too low beside the value for want of the same tax, and in words."""
    if kind == of_value:
        return ONE, ONE, ""
    rate = ONE + Decimal(settings.load().vat_percent) / 100
    words = " Whether the payments are told with tax is not known."
    if kind in {"net", "gross"}:
        words = f" The payments are told {'with' if kind == 'gross' else 'without'} tax, the value the other way."
    return (rate, ONE, words) if of_value == "net" else (ONE, rate, words)


def _whole(number: Decimal, rounding: str) -> int:
    return int(number.to_integral_value(rounding))


def _told(
    contract_id: str, status: Status, words: str, low: str = "", high: str = "", *, missing: tuple[str, ...] = ()
) -> Finding:
    """Which contract a payment is for is inferred, hence basis D."""
    held = bool(low)
    value = low if low == high else ""
    inputs = ("payments", "value", "starts_on", "ends_on") if held else ()
    return Finding(contract_id, CODE, status, value, low, high, "D" if held else "", words, inputs, missing)


def _unknown(contract_id: str, words: str, *missing: str, inputs: tuple[str, ...] = ()) -> Finding:
    return Finding(contract_id, CODE, "unknown", "", "", "", "", words, inputs, missing)
