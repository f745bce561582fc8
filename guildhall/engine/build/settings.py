"""The settings that a register was built with, each with its day and its source."""

from __future__ import annotations

from typing import Any

import msgspec

from guildhall.engine import decide
from guildhall.engine.indicators import policy


def dated() -> dict[str, Any]:
    """By part of the engine and name."""
    return {
        "decide": {
            name: {k: v for k, v in msgspec.to_builtins(setting).items() if k != "key"}
            for name, setting in sorted(decide.load().all.items())
        },
        "policy": policy.dated(),
    }
