"""What one release says of one award, contract or tender, as claims with their JSON paths.

Each function appends to a list of claims. A missing value is no claim: unknown is not nought.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from guildhall.engine.clean import notices, text
from guildhall.engine.records import Basis, Claim
from guildhall.engine.sources.ocds import extensions, routes, shapes, values

Report = Callable[[str, str], None]
"""Takes the code of an issue and its plain sentence."""

AWARD_STATUS = {
    "active": "active", "pending": "planned", "planned": "planned", "planning": "planned",
    "cancelled": "cancelled", "unsuccessful": "cancelled", "withdrawn": "cancelled",
}  # fmt: skip
OLDER_GROUNDS = (
    ("Need for additional works, services or supplies", "additionalByOriginalContractor"),
    ("Need for modification brought about by circumstances", "unforeseeableCircumstances"),
)
"""How change notices before the Procurement Act begin the reason, and what we call it."""
_ENDED_AS_AGREED = ("completed", "complete", "expired", "expiry")


class Said(list[Claim]):
    """The claims of one sighting as they are gathered, with the ear for what is wrong with them."""

    __slots__ = ("complain",)

    def __init__(self, complain: Report) -> None:
        self.complain = complain


def _day(claims: Said, field: str, published: str, basis: Basis, path: str) -> str:
    day = values.day(published)
    if day:
        claims.append(Claim(field, day, basis, path))
    elif published.strip():
        claims.complain(
            "date_unreadable", f"{path} is “{published[:40]}”, which is no date we can read; it was left out"
        )
    return day


def period(claims: Said, term: shapes.Period, basis: Basis, path: str, *, with_start: bool = True) -> int:
    """The term. Answers the months between its end and its last possible end, 0 if they are not both known."""
    start = end = last = ""
    if with_start and term.start_date:
        start = _day(claims, "starts_on", term.start_date, basis, f"{path}.startDate")
    if term.end_date:
        end = _day(claims, "ends_on", term.end_date, basis, f"{path}.endDate")
        if start and end and end < start:
            claims.complain("end_before_start", f"{path} ends on {end}, before it starts on {start}")
    if term.max_extent_date:
        last = _day(claims, "last_end_on", term.max_extent_date, basis, f"{path}.maxExtentDate")
        if last and end and last < end:
            claims.complain("last_end_before_end", f"{path} could last until {last} at most, yet it ends on {end}")
    if months := values.months(term.duration_in_months):
        claims.append(Claim("duration_months", str(months), basis, f"{path}.durationInMonths"))
    elif months := values.months_of_days(term.duration_in_days):
        claims.append(Claim("duration_months", str(months), "C", f"{path}.durationInDays"))
    return extensions.span(end, last) if end and last else 0


def change_of_term(claims: Said, term: shapes.Period, path: str) -> int:
    """The period of a UK10 notice: its start is the day of the change, and so is its end unless it lies later.

    2026-08: 083674-2026 gave start = end = the day of the change, 076773-2026 a start alone, the day after it.
    """
    start = values.day(term.start_date) if term.start_date else ""
    end = values.day(term.end_date) if term.end_date else ""
    if end and end > start:
        return period(claims, term, "A", path, with_start=False)
    last = values.day(term.max_extent_date) if term.max_extent_date else ""
    if last and last > max(start, end):
        claims.append(Claim("last_end_on", last, "A", f"{path}.maxExtentDate"))
    return 0


def extension(
    claims: Said, of: shapes.Award | shapes.Contract | shapes.Lot, basis: Basis, path: str, span: int
) -> None:
    """Declared ways to extend, in the notice's words and, where they can be read, in months."""
    if of.has_renewal is False:
        claims.append(Claim("extension", "none_declared", basis, f"{path}.hasRenewal"))
    elif of.has_renewal:
        claims.append(Claim("extension", "declared", basis, f"{path}.hasRenewal"))
    if of.renewal is not None and of.renewal.description:
        _extension_text(claims, of.renewal.description, basis, f"{path}.renewal.description", span)
    elif isinstance(of, shapes.Lot) and of.options is not None and of.options.description:
        words = of.options.description.lower()
        if not of.has_renewal and ("exten" in words or "renew" in words):  # older notices put the two together
            _extension_text(claims, of.options.description, basis, f"{path}.options.description", span)


def _extension_text(claims: Said, words: str, basis: Basis, path: str, span: int) -> None:
    claims.append(Claim("extension_text", values.prose(words, 2000), basis, path))
    if steps := extensions.options(words, span):
        claims.append(Claim("options", ",".join(map(str, steps)), "C", path))
    asked = notices.spoken(words)
    if asked.months is not None:
        claims.append(Claim("notice_months", str(asked.months), "C", path))
    elif asked.days is not None:
        claims.append(Claim("notice_days", str(asked.days), "C", path))


def value(claims: Said, worth: shapes.Value, basis: Basis, path: str) -> None:
    """Net and gross kept apart. A nought or a penny is claimed as published; resolution knows what they mean."""
    if sum_ := values.amount(worth.amount):
        claims.append(Claim("value_net", sum_, basis, f"{path}.amount"))
    if sum_ := values.amount(worth.amount_gross):
        claims.append(Claim("value_gross", sum_, basis, f"{path}.amountGross"))
    if worth.currency:
        claims.append(Claim("currency", worth.currency, basis, f"{path}.currency"))


def one_sum(claims: Said, field: str, worth: shapes.Value, basis: Basis, path: str) -> None:
    """An estimate or a final value: net if there is one, else gross."""
    if sum_ := values.amount(worth.amount):
        claims.append(Claim(field, sum_, basis, f"{path}.amount"))
    elif sum_ := values.amount(worth.amount_gross):
        claims.append(Claim(field, sum_, basis, f"{path}.amountGross"))


def _codes(classifications: Iterable[shapes.Coded | None]) -> list[str]:
    return [
        str(one.id).partition("-")[0]
        for one in classifications
        if one is not None and one.id is not None and one.scheme in {"CPV", None}
    ]


def cpv(claims: Said, award: shapes.Award | None, tender: shapes.Tender, basis: Basis, path: str) -> None:
    """CPV codes, the main one first: of the award's own items, else of the tender and its items for the same lots."""
    codes: list[str] = []
    where = f"{path}.items"
    for item in (award and award.items) or ():
        codes += _codes((item.classification, *(item.additional_classifications or ())))
    if not codes:
        where = "tender.classification"
        codes = _codes((tender.classification, *(tender.additional_classifications or ())))
        lots = award.related_lots if award else None
        for item in tender.items or ():
            if not (lots and item.related_lot is not None and item.related_lot not in lots):
                where = where if codes else "tender.items"
                codes += _codes((item.classification, *(item.additional_classifications or ())))
    if codes:
        codes = codes if len(codes) == 1 else list(dict.fromkeys(codes))
        claims.append(Claim("cpv", ",".join(codes), basis, where))


def route(claims: Said, tender: shapes.Tender, basis: Basis) -> None:
    """The way it was bought, and the ground given where there was no competition."""
    details, method = tender.procurement_method_details or "", tender.procurement_method or ""
    if details or method:
        path = "tender.procurementMethodDetails" if details else "tender.procurementMethod"
        if found := routes.route(details, method):
            claims.append(Claim("route", found, basis, path))
        if details:
            claims.append(Claim("route_text", text.label(details), basis, path))
    if grounds := tender.procurement_method_rationale_classifications:
        ids = [str(one.id) for one in grounds if one.id is not None]
        if ids:
            path = "tender.procurementMethodRationaleClassifications"
            claims.append(Claim("rationale", ",".join(ids), basis, path))
    if tender.procurement_method_rationale:
        words = values.prose(tender.procurement_method_rationale)
        claims.append(Claim("rationale_text", words, basis, "tender.procurementMethodRationale"))


def subject(claims: Said, release: shapes.Release, tender: shapes.Tender, basis: Basis, regime: str) -> None:
    """What every award and contract of a release has in common."""
    if tender.description:
        claims.append(Claim("description", values.prose(tender.description), basis, "tender.description"))
    if regime != "unknown":
        path = "tender.legalBasis.scheme" if tender.legal_basis else "tender.procurementMethodDetails"
        claims.append(Claim("regime", regime, basis, path))
    route(claims, tender, basis)
    if tender.value is not None:
        one_sum(claims, "value_estimate", tender.value, "C", "tender.value")
    if tender.special_regime:
        regimes = ",".join(one for one in tender.special_regime if one)
        claims.append(Claim("special_regime", regimes, basis, "tender.specialRegime"))
    if (techniques := tender.techniques) is not None:
        if techniques.has_framework_agreement:
            claims.append(Claim("is_framework", "true", basis, "tender.techniques.hasFrameworkAgreement"))
        elif techniques.has_dynamic_purchasing_system:
            claims.append(Claim("is_framework", "true", basis, "tender.techniques.hasDynamicPurchasingSystem"))
    for index, process in enumerate(release.related_processes or ()):
        if process.relationship and "framework" in process.relationship and process.identifier:
            claims.append(Claim("framework", process.identifier, basis, f"relatedProcesses[{index}].identifier"))
            break


def title(claims: Said, basis: Basis, *candidates: tuple[str | None, str]) -> None:
    """The first title that says something."""
    for words, path in candidates:
        if words and (label := text.label(words)):
            claims.append(Claim("title", label, basis, path))
            return


def bids(claims: Said, statistics: list[shapes.Statistic], lots: list[shapes.Id] | None, basis: Basis) -> None:
    """How many bids came in for the lots of an award, and for the lot that drew the fewest."""
    total, place = None, ""
    by_lot: dict[shapes.Id, int] = {}
    for index, one in enumerate(statistics):
        if one.measure != "bids":
            continue
        if lots and one.related_lot is not None and one.related_lot not in lots:
            continue
        count = values.whole(one.value)
        if count is not None:
            total, place = (total or 0) + count, place or f"bids.statistics[{index}].value"
            if one.related_lot is not None:
                by_lot[one.related_lot] = by_lot.get(one.related_lot, 0) + count
    if total is not None:
        claims.append(Claim("bids", str(total), basis, place))
        if len(by_lot) > 1:
            claims.append(Claim("bids_least", str(min(by_lot.values())), basis, place))


def changes(claims: Said, contract: shapes.Contract, path: str) -> None:
    """Amendments and proposals. A proposal moves nothing: it is kept as words."""
    grounds: list[str] = []
    words: list[str] = []
    where = ""
    for name, listed in (("amendments", contract.amendments), ("proposedAmendments", contract.proposed_amendments)):
        for index, one in enumerate(listed or ()):
            where = where or f"{path}.{name}[{index}]"
            grounds += [str(ground.id) for ground in one.rationale_classifications or () if ground.id]
            said = one.rationale or one.description or ""
            grounds += [code for words_, code in OLDER_GROUNDS if said.startswith(words_)]
            if name == "proposedAmendments":
                said = " ".join(filter(None, ("Proposed:", _proposal(one), said)))
            if said:
                words.append(said)
    if grounds:
        claims.append(Claim("change_ground", ",".join(dict.fromkeys(grounds)), "A", where))
    if words:
        claims.append(Claim("change_text", values.prose("\n".join(words), 2000), "A", where))


def _proposal(proposed: shapes.Amendment) -> str:
    parts = []
    term, worth = proposed.period, proposed.value
    if term is not None and term.end_date and (end := values.day(term.end_date)):
        parts.append(f"end {end}")
    if term is not None and term.max_extent_date and (last := values.day(term.max_extent_date)):
        parts.append(f"last possible end {last}")
    if worth is not None and (sum_ := values.amount(worth.amount)):
        parts.append(f"value {sum_} {worth.currency or ''}".strip())
    return ", ".join(parts) + "." if parts else ""


def ending(claims: Said, contract: shapes.Contract, path: str) -> None:
    """How the contract stands, and when and at what cost it ended."""
    status = contract.status
    if status == "terminated":
        reasons = contract.termination_rationale_classifications or ()
        ids = [str(one.id) for one in reasons if one.id]
        as_agreed = any(word in reason.lower() for reason in ids for word in _ENDED_AS_AGREED)
        claims.append(Claim("status", "ended" if as_agreed else "terminated", "A", f"{path}.status"))
        if ids:
            where = f"{path}.terminationRationaleClassifications"
            claims.append(Claim("change_ground", ",".join(ids), "A", where))
    elif status and (known := AWARD_STATUS.get(status)):
        claims.append(Claim("status", known, "A", f"{path}.status"))
    if contract.status_details and status in {"terminated", "cancelled"}:
        words = values.prose(contract.status_details, 2000)
        claims.append(Claim("change_text", words, "A", f"{path}.statusDetails"))
    if (done := contract.implementation) is not None:
        if done.end_date:
            _day(claims, "ended_on", done.end_date, "A", f"{path}.implementation.endDate")
        if done.final_value is not None:
            one_sum(claims, "value_final", done.final_value, "A", f"{path}.implementation.finalValue")
        if done.metrics:
            claims.append(Claim("metrics", str(len(done.metrics)), "A", f"{path}.implementation.metrics"))
            _observed(claims, done.metrics, f"{path}.implementation.metrics")


def _observed(claims: Said, metrics: list[shapes.Metric], path: str) -> None:
    """How many measures of performance were not met, where their outcome is told."""
    outcomes = [
        {str(o.measure_classification.id) for o in metric.observations or () if o.measure_classification is not None}
        for metric in metrics
    ]
    if any(outcomes):
        missed = sum(bool(outcome - {"met", "None"}) for outcome in outcomes)
        claims.append(Claim("metrics_missed", str(missed), "A", path))


def metrics(claims: Said, contract: shapes.Contract, basis: Basis, path: str) -> None:
    """Measures of performance agreed at the start, or why there are none."""
    if contract.agreed_metrics:
        claims.append(Claim("metrics", str(len(contract.agreed_metrics)), basis, f"{path}.agreedMetrics"))
    elif contract.no_agreed_metrics_rationale:
        words = values.prose(contract.no_agreed_metrics_rationale, 2000)
        claims.append(Claim("metrics_why", words, basis, f"{path}.noAgreedMetricsRationale"))


def day(claims: Said, field: str, published: str | None, basis: Basis, path: str) -> None:
    """One date, if it is given and can be read."""
    if published:
        _day(claims, field, published, basis, path)
