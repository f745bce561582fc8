"""One need over time: what came before a contract and what came after."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from guildhall.engine.build import build
from guildhall.engine.link.contracts import columns, line, step, trace
from guildhall.engine.register import open_register

SAMPLE = Path(__file__).parents[4] / "sample"


def link(child: str, kind: line.Kind, parent: str) -> line.Link:
    return line.Link(child, parent, kind, 0.95, "D", f"{child} {kind} {parent}")


CHAIN = line.Lineage([
    link("b", "renewal_of", "a"), link("c", "renewal_of", "b"), link("d", "renewal_of", "c"), link("e", "renewal_of", "c"),
    link("b2", "same_as", "b"), link("c", "call_off_of", "f"), link("x", "call_off_of", "c"),
])  # fmt: skip


def shape(found: line.Line) -> list[tuple[str, int]]:
    return [(place.contract_id, place.step) for place in found.places]


def test_ancestors_and_descendants_in_order_with_reasons() -> None:
    found = CHAIN.line("c")
    assert shape(found) == [("a", -2), ("b", -1), ("c", 0), ("d", 1), ("e", 1)]
    assert [place.link and place.link.why for place in found.places] == [
        "b renewal_of a", "c renewal_of b", None, "d renewal_of c", "e renewal_of c"
    ]  # fmt: skip
    assert [[again.child_id for again in place.also] for place in found.places] == [[], ["b2"], [], [], []]
    assert [one.parent_id for one in found.framework] == ["f"]
    assert [one.child_id for one in found.call_offs] == ["x"]
    assert not found.is_alone


def test_a_copy_is_followed_under_the_name_of_what_it_repeats() -> None:
    assert shape(CHAIN.line("b2")) == shape(CHAIN.line("b")) == [("a", -1), ("b", 0), ("c", 1), ("d", 2), ("e", 2)]


def test_a_contract_of_which_nothing_is_known_is_alone() -> None:
    found = CHAIN.line("z")
    assert shape(found) == [("z", 0)]
    assert found.is_alone


def test_how_two_contracts_stand() -> None:
    relations = [("d", "a"), ("a", "d"), ("b2", "b"), ("c", "b2"), ("x", "c"), ("d", "e"), ("a", "a"), ("z", "a")]
    assert [CHAIN.relation(*pair) for pair in relations] == [
        "renewal_of", None, "same_as", "renewal_of", "call_off_of", None, None, None
    ]  # fmt: skip


def test_links_that_go_round_in_a_circle_end() -> None:
    ring = line.Lineage([link("a", "renewal_of", "b"), link("b", "renewal_of", "a")])
    assert shape(ring.line("a")) == [("b", -1), ("a", 0)]
    assert ring.relation("a", "z") is None


def test_a_line_without_end_is_cut() -> None:
    long = line.Lineage([link(f"n{number + 1:03}", "renewal_of", f"n{number:03}") for number in range(200)])
    assert len(long.line("n150").places) <= line.MOST + 1
    assert len(long.line("n000").places) <= line.MOST + 1


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "register"
    build([SAMPLE], folder, workers=1)
    return folder


def test_the_sample_tells_of_a_need_over_time(home: Path) -> None:
    with open_register(home) as register:
        whole = line.read(register)
        some = line.read(register, among={"h6vhtk-sample-plotwise-sal-1"})
    found = whole.line("h6vhtk-sample-plotwise-sal-1")
    assert [place.contract_id for place in found.places] == [
        "b5fd17-sample-plotwise-sal-2019-1", "b5fd17-sample-plotwise-sal-2022-1", "h6vhtk-sample-plotwise-sal-1"
    ]  # fmt: skip
    assert len(some.line("h6vhtk-sample-plotwise-sal-1").places) == 2, "only the links that touch it"
    assert whole.chief("b5fd17-sample-greet-ald-again-1") == "h6vhtk-sample-greet-ald-1"
    assert whole.chief("b5fd17-sample-taxpath-nmr-2019-1").startswith("h6vhtk-sample-taxpath-nmr")
    frame = whole.line("b5fd17-sample-telephony-framework-1")
    assert [one.child_id for one in frame.call_offs] == ["h6vhtk-sample-deskline-har-1", "h6vhtk-sample-deskline-wmc-1"]


def test_the_order_of_rows_and_of_columns_added_later_cannot_matter(home: Path, tmp_path: Path) -> None:
    """A register of an earlier version has neither the framework's process nor what words name."""
    heirs = step.heirs(pq.read_table(home / "successions.parquet"))
    whole = pq.read_table(home / "contracts.parquet")
    made = trace.links(home, heirs)
    assert made.num_rows >= 6
    backwards = whole.take(pa.array(range(whole.num_rows - 1, -1, -1))).select(columns.READ)
    assert trace.of(columns.of(backwards), heirs).equals(made)
    older = whole.drop_columns(["framework_id", "mentions"])
    pq.write_table(older, tmp_path / "contracts.parquet")
    kinds = trace.links(tmp_path, heirs)["kind"].to_pylist()
    assert kinds.count("call_off_of") == 1, "the one whose title tells"
    assert kinds.count("renewal_of") == made["kind"].to_pylist().count("renewal_of")
