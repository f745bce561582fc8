"""Suppliers and their spellings, as rows of the register."""

from __future__ import annotations

import msgspec


class Supplier(msgspec.Struct, frozen=True):
    """One supplier as linked: a row of the register's `suppliers` without its counts."""

    supplier_id: str
    name: str
    names: tuple[str, ...]
    company_number: str
    ids: tuple[str, ...]
    size: str
    vcse: bool | None
    group_id: str = ""
    group_name: str = ""
    group_why: str = ""


class NameRow(msgspec.Struct, frozen=True):
    """One spelling of one supplier: a row of the register's `supplier_names`."""

    supplier_id: str
    name: str
    company_number: str
    mentions: int
    sources: tuple[str, ...]
    score: float
    why: str
