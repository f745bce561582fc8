"""Contracts Finder: releases without any word on extensions, many suppliers without a number, and its flat CSV."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta

from guildhall.engine.sample import lineage
from guildhall.engine.sample.days import ANCHOR
from guildhall.engine.sample.gazette import SITE, Gazette, Json, description
from guildhall.engine.sample.plan import Deal
from guildhall.engine.sample.world import Place

PREFIX = "ocds-b5fd17-"
ROUTES: tuple[tuple[str | None, str, int], ...] = (
    ("open", "Open procedure", 119), (None, "Other - ", 57), ("selective", "Call-off from a framework agreement", 54),
    ("direct", "Direct award", 52), ("selective", "Call-off from a dynamic purchasing system", 24),
    ("selective", "Restricted procedure", 20), ("open", "Open procedure (above threshold)", 20),
    ("direct", "Single tender action (below threshold)", 17), ("limited", "Competitive quotation (below threshold)", 15),
    (None, "Not specified", 10),
)  # fmt: skip
"""As counted in 446 award notices, 2017 to 2025."""
NOBODY = ("n/a", "N/A", "Private & Confidential", "see PDF for breakdown", "Various")
CSV_COLUMNS = (
    "council", "id", "title", "description", "organisation", "status", "notice_type", "published_date", "deadline_date",
    "awarded_date", "value_low", "value_high", "awarded_value", "awarded_supplier", "awarded_to_sme", "cpv_codes",
    "cpv_description", "region", "postcode", "suitable_for_sme", "url",
)  # fmt: skip


class FinderNotices:
    """Publishes award releases, and the CSV that has no dates of the contract at all."""

    def __init__(self, gazette: Gazette, deals: list[Deal]) -> None:
        self.g, self.deals = gazette, [deal for deal in deals if deal.source == "cf"]
        self.taxpath = next(deal for deal in deals if deal.key == "taxpath-nmr")
        self.lineage = lineage.deals(deals)
        self.flat = [deal for deal in deals if deal.source == "cfcsv"]
        keys = [deal.key for deal in self.deals]
        share = gazette.dice.share
        self.as_estimated = share(keys, 0.62, "estimate")
        self.as_estimated |= share([deal.key for deal in self.lineage], 0.62, "estimate")
        self.zero = share(keys, 0.03, "cf zero")
        self.nobody = share(keys, 0.04, "cf nobody")

    def releases(self) -> list[str]:
        found = [self._release(deal) for deal in (*self.deals, *self.lineage)]
        found.append(self._taxpath_award())
        return [
            json.dumps(body, ensure_ascii=False, separators=(",", ":"))
            for body in sorted(found, key=lambda body: str(body["date"]))
        ]

    def _buyer(self, place: Place, key: str) -> Json:
        """One council stands under several ids and spellings."""
        dice, g = self.g.dice, self.g
        number = dice.between(1, 5 if place.code in ("X-ALD", "X-HAR") else 2, "cf id", key)
        if number > 1:
            g.traps["one council under several buyer ids"] += 1
        name = dice.pick((place.name, place.name, *place.names), "cf name", key)
        return {
            "id": f"GB-SAMPLE-CFS-{place.letters}-{number}",
            "name": name,
            "identifier": {"legalName": name},
            "address": {"locality": place.short, "postalCode": "ZZ9 9ZZ", "countryName": "England"},
            "contactPoint": {"name": "Invented Person", "email": "person@example.invalid"},
            "roles": ["buyer"],
        }

    def _suppliers(self, deal: Deal) -> list[Json]:
        dice, firm = self.g.dice, self.g.firm(deal)
        if deal.key in self.nobody:
            self.g.traps["placeholder in place of a supplier"] += 1
            return [self._supplier(dice.pick(NOBODY, "nobody", deal.key), "", f"{deal.key}0", "")]
        firms = [firm]
        if not deal.product and dice.roll("many", deal.key) < 0.25:
            others = [other for other in self.g.world.firms.values() if other.key != firm.key]
            firms += sorted(others, key=lambda other: dice.roll("many", deal.key, other.key))[
                : dice.between(1, 6, "n", deal.key)
            ]
        return [
            self._supplier(self.g.supplier_name(one, deal.key + one.key), one.number, deal.key + one.key, one.scale)
            for one in firms
        ]

    def _supplier(self, name: str, number: str, key: str, scale: str) -> Json:
        party: Json = {"name": name, "roles": ["supplier"], "identifier": {"legalName": name}}
        if number and self.g.dice.roll("cf number", key) < 0.23:
            party |= {
                "id": f"GB-SAMPLE-{number}",
                "identifier": {"legalName": name, "scheme": "GB-SAMPLE", "id": number},
            }
        else:
            self.g.traps["supplier without a register number"] += 1
            party["id"] = f"GB-SAMPLE-CFS-{700000 + self.g.dice.between(0, 99999, 'cfs', key)}"
        if scale:
            party["details"] = {"scale": scale, "vcse": False}
        return party

    def _release(self, deal: Deal) -> Json:
        g, calendar, dice = self.g, self.g.calendar, self.g.dice
        place = g.place(deal)
        buyer, suppliers = self._buyer(place, deal.key), self._suppliers(deal)
        notice = f"sample-{dice.between(0, 16**8 - 1, 'uuid', deal.key):08x}-{deal.key}"
        method, words = self._route(deal)
        assert deal.end
        period = {"startDate": calendar.moment(deal.start), "endDate": calendar.close(deal.end)}
        amount = 0 if deal.key in self.zero else deal.net
        estimate = (
            deal.net
            if deal.key in self.as_estimated
            else round(deal.net * (1.05 + 0.3 * dice.roll("over", deal.key)) / 100) * 100
        )
        if amount == estimate:
            g.traps["award value that repeats the tender's estimate"] += 1
        published = deal.published
        tender: Json = {
            "id": f"DN{dice.between(100000, 999999, 'dn', deal.key)}", "title": self._title(deal),
            "description": f"{description(deal, place)} Budget: £{estimate:,}.", "datePublished": calendar.moment(published - timedelta(days=80), 10),
            "status": "complete", "classification": {"scheme": "CPV", "id": deal.ware.cpv, "description": deal.ware.cpv_label},
            "items": [{"id": "1", "deliveryAddresses": [{"region": "Sample region", "countryName": "United Kingdom"}]}],
            "value": {"amount": estimate, "currency": "GBP"}, "procurementMethodDetails": words,
            "contractPeriod": period, "suitability": {"sme": True, "vcse": False}, "mainProcurementCategory": deal.ware.kind,
        }  # fmt: skip
        if method:
            tender["procurementMethod"] = method
        ocid = f"{PREFIX}sample-{deal.key}"
        if deal is self.deals[-2]:
            g.traps["empty end of a process id"] += 1
            ocid = PREFIX
        award = {
            "id": f"{PREFIX}sample-{deal.key}-1", "status": "active", "date": calendar.moment(deal.signed),
            "datePublished": calendar.moment(published, 10, 37, 25), "value": {"amount": amount, "currency": "GBP"},
            "suppliers": [{"id": party["id"], "name": party["name"]} for party in suppliers], "contractPeriod": period,
            "documents": [{"id": "1", "documentType": "awardNotice", "description": "Awarded contract notice (sample)",
                           "url": f"{SITE}/Notice/{notice}", "datePublished": calendar.moment(published, 10, 37, 25)}],
        }  # fmt: skip
        return {
            "ocid": ocid, "id": f"{notice}-{dice.between(300000, 899999, 'rid', deal.key)}", "language": "en",
            "date": calendar.moment(published, 10, 37, 25), "tag": ["award"], "initiationType": "tender",
            "tender": tender, "parties": [buyer, *suppliers],
            "buyer": {"id": buyer["id"], "name": buyer["name"]}, "awards": [award],
        }  # fmt: skip

    def _title(self, deal: Deal) -> str:
        """Some titles still wear the entities of a web page."""
        if self.g.dice.roll("entity", deal.key) < 0.04:
            self.g.traps["web-page entities in a title"] += 1
            return f"{deal.title} &#039;{self.g.place(deal).short}&#039; &amp; partners"
        return deal.title

    def _route(self, deal: Deal) -> tuple[str | None, str]:
        by_words = {words: (method, words) for method, words, _ in ROUTES}
        if deal.is_story:
            return by_words["Open procedure"]
        return by_words[self.g.dice.weighted({words: count for _, words, count in ROUTES}, "cf route", deal.key)]

    def _taxpath_award(self) -> Json:
        """The award of 2019, on another portal and with nothing that ties it to the later changes."""
        self.g.traps["one contract on two portals without a link"] += 1
        taxpath = self.taxpath
        first = Deal(
            key="taxpath-nmr-2019", council=taxpath.council, ware=taxpath.ware, title="Revenues and benefits system",
            product=taxpath.product, supplier=taxpath.supplier, source="cf", published=date(2019, 1, 21),
            signed=date(2019, 1, 21), start=date(2019, 4, 1), end=date(2024, 3, 31), last_end=None, renewal="",
            net=900000, year=180000, route="open", is_story=True,
        )  # fmt: skip
        return self._release(first)

    def csv_text(self) -> str:
        """The flat form in which the notices of one area were republished: no dates of the contract."""
        g, calendar, dice = self.g, self.g.calendar, self.g.dice
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(CSV_COLUMNS)
        for deal in self.flat:
            place, firm = g.place(deal), g.firm(deal)
            day = min(deal.published, ANCHOR - timedelta(days=3))
            awarded = dice.roll("awarded", deal.key) < 0.75 or deal.is_story
            writer.writerow([
                place.short.lower(), f"sample-{deal.key}", deal.title, description(deal, place), place.name,
                "awarded" if awarded else "closed", "Contract", calendar.iso(day), calendar.iso(day - timedelta(days=60)),
                calendar.iso(day - timedelta(days=9)) if awarded else "", deal.net, 0, deal.net if awarded else "",
                g.supplier_name(firm, deal.key) if awarded else "", firm.scale == "sme", deal.ware.cpv, deal.ware.cpv_label,
                "Sample region", "", True, f"{SITE}/Notice/sample-{deal.key}",
            ])  # fmt: skip
            g.traps["flat notice without any date of the contract"] += 1
        return out.getvalue()
