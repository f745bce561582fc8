"""An operator's own list of products, with their suppliers and what they are for."""

from guildhall.engine.sources.product_lists.rows import Listed, read

__all__ = ["Listed", "read"]
