"""What holds for any names: the order does not matter, garbage does no harm, numbers and judgements are kept."""

from __future__ import annotations

import string

from hypothesis import given, settings
from hypothesis import strategies as st

from guildhall.engine.link import suppliers
from guildhall.engine.link.suppliers import command, lists, measure, numbers
from guildhall.engine.link.suppliers.judgements import Judgement
from guildhall.engine.records import Party

WORDS = st.sampled_from(
    [
        "Acorn",
        "Birch",
        "Care",
        "Ltd",
        "Limited",
        "(UK)",
        "t/a",
        "-",
        "via",
        "formerly",
        "&",
        "Services",
        "LLP",
        "Nürnberg",
        "",
        "  ",
    ]
)
NAMES = st.lists(WORDS, min_size=1, max_size=6).map(" ".join) | st.text(max_size=40)
NUMBERS = st.sampled_from(["", "", "00688424", "00688242", "05302612", "00532612", "SC055775"])
IDS = st.sampled_from(["", "GB-CHC:1", "GB-CHC:2", "GB-PPON:X|Y#Z", "GB-VAT:1", "GB-CFS:9"])
PARTIES = st.lists(
    st.builds(
        lambda name, number, other, code: Party(
            name, tuple(one for one in (number and f"GB-COH:{number}", other) if one), code
        ),
        NAMES, NUMBERS, IDS, st.sampled_from(["", "LS1 1AA", "nonsense"]),
    ),
    max_size=14,
)  # fmt: skip
MANY = settings(max_examples=25, deadline=None)


def identified(parties: list[Party], judged: tuple[Judgement, ...] = ()) -> suppliers.Suppliers:
    seen: suppliers.Sightings = {}
    for party in parties:
        suppliers.note(seen, party)
    return suppliers.identified(seen, judged)


@MANY
@given(PARTIES, st.randoms(use_true_random=False))
def test_the_order_does_not_matter(parties: list[Party], random: st.DataObject) -> None:
    shuffled = list(parties)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    assert identified(shuffled) == identified(parties)


@MANY
@given(PARTIES)
def test_every_mention_has_a_supplier_and_ids_are_distinct(parties: list[Party]) -> None:
    found = identified(parties)
    ids = [supplier.supplier_id for supplier in found.suppliers]
    assert len(set(ids)) == len(ids)
    assert set(found.of.values()) == set(ids) == {row.supplier_id for row in found.names}
    assert sum(row.mentions for row in found.names) == len(parties)
    assert all(0 < row.score <= 1 and row.why for row in found.names)
    assert found.of.keys() == {suppliers.mention_key(party) for party in parties}


@MANY
@given(PARTIES)
def test_a_supplier_bears_one_company_number_but_for_slips(parties: list[Party]) -> None:
    found = identified(parties)
    for supplier in found.suppliers:
        rows = [row for row in found.names if row.supplier_id == supplier.supplier_id and row.company_number]
        own = [row for row in rows if "slip of the hand" not in row.why and "through whom" not in row.why]
        assert {row.company_number for row in own} <= {supplier.company_number}


@MANY
@given(PARTIES, NAMES, NAMES)
def test_not_the_same_is_never_joined(parties: list[Party], one: str, other: str) -> None:
    both = [*parties, Party(one), Party(other)]
    judged = (Judgement(one or "x", other or "y", "negative", on="2026-11-23"),)
    of = identified(both, judged).of
    keys = [suppliers.mention_key(Party(one)), suppliers.mention_key(Party(other))]
    first, second = (names_key(name) for name in (one, other))
    assert first == second or of[keys[0]] != of[keys[1]]


def names_key(name: str) -> str:
    return suppliers.judgements.keys(name or "x")


@MANY
@given(st.lists(st.tuples(NAMES, NUMBERS, IDS), max_size=12))
def test_a_list_of_anything_is_clustered(rows: list[tuple[str, str, str]]) -> None:
    mentions = [
        lists.mention({"name": name, "company_number": number, "other_ids": other}) for name, number, other in rows
    ]
    found = command.cluster(mentions, [])
    assert len(found) == len(rows)
    assert [cluster for cluster, _ in command.cluster(mentions[::-1], [])[::-1]] == [
        cluster for cluster, _ in found
    ] or (any("#" in cluster for cluster, _ in found))


@given(st.dictionaries(st.tuples(NAMES, st.text(string.digits, min_size=8, max_size=8)), st.integers(1, 9), max_size=8))
def test_repairs_end_at_a_number_that_is_no_slip(seen: dict[tuple[str, str], int]) -> None:
    for lenient in (False, True):
        repaired, _ = numbers.repairs(seen, lenient=lenient)
        assert repaired.keys().isdisjoint(repaired.values())


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz"), st.sampled_from("12")), max_size=20))
def test_measures_stay_between_nothing_and_everything(rows: list[tuple[str, str, str]]) -> None:
    spellings, companies, clusters = ([row[at] for row in rows] for at in range(3))
    found = measure.measure(spellings, companies, clusters)
    assert all(0 <= value <= 1 for value in (found.precision, found.recall, found.f1, found.b3, found.spelling_f))
    right = measure.measure(spellings, companies, companies)
    assert right.precision == right.recall or not rows or right.recall in {0.0, 1.0}
