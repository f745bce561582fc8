"""The settings that a register was built with, each with its day and its source."""

from __future__ import annotations

from typing import Any

import msgspec

from guildhall.engine import decide
from guildhall.engine.decide.settings import Setting
from guildhall.engine.indicators import policy
from guildhall.engine.sets import settings


def dated() -> dict[str, Any]:
    """By part of the engine and name."""
    return {"decide": _told(decide.load().all), "payments": _told(settings.load().all), "policy": policy.dated()}


def _told(settings_: dict[str, Setting]) -> dict[str, Any]:
    return {
        name: {k: v for k, v in msgspec.to_builtins(setting).items() if k != "key"}
        for name, setting in sorted(settings_.items())
    }
