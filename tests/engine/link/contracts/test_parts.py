"""The parts that lineage is made with: words, policy, silence, measures, the build's step on nothing."""

from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guildhall.engine.link.contracts import columns, line, measure, policy, silence, step, trace, words
from guildhall.engine.register.tables import TABLES
from tests.engine.link.contracts.make import contract, shape, table

LABELLED = Path(__file__).parents[3] / "samples" / "lineage_labelled.csv"


def titles(*said: str | None) -> words.Titles:
    return words.of(pa.array(said, pa.string()), np.zeros(len(said), np.int64), 1)


def likeness(one: str, other: str) -> float:
    found = titles(one, other, "Library", "Payroll", "Waste", None)
    share, cover = words.alike(found, np.array([0]), np.array([1]))
    assert 0 <= share[0] <= cover[0] <= 1
    return float(share[0])


def test_words_of_procurement_years_and_plurals_do_not_count() -> None:
    assert likeness("Invitation to tender for the provision of IT systems 2019/20", "IT System (2023)") == 1
    assert likeness("Grounds maintenance", "Ground maintenance services - Lot 3") == 1
    assert likeness("Payroll", "Library") == 0
    assert 0.1 < likeness("Payroll and pensions", "Payroll and ledger") < 0.7
    assert likeness("Provision of services", "Tender") == 0, "nothing is left of either"


def test_what_a_title_speaks_of() -> None:
    found = titles(
        "Call-off from the framework",
        "4 x buses",
        "Framework for lifts",
        "Play areas, design and build",
        "Lift maintenance",
    )
    assert found.says_call_off.tolist() == [True, False, False, False, False]
    assert found.says_framework.tolist() == [True, False, True, False, False]
    assert found.says_once.tolist() == [False, True, False, True, False]
    assert found.says_lasting.tolist() == [True, False, True, False, True]


def test_references_are_kept_apart_from_years() -> None:
    found = titles("DN775212 2022 PB2021 RFQ15282559 7", "Lot 7")
    assert found.of_reference.tolist() == [0, 0]


@given(st.lists(st.text(max_size=40) | st.none(), max_size=12))
def test_any_titles_can_be_read(said: list[str | None]) -> None:
    found = titles(*said)
    assert len(found.total) == len(said)
    if len(said) > 1:
        share, _ = words.alike(found, np.array([0]), np.array([1]))
        assert 0 <= share[0] <= 1


@given(
    st.lists(
        st.fixed_dictionaries({
            "title": st.sampled_from(["Payroll", "Payroll system 2020", "Library", None, "Framework for lifts"]),
            "supplier_ids": st.lists(st.sampled_from(["acme", "zenith", "various"]), max_size=2, unique=True),
            "starts_on": st.none() | st.dates(date(2015, 1, 1), date(2026, 1, 1)),
            "ends_on": st.none() | st.dates(date(2015, 1, 1), date(2030, 1, 1)),
            "value_net": st.none() | st.integers(0, 10**6), "framework_id": st.none() | st.just("ocds-b5fd17-n0"),
            "sources": st.sampled_from([["contracts_finder"], ["find_a_tender"], ["council_registers"], []]),
            "council_codes": st.sampled_from([["X-NM"], ["X-SB"], ["X-NM", "X-SB"], []]),
        }),
        max_size=14,
    )
)  # fmt: skip
def test_whatever_contracts_say_links_are_sound(said: list[dict]) -> None:
    rows = [contract(f"n{number}", **row) for number, row in enumerate(said)]
    found = shape(*rows)
    assert found == shape(*reversed(rows))
    assert len({(child, kind) for child, kind, _ in found}) == len(found), "one parent of each kind"
    chiefs = {child: parent for child, kind, parent in found if kind == "same_as"}
    assert not chiefs.keys() & set(chiefs.values()), "what repeats is not repeated"
    assert all(child != parent for child, _, parent in found)
    assert not any(child in chiefs or parent in chiefs for child, kind, parent in found if kind == "renewal_of")
    whole = line.Lineage(line.Link(child, parent, kind, 1, "D", "") for child, kind, parent in found)
    assert all(whole.relation(child, parent) is None or child != parent for child, _, parent in found)


def test_nothing_comes_of_nothing() -> None:
    assert trace.of(columns.of(table()), {}).num_rows == 0
    assert shape(contract("a")) == []


def test_only_what_is_done_passes_contracts_on() -> None:
    rows = [
        {"predecessor_code": "X-NM", "successor_code": code, "status": status}
        for code, status in (("X-NW", "done"), ("X-SW", "done"), ("X-EW", "proposed"), (None, "done"))
    ]
    made = pa.Table.from_pylist(rows, schema=pa.schema([(name, pa.string()) for name in rows[0]]))
    assert step.heirs(made) == {"X-NM": ["X-NW", "X-SW"]}


def test_an_operator_s_policy_is_read_whole_or_refused(tmp_path: Path) -> None:
    ours = policy.HERE.read_text(encoding="utf-8")
    own = tmp_path / "own.yaml"
    own.write_text(ours.replace("enough: 6.0", "enough: 60", 1))
    assert policy.load(own).same_as.enough == 60
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(ours.replace("supplier_same", "suplier_same", 1))
    with pytest.raises(ValueError, match="suplier_same"):
        policy.load(wrong)


ON = date(2024, 6, 1)


def silent(*rows: dict, **links: str) -> list[str | None]:
    schema = TABLES["lineage"]
    told = [{"child_id": child, "parent_id": parent, "kind": kind} for (child, parent), kind in _pairs(links)]
    linked = pa.Table.from_pylist([{name: row.get(name) for name in schema.names} for row in told], schema=schema)
    made = pa.table({name: [row.get(name) for row in rows] for name in silence.NEEDS}, schema=pa.schema([("contract_id", pa.string()), *((name, pa.date32()) for name in silence.NEEDS[1:])]))  # fmt: skip
    return silence.statuses(made, linked, ON).to_pylist()


def _pairs(links: dict[str, str]) -> list[tuple[tuple[str, str], str]]:
    return [((name[0], name[2]), kind) for name, kind in links.items()]


def test_a_contract_falls_silent_when_its_renewal_is_let_or_has_begun() -> None:
    old = {"contract_id": "a", "starts_on": date(2022, 1, 1)}

    def after(**renewal: date) -> str | None:
        return silent(old, {"contract_id": "b", **renewal}, b_a="renewal_of")[0]

    assert after(starts_on=date(2024, 5, 1)) == "replaced"
    assert after(starts_on=date(2024, 9, 1), awarded_on=date(2024, 5, 1)) == "replaced"
    assert after(starts_on=date(2024, 9, 1), signed_on=date(2024, 6, 1)) == "replaced"
    assert after(starts_on=date(2024, 9, 1), awarded_on=date(2024, 7, 1)) is None
    assert after() is None


def test_a_second_record_falls_silent_where_the_first_is_there_to_speak() -> None:
    rows = ({"contract_id": "a"}, {"contract_id": "b"})
    assert silent(*rows, b_a="same_as") == [None, "copy"]
    assert silent(*rows, b_z="same_as") == [None, None]
    assert silent(*rows, b_a="call_off_of") == [None, None]
    assert silent() == []


def test_measures_count_what_is_right() -> None:
    links = line.Lineage([line.Link("b", "a", "renewal_of", 1, "D", ""), line.Link("d", "c", "same_as", 1, "D", "")])
    pairs = [measure.Pair(kind, child, parent, "score") for kind, child, parent in
             (("renewal_of", "b", "a"), ("renewal_of", "x", "y"), ("none", "d", "c"), ("same_as", "p", "q"))]  # fmt: skip
    of = {one.kind: (one.true, one.found, one.right) for one in measure.measure(links, pairs)}
    assert of == {"same_as": (1, 1, 0), "renewal_of": (2, 1, 1), "call_off_of": (0, 0, 0), "all": (3, 2, 1)}
    whole = list(measure.measure(links, pairs))[-1]
    assert (whole.precision, whole.recall) == (0.5, pytest.approx(1 / 3))
    nothing = next(measure.measure(links, []))
    assert nothing.precision == nothing.recall == 1
    assert [(pair.child_id, said) for pair, said in measure.wrong(links, pairs)] == [
        ("x", "none"), ("d", "same_as"), ("p", "none")
    ]  # fmt: skip
    assert measure.known(pairs, {"b", "a", "d"}) == pairs[:1]


def test_labelled_pairs_are_many_of_every_kind_and_a_third_is_held_out() -> None:
    pairs = measure.read(LABELLED)
    kinds = [pair.kind for pair in pairs]
    assert len(pairs) >= 400
    assert set(kinds) == {"none", *measure.KINDS}
    assert sum(kind != "none" for kind in kinds) >= 100
    assert 0.25 < sum(pair.is_held_out for pair in pairs) / len(pairs) < 0.42
    assert len({(pair.child_id, pair.parent_id) for pair in pairs}) == len(pairs)
    assert {pair.drawn for pair in pairs} == {"score", "block", "near", "alike", "register", "process", "made"}
