"""What components are given: small frozen facts in words, made by views and drawn by macros."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Link:
    """A label and where it leads; an empty address is plain text."""

    label: str
    url: str = ""


@dataclass(frozen=True)
class HeadFact:
    """One of up to five facts at the head of a page. `mark` is a state or status, `tone` may be `act`."""

    label: str
    value: str
    note: str = ""
    mark: str = ""
    tone: str = ""
    known: int | None = None
    total: int | None = None
    short: str = ""
    """The value on a phone, e.g. 31 Dec 2027."""


@dataclass(frozen=True)
class FactRow:
    """One fact of a thing: its value, how sure we are, where it comes from, the one thing to do about it."""

    name: str
    value: str
    state: str
    """confirmed | unverified | challenged | stale | unknown"""
    source: str
    source_url: str = ""
    seen_on: date | None = None
    other: str = ""
    """The value another source gives, when they disagree."""
    act: Link | None = None
    main: bool = True


@dataclass(frozen=True)
class FindingRow:
    """One dimension: its finding, the reason in a sentence, one mark for each question."""

    about: str
    status: str
    """act | watch | ok | unknown"""
    why: str
    marks: tuple[str, ...]
    url: str = ""
    links: tuple[Link, ...] = ()
    """Where each mark leads: the page of its question."""

    @property
    def known(self) -> int:
        """How many of its questions could be answered."""
        return sum(mark != "unknown" for mark in self.marks)


@dataclass(frozen=True)
class Change:
    """A dated line: who, what, and the document it comes from."""

    when: str
    subject: Link
    words: str
    note: str = ""


@dataclass(frozen=True)
class Notice:
    """One published notice, linked to the original."""

    published_on: date | None
    title: str
    url: str
    words: str


@dataclass(frozen=True)
class Column:
    """A column of a table. `kind`: text | number | date; `sort`: ascending | descending | none when it can be sorted."""

    label: str
    kind: str = "text"
    sort: str = ""
    url: str = ""
    narrow: str = ""
    """The label beside the cell on a phone, when it should differ; `-` for none."""
    size: str = ""
    """How wide the column is in a table of contracts: title | place | party | use | status."""
    names: bool = False
    """Whether its cells name their rows; without one, the first column does."""


@dataclass(frozen=True)
class Option:
    """A choice in a filter: how many rows it stands for, and its shape if it has one."""

    value: str
    label: str
    checked: bool = False
    count: int | None = None
    mark: str = ""


@dataclass(frozen=True)
class Pages:
    """Where we are in a long list, and the addresses of its other pages."""

    number: int
    per_page: int
    total: int
    query: str = ""
    """The rest of the query string, without `page`, e.g. `status=late`."""
    noun: str = ""

    @property
    def last(self) -> int:
        """The number of the last page; 1 for an empty list."""
        return max(1, -(-self.total // self.per_page))

    @property
    def first_row(self) -> int:
        """The place of this page's first row in the whole list."""
        return (self.number - 1) * self.per_page + 1

    @property
    def last_row(self) -> int:
        """The place of this page's last row in the whole list."""
        return min(self.number * self.per_page, self.total)

    def url(self, number: int) -> str:
        """The address of a page of this list."""
        return f"?{self.query}&page={number}" if self.query else f"?page={number}"

    @property
    def shown(self) -> tuple[int, ...]:
        """Page numbers to show; 0 stands for a gap."""
        near = {1, self.last, self.number, self.number - 1, self.number + 1}
        if self.number <= 2:
            near.add(3)
        numbers = sorted(number for number in near if 1 <= number <= self.last)
        out: list[int] = []
        for number in numbers:
            if out and number - out[-1] > 1:
                out.append(0)
            out.append(number)
        return tuple(out)


@dataclass(frozen=True)
class Room:
    """A room in the navigation."""

    key: str
    label: str
    url: str


@dataclass(frozen=True)
class Step:
    """One row of a legend: its mark, its words and how many it stands for."""

    mark: str
    label: str
    count: int | None = None


@dataclass(frozen=True)
class Figure:
    """One figure of the national picture, with its coverage."""

    value: str
    words: str
    known: int
    total: int
    coverage: str
    extra: tuple[str, ...] = field(default=())
