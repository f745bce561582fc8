"""M5: what the contract costs a year, and how much of it is still to come."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from guildhall.engine.indicators.finding import day, made, money
from guildhall.engine.records import Contract, Finding

CODE = "M5"
_YEAR = Decimal("365.25")
_NOMINAL = Decimal(1)


def measure(contract: Contract, *, on: date) -> Finding | None:
    """Value over term, and value a year times what is left to the agreed end. A framework's ceiling is nobody's cost."""
    if contract.is_framework:
        return None
    start, end = contract.starts_on, contract.ended_on or contract.ends_on
    year, vat, field = contract.value_year, "", "value_year"
    if year is None:
        whole, vat, field = contract.value_net, " without VAT", "value_net"
        if whole is None:
            whole, vat, field = contract.value_gross, " with VAT", "value_gross"
        if whole is None or whole <= _NOMINAL or start is None or end is None or end < start:
            return None
        days = (end - start).days + 1
        a_day = whole / days
        year = whole if days <= 366 else a_day * _YEAR
    else:
        a_day = year / _YEAR
    inputs = (field, "starts_on", "ends_on") if field != "value_year" else (field,)
    rate = f"It costs about {money(round(year))} a year{vat}"
    if end is None:
        words = f"{rate}; how much is still to come is not known."
        return made(contract, CODE, "ok", words, value=str(round(year)), inputs=inputs, missing=("ends_on",))
    left = max(0, (end - max(on, start or on)).days + 1)
    rest = round(a_day * left)
    words = f"{rate}; about {money(rest)} of it is still to come until {day(end)}."
    return made(contract, CODE, "ok", words, value=str(round(year)), inputs=inputs)
