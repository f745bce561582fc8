"""Makes many real-shaped releases: real ones (or the sample's) over and over, each time under ids of their own."""

from __future__ import annotations

import gzip
import os
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_OCID = re.compile(rb'"ocid": ?"(ocds-h6vhtk-[^"]+)"')
_NUMBER = re.compile(rb'"(\d{6})-(\d{4})"')


def originals() -> tuple[list[bytes], str]:
    """Releases of Find a Tender, one a line, and where they are from."""
    data = Path(os.environ.get("GUILDHALL_DATA", ROOT.parent / "shared" / "data"))
    real = data / "ocds" / "releases.jsonl.gz"
    if real.exists():
        with gzip.open(real) as lines:
            return [line.rstrip(b"\n") for line in lines if b'"ocds-h6vhtk-' in line[:300]], "real notices, multiplied"
    sample = ROOT / "sample" / "find_a_tender" / "releases.jsonl"
    return sample.read_bytes().splitlines(), "the sample's notices, multiplied"


def many(count: int) -> Iterator[bytes]:
    """So many releases. Round by round, process ids get a mark and notice numbers another year."""
    lines, _ = originals()
    made = turn = 0
    while True:
        for line in lines:
            if made == count:
                return
            yield under_own_ids(line, turn) if turn else line
            made += 1
        turn += 1


def under_own_ids(line: bytes, turn: int) -> bytes:
    ocid = _OCID.search(line)
    if ocid:
        line = line.replace(ocid[1], ocid[1] + b"r%d" % turn)
    return _NUMBER.sub(lambda match: b'"%s-%04d"' % (match[1], 2100 + turn), line)


def write_day(path: Path, count: int) -> None:
    """A file of notices that no others were made of, but for the first fifty: they are told once more."""
    lines, _ = originals()
    fresh = [under_own_ids(line, 99_999) for line in (lines * 2)[:count]]
    path.write_bytes(b"\n".join([*lines[:50], *fresh[50:]]) + b"\n")


def write(path: Path, count: int) -> int:
    """A file of so many releases; its size in bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        for line in many(count):
            file.write(line + b"\n")
    return path.stat().st_size
