"""One line on a contract, as every list shows it and every twin gives it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np

from guildhall.engine.brief.page import State
from guildhall.engine.link.contracts import silence
from guildhall.rooms.contracts.models import Contract
from guildhall.rooms.contracts.queries import status, words
from guildhall.rooms.contracts.queries.index import Index

CHUNK = 500
COLUMNS = (
    "id", "contract_id", "title", "council_id", "council_name", "buyer_name", "supplier_names", "product_names", "category",
    "is_digital", "ends_on", "ends_latest_on", "ended_on", "last_end_on", "decide_by_earliest_on", "decide_by_latest_on",
    "value_year", "value_year_is_worked_out", "status", "sources", "last_seen_on", "council__slug", "council__name", "council__short_name",
)  # fmt: skip
HEADER = (
    "contract_id", "council_code", "council", "title", "category", "category_name", "is_digital", "suppliers", "products",
    "decide_by_earliest_on", "decide_by_latest_on", "state", "ends_on", "last_end_on", "value_year",
    "value_year_is_worked_out", "sources", "last_seen_on", "url",
)  # fmt: skip


@dataclass(frozen=True)
class ContractRow:
    """A contract in a list."""

    key: int
    contract_id: str
    title: str
    council_code: str
    council_name: str
    council_short: str
    council_slug: str
    supplier_names: tuple[str, ...]
    product_names: tuple[str, ...]
    category: str
    category_name: str
    is_digital: bool | None
    decide_by_earliest_on: date | None
    decide_by_latest_on: date | None
    state: State
    ends_on: date | None
    last_end_on: date | None
    value_year: Decimal | None
    value_year_is_worked_out: bool
    sources: tuple[str, ...]
    last_seen_on: date | None
    is_replaced: bool = False
    """Silent because a renewal is let or another record speaks for it."""

    @property
    def name(self) -> str:
        """The title, or, where nobody gave one, whom it is with: older award notices often have none."""
        if self.title:
            return self.title
        return f"Contract with {self.supplier_names[0]}" if self.supplier_names else "Contract without a title"

    @property
    def is_dated(self) -> bool:
        """Whether decide-by is one day."""
        return self.decide_by_earliest_on is not None and self.decide_by_earliest_on == self.decide_by_latest_on


def rows(keys: Sequence[int] | np.ndarray, on: date) -> list[ContractRow]:
    """These contracts, in this order."""
    wanted = [int(key) for key in keys]
    found = {contract.pk: contract for contract in _read(wanted)}
    return [row(found[key], on) for key in wanted if key in found]


def stream(index: Index, places: np.ndarray, on: date) -> Iterator[ContractRow]:
    """A long list, some hundred rows at a time."""
    for start in range(0, len(places), CHUNK):
        yield from rows(index.keys[places[start : start + CHUNK]], on)


def _read(keys: list[int]) -> Iterable[Contract]:
    return Contract.objects.filter(pk__in=keys).select_related("council").only(
        *(name for name in COLUMNS if name != "council_id"), "council"
    )  # fmt: skip


def row(contract: Contract, on: date) -> ContractRow:
    """One contract as a line."""
    council = contract.council
    return ContractRow(
        key=contract.pk,
        contract_id=contract.contract_id,
        title=contract.title,
        council_code=contract.council_id or "",
        council_name=(council.name if council else "") or contract.council_name or contract.buyer_name,
        council_short=(council.short_name if council else "") or contract.council_name or contract.buyer_name,
        council_slug=council.slug if council else "",
        supplier_names=tuple(contract.supplier_names),
        product_names=tuple(contract.product_names),
        category=contract.category,
        category_name=words.category(contract.category),
        is_digital=contract.is_digital,
        decide_by_earliest_on=contract.decide_by_earliest_on,
        decide_by_latest_on=contract.decide_by_latest_on,
        state=status.state(contract, on),
        ends_on=contract.ends_on,
        last_end_on=contract.last_end_on,
        value_year=contract.value_year,
        value_year_is_worked_out=contract.value_year_is_worked_out,
        sources=tuple(contract.sources),
        last_seen_on=contract.last_seen_on,
        is_replaced=contract.status in {silence.COPY, silence.REPLACED},
    )


def cells(line: ContractRow, site: str) -> tuple[object, ...]:
    """The line as a CSV row under `HEADER`."""
    return (
        line.contract_id, line.council_code, line.council_name, line.title, line.category, line.category_name,
        line.is_digital, line.supplier_names, line.product_names, line.decide_by_earliest_on, line.decide_by_latest_on,
        line.state, line.ends_on, line.last_end_on, line.value_year, line.value_year_is_worked_out, line.sources,
        line.last_seen_on, f"{site}/contracts/{line.contract_id}/",
    )  # fmt: skip
