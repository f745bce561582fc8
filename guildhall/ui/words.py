"""Dates, distances, money and counts in the words the house uses (see docs and the style guide). Filters of every page."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
QUARTER = 92
"""Days up to which a distance is said in days; beyond it, in months."""
Money = Decimal | int | float


def day(value: date | None) -> str:
    """30 September 2026."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}" if value else "not known"


def day_short(value: date | None) -> str:
    """30 Sep 2026, for dense tables and narrow screens."""
    return f"{value.day} {MONTHS[value.month - 1][:3]} {value.year}" if value else "not known"


def day_range(low: date, high: date) -> str:
    """29 May to 29 Oct 2026, 30 Nov 2025 to 1 Jul 2026; one day when both are the same."""
    if low == high:
        return day_short(low)
    begins = day_short(low)
    return f"{begins.removesuffix(f' {high.year}')} to {day_short(high)}"


def weekday(value: date) -> str:
    """Monday 23 November 2026."""
    return f"{WEEKDAYS[value.weekday()]} {day(value)}"


def month(value: date | None) -> str:
    """May 2027."""
    return f"{MONTHS[value.month - 1]} {value.year}" if value else "not known"


def moment(value: datetime) -> str:
    """23 November 2026 at 06:10."""
    return f"{day(value.date())} at {value:%H:%M}"


def distance(value: date, on: date) -> str:
    """How far a day is: `54 days late`, `today`, `in 23 days`, `in 4 months`."""
    days = (value - on).days
    if days == 0:
        return "today"
    return f"in {span(days)}" if days > 0 else f"{span(-days)} late"


def away(value: date, on: date) -> str:
    """How far an end is: `13 months away`, `3 days ago`."""
    days = (value - on).days
    if days == 0:
        return "today"
    return f"{span(days)} away" if days > 0 else f"{span(-days)} ago"


def span(days: int) -> str:
    """A number of days in the unit a person would say."""
    if days <= QUARTER:
        return count(days, "day")
    months = round(days / 30.44)
    return count(months, "month") if months < 36 else count(round(days / 365.25), "year")


def count(number: int, noun: str, plural: str = "") -> str:
    """218 contracts, 1 contract, 1,022 councils."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def money(value: Money | None) -> str:
    """£142,000: in rows, to the pound."""
    if value is None:
        return "not known"
    pounds = Decimal(value).quantize(Decimal(1), ROUND_HALF_UP)
    return f"-£{-pounds:,}" if pounds < 0 else f"£{pounds:,}"


def money_short(value: Money | None) -> str:
    """£1.24m or £1.9bn: in prose and sums. Below a million, to the pound."""
    if value is None or abs(value) < 1_000_000:
        return money(value)
    amount = abs(Decimal(value))
    unit, by = ("bn", 1_000_000_000) if amount >= 999_500_000 else ("m", 1_000_000)
    scaled = amount / by
    places = Decimal("0.01") if scaled < 10 else Decimal("0.1") if scaled < 100 else Decimal(1)
    text = f"{scaled.quantize(places, ROUND_HALF_UP):,}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{'-' if value < 0 else ''}£{text}{unit}"


def money_range(low: Money | None, high: Money | None) -> str:
    """£83,000 to £265,000; one figure when both are the same, `at least` and `up to` when one is unknown."""
    if low is None and high is None:
        return "not known"
    if low is None:
        return f"up to {money(high)}"
    if high is None:
        return f"at least {money(low)}"
    return money(low) if low == high else f"{money(low)} to {money(high)}"


def share(part: int, whole: int) -> str:
    """62%; never 0% or 100% for what is not quite so."""
    if not whole:
        return "not known"
    percent = round(100 * part / whole)
    if percent == 0 and part:
        return "under 1%"
    if percent == 100 and part < whole:
        return "over 99%"
    return f"{percent}%"


def sentence(text: str) -> str:
    """The same text beginning with a capital letter."""
    return text[:1].upper() + text[1:]


def plain_end(text: str, beginning: str) -> str:
    """The text without a beginning that its heading already says."""
    return sentence(text.removeprefix(beginning))


FILTERS = {
    "day": day, "day_short": day_short, "weekday": weekday, "month": month, "moment": moment, "distance": distance,
    "away": away, "count_of": count, "money": money, "money_short": money_short, "share_of": share,
    "sentence": sentence, "plain_end": plain_end,
}  # fmt: skip
