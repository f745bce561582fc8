"""Who buys and who supplies, as one release names them: ids repaired, contact details never looked at."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from guildhall.engine.clean import identifiers, text
from guildhall.engine.records import Party
from guildhall.engine.sources.ocds import shapes

_SCHEMED = re.compile(r"((?:GB|IM|XI|GG|JE|IE|XX|US)-[A-Z]{2,7})-(\S.*)", re.ASCII)
_POSTCODE_INSIDE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
_SIZES = {"sme": "sme", "large": "large", "micro": "sme", "small": "sme", "medium": "sme"}


@lru_cache(maxsize=65536)
def _from_published_id(published: str) -> str:
    """`GB-CFS-135828` is scheme and number in one; `1`, `org-13` and `buyer-1` mean nothing outside their release."""
    match = _SCHEMED.fullmatch(published)
    return identifiers.party(match[1], match[2]).text if match else ""


@lru_cache(maxsize=65536)
def _postcode_inside(address: str) -> str:
    found = _POSTCODE_INSIDE.findall(address)
    return identifiers.postcode(found[-1]) if found else ""


def _ids(party: shapes.Organisation) -> tuple[str, ...]:
    found: list[str] = []
    identifier = party.identifier
    if identifier is not None and identifier.id is not None and identifier.scheme:
        found.append(identifiers.party(identifier.scheme, str(identifier.id)).text)
    if not found and type(party.id) is str:
        found.append(_from_published_id(party.id))
    if party.additional_identifiers:
        found += [
            identifiers.party(other.scheme, str(other.id)).text
            for other in party.additional_identifiers
            if other.id is not None and other.scheme
        ]
    if len(found) == 1:
        return (found[0],) if found[0] else ()
    return tuple(dict.fromkeys(one for one in found if one))


def _postcode(party: shapes.Organisation) -> str:
    address = party.address
    if address is None:
        return ""
    if address.postal_code:
        return identifiers.postcode(address.postal_code)
    return _postcode_inside(address.street_address) if address.street_address else ""


def _party(party: shapes.Organisation, path: str, name: str = "") -> Party | None:
    label = text.label(name or party.name or "")
    if not label:
        return None
    details = party.details
    if details is None:
        return Party(label, _ids(party), _postcode(party), "", None, path)
    return Party(
        label,
        _ids(party),
        _postcode(party),
        _SIZES.get(details.scale, "") if details.scale else "",
        details.vcse,
        path,
    )


def _known(parties: Iterable[Party | None]) -> tuple[Party, ...]:
    return tuple(party for party in parties if party is not None)


class Parties:
    """The `parties` of one release, read only as far as buyers, awards and contracts ask for them."""

    __slots__ = ("by_id", "entries")

    def __init__(self, release: shapes.Release) -> None:
        self.entries = release.parties or []
        self.by_id = {entry.id: index for index, entry in enumerate(self.entries)}

    def _referred(self, reference: shapes.Organisation, path: str) -> Party | None:
        index = self.by_id.get(reference.id) if reference.id is not None else None
        if index is None:
            return _party(reference, path)
        return _party(self.entries[index], path, reference.name or "")

    def suppliers(self, references: list[shapes.Organisation] | None, path: str) -> tuple[Party, ...]:
        """The suppliers of one award, each once, with what `parties` says of them."""
        if not references:
            return ()
        if len(references) == 1:
            only = self._referred(references[0], f"{path}.suppliers[0]")
            return (only,) if only else ()
        found = {(one.id, one.name): at for at, one in reversed(list(enumerate(references)))}
        return _known(self._referred(references[at], f"{path}.suppliers[{at}]") for at in sorted(found.values()))

    def with_role(self, role: str) -> tuple[Party, ...]:
        return _known(
            _party(entry, f"parties[{index}]")
            for index, entry in enumerate(self.entries)
            if entry.roles and role in entry.roles
        )

    def buyers(self, release: shapes.Release) -> tuple[Party, ...]:
        """Every buyer, the one named first in front. UK9, UK11 and UK12 name none but in `parties`."""
        lead = release.buyer
        at = [index for index, entry in enumerate(self.entries) if entry.roles and "buyer" in entry.roles]
        if lead is None or not lead.name:
            others = _known(_party(self.entries[index], f"parties[{index}]") for index in at)
            return others or self.with_role("procuringEntity")
        first = self._referred(lead, "buyer")
        if first is None:
            return ()
        if not at or (len(at) == 1 and self.entries[at[0]].id == lead.id):
            return (first,)
        others = _known(
            _party(self.entries[index], f"parties[{index}]") for index in at if self.entries[index].id != lead.id
        )
        return (first, *(one for one in others if one.name != first.name or (one.ids and one.ids != first.ids)))
