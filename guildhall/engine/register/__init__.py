"""The register: a folder of Parquet tables, `manifest.json` and a Frictionless `datapackage.json`, swapped in whole.

`TABLES` is the contract between the engine and everybody who reads a register. To read one:

    with register.open_register(home) as held:
        held.manifest["built_at"], held.table("contracts", columns=["contract_id", "ends_on"])
"""

from __future__ import annotations

from guildhall.engine.register.read import NoRegisterError, Register, open_register
from guildhall.engine.register.tables import TABLES

__all__ = ["TABLES", "NoRegisterError", "Register", "open_register"]
