"""Notices of Public Contracts Scotland in OCDS."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from guildhall.engine.records import Issue
from guildhall.engine.sources import ocds


def read(source: bytes | Path, file: str, report: Callable[[Issue], None]) -> Iterator[ocds.Document]:
    """Every notice of a file, whatever its wrapping."""
    return ocds.read(source, file, report)
