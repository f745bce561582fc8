"""Lists broken on purpose: never a crash, a hang or memory without bounds; each row is a payment or is said to be none."""

import gzip
import io
import random
import resource
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guildhall.engine.link import councils
from guildhall.engine.records import Issue
from guildhall.engine.sources.council_spend import bodies, read
from guildhall.engine.sources.identify import identify

LISTS = (
    "Body Name,Service Area,Expenses Type,Invoice Payment Date,Transaction Number,Net Amount,Supplier Name\n"
    + "".join(f'Manchester City Council,Libraries,Books,{n % 27 + 1:02d}.04.2019,51{n},"£1,{n:03d}.66",Ashdown {n} Ltd\n' for n in range(40)),
    "Payments over £500\n\nDirectorate;Vendor;Paid;Ref;Gross;VAT;Net\n" + "".join(f"Place;Elm {n} plc;2024-05-{n % 27 + 1:02d};R{n};12,5;2;10\n" for n in range(30)),
    "".join(f"REGN - Place,Grant {n},CR{n:04d},Beech {n % 5} Limited,{n % 27 + 1:02d}/03/2025,{n}.00\n" for n in range(40)),
)  # fmt: skip
CELLS = st.one_of(
    st.text(max_size=30), st.sampled_from(["", "£", "NaN", "-inf", "1e9999", "9" * 400, "31/02/2020", "=1+1", '"', "'", "Total", "\x00", "\ufeff", "https://x"]),
    st.floats().map(str), st.dates().map(str), st.integers().map(str),
)  # fmt: skip


def council() -> bodies.Bodies:
    find = councils.finder().find
    return bodies.Bodies(lambda name: find(name).codes, bodies.places())


def survives(folder: Path, body: bytes, name: str = "list.csv") -> tuple[int, list[Issue]]:
    path = folder / name
    path.write_bytes(body)
    issues: list[Issue] = []
    identify(path)
    came = read.read(path, name, council(), issues.append, folder / "00000001")
    for issue in issues:
        assert issue.reason
        str(issue).encode()
    return came.payments, issues


def broken(text: str, seed: int) -> bytes:
    """One list, changed in a few ways at once."""
    dice = random.Random(seed)
    rows = [line.split(",") for line in text.splitlines()]
    for _ in range(dice.randint(1, 4)):
        way = dice.randrange(8)
        row = dice.choice(rows)
        if way == 0:
            dice.shuffle(row)
        elif way == 1:
            order = list(range(len(rows[0])))
            dice.shuffle(order)
            rows = [[each[at] for at in order if at < len(each)] for each in rows]
        elif way == 2:
            row[dice.randrange(len(row))] = "x" * dice.choice([10, 5000, 300_000])
        elif way == 3:
            row.insert(0, '"')
        elif way == 4:
            rows = rows[: dice.randint(1, len(rows))]
        elif way == 5:
            row.extend(["more"] * dice.randint(1, 60))
        elif way == 6:
            row.clear()
            row.append("")
        else:
            rows.insert(0, ["title"] * dice.randint(1, 3))
    body = "\n".join(",".join(row) for row in rows).encode(dice.choice(["utf-8", "utf-16", "utf-16-be", "utf-8-sig"]))
    if dice.random() < 0.3:
        body = body[: dice.randint(0, len(body))]
    if dice.random() < 0.2:
        body = bytes(byte ^ (dice.random() < 0.01) for byte in body)
    return gzip.compress(body) if dice.random() < 0.2 else body


@pytest.mark.parametrize("text", LISTS)
def test_lists_changed_at_random(tmp_path: Path, text: str) -> None:
    for seed in range(40):
        survives(tmp_path, broken(text, seed))


@given(st.lists(st.lists(CELLS, max_size=9), max_size=12), st.sampled_from([",", ";", "\t"]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_rows_of_anything(tmp_path: Path, rows: list[list[str]], separator: str) -> None:
    head = separator.join(["Directorate", "Supplier", "Date Paid", "Ref", "Net Amount"])
    text = head + "\n" + "\n".join(separator.join(row) for row in rows)
    survives(tmp_path, text.encode("utf-8", "replace"))


@given(st.binary(max_size=400))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_bytes_of_anything(tmp_path: Path, body: bytes) -> None:
    survives(tmp_path, body)
    survives(tmp_path, LISTS[0].encode() + body)
    survives(tmp_path, gzip.compress(LISTS[0].encode())[: len(body)] + body, "list.csv.gz")


def test_bombs_are_refused_without_being_unpacked(tmp_path: Path) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    head = LISTS[0].splitlines()[0].encode() + b"\n"
    row = LISTS[0].splitlines()[1].encode() + b"\n"
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=9) as file:
        file.write(head)
        for _ in range(4000):
            file.write(row[:-1] + b" " * 40_000 + b"\n")
    payments, issues = survives(tmp_path, packed.getvalue(), "bomb.csv.gz")
    assert payments == 0
    assert any("bomb" in issue.reason for issue in issues)
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", head + b"x" * 90_000_000)
    assert survives(tmp_path, zipped.getvalue(), "bomb.zip")[0] == 0
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 400_000


@pytest.mark.real
def test_real_lists_changed_at_random(real_data: Path, tmp_path: Path) -> None:
    paths = sorted((real_data / "spend").rglob("*.csv.gz"))[::12]
    for seed, path in enumerate(paths):
        text = gzip.decompress(path.read_bytes())[:60_000].decode("cp1252", "replace")
        survives(tmp_path, broken(text, seed))
