"""How good a clustering of mentions is, where company numbers say who is who."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import msgspec


class Measured(msgspec.Struct, frozen=True):
    """Pairs of mentions (precision, recall, F1, B-cubed F) and pairs of distinct spellings (v)."""

    precision: float
    recall: float
    f1: float
    b3: float
    spelling_precision: float
    spelling_recall: float
    spelling_f: float
    mentions: int
    companies: int


def measure(spellings: Sequence[str], companies: Sequence[str], clusters: Sequence[str]) -> Measured:
    """Measure mentions whose company is known; rows without one are left out by the caller.

    Over spellings there is one record for each company and spelling: the precision is that of their pairs, the recall
    the mean over the companies with several spellings.
    """
    cells = Counter(zip(companies, clusters, strict=True))
    of_company, of_cluster = Counter(companies), Counter(clusters)
    both = sum(_pairs(n) for n in cells.values())
    precision = _share(both, sum(_pairs(n) for n in of_cluster.values()))
    recall = _share(both, sum(_pairs(n) for n in of_company.values()))
    b3_precision = _share(sum(n * n / of_cluster[k] for (_, k), n in cells.items()), len(companies))
    b3_recall = _share(sum(n * n / of_company[c] for (c, _), n in cells.items()), len(companies))
    most: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for spelling, company, cluster in zip(spellings, companies, clusters, strict=True):
        most[company, spelling][cluster] += 1
    records = [(company, min(seen, key=lambda c: (-seen[c], c))) for (company, _), seen in most.items()]
    together = Counter(records)
    joined, known = Counter(cluster for _, cluster in records), Counter(company for company, _ in records)
    right: Counter[str] = Counter()
    for (company, _), n in together.items():
        right[company] += _pairs(n)
    several = [company for company, n in known.items() if n > 1]
    v_precision = _share(right.total(), sum(_pairs(n) for n in joined.values()))
    v_recall = _share(sum(right[c] / _pairs(known[c]) for c in several), len(several))
    return Measured(
        precision, recall, _f(precision, recall), _f(b3_precision, b3_recall),
        v_precision, v_recall, _f(v_precision, v_recall), len(companies), len(of_company),
    )  # fmt: skip


def _pairs(n: int) -> int:
    return n * (n - 1) // 2


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _f(one: float, other: float) -> float:
    return 2 * one * other / (one + other) if one + other else 0.0
