"""What one notice says: kind, buyer, contracts and every claim with its place."""

import json
import re
from typing import Any

import pytest

from guildhall.engine.records import FIELDS, Issue, Sighting
from guildhall.engine.sources import ocds
from guildhall.engine.sources.ocds import notice, shapes

ACT = {"scheme": "UKPGA", "id": "2023/54"}
CELEX = {"scheme": "CELEX", "id": "32014L0024"}


def read(*, tender: Any = None, issues: list[Issue] | None = None, **parts: Any) -> ocds.Document:
    release = {
        "ocid": "ocds-h6vhtk-06e08b", "id": "075898-2026", "date": "2026-08-10T16:30:06+01:00",
        "tag": ["award", "contract"], "buyer": {"name": "Body"}, "tender": {"title": "Title", **(tender or {})},
    } | parts  # fmt: skip
    found = ocds.document(json.dumps(release).encode(), "f", "line 1", [].append if issues is None else issues.append)
    assert found is not None
    for sighting in found.sightings:
        for claim in sighting.claims:
            assert claim.field in FIELDS
            assert claim.value
            place(release, claim.path)
    return found


def place(release: Any, path: str) -> None:
    """The path leads somewhere in the release, but for a flag or status that is missing."""
    at = release
    steps = re.findall(r"([^.\[\]]+)|\[(\d+)\]", path)
    for number, (name, index) in enumerate(steps):
        if isinstance(at, dict) and name not in at:
            assert number == len(steps) - 1, path
            assert path == "tender.status", path
            return
        at = at[int(index)] if index else at[name]


def said(sighting: Sighting) -> dict[str, tuple[str, str, str]]:
    return {claim.field: (claim.value, claim.basis, claim.path) for claim in sighting.claims}


def paper(kind: str, number: str = "075898-2026") -> list[dict[str, str]]:
    return [{"id": number, "noticeType": kind, "url": f"https://www.find-tender.service.gov.uk/Notice/{number}"}]


def test_a_contract_details_notice() -> None:
    document = read(
        tender={
            "description": "Eight machines.", "legalBasis": ACT, "procurementMethod": "selective",
            "procurementMethodDetails": "Below threshold - award under framework", "specialRegime": ["lightTouch", None],
            "value": {"amountGross": 100, "currency": "GBP"}, "procurementMethodRationale": "Because.",
            "procurementMethodRationaleClassifications": [{"id": "urgency"}, {"description": "no id"}],
            "techniques": {"hasDynamicPurchasingSystem": True},
        },
        parties=[
            {"id": "GB-PPON-B", "name": "Body", "roles": ["buyer"], "identifier": {"scheme": "GB-PPON", "id": "PDVC-9719-ZQGL"}},
            {"id": "s", "name": "LION LIMITED", "roles": ["supplier"], "identifier": {"scheme": "GB-COH", "id": "1591869"},
             "additionalIdentifiers": [{"scheme": "GB-PPON", "id": "PZPW-4756-GJRH"}, {"scheme": "", "id": "x"}, {"id": None}],
             "address": {"postalCode": "cf632be"}, "details": {"scale": "sme", "vcse": False}},
        ],
        buyer={"id": "GB-PPON-B", "name": "Body"},
        awards=[{"id": "1", "mainProcurementCategory": "goods", "date": "2026-07-01T00:00:00+01:00", "relatedLots": ["1"],
                 "suppliers": [{"id": "s", "name": "LION LIMITED"}, {"id": "s", "name": "LION LIMITED"}],
                 "items": [{"additionalClassifications": [{"scheme": "CPV", "id": "38544000"}, {"scheme": "UNSPSC", "id": "1"}]},
                           {"classification": {"scheme": "CPV", "id": "38544000-1"}}]}],
        contracts=[{
            "id": "1", "awardID": "1", "title": "Machines", "status": "active", "dateSigned": "2026-07-10T00:00:00+01:00",
            "aboveThreshold": False, "hasRenewal": True, "renewal": {"description": "1+1 years"},
            "period": {"startDate": "2026-07-13T00:00:00+01:00", "endDate": "2028-07-12T23:59:59+01:00",
                       "maxExtentDate": "2030-07-12T23:59:59+01:00"},
            "value": {"amountGross": 91631.04, "amount": 76359.2, "currency": "GBP"}, "agreedMetrics": [{"id": "1"}, {"id": "2"}],
            "documents": paper("UK7"),
        }],
        relatedProcesses=[{"relationship": ["planning"], "identifier": "no"}, {"relationship": ["framework"], "identifier": "ocds-h6vhtk-05fad5"},
                          {"relationship": ["framework"], "identifier": "second"}],
        bids={"statistics": [{"measure": "bids", "value": 2, "relatedLot": "1"}, {"measure": "bids", "value": 9, "relatedLot": "2"},
                             {"measure": "smeBids", "value": 1}, {"measure": "bids", "value": "?"}, {"measure": "bids", "value": 1}]},
    )  # fmt: skip
    assert (document.notice_kind, document.regime, document.order) == ("UK7", "act", "2026-075898")
    assert document.url == "https://www.find-tender.service.gov.uk/Notice/075898-2026"
    (sighting,) = document.sightings
    assert (sighting.local_id, sighting.award_id, sighting.process) == ("1", "1", "ocds-h6vhtk-06e08b")
    (supplier,) = sighting.suppliers
    assert supplier.ids == ("GB-COH:01591869", "GB-PPON:PZPW-4756-GJRH")
    assert (supplier.postcode, supplier.size, supplier.vcse) == ("CF63 2BE", "sme", False)
    assert supplier.path == "awards[0].suppliers[0]"
    assert document.buyers[0].ids == ("GB-PPON:PDVC-9719-ZQGL",)
    period, basis = "contracts[0].period", "A"
    assert said(sighting) == {
        "title": ("Machines", basis, "contracts[0].title"),
        "description": ("Eight machines.", basis, "tender.description"),
        "starts_on": ("2026-07-13", basis, f"{period}.startDate"),
        "ends_on": ("2028-07-12", basis, f"{period}.endDate"),
        "last_end_on": ("2030-07-12", basis, f"{period}.maxExtentDate"),
        "extension": ("declared", basis, "contracts[0].hasRenewal"),
        "extension_text": ("1+1 years", basis, "contracts[0].renewal.description"),
        "options": ("12,12", "C", "contracts[0].renewal.description"),
        "value_net": ("76359.2", basis, "contracts[0].value.amount"),
        "value_gross": ("91631.04", basis, "contracts[0].value.amountGross"),
        "currency": ("GBP", basis, "contracts[0].value.currency"),
        "value_estimate": ("100", "C", "tender.value.amountGross"),
        "status": ("active", basis, "contracts[0].status"),
        "signed_on": ("2026-07-10", basis, "contracts[0].dateSigned"),
        "awarded_on": ("2026-07-01", basis, "awards[0].date"),
        "above_threshold": ("false", basis, "contracts[0].aboveThreshold"),
        "metrics": ("2", basis, "contracts[0].agreedMetrics"),
        "cpv": ("38544000", basis, "awards[0].items"),
        "main_category": ("goods", basis, "awards[0].mainProcurementCategory"),
        "regime": ("act", basis, "tender.legalBasis.scheme"),
        "route": ("call_off", basis, "tender.procurementMethodDetails"),
        "route_text": ("Below threshold - award under framework", basis, "tender.procurementMethodDetails"),
        "rationale": ("urgency", basis, "tender.procurementMethodRationaleClassifications"),
        "rationale_text": ("Because.", basis, "tender.procurementMethodRationale"),
        "special_regime": ("lightTouch", basis, "tender.specialRegime"),
        "is_framework": ("true", basis, "tender.techniques.hasDynamicPurchasingSystem"),
        "framework": ("ocds-h6vhtk-05fad5", basis, "relatedProcesses[1].identifier"),
        "bids": ("3", basis, "bids.statistics[0].value"),
    }


def test_an_award_notice_stands_on_lower_ground() -> None:
    document = read(
        tender={"legalBasis": ACT},
        awards=[{"id": "1", "status": "pending", "documents": paper("UK5"), "aboveThreshold": True, "description": "What.",
                 "contractPeriod": {"startDate": "2026-09-14T00:00:00+01:00", "endDate": "2027-03-31T23:59:59+01:00"}}],
    )  # fmt: skip
    (sighting,) = document.sightings
    claims = said(sighting)
    assert claims["ends_on"] == ("2027-03-31", "B", "awards[0].contractPeriod.endDate")
    assert claims["status"] == ("planned", "B", "awards[0].status")
    assert claims["extension"] == ("none_declared", "B", "awards[0]")
    assert claims["description"] == ("What.", "B", "awards[0].description")
    assert claims["above_threshold"][0] == "true"


def test_awards_without_a_contract_stand_beside_those_with_one() -> None:
    document = read(
        tender={"legalBasis": CELEX, "mainProcurementCategory": "works",
                "lots": [{"id": "1"}, {"id": "2", "contractPeriod": {"durationInDays": 720}, "hasRenewal": True,
                                      "renewal": {"description": "two 12 month extensions"}}]},
        awards=[{"id": "a1", "relatedLots": ["1"], "suppliers": [{"name": "One"}]},
                {"id": "a2", "relatedLots": ["2"], "suppliers": [{"name": "Two"}], "value": {"amount": 7}},
                {"id": "a3", "status": "unsuccessful", "statusDetails": "No bids", "relatedLots": ["1", "2"]}],
        contracts=[{"id": "c2", "awardID": "a2", "status": "active"}, {"id": "c9", "awardID": "a9", "description": "Lone"}],
    )  # fmt: skip
    assert [(one.local_id, one.award_id) for one in document.sightings] == [
        ("c2", "a2"), ("c9", "a9"), ("a1", "a1"), ("a3", "a3"),
    ]  # fmt: skip
    second, lone, _, failed = map(said, document.sightings)
    assert second["value_net"] == ("7", "B", "awards[1].value.amount")
    assert second["duration_months"] == ("24", "C", "tender.lots[1].contractPeriod.durationInDays")
    assert second["extension"] == ("declared", "C", "tender.lots[1].hasRenewal")
    assert second["options"] == ("12,12", "C", "tender.lots[1].renewal.description")
    assert second["main_category"] == ("works", "B", "tender.mainProcurementCategory")
    assert lone["description"] == ("Lone", "B", "contracts[1].description")
    assert failed["status"][0] == "cancelled"
    assert failed["change_text"] == ("No bids", "B", "awards[2].statusDetails")


def test_a_contract_takes_its_term_from_its_award() -> None:
    document = read(
        tender={"legalBasis": ACT},
        awards=[{"id": "1", "contractPeriod": {"endDate": "2027-03-31T23:59:59+01:00"}}],
        contracts=[{"id": "1", "awardID": "1", "documents": paper("UK7"), "status": "pending"}],
    )
    claims = said(document.sightings[0])
    assert claims["ends_on"] == ("2027-03-31", "B", "awards[0].contractPeriod.endDate")
    assert claims["status"] == ("planned", "A", "contracts[0].status")


def test_an_award_of_contracts_finder_without_a_term_of_its_own() -> None:
    document = read(
        ocid="ocds-b5fd17-da960a75-3754-42e6-affa-97c0f78d5f56", id="edd56631-0af5-46b1-b4ed-4367ab83fe35-340494", tag=["award"],
        tender={"contractPeriod": {"startDate": "2020-02-01T00:00:00Z", "endDate": "2024-01-31T23:59:59Z", "durationInMonths": 48},
                "procurementMethodDetails": "Competitive quotation (below threshold)",
                "items": [{"classification": {"scheme": "CPV", "id": "70333000"}, "relatedLot": "9"}],
                "classification": {"scheme": "CPV", "id": "85000000"}, "additionalClassifications": [{"scheme": "CPV", "id": "98000000"}]},
        awards=[{"id": "x-1", "status": "active", "relatedLots": ["1"], "description": "Sanctuary: trading as", "suppliers": [{"id": "GB-CFS-7", "name": "S"}, {"id": None, "name": " "}]}],
        parties=[{"id": "GB-CFS-7", "name": "S", "address": {"streetAddress": "Castle Street\nWORCESTER\nWR1 3ZQ\nGB"}, "details": {}}],
    )  # fmt: skip
    assert (document.source, document.regime) == ("contracts_finder", "below")
    assert document.url == "https://www.contractsfinder.service.gov.uk/Notice/edd56631-0af5-46b1-b4ed-4367ab83fe35"
    assert document.order == "20260810153006 000340494"
    claims = said(document.sightings[0])
    assert claims["ends_on"] == ("2024-01-31", "C", "tender.contractPeriod.endDate")
    assert claims["duration_months"] == ("48", "C", "tender.contractPeriod.durationInMonths")
    assert claims["cpv"] == ("85000000,98000000", "B", "tender.classification")
    assert claims["route"][0] == "quote"
    assert "extension" not in claims
    (supplier,) = document.sightings[0].suppliers
    assert (supplier.ids, supplier.postcode, supplier.size) == (("GB-CFS:7",), "WR1 3ZQ", "")


def test_the_address_of_an_older_notice_stands_among_its_documents() -> None:
    document = read(
        id="x", tag=["award"],
        awards=[{"id": "1", "documents": [{"id": "1", "documentType": "awardNotice", "url": "https://one"},
                                          {"id": "2", "documentType": "awardNotice", "url": "https://two"}]}],
    )  # fmt: skip
    assert (document.url, document.order) == ("https://one", "20260810153006 x")


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        (["planning"], "planning"), (["planning", "tender"], "tender"), (["tenderAmendment"], "tender_update"),
        (["tenderCancellation"], "tender_cancellation"), (["award", "contract"], "award"),
        (["awardUpdate", "contractUpdate"], "award_update"), (["contract"], "contract"),
        (["contractTermination"], "contract_update"), (["compiled", None], "tender"), (None, "tender"),
    ],
)  # fmt: skip
def test_kinds_by_tag(tags: list[str] | None, kind: str) -> None:
    assert read(tag=tags).notice_kind == kind


def test_kind_by_a_document_of_planning_or_tender() -> None:
    assert read(planning={"documents": paper("UK2")}).notice_kind == "UK2"
    assert read(planning={}, tender={"documents": paper("UK4", "other")}).notice_kind == "award"
    (warned,) = read(planning={"documents": paper("UK2")}).sightings
    assert {claim.field for claim in warned.claims} == {"planned_on", "engaged_on"}


def test_what_is_told_before_the_award() -> None:
    """Minimal after the UK2 075898-2026, the UK4 075940-2026 and the KPIs of 076141-2026, August 2026."""
    stone = {"type": "engagement", "dueDate": "2026-08-28T23:59:59+01:00"}
    (warned,) = read(planning={"documents": paper("UK2"), "milestones": [stone, {"type": "other"}]}).sightings
    assert {claim.field: claim.value for claim in warned.claims}["engagement_ends_on"] == "2026-08-28"
    lots = [{"id": "1", "suitability": {"sme": True}}, {"id": "2", "suitability": {"vcse": True}}]
    call = read(tag=["tender"], tender={"documents": paper("UK4"), "lots": lots, "noLotsDivisionRationale": "One site"})
    said = {claim.field: claim.value for claim in call.sightings[0].claims}
    assert (said["lots"], said["suits_small"], said["lots_why"]) == ("2", "sme+vcse", "One site")
    assert said["tendered_on"] == "2026-08-10"
    assert read(planning={"documents": paper("UK2")}, date=None).sightings == ()


def test_measures_of_performance_and_why_there_are_none() -> None:
    met, below = ({"observations": [{"measureClassification": {"id": each}}]} for each in ("met", "slightlyBelow"))
    contract = {"id": "1", "awardID": "1", "implementation": {"metrics": [met, below, {"id": "3"}]}}
    (one,) = read(tag=["implementation"], contracts=[contract]).sightings
    said = {claim.field: claim.value for claim in one.claims}
    assert (said["metrics"], said["metrics_missed"]) == ("3", "1")
    contract = {"id": "1", "awardID": "1", "noAgreedMetricsRationale": "A one-off purchase"}
    (one,) = read(tag=["contract"], contracts=[contract]).sightings
    assert {claim.field: claim.value for claim in one.claims}["metrics_why"] == "A one-off purchase"


def test_the_grounds_of_older_change_notices_are_read_from_their_words() -> None:
    rationale = "Need for additional works, services or supplies by the original contractor/concessionaire: a module"
    (one,) = read(
        tag=["awardUpdate", "contractUpdate"],
        contracts=[{"id": "1", "awardID": "1", "amendments": [{"rationale": rationale}]}],
    ).sightings
    assert {claim.field: claim.value for claim in one.claims}["change_ground"] == "additionalByOriginalContractor"


def test_a_call_for_competition_is_planned_and_says_what_holds_for_all_lots() -> None:
    document = read(
        tag=["tender"],
        tender={"mainProcurementCategory": "services", "aboveThreshold": True, "items": [{"additionalClassifications": [{"id": "72000000"}]}],
                "procurementMethod": "open",
                "lots": [{"hasRenewal": False, "contractPeriod": {"startDate": "2027-01-01"}}, {"hasRenewal": False}]},
    )  # fmt: skip
    claims = said(document.sightings[0])
    assert claims["status"] == ("planned", "C", "tender.status")
    assert claims["extension"] == ("none_declared", "C", "tender.lots[0].hasRenewal")
    assert claims["cpv"] == ("72000000", "C", "tender.items")
    assert claims["route"] == ("open", "C", "tender.procurementMethod")
    assert claims["above_threshold"][0] == "true"
    assert "starts_on" not in claims
    assert document.sightings[0].local_id == ""


def test_a_call_whose_lots_have_nothing_in_common() -> None:
    document = read(tag=["tender"], tender={"lots": [{"hasRenewal": False}, {}, {"hasRenewal": False}]})
    assert "extension" not in said(document.sightings[0])


def test_a_call_with_a_term_of_its_own_and_a_call_withdrawn() -> None:
    document = read(tag=["tender"], tender={"status": "withdrawn", "contractPeriod": {"endDate": "2027-01-01"}})
    claims = said(document.sightings[0])
    assert claims["status"] == ("cancelled", "C", "tender.status")
    assert claims["ends_on"] == ("2027-01-01", "C", "tender.contractPeriod.endDate")
    document = read(
        tag=["tenderCancellation"], tender={"documents": paper("UK12")}, awards=[{"id": "1", "status": "active"}]
    )
    assert said(document.sightings[0])["status"] == ("cancelled", "A", "tender.status")


def test_options_that_extend_and_options_that_buy_more() -> None:
    def words(description: str, **more: Any) -> dict[str, Any]:
        document = read(tag=["tender"], tender={"lots": [{"options": {"description": description}, **more}]})
        return said(document.sightings[0])

    assert words("Extension of 12 months at the council's discretion")["options"][0] == "12"
    assert "extension_text" not in words("Option to purchase 5yrs maintenance")
    assert "extension_text" not in words("Extension of 12 months", hasRenewal=True)


def change(period: dict[str, str], **more: Any) -> dict[str, Any]:
    document = read(
        tag=["contractAmendment"], tender={"legalBasis": ACT},
        contracts=[{"id": "1", "awardID": "1", "documents": paper("UK10"), "period": period, **more}],
    )  # fmt: skip
    return said(document.sightings[0])


def test_a_change_that_really_moves_the_end() -> None:
    claims = change(
        {"startDate": "2026-08-13", "endDate": "2027-08-12T23:59:59+01:00", "maxExtentDate": "2028-08-12"},
        hasRenewal=True, renewal={"description": "12 months"},
    )  # fmt: skip
    assert claims["ends_on"] == ("2027-08-12", "A", "contracts[0].period.endDate")
    assert claims["last_end_on"][0] == "2028-08-12"
    assert claims["options"][0] == "12"
    assert "starts_on" not in claims
    assert change({"endDate": "2027-08-12"})["ends_on"][0] == "2027-08-12"


def test_a_change_that_says_nothing_of_the_term() -> None:
    assert not {"starts_on", "ends_on", "last_end_on"} & set(change({}))
    assert not {"last_end_on"} & set(change({"startDate": "2026-08-13", "maxExtentDate": "2026-08-13"}))
    assert "ends_on" not in change({"startDate": "2026-08-13", "endDate": "2026-08-01"})
    document = read(
        tag=["contractAmendment"], tender={"legalBasis": ACT}, contracts=[{"id": "1", "documents": paper("UK10")}]
    )
    assert document.sightings[0].award_id == ""


def test_changes_keep_ground_and_words() -> None:
    claims = change(
        {}, amendments=[{"rationaleClassifications": [{"id": "a"}, {"id": None}], "description": "One."}, {}],
        proposedAmendments=[{"rationale": "Two.", "rationaleClassifications": [{"id": "a"}], "period": {"endDate": "x"},
                             "value": {"amount": 509195.0, "currency": "GBP"}}, {"value": {"amount": None}}],
    )  # fmt: skip
    assert claims["change_ground"] == ("a", "A", "contracts[0].amendments[0]")
    assert claims["change_text"][0] == "One.\nProposed: value 509195 GBP. Two.\nProposed:"
    assert "change_text" not in change({}, amendments=[{}])


def test_endings() -> None:
    def ended(**contract: Any) -> dict[str, Any]:
        document = read(
            tag=["contractTermination"], tender={"legalBasis": ACT},
            contracts=[{"id": "1", "awardID": "1", "documents": paper("UK11"), **contract}],
        )  # fmt: skip
        return said(document.sightings[0])

    claims = ended(
        status="terminated", statusDetails="By agreement.", terminationRationaleClassifications=[{"id": "mutuallyAgreed"}, {}],
        implementation={"endDate": "2026-08-10T00:00:00+01:00", "finalValue": {"amountGross": 5}, "metrics": [{"id": "1"}]},
    )  # fmt: skip
    assert claims["status"][0] == "terminated"
    assert claims["change_text"] == ("By agreement.", "A", "contracts[0].statusDetails")
    assert claims["value_final"] == ("5", "A", "contracts[0].implementation.finalValue.amountGross")
    assert claims["metrics"][0] == "1"
    assert ended(status="terminated")["status"][0] == "terminated"
    assert (
        ended(status="terminated", terminationRationaleClassifications=[{"id": "contractExpired"}])["status"][0]
        == "ended"
    )
    assert "status" not in ended(status="unheard of", implementation={"finalValue": {}})
    assert ended(status="cancelled", statusDetails="Stopped.")["change_text"][0] == "Stopped."


def test_dates_that_cannot_be_or_stand_in_the_wrong_order() -> None:
    issues: list[Issue] = []
    document = read(
        issues=issues, tender={"legalBasis": ACT},
        awards=[{"id": "1", "date": "soon", "documents": paper("UK6"), "contractPeriod": {
            "startDate": "2027-01-01", "endDate": "2026-01-01", "maxExtentDate": "2025-01-01"}}],
    )  # fmt: skip
    assert [(issue.code, issue.severity, issue.row) for issue in issues] == [
        ("end_before_start", "warning", "line 1 075898-2026"),
        ("last_end_before_end", "warning", "line 1 075898-2026"),
        ("date_unreadable", "warning", "line 1 075898-2026"),
    ]
    claims = said(document.sightings[0])
    assert claims["ends_on"][0] == "2026-01-01"
    assert "awarded_on" not in claims
    read(issues=issues, awards=[{"id": "1", "date": " ", "contractPeriod": {"endDate": "", "startDate": None}}])
    assert len(issues) == 3


def test_processes_without_a_name() -> None:
    for ocid, process in (("ocds-b5fd17-", "ocds-b5fd17-:x"), ("", "other_notices:x"), (None, "other_notices:x")):
        issues: list[Issue] = []
        assert read(ocid=ocid, id="x", issues=issues).process == process
        assert [(issue.code, issue.severity) for issue in issues] == [("ocid_empty", "repaired")]


def test_names_of_releases_without_an_id() -> None:
    assert read(id=None).document == "ocds-h6vhtk-06e08b 2026-08-10T16:30:06+01:00"
    assert read(id="", date=None).document == "ocds-h6vhtk-06e08b"
    assert (
        read(id="", tender={"documents": [{"id": "x"}, {"id": "APR1", "documentType": "contractNotice"}]}).document
        == "APR1"
    )
    assert read(id="", date=None).published_on is None


def test_sources_by_their_prefix() -> None:
    assert ocds.source_of("ocds-h6vhtk-06e08b") == "find_a_tender"
    assert ocds.source_of("ocds-b5fd17raw-0054a4e6") == "contracts_finder"
    assert ocds.source_of("ocds-r6ebe6-0000581665") == "public_contracts_scotland"
    assert ocds.source_of("ocds-kuma6s-135000") == "sell2wales"
    assert ocds.source_of("ocds-213czf-000") == ocds.source_of("") == "other_notices"


def test_buyers_of_a_joint_purchase() -> None:
    document = read(
        buyer={"id": "a", "name": "Wandsworth"},
        parties=[{"id": "a", "name": "Wandsworth", "roles": ["buyer"]}, {"id": "b", "name": "Richmond", "roles": ["buyer", "x"]},
                 {"id": "c", "name": "Wandsworth", "roles": ["buyer"]}, {"id": "d", "name": "S", "roles": ["supplier"]}, {"name": "E"}],
    )  # fmt: skip
    assert [(party.name, party.path) for party in document.buyers] == [
        ("Wandsworth", "buyer"),
        ("Richmond", "parties[1]"),
    ]


def test_buyers_that_only_the_parties_name() -> None:
    parties = [
        {"id": "a", "name": "Oxford", "roles": ["buyer"]},
        {"id": "b", "name": "Swindon", "roles": ["procuringEntity"]},
    ]
    assert [party.name for party in read(buyer=None, parties=parties).buyers] == ["Oxford"]
    assert [party.name for party in read(buyer={"id": "a"}, parties=parties[1:]).buyers] == ["Swindon"]
    assert read(buyer={"name": " "}, parties=None).buyers == ()
    assert [party.name for party in read(buyer={"name": "Oxford"}).buyers] == ["Oxford"]


def test_identifiers_of_odd_kinds() -> None:
    document = read(
        awards=[{"id": "1", "suppliers": [{"id": 7, "name": "A"}, {"id": "8", "name": "B"}]}],
        parties=[{"id": 7, "name": "A", "identifier": {"scheme": "GB-COH", "id": 4713939}, "details": {"scale": "giant"}},
                 {"id": "8", "name": "B", "identifier": {"scheme": "GB-COH", "id": "none"}, "address": {}, "additionalIdentifiers": [{"scheme": "GB-CHC", "id": "1234567"}]}],
    )  # fmt: skip
    first, second = document.sightings[0].suppliers
    assert (first.ids, first.size) == (("GB-COH:04713939",), "")
    assert second.ids == ("GB-CHC:1234567",)


def test_notices_of_buyers_nobody_wants_are_known_but_not_read() -> None:
    data = json.dumps(
        {"ocid": "ocds-h6vhtk-000001", "id": "1", "tag": ["award"], "buyer": {"name": "Body"}, "awards": [{"id": "1"}]}
    )
    passed = ocds.document(data.encode(), "f", "1", pytest.fail, lambda buyers: False)
    wanted = ocds.document(data.encode(), "f", "1", pytest.fail, lambda buyers: buyers[0].name == "Body")
    assert passed is not None
    assert wanted is not None
    assert (len(passed.sightings), len(wanted.sightings)) == (0, 1)


def test_a_release_without_any_name_is_refused() -> None:
    issues: list[Issue] = []
    assert notice.document(shapes.Release(), "f", "line 1", issues.append) is None
    assert [issue.code for issue in issues] == ["release_nameless"]


def test_an_award_without_suppliers_in_a_call_is_no_award() -> None:
    document = read(tag=["tender"], tender={"documents": paper("UK4")}, awards=[{"id": "1", "status": "active"}])
    assert [one.local_id for one in document.sightings] == [""]


def test_a_market_is_no_contract() -> None:
    document = read(tender={"documents": paper("UK15")}, awards=[{"id": "1", "suppliers": [{"name": "A"}]}])
    assert (document.notice_kind, document.sightings) == ("UK15", ())


def test_a_change_that_lengthens_what_is_possible() -> None:
    claims = change({"startDate": "2026-08-21", "endDate": "2026-08-21T23:59:59+01:00", "maxExtentDate": "2026-12-31"})
    assert claims["last_end_on"] == ("2026-12-31", "A", "contracts[0].period.maxExtentDate")
    assert not {"starts_on", "ends_on"} & set(claims)


def test_a_proposal_in_full() -> None:
    proposed = {"period": {"startDate": "2026-08-12", "endDate": "2027-05-31", "maxExtentDate": "2027-08-31"}}
    words = change({}, proposedAmendments=[proposed])["change_text"][0]
    assert words == "Proposed: end 2027-05-31, last possible end 2027-08-31."


def test_words_that_give_no_months_and_sums_that_are_none() -> None:
    document = read(
        tender={"legalBasis": ACT, "value": {"amount": None}, "techniques": {"hasFrameworkAgreement": True},
                "procurementMethodDetails": "Not specified", "procurementMethodRationaleClassifications": [{"scheme": "x"}],
                "lots": [{"id": "1"}, {"id": "2"}], "contractPeriod": {"endDate": "2027-01-01"}},
        awards=[{"id": "1", "hasRenewal": True, "renewal": {"description": "See the documents"}, "relatedLots": ["3"],
                 "value": {"amount": "n/a"}, "documents": paper("UK6")}],
        relatedProcesses=[{"relationship": ["framework"]}],
    )  # fmt: skip
    claims = said(document.sightings[0])
    assert claims["extension_text"][0] == "See the documents"
    assert claims["ends_on"] == ("2027-01-01", "C", "tender.contractPeriod.endDate")
    assert claims["is_framework"][2] == "tender.techniques.hasFrameworkAgreement"
    assert not {"options", "value_net", "currency", "value_estimate", "route", "rationale", "framework"} & set(claims)


def test_a_lot_is_found_where_there_is_only_one() -> None:
    lots = [{"id": "1", "contractPeriod": {"durationInDays": 90}}]
    document = read(tender={"lots": lots}, awards=[{"id": "1", "value": {"amount": 3}}])
    assert said(document.sightings[0])["duration_months"][0] == "3"
    document = read(tender={"lots": lots * 2}, awards=[{"id": "1"}, {"id": "2", "relatedLots": ["1", "2"]}])
    assert [said(one).get("duration_months") for one in document.sightings] == [None, None]


def test_an_ending_without_a_value() -> None:
    document = read(
        tender={"documents": paper("UK9")},
        contracts=[{"id": "1", "awardID": "1", "implementation": {"metrics": [{"id": "1"}], "finalValue": None}}],
    )
    assert said(document.sightings[0])["metrics"][0] == "1"
