"""What cells of a list of payments come to, a column at a time: numbers for what repeats, words that may be kept, payees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

import pyarrow as pa
import pyarrow.compute as pc

from guildhall.engine.clean import identifiers, text
from guildhall.engine.link import suppliers
from guildhall.engine.records import Party
from guildhall.engine.sources.council_spend import bodies, drafts, people

LONGEST = 500
SOURCE = ("council_spend",)
_WORTH_CLEANING = r"[&<>\x00-\x1f\x7f-\x{10ffff}@]|  |\+44|\b0[0-9](?:[ -]?[0-9]){8}"


class Distinct(dict[tuple[str, ...], int]):
    """Numbers for what repeats, given in the order of first appearance."""

    def __missing__(self, key: tuple[str, ...]) -> int:
        number = self[key] = len(self)
        return number


def numbered(numbers: Distinct, size: int, cells: Mapping[str, pa.Array], fields: Sequence[str]) -> pa.Array:
    """The number of each row's combination of cells; of columns that are not there, the cells are empty."""
    coded = [cells[field].dictionary_encode() if field in cells else None for field in fields]
    # Numbers of the columns' own spellings, put together as digits of one number, tell the combinations apart.
    together = pa.repeat(pa.scalar(0, pa.int64()), size)
    for each in coded:
        if each is not None:
            together = pc.add(pc.multiply(together, len(each.dictionary) + 1), each.indices.cast(pa.int64()))
    combined = together.dictionary_encode()
    spelt = [each.dictionary.to_pylist() if each is not None else [""] for each in coded]
    own = []
    for code in combined.dictionary.to_pylist():
        key, rest = [], code
        for each, listed in zip(reversed(coded), reversed(spelt), strict=True):
            rest, at = divmod(rest, len(listed) + 1) if each is not None else (rest, 0)
            key.append(listed[at][:LONGEST])
        own.append(numbers[tuple(reversed(key))])
    return pa.array(own, pa.int32()).take(combined.indices)


def worded(field: str, cells: pa.Array) -> pa.Array:
    """Words as they may be kept: mended, without people's contact details; purposes that name a person are left out."""
    coded = cells.dictionary_encode()
    spelt = coded.dictionary
    worth = pc.match_substring_regex(spelt, _WORTH_CLEANING)
    if pc.any(worth).as_py():
        cleaned = [text.label(word) for word in spelt.filter(worth).to_pylist()]
        spelt = pc.replace_with_mask(spelt, worth, pa.array(cleaned, pa.string()))
    spelt = pc.utf8_slice_codeunits(spelt, 0, LONGEST)
    gone = pc.equal(spelt, "")
    if field == "purpose":
        gone = pc.or_(gone, pc.match_substring_regex(spelt, people.IN_PROSE))
    spelt = pc.if_else(gone, pa.scalar(None, pa.string()), spelt)
    return spelt.take(coded.indices)


def party(said: tuple[str, ...], seen: suppliers.Sightings) -> drafts.PartySaid:
    """A payee, noted for linkage unless the name is withheld or a private person's."""
    found, mention = _payee(said)
    if mention is not None:
        suppliers.note(seen, mention, SOURCE)
    return found


@lru_cache(maxsize=65536)
def _payee(said: tuple[str, ...]) -> tuple[drafts.PartySaid, Party | None]:
    """A payee as the months of a council's lists name it again and again, and the mention that linkage is told of."""
    name, company, charity, vat = said
    name = text.label(name)[:LONGEST]
    ids = []
    for cell, read_ in ((company, identifiers.company), (charity, identifiers.charity), (vat, identifiers.vat)):
        found = read_(cell).text if cell else ""
        if found and found not in ids:
            ids.append(found)
    number = next((each.removeprefix(suppliers.COMPANY) for each in ids if each.startswith(suppliers.COMPANY)), "")
    if not name:
        return drafts.PartySaid("", "", "", is_redacted=False, is_person=False), None
    if people.is_withheld(name):
        return drafts.PartySaid(name, "", "", is_redacted=True, is_person=False), None
    if not number and people.is_person(name):
        return drafts.PartySaid("", "", "", is_redacted=False, is_person=True), None
    mention = Party(name, tuple(sorted(ids)))
    key = suppliers.mention_key(mention)
    return drafts.PartySaid(name, key, number, is_redacted=False, is_person=False), mention


def body(said: tuple[str, ...], council: bodies.Bodies) -> drafts.BodySaid:
    """A body as its rows name it; a bare code such as "O8" names nobody."""
    name, uri = said
    code = council.of_name(name) or council.of_name(uri)
    is_named = name[:4].lower() != "http" and sum(map(str.isalpha, name)) >= 4
    return drafts.BodySaid(text.label(name) if is_named else "", code)
