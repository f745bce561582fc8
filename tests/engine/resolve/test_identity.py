"""Which sightings are one contract, and what it is called."""

from datetime import date

from guildhall.engine.records import Party
from guildhall.engine.resolve import Group, contracts_of, process_key
from guildhall.engine.resolve.identity import slug
from tests.engine.resolve.make import COMPANY, COUNCIL, OTHER, codes_of, sighting

PROCESS = "ocds-h6vhtk-0abcde"


def grouped(*sightings, process=PROCESS) -> list[Group]:
    return contracts_of(process, sightings, codes_of)


def shape(groups: list[Group]) -> dict[str, list[str]]:
    return {group.contract_id: [s.notice_kind for s in group.sightings] for group in groups}


def test_award_and_contract_notice_are_one_contract_and_changes_join_it() -> None:
    found = grouped(
        sighting("UK11", 9, award="", local="7"), sighting("UK7", 2, award="1", local="7"), sighting("UK6", 1, award="1"),
        sighting("UK10", 5, award="1", local="7"),
    )  # fmt: skip
    assert shape(found) == {"h6vhtk-0abcde-1": ["UK6", "UK7", "UK10", "UK11"]}


def test_one_award_may_lead_to_several_contracts_which_share_what_the_award_says() -> None:
    found = grouped(sighting("UK6", 1), sighting("UK7", 2, local="c1"), sighting("UK7", 3, local="c2"))
    assert shape(found) == {"h6vhtk-0abcde-1": ["UK6", "UK7"], "h6vhtk-0abcde-1.c2": ["UK6", "UK7"]}


def test_names_do_not_change_when_later_notices_come() -> None:
    before = set(shape(grouped(sighting("UK6", 1), sighting("UK7", 2, local="c1"))))
    after = set(shape(grouped(sighting("UK6", 1), sighting("UK7", 2, local="c1"), sighting("UK7", 3, local="c2"))))
    assert before <= after


def test_updates_that_only_repeat_an_award_of_several_stay_awards() -> None:
    found = grouped(sighting("UK6", 1), sighting("UK6", 2, award="2"), sighting("UK6", 3))
    assert shape(found) == {"h6vhtk-0abcde-1": ["UK6", "UK6"], "h6vhtk-0abcde-2": ["UK6"]}


def test_two_awards_named_alike_by_one_award_notice_only() -> None:
    found = grouped(sighting("UK6", 1, local="1"), sighting("UK6", 2, local="x"))
    assert shape(found) == {"h6vhtk-0abcde-1": ["UK6", "UK6"]}


def test_tenders_and_markets_let_no_contract_but_speak_of_those_let_later() -> None:
    tender = sighting("UK4", 1, award="", suppliers=())
    assert grouped(tender) == []
    assert grouped(sighting("UK15", 1)) == []
    (only,) = grouped(tender, sighting("UK7", 2))
    assert [s.notice_kind for s in only.context] == ["UK4"]


def test_buyers_who_have_nothing_in_common_share_an_ocid_but_no_contract() -> None:
    found = grouped(sighting("UK7", 1), sighting("UK7", 2, buyers=(OTHER,)))
    assert [group.council_codes for group in found] == [("AMB",), ("HOL",)]
    assert found[0].contract_id == "h6vhtk-0abcde-1"
    assert found[1].contract_id.startswith("h6vhtk-0abcde-b")
    assert found[1].contract_id.endswith("-1")


def test_a_buyer_known_by_another_id_or_spelling_stays_one() -> None:
    spelt = Party("AMBRIDGE COUNCIL", ("GB-LAE:AMB",))
    renamed = Party("The Council of Ambridge", ("GB-LAE:AMB",))
    found = grouped(sighting("UK6", 1), sighting("UK7", 2, buyers=(renamed,)), sighting("UK7", 3, buyers=(spelt,)))
    assert shape(found) == {"h6vhtk-0abcde-1": ["UK6", "UK7", "UK7"]}


def test_notices_without_a_buyer_follow_their_contract() -> None:
    found = grouped(
        sighting("UK7", 1), sighting("UK7", 2, award="2", buyers=(OTHER,)), sighting("UK11", 3, award="2", buyers=()),
        sighting("UK11", 4, award="9", buyers=()),
    )  # fmt: skip
    assert {g.council_codes[0]: [s.notice_kind for s in g.sightings] for g in found if g.contract_id[-1] != "9"} == {
        "AMB": ["UK7"], "HOL": ["UK7", "UK11"],
    }  # fmt: skip
    assert shape(grouped(sighting("UK11", 3, buyers=()), sighting("UK11", 4, award="2", buyers=()))) == {
        "h6vhtk-0abcde-1": ["UK11"], "h6vhtk-0abcde-2": ["UK11"],
    }  # fmt: skip


def test_buyers_missing_from_the_contract_are_taken_from_its_tender() -> None:
    (only,) = grouped(sighting("UK4", 1, award=""), sighting("UK7", 2, buyers=()))
    assert only.council_codes == ("AMB",)
    (nobody,) = grouped(sighting("UK7", 2, buyers=()))
    assert nobody.council_codes == ()


def test_the_council_comes_before_its_department() -> None:
    (only,) = grouped(sighting(buyers=(Party("Adult Services"), COUNCIL)))
    assert [buyer.name for buyer in only.buyers] == ["Ambridge Council", "Adult Services"]


def test_an_older_update_names_its_award_by_its_own_number_and_is_known_by_its_supplier() -> None:
    award = sighting("award", 1, award="076793-2026-1")
    update = sighting("award_update", 2, award="076812-2026-1-1", suppliers=(Party("ACME SOFTWARE LIMITED"),))
    assert shape(grouped(award, update)) == {"h6vhtk-0abcde-076793-2026-1": ["award", "award_update"]}
    stranger = sighting("award_update", 3, award="076899-2026-1", suppliers=(Party("Nobody We Know Ltd"),))
    assert len(grouped(award, stranger)) == 2
    twin = sighting("award", 1, award="076793-2026-2")
    assert len(grouped(award, twin, update)) == 3


def test_an_older_update_of_one_of_a_suppliers_awards_is_known_by_the_day_it_was_signed() -> None:
    """After 076793-2026 and 076812-2026, which gives the day of signing again, and with a second award beside it."""
    award = sighting("award", 1, award="076793-2026-1", signed_on="2024-10-01")
    twin = sighting("award", 1, award="076793-2026-2", signed_on="2024-11-05")
    update = sighting("award_update", 2, award="076812-2026-1-1", signed_on="2024-10-01", value_net="12000000")
    assert shape(grouped(award, twin, update)) == {
        "h6vhtk-0abcde-076793-2026-1": ["award", "award_update"],
        "h6vhtk-0abcde-076793-2026-2": ["award"],
    }
    dated_alike = sighting("award", 1, award="076793-2026-2", signed_on="2024-10-01")
    assert len(grouped(award, dated_alike, update)) == 3


def test_the_same_notice_in_two_files_is_one_and_the_fuller_copy_counts() -> None:
    thin, full = sighting(title="Case management"), sighting(title="Case management", ends_on="2027-03-31")
    for copies in ((thin, full), (full, thin), (thin, full, thin)):
        (only,) = grouped(*copies)
        assert only.sightings == [full]


def test_contracts_finder_awards_are_one_contract_each_under_short_names() -> None:
    ocid = "ocds-b5fd17-9acd68ad-792b-4018-834f-ae3b047c8a7d"
    found = grouped(
        sighting("award", 1, award=f"{ocid}-1", process=ocid),
        sighting("award", 1, award=f"{ocid}-2", process=ocid),
        process=ocid,
    )
    assert sorted(shape(found)) == [ocid[5:] + "-1", ocid[5:] + "-2"]
    bare = sighting("award", 1, award=ocid.removeprefix("ocds-b5fd17-"), process=ocid)
    assert list(shape(grouped(bare, process=ocid))) == [ocid[5:] + "-1"]


def test_a_row_without_any_id_is_the_one_contract_of_its_process() -> None:
    (only,) = contracts_of("ocds-b5fd17-x", [sighting("award", 1, award="", process="ocds-b5fd17-x")], codes_of)
    assert only.contract_id == "b5fd17-x-1"


def row(number: int, reference: str, process: str = "council_registers:ambridge", **values):
    return sighting("register", number, award="", local=reference, process=process, basis="B", **values)


def test_a_register_row_is_known_by_council_and_reference_in_whichever_file() -> None:
    old, new = row(1, "C/1", title="Parking"), row(2, "C/1", title="Parking", ends_on="2027-03-31")
    key = process_key(old, ("AMB",))
    assert key == process_key(new, ("AMB",)) == "register:AMB"
    (only,) = grouped(new, old, process=key)
    assert only.sightings == [old, new]
    assert only.contract_id == f"register-amb-{slug('C/1')}"
    assert process_key(old, ()) == old.process
    assert process_key(sighting(), ("AMB",)) == PROCESS


def test_addresses_are_plain_and_two_names_never_become_one() -> None:
    assert slug("06e0b0-1") == "06e0b0-1"
    assert slug("C/1") != slug("C-1") == "c-1"
    assert slug("C/1").startswith("c-1-x")
    assert slug("///").startswith("x")
    first, second = grouped(row(1, "ab"), row(1, "AB"), process="register:AMB")
    assert first.contract_id != second.contract_id


def test_published_days_break_ties_between_notices_of_one_number() -> None:
    early, late = sighting("UK7", 1, on=date(2026, 1, 1)), sighting("UK7", 1, on=date(2026, 2, 1), local="2", award="2")
    assert [g.sightings[0].published_on for g in grouped(late, early)] == [date(2026, 1, 1), date(2026, 2, 1)]
    assert COMPANY.ids


def test_a_buyer_without_name_or_id_parts_nothing() -> None:
    nameless = Party("")
    found = grouped(sighting("UK6", 1), sighting("UK7", 2, buyers=(nameless,)))
    assert shape(found) == {"h6vhtk-0abcde-1": ["UK6", "UK7"]}
    other = Party("", path="elsewhere")
    assert len(grouped(sighting("UK6", 1, buyers=(nameless,)), sighting("UK7", 2, buyers=(other,)))) == 1


def test_a_joint_notice_joins_its_buyers_processes() -> None:
    found = grouped(
        sighting("UK7", 1),
        sighting("UK7", 2, buyers=(OTHER,), award="2"),
        sighting("UK7", 3, buyers=(COUNCIL, OTHER), award="3"),
    )
    assert {g.contract_id: g.council_codes for g in found} == {
        "h6vhtk-0abcde-1": ("AMB",), "h6vhtk-0abcde-2": ("HOL",), "h6vhtk-0abcde-3": ("AMB", "HOL"),
    }  # fmt: skip


def test_nothing_said_is_no_contract() -> None:
    assert grouped() == []
