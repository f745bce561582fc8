"""Rows of registers that name a process: the contract they speak of, whatever came first."""

import itertools
from datetime import date

import pytest

from guildhall.engine.records import Party, Sighting
from guildhall.engine.resolve import Group, contracts_of, resolve
from guildhall.engine.resolve.joining import in_order
from tests.engine.resolve.make import COUNCIL, OTHER, codes_of, sighting

PROCESS = "ocds-h6vhtk-0abcde"
OTHERS = Party("Other Software Ltd")


def row(
    reference: str = "R1", *, on: date | None = date(2026, 6, 1), buyer: Party = COUNCIL, **values: object
) -> Sighting:
    given = {"suppliers": (), "said": ()} | values
    return sighting(
        "register", 0, award="", local=reference, process="council_registers:ambridge", source="council_registers",
        buyers=(buyer,), on=on, basis="B", **given,
    )  # fmt: skip


def grouped(*sightings: Sighting) -> list[Group]:
    return contracts_of(PROCESS, sightings, codes_of)


def names(groups: list[Group]) -> dict[str, list[str]]:
    return {group.contract_id: [s.local_id for s in group.sightings] for group in groups}


def test_one_row_and_one_contract_are_the_same_contract_in_any_order() -> None:
    said = [sighting("UK7", 1, ends_on="2028-03-31"), row(ends_on="2027-12-31"), row(on=None, title="Old words")]
    for order in itertools.permutations(said):
        (group,) = grouped(*order)
        assert group.contract_id == "h6vhtk-0abcde-1"
        found = resolve(group, {})
        assert (found.contract.ends_on, found.contract.disputed) == (date(2028, 3, 31), ("ends_on",))
        assert found.contract.sources == ("council_registers", "find_a_tender")
        assert found.contract.first_published_on == date(2026, 1, 2), "the day of the notice, not of the register"
        assert found.contract.ocids == (PROCESS,)
        assert found.issues == []


def test_of_several_contracts_the_one_that_is_alike() -> None:
    first = sighting("UK7", 1, award="1", title="Parking", ends_on="2028-03-31")
    second = sighting("UK7", 1, award="2", title="Permits", ends_on="2029-03-31", suppliers=(OTHERS,))
    assert names(grouped(first, second, row(suppliers=(OTHERS,)))) == {
        "h6vhtk-0abcde-1": ["1"], "h6vhtk-0abcde-2": ["2", "R1"],
    }  # fmt: skip
    assert names(grouped(first, second, row(title="PARKING")))["h6vhtk-0abcde-1"] == ["1", "R1"]
    assert names(grouped(first, second, row(ends_on="2029-03-31")))["h6vhtk-0abcde-2"] == ["2", "R1"]


@pytest.mark.parametrize(
    "rows",
    [
        [row(title="Something else")],
        [row("R1", title="Parking"), row("R2", title="Parking")],
        [row(title="Parking", suppliers=(Party("Third Ltd"),))],
    ],
)
def test_a_row_that_fits_none_or_fits_as_well_as_another_stands_alone_and_says_so(rows: list[Sighting]) -> None:
    first, second = sighting("UK7", 1, award="1", title="Parking"), sighting("UK7", 1, award="2", title="Permits")
    found = grouped(first, second, *rows)
    assert [group.contract_id for group in found[2:]] == ["register-amb-r1", "register-amb-r2"][: len(rows)]
    issues = [issue for group in found for issue in resolve(group, {}).issues]
    assert [issue.code for issue in issues] == ["row_fits_no_contract"] * len(rows)
    assert "has 2 contracts of this council" in issues[0].reason


def test_two_rows_for_one_contract_only_the_likelier_joins() -> None:
    contract = sighting("UK7", 1, title="Parking", ends_on="2028-03-31")
    found = grouped(contract, row("R1", title="Parking"), row("R2", ends_on="2028-03-31"))
    assert [[s.local_id for s in group.sightings] for group in found] == [["1", "R1"], ["R2"]]
    assert "several rows name it" in found[0].issues[0].reason


def test_a_row_of_another_council_or_of_a_process_nobody_told_of_stands_alone_without_ado() -> None:
    found = grouped(sighting("UK7", 1), row(buyer=OTHER))
    assert [group.council_codes for group in found] == [("AMB",), ("HOL",)]
    assert [issue for group in found for issue in group.issues] == []
    (alone,) = grouped(row())
    without = contracts_of("register:AMB", [row()], codes_of)
    assert alone.contract_id == without[0].contract_id
    assert resolve(alone, {}).contract.ocids == ()
    assert names(grouped(sighting("UK4", 1, award=""), row())) == {alone.contract_id: ["R1"]}


def test_a_procurement_called_off_after_the_register_spoke() -> None:
    off = sighting("UK12", 3, award="", suppliers=(), status="cancelled")
    award = sighting("UK6", 1, status="planned")
    (group,) = grouped(award, off, row())
    assert resolve(group, {}).contract.status == "cancelled"


def test_notices_keep_their_order_and_rows_go_in_by_their_day() -> None:
    second = sighting("UK7", 2, on=date(2026, 3, 1))
    third = sighting("UK10", 3, on=date(2026, 2, 1))
    early, late, undated = row("a", on=date(2026, 2, 15)), row("b", on=date(2026, 4, 1)), row("c", on=None)
    assert [s.local_id or s.document for s in in_order([late, third, early, undated, second])] == [
        "c",
        "a",
        "1",
        "1",
        "b",
    ]
    assert in_order([late, early]) == [early, late]


def test_a_sum_with_and_without_pence_is_one_sum_and_the_notice_gives_the_title() -> None:
    notice = sighting("UK6", 1, basis="B", title="Revenues and benefits", value_net="1240000")
    (group,) = grouped(notice, row(title="Revenues (TaxPath 7)", value_net="1240000.00"))
    found = resolve(group, {})
    assert found.contract.title == "Revenues and benefits"
    assert found.also_called == ("Revenues (TaxPath 7)",)
    assert "value_net" not in found.contract.disputed
    assert {row[9] for row in found.claims if row[1] == "value_net"} == {"won", "agrees"}
