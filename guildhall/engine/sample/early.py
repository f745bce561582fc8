"""Notices before there is a contract: pipeline (UK1), engagement (UK2), planned (UK3), tender (UK4), and what ends early."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from guildhall.engine.sample.act import LAW, PREFIX, ROUTES, ActNotices
from guildhall.engine.sample.days import ANCHOR, plus_months, term_end
from guildhall.engine.sample.gazette import NUMBER, SITE, Gazette, Json
from guildhall.engine.sample.plan import Deal
from guildhall.engine.sample.world import TODAY_CODES, Place, Ware

WORDS = {
    "UK1": ("planning", "plannedProcurementNotice", "Pipeline notice", "planned"),
    "UK2": ("planning", "marketEngagementNotice", "Preliminary market engagement notice", "planning"),
    "UK3": ("planning", "plannedProcurementNotice", "Planned procurement notice", "planned"),
    "UK4": ("tender", "tenderNotice", "Tender notice", "active"),
    "UK12": ("tenderCancellation", "tenderCancellationNotice", "Procurement termination notice", "cancelled"),
    "UK13": ("tender", "tenderNotice", "Dynamic market intention notice", "planned"),
}
PER_CONTRACT = {"UK1": 31, "UK2": 122, "UK3": 18, "UK4": 245, "UK12": 20}
"""Notices of each kind for 696 contract notices, as counted in thirty days of July and August 2026."""


@dataclass(frozen=True)
class Plan:
    """Something that a council means to buy."""

    key: str
    place: Place
    ware: Ware
    title: str
    day: date
    start: date
    net: int
    is_anonymous: bool = False
    """Its last notice leaves the buyer out."""


class EarlyNotices:
    """Publishes intentions in the proportion in which the real service has them."""

    def __init__(self, gazette: Gazette, act: ActNotices) -> None:
        self.g, self.act = gazette, act
        contracts = sum(deal.key not in act.not_yet for deal in act.deals)
        self.counts = {kind: max(1, round(count * contracts / 696)) for kind, count in PER_CONTRACT.items()}

    def publish(self) -> None:
        tendered = self._tenders_of_contracts()
        for kind in ("UK1", "UK2", "UK3"):
            for number in range(self.counts[kind] - (kind == "UK2")):
                self._early(kind, self._plan(kind, number))
        self._social_care()
        open_now = self.counts["UK4"] - tendered
        plans = [self._plan("UK4", number) for number in range(open_now)]
        for plan in plans:
            self._early("UK4", plan)
        for number, plan in enumerate(sorted(plans, key=lambda plan: plan.day)[: self.counts["UK12"]]):
            self._early("UK12", replace(plan, is_anonymous=not number))
        self._early("UK13", self._plan("UK13", 0))
        self._market_change()

    def _plan(self, kind: str, number: int) -> Plan:
        dice, key = self.g.dice, f"{kind.lower()}-{number:02d}"
        place = self.g.world.places[dice.pick(TODAY_CODES, "who", key)]
        wares = [ware for ware in [*self.g.world.products, *self.g.world.needs] if ware.tier in place.tiers]
        ware = dice.pick(wares, "what", key)
        day = ANCHOR - timedelta(days=dice.between(3, 200 if kind == "UK4" else 400, "day", key))
        start = plus_months(day.replace(day=1), dice.between(5, 14, "start", key))
        net = round(dice.between(ware.year_low, ware.year_high, "net", key) * 3, -3)
        return Plan(key, place, ware, ware.title, day, start, net)

    def _tenders_of_contracts(self) -> int:
        """Half of the tender notices have led to a contract in the sample; they share its process."""
        routes = ("open", "cfp", "below_open")
        keys = [deal.key for deal in self.act.deals if deal.route in routes and not deal.batch and deal.end]
        chosen = self.g.dice.shuffled(keys, "tendered")[: self.counts["UK4"] // 2]
        for deal in self.act.deals:
            if deal.key in chosen:
                day = min(deal.signed, deal.published) - timedelta(
                    days=self.g.dice.between(60, 240, "tender", deal.key)
                )
                self._tender_of(deal, day)
        return len(chosen)

    def _tender_of(self, deal: Deal, day: date) -> None:
        plan = Plan(deal.key, self.g.place(deal), deal.ware, deal.title, day, deal.start, deal.net)
        self._early("UK4", plan, deal)

    def _early(self, kind: str, plan: Plan, deal: Deal | None = None) -> None:
        g, calendar = self.g, self.g.calendar
        tag, sort, words, status = WORDS[kind]
        day = min(plan.day + timedelta(days=40), ANCHOR - timedelta(days=2)) if kind == "UK12" else plan.day
        buyer = g.buyer_party(plan.place, plan.key)
        document = {
            "id": NUMBER, "documentType": sort, "noticeType": kind, "description": f"{words} (sample)",
            "url": f"{SITE}/Notice/{NUMBER}", "datePublished": calendar.moment(day, 12), "format": "text/html",
        }  # fmt: skip
        body: Json = {
            "ocid": PREFIX + plan.key, "id": NUMBER, "tag": [tag], "date": g.when(day, kind, plan.key),
            "initiationType": "tender", "parties": [buyer], "buyer": {"id": buyer["id"], "name": buyer["name"]},
            "tender": {"id": f"{plan.place.letters}-{plan.key}", "legalBasis": LAW, "title": plan.title},
        }  # fmt: skip
        if kind == "UK12":
            g.traps["cancelled procurement, some without a buyer"] += 1
            if plan.is_anonymous:
                del body["buyer"]
            body["tender"]["documents"] = [document]
            g.publish(day, kind, body | {"language": "en"})
            return
        body["tender"] |= self._wanted(kind, plan, deal) | {"status": status}
        if tag == "planning":
            body["planning"] = {"documents": [document]}
            if kind == "UK2":
                due = date(2027, 1, 15) if plan.key == "uk2-care" else day + timedelta(days=30)
                body["planning"]["milestones"] = [
                    {"id": "engagement", "type": "engagement", "dueDate": calendar.close(due), "status": "scheduled"}
                ]
        else:
            body["tender"]["documents"] = [document]
        g.publish(day, kind, body | {"language": "en"})

    def _wanted(self, kind: str, plan: Plan, deal: Deal | None) -> Json:
        calendar = self.g.calendar
        end = deal.end if deal and deal.end else term_end(plan.start, 36)
        period = {"startDate": calendar.moment(plan.start), "endDate": calendar.close(end)}
        lot: Json = {"id": "1", "status": "active" if kind == "UK4" else "planned", "suitability": {"sme": True}}
        if (deal and deal.last_end) or (not deal and self.g.dice.roll("may extend", plan.key) < 0.3):
            last = deal.last_end if deal and deal.last_end else plus_months(end, 24)
            period["maxExtentDate"] = calendar.close(last)
            lot["hasRenewal"] = True
        wanted: Json = {
            "description": f"{plan.place.name} means to buy: {plan.title[0].lower()}{plan.title[1:]}. Invented.",
            "items": [
                {"id": "1", "additionalClassifications": [{"scheme": "CPV", "id": plan.ware.cpv}], "relatedLot": "1"}
            ],
            "value": {"amountGross": round(plan.net * 1.2, 2), "amount": plan.net, "currency": "GBP"},
            "mainProcurementCategory": plan.ware.kind,
            "lots": [lot | {"contractPeriod": period}],
        }
        if kind == "UK4":
            method, words = ROUTES[deal.route if deal else "open"]
            wanted |= {"procurementMethod": method, "procurementMethodDetails": words}
            wanted["tenderPeriod"] = {"endDate": calendar.moment(plan.day + timedelta(days=35), 12)}
        return wanted

    def _social_care(self) -> None:
        place = self.g.world.places["X-WMC"]
        ware = next(ware for ware in self.g.world.products if ware.key == "asc")
        plan = Plan(
            "uk2-care",
            place,
            ware,
            "Social care records: asking suppliers",
            date(2026, 11, 19),
            date(2029, 10, 1),
            3200000,
        )
        self._early("UK2", plan)

    def _market_change(self) -> None:
        """A change to a dynamic market comes tagged as an award, with suppliers and no value."""
        g = self.g
        g.traps["UK15 tagged as an award, without values"] += 1
        plan = self._plan("UK15", 0)
        buyer = g.buyer_party(g.world.places["X-WMC"], plan.key)
        suppliers = [g.supplier_party(g.world.firms[key], f"uk15{key}") for key in ("wexcoach", "quarle", "osmanthor")]
        document = {"id": NUMBER, "documentType": "awardNotice", "noticeType": "UK15", "url": f"{SITE}/Notice/{NUMBER}"}
        awards = [
            {
                "id": str(number),
                "status": "active",
                "suppliers": [{"id": firm["id"], "name": firm["name"]}],
                "documents": [document],
            }
            for number, firm in enumerate(suppliers, 1)
        ]
        body: Json = {
            "ocid": f"{PREFIX}market", "id": NUMBER, "tag": ["award", "contract"], "date": g.when(plan.day, "UK15"),
            "initiationType": "tender", "parties": [buyer, *suppliers],
            "buyer": {"id": buyer["id"], "name": buyer["name"]},
            "tender": {"id": "WMC-market", "legalBasis": LAW, "title": "Dynamic market for passenger transport"},
            "awards": awards, "language": "en",
        }  # fmt: skip
        g.publish(plan.day, "UK15", body)
