"""From the plan to files: every file of the sample as bytes, and the page that says what is in them."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

from guildhall.engine.sample import after, early, finder, older
from guildhall.engine.sample.act import ActNotices, choose
from guildhall.engine.sample.days import Calendar
from guildhall.engine.sample.dice import Dice
from guildhall.engine.sample.gazette import SITE, Gazette
from guildhall.engine.sample.ledgers import Ledgers
from guildhall.engine.sample.papers import Papers
from guildhall.engine.sample.plan import Deal, Planner
from guildhall.engine.sample.readme import page
from guildhall.engine.sample.world import HERE, World

PACKAGE = 100
"""Releases in a package, as the service gives them."""


def _package(releases: list[str], name: str) -> bytes:
    head = {
        "uri": f"{SITE}/packages/{name}", "version": "1.1", "extensions": [],
        "publishedDate": "2026-11-23T00:00:00Z", "publisher": {"name": "Sample: everything is invented"},
        "license": f"{SITE}/licence", "links": {"next": f"{SITE}/packages/next"},
    }  # fmt: skip
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":"))
    return (text[:-1] + ',"releases":[\n' + ",\n".join(releases) + "\n]}\n").encode()


def _lines(releases: list[str]) -> bytes:
    return ("\n".join(releases) + "\n").encode()


def _infinite(lines: list[str], gazette: Gazette) -> list[str]:
    """The real service has written `1e9999` for a number; one tender notice here does."""
    mark = '"value":{"amountGross":'
    at = next(at for at, line in enumerate(lines) if '"noticeType":"UK4"' in line and mark in line)
    before, _, after = lines[at].partition(mark)
    gazette.traps["number that no reader can hold (`1e9999`)"] += 1
    return [*lines[:at], f"{before}{mark}1e9999{after[after.index(',') :]}", *lines[at + 1 :]]


def _moved(name: str, calendar: Calendar) -> bytes:
    """One of our tables with its days moved to the anchor."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    days = [at for at, column in enumerate(rows[0]) if column.endswith("_on")]
    for row in rows[1:]:
        for at in days:
            row[at] = calendar.iso(date.fromisoformat(row[at])) if row[at] else ""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


def _find_a_tender(gazette: Gazette, deals: list[Deal]) -> dict[str, bytes]:
    act = ActNotices(gazette, choose(gazette, [deal for deal in deals if deal.source == "act"]))
    act.publish()
    after.AfterNotices(act).publish()
    early.EarlyNotices(gazette, act).publish()
    older.OlderNotices(gazette, [deal for deal in deals if deal.source == "celex"]).publish()
    lines = _infinite(gazette.numbered(), gazette)
    half = len(lines) // PACKAGE // 2 * PACKAGE
    files = {
        f"find_a_tender/package_{start // PACKAGE + 1:02d}.json": _package(lines[start : start + PACKAGE], str(start))
        for start in range(0, half, PACKAGE)
    }
    return files | {"find_a_tender/releases.jsonl": _lines(lines[half:])}


def _contracts_finder(gazette: Gazette, deals: list[Deal]) -> dict[str, bytes]:
    notices = finder.FinderNotices(gazette, deals)
    releases = notices.releases()
    gazette.traps["Contracts Finder file in ISO-8859-1"] += 1
    return {
        # The service says UTF-8 and sends ISO-8859-1.
        "contracts_finder/package.json": _package(releases[:40], "contracts_finder").decode().encode("iso-8859-1"),
        "contracts_finder/awards.jsonl": _lines(releases[40:]),
        "contracts_finder/notices.csv": notices.csv_text().encode(),
    }


def sample_files(seed: int, anchor: date) -> dict[str, bytes]:
    """Every file of the sample by its path inside the folder."""
    world, dice, calendar = World(), Dice(seed), Calendar(anchor)
    gazette = Gazette(world, dice, calendar)
    deals = Planner(world, dice).all()
    papers = Papers(gazette, deals)
    note = {"sample": True, "seed": seed, "anchor": anchor.isoformat(), "note": "Everything here is invented"}
    files = {
        "sample.json": (json.dumps(note, indent=1) + "\n").encode(),
        "councils.csv": _moved("councils.csv", calendar),
        "successions.csv": _moved("successions.csv", calendar),
        "products.csv": papers.products(),
        **_find_a_tender(gazette, deals),
        **_contracts_finder(gazette, deals),
        "registers/northmoor_contracts_register.csv": papers.lga_register(),
        "registers/marlowe_bay_contracts.xlsx": papers.own_register(),
        **{f"spend/northmoor_{name}": body for name, body in papers.payments().items()},
        **Ledgers(gazette, deals).files(),
        "observed/council_systems.csv": papers.observed(),
    }
    return files | {"README.md": page(files, gazette, deals, seed, anchor).encode()}


def write(files: dict[str, bytes], into: Path) -> None:
    """Each file whole or not at all; what lies beside them is left alone."""
    for name, body in files.items():
        path = into / name
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f".{path.name}.new")
        fresh.write_bytes(body)
        fresh.replace(path)
