"""What documents say where they disagree, in words: `6 months` in one, `3 months` in another."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from guildhall.engine.brief import text

NOTICE = ("notice_months", "notice_days")
FIELDS = frozenset({"ends_on", "last_end_on", "options", *NOTICE})
"""Fields whose dispute moves a decision; the others stand on the contract's page."""
STATES = ("won", "disagrees")


def _one(field: str, value: str) -> str:
    if field in {"ends_on", "last_end_on"}:
        try:
            return text.day(date.fromisoformat(value))
        except ValueError:
            return value
    if field in NOTICE and value.isdecimal():
        unit = "month" if field == "notice_months" else "day"
        return f"{int(value)} {unit}{'' if int(value) == 1 else 's'}"
    return f"{value.replace(',', ' and ')} months" if field == "options" else value


def words(disputed: Iterable[str], claims: Iterable[tuple[str, str, str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """By disputed field the values given, the one used first. `claims` are field, value and state."""
    said = sorted((STATES.index(state), field, value) for field, value, state in claims if state in STATES)
    found = []
    for field in disputed:
        of = NOTICE if field in NOTICE else (field,)
        values = dict.fromkeys(_one(name, value) for _, name, value in said if name in of)
        if field in FIELDS and len(values) > 1:
            found.append((field, tuple(values)))
    return tuple(found)
