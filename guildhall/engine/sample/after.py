"""What is published after a contract has begun: changes (UK10), endings (UK11) and performance (UK9)."""

from __future__ import annotations

from datetime import date, timedelta

from guildhall.engine.sample.act import ActNotices
from guildhall.engine.sample.days import ANCHOR, plus_months
from guildhall.engine.sample.gazette import NUMBER, Json
from guildhall.engine.sample.plan import Deal


class AfterNotices:
    """Publishes changes and endings, each in one of the shapes that mislead a reader."""

    def __init__(self, act: ActNotices) -> None:
        self.act, self.g = act, act.g
        self.by_key = {deal.key: deal for deal in act.deals}
        running = [
            deal.key
            for deal in act.deals
            if not deal.is_story and not deal.batch and deal.end and deal.end > ANCHOR and deal.published < date(2026, 8, 1)
            and deal.key not in act.not_yet
        ]  # fmt: skip
        self.running = [self.by_key[key] for key in self.g.dice.shuffled(running, "changed")]
        self.over = [
            deal
            for deal in act.deals
            if not deal.is_story and not deal.batch and deal.end and deal.published < deal.end < date(2026, 10, 1)
            and deal.key not in act.not_yet
        ]  # fmt: skip

    def publish(self) -> None:
        self._extended(self.by_key["hearth-ald"], date(2026, 11, 20), date(2029, 3, 31))
        extendable = next(deal for deal in self.running if deal.last_end)
        changed = (deal for deal in self.running if deal is not extendable)
        self._change_day(extendable, with_maximum=True)
        self._change_day(next(changed), with_maximum=False)
        self._transferred(next(changed))
        self._proposed(next(changed))
        self._performance(next(changed))
        self._ended(self.by_key["taxpath-sal"], date(2026, 7, 14), date(2026, 6, 30))
        for deal in self.over[:2]:
            assert deal.end
            self._ended(deal, deal.end + timedelta(days=30), deal.end)

    def _body(self, deal: Deal, kind: str, day: date, contract: Json, tag: str) -> None:
        """These notices are thin: what did not change is left out."""
        self.g.traps["thin notice that leaves out what did not change"] += 1
        body = self.act.head(deal, kind, day, [tag])
        contract = {"id": "1", "awardID": "1", **contract, "documents": [self.act.document(kind, day)]}
        extra = {"awards": contract.pop("awards")} if "awards" in contract else {}
        parties = contract.pop("parties", [])
        body["parties"] += parties
        self.g.publish(day, kind, body | {"contracts": [contract], **extra, "language": "en"})

    def _amendment(self, day: date, why: str, ground: str = "providedContract") -> Json:
        return {
            "id": NUMBER,
            "date": self.g.calendar.moment(day),
            "rationale": why,
            "rationaleClassifications": [{"id": ground}],
        }

    def _extended(self, deal: Deal, day: date, end: date) -> None:
        self.g.traps["UK10 that really moves the end"] += 1
        calendar = self.g.calendar
        why = f"The council has used both options to extend. The contract now ends on {calendar.day(end):%-d %B %Y}."
        contract: Json = {
            "amendments": [self._amendment(day, why)],
            "period": {"startDate": calendar.moment(deal.start), "endDate": calendar.close(end)},
            "value": {"amountGross": round(deal.net * 2.4, 2), "amount": deal.net * 2, "currency": "GBP"},
        }
        self._body(deal, "UK10", day, contract, "contractAmendment")

    def _change_day(self, deal: Deal, *, with_maximum: bool) -> None:
        self.g.traps["UK10 whose period is the day of the change, not the term"] += 1
        day, calendar = date(2026, 9, 8 + with_maximum), self.g.calendar
        period = {"startDate": calendar.moment(day)}
        if with_maximum:
            assert deal.last_end
            period |= {"endDate": calendar.close(day), "maxExtentDate": calendar.close(deal.last_end)}
        contract: Json = {"amendments": [self._amendment(day, "Two more users were added.")], "period": period}
        self._body(deal, "UK10", day, contract, "contractAmendment")

    def _transferred(self, deal: Deal) -> None:
        self.g.traps["UK10 that changes the supplier"] += 1
        day = date(2026, 10, 6)
        supplier = self.g.supplier_party(self.g.world.firms["gillowmere"], f"{deal.key}-new")
        why = "The supplier has been merged into another company, which takes over the contract."
        contract: Json = {
            "amendments": [self._amendment(day, why, "transferCorporateRestructuring")],
            "period": {"startDate": self.g.calendar.moment(day)},
            "parties": [supplier],
            "awards": [{"id": "1", "suppliers": [{"id": supplier["id"], "name": supplier["name"]}]}],
        }
        self._body(deal, "UK10", day, contract, "contractAmendment")

    def _proposed(self, deal: Deal) -> None:
        self.g.traps["UK10 that only proposes a change"] += 1
        assert deal.end
        day, calendar = date(2026, 11, 12), self.g.calendar
        end = plus_months(deal.end, 6)
        proposal: Json = {
            "id": NUMBER, "date": calendar.close(day), "hasRenewal": True,
            "period": {"startDate": calendar.moment(deal.end + timedelta(days=1)), "endDate": calendar.close(end),
                       "maxExtentDate": calendar.close(plus_months(end, 3))},
        }  # fmt: skip
        self._body(deal, "UK10", day, {"proposedAmendments": [proposal], "statusDetails": None}, "contractAmendment")

    def _performance(self, deal: Deal) -> None:
        day, calendar = date(2026, 9, 30), self.g.calendar
        seen: Json = {
            "id": NUMBER, "measure": "94%", "measureClassification": {"id": "slightlyBelow"},
            "period": {"startDate": calendar.moment(date(2026, 4, 1)), "endDate": calendar.close(date(2026, 6, 30))},
        }  # fmt: skip
        metrics = [
            {"id": "1", "title": "Calls answered in a working day", "description": "98%", "observations": [seen]}
        ]
        self._body(deal, "UK9", day, {"implementation": {"metrics": metrics}}, "implementation")

    def _ended(self, deal: Deal, day: date, end: date) -> None:
        self.g.traps["UK11 after a normal end"] += 1
        final = {"amountGross": round(deal.net * 1.26, 2), "amount": round(deal.net * 1.05, 2), "currency": "GBP"}
        contract: Json = {
            "status": "terminated",
            "terminationRationaleClassifications": [{"id": "contractCompleted"}],
            "implementation": {"endDate": self.g.calendar.moment(end), "finalValue": final},
        }
        self._body(deal, "UK11", day, contract, "contractTermination")
