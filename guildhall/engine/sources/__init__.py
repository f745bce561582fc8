"""Where facts come from: one folder per publisher with its `source.yaml`, and the readers that need no publisher."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import msgspec
import yaml

FOLDER = Path(__file__).resolve().parent


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of several publications that a source is put together from."""

    what: str
    publisher: str
    licence: str
    url: str
    version: str = ""


class Assertion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An expectation that a build can count: a measure and the bounds within which a healthy delivery lies."""

    words: str
    measure: Literal["rows", "refused", "share_with", "begins", "among", "days_old"]
    """Rows read; share of rows refused; share of contracts with all `fields`; share of notices whose process
    `begins` so, or whose kind is `among` these; days since the newest document.
    """
    at_least: float | None = None
    at_most: float | None = None
    fields: tuple[str, ...] = ()
    kind: str = ""
    """Only contracts that this kind of notice speaks of."""
    begins: str = ""
    among: tuple[str, ...] = ()


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A publisher's words about its data, as `source.yaml` holds them; shown on the page about the data."""

    key: str
    """The folder's name; `Sighting.source` speaks of it."""
    title: str
    publisher: str
    licence: str
    url: str
    licence_url: str = ""
    kind: str = ""
    """What it holds: notices, registers, payments, observations, reference."""
    attribution: str = ""
    """The line to show wherever a fact from here is shown."""
    quirks: tuple[str, ...] = ()
    expectations: tuple[str, ...] = ()
    """What a healthy delivery looks like, one sentence or `what: number` each."""
    assertions: tuple[Assertion, ...] = ()
    """Those of the expectations that every build counts, see `quality.expectations`."""
    parts: tuple[Part, ...] = ()
    refresh: str = ""


class SourceError(ValueError):
    """A `source.yaml` that a person must put right; says which file and what."""


def load(path: Path) -> Source:
    """Read and check one `source.yaml`."""
    try:
        raw: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise SourceError(f"{path.parent.name}/source.yaml cannot be read: {error}") from error
    if not isinstance(raw, dict):
        raise SourceError(f"{path.parent.name}/source.yaml is not a list of keys and values")
    expected = raw.get("expectations", [])
    if isinstance(expected, dict):
        raw["expectations"] = [f"{what}: {number}" for what, number in expected.items()]
    elif isinstance(expected, list):
        counted = [each for each in expected if isinstance(each, dict)]
        raw["expectations"] = [each.get("words", "") if isinstance(each, dict) else each for each in expected]
        raw["assertions"] = counted
    raw.setdefault("key", path.parent.name)
    try:
        source = msgspec.convert(raw, Source)
    except msgspec.ValidationError as error:
        raise SourceError(f"{path.parent.name}/source.yaml: {error}") from error
    if source.key != path.parent.name:
        raise SourceError(f"{path.parent.name}/source.yaml has the key {source.key}; it must be the folder's name")
    for name in ("title", "publisher", "licence", "url"):
        if not getattr(source, name).strip():
            raise SourceError(f"{path.parent.name}/source.yaml has no {name}")
    return source


@lru_cache(maxsize=1)
def all_sources() -> tuple[Source, ...]:
    """Every source the house can read, in the order of their keys."""
    return tuple(load(path) for path in sorted(FOLDER.glob("*/source.yaml")))


def source(key: str) -> Source:
    """One source by its key; KeyError if there is none."""
    for each in all_sources():
        if each.key == key:
            return each
    raise KeyError(key)
