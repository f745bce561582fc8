"""Headings by situation, and why in at most two short sentences."""

from datetime import date
from decimal import Decimal

import pytest

from guildhall.engine.brief import differ, lines, select, talk, text
from guildhall.engine.brief.compose import compose
from tests.engine.brief.made import COUNCILS, NORTHMOOR, ON, goes, seen, view

LATE, SOON, FAR = date(2026, 9, 30), date(2026, 12, 16), date(2027, 3, 31)
DEAR = {"value_net": Decimal(1_240_000), "next_route": "open", "decide_missing": ()}


def brief(*views, **around):
    return compose(NORTHMOOR, views, on=ON, councils=COUNCILS, has_register=True, **around)


def first(*views, **around):
    return next(item for item in brief(*views, **around).items if item.group == "decide")


def due(day, **given):
    return view(decide_by_earliest_on=day, decide_by_latest_on=day, **given)


def test_the_story_of_the_picture():
    found = first(
        due(LATE, product_names=("TaxPath",), extension="declared", options=(12, 12), notice_months=6, notice_days=180, renewal_mode="express",
            disputed=("notice_months",), differ=(("notice_months", ("6 months", "3 months")),), **DEAR)
    )  # fmt: skip
    assert found.headline == "Choose how to leave TaxPath, for revenues and benefits"
    assert found.why == (
        "A replacement takes about 15 months and the contract ends in 13.",
        "The least bad route left is the first 12-month extension; ask for it by 30 June 2027.",
    )
    assert found.unknown == ("the notice to extend: 6 months in one source, 3 months in another.",)


@pytest.mark.parametrize(
    ("given", "headline", "why"),
    [
        ({"day": SOON, "ends_on": date(2027, 8, 16), "criticality": 2, "next_route": "call_off", "product_names": ("DeskLine",), "category_name": ""},
         "Decide what follows DeskLine", ("It ends on 16 August 2027 with no extension declared, and a call-off takes about 8 months.",)),
        ({"day": SOON, "extension": "declared", "options": (12,), "renewal_mode": "express", "notice_days": 90, **DEAR},
         "Extend or replace TaxPath support",
         ("It ends on 31 December 2027, and an open procedure takes about 15 months.", "An extension must be asked for by 2 October 2027.")),
        ({"day": SOON, "renewal_mode": "tacit", "notice_days": 90, **DEAR}, "Decide whether TaxPath support goes on",
         ("It ends on 31 December 2027 with no extension declared, and an open procedure takes about 15 months.",
          "To stop it going on, give notice by 2 October 2027.")),
        ({"day": LATE, "ends_on": date(2027, 1, 1), **DEAR}, "Choose what follows TaxPath support",
         ("A replacement takes about 15 months and the contract ends in 39 days.",
          "Begun today it would be live by 23 February 2028; nothing covers the time from 1 January 2027.")),
        ({"day": LATE, "ends_on": date(2027, 1, 31), "extension": "declared", "options": (6,), "renewal_mode": "express", "notice_days": 30, **DEAR},
         "Choose what follows TaxPath support",
         ("A replacement takes about 15 months and the contract ends in 2.",
          "Begun today it would be live by 23 February 2028; every option together, to 31 July 2027, does not reach that.")),
        ({"day": LATE, "ends_on": date(2027, 9, 30), "extension": "declared", "options": (24,), "renewal_mode": "express", "notice_days": 30, **DEAR},
         "Choose what follows TaxPath support",
         ("A replacement takes about 15 months and the contract ends in 10.",
          "The least bad route left is the 24-month extension; ask for it by 31 August 2027.")),
        ({"day": LATE, "ends_on": date(2027, 9, 30), "extension": "declared", "options": (), "last_end_on": date(2028, 9, 30),
          "renewal_mode": "express", "notice_days": 30, **DEAR},
         "Choose what follows TaxPath support",
         ("A replacement takes about 15 months and the contract ends in 10.",
          "The least bad route left is an extension to 30 September 2028; ask for it by 31 August 2027.")),
        ({"day": LATE, "renewal_mode": "tacit", "notice_days": 90, **DEAR}, "Decide whether TaxPath support goes on",
         ("A replacement takes about 15 months and the contract ends in 13.",
          "It goes on by itself meanwhile; give notice once a replacement is sure.")),
        ({"day": LATE, "ends_on": ON, **DEAR}, "Choose what follows TaxPath support",
         ("A replacement takes about 15 months and the contract ends today.",
          "Begun today it would be live by 23 February 2028; nothing covers the time from 23 November 2026.")),
        ({"day": FAR, "product_names": ("TaxPath",), "category_name": "Planning and building control back office"},
         "Plan what follows TaxPath, for planning and building control",
         ("It ends on 31 December 2027 with no extension declared, and a replacement takes about 8 months.",)),
        ({"day": FAR, "title": "Supply, hosting and support of housing management system"}, "Plan what follows Housing management system",
         ("It ends on 31 December 2027 with no extension declared, and a replacement takes about 8 months.",)),
    ],
)  # fmt: skip
def test_every_situation_has_its_own_words(given, headline, why):
    given = dict(given)
    found = first(due(given.pop("day"), **given))
    assert (found.headline, found.why) == (headline, why)


def test_maybe_late_with_a_product_and_several_late_ones_together():
    found = first(view(decide_by_earliest_on=LATE, decide_by_latest_on=SOON, product_names=("TaxPath",)))
    assert found.headline == "Choose a route for TaxPath, for revenues and benefits"
    two = [due(LATE, contract_id=name, ends_on=date(2027, 1, 1), supplier_names=(), **DEAR) for name in ("a", "b")]
    assert first(*two).why == (
        "Two contracts, £2.48m in all; the first ends in 39 days.",
        "A replacement begun today would be live by 23 February 2028; nothing covers the time from 1 January 2027.",
    )


def test_who_left_the_product_is_asked_how():
    own = due(LATE, product_names=("TaxPath",), **DEAR)
    old = view(
        "o", council_code="X-SB", product_names=("TaxPath",), ends_on=date(2026, 6, 30), ended_on=date(2026, 6, 30)
    )
    new = view(
        "n", council_code="X-SB", product_names=("ClearBill",), starts_on=date(2025, 5, 1), ends_on=date(2031, 6, 30)
    )
    found = next(
        item for item in brief(own, peers=[old, new]).items if item.kind == "peer" and "moved" in item.headline
    )
    assert found.headline == "Ask Saltby how it moved off TaxPath"
    assert found.why == ("Its contract for TaxPath ended in June 2026; it now runs ClearBill.",)
    assert (found.decide_by, found.distance) == (date(2026, 12, 21), "in 28 days")
    for peers in ([old], [new], [old, view("n", council_code="X-FW", product_names=("ClearBill",))]):
        assert not any("moved" in item.headline for item in brief(own, peers=peers).items)


def test_one_end_date_for_a_product_is_a_decision_and_its_contract_is_not_told_twice():
    successions = [goes(code) for code in ("X-NM", "X-SB", "X-FW")]
    own = due(FAR, product_names=("PlotWise",), category="planning")
    theirs = [
        view("s", council_code="X-SB", product_names=("PlotWise",)),
        view("f", council_code="X-FW", category="planning"),
    ]
    items = brief(own, peers=theirs, successions=successions).items
    assert [item.headline for item in items if item.group == "decide"] == [
        "Agree one end date for PlotWise with Saltby"
    ]
    pressing = brief(due(SOON, product_names=("PlotWise",)), peers=theirs, successions=successions)
    assert [item.headline for item in pressing.items if item.group == "decide"] == [
        "Decide what follows PlotWise, for revenues and benefits"
    ]


def test_end_dates_to_agree_on_do_not_crowd_out_what_waits():
    successions = [goes(code) for code in ("X-NM", "X-SB")]
    own = [due(FAR, contract_id=f"c{n}", title=f"Need {'abcdef'[n]}", product_names=(f"P{n}",)) for n in range(6)]
    theirs = [view(f"s{n}", council_code="X-SB", product_names=(f"P{n}",)) for n in range(6)]
    small = due(
        LATE,
        contract_id="small",
        title="Grounds",
        is_digital=None,
        criticality=None,
        category="",
        category_name="",
        value_net=Decimal(9000),
    )
    items = brief(*own, small, peers=theirs, successions=successions).items
    assert sum(item.kind == "align" for item in items) == select.MOST_ALIGNED
    assert "Choose what follows Grounds" in [item.headline for item in items]


@pytest.mark.parametrize(
    ("area", "name"),
    [
        ("Waste collection lookup / online forms", "waste and street scene"),
        ("Committee management", "democratic services and committees"),
        ("Planning", "planning and building control"),
        ("Something else (register)", "something else"),
    ],
)
def test_areas_of_service_by_our_names(area, name):
    assert talk.area_name(area) == name


def test_signs_in_plain_words():
    assert lines.seen(seen(document="DemocracyClub/LGSF")).label == "A public page of Northmoor, read by Democracy Club"
    assert lines.seen(seen(document="list.csv")).label == "A public page of Northmoor"


def test_values_that_differ_in_words():
    said = [
        ("notice_months", "6", "won"), ("notice_days", "90", "disagrees"), ("notice_months", "1", "disagrees"), ("notice_days", "soon", "replaced"),
        ("ends_on", "2028-03-31", "won"), ("ends_on", "2028-06", "disagrees"), ("options", "12,12", "won"), ("options", "24", "disagrees"),
        ("title", "A", "won"), ("title", "B", "disagrees"), ("last_end_on", "2030-01-01", "won"),
    ]  # fmt: skip
    assert dict(differ.words(("notice_months", "ends_on", "options", "title", "last_end_on"), said)) == {
        "notice_months": ("6 months", "90 days", "1 month"), "ends_on": ("31 March 2028", "2028-06"), "options": ("12 and 12 months", "24 months"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("Supply, hosting and support of housing management system", "Housing management system"),
        ("Provision of a library service", "Library service"),
        ("Support and maintenance", "Support and maintenance"),
        ("Provision of IT", "Provision of IT"),
    ],
)
def test_what_a_title_is_about(title, subject):
    assert text.subject(title) == subject
