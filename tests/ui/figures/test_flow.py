"""Who left whom: nodes apart, ribbons as wide as their counts, words that say the same."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from guildhall.ui.figures import flow

NAMES = st.sampled_from(
    [
        "",
        "Ledgerwell Ltd",
        "Quillstone Software Ltd",
        "Own build",
        "A very long name of a supplier indeed plc",
        *"abcdefgh",
    ]
)


def test_each_move_is_in_the_picture_and_in_the_words() -> None:
    drawn = flow.draw([("TaxPath", "ClearBill"), ("TaxPath", "ClearBill"), ("Sumline", "")])
    assert [(node.name, node.count, node.is_left) for node in drawn.nodes] == [
        ("TaxPath", 2, True), ("Sumline", 1, True), ("ClearBill", 2, False), ("Not known", 1, False),
    ]  # fmt: skip
    assert [node.is_known for node in drawn.nodes] == [True, True, True, False]
    assert drawn.words == "From TaxPath to ClearBill, 2 councils; from Sumline to Not known, 1 council."
    assert [ribbon.words for ribbon in drawn.ribbons] == [
        "TaxPath to ClearBill: 2 councils",
        "Sumline to Not known: 1 council",
    ]


def test_many_names_are_counted_as_others() -> None:
    drawn = flow.draw([(f"Left {number}", "Gone to") for number in range(12)])
    left = [node for node in drawn.nodes if node.is_left]
    assert (len(left), left[-1].name, left[-1].count) == (flow.SHOWN + 1, "Others", 12 - flow.SHOWN)


def test_eight_names_need_no_others() -> None:
    drawn = flow.draw([(f"Left {number}", "Gone to") for number in range(flow.SHOWN + 1)])
    assert "Others" not in {node.name for node in drawn.nodes}


def test_a_long_name_is_cut_and_keeps_its_count() -> None:
    drawn = flow.draw(
        [("A supplier with a name that nobody could ever read in a picture of this width Ltd", "B")], narrow=True
    )
    assert drawn.nodes[0].label.endswith("… 1")


def test_no_moves() -> None:
    drawn = flow.draw([])
    assert (drawn.nodes, drawn.ribbons, drawn.words) == ((), (), "Nobody is known to have left.")


@given(st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=60), st.booleans())
def test_nodes_never_touch_and_nothing_leaves_the_picture(moves: list[tuple[str, str]], narrow: bool) -> None:
    drawn = flow.draw(moves, narrow=narrow)
    for is_left in (True, False):
        side = sorted((node for node in drawn.nodes if node.is_left == is_left), key=lambda node: node.y)
        assert sum(node.count for node in side) == len(moves)
        for above, below in pairwise(side):
            assert above.y + above.height < below.y
    assert all(0 <= node.x <= drawn.width and node.y + node.height <= drawn.height for node in drawn.nodes)
