"""Thresholds as dated policy: the house's own lines, and profiles of what others held right, which an operator may choose.

A profile says only what its source says; for all else the house's lines stand. Which profile is chosen stands in
the environment, where workers find it, and in the register's manifest.
"""

from __future__ import annotations

import os
from datetime import date
from functools import lru_cache
from pathlib import Path

import msgspec
import yaml

HERE = Path(__file__).with_name("policies")
HOUSE = "house"
CHOICE = "GUILDHALL_POLICY"
"""Variable of the environment that names the profile where the command line does not."""


class Policy(msgspec.Struct, frozen=True):
    """From when a value is worth watching or acting on; None where the policy knows no such line."""

    key: str
    since: date
    source: str
    watch: int | None = None
    act: int | None = None
    rule: str = ""
    """The profile it comes from, in words; empty for the house's own lines."""

    def by(self) -> str:
        """` (red lines for IT contracts, 2014)`, to end a sentence with; nothing for the house's own lines."""
        return f" ({self.rule})" if self.rule else ""


class Profile(msgspec.Struct, frozen=True):
    """Lines that belong together, with where they come from."""

    key: str
    name: str
    since: date
    source: str
    is_second_hand: bool
    """Whether we know it from what others wrote of it and not from the text itself."""
    lines: tuple[Policy, ...]
    until: date | None = None


class UnknownPolicyError(ValueError):
    """No profile has that name."""


@lru_cache(maxsize=1)
def profiles() -> dict[str, Profile]:
    """Every profile by its key, the house's first."""
    found = [msgspec.convert(yaml.safe_load(path.read_text("utf-8")), Profile) for path in sorted(HERE.glob("*.yaml"))]
    found.sort(key=lambda profile: (profile.key != HOUSE, profile.since, profile.key))
    return {profile.key: profile for profile in found}


def choose(key: str | None = None) -> Profile:
    """Measure by this profile from now on, here and in the processes that this one starts; None leaves it to the environment."""
    profile = named(key or os.environ.get(CHOICE, ""))
    os.environ[CHOICE] = profile.key
    chosen.cache_clear()
    of.cache_clear()
    return profile


def named(key: str = "") -> Profile:
    """The profile of that key; the house's own lines when none is named."""
    known = profiles()
    if (key or HOUSE) not in known:
        raise UnknownPolicyError(f"there is no policy “{key}”; known are {', '.join(known)}")
    return known[key or HOUSE]


@lru_cache(maxsize=1)
def chosen() -> Profile:
    """The profile that this process measures by."""
    return named(os.environ.get(CHOICE, ""))


@lru_cache(maxsize=1)
def policies() -> tuple[Policy, ...]:
    """Every line of the house, oldest first."""
    return tuple(sorted(profiles()[HOUSE].lines, key=lambda policy: policy.since))


@lru_cache(maxsize=4096)
def of(key: str, on: date) -> Policy:
    """The line of that key in force on a day; before the first began, the first of the house."""
    profile = chosen()
    if profile.key != HOUSE and (profile.until is None or on <= profile.until):
        begun = [line for line in profile.lines if line.key == key and line.since <= on]
        if begun:
            return msgspec.structs.replace(max(begun, key=lambda line: line.since), rule=profile.name)
    known = [policy for policy in policies() if policy.key == key]
    begun = [policy for policy in known if policy.since <= on]
    return begun[-1] if begun else known[0]


def dated() -> dict[str, object]:
    """The profile and its lines, for the manifest of a register."""
    profile = chosen()
    lines = {line.key: msgspec.to_builtins(line) for line in (*policies(), *profile.lines)}
    head = {name: value for name, value in msgspec.to_builtins(profile).items() if name != "lines"}
    return {"profile": head, "lines": {key: lines[key] for key in sorted(lines)}}
