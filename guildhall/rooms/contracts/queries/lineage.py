"""One need over time: what a contract came of, what came of it, and what is the same contract told twice."""

from dataclasses import dataclass

from django.db.models import Q

from guildhall.rooms.contracts.models import Contract, Lineage

FARTHEST = 4
"""Steps followed in each direction; each costs one question to the database."""
MOST = 40
BEFORE, AFTER, SAME, FRAMEWORK, CALLED_OFF = "before", "after", "same", "framework", "called_off"


@dataclass(frozen=True)
class Kin:
    """Another contract for the same need, and how it belongs to the one before it on the way."""

    contract: Contract
    role: str
    """before | after | same | framework | called_off, seen from the contract the page is about."""
    score: float | None
    basis: str
    why: str


def kin(contract: Contract) -> tuple[Kin, ...]:
    """All contracts of the same need, nearest first; none twice."""
    found: dict[int, tuple[str, Lineage]] = {}
    edge = {contract.pk: ""}
    for _ in range(FARTHEST):
        links = Lineage.objects.filter(Q(child_id__in=list(edge)) | Q(parent_id__in=list(edge))).order_by("id")[
            : MOST * 4
        ]
        further: dict[int, str] = {}
        for link in links:
            for own, other, role in ((link.child_id, link.parent_id, _UP), (link.parent_id, link.child_id, _DOWN)):
                # A framework has call-offs of its own, which are other needs: from it the way goes no further.
                if own not in edge or edge[own] in (FRAMEWORK, CALLED_OFF) or other == contract.pk or other in found:
                    continue
                found[other] = (_seen(edge[own], role.get(link.kind, SAME)), link)
                further[other] = found[other][0]
        if not further or len(found) >= MOST:
            break
        edge = further
    contracts = Contract.objects.select_related("council").in_bulk(list(found)[:MOST]) if found else {}
    return tuple(
        Kin(contracts[key], role, link.score, link.basis, link.why)
        for key, (role, link) in found.items()
        if key in contracts
    )


_UP = {"renewal_of": BEFORE, "same_as": SAME, "call_off_of": FRAMEWORK}
_DOWN = {"renewal_of": AFTER, "same_as": SAME, "call_off_of": CALLED_OFF}


def _seen(before: str, role: str) -> str:
    """What it is to the contract of the page: the second record of an earlier contract is an earlier contract."""
    return before if role == SAME and before else role
