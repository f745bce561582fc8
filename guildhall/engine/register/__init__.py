"""The register: a folder of Parquet tables, `manifest.json` and a Frictionless `datapackage.json`, swapped in whole.

`TABLES` is the contract between the engine and everybody who reads a register. To read one:

    with register.open_register(home) as held:
        held.manifest["built_at"], held.table("contracts", columns=["contract_id", "ends_on"])
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from guildhall.engine.register.read import NoRegisterError, Register, open_register
    from guildhall.engine.register.tables import TABLES

__all__ = ["TABLES", "NoRegisterError", "Register", "open_register"]


def __getattr__(name: str) -> Any:
    """Arrow is loaded when a table is first asked for: the process that leads a build never needs it."""
    if name not in __all__:
        raise AttributeError(name)
    module = "tables" if name == "TABLES" else "read"
    return getattr(import_module(f"guildhall.engine.register.{module}"), name)
