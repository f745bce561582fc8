"""Every table of the room: the record itself, and what follows from the whole of it."""

from guildhall.rooms.contracts.models.record import (
    Change,
    Claim,
    Contract,
    ContractProduct,
    ContractSupplier,
    CoverageRow,
    Document,
    Finding,
    Issue,
    Notice,
    NoticeContract,
    Observation,
    Product,
    Register,
    Supplier,
)
from guildhall.rooms.contracts.models.whole import (
    Likeness,
    Lineage,
    Market,
    MarketShare,
    Paid,
    PortfolioFinding,
    Spend,
    SupplierName,
    Switch,
)

__all__ = [
    "Change", "Claim", "Contract", "ContractProduct", "ContractSupplier", "CoverageRow", "Document", "Finding", "Issue",
    "Likeness", "Lineage", "Market", "MarketShare", "Notice", "NoticeContract", "Observation", "Paid",
    "PortfolioFinding", "Product", "Register", "Spend", "Supplier", "SupplierName", "Switch",
]  # fmt: skip
