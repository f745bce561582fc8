"""The settings of the decide-by sum, each with its date and source; `settings.yaml` holds ours."""

from __future__ import annotations

import os
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
import yaml

HERE = Path(__file__).with_name("settings.yaml")
VARIABLE = "GUILDHALL_DECIDE_SETTINGS"


class Setting(msgspec.Struct, frozen=True):
    """One planning figure: its value, the day it was set and where it comes from."""

    key: str
    value: int | str
    as_of: date
    source: str


class Settings(msgspec.Struct, frozen=True):
    """Every figure the sum needs, in months and days, with `all` telling where each one comes from."""

    procurement: dict[str, int]
    mobilise: dict[int, int]
    notice_shortest: int
    notice_longest: int
    route_shortest: str
    route_longest: str
    quote_below_gross: int
    all: dict[str, Setting]


class SettingsError(ValueError):
    """A settings file says something the sum cannot use; the message names the entry."""


def _entries(tree: dict[Any, Any], prefix: str = "") -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for name, below in tree.items():
        key = f"{prefix}{name}"
        if not isinstance(below, dict):
            raise SettingsError(f"{key}: give value, as_of and source")
        if "value" in below:
            found[key] = below
        else:
            found.update(_entries(below, f"{key}."))
    return found


def _setting(key: str, entry: dict[str, Any]) -> Setting:
    value, as_of, source = entry.get("value"), entry.get("as_of"), entry.get("source")
    if key.startswith("route_unknown."):
        if not isinstance(value, str):
            raise SettingsError(f"{key}: {value!r} is not the name of a route")
    elif isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise SettingsError(f"{key}: {value!r} is not a whole number of months, days or pounds")
    if not isinstance(as_of, date):
        raise SettingsError(f"{key}: as_of {as_of!r} is not a date")
    if not isinstance(source, str) or not source.strip():
        raise SettingsError(f"{key}: say where the figure comes from (source)")
    return Setting(key, value, as_of, source)


def read(path: Path | None = None) -> Settings:
    """Our settings, with those of the operator's file at `path` laid over them."""
    entries = _entries(yaml.safe_load(HERE.read_text("utf-8")))
    if path is not None:
        try:
            tree = yaml.safe_load(path.read_text("utf-8"))
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            raise SettingsError(f"{path.name}: cannot be read ({type(error).__name__})") from error
        own = _entries(tree) if isinstance(tree, dict) else {}
        for key in own:
            if key not in entries and not key.startswith("procurement_months."):
                raise SettingsError(f"{path.name}: {key} is not a setting of ours")
        entries |= own
    every = {key: _setting(key, entry) for key, entry in entries.items()}
    numbers = {key: setting.value for key, setting in every.items() if isinstance(setting.value, int)}
    procurement = {k.partition(".")[2]: v for k, v in numbers.items() if k.startswith("procurement_months.")}
    shortest, longest = str(every["route_unknown.shortest"].value), str(every["route_unknown.longest"].value)
    for route in (shortest, longest):
        if route not in procurement:
            raise SettingsError(f"route_unknown: {route!r} has no procurement months")
    if procurement[shortest] > procurement[longest]:
        shortest, longest = longest, shortest
    notices = sorted((numbers["notice_unknown_days.shortest"], numbers["notice_unknown_days.longest"]))
    return Settings(
        procurement=procurement,
        mobilise={level: numbers[f"mobilise_months.{level}"] for level in (1, 2, 3)},
        notice_shortest=notices[0],
        notice_longest=notices[1],
        route_shortest=shortest,
        route_longest=longest,
        quote_below_gross=numbers["quote_below_gross"],
        all=every,
    )


@lru_cache(maxsize=8)
def _cached(path: str) -> Settings:
    return read(Path(path) if path else None)


def load() -> Settings:
    """The settings in force: ours, overlaid by the file that GUILDHALL_DECIDE_SETTINGS names, read once."""
    return _cached(os.environ.get(VARIABLE, ""))
