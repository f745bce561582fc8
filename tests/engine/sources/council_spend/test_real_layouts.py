"""Real lists of sixteen bodies: columns beside the maps others made by hand, and sums beside a plain reading of our own.

Layouts are parted by a hash of their columns: what is tuned is tuned on one part, what is claimed is measured on the
other. Then the list of known names is taken away altogether, so that only words and cells are left to go by.
"""

import csv
import gzip
import io
import json
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from guildhall.engine.link import councils
from guildhall.engine.records import Issue
from guildhall.engine.sources import council_spend, tabular
from guildhall.engine.sources.council_spend import bodies, drafts, mapping, read
from guildhall.engine.sources.identify import identify
from guildhall.engine.sources.tabular import columns as names_of_columns
from guildhall.engine.sources.tabular import header

pytestmark = pytest.mark.real

MEANING = {
    "Amount": "amount", "Beneficiary Name": "supplier", "Organisation Label": "organisation", "Organisational Unit": "department",
    "Payment Date": "paid_on",
}  # fmt: skip


def layouts(real_data: Path) -> Iterator[tuple[str, Path, tabular.Table, dict[str, set[int]]]]:
    """Every list that has a map beside it: its body, table, and for each thing the places that the map allows."""
    for index in sorted((real_data / "spend" / "odileeds_layouts").glob("*/index.json")):
        theirs = json.loads(index.read_text(encoding="utf-8-sig"))["columns"]["map"]
        for path in sorted(index.parent.rglob("*.csv.gz")):
            (table,) = tabular.tables(path, council_spend.column_map().keys)
            expected = {}
            for name, field in MEANING.items():
                allowed = {header.key(each) for each in [name, *theirs.get(name, [])]}
                places = {
                    at for at, said in enumerate(table.columns) if header.key(re.sub(r" \(\d\)$", "", said)) in allowed
                }
                if places:
                    expected[field] = places
            yield index.parent.name, path, table, expected


def scored(real_data: Path) -> dict[str, tuple[int, int]]:
    """Columns right and in all, for the layouts tuned on and those held out."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for body, _, table, expected in layouts(real_data):
        part = "held out" if zlib.crc32("|".join((body, *table.columns)).encode()) % 2 else "tuned on"
        sample = [row.cells for _, row in zip(range(mapping.SAMPLE), table.rows(), strict=False)]
        found = mapping.columns(table.columns, sample)
        for field, places in expected.items():
            total[part] += 1
            right[part] += found.get(field) in places
    return {part: (right[part], total[part]) for part in sorted(total)}


def shown(title: str, score: dict[str, tuple[int, int]]) -> None:
    for part, (right, total) in score.items():
        print(f"{title}, {part}: {right} of {total} columns right, {right / total:.1%}")


def test_columns_are_understood(real_data: Path) -> None:
    score = scored(real_data)
    shown("names known", score)
    assert sum(total for _, total in score.values()) > 280
    assert all(right / total >= 0.98 for right, total in score.values())


def test_columns_are_understood_without_any_known_name(real_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = council_spend.column_map()
    nothing = names_of_columns.ColumnMap({})
    listed = list(layouts(real_data))
    assert len(listed) > 50
    mapping._of_name.cache_clear()
    monkeypatch.setattr(council_spend, "column_map", lambda: nothing)
    score = scored(real_data)
    monkeypatch.setattr(council_spend, "column_map", lambda: known)
    mapping._of_name.cache_clear()
    shown("no name known", score)
    assert all(right / total >= 0.95 for right, total in score.values())


def test_explain_shows_the_map(real_data: Path) -> None:
    found = identify(real_data / "spend" / "odileeds_layouts" / "salford" / "clean" / "2018-08.csv.gz")
    assert found.is_read
    assert found.column_map == {
        "paid_on": "Date of Payment", "amount": "Gross", "supplier": "Supplier Name", "organisation": "Authority Name",
        "department": "Directorate", "vat": "VAT", "transaction": "SAP Document Number", "purpose": "G/L descript",
    }  # fmt: skip


# A plain reading: per family of layouts the place of the sum, counted by hand from the header, and the standard library.
FAMILIES: dict[str, tuple[str, int | str]] = {
    "hyndburn": ("hyndburn/*.csv.gz", "last"), "manchester": ("manchester/*.csv.gz", 5), "manchester, clean": ("odileeds_layouts/manchester/clean/*.csv.gz", 5),
    "trafford": ("trafford/*.zip", 8), "newcastle": ("odileeds_recent/newcastle/clean/*.csv.gz", 9), "bradford": ("odileeds_layouts/bradford/*.csv.gz", 6),
    "calderdale": ("odileeds_recent/calderdale/clean/*[0-9].csv.gz", 5), "calderdale, cards": ("odileeds_recent/calderdale/clean/*card.csv.gz", 5),
    "london": ("odileeds_recent/london/clean/*.csv.gz", "Amount"), "north tyneside": ("odileeds_layouts/northtyneside/clean/*.csv.gz", "Net Amount|Amount"),
    "harrogate": ("odileeds_*/harrogate/clean/*.csv.gz", "Net Amount|Net amount"), "darlington": ("odileeds_layouts/darlington/clean/*.csv.gz", "Invoice Line Value (net of VAT)"),
    "cabinet office": ("odileeds_layouts/cabinetoffice/clean/*.csv.gz", "Amount"), "salford": ("odileeds_layouts/salford/clean/20[12][0-689]*.csv.gz", 3),
    "g-cloud": ("gcloud_2012_2014/G-Cloud-*.csv", "EvidencedSpend|Total_Charge"),
}  # fmt: skip


def plain_text(path: Path) -> str:
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            body = archive.read(archive.namelist()[0])
    else:
        body = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return body.decode("latin-1")


def plain_sum(path: Path, place: int | str) -> tuple[int, Decimal]:
    """How many cells under the sum's name are sums, and what they come to: slowly, and without a line of our own reader."""
    count, total = 0, Decimal(0)
    wanted = set(str(place).split("|")) if isinstance(place, str) and place != "last" else set()
    at = place if isinstance(place, int) else None
    for row in csv.reader(io.StringIO(plain_text(path), newline="")):
        if wanted and at is None:  # the header is still to come
            at = next((number for number, cell in enumerate(row) if cell in wanted), None)
            continue
        filled = [cell for cell in row if cell.strip()]
        cells = filled[-1:] if at is None else row[at : at + 1]
        bare = (
            re.sub(r"[^0-9.()-]", "", cells[0])
            if cells and re.fullmatch(r"[^A-Za-z]*[0-9][^A-Za-z]*", cells[0])
            else ""
        )
        if bare and len(filled) > 1:
            count += 1
            sign = -1 if bare[0] == "(" or bare[-1] == "-" else 1
            total += sign * Decimal(bare.strip("()").removesuffix("-")).quantize(Decimal("0.01"), "ROUND_HALF_UP")
    return count, total


@pytest.mark.parametrize("family", FAMILIES)
def test_sums_agree_to_the_penny(real_data: Path, tmp_path: Path, family: str) -> None:
    pattern, place = FAMILIES[family]
    paths = sorted((real_data / "spend").glob(pattern))
    paths = [path for path in paths if "salford/clean/2022-07" not in str(path)]  # a register posing as payments
    paths = paths[:: max(1, len(paths) // 12)]
    assert paths
    find = councils.finder().find
    council = bodies.Bodies(lambda name: find(name).codes, bodies.places())
    for number, path in enumerate(paths):
        issues: list[Issue] = []
        into = tmp_path / f"{number:04d}"
        came = read.read(path, str(path.relative_to(real_data / "spend")), council, issues.append, into)
        (said,) = tmp_path.glob(f"{into.name}.*.arrow")
        total = sum((sum(batch.column("amount").to_pylist()) for batch in drafts.batches(said)), Decimal(0))
        assert (came.payments, total) == plain_sum(path, place), path.name
        assert not [issue for issue in issues if issue.severity == "refused" and issue.row == ""]


def test_every_row_is_a_payment_or_is_listed(real_data: Path, tmp_path: Path) -> None:
    """Records of the file but for the blank ones and its header are payments or rows of issues, none of them both."""
    find = councils.finder().find
    council = bodies.Bodies(lambda name: find(name).codes, bodies.places())
    for path in sorted((real_data / "spend").glob("odileeds_layouts/*/clean/*.csv.gz"))[::3]:
        issues: list[Issue] = []
        into = tmp_path / path.parent.parent.name
        read.read(path, path.name, council, issues.append, into)
        drafted = [
            row
            for each in tmp_path.glob("*.arrow")
            for batch in drafts.batches(each)
            for row in batch.column("row").to_pylist()
        ]
        refused = {int(row) for issue in issues if issue.severity == "refused" for row in issue.row.split(", ")}
        reader = csv.reader(io.StringIO(plain_text(path), newline=""))
        starts, line = [], 1
        for row in reader:
            if any(cell.strip() for cell in row):
                starts.append(line)
            line = reader.line_num + 1
        (table,) = tabular.tables(path, council_spend.column_map().keys)
        below = {at for at in starts if at > (table.header_row or 0) + table.header_rows - 1}
        assert sorted([*drafted, *refused]) == sorted(below), path
        for each in tmp_path.iterdir():
            each.unlink()
