"""Input to clean values: what an address asks of a list of contracts. What is not understood is said and left out."""

from django.http import QueryDict

from guildhall.engine import codes, indicators
from guildhall.rooms.contracts.queries import status
from guildhall.rooms.contracts.queries.asked import DIGITAL, SORTS, WINDOWS, Asked
from guildhall.rooms.contracts.queries.index import FINDINGS

NOUNS = {
    "kind": "kind of council", "category": "category", "status": "status", "window": "window of time",
    "sort": "way to sort", "digital": "choice of contracts", "finding": "finding",
}  # fmt: skip


FOUND = frozenset(f"{one.code}:{status}" for one in indicators.INDICATORS for status in FINDINGS)
"""Every finding that can be asked for."""


def read(given: QueryDict, *, categories: tuple[str, ...], plain: Asked | None = None) -> Asked:
    """The wish in an address. `categories` are those the register has."""
    plain = plain or Asked()
    wrong: list[str] = []

    def one(key: str, known: object, fallback: str) -> str:
        value = given.get(key, "").strip()
        if not value or value in known:
            return value or fallback
        wrong.append(f"“{value[:60]}” is not a {NOUNS.get(key, key)} we know, so it was left out.")
        return fallback

    def many(key: str, known: object) -> tuple[str, ...]:
        values = dict.fromkeys(value for value in given.getlist(key) if value)
        wrong.extend(
            f"“{value[:60]}” is not a {NOUNS.get(key, key)} we know, so it was left out."
            for value in values
            if value not in known
        )
        return tuple(value for value in values if value in known)

    def pounds(key: str) -> int | None:
        text = given.get(key, "").strip().replace(",", "").replace("£", "").replace(" ", "")
        if not text:
            return None
        if text.isdecimal() and len(text) < 13:
            return int(text)
        wrong.append(f"“{given[key][:60]}” is not a sum in pounds, so it was left out.")
        return None

    return Asked(
        area=given.get("area", "").strip()[:120],
        council=given.get("council", "").strip()[:120],
        kinds=many("kind", codes.COUNCIL_KINDS),
        categories=many("category", {*categories, "none"}),
        states=many("status", status.STATES),
        findings=many("finding", FOUND),
        supplier=given.get("supplier", "").strip()[:200],
        product=given.get("product", "").strip()[:200],
        text=given.get("q", "").strip()[:200],
        window=one("window", WINDOWS, plain.window),
        digital=one("digital", DIGITAL, plain.digital),
        value_from=pounds("value_from"),
        value_to=pounds("value_to"),
        sort=one("sort", SORTS, plain.sort),
        page=_page(given.get("page", "1"), wrong),
        left_out=tuple(wrong),
    )


def _page(text: str, wrong: list[str]) -> int:
    if text.isdecimal() and 0 < int(text[:9]) < 1_000_000:
        return int(text)
    wrong.append(f"“{text[:60]}” is not a page number; this is the first page.")
    return 1
