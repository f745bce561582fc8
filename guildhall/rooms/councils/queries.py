"""Every read of councils that another room or page needs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Q

from guildhall.core import clock, search
from guildhall.engine import codes, records
from guildhall.rooms.councils.models import Council, Succession


@dataclass(frozen=True)
class Brief:
    """What filters and maps need to know of a council."""

    code: str
    slug: str
    name: str
    short_name: str
    kind: str
    region: str
    county_code: str
    starts_on: date | None
    ends_on: date | None
    hex_q: int | None
    hex_r: int | None
    contract_count: int
    digital_count: int
    population: int | None

    def has_closed(self, on: date) -> bool:
        """Whether it is a council of the past on a day; one that is to be reorganised is not."""
        return self.ends_on is not None and self.ends_on < on

    def is_current(self, on: date) -> bool:
        """Whether it serves on a day."""
        return not self.has_closed(on) and (self.starts_on is None or self.starts_on <= on)

    @property
    def kind_words(self) -> str:
        """`District`, `County` …"""
        return codes.COUNCIL_KINDS.get(self.kind, "Council")


@dataclass(frozen=True)
class Area:
    """A set of councils under one name: a region, a county, or councils that are to become one."""

    key: str
    label: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Passing:
    """How a council passes into another, in facts."""

    other_name: str
    other_slug: str
    status: str
    vesting_on: date | None
    shadow_on: date | None
    scenario: str
    source: str


@dataclass(frozen=True)
class Suggestion:
    """A council that a name may mean, and what to know before choosing it."""

    name: str
    slug: str
    code: str
    note: str
    goes_to: str
    """Slug of the council to open: the successor, where this one has closed."""


def everyone() -> tuple[Brief, ...]:
    """All councils by name, kept until the next load."""
    return _everyone(search.version())


@lru_cache(maxsize=1)
def _everyone(version: str) -> tuple[Brief, ...]:  # noqa: ARG001 -- names what is cached
    return tuple(Brief(*row) for row in Council.objects.order_by("name").values_list(*Brief.__dataclass_fields__))


def areas(on: date) -> tuple[Area, ...]:
    """Regions, counties and merging areas on a day, each by name; kept until the next load."""
    return _areas(search.version(), on)


def area(key: str, on: date) -> Area | None:
    """The area an address names, if there is one."""
    return next((one for one in areas(on) if one.key == key), None)


@lru_cache(maxsize=1)
def _areas(version: str, on: date) -> tuple[Area, ...]:
    current = [one for one in _everyone(version) if not one.has_closed(on)]
    names = {one.code: one.short_name or one.name for one in current}
    found: dict[tuple[str, str], list[str]] = {}
    for one in current:
        if one.region:
            found.setdefault((f"region:{one.region}", one.region), []).append(one.code)
        if one.county_code and one.county_code in names:
            found.setdefault((f"county:{one.county_code}", f"{names[one.county_code]} (county)"), []).append(one.code)
    for (key, _), members in found.items():
        if key.startswith("county:"):
            members.append(key.removeprefix("county:"))
    merging = Succession.objects.exclude(status="done").exclude(area="").values_list("area", "predecessor_id")
    for name, code in merging:
        members = found.setdefault((f"merging:{name}", f"{name} (to be reorganised)"), [])
        if code not in members:
            members.append(code)
    return tuple(Area(key, label, tuple(dict.fromkeys(members))) for (key, label), members in sorted(found.items()))


def by_slug(slug: str) -> Council | None:
    """The council at an address; its code will do."""
    return Council.objects.filter(slug=slug).first() or Council.objects.filter(code__iexact=slug).first()


def passes_into(codes_: Iterable[str]) -> dict[str, list[Passing]]:
    """For each council, what becomes of it; plans beside decisions, each with its status."""
    found: dict[str, list[Passing]] = {}
    for one in Succession.objects.filter(predecessor_id__in=list(codes_)).select_related("successor"):
        found.setdefault(one.predecessor_id, []).append(_passing(one, one.successor, one.successor_name))
    return found


def takes_over_from(code: str) -> list[Passing]:
    """The councils that this one takes over from."""
    return [
        _passing(one, one.predecessor, "")
        for one in Succession.objects.filter(successor_id=code).select_related("predecessor")
    ]


def merging_with(code: str) -> tuple[str, tuple[Brief, ...]]:
    """The area that is to be reorganised with this council, and the other councils in it."""
    place = Succession.objects.filter(predecessor_id=code).exclude(status="done").exclude(area="").first()
    if place is None:
        return "", ()
    members = Succession.objects.filter(area=place.area).exclude(status="done").values_list("predecessor_id", flat=True)
    others = set(members) - {code}
    return place.area, tuple(one for one in everyone() if one.code in others)


def _passing(one: Succession, other: Council | None, name: str) -> Passing:
    return Passing(
        other.name if other else name, other.slug if other else "", one.status, one.vesting_on, one.shadow_on,
        one.scenario, one.source,
    )  # fmt: skip


def suggest(text: str, *, on: date | None = None, limit: int = 6) -> list[Suggestion]:
    """Councils whose present or former name is like the text, today unless told. A closed one points at its successor."""
    return [suggestion for suggestion, _ in _suggest(text, on or clock.today(), limit)]


def meant(text: str, on: date) -> Suggestion | None:
    """The one council a text surely means: its code, or a name spelled out; None when it could be several."""
    plain = " ".join(search.terms(text))
    if not plain:
        return None
    found = _suggest(text, on, 6)
    exact = [one for one, spelling in found if plain in (spelling, one.code.lower())]
    by_code = Council.objects.filter(code__iexact=text.strip()).first() if not exact else None
    if by_code:
        return _described([by_code], on)[0]
    if len(exact) >= 1:
        return exact[0]
    for matches in (str.startswith, str.__contains__):
        sure = [one for one, spelling in found if matches(spelling, plain)]
        if sure:
            return sure[0] if len(sure) == 1 else None
    return None


def _suggest(text: str, on: date, limit: int) -> list[tuple[Suggestion, str]]:
    names = search.suggest(text, "council", limit=limit)
    slugs = [name.key for name, _ in names]
    councils = {council.slug: council for council in Council.objects.filter(slug__in=slugs)}
    described = {one.slug: one for one in _described([councils[slug] for slug in slugs if slug in councils], on)}
    return [(described[name.key], spelling) for name, spelling in names if name.key in described]


def _described(councils: list[Council], on: date) -> list[Suggestion]:
    passing = passes_into([council.code for council in councils])
    out = []
    for council in councils:
        ways = passing.get(council.code, [])
        settled = [way for way in ways if way.status in ("done", "decided")]
        goes_to, note = council.slug, ", ".join(part for part in (council.kind_words, council.region) if part)
        way = settled[0] if settled else None
        closed = council.ends_on if council.ends_on and council.ends_on < on else None
        if closed and way:
            goes_to = way.other_slug or council.slug
            note = f"closed in {closed.year}, see {way.other_name}"
        elif closed:
            note = f"closed in {closed.year}"
        elif way:
            year = f" in {way.vesting_on.year}" if way.vesting_on else ""
            note = f"{council.kind_words}, joins {way.other_name}{year}"
        out.append(Suggestion(council.name, council.slug, council.code, note, goes_to))
    return out


def record(council: Council) -> records.Council:
    """The same council as the engine knows it."""
    fields = {name: getattr(council, name) for name in records.Council.__struct_fields__}
    return records.Council(**fields | {"short_name": council.short_name or council.name})


def successions(code: str) -> list[records.Succession]:
    """Every row that says what becomes of a council, and of those it will be one with."""
    areas = Succession.objects.filter(predecessor_id=code).exclude(area="").values("area")
    rows = Succession.objects.filter(Q(area__in=areas) | Q(predecessor_id=code) | Q(successor_id=code))
    return [
        records.Succession(
            one.predecessor_id, one.successor_id or "", one.successor_name, one.area, one.scenario, one.status,
            one.vesting_on, one.shadow_on, one.whole, one.source,
        )
        for one in rows
    ]  # fmt: skip
