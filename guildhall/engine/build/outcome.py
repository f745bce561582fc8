"""What the stages of a build tell each other."""

from __future__ import annotations

from pathlib import Path

import msgspec

from guildhall.engine.register.places import Written


class Setup(msgspec.Struct, frozen=True):
    """What every worker is told at its start."""

    work: Path
    parts: int
    councils: tuple[Path, ...]
    """Files of further councils, such as the sample's."""
    successions: tuple[Path, ...]
    is_sample: bool
    products: tuple[Path, ...] = ()
    """Lists of products known beside the catalogue."""
    judgements: tuple[Path, ...] = ()
    """What people said of suppliers' names."""


class Lost(msgspec.Struct, frozen=True):
    """What the last register held and the new one does not."""

    held: int
    lost: int
    is_sample: bool
    by_source: dict[str, int]


class Gathered(msgspec.Struct):
    """What stage three wrote."""

    tables: dict[str, Written]
    lost: Lost | None = None
    councils: int = 0
