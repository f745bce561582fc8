"""Sums of money as people type them. Decimal or a reason; net and gross, a year and the whole are told apart."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Literal

import msgspec

Problem = Literal["", "empty", "not_given", "pending", "two_sums", "impossible", "unreadable"]


class Sum(msgspec.Struct, frozen=True):
    """An amount, or the reason why it is unknown. A range ("£50k - £100k") has bounds and no amount."""

    amount: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    currency: str = ""
    """ISO code where a sign or code stands beside the number, else empty."""
    vat: Literal["", "net", "gross"] = ""
    per: Literal["", "year", "month", "week", "day", "hour"] = ""
    problem: Problem = ""
    words: str = ""


LARGEST = Decimal(10) ** 13  # above all UK public spending of a decade: a slipped key, not a contract

_PENNY = Decimal("0.01")


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split("|"))


_PENDING = _listed("tbc|tba|tbd|t.b.c.|pending|awaiting|to be confirmed|to be agreed|to be advised")
_NOT_GIVEN = _listed(
    "-|--|---|–|—|?|n/a|na|n.a.|none|nil|unknown|various|redacted|null|nan|nat|inf|-inf|+inf|infinity|-infinity|#n/a|#ref!|"
    "#value!|£|£-|£ -|variable|x|confidential|rates|commission|not known|not stated|not given|not available|not applicable|"
    "not specified|not disclosed|commercially sensitive|commercial in confidence|as required|call off|spot purchase|"
    "price per unit|schedule of rates|no value|rate card|not recorded"
)
_CURRENCY = {"£": "GBP", "gbp": "GBP", "€": "EUR", "eur": "EUR", "$": "USD", "usd": "USD", "us$": "USD"}
_SCALE = {
    "k": 3, "thousand": 3, "m": 6, "mn": 6, "mil": 6, "mill": 6, "million": 6, "millions": 6, "bn": 9, "b": 9, "billion": 9,
}  # fmt: skip
_PLAIN = re.compile(r"-?\d{1,13}(?:\.\d{1,6})?", re.ASCII)
_VAT = re.compile(
    r"\(?\+? ?(?:(ex(?:cl(?:uding|usive)?)?\.?(?: of)?|plus|net(?: of)?|\+)|(inc(?:l(?:uding|usive)?)?\.?(?: of)?|gross)) ?v\.?a\.?t\.?\)?|\((net|gross)\)"
)
_PER = re.compile(
    r"\(?(?:(?:per|a|each|/) ?(annum|year|month|week|day|hour)|(p\.? ?a\.?|pcm|annually|p/a|yearly))\)?\.?$"
)
_LOOSE = re.compile(
    r"^(?:c\.? ?(?=[£\d])|circa |approx(?:imately|\.)? ?|est(?:imated|\.)? |about |around |up to |maximum(?: of)? |max\.? |total |~ ?|< ?|> ?)+"
)
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d+)(?:\.\d*)?|\.\d+"
_SUM = re.compile(
    rf"(?P<open>\()? ?(?P<sign>[-−–+])? ?(?P<cur>£|€|us\$|\$|gbp|eur|usd)? ?(?P<sign2>[-−–])? ?(?P<number>{_NUMBER})"
    r" ?(?P<scale>thousand|millions?|mill?|mn|billion|bn|k|m|b)?(?P<exp>e[+-]?\d{1,4})? ?(?P<cur2>£|€|gbp|eur|usd)?"
    r"(?P<close> ?\))? ?(?P<minus>-|cr|dr)?"
)  # fmt: skip
_RANGE = re.compile(r"(?P<low>.+?) ?(?:-|–|to|and) ?(?P<high>(?:£|€|\$)? ?[\d.].*)")


def _unknown(problem: Problem, words: str) -> Sum:
    return Sum(problem=problem, words=words)


def _one(text: str) -> tuple[Decimal, str] | Problem:
    match = _SUM.fullmatch(text)
    if match is None or bool(match["open"]) != bool(match["close"]):
        return "unreadable"
    digits = match["number"].replace(",", "").replace(" ", "")
    amount = Decimal(digits + (match["exp"] or ""))
    if amount.adjusted() > 15:
        return "impossible"
    if match["scale"]:
        amount = amount.scaleb(_SCALE[match["scale"]])
    if amount > LARGEST:
        return "impossible"
    signs = [match["open"], match["sign"] not in {None, "+"}, match["sign2"], match["minus"] not in {None, "dr"}]
    if sum(map(bool, signs)) % 2:
        amount = -amount
    if amount != amount.to_integral_value() or amount.as_tuple().exponent not in {0, -2}:
        amount = amount.quantize(_PENNY, ROUND_HALF_UP)
    return amount + 0, _CURRENCY.get(match["cur"] or match["cur2"] or "", "")


_REASONS: dict[Problem, str] = {
    "impossible": "the sum is too large to be right",
    "unreadable": "it is not a sum we can read",
}


@lru_cache(maxsize=65536)
def read(text: str) -> Sum:
    """One cell or value that should be a sum of money. Never raises."""
    if _PLAIN.fullmatch(text):
        amount = Decimal(text)
        if amount.as_tuple().exponent not in {0, -2}:
            amount = amount.quantize(_PENNY, ROUND_HALF_UP)
        return (
            Sum(amount + 0, amount + 0, amount + 0)
            if abs(amount) <= LARGEST
            else _unknown("impossible", _REASONS["impossible"])
        )
    if len(text) > 120:
        return _unknown("unreadable", "it is prose, not a sum")
    plain = " ".join(text.split()).strip("'\"").lower()
    if not plain:
        return _unknown("empty", "the cell is empty")
    if plain in _PENDING:
        return _unknown("pending", "the sum is still to come")
    if plain in _NOT_GIVEN:
        return _unknown("not_given", "it gives no sum")
    if not plain.isascii() and any(c.isdigit() and not c.isascii() for c in plain):
        return _unknown("unreadable", _REASONS["unreadable"])
    vat: Literal["", "net", "gross"] = ""
    if match := _VAT.search(plain):
        vat = "net" if match[1] or match[3] == "net" else "gross"
        plain = (plain[: match.start()] + plain[match.end() :]).strip()
    per: Literal["", "year", "month", "week", "day", "hour"] = ""
    if match := _PER.search(plain):
        unit = match[1] or ("month" if match[2] == "pcm" else "year")
        per = "year" if unit == "annum" else unit  # type: ignore[assignment]  # the pattern lists the units
        plain = plain[: match.start()].strip()
    plain = _LOOSE.sub("", plain)
    found = _one(plain)
    if not isinstance(found, str):
        return Sum(found[0], found[0], found[0], found[1], vat, per)
    return _range(plain, vat, per) or _unknown(found, _REASONS[found])


def _range(
    plain: str, vat: Literal["", "net", "gross"], per: Literal["", "year", "month", "week", "day", "hour"]
) -> Sum | None:
    match = _RANGE.fullmatch(plain)
    if match is None:
        return None
    low, high = _one(match["low"].strip()), _one(match["high"].strip())
    if isinstance(low, str) or isinstance(high, str) or low[0] > high[0]:
        return None
    return Sum(None, low[0], high[0], low[1] or high[1], vat, per, "two_sums", "the cell holds a range, not one sum")


def text(amount: Decimal) -> str:
    """The canonical text of an amount in a claim: plain digits, no exponent."""
    return format(amount, "f")
