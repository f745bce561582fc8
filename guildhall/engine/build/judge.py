"""What the engine makes of one resolved contract: what it is for, when to decide, what the indicators find."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from guildhall.engine import classify
from guildhall.engine.records import Contract


class Judged(NamedTuple):
    """What follows from a contract's category: how critical it is, and how long going live takes."""

    criticality: int | None
    mobilise_months: int | None


def classified(
    contract: Contract, known: classify.Known, proclass: str = "", also_called: Sequence[str] = ()
) -> tuple[Contract, Judged]:
    """The contract with what it is for and the products it names."""
    found = classify.classify(
        contract.title,
        contract.description,
        contract.cpv,
        tuple([party.name for party in contract.suppliers]),
        proclass=proclass,
        known=known,
        also_called=also_called,
    )
    named = contract.product_names
    if found.products:
        named = (*named, *(name for name in found.products if name not in named))
    contract = msgspec.structs.replace(
        contract, category=found.category, category_why=found.why, is_digital=found.is_digital, product_names=named
    )
    if not found.category:
        return contract, Judged(None, None)
    category = classify.categories()[found.category]
    return contract, Judged(category.criticality, category.mobilise_months)
