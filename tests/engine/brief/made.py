"""Contracts, councils and days for the briefing's tests, with dull defaults."""

from datetime import date
from decimal import Decimal

from guildhall.engine.brief.page import ContractView, SourceLine
from guildhall.engine.brief.reorganisation import Future
from guildhall.engine.records import Council, Observation, Succession

ON = date(2026, 11, 23)
NOTICE = SourceLine("Contract details notice", "https://notice.example/1", date(2024, 7, 2))
STILL = Future()


def view(contract_id="c1", **given):
    plain = {
        "council_code": "X-NM", "council_name": "Northmoor District Council", "title": "TaxPath support", "category": "revs_bens",
        "category_name": "Revenues and benefits", "is_digital": True, "supplier_names": ("Larkrise Systems Ltd",), "supplier_ids": (),
        "product_names": (), "starts_on": date(2023, 1, 1), "ends_on": date(2027, 12, 31), "ends_earliest_on": None,
        "ends_latest_on": None, "last_end_on": None, "extension": "none_declared", "options": (), "notice_days": None,
        "renewal_mode": "none", "start_by_on": None, "notice_by_on": None, "decide_by_earliest_on": date(2027, 3, 31),
        "decide_by_latest_on": date(2027, 6, 30), "decide_missing": ("route",), "value_net": Decimal(142000), "value_gross": None,
        "value_year": None, "route": "open", "status": "active", "criticality": 3, "mobilise_months": None, "disputed": (),
        "sources": (NOTICE,),
    }  # fmt: skip
    return ContractView(contract_id=contract_id, **(plain | given))


def council(code="X-NM", name="Northmoor District Council", **given):
    plain = {
        "slug": code.lower(), "short_name": name.removesuffix(" District Council").removesuffix(" County Council"), "kind": "NMD",
        "nation": "England", "region": "", "county_code": "", "population": None, "starts_on": None, "ends_on": None, "gss": "",
        "lat": None, "long": None, "homepage": "", "is_sample": True,
    }  # fmt: skip
    return Council(code=code, name=name, **(plain | given))


NORTHMOOR = council()
SALTBY = council("X-SB", "Saltby District Council")
FENWICK = council("X-FW", "Fenwick District Council")
NEW = council("X-NW", "North Westmarch Council", short_name="North Westmarch", kind="UA")
COUNTY = council("X-WM", "Westmarch County Council", kind="CTY")
COUNCILS = {each.code: each for each in (NORTHMOOR, SALTBY, FENWICK, NEW, COUNTY)}


def goes(code, status="decided", **given):
    plain = {
        "successor_code": "X-NW", "successor_name": "North Westmarch Council", "area": "Westmarch", "scenario": "as decided",
        "vesting_on": date(2028, 4, 1), "shadow_on": date(2027, 5, 6), "whole": True, "source": "Order of 2026",
    }  # fmt: skip
    return Succession(predecessor_code=code, status=status, **(plain | given))


def seen(code="X-NM", product="PlotWise", **given):
    plain = {
        "council_name": COUNCILS[code].short_name, "service_area": "Planning (register)", "supplier_name": "", "evidence": "portal URL",
        "url": "https://portal.example/" + code, "seen_on": date(2026, 5, 30), "document": "signs.csv", "row": 2,
    }  # fmt: skip
    return Observation(council_code=code, product=product, **(plain | given))
