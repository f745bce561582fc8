"""What may be for the same need is found by product, category and words, and nothing that is alike is missed."""

from hypothesis import given
from hypothesis import strategies as st

from guildhall.engine.brief import needs, talk
from guildhall.engine.brief.page import ContractView
from tests.engine.brief import made

TITLES = ("Planning software licences renewal", "Renewal of planning software licences", "Grounds mowing north", "")
views = st.builds(
    made.view,
    title=st.sampled_from(TITLES),
    category=st.sampled_from(["", "planning", "waste"]),
    product_names=st.lists(st.sampled_from(["Idox", "Civica"]), max_size=2).map(tuple),
)


@given(st.lists(views, max_size=8), views)
def test_finds_all_that_are_alike_in_their_order(others: list[ContractView], one: ContractView) -> None:
    alike = [other for other in needs.Needs(others).like(one) if talk.same_need(one, other)]
    assert alike == [other for other in others if talk.same_need(one, other)]


def test_leaves_out_what_shares_nothing() -> None:
    near = made.view(title=TITLES[0], category="", product_names=())
    far = made.view(title="Grounds mowing north", category="waste", product_names=("Bartec",))
    one = made.view(title="Renewal of planning licences", category="", product_names=())
    assert needs.Needs([far, near]).like(one) == [near]
