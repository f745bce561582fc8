from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guildhall.engine.brief import compose as composing
from guildhall.engine.brief import decisions, select, standing
from guildhall.engine.brief.compose import compose, coverage
from guildhall.engine.brief.page import Cited, SourceLine
from tests.engine.brief.made import COUNCILS, FENWICK, NEW, NORTHMOOR, NOTICE, ON, SALTBY, goes, seen, view

LATE, SOON, FAR = date(2026, 9, 30), date(2026, 12, 16), date(2027, 3, 31)


def brief(*views, council=NORTHMOOR, **around):
    return compose(council, views, on=ON, councils=COUNCILS, **around)


def sentence(views, on):
    return composing.sentence(standing.decisions(views, on), on)


def kinds(made):
    return [item.kind for item in made.items]


def item(made, kind):
    [found] = [each for each in made.items if each.kind == kind]
    return found


def test_a_late_contract_says_why_and_what_is_left():
    made = brief(
        view(product_names=("TaxPath",), extension="declared", options=(12, 12), notice_days=90, renewal_mode="express",
             ends_on=FAR, decide_by_earliest_on=date(2025, 9, 30), decide_by_latest_on=date(2026, 7, 31), decide_missing=(),
             disputed=("notice_days", "value_net"), differ=(("notice_days", ("90 days", "6 months")),))
    )  # fmt: skip
    late = item(made, "decide")
    assert late.headline == "Choose how to leave TaxPath, for revenues and benefits"
    assert (late.decide_by, late.state, late.distance) == (date(2025, 9, 30), "late", "at least 3 months late")
    assert late.why == (
        "A replacement takes about 8 months and the contract ends in 4.",
        "The least bad route left is the first 12-month extension; ask for it by 31 December 2026.",
    )
    assert late.unknown == ("the notice to extend: 90 days in one source, 6 months in another.",)
    assert (late.action.label, late.action.url) == ("Choose a route", "/contracts/c1/")
    assert late.sources == (NOTICE,)
    assert late.bar.option_ends_on == (date(2028, 3, 31), date(2029, 3, 31))
    assert late.bar.caption == "ends March 2027, at most 2029"
    assert made.sentence == "One decision waits, already late."


@pytest.mark.parametrize(
    ("given", "verb", "label", "distance"),
    [
        (
            {"decide_by_earliest_on": LATE, "decide_by_latest_on": SOON},
            "Choose",
            "See the choices",
            "may be 54 days late",
        ),
        (
            {"decide_by_earliest_on": LATE, "decide_by_latest_on": date(2026, 10, 30)},
            "Choose",
            "Choose a route",
            "at least 24 days late",
        ),
        ({"decide_by_earliest_on": SOON}, "Decide", "See the choices", "in 23 days"),
        ({"decide_by_earliest_on": FAR}, "Plan", "Open the contract", "in 4 months"),
    ],
)
def test_each_state_has_its_own_words(given, verb, label, distance):
    found = item(brief(view(**given)), "decide")
    assert found.headline == f"{verb} what follows TaxPath support"
    assert (found.action.label, found.distance) == (label, distance)


def test_what_may_be_late_says_until_when_it_is_not():
    found = item(brief(view(decide_by_earliest_on=LATE, decide_by_latest_on=SOON)), "decide")
    assert (
        found.why[-1] == "By the longer route it is late already; by the shortest there is time until 16 December 2026."
    )
    bare = item(brief(view(decide_by_earliest_on=LATE, decide_by_latest_on=None)), "decide")
    assert len(bare.why) == 1


def test_an_option_still_open_is_said():
    found = item(brief(view(extension="declared", options=(6,), notice_days=90, renewal_mode="express")), "decide")
    assert found.why[-1] == "An extension must be asked for by 2 October 2027."
    assert found.bar.caption == "ends December 2027, at most 2028"
    short = item(
        brief(view(ends_on=date(2027, 6, 30), extension="declared", options=(3,), renewal_mode="express")), "decide"
    )
    assert short.bar.caption == "ends June 2027, at most September 2027"


def test_only_the_contracts_own_unknowns_are_named_while_it_has_any():
    found = item(brief(view(decide_missing=("renewal", "route", "criticality"))), "decide")
    assert found.unknown == ("whether it goes on by itself or can be extended.",)
    assert item(brief(view(decide_missing=("route", "criticality"))), "decide").unknown == (
        "how it would be bought again.",
    )
    assert item(brief(view(decide_missing=())), "decide").unknown == ()


def test_near_duplicates_are_one_line():
    lots = [
        view(
            f"c{n}",
            title="Client Transport 2026 - 2034 - SEND",
            supplier_names=(f"Taxi {n % 30} Ltd",),
            decide_by_earliest_on=SOON,
        )
        for n in range(110)
    ]
    made = brief(*lots)
    found = item(made, "decide")
    assert found.headline == "Decide what follows Client Transport 2026 - 2034 - SEND"
    assert found.why[0] == "110 contracts with 30 suppliers, £15.62m in all; the first ends in 13 months."
    assert (found.action.label, found.action.url) == (
        "See all 110 contracts",
        "/radar/?council=x-nm&q=client+transport+send",
    )
    assert made.sentence == "One decision this quarter."


def test_values_that_are_missing_make_a_sum_a_floor():
    found = item(brief(view("c1"), view("c2", value_net=None)), "decide")
    assert found.why[0] == "Two contracts with one supplier, at least £142,000 in all; the first ends in 13 months."
    assert found.action.label == "See both contracts"
    untold = item(brief(view("c1", value_net=None), view("c2", value_net=None)), "decide")
    assert untold.why[0] == "Two contracts with one supplier; the first ends in 13 months."


def test_an_unknown_end_is_a_line_of_its_own():
    lost = view(ends_on=None, decide_by_earliest_on=None, decide_by_latest_on=None, decide_missing=("end",))
    found = item(brief(lost), "find_end")
    assert found.headline == "Find the end date of TaxPath support"
    assert (found.state, found.distance, found.bar.caption) == ("cannot_tell", "cannot tell", "end not known")
    assert found.why == ("With Larkrise Systems since 1 January 2023, but no notice or register row gives an end.",)
    unnamed = item(brief(view(ends_on=None, supplier_names=(), decide_by_earliest_on=None)), "find_end")
    assert unnamed.why == ("It began on 1 January 2023, but no notice or register row gives an end.",)
    assert found.unknown == ("the end date. The signed contract would settle it.",)


def test_bounds_of_an_end_are_told():
    lost = view(ends_on=None, ends_earliest_on=date(2027, 5, 31), ends_latest_on=date(2029, 6, 30), starts_on=None,
                decide_by_earliest_on=date(2027, 5, 1), decide_by_latest_on=date(2029, 3, 30))  # fmt: skip
    found = item(brief(lost), "find_end")
    assert found.distance == "could be May 2027"
    assert found.why == (
        "With Larkrise Systems, but no notice or register row gives an end.",
        "It may end any time between May 2027 and June 2029.",
    )
    assert found.bar.caption == "ends between May 2027 and June 2029"


def test_old_contracts_without_an_end_are_let_go():
    old = view(
        ends_on=None, starts_on=date(2017, 1, 1), decide_by_earliest_on=None, decide_by_latest_on=None, sources=()
    )
    assert "find_end" not in kinds(brief(old))
    assert "find_end" in kinds(
        brief(view(ends_on=None, starts_on=None, sources=(), decide_by_earliest_on=None, decide_by_latest_on=None))
    )


def test_what_is_no_decision_is_left_out():
    made = brief(
        view("c1", main_category="works"), view("c2", title="Roof repairs", is_digital=None),
        view("c3", ends_on=date(2026, 1, 31), status="terminated"), view("c4", status="planned"), has_register=True,
    )  # fmt: skip
    assert kinds(made) == []
    assert made.sentence == "No running contract of this council is on the record."


def test_an_empty_record_is_never_an_empty_page():
    made = brief(
        peers=[view("p1", council_code="X-SB", title="Parking permits", decide_by_earliest_on=FAR)],
        neighbours=["X-SB"],
        observations=[seen()],
    )
    assert kinds(made) == ["neighbour", "confirm", "confirm"]
    assert made.coverage.total == 0
    assert (
        made.coverage.words
        == "No contract of this council is on the record yet. Notices show only part of what a council buys."
    )
    assert made.items[0].headline == "Ask Saltby what follows Parking permits"
    assert {each.action.label for each in made.items} == {
        "See their contract",
        "See the products",
        "How to add a register",
    }
    assert made.items[0].why == (
        "Saltby must decide by 31 March 2027; Larkrise Systems has the contract now. Buying together is still possible.",
    )


def test_nothing_at_all_still_gives_one_thing_to_do():
    made = compose(NEW, [], on=ON)
    assert [each.headline for each in made.items] == ["Point us to your contract register"]
    assert made.items[0].sources[0].label == "Local Government Transparency Code 2015"


def test_the_code_is_england_law_only():
    import msgspec  # noqa: PLC0415 - for this one change

    welsh = msgspec.structs.replace(NORTHMOOR, nation="Wales")
    [found] = compose(welsh, [], on=ON).items
    assert (found.sources, found.why) == ((), ("No contract of yours is on the record here.",))


def test_coverage_says_what_may_hide():
    lost = {"ends_on": None, "decide_by_earliest_on": None, "decide_by_latest_on": None}
    over = view("o", ends_on=date(2026, 1, 1))
    assert (
        coverage([view("a"), view("b", **lost), over], ON).words
        == "One has no end date and may hide decisions; another one has ended"
    )
    assert (
        coverage([view("a"), view("b", **lost), view("c", **lost)], ON).words
        == "Two have no end date and may hide decisions"
    )
    assert coverage([view("b", **lost)], ON).words == "It has no end date and may hide a decision"
    assert coverage([view("b", **lost)] * 2, ON).words == "None has an end date, so any may hide a decision"
    assert coverage([view("a")], ON).words == "It has an end date"
    assert coverage([view("a"), view("b")], ON).words == "Every one has an end date"
    assert coverage([over], ON).words == "The one contract on the record has ended. What runs now is not on it."
    both = coverage([over, view("p", ended_on=date(2026, 2, 1))], ON)
    assert (both.known, both.total, both.words) == (
        0,
        0,
        "All two contracts on the record have ended. What runs now is not on it.",
    )


def test_the_sentence_counts_every_decision():
    late, maybe, soon = (
        {"decide_by_earliest_on": a, "decide_by_latest_on": b} for a, b in ((LATE, LATE), (LATE, SOON), (SOON, SOON))
    )
    names = iter("abcdefghij")
    make = lambda given: view(title=f"Need {next(names)}{next(names)}x", **given)  # noqa: E731 - short
    assert sentence([make(soon), make(soon)], ON) == "Two decisions this quarter."
    assert sentence([view(**maybe)], ON) == "One decision waits, perhaps already late."
    assert (
        sentence([view(title="First", **late), view(title="Other", **late)], ON)
        == "Two decisions wait, both already late."
    )
    assert (
        sentence([view(title=name, **late) for name in ("One", "Two", "Three")], ON)
        == "Three decisions wait, all already late."
    )
    mixed = [view(title="One", **late), view(title="Two", **maybe), view(title="Three", **soon)]
    assert sentence(mixed, ON) == "Three decisions this quarter, one already late and one perhaps late."
    assert sentence(mixed[1:], ON) == "Two decisions this quarter, one perhaps late."
    assert sentence([view()], ON) == "Nothing must be decided this quarter; the next decision falls on 31 March 2027."
    lost = view(ends_on=None, decide_by_earliest_on=None, decide_by_latest_on=None)
    assert sentence([lost], ON) == "No decision can be dated: the end dates are not known."


def test_reorganisation_speaks_in_the_head_alone():
    made = brief(view(), successions=[goes("X-NM"), goes("X-SB")])
    assert (made.reorganisation, made.vesting_on) == ("Joins North Westmarch on 1 April 2028", date(2028, 4, 1))
    assert not any("vesting" in words for words in item(made, "decide").why)


def test_councils_that_will_be_one_are_asked_to_agree():
    theirs = [view("s", council_code="X-SB", ends_on=date(2028, 6, 30)), view("f", council_code="X-FW")]
    made = brief(view(), peers=theirs, successions=[goes(code) for code in ("X-NM", "X-SB", "X-FW")])
    found = item(made, "align")
    assert found.headline == "Agree one end date for revenues and benefits with Saltby and Fenwick"
    assert found.why == (
        "Three councils that will be North Westmarch have a contract for revenues and benefits.",
        "Their ends lie between December 2027 and June 2028.",
    )
    assert (found.decide_by, found.distance, found.group) == (FAR, "in 4 months", "talk")


def test_the_same_product_seen_in_councils_that_will_be_one():
    successions = [goes(code) for code in ("X-NM", "X-SB", "X-FW")]
    made = brief(observations=[seen(), seen("X-SB"), seen("X-FW", "Permitta")], successions=successions)
    found = item(made, "align")
    assert found.headline == "Plan PlotWise, for planning, together with Saltby"
    assert found.why == ("Two councils that will be North Westmarch were seen to run PlotWise for planning.",)
    assert [line.label for line in found.sources] == [
        "A public page of Northmoor",
        "A public page of Saltby",
    ]
    assert (found.decide_by, found.action.url) == (date(2028, 4, 1), "/products/plotwise/")


def test_other_products_in_councils_that_may_be_one_are_compared():
    rows = [goes(code, "proposed", successor_code="", successor_name="New North") for code in ("X-NM", "X-SB", "X-FW")]
    made = brief(observations=[seen(), seen("X-SB", "Permitta"), seen("X-FW", "Permitta")], successions=rows)
    found = item(made, "align")
    assert found.headline == "Compare PlotWise, for planning, with what Saltby and Fenwick run"
    assert found.why == ("You were seen to run PlotWise; two councils that may be one with you: Permitta.",)
    alone = brief(observations=[seen(), seen("X-SB", "Permitta")], successions=rows)
    assert item(alone, "align").headline == "Compare PlotWise, for planning, with what Saltby runs"
    same = brief(observations=[seen(), seen("X-SB")], successions=rows)
    assert item(same, "align").why == (
        "Two councils of Westmarch, which may be reorganised together, were seen to run PlotWise for planning.",
    )


def test_nobody_is_asked_to_agree_after_vesting_day():
    successions = [goes(code, vesting_on=date(2026, 4, 1)) for code in ("X-NM", "X-SB")]
    made = brief(observations=[seen(), seen("X-SB")], successions=successions)
    assert "align" not in kinds(made)
    assert made.reorganisation == "Passed into North Westmarch on 1 April 2026"
    assert made.vesting_on is None


def test_who_bought_the_same_lately_is_asked():
    own = view(decide_by_earliest_on=FAR)
    there = view(
        "p",
        council_code="X-SB",
        starts_on=date(2026, 3, 1),
        supplier_names=("Oakwell Ltd",),
        decide_by_earliest_on=date(2029, 1, 1),
    )
    found = item(brief(own, peers=[there]), "peer")
    assert found.headline == "Ask Saltby how it bought revenues and benefits"
    assert found.why == ("Saltby let “TaxPath support” to Oakwell, from March 2026.",)
    assert (found.decide_by, found.state, found.action.url) == (FAR, "later", "/contracts/p/")


def test_who_decides_about_the_same_at_the_same_time_is_joined():
    own = view(category="", title="Leisure centre catering", decide_by_earliest_on=FAR)
    there = [
        view(
            code,
            council_code=code,
            category="",
            title="Catering in leisure centre",
            starts_on=date(2020, 1, 1),
            decide_by_earliest_on=date(2027, 5, 1),
        )
        for code in ("X-SB", "X-FW")
    ]
    found = item(brief(own, peers=there), "peer")
    assert found.headline == "Buy leisure centre catering with Saltby and Fenwick"
    assert found.bar.caption == "Saltby and Fenwick decide by May 2027"


def test_the_nearer_council_is_asked_and_need_is_shown_by_a_shared_product():
    own = view(
        product_names=("TaxPath",), ends_on=date(2027, 1, 31), decide_by_earliest_on=LATE, decide_by_latest_on=LATE
    )
    there = [
        view(
            code,
            council_code=code,
            product_names=("TaxPath",),
            title="",
            supplier_names=(),
            starts_on=start,
            decide_by_earliest_on=None,
        )
        for code, start in (("X-SB", date(2026, 1, 1)), ("X-FW", date(2026, 9, 1)))
    ]
    found = item(brief(own, peers=there, neighbours=["X-SB"]), "peer")
    assert found.headline == "Ask Saltby how it bought TaxPath"
    assert found.why == ("Saltby let a contract for it, from January 2026.",)
    assert found.decide_by == date(2026, 12, 21), "within four weeks, for it is late"


def test_a_council_we_hold_no_row_for_is_named_as_its_contract_names_it():
    there = view("p", council_code="ZZZ", starts_on=date(2026, 3, 1), decide_by_earliest_on=None)
    assert (
        item(compose(NORTHMOOR, [view()], on=ON, peers=[there]), "peer").headline
        == "Ask ZZZ how it bought revenues and benefits"
    )


def test_neighbours_with_the_same_product():
    made = brief(observations=[seen(), seen("X-SB"), seen("X-FW", "Permitta")], neighbours=["X-SB", "X-FW"])
    found = item(made, "peer")
    assert found.headline == "Compare notes on PlotWise with Saltby"
    assert found.why == ("One neighbour was seen to run PlotWise for planning, as you were.",)


def test_in_use_after_recorded_expiry_is_no_fault():
    over = view(title="PlotWise licences", ends_on=date(2021, 12, 31), decide_missing=())
    found = item(brief(over, observations=[seen()]), "check_in_use")
    assert found.headline == "Say what followed the contract for PlotWise"
    assert found.why == (
        "In use after recorded expiry: its end is recorded as 31 December 2021, and a public page still showed it in May 2026. A later renewal may exist.",
    )
    assert [line.label for line in found.sources] == ["Contract details notice", "A public page of Northmoor"]
    assert "check_in_use" not in kinds(
        brief(
            over,
            observations=[seen(seen_on=date(2020, 1, 1)), seen(product="Permitta"), seen(seen_on=None), seen("X-SB")],
        )
    )
    assert "check_in_use" not in kinds(brief(view(title="PlotWise licences"), observations=[seen()]))


def test_facts_to_confirm_are_counted():
    views = [
        view(f"c{n}", title=f"Need number {'abcdefghijkl'[n]}", decide_missing=("notice", "route")) for n in range(12)
    ]
    made = brief(*views, has_register=True)
    [found] = [each for each in made.items if each.kind == "confirm"]
    assert found.headline == "Confirm ten facts that only your council can know"
    assert found.why == ("For ten contracts: notice periods. The signed contracts would say.",)
    [one] = [
        each for each in brief(view(decide_missing=("renewal",)), has_register=True).items if each.kind == "confirm"
    ]
    assert one.why == ("For one contract: whether it renews. The signed contract would say.",)
    assert one.bar.caption == "about one minute"


def test_products_seen_are_to_be_confirmed():
    made = brief(
        observations=[
            seen(),
            seen(product="MinuteBook", service_area="Committee management", evidence="scraper class X", seen_on=None),
        ],
        has_register=True,
    )
    [found] = made.items
    assert found.headline == "Confirm that you still run the two products seen in public"
    assert found.why == ("Public pages show PlotWise (May 2026) and MinuteBook.",)
    [one] = brief(observations=[seen(evidence="")], has_register=True).items
    assert (one.headline, one.sources[0].label) == ("Confirm that you still run PlotWise", "A public page of Northmoor")


def test_what_ended_lately_is_asked_after():
    one = view("a", ends_on=date(2026, 6, 30), decide_missing=())
    [found] = brief(one, has_register=True).items
    assert found.headline == "Say what followed TaxPath support"
    assert found.why == ("By the record it ended on 30 June 2026, and nothing is recorded in its place.",)
    other = view("b", title="Payroll bureau", ends_on=date(2026, 3, 31), value_net=Decimal(900000), decide_missing=())
    old = view("c", ends_on=date(2024, 3, 31))
    [found] = brief(one, other, old, has_register=True).items
    assert found.headline == "Say what followed two contracts that ended in the past year"
    assert found.why == (
        "Nothing is recorded in their place. The weightiest is Payroll bureau, which ended on 31 March 2026.",
    )
    assert found.action.url == "/radar/?council=x-nm&status=ended"


def test_far_decisions_come_only_when_little_else_does():
    far = [
        view(
            f"f{n}", title=f"Far {'abcde'[n]}", ends_on=date(2030 + n, 1, 1), decide_by_earliest_on=date(2029 + n, 1, 1)
        )
        for n in range(5)
    ]
    assert sum(each.kind == "decide" for each in brief(*far).items) == select.ENOUGH_NEAR
    near = [view(f"n{n}", title=f"Near {'abc'[n]}") for n in range(3)]
    assert {each.headline for each in brief(*far, *near).items if each.kind == "decide"} == {
        f"Plan what follows Near {c}" for c in "abc"
    }


def test_a_place_is_kept_for_the_weightiest_unknown_end():
    lost = view(
        "lost",
        title="Housing system",
        ends_on=None,
        decide_by_earliest_on=None,
        decide_by_latest_on=None,
        is_digital=False,
        criticality=None,
    )
    busy = [view(f"c{n}", title=f"Need {'abcdefghijklmno'[n]}", decide_by_earliest_on=SOON) for n in range(15)]
    made = brief(lost, *busy)
    assert "find_end" in kinds(made)
    assert made.left_out > 0


DAYS = st.one_of(st.none(), st.dates(date(2015, 1, 1), date(2040, 1, 1)))
VIEWS = st.builds(
    lambda number, end, start, early, more, title, supplier, status, digital, code, value: view(
        f"c{number}", ends_on=end, starts_on=start, decide_by_earliest_on=early,
        decide_by_latest_on=early and date.fromordinal(early.toordinal() + more), title=title, supplier_names=supplier, status=status,
        is_digital=digital, council_code=code, value_net=value,
    ),
    st.integers(0, 10**6), DAYS, DAYS, DAYS, st.integers(0, 900), st.sampled_from(["", "A", "Lot 1 (x)", "Payroll", "Payroll system for all"]),
    st.sampled_from([(), ("Oak Ltd",), ("Oak Ltd", "Ash")]), st.sampled_from(["active", "planned", "ended", "terminated", "cancelled"]),
    st.sampled_from([True, False, None]), st.sampled_from(["X-NM", "X-SB"]), st.one_of(st.none(), st.decimals(0, 10**9, places=2)),
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(st.lists(VIEWS, max_size=14), st.lists(VIEWS, max_size=8), st.booleans())
def test_a_briefing_is_never_empty_never_a_dump_and_every_line_is_whole(own, peers, merging):
    made = brief(
        *own, peers=peers, observations=[seen(), seen("X-SB")], neighbours=["X-SB"],
        successions=[goes("X-NM"), goes("X-SB"), goes("X-FW")] if merging else [],
    )  # fmt: skip
    assert 1 <= len(made.items) <= 10
    assert made.left_out >= 0
    assert 0 <= made.coverage.known <= made.coverage.total <= len(own)
    groups = [select.GROUPS.index(each.group) for each in made.items]
    assert groups == sorted(groups)
    for each in made.items:
        assert each.headline
        assert each.why
        assert all(words.endswith((".", "…", "?")) for words in (*each.why, *each.unknown))
        assert each.action.label
        assert each.action.url.startswith("/")


@given(st.permutations([view(f"c{n}", title=f"Need {'abcdef'[n]}", decide_by_earliest_on=SOON) for n in range(6)]))
@settings(max_examples=20, deadline=None)
def test_the_order_of_the_input_never_matters(own):
    assert brief(*own).items == brief(*sorted(own, key=lambda each: each.contract_id)).items


def test_a_product_nobody_near_runs_is_not_compared():
    made = brief(
        observations=[seen(), seen("X-SB", service_area="Highways")],
        successions=[goes("X-NM"), goes("X-SB")],
        neighbours=["X-SB"],
    )
    assert {each.kind for each in made.items} == {"confirm"}


def test_a_merger_without_a_day_has_no_day_to_agree_by():
    rows = [goes(code, "proposed", vesting_on=None) for code in ("X-NM", "X-SB")]
    found = item(brief(observations=[seen(), seen("X-SB")], successions=rows), "align")
    assert (found.decide_by, found.state, found.distance) == (None, "cannot_tell", "cannot tell")
    lost = view(ends_on=None, decide_by_earliest_on=None, decide_by_latest_on=None)
    theirs = view("s", council_code="X-SB", ends_on=None, decide_by_earliest_on=None, decide_by_latest_on=None)
    both = item(brief(lost, peers=[theirs], successions=rows), "align")
    assert (both.decide_by, both.why) == (
        None,
        ("Two councils of Westmarch, which may be reorganised together, have a contract for revenues and benefits.",),
    )


def test_the_sample_mark_and_the_counts_are_passed_on():
    made = brief(view(), register_built_on=ON, source_count=3)
    assert (made.is_sample, made.register_built_on, made.source_count, made.council_slug) == (True, ON, 3, "x-nm")
    assert {SALTBY.code, FENWICK.code} <= COUNCILS.keys()


def test_of_hundreds_only_the_foremost_are_worded_and_all_are_counted():
    many = [
        view(f"c{number}", title=f"Need {chr(97 + number % 26)}{chr(97 + number // 26)}", value_net=Decimal(10_000 + number))
        for number in range(60)
    ]  # fmt: skip
    few, none = decisions.every(standing.decisions(many[: decisions.MOST_WORDED], ON), NORTHMOOR, ON)
    assert (len(few), none) == (decisions.MOST_WORDED, 0)
    lines, more = decisions.every(standing.decisions(many, ON), NORTHMOOR, ON)
    assert len(lines) + more == 60
    chosen, left_out = select.choose(lines, ON, more=more)
    assert len(chosen) + left_out == 60


def test_documents_are_looked_up_for_the_lines_that_are_shown():
    """The site leaves them out of what it reads of a council's contracts; only those shown are asked for."""
    many = [
        view(f"c{number}", title=f"Need {chr(97 + number)}", sources=(Cited(f"c{number}"),)) for number in range(20)
    ]
    asked = []

    def look_up(ids):
        asked.extend(ids)
        return {name: (SourceLine("Old", "/old", SOON), SourceLine(f"Notice of {name}", "/new", FAR)) for name in ids}

    made = brief(*many, look_up=look_up)
    shown = [each for each in made.items if each.kind == "decide"]
    assert 0 < len(shown) < 20
    assert asked == sorted(set(asked))
    assert len(asked) < 20
    assert shown[0].sources == (
        SourceLine(f"Notice of {shown[0].contract_id}", "/new", FAR),
        SourceLine("Old", "/old", SOON),
    )
    assert brief(*many, look_up=lambda _: {}).items[0].sources == ()


def test_a_public_sign_keeps_its_place_beside_documents_looked_up():
    made = brief(
        view(product_names=("TaxPath",), ends_on=date(2024, 3, 31), sources=(Cited("c1"),)),
        observations=[seen("X-NM", "TaxPath")],
        look_up=lambda ids: {name: tuple(SourceLine(f"Notice {n}", f"/{n}", SOON) for n in range(4)) for name in ids},
    )
    (line,) = [each for each in made.items if each.kind == "check_in_use"]
    assert len(line.sources) == 3
    assert [source.label for source in line.sources[:2]] == ["Notice 3", "Notice 2"]
    assert line.sources[2].label.startswith("A public page")
