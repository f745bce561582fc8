"""Which column of a list of payments holds what: names known, words in names, and the cells as a second opinion.

A name alone may mislead: Harrogate once printed supplier numbers under "Supplier Name" and the names under "Supplier
Name(T)"; two columns of one name stand side by side. So each candidate is weighed by what its cells look like.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

import msgspec
import yaml

from guildhall.engine.clean import money, text
from guildhall.engine.sources import council_spend
from guildhall.engine.sources.council_spend import days
from guildhall.engine.sources.tabular import header

SAMPLE = 120
"""Rows whose cells are weighed."""
ORDER = (
    "paid_on", "amount", "supplier", "organisation", "organisation_uri", "department", "vat", "company_number", "charity_number",
    "vat_number", "supplier_number", "transaction", "purpose", "account", "proclass", "capital", "card", "contract_reference",
)  # fmt: skip
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_PARTS = re.compile(r"[^a-z0-9£]+")
_AGAIN = re.compile(r" \(\d\)$")
_URI = re.compile(r"https?://", re.IGNORECASE)
_ORGANISATION = re.compile(
    r"\b(?:ltd|limited|plc|llp|cic|inc|council|trust|services?|association|university|college|school|academy|centre|group|"
    r"company|co|society|charity|church|uk|solutions|care|homes?|partnership|associates|consult\w*|nhs|& sons?|solicitors)\b",
    re.IGNORECASE,
)
_THREE_LETTERS = re.compile(r"[^\W\d_].*?[^\W\d_].*?[^\W\d_]")
_PLAIN_NUMBER = re.compile(r"[\d\s./-]+")


class Profile(msgspec.Struct, frozen=True):
    """What a column's cells look like, as shares of the filled ones."""

    filled: int = 0
    share: float = 0.0
    """Of all rows, how many are filled."""
    day: float = 0.0
    sum: float = 0.0
    pence: float = 0.0
    """Sums with a point."""
    number: float = 0.0
    words: float = 0.0
    organisation: float = 0.0
    uri: float = 0.0
    distinct: float = 0.0


def profile(cells: Sequence[str]) -> Profile:
    """Of a column's cells, each spelling looked at once."""
    count = Counter(filter(None, cells))
    size = count.total()
    if not size:
        return Profile()

    def share(test: Callable[[str], object]) -> float:
        return sum(times for cell, times in count.items() if test(cell)) / size

    return Profile(
        filled=size,
        share=size / len(cells),
        day=share(_is_day),
        sum=share(_is_sum),
        pence=share(lambda cell: "." in cell[-4:-1] and _is_sum(cell)),
        number=share(_PLAIN_NUMBER.fullmatch),
        words=share(_THREE_LETTERS.search),
        organisation=share(_ORGANISATION.search),
        uri=share(_URI.match),
        distinct=len(count) / size,
    )


@lru_cache(maxsize=16384)
def _is_day(cell: str) -> bool:
    return len(cell) > 5 and not _is_sum(cell) and days.one(cell).known


@lru_cache(maxsize=16384)
def _is_sum(cell: str) -> bool:
    if cell.count(".") > 1 or cell.count("-") > 1 or "/" in cell:
        return False
    return money.read(cell).amount is not None


class _Hint(msgspec.Struct, frozen=True):
    has: tuple[re.Pattern[str], ...]
    lacks: re.Pattern[str] | None


@lru_cache(maxsize=1)
def _hints() -> Mapping[str, tuple[_Hint, ...]]:
    raw = yaml.safe_load(council_spend.COLUMNS.read_text(encoding="utf-8"))["hints"]
    return {field: tuple(_hint(each) for each in listed) for field, listed in raw.items()}


def _hint(raw: Mapping[str, str]) -> _Hint:
    def pattern(words: str) -> re.Pattern[str]:
        return re.compile(rf"(?<![a-z0-9])(?:{words.strip()})(?![a-z0-9])")

    return _Hint(tuple(map(pattern, raw["has"].split("&"))), pattern(raw["not"]) if "not" in raw else None)


@lru_cache(maxsize=4096)
def _words(name: str) -> str:
    """The words of a column's name: "InvoicePaymentDate", "PAYMENT_DATE" and "payment date (dd/mm)" alike."""
    words = _PARTS.split(_CAMEL.sub(" ", text.mend(_AGAIN.sub("", name))).lower())
    return " ".join(map(_spelt, words)).strip()


_OFTEN = (
    "directorate", "supplier", "beneficiary", "description", "organisation", "department", "transaction", "reference", "expenditure",
    "payment", "amount", "service", "category", "procurement", "capital", "revenue", "invoice", "authority",
)  # fmt: skip


@lru_cache(maxsize=16384)
def _spelt(word: str) -> str:
    """A word with a slip of the key in it ("Directotate", "Descripition") as it was meant."""
    if len(word) < 6 or word in _OFTEN:
        return word
    near = difflib.get_close_matches(word, _OFTEN, 1, 0.88)
    return near[0] if near and not word.startswith(near[0][: len(near[0]) - 1]) else word


@lru_cache(maxsize=16384)
def _of_name(name: str) -> Mapping[str, float]:
    """What a column may hold by its name alone, with how much its name speaks for that."""
    if not name:
        return {}
    known = council_spend.column_map().meaning(_AGAIN.sub("", name))
    if known is not None:
        return {known[0]: 100.0 - min(known[1] % 100, 60) * 0.5 - (10.0 if known[1] >= 100 else 0.0)}
    words = _words(name)
    found: dict[str, float] = {}
    for field, hints in _hints().items():
        for rank, hint in enumerate(hints):
            if all(each.search(words) for each in hint.has) and not (hint.lacks and hint.lacks.search(words)):
                found[field] = 55.0 - rank * 6.0
                break
    return found


def _fits(field: str, cells: Profile) -> float:
    """How much a column's cells speak for or against what its name says."""
    if not cells.filled:
        return -60.0
    score = 0.0
    if field == "paid_on":
        score = 10.0 if cells.day >= 0.6 else -80.0 if cells.day < 0.2 else -20.0
    elif field in {"amount", "vat"}:
        score = 10.0 if cells.sum >= 0.8 else -90.0 if cells.sum < 0.3 and field == "amount" else -10.0
        score -= 30.0 * cells.day
    elif field in {"supplier", "organisation", "department"}:
        score = 5.0 if cells.words >= 0.7 else -70.0 if cells.number > 0.7 else -40.0 if cells.words < 0.3 else -5.0
        score -= 90.0 * cells.uri
    elif field == "organisation_uri":
        score = 10.0 if cells.uri > 0.5 else -20.0
    elif field == "purpose":
        score = -15.0 if cells.words < 0.3 else 0.0
    elif field in {"company_number", "charity_number", "vat_number"}:
        score = -80.0 if cells.day > 0.5 else 0.0
    return score


def _assign(scores: Mapping[str, Mapping[int, float]]) -> dict[str, int]:
    """Each field its best column, each column one field."""
    found: dict[str, int] = {}
    for field in ORDER:
        free = {place: score for place, score in scores.get(field, {}).items() if place not in found.values()}
        if free:
            place, score = max(free.items(), key=lambda item: (item[1], -item[0]))
            if score > 0:
                found[field] = place
    return found


def by_words(names: Sequence[str]) -> dict[str, int]:
    """Field to place by the names alone, for a table whose rows are not at hand."""
    scores: dict[str, dict[int, float]] = {}
    for place, name in enumerate(names):
        for field, score in _of_name(name).items():
            scores.setdefault(field, {})[place] = score
    return _assign(scores)


def by_cells(rows: Sequence[Sequence[str]]) -> dict[str, int]:
    """Field to place for a table in which no row names the columns."""
    width = max(map(len, rows), default=0)
    of = [profile([row[place] if place < len(row) else "" for row in rows]) for place in range(width)]
    held = [place for place in range(width) if of[place].share >= 0.5]
    found: dict[str, int] = {}
    days = [place for place in held if of[place].day >= 0.8]
    sums = [place for place in held if of[place].sum >= 0.8 and of[place].pence >= 0.5]
    if len(days) == 1:
        found["paid_on"] = days[0]
    if sums:
        found["amount"] = sums[-1]
    said = [place for place in held if of[place].words >= 0.7 and place not in found.values()]
    if said:
        found["supplier"] = max(said, key=lambda place: (of[place].organisation, of[place].distinct, place))
        if of[found["supplier"]].organisation < 0.1 or of[found["supplier"]].distinct < 0.02:
            del found["supplier"]
    rest = [place for place in said if place not in found.values() and of[place].distinct < 0.98]
    if rest:
        found["department"] = min(rest, key=lambda place: (round(of[place].distinct, 2), place))
    rest = [place for place in said if place not in found.values()]
    if rest:
        found["purpose"] = max(rest, key=lambda place: (of[place].distinct, -place))
    return found


def columns(names: Sequence[str], rows: Sequence[Sequence[str]], *, headed: bool = True) -> dict[str, int]:
    """Field to place, by names and by the cells of some rows."""
    if not headed:
        return by_cells(rows)
    profiles: dict[int, Profile] = {}
    scores: dict[str, dict[int, float]] = {}
    for place, name in enumerate(names):
        for field, score in _of_name(name).items():
            if place not in profiles:
                profiles[place] = profile([row[place] if place < len(row) else "" for row in rows])
            scores.setdefault(field, {})[place] = score + (_fits(field, profiles[place]) if rows else 0.0)
    found = _assign(scores)
    if "department" in found and header.key(names[found["department"]]) == "entity":
        found["organisation"] = found["department"]  # in lists of departments of state, the body that pays
    return found


def amount_kind(names: Sequence[str], found: Mapping[str, int]) -> str:
    """net, gross or unknown, from the words over the sums; the LGA's schema says net where it has no words."""
    words = f" {_words(names[found['amount']])} " if "amount" in found and found["amount"] < len(names) else ""
    if re.search(r" (?:inc|incl|including|includes|gross) ", words):
        return "gross"
    if re.search(r" (?:net|ex|exc|excl|excluding|excludes|exclusive|less) ", words):
        return "net"
    if "vat" in found and "irrecoverable" in _words(names[found["vat"]]):
        return "net"
    return "unknown"
