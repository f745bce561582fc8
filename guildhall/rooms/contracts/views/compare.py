"""Two to five councils side by side. The address holds the choice: `/compare/?council=northmoor&council=saltby`."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from guildhall.core import clock, formats
from guildhall.core.access import public
from guildhall.rooms.contracts.queries import compare as queries
from guildhall.rooms.contracts.queries import spend, status
from guildhall.rooms.contracts.views import lines, shares
from guildhall.rooms.councils import queries as councils_queries
from guildhall.ui import parts, words

SHOWN = 25
FEW = 5
"""Contracts below which a share would say more than is known."""


@dataclass(frozen=True)
class Choice:
    """The councils asked for, and what could not be done with the rest of the address."""

    councils: tuple[councils_queries.Brief, ...]
    notes: tuple[str, ...]
    meant: tuple[parts.Link, ...] = ()
    """Councils that the name to add may mean."""

    def address(self, *more: str) -> str:
        """The same choice, and more, as an address."""
        return "?" + "&".join(f"council={slug}" for slug in (*(one.slug for one in self.councils), *more))


def read(request: HttpRequest, on: date) -> tuple[Choice, str]:
    """The choice; and, where a name to add is surely one council, the address that holds it too."""
    by_slug = {one.slug: one for one in councils_queries.everyone()}
    asked = [text.strip()[:80] for text in request.GET.getlist("council")[:20] if text.strip()]
    found = list(dict.fromkeys(text for text in asked if text in by_slug))
    notes = [f"“{text}” is not a council we know, so it was left out." for text in asked if text not in by_slug]
    if len(found) > queries.MOST:
        notes.append(
            f"Five councils fit side by side; {', '.join(by_slug[slug].name for slug in found[queries.MOST :])} left out."
        )
    choice = Choice(tuple(by_slug[slug] for slug in found[: queries.MOST]), tuple(notes))
    text = request.GET.get("add", "").strip()[:80]
    if not text:
        return choice, ""
    if len(choice.councils) >= queries.MOST:
        return Choice(choice.councils, (*choice.notes, "Five councils fit side by side; take one away first."), ()), ""
    sure = councils_queries.meant(text, on)
    if sure:
        return choice, choice.address(sure.slug)
    near = councils_queries.suggest(text, on=on, limit=5)
    said = f"“{text}” may mean one of these." if near else f"No council has a name like “{text}”."
    return Choice(
        choice.councils, (*choice.notes, said), tuple(parts.Link(one.name, choice.address(one.slug)) for one in near)
    ), ""


@public
def compare(request: HttpRequest, form: formats.Form = "html") -> HttpResponseBase:
    """The councils asked for; with fewer than two, the question which."""
    on = clock.today()
    choice, goes_to = read(request, on)
    if goes_to and form == "html":
        return HttpResponseRedirect(f"/compare/{goes_to}")
    found = queries.compare(choice.councils, on)
    return formats.respond(
        request, form, "contracts/compare.html.jinja", lambda: _context(choice, found, on),
        data=lambda: {"on": on, "left_out": choice.notes, "councils": found.sides, "products": found.products,
                      "suppliers": found.suppliers},
        sheet=lambda: formats.Sheet("compare", ("about", *(one.code for one in choice.councils)), _plain(found)),
    )  # fmt: skip


def _context(choice: Choice, found: queries.Comparison, on: date) -> dict[str, object]:
    sides, address = found.sides, choice.address()
    heads = [parts.Column(one.short_name or one.name) for one in choice.councils]
    return {
        "choice": choice, "found": found, "enough": len(sides) >= queries.LEAST, "full": len(sides) >= queries.MOST, "lead": _lead(found),
        "columns": [parts.Column("About"), *heads], "rows": _rows(found, on),
        "product_columns": [parts.Column("Product"), *heads], "products": [_shared(one, "products") for one in found.products[:SHOWN]],
        "supplier_columns": [parts.Column("Supplier"), *heads], "suppliers": [_shared(one, "suppliers") for one in found.suppliers[:SHOWN]],
        "more": {"product": max(0, len(found.products) - SHOWN), "supplier": max(0, len(found.suppliers) - SHOWN)},
        "picked": [parts.Option(one.slug, one.name, checked=True) for one in choice.councils], "unknown": _unknown(found),
        "downloads": [parts.Link("CSV", f"/compare.csv{address}"), parts.Link("JSON", f"/compare.json{address}")] if sides else [],
    }  # fmt: skip


def _lead(found: queries.Comparison) -> str:
    if len(found.sides) < queries.LEAST:
        return "Choose two to five councils: what each runs, what it must decide when, and what they have in common."
    have = [
        words.count(len(listed), noun) if listed else f"no {noun}"
        for listed, noun in ((found.products, "product"), (found.suppliers, "supplier"))
    ]
    return f"{words.count(len(found.sides), 'council')} with {have[0]} and {have[1]} in common."


def _rows(found: queries.Comparison, on: date) -> list[list[object]]:
    """One row for each thing compared, one cell for each council."""
    sides = found.sides
    reads = spend.lists()
    table: list[list[object]] = [
        ["Council", *(lines.link(one.council.name, f"/councils/{one.council.slug}/") for one in sides)],
        ["Kind", *(one.council.kind_words for one in sides)],
        ["Population", *(f"{one.council.population:,}" if one.council.population else shares.unknown() for one in sides)],
        ["Digital contracts", *(f"{one.contracts:,}" for one in sides)],
        ["With an end date", *(_known(one.dated, one.contracts) for one in sides)],
    ]  # fmt: skip
    table += [
        [lines.component("status_tag", state, status.WORDS[state]), *(f"{one.by_state[state]:,}" for one in sides)]
        for state in queries.STATES
        if any(one.by_state[state] for one in sides)
    ]
    table += [
        ["Next to decide by", *(f"{words.day_short(one.early)}, {words.distance(one.early, on)}" if one.early else shares.unknown() for one in sides)],
        ["Value a year", *(_value(one) for one in sides)],
        ["Largest supplier", *(_largest(one) for one in sides)],
        ["Paid to all suppliers", *(_paid(one, read=one.council.code in reads) for one in sides)],
    ]  # fmt: skip
    return table


def _known(known: int, total: int) -> object:
    return (
        lines.Markup("{} of {}{}").format(known, total, lines.component("known_bar", known, total))
        if total
        else shares.unknown("none known")
    )


def _value(one: queries.Side) -> object:
    if not one.value_known:
        return shares.unknown()
    return f"{words.money_short(one.value_year)}, known for {one.value_known:,} of {one.contracts:,}"


def _largest(one: queries.Side) -> object:
    """The supplier of most contracts, its share between bounds: contracts that name nobody could be anybody's."""
    if not one.largest:
        return shares.unknown()
    if one.contracts < FEW:
        return lines.Markup("{}, {} of {}").format(
            lines.link(one.largest, f"/suppliers/{one.largest_slug}/"),
            one.largest_contracts,
            words.count(one.contracts, "contract"),
        )
    low, high = one.largest_contracts / one.contracts, min(1.0, (one.largest_contracts + one.unnamed) / one.contracts)
    return lines.Markup("{}, {}").format(
        lines.link(one.largest, f"/suppliers/{one.largest_slug}/"), shares.bounds(low, high)
    )


def _paid(one: queries.Side, *, read: bool) -> object:
    if one.paid is None or one.paid_year is None:
        return shares.unknown("not known" if read else "list of spending not read")
    return f"{words.money_short(one.paid)} in {one.paid_year}-{(one.paid_year + 1) % 100:02}, as far as its lists reach"


def _shared(shared: queries.Shared, kind: str) -> list[object]:
    cells: list[object] = [lines.link(shared.name, f"/{kind}/{shared.slug}/")]
    for cell in shared.cells:
        if cell is None:
            cells.append(lines.Markup('<span class="quiet">no contract known</span>'))
            continue
        early = (
            words.day_short(cell.early)
            if cell.early and cell.is_dated
            else f"from {words.month(cell.early)}"
            if cell.early
            else ""
        )
        said = ", ".join(
            part for part in (status.WORDS[cell.state], "" if cell.state == "cannot_tell" else early) if part
        )
        more = f"{words.count(cell.contracts, 'contract')}, the first " if cell.contracts > 1 else ""
        when = f"{more}ends {words.day_short(cell.end)}" if cell.end else f"{more}without a known end"
        cells.append(
            lines.Markup('{} {}<span class="table__sub">{}</span>').format(
                lines.component("mark", cell.state), said, when
            )
        )
    return cells


def _unknown(found: queries.Comparison) -> list[str]:
    out = []
    for one in found.sides:
        name = one.council.short_name or one.council.name
        missing = [words.count(count, said) for count, said in (
            (one.contracts - one.dated, "end date"), (one.contracts - one.value_known, "yearly value"), (one.unnamed, "supplier"),
        ) if count]  # fmt: skip
        if not one.contracts:
            out.append(f"what {name} runs. Its register of contracts would show it.")
        elif missing:
            out.append(
                f"in {name}: {', '.join(missing)}, of {words.count(one.contracts, 'contract')}. Its register of contracts and its lists of spending would settle most."
            )
    return out


def _plain(found: queries.Comparison) -> list[tuple[object, ...]]:
    """The comparison as rows for CSV."""
    sides = found.sides
    rows: list[tuple[object, ...]] = [
        ("council", *(one.council.name for one in sides)), ("kind", *(one.council.kind for one in sides)),
        ("population", *(one.council.population for one in sides)), ("digital_contracts", *(one.contracts for one in sides)),
        ("dated", *(one.dated for one in sides)),
        *((state, *(one.by_state[state] for one in sides)) for state in queries.STATES),
        ("next_decide_by", *(one.early for one in sides)), ("value_year", *(one.value_year if one.value_known else None for one in sides)),
        ("value_known", *(one.value_known for one in sides)), ("largest_supplier", *(one.largest for one in sides)),
        ("largest_supplier_contracts", *(one.largest_contracts for one in sides)), ("paid", *(one.paid for one in sides)),
        ("paid_year", *(one.paid_year for one in sides)),
    ]  # fmt: skip
    for kind, listed in (("product", found.products), ("supplier", found.suppliers)):
        rows += [
            (
                f"{kind}: {one.name}",
                *(cell.early if cell and cell.early else "yes" if cell else None for cell in one.cells),
            )
            for one in listed
        ]
    return rows
