"""A council's briefing from the site's database, composed by the engine as the command line composes it."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache

import numpy as np

from guildhall.briefing.context import Bare
from guildhall.core import clock, search
from guildhall.engine import records
from guildhall.engine.brief import page
from guildhall.engine.brief.compose import compose
from guildhall.rooms.contracts import queries as contracts
from guildhall.rooms.contracts.models import Contract, ContractProduct, Observation, Register
from guildhall.rooms.contracts.queries import index as arrays
from guildhall.rooms.contracts.queries import record
from guildhall.rooms.councils.models import Council, Succession

BARE = Bare()
MOST_PEERS = 250
"""Contracts of other councils looked at for one briefing: partners first, then neighbours, then the same product."""


def briefing(council: Council, on: date) -> page.Briefing:
    """Made once for each council, day and load; composing reads a few hundred rows."""
    version = search.version()
    if not version:  # nothing was ever loaded, so nothing says when it changes
        return _briefing.__wrapped__(council.code, on, version)
    return _briefing(council.code, on, version)


@lru_cache(maxsize=512)
def _briefing(code: str, on: date, version: str) -> page.Briefing:  # noqa: ARG001 -- names what is cached
    council = Council.objects.get(code=code)
    own = contracts.views_for_brief(code)
    ways = _successions(code)
    partners = {way.predecessor_code for way in ways} - {code, ""}
    neighbours = [each for each in council.neighbours if each != code]
    seen = _observations({code, *partners, *neighbours})
    peers = record.views_of(_peers(code, own, partners, set(neighbours)))
    around = {
        code,
        *partners,
        *neighbours,
        *(way.successor_code for way in ways),
        *(view.council_code for view in peers),
    }
    built = Register.objects.values_list("built_at", flat=True).first()
    listed = Contract.objects.filter(council=code).order_by().values_list("sources", flat=True).distinct()
    sources = {source for each in listed for source in each}
    sources |= {one.document for one in seen if one.council_code == code}
    return compose(
        _record(council), own, on=on, peers=peers, observations=seen, successions=ways, neighbours=neighbours,
        councils={one.code: _record(one) for one in Council.objects.filter(code__in=around)},
        register_built_on=built.astimezone(clock.LONDON).date() if built else None,
        source_count=len(sources) + bool(ways), has_register="council_registers" in sources,
        look_up=record.look_up,
    )  # fmt: skip


def _successions(code: str) -> list[records.Succession]:
    """Every row of the areas this council is in, and what it was made from."""
    areas = set(Succession.objects.filter(predecessor_id=code).exclude(area="").values_list("area", flat=True))
    rows = (
        Succession.objects.filter(area__in=areas)
        | Succession.objects.filter(predecessor_id=code)
        | Succession.objects.filter(successor_id=code)
    )
    return [
        records.Succession(
            one.predecessor_id, one.successor_id or "", one.successor_name, one.area, one.scenario, one.status,  # type: ignore[arg-type] -- a constraint of the table
            one.vesting_on, one.shadow_on, one.whole, one.source,
        )
        for one in rows.distinct()
    ]  # fmt: skip


def _observations(codes: set[str]) -> list[records.Observation]:
    found = Observation.objects.filter(council_id__in=codes).select_related("council", "product")
    return [
        records.Observation(
            one.council_id, one.council.name, one.service_area, one.product_name,
            one.product.supplier_name if one.product else "", one.evidence, one.url, one.seen_on, one.document, 0,
        )
        for one in found
    ]  # fmt: skip


def _peers(code: str, own: Iterable[page.ContractView], partners: set[str], neighbours: set[str]) -> list[int]:
    """Keys of digital contracts of others that may matter, at most `MOST_PEERS`."""
    index = arrays.current()
    if not index.size:
        return []
    mine = index.of_councils({code})
    others = (index.digital == arrays.DIGITAL["yes"]) & ~mine & (index.council >= 0)
    needs = {view.category for view in own if view.category}
    same_need = np.isin(index.category, [place for place, key in enumerate(index.categories) if key in needs])
    products = ContractProduct.objects.filter(contract_id__in=[int(key) for key in index.keys[mine]]).values(
        "product_id"
    )
    same_product = index.of_keys(
        np.fromiter(
            ContractProduct.objects.filter(product_id__in=products).values_list("contract_id", flat=True), np.int64
        )
    )
    wanted = (
        index.of_councils(partners) & others,
        index.of_councils(neighbours) & others & (same_need | same_product),
        others & same_product,
        others & same_need & index.live,
    )
    places = list(dict.fromkeys(int(place) for mask in wanted for place in np.flatnonzero(mask)[:MOST_PEERS]))[
        :MOST_PEERS
    ]
    return [int(index.keys[place]) for place in places]


def _record(council: Council) -> records.Council:
    return records.Council(
        code=council.code, slug=council.slug, name=council.name, short_name=council.short_name or council.name,
        kind=council.kind, nation=council.nation, region=council.region, county_code=council.county_code,
        population=council.population, starts_on=council.starts_on, ends_on=council.ends_on, gss=council.gss,
        lat=council.lat, long=council.long, homepage=council.homepage, is_sample=council.is_sample,
        hex_q=council.hex_q, hex_r=council.hex_r,
    )  # fmt: skip


def worked_out(on: date) -> datetime:
    """The moment a page was made, in London; on the fixed day, where a day is fixed."""
    return datetime.combine(on, datetime.now(clock.LONDON).time())
