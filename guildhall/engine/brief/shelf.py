"""Takes what a briefing needs out of a register's folder: one council, its contracts, and what surrounds it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from rapidfuzz import fuzz, process

from guildhall.engine import codes
from guildhall.engine.brief import compose, differ, lines, reorganisation, standing
from guildhall.engine.brief.page import Briefing, ContractView, SourceLine
from guildhall.engine.classify.catalogue import categories
from guildhall.engine.link import council_words, councils
from guildhall.engine.link.contracts import silence
from guildhall.engine.records import Council, Observation, Succession
from guildhall.engine.register import Register
from guildhall.engine.sources.council_names.read import Book

COLUMNS = (
    "contract_id", "council_code", "council_codes", "council_name", "title", "category", "is_digital", "supplier_names",
    "supplier_ids", "product_names", "starts_on", "ends_on", "ends_earliest_on", "ends_latest_on", "last_end_on",
    "extension", "options", "options_taken", "notice_days", "renewal_mode", "start_by_on", "notice_by_on",
    "decide_by_earliest_on", "decide_by_latest_on", "decide_missing", "value_net", "value_gross", "value_year", "route",
    "status", "criticality", "mobilise_months", "disputed", "ended_on", "currency", "is_framework", "main_category",
    "sources", "last_seen_on", "notice_months", "next_route", "awarded_on", "signed_on",
)  # fmt: skip
SOURCES = {
    "find_a_tender": "Find a Tender", "contracts_finder": "Contracts Finder", "council_registers": "Council register",
    "observed_systems": "Public sign of use", "sell2wales": "Sell2Wales", "public_contracts_scotland": "Public Contracts Scotland",
}  # fmt: skip
MOST_SUGGESTED = 5
LEAST_LIKENESS = 60


class UnknownCouncilError(LookupError):
    """No council of that name; `suggestions` are names that look like it."""

    def __init__(self, name: str, suggestions: Sequence[str]) -> None:
        super().__init__(name)
        self.suggestions = tuple(suggestions)


class Shelf:
    """A register as briefings read it. Small tables are kept; contracts are read for one council at a time."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.councils: dict[str, Council] = {}
        self.names: dict[str, tuple[str, ...]] = {}
        self.neighbours: dict[str, tuple[str, ...]] = {}
        fields = Council.__struct_fields__
        for row in register.rows("councils"):
            code = row["code"]
            self.councils[code] = Council(**{field: _plain(field, row.get(field)) for field in fields})
            self.names[code] = tuple(row["names"] or ())
            self.neighbours[code] = tuple(row["neighbours"] or ())

    def council(self, asked: str) -> Council:
        """A council by code, address, name or known spelling, forgiving a slip of the pen."""
        wanted = asked.strip()
        if wanted.upper() in self.councils:
            return self.councils[wanted.upper()]
        key = council_words.key(wanted)
        found = [
            council
            for council in self.councils.values()
            if key
            in {council_words.key(council.slug), council_words.key(council.short_name), council_words.key(council.name)}
        ]
        found = [council for council in found if council.ends_on is None] or found
        if found and key:
            return found[0]
        book = Book(self.councils, self.names, self.neighbours, {})
        match = councils.Finder(book).find(wanted)
        if match.codes:
            return self.councils[match.codes[0]]
        raise UnknownCouncilError(asked, self._like(wanted))

    def _like(self, asked: str) -> list[str]:
        names = {council.name: council.name.casefold() for council in self.councils.values() if council.ends_on is None}
        found = process.extract(
            asked.casefold(), names, scorer=fuzz.WRatio, limit=MOST_SUGGESTED, score_cutoff=LEAST_LIKENESS
        )
        return [name for _, _, name in found]

    def successions(self, council: Council) -> list[Succession]:
        """Every row of the areas in which this council is named."""
        rows = [Succession(**{field: _plain(field, row.get(field)) for field in Succession.__struct_fields__})
                for row in self.register.rows("successions")]  # fmt: skip
        areas = {row.area for row in rows if council.code in {row.predecessor_code, row.successor_code}}
        return [row for row in rows if row.area in areas]

    def observations(self, among: Collection[str]) -> list[Observation]:
        """Products seen at these councils."""
        found: list[Observation] = []
        for row in self.register.rows("observations"):
            code = row["council_code"]
            if code in among and row["product"]:
                council = self.councils.get(code)
                found.append(Observation(
                    council_code=code, council_name=council.short_name if council else code,
                    service_area=row["service_area"] or "", product=row["product"], supplier_name="",
                    evidence=row["evidence"] or "", url=row["url"] or "", seen_on=row["seen_on"],
                    document=row["document"] or "", row=0,
                ))  # fmt: skip
        return found

    def contracts(
        self, council: Council, near: Collection[str], on: date | None = None
    ) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """The council's own rows, and those of councils near it or about the same product or category.

        Told the day, second records and contracts that a renewal replaced say so in their status.
        """
        held = set(self.register.parquet("contracts").schema_arrow.names)
        columns = [column for column in COLUMNS if column in held]
        table = self.register.table("contracts", columns)
        table = table.filter(table["council_code"].is_valid())
        links = self.register.table("lineage", ["child_id", "parent_id", "kind"])
        if links.num_rows and on is not None:
            table = _silenced(table, links, on)
        own = pc.or_(pc.equal(table["council_code"], council.code), _holds(table["council_codes"], [council.code]))
        mine = table.filter(own)
        kinds = [kind for kind in pc.unique(mine["category"]).to_pylist() if kind]
        products = [name for name in pc.unique(pc.list_flatten(mine["product_names"])).to_pylist() if name]
        wanted = pc.or_(
            pc.is_in(table["council_code"], pa.array(sorted(near), pa.string())),
            pc.or_(pc.is_in(table["category"], pa.array(kinds, pa.string())), _holds(table["product_names"], products)),
        )
        others = table.filter(pc.and_(pc.invert(own), wanted))
        return mine.to_pylist(), others.to_pylist()

    def sources(self, rows: Sequence[Mapping[str, Any]]) -> dict[str, tuple[SourceLine, ...]]:
        """The newest notices that speak of each contract; failing these, the source it was read from."""
        wanted = pa.array([row["contract_id"] for row in rows], pa.string())
        columns = ["kind", "published_on", "url", "contract_ids"]
        notices = self.register.table("notices", columns=columns)
        told = notices.filter(_holds(notices["contract_ids"], wanted)).sort_by(
            [("published_on", "descending"), ("url", "ascending")]
        )
        found: dict[str, list[SourceLine]] = {}
        for notice in told.to_pylist():
            line = SourceLine(
                codes.NOTICE_KINDS.get(notice["kind"] or "", "Notice"), notice["url"] or "", notice["published_on"]
            )
            for contract_id in notice["contract_ids"]:
                found.setdefault(contract_id, []).append(line)
        for row in rows:
            if row["contract_id"] not in found and row["sources"]:
                first = row["sources"][0]
                found[row["contract_id"]] = [
                    SourceLine(SOURCES.get(first, first.replace("_", " ").capitalize()), "", row["last_seen_on"])
                ]
            elif "council_registers" in (row["sources"] or ()):
                shown, on = found[row["contract_id"]][: lines.MOST_SOURCES - 1], row["last_seen_on"]
                is_newest = on is not None and all(line.seen_on is None or line.seen_on < on for line in shown)
                shown.append(SourceLine(SOURCES["council_registers"], "", on if is_newest else None))
                found[row["contract_id"]] = shown
        return {contract_id: tuple(each[: lines.MOST_SOURCES]) for contract_id, each in found.items()}

    def differ(self, rows: Sequence[Mapping[str, Any]]) -> dict[str, list[tuple[str, str, str]]]:
        """Field, value and state of the claims about what is disputed and matters to a decision."""
        asked = [row["contract_id"] for row in rows if differ.FIELDS & set(row["disputed"] or ())]
        if not asked:
            return {}
        found: dict[str, list[tuple[str, str, str]]] = {}
        wanted = {"contract_id": asked, "field": sorted(differ.FIELDS), "state": sorted(differ.STATES)}
        for claims in self.register.batches("claims", ["contract_id", "field", "value", "state"], 1 << 17):
            hits = [pc.is_in(claims[name], pa.array(among, pa.string())) for name, among in wanted.items()]
            for row in claims.filter(pc.and_(pc.and_(hits[0], hits[1]), hits[2])).to_pylist():
                found.setdefault(row["contract_id"], []).append((row["field"], row["value"], row["state"]))
        return found

    def briefing(self, council: Council, on: date) -> Briefing:
        """One council's briefing on a day, from this register alone."""
        successions = self.successions(council)
        partners = reorganisation.future(council, successions, self.councils, on).partners
        neighbours = self.neighbours.get(council.code, ())
        near = {*partners, *neighbours, council.county_code} - {"", council.code}
        mine, others = self.contracts(council, near, on)
        _say_what_they_renewed(mine, self.register.table("lineage", ["child_id", "parent_id", "kind"]))
        told = self.sources([*mine, *others])
        said = self.differ(mine)
        observations = self.observations({council.code, *partners, *neighbours})
        kinds = {source for row in mine for source in row["sources"] or ()} | (
            {"seen"} if any(each.council_code == council.code for each in observations) else set()
        )
        return compose.compose(
            council,
            [view(row, told, said.get(row["contract_id"], ())) for row in mine],
            on=on,
            peers=[view(row, told) for row in others],
            observations=observations,
            successions=successions,
            neighbours=neighbours,
            councils=self.councils,
            register_built_on=date.fromisoformat(self.register.manifest["built_at"][:10]),
            source_count=len(kinds) + 1,
            has_register="council_registers" in kinds,
        )


def _silenced(table: pa.Table, links: pa.Table, on: date) -> pa.Table:
    table = silence.taken_over(table, links)
    said = silence.statuses(table, links, on)
    at = table.column_names.index("status")
    return table.set_column(at, "status", pc.coalesce(said, table["status"]))


def _say_what_they_renewed(rows: Sequence[dict[str, Any]], links: pa.Table) -> None:
    """Each row that renewed another of the rows says which, by its end and, if it was another's, its supplier."""
    by_id = {row["contract_id"]: row for row in rows}
    renewals = links.filter(
        pc.and_(
            pc.equal(links["kind"], "renewal_of"),
            pc.is_in(links["child_id"], value_set=pa.array(list(by_id), pa.string())),
        )
    )
    for link in renewals.to_pylist():
        row, before = by_id[link["child_id"]], by_id.get(link["parent_id"])
        if before is None:
            continue
        of = before["supplier_names"] or (), before["supplier_ids"] or ()
        row["renews"] = standing.renewed(*of, before["ends_on"], row["supplier_ids"] or ())


def _holds(lists: pa.ChunkedArray, wanted: Any) -> pa.Array:
    """Which of some lists hold one of these."""
    joined = lists.combine_chunks() if isinstance(lists, pa.ChunkedArray) else lists
    joined = joined if isinstance(joined, pa.Array) else pa.concat_arrays(joined.chunks)
    hit = pc.is_in(
        pc.list_flatten(joined), wanted if isinstance(wanted, pa.Array) else pa.array(list(wanted), pa.string())
    )
    rows = pc.unique(pc.list_parent_indices(joined).filter(hit))
    return pc.is_in(pa.array(range(len(joined)), pa.int64()), rows.cast(pa.int64()))


_LISTS = frozenset(
    {"supplier_names", "supplier_ids", "product_names", "options", "options_taken", "decide_missing", "disputed"}
)
_MAYBE = frozenset({
    "population", "starts_on", "ends_on", "lat", "long", "hex_q", "hex_r", "vesting_on", "shadow_on", "is_digital",
    "ends_earliest_on", "ends_latest_on", "last_end_on", "notice_days", "notice_months", "start_by_on", "notice_by_on",
    "decide_by_earliest_on", "decide_by_latest_on", "value_net", "value_gross", "value_year", "criticality",
    "mobilise_months", "ended_on", "last_seen_on",
})  # fmt: skip


def _plain(field: str, value: Any) -> Any:
    """A table's null as the record has it: unknown for dates and numbers, empty for words."""
    if field in _LISTS:
        return tuple(value or ())
    if value is None and field not in _MAYBE:
        return False if field.startswith("is_") else ""
    return value


def view(
    row: Mapping[str, Any], sources: Mapping[str, tuple[SourceLine, ...]], said: Iterable[tuple[str, str, str]] = ()
) -> ContractView:
    """A row of the contracts table as the briefing reads it."""
    known = categories().get(row["category"] or "")
    made = {
        field: _plain(field, row[field])
        for field in ContractView.__struct_fields__
        if field in row and field != "sources"
    }
    return ContractView(
        **made, category_name=known.name if known else "", sources=sources.get(row["contract_id"], ()),
        differ=differ.words(row["disputed"] or (), said),
    )  # fmt: skip
