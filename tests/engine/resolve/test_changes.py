"""What notices changed after a contract was let, and what was told before it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from guildhall.engine.records import Changes, Claim, Contract, Party, Sighting
from guildhall.engine.resolve import contracts_of, resolve

BUYER = (Party("Alderbrook Council"),)


def sighting(
    number: int, kind: str, *, suppliers: tuple[str, ...] = (), removed: tuple[str, ...] = (), **said: Any
) -> Sighting:
    basis = (
        "A"
        if kind in {"UK7", "UK10", "contract", "contract_update"}
        else "B"
        if kind in {"UK6", "award_update"}
        else "C"
    )
    own = {} if kind in {"UK2", "UK3", "UK4"} else {"local_id": "1", "award_id": "1"}
    return Sighting(
        "find_a_tender", "ocds-h6vhtk-000001", own.get("local_id", ""), own.get("award_id", ""), f"{number:06}-2026", kind,
        date(2026, 1, 1), "", BUYER, tuple(Party(name) for name in suppliers),
        tuple(Claim(field, str(value), basis, "x") for field, value in said.items()), f"2026-{number:06}",
        tuple(Party(name) for name in removed),
    )  # fmt: skip


def contract(*sightings: Sighting) -> Contract:
    (group,) = contracts_of("ocds-h6vhtk-000001", sightings, lambda _: ("X-ALD",))
    return resolve(group, {}).contract


LET = sighting(1, "UK7", suppliers=("Acme Ltd",), value_net=1000, ends_on="2027-03-31", last_end_on="2029-03-31")


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        ((), None),
        # only the words are corrected: 076116-2026, "Attached copy of signed contract no other changes"
        ((sighting(2, "contract_update", suppliers=("Acme Ltd",), value_net="1000.00", change_text="Copy added"),), None),
        ((sighting(2, "contract_update", value_net=1500),), Changes(1, first_value_net=Decimal("1000.00"), documents=("000002-2026",))),
        ((sighting(2, "UK10", last_end_on="2030-03-31", change_ground="providedContract", change_text="As agreed"),),
         Changes(1, ("providedContract",), "As agreed", first_last_end_on=date(2029, 3, 31), documents=("000002-2026",))),
        # a change notice tells of a change even where it gives no figure: 075600-2026
        ((sighting(2, "UK10", suppliers=("Other Ltd",), removed=("Acme Ltd",)),), Changes(1, documents=("000002-2026",))),
        ((sighting(2, "contract_update", suppliers=("Other Ltd",)),), Changes(1, documents=("000002-2026",))),
        ((sighting(2, "contract_update", value_gross=5, change_ground="additionalByOriginalContractor"),),
         Changes(1, ("additionalByOriginalContractor",), documents=("000002-2026",))),
        ((sighting(2, "contract_update", value_net=1500), sighting(3, "UK10", value_net=1000)), Changes(2, documents=("000002-2026", "000003-2026"))),
    ],
)  # fmt: skip
def test_what_is_a_change_and_what_only_corrects_words(later: tuple[Sighting, ...], expected: Changes | None) -> None:
    assert contract(LET, *later).changes == expected


def test_an_award_and_its_contract_notice_are_no_change() -> None:
    assert contract(sighting(1, "UK6", value_net=900), sighting(2, "UK7", value_net=1000)).changes is None


def test_what_was_told_before() -> None:
    told = contract(
        sighting(1, "UK2", planned_on="2025-05-01", engaged_on="2025-05-01", engagement_ends_on="2025-06-01"),
        sighting(2, "UK3", planned_on="2025-07-01", lots=2, suits_small="vcse"),
        sighting(3, "UK4", tendered_on="2025-09-01", lots=3, lots_why="No", suits_small="sme"),
        sighting(4, "UK7", value_net=1),
    ).call
    assert told is not None
    assert (told.planned_on, told.engaged_on) == (date(2025, 5, 1), date(2025, 5, 1))
    assert (told.engagement_ends_on, told.tendered_on) == (date(2025, 6, 1), date(2025, 9, 1))
    assert (told.lots, told.lots_why, told.suits_small) == (3, "No", "sme+vcse")
    assert contract(LET).call is None


def test_a_threshold_is_read_as_a_truth() -> None:
    assert contract(sighting(1, "UK7", above_threshold="true")).above_threshold is True
    assert contract(sighting(1, "UK7", above_threshold="false")).above_threshold is False
    assert contract(LET).above_threshold is None
