"""Notices of contracts under the Procurement Act: UK5, UK6, UK7, and what follows them (UK9, UK10, UK11)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from guildhall.engine.sample import finder, lineage
from guildhall.engine.sample.days import ANCHOR, plus_months
from guildhall.engine.sample.gazette import NUMBER, SITE, Gazette, Json, description
from guildhall.engine.sample.plan import Deal

PREFIX = "ocds-h6vhtk-sample-"
LAW = {"id": "2023/54", "scheme": "UKPGA", "uri": "https://www.legislation.gov.uk/ukpga/2023/54/contents"}
ROUTES: dict[str, tuple[str | None, str]] = {
    "open": ("open", "Open procedure"),
    "cfp": ("selective", "Competitive flexible procedure"),
    "framework": ("selective", "Award under framework"),
    "direct": ("direct", "Direct award"),
    "below_open": ("open", "Below threshold - open competition"),
    "below_limited": ("limited", "Below threshold - limited competition"),
    "below_direct": ("direct", "Below threshold - without competition"),
    "below_framework": ("selective", "Below threshold - award under framework"),
    "below_unknown": (None, "Below threshold - unknown"),
}
NOTICES = {
    "UK5": ("awardNotice", "Transparency notice"),
    "UK6": ("awardNotice", "Contract award notice"),
    "UK7": ("contractNotice", "Contract details notice"),
    "UK9": ("implementationNotice", "Contract performance notice"),
    "UK10": ("contractNotice", "Contract change notice"),
    "UK11": ("contractTerminationNotice", "Contract termination notice"),
}
EXTENSIONS: tuple[tuple[int, str], ...] = (
    (24, "Two optional extensions of 12 months each"), (24, "2 x 12 months at the council's choice"),
    (12, "Option to extend for a further 12 months"), (36, "1+1+1 (12 month terms)"),
    (24, "The council may extend by up to two further periods of twelve months"),
    (24, "Option to extend for a further 24 months"), (12, "One extension of one year"),
    (12, "As set out in the procurement documents"),  # one in eight says nothing a machine can use
)  # fmt: skip
GROUNDS: tuple[tuple[str, str, str], ...] = (
    ("singleSuppliersTechnicalReasons", "act", "The platform is already configured for the council's workflows and linked to four other products; only the present supplier can keep it running."),
    ("singleSuppliersTechnicalReasons", "act", "The licence key expires in March and every form would stop working; another supplier could not be in place by then."),
    ("singleSuppliersIntellectualPropertyExclusiveRights", "act", "The supplier owns the source code and alone may support or change it."),
    ("singleSuppliersIntellectualPropertyExclusiveRights", "act", "Direct award because of the cost of change: moving the data out would exceed the value of the contract."),
    ("additionalRepeatExtensionPartialReplacement", "act", "More licences of the product in use; another product would be incompatible with it."),
    ("additionalRepeatExtensionPartialReplacement", "act", "The present contract ends before its successor is ready. The same supplier continues for two years."),
    ("singleSuppliersTechnicalReasons", "friend", "Only the licensed network operator may connect the depot to the electricity network."),
    ("singleSuppliersUniqueWorkArtPerformance", "friend", "One-off purchase of a painting for the town museum from the artist."),
    ("singleSuppliersTechnicalReasons", "friend", "Health care service awarded under the Provider Selection Regime, direct award process C."),
    ("urgency", "friend", "The roof was damaged in a storm and had to be made safe at once."),
    ("switchingDirectAward", "friend", "The first supplier could not sign; the next in the ranking was chosen."),
)  # fmt: skip


def choose(gazette: Gazette, deals: list[Deal]) -> list[Deal]:
    """Give the contracts of the Act their extensions and direct awards, so that shares come out as measured."""
    free = [deal.key for deal in deals if not deal.is_story and not deal.batch]
    told = sum(deal.last_end is not None for deal in deals)
    extended = gazette.dice.share(free, (0.22 * len(deals) - told) / len(free), "extended")
    digital = [deal.key for deal in deals if deal.key in free and deal.product]
    plain = [deal.key for deal in deals if deal.key in free and not deal.product and deal.ware.kind != "goods"]
    locked = dict(zip(gazette.dice.shuffled(digital, "locked")[:6], GROUNDS[:6], strict=False))
    locked |= dict(zip(gazette.dice.shuffled(plain, "friends")[:5], GROUNDS[6:], strict=False))
    chosen = []
    for deal in deals:
        if deal.key in extended and deal.end:
            months, text = gazette.dice.pick(EXTENSIONS, "extension", deal.key)
            deal = replace(deal, last_end=plus_months(deal.end, months), renewal=text)  # noqa: PLW2901 -- the same contract, better known
        if deal.key in locked:
            deal = replace(deal, route="direct", rationale=f"{locked[deal.key][0]}|{locked[deal.key][2]}")  # noqa: PLW2901 -- as above
        chosen.append(deal)
    return chosen


class ActNotices:
    """Publishes what the Act asks of each contract."""

    def __init__(self, gazette: Gazette, deals: list[Deal]) -> None:
        self.g, self.deals = gazette, deals
        keys = [deal.key for deal in deals if not deal.batch]
        single = [deal.key for deal in deals if not deal.batch and deal.route in ("open", "cfp", "framework")]
        share = gazette.dice.share
        self.awarded = share(single, 0.62, "award notice")
        self.not_yet = share(sorted(self.awarded), 0.12, "no contract notice yet")
        self.gross_only = share(keys, 0.09 * len(deals) / len(keys), "gross only")
        self.equal = share(sorted(set(keys) - self.gross_only), 0.125 * len(deals) / len(keys), "equal")
        self.nothing = share(keys, 0.03, "nothing")

    def publish(self) -> None:
        for deal in self.deals:
            story = deal.key == "hearth-ald"
            if deal.route == "direct":
                self._award(deal, "UK5", deal.published - timedelta(days=20))
            elif deal.key in self.awarded and not story:
                self._award(deal, "UK6", min(deal.signed, deal.published) - timedelta(days=10))
            if deal.key not in self.not_yet or deal.is_story:
                self._contract(deal)
        self._lots()

    def value(self, deal: Deal) -> Json:
        net, key = deal.net, deal.key
        if deal.batch or key in self.nothing:
            self.g.traps["value of £0.00 or a penny"] += 1
            penny = 0.01 if self.g.dice.roll("penny", key) < 0.1 else 0
            return {"amountGross": penny, "amount": penny, "currency": "GBP"}
        if key in self.gross_only:
            self.g.traps["gross value only"] += 1
            return {"amountGross": round(net * 1.2, 2), "currency": "GBP"}
        if key in self.equal:
            self.g.traps["gross equal to net"] += 1
            return {"amountGross": net, "amount": net, "currency": "GBP"}
        return {"amountGross": round(net * 1.2, 2), "amount": net, "currency": "GBP"}

    def ocid(self, deal: Deal) -> str:
        return PREFIX + (deal.batch or deal.key)

    def head(self, deal: Deal, kind: str, day: date, tags: list[str]) -> Json:
        g, place = self.g, self.g.place(deal)
        body: Json = {"ocid": self.ocid(deal), "id": NUMBER, "tag": tags, "date": g.when(day, kind, deal.key)}
        if g.dice.roll("buyerID", kind, deal.key) < 0.42:
            g.traps["undeclared field `buyerID`, always empty"] += 1
            body["buyerID"] = []
        buyer = g.buyer_party(place, deal.key)
        body |= {
            "initiationType": "tender",
            "parties": [buyer],
            "buyer": {"id": buyer["id"], "name": buyer["name"]},
            "tender": {
                "id": f"{place.letters}-{deal.batch or deal.key}",
                "legalBasis": LAW,
                "title": deal.title if not deal.batch else deal.ware.title,
            },
        }
        return body

    def document(self, kind: str, day: date) -> Json:
        sort, words = NOTICES[kind]
        return {
            "id": NUMBER, "documentType": sort, "noticeType": kind, "description": f"{words} (sample)",
            "url": f"{SITE}/Notice/{NUMBER}", "datePublished": self.g.calendar.moment(day, 12), "format": "text/html",
        }  # fmt: skip

    def period(self, deal: Deal) -> Json:
        calendar = self.g.calendar
        assert deal.end
        period = {"startDate": calendar.moment(deal.start), "endDate": calendar.close(deal.end)}
        if deal.last_end:
            period["maxExtentDate"] = calendar.close(deal.last_end)
        return period

    def renewal(self, deal: Deal) -> Json:
        return {"hasRenewal": True, "renewal": {"description": deal.renewal}} if deal.last_end else {}

    def _bought(self, deal: Deal, body: Json) -> Json:
        """Fill in the way it was bought, the supplier and the award, which UK5, UK6 and UK7 share."""
        method, words = ROUTES[deal.route]
        firm = self.g.firm(deal)
        supplier = self.g.supplier_party(firm, deal.key)
        tender = body["tender"] | {"description": description(deal, self.g.place(deal)), "status": "complete"}
        if method:
            tender["procurementMethod"] = method
        tender |= {"procurementMethodDetails": words, "lots": [{"id": "1", "status": "complete"}]}
        if deal.rationale:
            ground, _, text = deal.rationale.partition("|")
            tender["procurementMethodRationale"] = text or GROUNDS[5][2]
            tender["procurementMethodRationaleClassifications"] = [{"id": ground}]
        body["tender"] = tender
        if deal.key in lineage.CALLED_OFF:
            self.g.traps["a call-off that names its framework"] += 1
            body["relatedProcesses"] = [
                {"id": "framework", "relationship": ["framework"], "scheme": "ocid",
                 "identifier": f"{finder.PREFIX}sample-{lineage.FRAMEWORK}"}
            ]  # fmt: skip
        body["parties"].append(supplier)
        self._joint(deal, body)
        return {
            "id": "1", "status": "active", "mainProcurementCategory": deal.ware.kind,
            "suppliers": [{"id": supplier["id"], "name": supplier["name"]}],
            "items": [{"id": "1", "additionalClassifications": [{"scheme": "CPV", "id": deal.ware.cpv, "description": deal.ware.cpv_label}], "relatedLot": "1"}],
            "relatedLots": ["1"],
        }  # fmt: skip

    def _joint(self, deal: Deal, body: Json) -> None:
        """A few contracts are bought by several councils together."""
        if deal.is_story or deal.batch or self.g.dice.roll("joint", deal.key) > 0.03:
            return
        others = [code for code in ("X-SAL", "X-FEN", "X-RAV", "X-WYS") if code != deal.council]
        self.g.traps["several buyers of one contract"] += 1
        for code in self.g.dice.shuffled(others, "joint", deal.key)[:2]:
            body["parties"].append(self.g.buyer_party(self.g.world.places[code], f"{deal.key}{code}"))

    def _award(self, deal: Deal, kind: str, day: date) -> None:
        body = self.head(deal, kind, day, ["award", "contract"])
        award = self._bought(deal, body)
        award |= {"value": self.value(deal), "aboveThreshold": True, "contractPeriod": self.period(deal)}
        if kind == "UK6":
            award["date"] = self.g.calendar.moment(day)
            bids = self.g.dice.between(1, 6, "bids", deal.key)
            body["bids"] = {"statistics": [{"id": "1", "measure": "bids", "value": bids, "relatedLot": "1"}]}
        else:
            award["status"] = "pending"
        award |= self.renewal(deal)
        award["documents"] = [self.document(kind, day)]
        self.g.publish(day, kind, body | {"awards": [award], "language": "en"})

    def _contract(self, deal: Deal) -> None:
        day, calendar = deal.published, self.g.calendar
        body = self.head(deal, "UK7", day, ["award", "contract"])
        award = self._bought(deal, body)
        number = deal.key.rpartition("-")[2].lstrip("0") if deal.batch else "1"
        award["id"] = number
        contract: Json = {
            "id": number, "awardID": number, "title": deal.title, "status": "active", "period": self.period(deal),
            "value": self.value(deal), "aboveThreshold": not deal.route.startswith("below"),
            "dateSigned": calendar.moment(deal.signed),
        }  # fmt: skip
        contract |= self.renewal(deal)
        self.g.traps["`hasRenewal` published, and only when true"] += bool(deal.last_end)
        if deal.key in self.awarded:
            self.g.traps["one award told twice, UK6 then UK7"] += 1
        if deal.batch:
            self.g.traps["one process, many contracts"] += 1
        if day > deal.start:
            self.g.traps["contract notice published after the start"] += 1
        if deal.end and day > deal.end:
            self.g.traps["contract notice published after the end"] += 1
        contract["documents"] = [self.document("UK7", day)]
        self.g.publish(day, "UK7", body | {"awards": [award], "contracts": [contract], "language": "en"})

    def _lots(self) -> None:
        """One notice of three contracts, one a lot."""
        like = next(deal for deal in self.deals if deal.ware.key == "grounds")
        published = ANCHOR - timedelta(days=40)
        deal = replace(like, key=f"{like.key}-lots", title="Grounds maintenance in three lots", published=published)
        body = self.head(deal, "UK7", deal.published, ["award", "contract"])
        award = self._bought(deal, body)
        lots = [("1", "North"), ("2", "South"), ("3", "Coast")]
        contracts = [
            {"id": number, "awardID": number, "title": f"Grounds maintenance: {name}", "status": "active", **self.renewal(deal),
             "period": self.period(deal), "value": self.value(deal), "documents": [self.document("UK7", deal.published)]}
            for number, name in lots
        ]  # fmt: skip
        body["tender"]["lots"] = [{"id": number, "title": name, "status": "complete"} for number, name in lots]
        self.g.traps["one notice, several contracts"] += 1
        awards = [award | {"id": number, "relatedLots": [number]} for number, _ in lots]
        self.g.publish(deal.published, "UK7", body | {"awards": awards, "contracts": contracts, "language": "en"})
