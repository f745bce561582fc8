"""Lists of contracts, filtered, counted and sorted: the radar (what is still to decide) and the whole register."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from guildhall.core import search
from guildhall.engine import codes, indicators
from guildhall.rooms.contracts.models import ContractProduct, ContractSupplier, Product, Supplier
from guildhall.rooms.contracts.queries import index as arrays
from guildhall.rooms.contracts.queries import rows, status, words
from guildhall.rooms.contracts.queries.asked import PER_PAGE, WINDOWS, Asked
from guildhall.rooms.contracts.queries.index import DIGITAL, FINDINGS, NEVER, Index
from guildhall.rooms.councils import queries as councils_queries

PANELS = 6
"""Charts side by side: so many categories are told apart, the rest counted as one."""
FOUND_FIRST = ("act", "watch", "ok", "unknown", "not_applicable")
UNTOLD = "none"
"""What the address calls contracts without a category."""


@dataclass(frozen=True)
class Count:
    """One choice of a filter and how many contracts stand behind it."""

    key: str
    label: str
    count: int


@dataclass(frozen=True)
class Months:
    """When the contracts of one category fall due, from the current month on."""

    key: str
    title: str
    total: int
    late: int
    by_month: tuple[int, ...]
    undated: int


@dataclass(frozen=True)
class Listing:
    """The answer to a wish: which contracts, how many of what, and the rows of one page."""

    asked: Asked
    on: date
    index: Index
    places: np.ndarray
    """Of all contracts asked for, in the order asked for."""
    total: int
    council_count: int
    late: int
    undated: int
    by_state: tuple[Count, ...]
    by_category: tuple[Count, ...]
    by_kind: tuple[Count, ...]
    by_digital: tuple[Count, ...]
    by_finding: tuple[Count, ...]
    months: tuple[Months, ...]
    rows: tuple[rows.ContractRow, ...]
    notes: tuple[str, ...]
    """What was left out of the wish, or shown instead, each in a sentence."""
    area_label: str
    supplier_name: str
    product_name: str
    council_name: str

    @property
    def page(self) -> int:
        """The page that is shown; the last one when a later one was asked for."""
        return max(1, min(self.asked.page, -(-self.total // PER_PAGE)))


def categories() -> tuple[str, ...]:
    """Keys of the categories that the register has."""
    return arrays.current().categories


def listing(asked: Asked, on: date, *, to_decide: bool = True, charts: bool = True) -> Listing:
    """Contracts as asked for; with `to_decide` those that ended are left out, as on the radar."""
    index = arrays.current()
    choice = _Choice(index, asked, on, to_decide=to_decide)
    mask = choice.mask()
    places = _sorted(index, mask, asked.sort, choice.everyone)
    if not to_decide and asked.sort == "decide":  # what is over stands after what can still be decided
        places = places[np.argsort(choice.state[places] == status.STATES.index("ended"), kind="stable")]
    state = choice.state[mask]
    notes = list(asked.left_out) + choice.notes
    last = max(1, -(-len(places) // PER_PAGE))
    if asked.page > last:
        notes.append(f"There is no page {asked.page:,}; this is the last one, page {last:,}.")
    page = min(asked.page, last)
    shown = index.keys[places[(page - 1) * PER_PAGE : page * PER_PAGE]]
    return Listing(
        asked=asked, on=on, index=index, places=places, total=len(places),
        council_count=_distinct(index.council[mask]),
        late=int((state == status.STATES.index("late")).sum()),
        undated=int((state == status.STATES.index("cannot_tell")).sum()),
        by_state=choice.count_states(), by_category=choice.count_categories(), by_kind=choice.count_kinds(),
        by_digital=choice.count_digital(), by_finding=choice.count_findings(), months=_months(index, mask, choice.state, on, asked) if charts else (),
        rows=tuple(rows.rows(shown, on)), notes=tuple(notes), area_label=choice.area_label,
        supplier_name=choice.supplier_name, product_name=choice.product_name, council_name=choice.council_name,
    )  # fmt: skip


class _Choice:
    """One boolean array for each filter, so that a filter's own counts can leave it out."""

    def __init__(self, index: Index, asked: Asked, on: date, *, to_decide: bool) -> None:
        self.index = index
        self.asked = asked
        self.on = on
        self.everyone = councils_queries.everyone()
        self.notes: list[str] = []
        self.area_label = self.supplier_name = self.product_name = self.council_name = ""
        self.state = status.states(index, on)
        self.shown_states = status.TO_DECIDE if to_decide else status.STATES
        self.base = self._base(on, to_decide=to_decide)
        self.own = {
            "state": self._among(self.state, [status.STATES.index(name) for name in asked.states]),
            "category": self._among(index.category, self._category_numbers()),
            "kind": self._kind(),
            "digital": self._digital(),
            **{code: self._found(code, wanted) for code, wanted in asked.by_question.items()},
        }

    def mask(self, *, without: str = "") -> np.ndarray:
        """Contracts that pass every filter but one."""
        out = self.base.copy()
        for name, passed in self.own.items():
            if name != without and passed is not None:
                out &= passed
        return out

    def _base(self, on: date, *, to_decide: bool) -> np.ndarray:
        index, asked = self.index, self.asked
        mask = self.state != status.STATES.index("ended") if to_decide else np.ones(index.size, bool)
        months = WINDOWS[asked.window]
        if months:
            mask &= (index.early <= arrays.day(_window_ends(on, months))) | (index.early == NEVER)
        if asked.value_from is not None:
            mask &= index.value >= asked.value_from
        if asked.value_to is not None:
            mask &= (index.value >= 0) & (index.value <= asked.value_to)
        for narrow in (self._area, self._council, self._supplier, self._product, self._text):
            found = narrow()
            if found is not None:
                mask &= found
        return mask

    def _area(self) -> np.ndarray | None:
        if not self.asked.area:
            return None
        area = councils_queries.area(self.asked.area, self.on)
        if area is None:
            self.notes.append(f"“{self.asked.area[:60]}” is not an area we know, so it was left out.")
            return None
        self.area_label = area.label
        return self.index.of_councils(set(area.codes))

    def _council(self) -> np.ndarray | None:
        if not self.asked.council:
            return None
        council = next((one for one in self.everyone if self.asked.council in (one.slug, one.code)), None)
        if council is None:
            self.notes.append(f"“{self.asked.council[:60]}” is not a council we know, so it was left out.")
            return None
        self.council_name = council.name
        return self.index.of_councils({council.code})

    def _supplier(self) -> np.ndarray | None:
        if not self.asked.supplier:
            return None
        supplier = Supplier.objects.filter(slug=self.asked.supplier).only("name").first()
        if supplier is None:
            self.notes.append(f"“{self.asked.supplier[:60]}” is not a supplier we know, so it was left out.")
            return None
        self.supplier_name = supplier.name
        keys = ContractSupplier.objects.filter(supplier=supplier).values_list("contract_id", flat=True)
        return self.index.of_keys(np.fromiter(keys, np.int64))

    def _product(self) -> np.ndarray | None:
        if not self.asked.product:
            return None
        product = Product.objects.filter(slug=self.asked.product).only("name").first()
        if product is None:
            self.notes.append(f"“{self.asked.product[:60]}” is not a product we know, so it was left out.")
            return None
        self.product_name = product.name
        keys = ContractProduct.objects.filter(product=product).values_list("contract_id", flat=True)
        return self.index.of_keys(np.fromiter(keys, np.int64))

    def _text(self) -> np.ndarray | None:
        if not self.asked.text:
            return None
        return self.index.places_of_documents(search.numbers(self.asked.text, "contract"))

    def _category_numbers(self) -> list[int]:
        known = self.index.categories
        return [-1 if key == UNTOLD else known.index(key) for key in self.asked.categories]

    @staticmethod
    def _among(values: np.ndarray, wanted: list[int]) -> np.ndarray | None:
        return np.isin(values, wanted) if wanted else None

    def _kind(self) -> np.ndarray | None:
        if not self.asked.kinds:
            return None
        return self.index.of_councils({one.code for one in self.everyone if one.kind in self.asked.kinds})

    def _digital(self) -> np.ndarray | None:
        if self.asked.digital == "all":
            return None
        wanted = [DIGITAL["yes"]] + ([DIGITAL["unknown"]] if self.asked.digital == "maybe" else [])
        return np.isin(self.index.digital, wanted)

    def _found(self, code: str, wanted: tuple[str, ...]) -> np.ndarray:
        return np.isin(self.index.statuses(code), [FINDINGS.index(status) for status in wanted])

    def count_findings(self) -> tuple[Count, ...]:
        """What questions say, in their order: act and watch where they occur, and whatever was asked for."""
        out = []
        whole = self.mask()
        for one in indicators.INDICATORS:
            chosen = self.asked.by_question.get(one.code, ())
            if one.code not in self.index.indicators and not chosen:
                continue
            row = self.index.statuses(one.code)
            mask = self.mask(without=one.code) if chosen else whole
            for name in FOUND_FIRST:
                if name not in ("act", "watch") and name not in chosen:
                    continue
                count = int(np.count_nonzero((row == FINDINGS.index(name)) & mask))
                if count or name in chosen:
                    out.append(Count(f"{one.code}:{name}", one.name, count))
        return tuple(out)

    def count_states(self) -> tuple[Count, ...]:
        """Late, this quarter …: all of them, also those nobody is in."""
        found = np.bincount(self.state[self.mask(without="state")], minlength=len(status.STATES))
        return tuple(
            Count(name, status.WORDS[name], int(found[number]))
            for number, name in enumerate(status.STATES)
            if name in self.shown_states
        )

    def count_categories(self) -> tuple[Count, ...]:
        """Categories that occur, most contracts first; those without one last."""
        found = np.bincount(self.index.category[self.mask(without="category")] + 1, minlength=1)
        named = [
            Count(key, words.category(key), int(found[number + 1]))
            for number, key in enumerate(self.index.categories)
            if (number + 1 < len(found) and found[number + 1]) or key in self.asked.categories
        ]  # fmt: skip
        named.sort(key=lambda count: (-count.count, count.label))
        if found[0]:
            named.append(Count(UNTOLD, "Not classified", int(found[0])))
        return tuple(named)

    def count_kinds(self) -> tuple[Count, ...]:
        """Kinds of council that occur."""
        kinds = list(codes.COUNCIL_KINDS)
        by_code = {one.code: kinds.index(one.kind) for one in self.everyone if one.kind in kinds}
        lookup = np.array([by_code.get(code, -1) for code in self.index.councils] + [-1])
        found = np.bincount(lookup[self.index.council[self.mask(without="kind")]] + 1, minlength=len(kinds) + 1)
        return tuple(
            Count(key, codes.COUNCIL_KINDS[key], int(found[number + 1]))
            for number, key in enumerate(kinds)
            if found[number + 1] or key in self.asked.kinds
        )

    def count_digital(self) -> tuple[Count, ...]:
        """Digital, digital or cannot tell, everything: each holds the ones before."""
        found = np.bincount(self.index.digital[self.mask(without="digital")], minlength=3)
        yes, unknown = int(found[DIGITAL["yes"]]), int(found[DIGITAL["unknown"]])
        return (
            Count("yes", "Digital", yes), Count("maybe", "Digital, or cannot tell", yes + unknown),
            Count("all", "Everything", int(found.sum())),
        )  # fmt: skip


def _window_ends(on: date, months: int) -> date:
    year, month = divmod(on.year * 12 + on.month - 1 + months, 12)
    return date.fromordinal(date(year, month + 1, 1).toordinal() - 1)


def _distinct(values: np.ndarray) -> int:
    return int(np.count_nonzero(np.bincount(values[values >= 0])))


def _sorted(index: Index, mask: np.ndarray, sort: str, everyone: tuple[councils_queries.Brief, ...]) -> np.ndarray:
    places = np.flatnonzero(mask)
    if sort == "decide":
        return places
    if sort == "-decide":
        early = index.early[places]
        return places[np.argsort(np.where(early == NEVER, 1, -early.astype(np.int64)), kind="stable")]
    if sort == "council":
        rank = {one.code: number for number, one in enumerate(everyone)}
        lookup = np.array([rank.get(code, len(rank)) for code in index.councils] + [len(rank)])
        return places[np.argsort(lookup[index.council[places]], kind="stable")]
    value = index.value[places]
    unknown_last = np.where(value < 0, np.iinfo(np.int64).max, value if sort == "value" else -value)
    return places[np.argsort(unknown_last, kind="stable")]


def together(several: list[Months]) -> Months:
    """Several charts as one."""
    by_month = tuple(sum(month) for month in zip(*(one.by_month for one in several), strict=True))
    total, late, undated = (sum(getattr(one, name) for one in several) for name in ("total", "late", "undated"))
    return Months("", "Everything else", total, late, by_month, undated)


def _months(index: Index, mask: np.ndarray, state: np.ndarray, on: date, asked: Asked) -> tuple[Months, ...]:
    span = min(WINDOWS[asked.window] or 18, 36)
    category, state = index.category[mask], state[mask]
    found = np.bincount(category + 1, minlength=len(index.categories) + 1)
    top = [number for number in np.argsort(-found[1:], kind="stable")[:PANELS] if found[number + 1]]
    lookup = np.full(len(index.categories) + 1, len(top))
    for panel, number in enumerate(top):
        lookup[number] = panel
    panel = lookup[category]
    late = state == status.STATES.index("late")
    undated = state == status.STATES.index("cannot_tell")
    month = index.early[mask].astype("datetime64[D]").astype("datetime64[M]").astype(int) - (
        (on.year - 1970) * 12 + on.month - 1
    )
    due = ~late & ~undated & (month < span) & (state != status.STATES.index("ended"))
    # What may be late already has a month in the past; it stands in this one, the first that is left.
    grid = np.bincount(panel[due] * span + np.maximum(month[due], 0), minlength=(len(top) + 1) * span)
    counted = [np.bincount(panel[part], minlength=len(top) + 1) for part in (np.ones(len(panel), bool), late, undated)]
    names = [(index.categories[number], words.category(index.categories[number])) for number in top]
    return tuple(
        Months(key, title, int(counted[0][number]), int(counted[1][number]),
               tuple(int(value) for value in grid[number * span : (number + 1) * span]), int(counted[2][number]))
        for number, (key, title) in enumerate([*names, ("", "Everything else")])
        if counted[0][number]
    )  # fmt: skip
