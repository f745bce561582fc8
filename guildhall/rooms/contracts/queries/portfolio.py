"""What indicators say of a supplier or of a market as a whole: by what they are about, and question by question."""

from dataclasses import dataclass

from guildhall.rooms.contracts.models import PortfolioFinding

DIMENSION = "dimension"
ORDER = {"act": 0, "watch": 1, "ok": 2, "unknown": 3}


@dataclass(frozen=True)
class Portfolio:
    """Findings of one subject; what does not apply is left out."""

    by_dimension: tuple[PortfolioFinding, ...]
    by_question: tuple[PortfolioFinding, ...]
    """Worst first."""


def of(subject: str, key: str) -> Portfolio:
    """What is said of `supplier` or `category`, by its id or key."""
    found = [
        one for one in PortfolioFinding.objects.filter(subject=subject, subject_id=key).order_by("indicator", "scope", "id")
        if one.status in ORDER
    ]  # fmt: skip
    asked = sorted((one for one in found if one.scope != DIMENSION), key=lambda one: (ORDER[one.status], one.indicator))
    return Portfolio(tuple(one for one in found if one.scope == DIMENSION), tuple(asked))
