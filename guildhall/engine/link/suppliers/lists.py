"""Lists of mentions: a CSV with a name in each row and, if known, number, postcode and other ids."""

from __future__ import annotations

import csv
import gzip
import io
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

import msgspec

from guildhall.engine.clean import identifiers

COLUMNS = ("source", "ocid", "date", "name", "company_number", "postcode", "other_ids")


class ListError(ValueError):
    """The list cannot be read, with the reason."""


class Mention(msgspec.Struct, frozen=True, gc=False):
    """One row: a supplier's name as somebody wrote it."""

    name: str
    number: str = ""
    """The company number as published, in its eight characters if it is one."""
    postcode: str = ""
    ids: tuple[str, ...] = ()
    source: str = ""
    process: str = ""


def read(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a CSV, packed with gzip or not. Raises ListError."""
    csv.field_size_limit(sys.maxsize)
    try:
        raw = path.read_bytes()
        if raw[:2] == b"\x1f\x8b":
            raw = gzip.decompress(raw)
    except (OSError, EOFError, gzip.BadGzipFile) as error:
        message = f"{path} cannot be read: {getattr(error, 'strerror', None) or error}"
        raise ListError(message) from error
    text = raw.decode("utf-8-sig", "replace").replace("\0", "")
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey="", restval="")
    if "name" not in (reader.fieldnames or ()):
        message = f"{path} has no column `name`"
        raise ListError(message)
    for row in reader:
        row.pop("", None)
        yield row


def mention(row: dict[str, str], *, ignore_numbers: bool = False) -> Mention:
    """One row of a list. With `ignore_numbers` nothing is known of company numbers, wherever they stand."""
    ids = tuple(
        found
        for each in (row.get("other_ids") or "").replace(";", "|").split("|")
        if (found := _id(each)) and not (ignore_numbers and found.startswith("GB-COH:"))
    )
    number = "" if ignore_numbers else identifiers.company_number(row.get("company_number") or "")
    return Mention(
        " ".join(row["name"].split()), number, identifiers.postcode(row.get("postcode") or ""), ids,
        row.get("source") or "", row.get("ocid") or "",
    )  # fmt: skip


def _id(text: str) -> str:
    scheme, _, number = text.strip().partition(":")
    if not number or scheme == "None":
        return ""
    return identifiers.party(scheme, number).text


def write(path: Path, rows: Iterable[dict[str, str]], extra: Iterable[tuple[str, str]]) -> None:
    """The rows again with `cluster` and `why` behind them."""
    with path.open("wb") as raw, io.TextIOWrapper(_packed(path, raw), encoding="utf-8", newline="") as file:
        writer: csv.DictWriter[str] | None = None
        for row, (cluster, why) in zip(rows, extra, strict=True):
            whole = row | {"cluster": cluster, "why": why}
            if writer is None:
                writer = csv.DictWriter(file, list(whole), extrasaction="ignore", restval="", lineterminator="\n")
                writer.writeheader()
            writer.writerow(whole)
        if writer is None:
            file.write("name,cluster,why\n")


def _packed(path: Path, raw: BinaryIO) -> BinaryIO:
    """The same bytes for the same rows: gzip would note the hour."""
    return cast("BinaryIO", gzip.GzipFile("", "wb", fileobj=raw, mtime=0)) if path.suffix == ".gz" else raw
