"""The page of one contract. `ContractPage` is what its template draws, already in words and marks."""

from dataclasses import dataclass, replace
from datetime import date

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from guildhall.core import clock, formats
from guildhall.core.access import public
from guildhall.engine import decide, records
from guildhall.engine.decide.window import steps
from guildhall.rooms.contracts.queries import contract as queries
from guildhall.rooms.contracts.queries import rows as row_queries
from guildhall.rooms.contracts.views import beside, calendar, facts, lines, missing
from guildhall.ui import parts, words
from guildhall.ui.figures.story import Story


@dataclass(frozen=True)
class ContractPage:
    """Everything the template shows, in the order of the page."""

    contract_id: str
    title: str
    caption: str
    council: parts.Link
    lead: str
    on: date
    state: str
    crumbs: tuple[parts.Link, ...]
    head: tuple[parts.HeadFact, ...]
    story: Story
    """Give it to `figures.timeline.draw` and `figures.upright.draw`."""
    why: tuple[str, ...]
    """Why decide-by is what it is, a sentence each."""
    if_nothing: str
    least_bad: str
    unknown: tuple[str, ...]
    """What would settle what is not known, a sentence each."""
    choices: tuple[decide.Choice, ...]
    settings: tuple[tuple[str, str, date, str], ...]
    """Planning figures of the sum: name, value, as of, source."""
    facts: tuple[parts.FactRow, ...]
    facts_note: str
    findings: tuple[parts.FindingRow, ...]
    finding_words: tuple[records.Finding, ...]
    """Each question's own answer, for the fold below the table."""
    questions: dict[str, parts.Link]
    """By code, the page of each of these questions."""
    findings_note: str
    peers_title: str
    peers_note: str
    peers_link: parts.Link | None
    peers_columns: tuple[parts.Column, ...]
    peers: tuple[tuple[object, ...], ...]
    notices: tuple[parts.Notice, ...]
    notices_note: str
    downloads: tuple[parts.Link, ...]
    description: str
    category_why: str
    products: tuple[parts.Link, ...]
    suppliers: tuple[parts.Link, ...]
    beside: beside.Beside
    """The same need before and after, and what was paid."""
    outlived: str
    """In use after recorded expiry, said neutrally; empty when not so."""


@public
def contract(request: HttpRequest, contract_id: str, form: formats.Form = "html") -> HttpResponseBase:
    """One contract, every fact with its source and state."""
    one = queries.by_id(contract_id)
    if one is None:
        return missing.page(request, form, "contract", contract_id)
    on = clock.today()
    if form == "ics":
        return calendar.of_contracts(request, [row_queries.row(one, on)], f"Decide by: {row_queries.row(one, on).name}")
    if form == "csv":
        listed = [row_queries.cells(row_queries.row(one, on), lines.site(request))]
        return formats.as_csv(formats.Sheet("contract", row_queries.HEADER, listed))
    found = queries.one(one, on)
    if form == "json":
        return formats.as_json(_data(found, on))
    return render(request, "contracts/contract.html.jinja", {"page": page(found, on)})


def page(found: queries.OneContract, on: date) -> ContractPage:
    """Facts into words."""
    contract, line, decision = found.contract, found.line, found.decision
    address = f"/contracts/{contract.contract_id}"
    fact_rows = [_linked(row, found) for row in facts.rows(found)]
    aside = beside.make(contract, found.kin, found.paid)
    finding_rows = facts.findings(found)
    answered = sum(row.known for row in finding_rows)
    asked = sum(len(row.marks) for row in finding_rows)
    council = parts.Link(
        line.council_name or "Buyer not named", f"/councils/{line.council_slug}/" if line.council_slug else ""
    )
    peers_title, peers_note, peers_link, peers = _peers(found, on)
    over = found.state == "ended"  # what could have been chosen is history
    return ContractPage(
        contract_id=contract.contract_id, title=line.name, caption="Contract of", council=council, lead=_lead(found),
        on=on, state=found.state,
        crumbs=(parts.Link("Contracts", "/radar/"), council, parts.Link(lines.short(line.name))),
        head=_head(found, on, answered, asked), story=_story(found, on), why=() if over else decision.why,
        if_nothing="" if contract.status in SILENT else decision.if_nothing_is_done, least_bad=decision.least_bad.words if decision.least_bad and not over else "",
        unknown=() if over else decision.would_settle, choices=() if over else decision.choices, settings=() if over else tuple(map(facts.setting, decision.settings_used)),
        facts=tuple(fact_rows), facts_note=_facts_note(fact_rows), findings=tuple(finding_rows),
        finding_words=tuple(one for one in found.findings if one.status != "not_applicable"),
        questions={one.indicator: facts.question(one.indicator) for one in found.findings},
        findings_note=f"{answered} of {words.count(asked, 'question')} could be answered",
        peers_title=peers_title, peers_note=peers_note, peers_link=peers_link, peers_columns=PEER_COLUMNS, peers=peers,
        notices=tuple(
            parts.Notice(one.published_on, one.title or queries.notice_words(one.kind), one.url, queries.notice_words(one.kind))
            for one in found.notices
        ),
        notices_note=_notices_note(found),
        downloads=(
            parts.Link("JSON", f"{address}.json"), parts.Link("CSV", f"{address}.csv"), parts.Link("Calendar", f"{address}.ics"),
        ),
        description=contract.description, category_why=contract.category_why,
        products=tuple(parts.Link(one.name, f"/products/{one.slug}/") for one in found.products),
        suppliers=tuple(parts.Link(one.name, f"/suppliers/{one.slug}/") for one in found.suppliers),
        beside=aside, outlived=aside.outlived,
    )  # fmt: skip


def _linked(row: parts.FactRow, found: queries.OneContract) -> parts.FactRow:
    """The supplier and the product lead to their pages."""
    named = {"Supplier": found.suppliers, "Product": found.products}.get(row.name, ())
    if not named or row.state == "unknown":
        return row
    # One name is shown as the document writes it; of several, each leads to its own page under the name it has there.
    said = [row.value] if len(named) == 1 else [one.name for one in named]
    links = (lines.link(name, f"/{one.kind}s/{one.slug}/") for name, one in zip(said, named, strict=True))
    return replace(row, value=lines.Markup(", ").join(links))


def _lead(found: queries.OneContract) -> str:
    what, who = ", ".join(found.line.product_names), ", ".join(found.line.supplier_names)
    if who and not found.contract.title:
        return "Published without a title"
    if what and who:
        return f"{what} from {who}"
    return what or (f"From {who}" if who else "The record names no supplier")


SILENT = {
    "copy": ("On its other record", "a second record of one contract"),
    "replaced": ("Replaced", "by a later contract"),
}
"""Contracts that another speaks for; see `One need over time` on their pages."""


def _head(found: queries.OneContract, on: date, answered: int, asked: int) -> tuple[parts.HeadFact, ...]:
    contract, line = found.contract, found.line
    early, late = contract.decide_by_earliest_on, contract.decide_by_latest_on
    if found.state == "ended":
        over = contract.ended_on or contract.ends_on or contract.ends_latest_on
        decide_by = parts.HeadFact("Decide by", "Ended", words.away(over, on) if over and over < on else "", "ended")
        if contract.status in SILENT:
            decide_by = parts.HeadFact("Decide by", *SILENT[contract.status], "ended")
    elif early is None or found.state == "cannot_tell":
        decide_by = parts.HeadFact("Decide by", "Not known", _how_far(found, on), "cannot_tell")
    else:
        shown = words.day(early) if line.is_dated else words.day_range(early, late) if late else words.day(early)
        decide_by = parts.HeadFact(
            "Decide by", shown, _how_far(found, on), found.state, "act" if found.state == "late" else "",
            short=shown if late and not line.is_dated else words.day_short(early),
        )  # fmt: skip
    ends = contract.ends_on
    agreed = (
        parts.HeadFact("Agreed end", words.day(ends), words.away(ends, on), short=words.day_short(ends)) if ends
        else parts.HeadFact("Agreed end", "Not known", _bounds(found), "unknown")
    )  # fmt: skip
    last = contract.last_end_on or (ends if contract.extension == "none_declared" else None)
    last_note = (
        "if every option is taken" if last and last != ends else "no extension declared" if last else "options not said"
    )
    last_end = (
        parts.HeadFact("Last possible end", words.day(last), last_note, short=words.day_short(last)) if last
        else parts.HeadFact("Last possible end", "Not known", last_note, "unknown")
    )  # fmt: skip
    return (
        decide_by, agreed, last_end, _cost(found),
        parts.HeadFact("Known", f"{answered} of {words.count(asked, 'question')}", known=answered, total=asked),
    )  # fmt: skip


def _how_far(found: queries.OneContract, on: date) -> str:
    """How far the decide-by is, honest about a range, in the words of the briefing."""
    early, late = found.contract.decide_by_earliest_on, found.contract.decide_by_latest_on
    if early is None:
        return "cannot tell"
    if found.state == "cannot_tell":
        return f"could be {words.month(early)}"
    if late is None or early == late:
        return words.distance(early, on)
    if found.state == "late":
        return f"at least {words.distance(late, on)}"
    return (
        f"may be {words.distance(early, on)}"
        if found.state == "maybe_late"
        else f"{words.distance(early, on)} at the earliest"
    )


def _bounds(found: queries.OneContract) -> str:
    early, late = found.contract.ends_earliest_on, found.contract.ends_latest_on
    if early and late:
        return f"between {words.month(early)} and {words.month(late)}"
    return f"not before {words.month(early)}" if early else "nobody has published it"


def _cost(found: queries.OneContract) -> parts.HeadFact:
    contract = found.contract
    if contract.value_year is not None:
        stale = next(
            (
                fact
                for fact in found.facts
                if fact.field in ("value_net", "value_gross", "value_year") and fact.state == "stale"
            ),
            None,
        )
        worked_out = "worked out from value and term" if contract.value_year_is_worked_out else "as published"
        note = f"stale, {words.month(stale.won.seen_on)}" if stale and stale.won else worked_out
        return parts.HeadFact("Cost a year", words.money(contract.value_year), note, "stale" if stale else "")
    whole = contract.value_gross if contract.value_gross is not None else contract.value_net
    if whole is not None:
        return parts.HeadFact("Value in all", words.money(whole), "cost a year not known", "unknown")
    return parts.HeadFact("Cost a year", "Not known", "no value published", "unknown")


def _story(found: queries.OneContract, on: date) -> Story:
    contract, window = found.contract, found.window
    known = queries.record.facts(contract)
    early, late = contract.decide_by_earliest_on, contract.decide_by_latest_on
    ends = contract.ends_on
    if found.state == "ended":
        early = late = None
        window = decide.Window()
    return Story(
        on=on, awarded_on=contract.awarded_on, starts_on=contract.starts_on, first_ends_on=contract.first_ends_on,
        extended_in=found.extended_in, ends_on=ends, ends_earliest_on=contract.ends_earliest_on,
        ends_latest_on=contract.ends_latest_on, option_ends_on=steps(known, ends) if ends else (),
        option_months=tuple(contract.options), last_end_on=contract.last_end_on, decide_by_on=early,
        decide_words=_how_far(found, on) if early else "",
        is_late=found.state == "late", decide_latest_on=late,
        start_by_on=window.start_by_earliest_on, start_by_latest_on=window.start_by_latest_on,
        lead_words=_lead_words(window), notice_from=window.notice_by_earliest_on, notice_to=window.notice_by_latest_on,
        notice_words=_NOTICE.get(window.notice_for, ""),
        notice_note=("The notice is not known.",) if "notice" in window.missing else (),
        shadow_on=found.passing.shadow_on if found.passing else None,
        vesting_on=found.passing.vesting_on if found.passing else None,
    )  # fmt: skip


_NOTICE = {"extend": "An option must be asked for in time", "stop_renewal": "A renewal must be stopped in time"}


def _lead_words(window: decide.Window) -> str:
    if not window.lead_longest:
        return ""
    if window.lead_shortest == window.lead_longest:
        return f"A replacement takes {words.count(window.lead_longest, 'month')}"
    return f"A replacement takes {window.lead_shortest} to {window.lead_longest} months"


def _facts_note(found: list[parts.FactRow]) -> str:
    main = [row for row in found if row.main]
    return f"{sum(row.state != 'unknown' for row in main)} of {len(main)} main facts"


def _notices_note(found: queries.OneContract) -> str:
    years = sorted({one.published_on.year for one in found.notices if one.published_on})
    count = len(found.notices)
    if not years:
        return f"{count} published" if count else ""
    return f"{count} published, {years[0]}" + (f" to {years[-1]}" if years[-1] != years[0] else "")


PEER_COLUMNS = (
    parts.Column("Council"), parts.Column("Decide by", "date"), parts.Column("Status", narrow="-"),
    parts.Column("Agreed end", "date"), parts.Column("Options left"),
)  # fmt: skip


def _peers(found: queries.OneContract, on: date) -> tuple[str, str, parts.Link | None, tuple[tuple[object, ...], ...]]:
    peers = found.peers
    if peers.thing is None:
        return "Who else", "", None, ()
    name = peers.thing.name
    title = f"Who else runs {name}" if peers.by == "product" else f"Who else buys from {name}"
    more = f"{words.count(peers.count, 'other council')} found" if peers.count else ""
    note = more if peers.count <= len(peers.nearest) else f"{more}. The {len(peers.nearest)} nearest to your case"
    table = tuple(
        (
            _peer(line, found, peers),
            lines.decide_by(line), lines.status(line, on), lines.end(line),
            facts.options(contract) or lines.component("unknown", "not known"),
        )
        for line, contract in peers.nearest
    )  # fmt: skip
    return title, note, parts.Link("All of them", f"/{peers.by}s/{peers.thing.slug}/"), table


def _peer(line: row_queries.ContractRow, found: queries.OneContract, peers: queries.Peers) -> lines.Markup:
    return lines.Markup('{} <span class="quiet-line">{}</span>').format(
        lines.link(line.council_name, f"/contracts/{line.contract_id}/"), _near(line, found, peers)
    )


def _near(line: row_queries.ContractRow, found: queries.OneContract, peers: queries.Peers) -> str:
    if line.council_code in peers.merging:
        return "Will be the same council as you"
    own, other = found.contract.decide_by_earliest_on, line.decide_by_earliest_on
    if own and other and abs((own - other).days) <= 92:
        return "Decides in the same three months"
    return line.name


PAID = (
    "payments", "paid", "paid_in_term", "paid_in_term_least", "paid_after_end", "paid_after_end_least", "amount_kind", "first_paid_on", "last_paid_on", "run_rate_year", "contracts_sharing",
    "covered_from_on", "covered_until_on",
)  # fmt: skip


def _data(found: queries.OneContract, on: date) -> dict[str, object]:
    """The same facts for a machine."""
    contract = found.contract
    fields = {
        field.name: getattr(contract, field.attname)
        for field in contract._meta.concrete_fields
        if field.name not in ("id", "council")
    }
    return {
        "on": on, "state": found.state, "council_code": contract.council_id, **fields, "decision": found.decision,
        "facts": found.facts,
        "findings": found.findings,
        "notices": [
            {name: getattr(one, name) for name in ("notice_id", "ocid", "source", "kind", "published_on", "title", "url")}
            for one in found.notices
        ],
        "peers": [line for line, _ in found.peers.nearest],
        "lineage": [
            {"contract_id": one.contract.contract_id, "role": one.role, "score": one.score, "basis": one.basis, "why": one.why,
             "starts_on": one.contract.starts_on, "ends_on": one.contract.ends_on, "suppliers": one.contract.supplier_names}
            for one in found.kin
        ],
        "paid": [
            {"supplier": one.supplier.name if one.supplier else None} | {name: getattr(one, name) for name in PAID} for one in found.paid
        ],
    }  # fmt: skip
