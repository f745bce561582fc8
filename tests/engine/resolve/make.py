"""Sightings by hand, as short as a test wants them."""

from collections.abc import Sequence
from datetime import date

from guildhall.engine.records import Basis, Claim, Party, Sighting

COUNCIL = Party("Ambridge Council", ("GB-PPON:AAAA-1111-BBBB",))
OTHER = Party("Holby Council", ("GB-PPON:CCCC-2222-DDDD",))
COMPANY = Party("Acme Software Ltd", ("GB-COH:01234567",))
CODES = {"Ambridge Council": "AMB", "Holby Council": "HOL"}


def codes_of(buyers: Sequence[Party]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(CODES[buyer.name] for buyer in buyers if buyer.name in CODES))


def claims(basis: Basis = "A", **values: str) -> tuple[Claim, ...]:
    return tuple(Claim(field, value, basis, f"somewhere.{field}") for field, value in values.items())


def sighting(
    kind: str = "UK7",
    number: int = 1,
    *,
    award: str = "1",
    local: str = "",
    process: str = "ocds-h6vhtk-0abcde",
    source: str = "find_a_tender",
    buyers: tuple[Party, ...] = (COUNCIL,),
    suppliers: tuple[Party, ...] = (COMPANY,),
    removed: tuple[Party, ...] = (),
    said: tuple[Claim, ...] = (),
    on: date | None = None,
    basis: Basis = "A",
    **values: str,
) -> Sighting:
    return Sighting(
        source=source, process=process, local_id=local or award, award_id=award, document=f"{number:06d}-2026",
        notice_kind=kind, published_on=on or date(2026, 1, 1 + number % 28), url="", buyers=buyers, suppliers=suppliers,
        claims=said + claims(basis, **values), order=f"2026-{number:06d}", removed_suppliers=removed,
    )  # fmt: skip
