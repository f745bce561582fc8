"""What notices tell before an award: engagement, planning, the tender, and how it is divided into lots."""

from __future__ import annotations

from datetime import date

from guildhall.engine.records import Claim
from guildhall.engine.sources.ocds import shapes, values
from guildhall.engine.sources.ocds.claims import Said

EARLY = frozenset({"UK1", "UK2", "UK3", "planning"})
"""Notices that warn of a purchase before there is a call for competition."""
_ENGAGEMENT = "engagement"


def warned(claims: Said, kind: str, planning: shapes.Planning | None, published_on: date | None) -> None:
    """That suppliers were warned, and until when they could speak up."""
    if published_on is not None:
        claims.append(Claim("planned_on", published_on.isoformat(), "C", "date"))
        if kind == "UK2":
            claims.append(Claim("engaged_on", published_on.isoformat(), "C", "date"))
    for index, stone in enumerate(planning.milestones or () if planning is not None else ()):
        if stone.type == _ENGAGEMENT:
            path = f"planning.milestones[{index}]"
            for name, published in (("dueDate", stone.due_date), ("dateMet", stone.date_met)):
                if published and (day := values.day(published)):
                    claims.append(Claim("engagement_ends_on", day, "C", f"{path}.{name}"))
                    break


def tendered(claims: Said, kind: str, published_on: date | None) -> None:
    """The day of the call for competition."""
    if kind in {"UK4", "tender"} and published_on is not None:
        claims.append(Claim("tendered_on", published_on.isoformat(), "C", "date"))


def lots(claims: Said, tender: shapes.Tender) -> None:
    """How many lots, why there is but one, and whom they are said to suit."""
    if not tender.lots:
        return
    claims.append(Claim("lots", str(len(tender.lots)), "C", "tender.lots"))
    if tender.no_lots_division_rationale:
        words = values.prose(tender.no_lots_division_rationale, 1000)
        claims.append(Claim("lots_why", words, "C", "tender.noLotsDivisionRationale"))
    said = [lot.suitability for lot in tender.lots if lot.suitability is not None]
    suits = [name for name in ("sme", "vcse") if any(getattr(one, name) for one in said)]
    if suits:
        claims.append(Claim("suits_small", "+".join(suits), "C", "tender.lots"))
