"""What stands beside a contract: the same need before and after it, and what was paid."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from markupsafe import Markup

from guildhall.rooms.contracts.models import Contract, Paid
from guildhall.rooms.contracts.queries import lineage, spend
from guildhall.rooms.contracts.queries import words as names
from guildhall.rooms.contracts.views import lines, shares
from guildhall.ui import parts, words
from guildhall.ui.figures.shares import Part

ROLES = {
    lineage.BEFORE: "Before it", lineage.AFTER: "After it", lineage.SAME: "The same contract, told twice",
    lineage.FRAMEWORK: "Framework it was called off from", lineage.CALLED_OFF: "Called off from it", "": "This contract",
}  # fmt: skip
NEED_COLUMNS = (
    parts.Column("Contract", names=True), parts.Column("Supplier"), parts.Column("Term", "bar"), parts.Column("How it belongs here"),
)  # fmt: skip


@dataclass(frozen=True)
class Beside:
    """Two sections of the page, in words and marks."""

    need: tuple[tuple[object, ...], ...]
    need_columns: tuple[parts.Column, ...]
    need_note: str
    market: parts.Link | None
    paid: tuple[parts.FactRow, ...]
    paid_note: str
    no_payment: str
    outlived: str


def make(contract: Contract, kin: tuple[lineage.Kin, ...], paid: tuple[Paid, ...]) -> Beside:
    """Both sections."""
    category = contract.category
    return Beside(
        need=tuple(_need(contract, kin)), need_columns=NEED_COLUMNS, need_note=f"{words.count(len(kin) + 1, 'contract')} for one need, oldest first" if kin else "",
        market=parts.Link(f"Market: {names.category(category)}", f"/markets/{category}/") if category else None,
        paid=tuple(row for one in paid for row in _paid(one, contract, several=len(paid) > 1)),
        paid_note=_covered(paid, contract), no_payment=_nothing(contract), outlived=_outlived(paid),
    )  # fmt: skip


def _need(contract: Contract, kin: tuple[lineage.Kin, ...]) -> list[tuple[object, ...]]:
    """One row a contract, each term on the same line of time."""
    if not kin:
        return []
    every: list[tuple[Contract, lineage.Kin | None]] = [(contract, None), *((one.contract, one) for one in kin)]
    every.sort(key=lambda pair: (pair[0].starts_on or pair[0].awarded_on or date.max, pair[0].contract_id))
    days = [day for one, _ in every for day in (one.starts_on, one.ends_on, one.last_end_on) if day]
    first, last = (min(days), max(days)) if days else (date.min, date.max)
    return [_row(one, link, first, last) for one, link in every]


def _row(one: Contract, kin: lineage.Kin | None, first: date, last: date) -> tuple[object, ...]:
    title = lines.short(one.title or "Contract without a title")
    who = ", ".join(one.supplier_names[:2]) or shares.unknown()
    named: object = lines.link(title, f"/contracts/{one.contract_id}/") if kin else Markup("<b>{}</b>").format(title)
    begins, ends = (_month(day) for day in (one.starts_on, one.ends_on))
    said = f"{begins} to {ends}" if one.starts_on or one.ends_on else "not known"
    bar = lines.component("part_bar", _term(one, first, last), said)
    if kin is None:
        return (named, who, bar, Markup("<b>{}</b>").format(ROLES[""]))
    sure = f" ({kin.score:.2f})" if kin.score is not None else ""
    return (named, who, bar, Markup('{}{}.<span class="table__sub">{}</span>').format(ROLES[kin.role], sure, kin.why))


def _month(day: date | None) -> str:
    return f"{words.month(day)[:3]} {day.year}" if day else "not known"


def _term(one: Contract, first: date, last: date) -> tuple[Part, ...]:
    """The agreed term, and options not yet taken, on the line of time that all share."""
    whole = max((last - first).days, 1)

    def part(kind: str, begins: date, ends: date) -> Part:
        return Part(
            kind, round(100 * (begins - first).days / whole, 2), round(max(100 * (ends - begins).days / whole, 1), 2)
        )

    out = []
    if one.starts_on and one.ends_on and one.ends_on > one.starts_on:
        out.append(part("term", one.starts_on, one.ends_on))
    elif one.starts_on:
        out.append(part("none", one.starts_on, last))
    if one.ends_on and one.last_end_on and one.last_end_on > one.ends_on:
        out.append(part("option", one.ends_on, one.last_end_on))
    return tuple(out)


def _paid(one: Paid, contract: Contract, *, several: bool) -> list[parts.FactRow]:
    """What one supplier was paid, each sum with what it rests on."""
    who = f" to {one.supplier.name}" if several and one.supplier else ""
    source = f"{words.count(one.payments, 'payment')} in the council’s lists of spending"
    others = one.contracts_sharing or 0
    shared = f"; {words.count(others, 'other contract')} of the two may share them" if others else ""
    state = "challenged" if others else "unverified"
    rows = [
        parts.FactRow(
            f"Paid since the start{who}", words.money(one.paid), state, f"{source}{shared}", seen_on=one.last_paid_on
        )
    ]
    if one.run_rate_year is not None:
        stated = contract.value_year
        other = (
            f"{words.money(stated)} a year by the contract"
            if stated is not None and _apart(stated, one.run_rate_year)
            else ""
        )
        rows.append(parts.FactRow(
            f"Paid a year now{who}", f"{words.money(one.run_rate_year)} a year", "challenged" if other else state,
            "The last twelve months that the lists cover", seen_on=one.covered_until_on, other=other,
        ))  # fmt: skip
    if one.paid_after_end:
        end = one.last_end_on or contract.last_end_on or contract.ends_on
        said = (
            f"Later than three months after {words.day(end)}"
            if end
            else "Later than three months after the last possible end"
        )
        rows.append(parts.FactRow(
            f"Paid after the last end{who}", words.money(one.paid_after_end), state, f"{said}; a later renewal may exist",
            seen_on=one.last_paid_on, other=_least(one.paid_after_end_least, one.paid_after_end),
        ))  # fmt: skip
    return rows


def _least(least: Decimal | None, most: Decimal) -> str:
    """What no other contract of the two can explain, where that is less."""
    return f"{words.money(least)}, if other contracts took their part" if least is not None and least < most else ""


def _apart(stated: Decimal, paid: Decimal) -> bool:
    """Whether two yearly sums differ by more than a quarter, which tax and indexing alone do not explain."""
    return abs(stated - paid) > max(stated, paid) / 4


def _covered(paid: tuple[Paid, ...], contract: Contract) -> str:
    starts = min((one.covered_from_on for one in paid if one.covered_from_on), default=None)
    ends = max((one.covered_until_on for one in paid if one.covered_until_on), default=None)
    if not starts or not ends:
        return ""
    late = contract.starts_on is not None and contract.starts_on < starts
    return f"lists of {words.day_short(starts)} to {words.day_short(ends)}" + (
        "; earlier payments are not known" if late else ""
    )


def _nothing(contract: Contract) -> str:
    """Why nothing is shown, and what would show it."""
    who = (
        (contract.council.short_name or contract.council.name)
        if contract.council
        else contract.buyer_name or "the buyer"
    )
    if contract.council_id in spend.lists():
        return f"No payments found for this contract in the lists of spending of {who} that were read. They may be below £500, or under another name."
    return f"No payments found for this contract. The lists of spending of {who} would show them; none was read."


def _outlived(paid: tuple[Paid, ...]) -> str:
    """Said neutrally at the head of the page."""
    after = sum((one.paid_after_end for one in paid if one.paid_after_end), Decimal(0))
    if after <= 0:
        return ""
    return f"In use after recorded expiry: {words.money(after)} was paid later than three months after the last possible end. A later renewal may exist that nobody has published."
