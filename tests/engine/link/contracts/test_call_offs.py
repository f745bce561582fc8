"""Contracts that hang on frameworks."""

from datetime import date

import pyarrow as pa

from guildhall.engine.link.contracts import mentions
from tests.engine.link.contracts.make import contract, links, shape

FRAME = {
    "is_framework": True,
    "ocids": ["ocds-h6vhtk-frame"],
    "supplier_ids": ["acme", "zenith"],
    "supplier_names": ["Acme", "Zenith"],
}
LATER = {"starts_on": date(2023, 1, 9), "ends_on": date(2023, 12, 31)}


def test_a_notice_that_names_the_framework_s_process_settles_it() -> None:
    call_off = contract("c", "Telephony", framework_id="ocds-h6vhtk-frame", council_codes=["X-SB"], **LATER)
    [link] = links(contract("f", "Contact centres", **FRAME), call_off)
    assert (link.kind, link.score, link.basis) == ("call_off_of", 1.0, "B")
    assert link.why == "Its notice names this framework's process."


def test_of_a_framework_s_contracts_the_one_with_the_same_supplier() -> None:
    lots = [contract("f1", "Lot 1", **FRAME | {"supplier_ids": ["zenith"]}), contract("f2", "Lot 2", **FRAME)]
    assert shape(*lots, contract("c", framework_id="ocds-h6vhtk-frame", **LATER)) == [("c", "call_off_of", "f2")]


def test_a_framework_that_is_not_on_the_record_links_nothing() -> None:
    assert shape(contract("c", framework_id="ocds-h6vhtk-frame")) == []
    itself = contract("c", framework_id="ocds-h6vhtk-own", ocids=["ocds-h6vhtk-own"])
    assert shape(itself, contract("d", "Other", **LATER)) == []


def test_a_title_that_says_so() -> None:
    """After West Lancashire's "Call-Off Contract from Framework … Specialist Trade Works"."""
    frame = contract(
        "f", "Framework for Specialist Trade Works", supplier_ids=["dalrod", "browne"], supplier_names=["D", "B"]
    )
    call_off = contract(
        "c",
        "Call-Off Contract from Framework - Specialist Trade Works",
        supplier_ids=["browne"],
        value_net=5_000,
        **LATER,
    )
    bare = contract("d", "Call off contract from framework DN1", supplier_ids=["dalrod"], value_net=7_000, **LATER)
    assert shape(frame, call_off, bare) == [("c", "call_off_of", "f"), ("d", "call_off_of", "f")]
    assert shape(frame, contract("e", "Specialist welding", supplier_ids=["browne"], **LATER)) == []


def test_a_register_s_reference_with_a_number_behind() -> None:
    """After Salford's S1083 and S1083-10; works called off from another framework have another reference."""
    register = {"sources": ["council_registers"], "ocids": []}
    frame = contract(
        "register-slf-s1083", "Framework Agreement for Demolition", supplier_ids=[], supplier_names=[], **register
    )
    part = contract("register-slf-s1083-10", "St Mary's", **LATER, **register)
    other = contract("register-slf-s1144-10", "St Paul's", **LATER, **register)
    [link] = links(frame, part, other)
    assert (link.child_id, link.basis) == ("register-slf-s1083-10", "C")
    assert "the same reference in the council's register" in link.why


def test_what_a_text_names() -> None:
    said = (
        "Find A Tender Award Notice Number: 2024/S 000-024164, see https://find-tender.example/Notice/043507-2025 and "
        "ocds-h6vhtk-06638d, again 2024/S 000-024164; not OJEU 2019/S 078-184728."
    )
    assert mentions.of(said) == ("ocds-h6vhtk-06638d", "024164-2024", "043507-2025")
    assert mentions.of("Nothing of the kind") == ()
    assert mentions.of("") == ()
    assert len(mentions.of(" ".join(f"ocds-h6vhtk-{number:06d}" for number in range(20)))) == mentions.MOST


def notices(**contracts: list[str]) -> list[pa.RecordBatch]:
    given = {"notice_id": list(contracts), "contract_ids": list(contracts.values())}
    return [pa.RecordBatch.from_pydict(given)]


def test_a_notice_named_in_the_words_of_another_ties_two_portals() -> None:
    """After b5fd17-d15cabea (Hertfordshire), which tells the number of its award notice on Find a Tender."""
    finder = contract("a", "HCC 02/24 support and homes", mentions=["024164-2024", "999999-2024"])
    tender = contract("b", "Homes for adults", sources=["find_a_tender"], starts_on=None, ends_on=None)
    told = notices(**{"024164-2024": ["b", "gone"], "000001-2024": ["a"], "024165-2024": []})
    [link] = links(finder, tender, notices=told)
    assert (link.child_id, link.kind, link.basis) == ("b", "same_as", "C")
    assert "a notice of the one names a notice of the other" in link.why
    assert shape(finder, tender, notices=notices(**{"000001-2024": ["b"]})) == []


def test_a_process_named_in_words_makes_a_call_off() -> None:
    frame = contract("f", "Care homes", **FRAME)
    call_off = contract("c", "Further competition for beds", mentions=["ocds-h6vhtk-frame"], **LATER)
    assert shape(frame, call_off) == [("c", "call_off_of", "f")]
    assert shape(contract("d", "Beds", mentions=["ocds-h6vhtk-none"])) == []
    assert shape(contract("f", "Care homes", mentions=["ocds-h6vhtk-frame"], **FRAME)) == []
