"""Each sense on small worlds: its score, its words, its symmetry."""

import itertools
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guildhall.engine.markets.columns import number
from guildhall.engine.similar import merger, named, pressures, rank, senses
from tests.engine.similar.worlds import ON, succession, world


def scores(sense: senses.Sense) -> list[list[float | None]]:
    return [[None if np.isnan(each) else round(each, 4) for each in row] for row in sense.score]


def test_kind_and_size() -> None:
    people = np.array([50_000.0, 100_000.0, np.nan, 60_000.0])
    sense = senses.kind_and_size(world("A", "B", "C", "D", population=people, kinds=["UA", "UA", "UA", "NMD"]))
    assert scores(sense)[0] == [1.0, 0.5, None, None]
    assert sense.why(0, 1) == "The same kind of council (unitary), with 100,000 people to 50,000."
    assert scores(senses.kind_and_size(world("A", "B", kinds=["", ""]))) == [[None, None], [None, None]]


def test_neighbours() -> None:
    here = world(
        "A", "B", "C", "D", borders=[(0, 1), (1, 2)], counties=[None, "D", "gone", "D"],
        lat=np.array([51.0, 51.0, np.nan, 51.0]), long=np.array([0.0, 1.0, 0.0, 1.0]),
    )  # fmt: skip
    sense = senses.neighbours(here)
    assert scores(sense)[0] == [None, 0.5883, None, None]
    assert scores(sense)[1] == [0.5883, None, 0.5, 1.0]
    assert sense.why(0, 1) == "They share a border; their middles lie 70 km apart."
    assert sense.why(1, 2) == "They share a border."
    assert sense.why(1, 3) == "It lies in D town."
    assert sense.why(3, 1) == "B town lies in it."


def test_products_that_few_run_count_for_more() -> None:
    runs = np.array([[1, 1, 0, 0], [1, 0, 0, 0], [0, 1, 0, 0], [0, 1, 0, 0], [0, 1, 1, 1], [0, 0, 0, 0]], dtype=bool)
    sense = senses.products(world(*"ABCDEF", products=["Rare", "Usual", "Own", "Other"], runs=runs))
    assert sense.score[0, 1] > sense.score[0, 2] > 0
    assert np.isnan(sense.score[0, 5])
    assert sense.why(0, 1) == "Both run Rare, by a contract or a public sign."


@pytest.mark.parametrize(
    ("shared", "said"),
    [
        (2, "A1 and A2"),
        (3, "A1, A2 and A3"),
        (5, "A1, A2, A3 and 2 products more"),
        (4, "A1, A2, A3 and 1 product more"),
    ],
)
def test_products_are_listed_rarest_first(shared: int, said: str) -> None:
    runs = np.zeros((3, 6), dtype=bool)
    runs[:2, :shared] = True
    runs[2, 5] = True
    sense = senses.products(world(*"ABC", products=[f"A{n}" for n in range(1, 7)], runs=runs))
    assert sense.why(0, 1) == f"Both run {said}, by a contract or a public sign."


def days(*found: list[date | None]) -> np.ndarray:
    return np.array([[np.nan if each is None else number(each) for each in row] for row in found], dtype=float)


def test_decisions_within_half_a_year() -> None:
    soonest = days(
        [date(2027, 1, 1), date(2027, 5, 1), date(2027, 5, 1)], [date(2027, 6, 1), date(2027, 5, 9), date(2027, 6, 1)],
        [date(2029, 1, 1), None, None], [None, date(2027, 5, 8), None],
    )  # fmt: skip
    sense = senses.window(world(*"ABCD", categories=["planning", "crm", "own kind"], next_decision=soonest))
    assert scores(sense)[0] == [0.6, 0.6, None, 0.2]
    assert sense.why(0, 1) == (
        "Customer relationship, case and forms platform: this council decides by 1 May 2027, B town by 9 May 2027, and so "
        "it is for 2 more categories."
    )  # fmt: skip
    assert sense.why(0, 3).endswith("D town by 8 May 2027.")
    two = senses.window(world(*"AB", categories=["x", "y"], next_decision=days([ON, ON], [ON, ON])))
    assert two.why(0, 1).endswith("and so it is for 1 more category.")
    assert two.why(0, 1).startswith("x: this council decides by 23 November 2026")


def test_no_category_no_window() -> None:
    assert np.isnan(senses.window(world("A", "B")).score).all()


def test_half_a_year_is_183_days() -> None:
    near, far = (number(ON) + gap for gap in (183, 184))
    sense = senses.window(
        world(*"ABC", categories=["crm"], next_decision=np.array([[float(number(ON))], [float(near)], [float(far)]]))
    )
    assert scores(sense)[0] == [round(1 / 3, 4), round(1 / 3, 4), None]


def test_mergers_decided_proposed_and_not_settled() -> None:
    rows = [
        succession("A", "New Elm", scenario="decided", status="decided"), succession("B", "New Elm", scenario="decided", status="decided"),
        succession("C", "East", area="Oakshire"), succession("D", "East", area="Oakshire"),
        succession("C", "East", area="Oakshire", scenario="two"), succession("D", "West", area="Oakshire", scenario="two"),
        succession("E", area="Ashshire", scenario="not settled"), succession("F", area="Ashshire", scenario="not settled", vesting_on=None),
        succession("G", "Gone", area="Past", status="done"), succession("H", "Gone", area="Past", status="decided", vesting_on=ON),
        succession("Z", "New Elm", scenario="decided", status="decided"),
    ]  # fmt: skip
    sense = merger.merger(world(*"ABCDEFGH", successions=rows))
    assert (sense.score[0, 1], sense.score[2, 3], sense.score[4, 5]) == (1.0, 0.375, 0.25)
    assert np.isnan(sense.score[6]).all()
    assert np.isnan(sense.score[0, 2])
    assert sense.why(1, 0) == "Both pass into New Elm on 1 April 2028; this is decided."
    assert sense.why(2, 3) == "1 of 2 recorded proposals for Oakshire would join them; nothing is decided."
    assert sense.why(4, 5) == (
        "Both stand in the area of Ashshire, which is to be reorganised; no plan that joins them is recorded here."
    )


def test_a_successor_that_is_there_gives_its_name() -> None:
    rows = [
        succession(code, "", successor_code=into, status="decided", vesting_on=None, area="")
        for code, into in (("A", "C"), ("B", "C"))
    ]
    assert merger.merger(world(*"ABC", successions=rows)).why(0, 1) == "Both pass into C town; this is decided."
    rows = [row | {"successor_code": "NEW"} for row in rows]
    assert merger.merger(world(*"ABC", successions=rows)).why(0, 1) == "Both pass into NEW; this is decided."


def test_pressures_from_the_place_and_the_record() -> None:
    many = np.array([20, 20, 9, 0])
    here = world(
        "SLF", "MAN", "ABD", "nowhere", population=np.array([262_697.0, 555_741.0, 260_780.0, np.nan]), live=many,
        due=np.array([5, 10, 9, 0]), open_ended=np.array([10, 10, 0, 0]), concentration=np.array([0.1, 0.2, 0.9, np.nan]),
    )  # fmt: skip
    held = {each.name: each for each in pressures.known(here)}
    assert held["deprivation"].scale[:2].tolist() == [0.0, 0.0]
    assert np.isnan(held["decisions within a year"].scale).tolist() == [False, False, True, True]
    assert held["ends not known"].said[0] == "50%"
    sense = pressures.pressures(here)
    assert sense.score[0, 1] > sense.score[0, 2]
    assert np.isnan(sense.score[0, 3])
    assert sense.why(0, 1) == (
        "6 of 6 pressures can be compared. Alike: deprivation fifth 1 of 5 (1 the most); settlement urban; ends not known 50%."
    )
    assert sense.why(0, 2).startswith("3 of 6 pressures can be compared. Alike: ")


def test_pressures_that_are_not_alike_are_said_to_be_so() -> None:
    here = world("SLF", "ABD", population=np.array([262_697.0, 260_780.0]))
    assert pressures.pressures(here).why(0, 1) == "3 of 6 pressures can be compared. Alike: none closely."


def test_ranks_share_their_middle() -> None:
    assert pressures.ranked(np.array([5.0, np.nan, 1.0, 5.0])).tolist()[::2] == [0.75, 0.0]
    assert np.isnan(pressures.ranked(np.array([5.0, np.nan]))[1])
    assert pressures.ranked(np.array([np.nan])).shape == (1,)


def test_every_sense_has_its_words() -> None:
    made = [sense.key for sense in rank.all_senses(world("A", "B"))]
    assert made == [sense.key for sense in named.SENSES]
    assert named.named("merger").title == "Same merger"
    with pytest.raises(KeyError):
        named.named("distance")


councils = st.lists(
    st.tuples(
        st.sampled_from(["UA", "NMD"]), st.one_of(st.none(), st.integers(1, 9)), st.sets(st.integers(0, 3)),
        st.one_of(st.none(), st.integers(0, 900)), st.booleans(),
    ),
    min_size=2, max_size=7,
)  # fmt: skip
REAL = ("SLF", "MAN", "ABD", "SRY", "KEN", "HCK", "CMD")


def drawn_world(drawn: list, order: list[int]):
    """The councils drawn, under real codes, standing in some order."""
    rows = [drawn[place] for place in order]
    codes = [REAL[place] for place in order]
    joined = [place for place in range(len(drawn)) if drawn[place][4]]
    at = {place: here for here, place in enumerate(order)}
    return world(
        *codes, kinds=[row[0] for row in rows], population=np.array([np.nan if row[1] is None else row[1] * 1e4 for row in rows]),
        products=["p", "q", "r", "s"], runs=np.array([[n in row[2] for n in range(4)] for row in rows]), categories=["crm"],
        next_decision=np.array([[np.nan if row[3] is None else number(ON) + float(row[3])] for row in rows]),
        borders=[tuple(sorted((at[one], at[other]))) for one, other in itertools.pairwise(joined)],
        successions=[succession(REAL[place], "New") for place in joined],
    )  # fmt: skip


@given(councils, st.randoms())
def test_likeness_is_the_same_both_ways_and_in_any_order(drawn: list, random) -> None:
    order = list(range(len(drawn)))
    first = rank.all_senses(drawn_world(drawn, order))
    shuffled = random.sample(order, len(order))
    second = rank.all_senses(drawn_world(drawn, shuffled))
    for one, other in zip(first, second, strict=True):
        np.testing.assert_array_equal(one.score, one.score.T)
        np.testing.assert_allclose(one.score[np.ix_(shuffled, shuffled)], other.score)
        known = one.score[~np.isnan(one.score)]
        assert ((known >= 0) & (known <= 1)).all()


@given(councils, st.randoms())
def test_tables_are_the_same_whatever_the_order(drawn: list, random) -> None:
    order = sorted(range(len(drawn)), key=lambda place: REAL[place])
    shuffled = random.sample(order, len(order))
    by_code = sorted(shuffled, key=lambda place: REAL[place])  # a world stands in the order of its codes
    one, other = rank.table(drawn_world(drawn, order)), rank.table(drawn_world(drawn, by_code))
    assert one.equals(other)
    rows = one.to_pylist()
    assert all(row["council_code"] != row["other_code"] and row["why"] for row in rows)
    for row, after in itertools.pairwise(rows):
        if (row["council_code"], row["sense"]) == (after["council_code"], after["sense"]):
            assert after["rank"] == row["rank"] + 1
            assert after["score"] <= row["score"]
        else:
            assert after["rank"] == 1
