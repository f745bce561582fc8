"""What holds of every resolution, whatever the claims."""

from datetime import date

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from guildhall.engine.records import Sighting
from guildhall.engine.resolve import Resolved, contracts_of, resolve
from tests.engine.resolve.make import COMPANY, COUNCIL, OTHER, claims, codes_of, sighting

PROCESS = "ocds-h6vhtk-0abcde"
DAYS = st.dates(date(2020, 1, 1), date(2032, 12, 31)).map(date.isoformat)
KINDS = st.sampled_from(["UK4", "UK5", "UK6", "UK7", "UK7", "UK10", "UK11", "UK12", "award", "award_update"])
VALUES = st.fixed_dictionaries(
    {},
    optional={
        "starts_on": DAYS, "ends_on": DAYS, "last_end_on": DAYS, "ended_on": DAYS,
        "value_net": st.sampled_from(["0", "0.01", "100", "250.50", "1e9"]),
        "value_estimate": st.sampled_from(["100", "300"]), "duration_months": st.sampled_from(["12", "36"]),
        "options": st.sampled_from(["12", "12,12", "6,6,6"]), "options_taken": st.sampled_from(["0", "1", "4"]),
        "extension": st.sampled_from(["declared", "none_declared"]), "title": st.sampled_from(["A", "B"]),
        "status": st.sampled_from(["planned", "active", "cancelled", "ended"]),
        "route": st.sampled_from(["open", "direct"]),
    },
)  # fmt: skip
SIGHTINGS = st.builds(
    lambda kind, number, award, buyers, basis, values: sighting(
        kind, number, award="" if kind == "UK4" else award, buyers=buyers, basis=basis, **values
    ),
    KINDS, st.integers(1, 9), st.sampled_from(["1", "2"]), st.sampled_from([(COUNCIL,), (COUNCIL,), (), (OTHER,)]),
    st.sampled_from(["A", "B", "C"]), VALUES,
)  # fmt: skip
MANY = st.lists(SIGHTINGS, min_size=1, max_size=6)


def register(sightings: list[Sighting]) -> dict[str, Resolved]:
    return {g.contract_id: resolve(g, {}) for g in contracts_of(PROCESS, sightings, codes_of)}


def as_bytes(found: dict[str, Resolved]) -> bytes:
    return msgspec.msgpack.encode({key: (one.contract, one.claims, one.issues) for key, one in found.items()})


@given(MANY, st.randoms())
@settings(max_examples=150, deadline=None)
def test_the_order_of_reading_never_matters_nor_does_reading_twice(sightings: list[Sighting], random) -> None:
    shuffled = [*sightings, *sightings[:2]]
    random.shuffle(shuffled)
    assert as_bytes(register(shuffled)) == as_bytes(register(sightings))


@given(MANY)
@settings(max_examples=150, deadline=None)
def test_dates_are_in_order_and_every_fact_rests_on_a_claim(sightings: list[Sighting]) -> None:
    for found in register(sightings).values():
        contract = found.contract
        if contract.starts_on and contract.ends_on:
            assert contract.starts_on <= contract.ends_on
        if contract.ends_on and contract.last_end_on:
            assert contract.ends_on <= contract.last_end_on
        said = {(row[1], row[2]) for row in found.claims}
        if contract.starts_on:
            assert ("starts_on", contract.starts_on.isoformat()) in said
        won = [row[1] for row in found.claims if row[9] == "won" and row[1] != "supplier"]
        assert len(won) == len(set(won))
        assert not [row for row in found.claims if row[9] == "won" and row[10]]
        assert contract.value_net is None or contract.value_net > 1


@given(MANY)
@settings(max_examples=100, deadline=None)
def test_a_claim_that_agrees_changes_nothing_but_the_claims(sightings: list[Sighting]) -> None:
    for contract_id, found in register(sightings).items():
        group = next(g for g in contracts_of(PROCESS, sightings, codes_of) if g.contract_id == contract_id)
        last = group.sightings[-1]
        title = found.contract.title
        if not title:
            continue
        echo = msgspec.structs.replace(last, claims=(*last.claims, *claims("D", title=title)))
        group.sightings[-1] = echo
        again = resolve(group, {})
        assert again.contract == found.contract
        assert len(again.claims) == len(found.claims) + 1


@given(MANY, SIGHTINGS)
@settings(max_examples=100, deadline=None)
def test_later_notices_never_rename_a_contract(sightings: list[Sighting], extra: Sighting) -> None:
    later = msgspec.structs.replace(extra, order="2026-999999", document="999999-2026", buyers=(COUNCIL,))
    before = [s for s in sightings if s.buyers == (COUNCIL,)]
    assert register(before).keys() <= register([*before, later]).keys()
    assert COMPANY.name
