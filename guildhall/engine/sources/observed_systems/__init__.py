"""Public signs that a council runs a product: evidence of use, not of a contract."""

from guildhall.engine.sources.observed_systems.rows import read

__all__ = ["read"]
