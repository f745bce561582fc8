"""What a visitor asks of a list of contracts: filters, order and page, as one frozen wish that knows its own address."""

from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

PER_PAGE = 25
WINDOWS = {"6": 6, "12": 12, "18": 18, "36": 36, "any": 0}
SORTS = {
    "decide": "soonest first; those without a date stand at their earliest possible date",
    "-decide": "latest first", "-value": "dearest first", "value": "cheapest first", "council": "by council",
}  # fmt: skip
DIGITAL = {"yes": "Digital", "maybe": "Digital, or cannot tell", "all": "Everything"}


@dataclass(frozen=True)
class Asked:
    """Filters, order and page. Empty means not asked."""

    area: str = ""
    """`region:North West`, `county:LAN`, `merging:Lancashire`, or empty."""
    council: str = ""
    kinds: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    """`L1:act`: a question and what it says. Several of one question are either, of several questions both."""
    supplier: str = ""
    product: str = ""
    text: str = ""
    window: str = "18"
    digital: str = "yes"
    value_from: int | None = None
    value_to: int | None = None
    sort: str = "decide"
    page: int = 1
    left_out: tuple[str, ...] = field(default=())
    """One sentence for each part of the address that was not understood."""

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but order and page was asked."""
        plain = Asked(sort=self.sort, page=self.page, left_out=self.left_out)
        return self != plain

    def query(self, *, without: tuple[str, ...] = (), **changed: object) -> str:
        """The same wish as an address, without the page."""
        wish = replace(self, **changed) if changed else self
        plain = Asked()
        parts: list[tuple[str, str]] = []
        for name, key in _KEYS.items():
            value = getattr(wish, name)
            if name in without or value == getattr(plain, name):
                continue
            parts += [(key, str(each)) for each in (value if isinstance(value, tuple) else (value,))]
        return urlencode(parts, safe=":")

    @property
    def by_question(self) -> dict[str, tuple[str, ...]]:
        """The findings asked for, by the code of their question."""
        out: dict[str, tuple[str, ...]] = {}
        for each in self.findings:
            code, _, status = each.partition(":")
            out[code] = (*out.get(code, ()), status)
        return out


_KEYS = {
    "area": "area", "council": "council", "kinds": "kind", "categories": "category", "states": "status",
    "findings": "finding",
    "supplier": "supplier", "product": "product", "text": "q", "window": "window", "digital": "digital",
    "value_from": "value_from", "value_to": "value_to", "sort": "sort",
}  # fmt: skip
