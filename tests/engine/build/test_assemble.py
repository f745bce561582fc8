"""One part of the spool to rows: what is counted, what is left out, what a contract is judged to be."""

from datetime import date
from pathlib import Path

import msgspec

from guildhall.engine.build import assemble, context, judge, outcome, spool
from guildhall.engine.records import Party
from guildhall.engine.resolve import contracts_of, resolve
from guildhall.engine.sources.ocds import Document
from tests.engine.resolve.make import codes_of, sighting

SURREY = (Party("Surrey County Council"),)
NHS = (Party("NHS England"),)


def notice(
    *sightings, kind: str = "UK7", number: int = 1, buyers=SURREY, process: str = "ocds-h6vhtk-0abcde"
) -> Document:
    return Document(
        "find_a_tender",
        process,
        f"{number:06d}-2026",
        kind,
        date(2026, 3, 1),
        "",
        "",
        "Title",
        "act",
        buyers,
        sightings,
    )


def part(tmp_path: Path, *documents: Document) -> tuple[assemble.Part, dict[str, list]]:
    (tmp_path / "spool").mkdir()
    (tmp_path / "rows").mkdir()
    writer = spool.Writer(tmp_path / "spool", 1)
    for document in documents:
        writer.add(document.process, document)
    writer.flush()
    known = context.Context(outcome.Setup(tmp_path, 1, (), (), is_sample=False))
    made = assemble.assemble(known, 0, date(2026, 11, 23))
    rows = {}
    for table in assemble.TABLES:
        path = assemble.spooled(tmp_path, table, 0)
        rows[table] = [r for b in assemble.write.unspool([path]) for r in b.to_pylist()] if path.exists() else []
    return made, rows


def test_an_award_that_was_never_made_is_no_contract(tmp_path: Path) -> None:
    never = sighting("UK6", 1, buyers=SURREY, suppliers=(), basis="B", status="cancelled")
    made, rows = part(tmp_path, notice(never, kind="UK6"))
    assert (made.known.contracts, rows["contracts"]) == (0, [])
    assert [row["contract_ids"] for row in rows["notices"]] == [[]]


def test_notices_of_other_bodies_are_only_counted(tmp_path: Path) -> None:
    nobody = sighting("UK11", 3, buyers=())
    made, rows = part(
        tmp_path, notice(buyers=NHS), notice(nobody, buyers=(), number=3, kind="UK11", process="ocds-h6vhtk-0fffff")
    )
    assert made.documents == {"find_a_tender": 2}
    assert made.left_out == {"notices:find_a_tender": 2, "contracts:find_a_tender": 1}
    assert all(not table for table in rows.values())


def test_a_notice_without_a_buyer_takes_that_of_its_process(tmp_path: Path) -> None:
    first = notice(sighting("UK7", 1, buyers=SURREY))
    last = notice(sighting("UK11", 2, buyers=(), suppliers=(), status="ended"), number=2, kind="UK11", buyers=())
    made, rows = part(tmp_path, first, last)
    assert [row["council_codes"] for row in rows["notices"]] == [["SRY"], ["SRY"]]
    assert [row["contract_ids"] for row in rows["notices"]] == [["h6vhtk-0abcde-1"]] * 2
    assert [row["status"] for row in rows["contracts"]] == ["ended"]
    assert made.known.contracts == 1


def test_of_two_copies_of_a_notice_the_fuller_counts(tmp_path: Path) -> None:
    thin, full = notice(), notice(sighting("UK7", 1, buyers=SURREY, ends_on="2027-03-31"))
    made, _ = part(tmp_path, thin, full, thin)
    assert made.known.known["ends_on"] == 1
    assert made.documents == {"find_a_tender": 1}


def test_several_buyers_are_several_councils_each_once(tmp_path: Path) -> None:
    known = context.Context(outcome.Setup(tmp_path, 1, (), (), is_sample=False))
    joint = (Party("Surrey County Council"), Party("Kent County Council"), Party("SURREY COUNTY COUNCIL"))
    assert known.codes_of(joint) == ("SRY", "KEN")
    assert known.codes_of(()) == ()


def test_products_of_the_register_stand_beside_those_of_the_title(tmp_path: Path) -> None:
    known = context.Context(outcome.Setup(tmp_path, 1, (), (), is_sample=False)).products
    said = sighting(title="Moving house", product="Own Product")
    (group,) = contracts_of(said.process, [said], codes_of)
    contract, found = judge.classified(resolve(group, {}).contract, known)
    assert contract.product_names == ("Own Product",)
    assert found == judge.Judged(None, None)
    titled = msgspec.structs.replace(
        resolve(group, {}).contract, title="Supply of ModernGov committee management software"
    )
    contract, found = judge.classified(titled, known)
    assert contract.product_names[0] == "Own Product"
    assert len(contract.product_names) == 2
    assert found.criticality in {1, 2, 3}
