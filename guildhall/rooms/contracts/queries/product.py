"""One product: who runs it, since when, on what terms, until when, how it is known, and who left it for what."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np

from guildhall.engine.link.contracts import silence
from guildhall.rooms.contracts.models import Contract, Observation, Paid, Product
from guildhall.rooms.contracts.queries import index as arrays
from guildhall.rooms.contracts.queries import rows, status, switches
from guildhall.rooms.contracts.queries.named import Named, keys_of


@dataclass(frozen=True)
class Payments:
    """What the council paid the contract's supplier: it may be for other things too."""

    paid: Decimal | None
    after_end: Decimal | None
    last_paid_on: date | None


@dataclass(frozen=True)
class Runs:
    """One council that runs a product: by contract, by a public sign, or both."""

    council_code: str
    council_name: str
    council_slug: str
    line: rows.ContractRow | None
    contract: Contract | None
    """The same contract with all its terms."""
    observation: Observation | None
    payments: Payments | None

    @property
    def is_live(self) -> bool:
        """Whether a contract for it runs."""
        return self.line is not None and self.line.state != "ended"

    @property
    def outlives_record(self) -> bool:
        """Seen in use after the recorded end of the contract: a later renewal may exist."""
        seen = self.observation.seen_on if self.observation else None
        ends = self.line.ends_on if self.line else None
        return seen is not None and ends is not None and seen > ends


@dataclass(frozen=True)
class OneProduct:
    """What the page of a product is made of."""

    product: Product
    runs: tuple[Runs, ...]
    """Soonest decision first; then those only seen, then those whose contract ended."""
    places: np.ndarray
    moves: switches.Moves

    @property
    def live(self) -> tuple[Runs, ...]:
        """Those with a contract that runs."""
        return tuple(run for run in self.runs if run.is_live)


def one_product(product: Product, on: date) -> OneProduct:
    """Each council that runs a product, and who left it for what."""
    index = arrays.current()
    places = np.flatnonzero(index.of_keys(keys_of(Named("product", product.pk, product.name, product.slug))))
    contracts = Contract.objects.select_related("council").in_bulk(index.keys[places].tolist())
    contracts = {key: one for key, one in contracts.items() if one.status != silence.COPY}
    lines = [rows.row(contracts[key], on) for key in index.keys[places].tolist() if key in contracts]
    paid = _paid(list(contracts))
    seen = {
        sign.council_id: sign
        for sign in Observation.objects.filter(product=product).select_related("council").order_by("seen_on", "id")
    }
    out = [
        Runs(line.council_code, line.council_name, line.council_slug, line, contracts[line.key],
             seen.get(line.council_code), paid.get(line.key))
        for line in sorted(lines, key=lambda line: line.state == "ended")
    ]  # fmt: skip
    with_contract = {line.council_code for line in lines}
    only_seen = [
        Runs(code, sign.council.name, sign.council.slug, None, None, sign, None)
        for code, sign in sorted(seen.items(), key=lambda entry: entry[1].council.name)
        if code not in with_contract
    ]
    live = [one for one in out if one.is_live]
    ended = [one for one in out if not one.is_live]
    alive = places[status.states(index, on)[places] != status.STATES.index("ended")]
    return OneProduct(product, (*live, *only_seen, *ended), alive, switches.of_product(product))


def _paid(keys: list[int]) -> dict[int, Payments]:
    found: dict[int, Payments] = {}
    rows_ = Paid.objects.filter(contract_id__in=keys).order_by("contract_id", "last_paid_on", "id")
    for key, paid, after, last in rows_.values_list("contract_id", "paid", "paid_after_end", "last_paid_on"):
        held = found.get(key, Payments(None, None, None))
        found[key] = Payments(_both(held.paid, paid), _both(held.after_end, after), last or held.last_paid_on)
    return found


def _both(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return other if one is None else one if other is None else one + other
