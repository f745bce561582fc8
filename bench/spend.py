"""`python -m bench.spend FOLDER [--slow]`: every council's payments to typed, linked rows, beside pandas and dateparser.

The peer is what people write: pandas reads each file as text, columns are renamed by a list made by hand, sums are
stripped of signs and turned into numbers, dateparser reads each date, names are put in capitals and numbered. It gets each
distinct date only once, which is kinder than most scripts are; `--slow` gives it every row, as they do. It is not asked
to find a header, a council, a total, a person or a repetition.
"""

from __future__ import annotations

import argparse
import gzip
import io
import shutil
import sys
import zipfile
from pathlib import Path
from typing import Any

from bench import peak, releases

WORK = releases.ROOT / "var" / "bench"
TIMES = 10
DATES = ("PaymentDate", "Payment Date", "Payment date", "Pay date", "Date of Payment", "Transaction Date", "Invoice Payment Date",
         "Paid Date", "Clearing Date", "Date", "ReturnMonth", "For_Month")  # fmt: skip
AMOUNTS = ("Net Amount", "Net amount", "Net Amount(£)", "Net Amount (£)", "Amount", "Amount Paid", "Gross", "Total", "Total (excludes VAT)",
           "Invoice Line Value (net of VAT)", "EvidencedSpend", "Total_Charge")  # fmt: skip
NAMES = ("BeneficiaryName", "Supplier Name", "Supplier Name(T)", "Supplier (Beneficiary) Name", "Supplier(Beneficiary) Name",
         "Approved Supplier (Beneficiary) Name", "Vendor Name", "SupplierName", "Supplier", "Name", "Name:  ")  # fmt: skip


def texts(folder: Path) -> list[tuple[str, bytes]]:
    found = []
    for path in sorted(folder.rglob("*")):
        if path.name.endswith(".csv.gz"):
            found.append((path.name, gzip.decompress(path.read_bytes())))
        elif path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                found += [(name, archive.read(name)) for name in archive.namelist() if name.endswith(".csv")]
        elif path.suffix == ".csv":
            found.append((path.name, path.read_bytes()))
    return found


def peer(folder: Path, *, every_row: bool) -> int:
    """pandas and dateparser; the number of payments comes back."""
    import dateparser  # noqa: PLC0415  # only the peer's process pays for it
    import pandas as pd  # noqa: PLC0415

    def day(cell: str) -> Any:
        return dateparser.parse(cell, settings={"DATE_ORDER": "DMY"}, languages=["en"]) if cell else None

    frames = []
    for _, body in texts(folder):
        try:
            text = body.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = body.decode("cp1252", "replace")
        try:
            frame = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False, on_bad_lines="skip")
        except pd.errors.ParserError:
            continue
        columns = [next((name for name in listed if name in frame.columns), "") for listed in (DATES, AMOUNTS, NAMES)]
        if not all(columns):
            continue
        table = frame[columns].set_axis(["date", "amount", "supplier"], axis=1)
        bare = table["amount"].str.replace(r"[£,\s]", "", regex=True).str.replace(r"^\((.*)\)$", r"-\1", regex=True)
        table["amount"] = pd.to_numeric(bare, errors="coerce")
        if every_row:
            table["date"] = table["date"].map(day)
        else:
            table["date"] = table["date"].map({cell: day(cell) for cell in table["date"].unique()})
        table["supplier"] = table["supplier"].str.upper().str.replace(r"\bLIMITED\b", "LTD", regex=True).str.strip()
        frames.append(table.dropna(subset=["amount"]))
    whole = pd.concat(frames, ignore_index=True)
    whole["supplier_id"] = whole["supplier"].astype("category").cat.codes
    WORK.mkdir(parents=True, exist_ok=True)
    whole.to_parquet(WORK / "peer.parquet")
    return len(whole)


def ours(given: Path) -> peak.Watched:
    shutil.rmtree(WORK / "spend", ignore_errors=True)
    WORK.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "guildhall", "build", "--quiet", "--workers", "1"]
    watched = peak.watch([*command, "--from", str(given), "--home", str(WORK / "spend")])
    if watched.code:
        raise SystemExit("the build failed")
    return watched


def payments() -> int:
    import pyarrow.parquet as pq  # noqa: PLC0415

    return int(pq.read_metadata(WORK / "spend" / "payments.parquet").num_rows)


def reading(folder: Path) -> int:
    """Reading alone, to typed drafts with noted suppliers; for its own process."""
    from guildhall.engine.link import councils  # noqa: PLC0415
    from guildhall.engine.sources.council_spend import bodies, read  # noqa: PLC0415

    find = councils.finder().find
    council = bodies.Bodies(lambda name: find(name).codes, bodies.places())
    into = WORK / "drafts"
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir(parents=True)
    count = 0
    for number, path in enumerate(sorted(folder.rglob("*"))):
        if path.name.endswith((".csv", ".csv.gz", ".zip")):
            name = str(path.relative_to(folder))
            count += read.read(path, name, council, lambda _: None, into / f"{number:08d}").payments
    return count


def larger(folder: Path, times: int) -> Path:
    """The largest zip file's list, so many times in one plain file."""
    source = max(folder.rglob("*.zip"), key=lambda path: path.stat().st_size)
    with zipfile.ZipFile(source) as archive:
        body = archive.read(archive.namelist()[0])
    head, _, rows = body.partition(b"\n")
    target = WORK / "long" / f"payments_{times}.csv"
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        file.write(head + b"\n")
        for _ in range(times):
            file.write(rows)
    return target


def line(what: str, count: int, watched: peak.Watched, beside: float = 0.0) -> None:
    ratio = f"  {beside / watched.cpu_seconds:5.1f}x" if beside else ""
    print(
        f"{what:<46} {count:>9,} payments  {watched.cpu_seconds:7.1f} s of processor  {watched.rss_mb:6,.0f} MB{ratio}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.spend", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--slow", action="store_true", help="the peer reads the date of every row")
    parser.add_argument("--only", choices=("peer", "peer-slow", "reading"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.only:
        print(reading(args.folder) if args.only == "reading" else peer(args.folder, every_row=args.only == "peer-slow"))
        return
    again = [sys.executable, "-m", "bench.spend", str(args.folder), "--only"]
    theirs = peak.watch([*again, "peer"])
    line("pandas and dateparser, each distinct date once", int(theirs.out), theirs)
    beside = theirs.cpu_seconds
    if args.slow:
        slow = peak.watch([*again, "peer-slow"])
        line("pandas and dateparser, every row", int(slow.out), slow)
    read = peak.watch([*again, "reading"])
    line("guildhall, reading to typed drafts", int(read.out), read, beside)
    whole = ours(args.folder)
    line("guildhall, the whole build", payments(), whole, beside)
    if args.slow:
        print(
            f"beside every row: reading {slow.cpu_seconds / read.cpu_seconds:.1f}x, build {slow.cpu_seconds / whole.cpu_seconds:.1f}x"
        )
    for times in (1, TIMES):
        target = larger(args.folder, times)
        watched = ours(target.parent)
        line(f"guildhall, {target.stat().st_size / 1e6:,.0f} MB in one file", payments(), watched)
        target.unlink()


if __name__ == "__main__":
    main()
