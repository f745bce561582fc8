"""Councils' contract registers: the LGA's 38 columns and what councils make of them."""

from guildhall.engine.sources.council_registers.rows import read

__all__ = ["read"]
