import argparse
import json
import shutil
import subprocess
from datetime import date
from decimal import Decimal

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import pypdf
import pytest

from guildhall.engine import brief
from guildhall.engine.brief import html, shelf, show
from guildhall.engine.register import TABLES, open_register
from tests.engine.brief.made import ON

COUNCILS = [
    {"code": "X-NM", "slug": "northmoor", "name": "Northmoor District Council", "short_name": "Northmoor", "names": ["Moor DC"], "kind": "NMD",
     "nation": "England", "county_code": "X-WM", "is_sample": True, "neighbours": ["X-SB"]},
    {"code": "X-SB", "slug": "saltby", "name": "Saltby Borough Council", "short_name": "Saltby", "kind": "NMD", "nation": "England",
     "is_sample": True, "neighbours": ["X-NM"]},
    {"code": "X-FW", "slug": "fenwick", "name": "Fenwick Council", "short_name": "Fenwick", "kind": "UA", "nation": "England", "is_sample": True},
    {"code": "X-OL", "slug": "fenwick-old", "name": "Fenwick Rural District Council", "short_name": "Fenwick", "kind": "NMD",
     "nation": "England", "is_sample": True, "ends_on": date(2009, 3, 31)},
]  # fmt: skip
CONTRACTS = [
    {"contract_id": "c1", "council_code": "X-NM", "council_codes": ["X-NM"], "council_name": "Northmoor District Council", "title": "TaxPath <support>",
     "category": "revs_bens", "is_digital": True, "supplier_names": ["Larkrise Ltd"], "product_names": ["TaxPath"], "starts_on": date(2023, 1, 1),
     "ends_on": date(2027, 3, 31), "extension": "none_declared", "renewal_mode": "none", "decide_by_earliest_on": date(2025, 9, 30),
     "decide_by_latest_on": date(2026, 7, 31), "decide_missing": ["route"], "value_net": Decimal("142000.00"), "status": "active",
     "criticality": 3, "sources": ["find_a_tender"], "last_seen_on": date(2024, 7, 2)},
    {"contract_id": "c2", "council_code": "X-SB", "council_codes": ["X-SB", "X-NM"], "council_name": "Saltby Borough Council", "title": "Joint waste",
     "supplier_names": ["Binworks"], "starts_on": date(2022, 1, 1), "ends_on": date(2028, 3, 31), "decide_by_earliest_on": date(2027, 2, 1),
     "decide_by_latest_on": date(2027, 6, 1), "status": "active", "sources": ["council_registers"], "last_seen_on": date(2026, 10, 31)},
    {"contract_id": "c3", "council_code": "X-FW", "council_codes": ["X-FW"], "council_name": "Fenwick Council", "title": "TaxPath", "product_names": ["TaxPath"],
     "starts_on": date(2026, 2, 1), "ends_on": date(2031, 1, 31), "status": "active", "sources": []},
    {"contract_id": "c4", "title": "Nobody's", "sources": []},
]  # fmt: skip
NOTICES = [
    {
        "notice_id": f"n{n}",
        "kind": kind,
        "published_on": date(2024, n, 2),
        "url": f"https://notice.example/{n}",
        "contract_ids": ["c1"],
    }
    for n, kind in ((1, "UK4"), (2, "UK6"), (3, "UK7"), (4, None))
]
SIGNS = [
    {
        "council_code": "X-NM",
        "product": "PlotWise",
        "service_area": "Planning",
        "evidence": "portal URL",
        "seen_on": date(2026, 5, 1),
    },
    {
        "council_code": "X-SB",
        "product": "PlotWise",
        "service_area": "Planning",
        "evidence": "portal URL",
        "seen_on": date(2026, 5, 1),
    },
    {"council_code": "X-ZZ", "product": "PlotWise", "service_area": "Planning"},
]
MERGERS = [
    {"predecessor_code": code, "successor_name": "North <Westmarch>", "area": "Westmarch", "scenario": "as decided", "status": "decided",
     "vesting_on": date(2028, 4, 1), "whole": True, "source": "Order"}
    for code in ("X-NM", "X-SB")
] + [{"predecessor_code": "X-FW", "area": "Elsewhere", "status": "proposed", "scenario": "s", "successor_name": "", "source": "x"}]  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("register")
    rows = {
        "councils": COUNCILS,
        "contracts": CONTRACTS,
        "notices": NOTICES,
        "observations": SIGNS,
        "successions": MERGERS,
    }
    for name, schema in TABLES.items():
        whole = [{field.name: row.get(field.name) for field in schema} for row in rows.get(name, [])]
        pq.write_table(pa.Table.from_pylist(whole, schema=schema), folder / f"{name}.parquet")
    (folder / "manifest.json").write_text(json.dumps({"built_at": "2026-11-22T18:00:00+00:00", "is_sample": True}))
    (folder / "datapackage.json").write_text("{}")
    return folder


@pytest.fixture
def held(home):
    with open_register(home) as register:
        yield shelf.Shelf(register)


@pytest.mark.parametrize(
    "asked", ["Northmoor", "northmoor", " X-nm ", "NORTHMOOR DISTRICT COUNCIL", "Moor DC", "Northmor District Council"]
)
def test_a_council_is_found_by_any_of_its_names(held, asked):
    assert held.council(asked).code == "X-NM"


def test_the_council_of_today_is_meant(held):
    assert held.council("Fenwick").code == "X-FW"


@pytest.mark.parametrize("asked", ["Northwood", "", "?"])
def test_an_unknown_council_is_answered_with_names_like_it(held, asked):
    with pytest.raises(shelf.UnknownCouncilError) as caught:
        held.council(asked)
    assert caught.value.suggestions[:1] == (("Northmoor District Council",) if asked == "Northwood" else ())


def test_own_contracts_joint_ones_and_those_about_the_same_product(held):
    own, others = held.contracts(held.council("Northmoor"), {"X-SB"})
    assert ([row["contract_id"] for row in own], [row["contract_id"] for row in others]) == (["c1", "c2"], ["c3"])


def test_the_newest_notices_are_the_sources(held):
    own, _ = held.contracts(held.council("Northmoor"), set())
    told = held.sources(own)
    assert [line.label for line in told["c1"]] == ["Notice", "Contract details notice", "Contract award notice"]
    assert [(line.label, line.url, line.seen_on) for line in told["c2"]] == [
        ("Council register", "", date(2026, 10, 31))
    ]


def test_a_briefing_from_a_register_alone(held):
    made = held.briefing(held.council("Northmoor"), ON)
    assert made.reorganisation == "Joins North <Westmarch> on 1 April 2028"
    assert made.register_built_on == date(2026, 11, 22)
    assert (made.is_sample, made.source_count) == (True, 4)
    assert [item.headline for item in made.items if item.group != "answer"] == [
        "Choose what follows TaxPath, for revenues and benefits",
        "Plan what follows Joint waste",
        "Ask Fenwick how it bought TaxPath",
        "Plan PlotWise, for planning and building control, together with Saltby",
    ]
    assert "Point us to your contract register" not in [item.headline for item in made.items]


def test_a_council_without_anything_still_has_a_page(held):
    made = held.briefing(held.council("X-OL"), ON)
    assert [item.headline for item in made.items] == ["Point us to your contract register"]


def run(home, council="Northmoor", form="text", on=ON):
    return brief.run(argparse.Namespace(council=council, home=home, on=on, format=form))


def test_in_the_terminal_no_line_is_longer_than_eighty(home, capsys):
    assert run(home) == 0
    out = capsys.readouterr().out
    assert max(len(line) for line in out.splitlines() if "/contracts/" not in line) <= 80
    lines = out.splitlines()
    assert lines[:3] == ["Monday 23 November 2026", "Northmoor District Council", "One decision waits, already late."]
    assert "2 of 2 contracts could be assessed. Every one has an end date." in lines
    assert "Sample data: everything here is invented." in lines
    assert "30 September 2025    Choose what follows TaxPath, for revenues and benefits" in lines
    assert any(line.startswith("▲ at least 3 months  A replacement takes about 8 months") for line in lines)
    assert "                     › Choose a route: /contracts/c1/" in lines


def test_an_empty_record_in_the_terminal(home, capsys):
    assert run(home, council="X-OL") == 0
    out = capsys.readouterr().out
    assert "No contract of this council is on the record yet." in out
    assert "1 of 1 items shown." in out


def test_as_json_has_the_faces_that_stay(home, capsys):
    assert run(home, form="json") == 0
    made = json.loads(capsys.readouterr().out)
    assert {"council", "on", "register_built_on", "coverage", "items"} <= made.keys()
    assert (made["council"], made["on"], made["register_built_on"]) == (
        "Northmoor District Council",
        "2026-11-23",
        "2026-11-22",
    )
    assert made["coverage"] == {"known": 2, "total": 2, "words": "Every one has an end date"}
    first = made["items"][0]
    assert {"kind", "headline", "decide_by", "why", "unknown", "action", "sources"} <= first.keys()
    assert (first["kind"], first["decide_by"], first["action"]) == (
        "decide",
        "2025-09-30",
        {"label": "Choose a route", "url": "/contracts/c1/"},
    )
    assert first["sources"][1] == {
        "label": "Contract details notice",
        "url": "https://notice.example/3",
        "seen_on": "2024-03-02",
    }


def test_as_html_is_one_whole_page_that_fetches_nothing(home, capsys):
    assert run(home, form="html") == 0
    page = capsys.readouterr().out
    assert page.startswith("<!doctype html>")
    assert "North &lt;Westmarch&gt;" in page
    assert "<script" not in page
    assert "src=" not in page
    assert "@import" not in page
    assert page.count("<article") == len(json_items(home, capsys))
    assert "Sample data: everything here is invented." in page
    assert 'href="https://notice.example/3"' in page


def json_items(home, capsys):
    run(home, form="json")
    return json.loads(capsys.readouterr().out)["items"]


def test_html_of_an_empty_record(held):
    page = html.as_html(held.briefing(held.council("X-OL"), ON))
    assert "No contract of this council is on the record yet." in page


def test_today_is_the_default(home, capsys):
    assert run(home, on=None) == 0
    assert show.weekday(ON) not in capsys.readouterr().out.splitlines()[3:]


def test_an_unknown_council_stops_with_suggestions(home, capsys):
    assert run(home, council="Northwood") == 1
    err = capsys.readouterr().err
    assert "no council is called 'Northwood'" in err
    assert "do you mean Northmoor District Council?" in err


def test_no_register_stops_with_a_reason(tmp_path, capsys):
    assert run(tmp_path / "none") == 1
    assert "there is no register" in capsys.readouterr().err


def test_pages_with_more_to_say_are_set_closer(held):
    item = held.briefing(held.council("Northmoor"), ON).items[0]
    order = [name for _, name in html.STEPS]
    steps = [order.index(html.density((item,) * number)) for number in range(1, 11)]
    assert steps == sorted(steps)
    assert steps[0] == 0
    assert steps[-1] > 0


@pytest.mark.journey
@pytest.mark.skipif(shutil.which("chromium") is None, reason="chromium is not installed")
def test_ten_long_items_print_on_one_page(held, tmp_path):
    made = held.briefing(held.council("Northmoor"), ON)
    full = msgspec.structs.replace(made, items=(made.items[0],) * 10)
    (tmp_path / "page.html").write_text(html.as_html(full), encoding="utf-8")
    command = [
        "chromium",
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-pdf-header-footer",
        "--print-to-pdf=page.pdf",
        "page.html",
    ]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=60)
    assert len(pypdf.PdfReader(tmp_path / "page.pdf").pages) == 1
