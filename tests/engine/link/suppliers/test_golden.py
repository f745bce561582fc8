"""Suppliers that must always, and must never, be one. Names and numbers are facts of the public record."""

from __future__ import annotations

import pytest

from guildhall.engine.link import suppliers
from guildhall.engine.records import Party

Mentions = list[tuple[str, str]]


def linked(mentions: Mentions) -> list[str]:
    """The supplier of each mention; "" stands for no number."""
    seen: suppliers.Sightings = {}
    keys = [suppliers.note(seen, Party(name, (f"GB-COH:{number}",) if number else ())) for name, number in mentions]
    of, _ = suppliers.link(seen)
    return [of[key] for key in keys]


ALWAYS: dict[str, Mentions] = {
    # Wakefield's ledger drops zeros from within: 05302612 was printed as 00532612.
    "a zero dropped from within": [("Acorn Care Ltd", "05302612"), ("ACORN CARE LIMITED", "00532612")],
    "two digits exchanged": [("Acorn Care Ltd", "02913666"), ("Acorn Care Limited", "02916366")],
    "a society's letters forgotten": [("Acorn Housing", "RS027052"), ("Acorn Housing", "IP027052")],
    "one stroke off, and much the rarer": [*[("Acorn Care Ltd", "03679828")] * 6, ("ACORN CARE LTD", "02679828")],
    "a rename under one number": [("Interserve Construction Limited", "00303359"), ("Tilbury Douglas", "00303359")],
    "a rename that says so": [
        ("Interserve Construction Limited", ""),
        ("Tilbury Douglas Construction Ltd (formerly Interserve Construction Ltd)", ""),
        ("Tilbury Douglas Construction Limited", ""),
    ],
    "a bare name after a rename": [
        ("Interserve Construction Limited", "00303359"), ("Tilbury Douglas", "00303359"), ("Interserve Construction Ltd", ""),
    ],
    "case, signs and legal form": [("SMITH & SONS", ""), ("Smith and Sons Ltd", ""), ("Smith & Sons Limited.", "")],
    "a letter left out": [("Millenium Care Services", ""), ("MILLENNIUM CARE SERVICES LTD", "")],
    "spaced otherwise": [("Pricewaterhouse Coopers", ""), ("PricewaterhouseCoopers LLP", "")],
    "a trading name": [("Kent County Council", ""), ("Kent County Council (t/a LASER)", "")],
    "bought through a reseller": [
        ("Ameo Professional Services Ltd (via Bloom Procurement Services Ltd)", ""), ("Ameo Professional Services Limited", ""),
    ],
}  # fmt: skip
NEVER: dict[str, Mentions] = {
    "sister companies of Galliford Try": [("Galliford Try Building Ltd", ""), ("Galliford Try Infrastructure Ltd", "")],
    "their numbers": [("Galliford Try Building Ltd", "02472080"), ("Galliford Try Infrastructure Ltd", "SC055775")],
    "sister companies of Balfour Beatty": [("Balfour Beatty Group Ltd", ""), ("Balfour Beatty Civil Engineering Ltd", "")],
    "sister companies of Capita": [
        ("Capita Business Services Ltd", ""), ("Capita Property and Infrastructure Limited", ""), ("Capita Resourcing Ltd", ""),
    ],
    "what stands behind a dash": [("AECOM Limited", ""), ("Socotec - Aecom", "")],
    "twins": [("Reds10 (UK) Ltd", "01209023"), ("REDS10 UK LIMITED", "05934862")],
    "numbers next to each other": [("Acorn Care Ltd", "00688424"), ("Acorn Care Ltd", "00688425")],
    "a bare name between twins": [("Reds10 (UK) Ltd", "01209023"), ("REDS10 UK LIMITED", "05934862"), ("Reds10 UK", "")],
    "schools": [
        ("ST BEDES RC PRIMARY SCHOOL", ""), ("ST JOSEPHS RC PRIMARY SCHOOL", ""), ("ST STEPHENS PRIMARY SCHOOL", ""),
        ("ST BERNADETTES RC PRIMARY SCHOOL", ""), ("ST COLUMBAS PARISH CHURCH", ""),
    ],
    "counties": [("Essex County Council", ""), ("Kent County Council", ""), ("Surrey County Council", "")],
    "one common word": [("Forge Motors", ""), ("The Forge Nursery", ""), ("Forge Catering Ltd", "")],
    "a number in the name": [("Tower Wind 1 Limited", ""), ("Tower Wind 2 Limited", "")],
    "reseller and seller": [("Bloom Procurement Services Ltd", ""), ("Ameo Professional Services via Bloom Procurement", "")],
    "a reseller's number": [
        ("Ameo Professional Services Ltd via Bloom Procurement", "08045123"), ("Bloom Procurement Services Ltd", "08045123"),
        ("Kajima via Bloom Procurement Services", "08045123"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("mentions", ALWAYS.values(), ids=list(ALWAYS))
def test_always_one(mentions: Mentions) -> None:
    assert len(set(linked(mentions))) == 1


@pytest.mark.parametrize("mentions", NEVER.values(), ids=list(NEVER))
def test_never_one(mentions: Mentions) -> None:
    assert len(set(linked(mentions))) == len(mentions)


def test_a_bridge_joins_neither_bank() -> None:
    """ "Socotec - Aecom" is Socotec's, and does not bring Aecom with it."""
    aecom, bare, bridge, socotec = linked(
        [("AECOM Limited", ""), ("AECOM", ""), ("Socotec - Aecom", ""), ("Socotec UK Ltd", "")]
    )
    assert aecom == bare
    assert aecom not in {bridge, socotec}


def test_a_name_with_a_resellers_number_is_linked_by_its_name_and_says_so() -> None:
    seen: suppliers.Sightings = {}
    for name, number in [
        ("Ameo Professional Services Ltd via Bloom Procurement", "08045123"), ("Bloom Procurement Services Ltd", "08045123"),
        ("Ameo Professional Services Limited", "07777777"),
    ]:  # fmt: skip
        suppliers.note(seen, Party(name, (f"GB-COH:{number}",)))
    found = suppliers.identified(seen)
    rows = {row.name: row for row in found.names}
    via = rows["Ameo Professional Services Ltd via Bloom Procurement"]
    assert via.supplier_id == "gb-coh-07777777"
    assert "of bloom procurement, through whom it sold" in via.why
    assert via.company_number == "08045123", "as published"


def test_an_own_number_beside_a_reseller_stays() -> None:
    mentions = [
        ("Ameo Ltd via Bloom Procurement", "07777777"),
        ("Ameo Limited", "07777777"),
        ("Bloom Procurement", "08045123"),
    ]
    assert linked(mentions) == ["gb-coh-07777777", "gb-coh-07777777", "gb-coh-08045123"]


def test_a_slip_is_said_in_words() -> None:
    seen: suppliers.Sightings = {}
    for number in ("05302612", "05302612", "00532612"):
        suppliers.note(seen, Party("Acorn Care Ltd", (f"GB-COH:{number}",)))
    found = suppliers.identified(seen)
    assert {(row.company_number, row.why) for row in found.names} == {
        ("05302612", "It gives the company number 05302612."),
        ("00532612", "It gives the company number 00532612, a slip of the hand for 05302612."),
    }
    assert [s.supplier_id for s in found.suppliers] == ["gb-coh-05302612"]
