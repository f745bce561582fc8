"""Notices from before the Act, on the same service: almost never an end, terms as months times thirty days."""

from __future__ import annotations

from datetime import date

from guildhall.engine.sample.act import PREFIX
from guildhall.engine.sample.gazette import NUMBER, Gazette, Json, description
from guildhall.engine.sample.plan import Deal

ROUTES = {
    "open": ("open", "Open procedure"),
    "limited": ("limited", "Award procedure without prior publication of a call for competition"),
    "selective": ("selective", "Restricted procedure"),
}
LAW = {"id": "32014L0024", "scheme": "CELEX"}


class OlderNotices:
    """Publishes award notices of the old regime, and the story of TaxPath.

    Only that story's last notice names its end and its options: one award notice in 190 did, in 2026.
    """

    def __init__(self, gazette: Gazette, deals: list[Deal]) -> None:
        self.g, self.deals = gazette, deals
        # Northmoor's briefing counts twelve contracts without an end; five of them are these.
        elsewhere = [deal.key for deal in deals if not deal.is_story and deal.council != "X-NMR"]
        self.timed = gazette.dice.share(elsewhere, 0.55, "duration")

    def publish(self) -> None:
        for deal in self.deals:
            if deal.key == "taxpath-nmr":
                self._taxpath(deal)
            else:
                self._award(deal)

    def _body(self, deal: Deal, day: date, tags: list[str]) -> Json:
        g, place = self.g, self.g.place(deal)
        buyer = g.buyer_party(place, deal.key)
        supplier = g.supplier_party(g.firm(deal), deal.key)
        roll = g.dice.roll("older route", deal.key)
        method, words = ROUTES["open" if deal.is_story or roll < 0.5 else "limited" if roll < 0.75 else "selective"]
        number = f"{NUMBER}-{place.letters}-1"
        return {
            "ocid": PREFIX + deal.key, "id": NUMBER, "date": g.when(day, deal.key, tags), "tag": tags,
            "initiationType": "tender", "parties": [buyer, supplier],
            "buyer": {"id": buyer["id"], "name": buyer["name"]},
            "tender": {
                "id": f"{place.letters}-{deal.key}", "legalBasis": LAW, "title": deal.title, "status": "complete",
                "classification": {"scheme": "CPV", "id": deal.ware.cpv, "description": deal.ware.cpv_label},
                "mainProcurementCategory": deal.ware.kind, "description": description(deal, place),
                "procurementMethod": method, "procurementMethodDetails": words,
                "lots": [{"id": "1", "description": deal.title, "hasOptions": False, "status": "complete"}],
            },
            "awards": [{"id": number, "relatedLots": ["1"], "status": "active",
                        "suppliers": [{"id": supplier["id"], "name": supplier["name"]}]}],
            "contracts": [{"id": number, "awardID": number, "status": "active",
                           "value": {"amount": deal.net, "currency": "GBP"}, "dateSigned": g.calendar.moment(deal.signed)}],
            "language": "en",
        }  # fmt: skip

    def _award(self, deal: Deal) -> None:
        g = self.g
        body = self._body(deal, deal.published, ["award", "contract"])
        if not deal.year and deal.is_story:
            del body["contracts"][0]["value"]
        if deal.end and deal.key in self.timed:
            g.traps["older notice with a term in days, months times thirty"] += 1
            months = round((deal.end - deal.start).days / 30.44)
            body["tender"]["lots"][0]["contractPeriod"] = {"durationInDays": months * 30}
        else:
            g.traps["older award notice without any end"] += 1
        g.publish(deal.published, "older", body)

    def _taxpath(self, deal: Deal) -> None:
        """Two changes: a module added in 2021, and the extension of 2023 that moved the end to December 2027."""
        g, calendar = self.g, self.g.calendar
        first = self._body(deal, date(2021, 5, 3), ["awardUpdate", "contractUpdate"])
        first["tender"]["title"] = "Revenues and benefits system: added e-billing module"
        first["contracts"][0] |= {
            "value": {"amount": 962000, "currency": "GBP"},
            "amendments": [
                {"id": "1", "description": "An e-billing module was added.", "rationale": "Value up by £62,000."}
            ],
        }
        g.publish(date(2021, 5, 3), "older", first)
        assert deal.end
        assert deal.last_end
        second = self._body(deal, deal.published, ["awardUpdate", "contractUpdate"])
        end, asked = calendar.day(deal.end), calendar.day(deal.published)
        second["tender"]["title"] = "Revenues and benefits system"
        why = "Another supplier could not take over for technical reasons before billing for the coming year."
        second["contracts"][0] |= {
            "value": {"amount": 1240000, "currency": "GBP"},
            "period": {"startDate": calendar.moment(deal.start), "endDate": calendar.close(deal.end),
                       "maxExtentDate": calendar.close(deal.last_end)},
            "hasRenewal": True, "renewal": {"description": deal.renewal},
            "amendments": [{"id": "1", "description": f"Extended to {end:%-d %B %Y}, decided {asked:%-d %B %Y}.", "rationale": why}],
        }  # fmt: skip
        g.publish(deal.published, "older", second)
