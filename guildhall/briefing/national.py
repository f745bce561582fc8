"""The national picture in words and geometry: the map, three figures with their coverage, the newest changes."""

from collections.abc import Iterable
from datetime import date, timedelta

from guildhall.rooms.contracts.queries import National
from guildhall.rooms.contracts.queries.national import Change, OnMap
from guildhall.ui import parts, words
from guildhall.ui.figures import hexes

NATIONS = ("Scotland", "Northern Ireland", "Wales")


def council_map(picture: National) -> hexes.HexMap:
    """Every council that has a place on the map."""
    placed = [one for one in picture.on_map if one.council.hex_q is not None and one.council.hex_r is not None]
    places = [
        hexes.Place(
            one.council.hex_q or 0, one.council.hex_r or 0, one.council.name, f"/councils/{one.council.slug}/", one.step,
            one.council.region, one.council.short_name or one.council.name,
        )
        for one in placed
    ]  # fmt: skip
    return hexes.draw(places, NATIONS)


def steps(picture: National) -> list[parts.Step]:
    """The legend, which counts what is dark and what is hatched."""
    return [parts.Step(step, label, count) for step, label, count in picture.by_step]


def figures(picture: National) -> list[parts.Figure]:
    """What must be decided, what is late, what it costs; each with how much could be known."""
    ends, costed = (words.share(part, picture.contracts) for part in (picture.ends_known, picture.value_known))
    counted = f"counted in {picture.councils_counted:,} of {words.count(picture.councils, 'council')}"
    return [
        parts.Figure(f"{picture.to_decide:,}", f"{'contract' if picture.to_decide == 1 else 'contracts'} to decide by {words.day(picture.until)}", picture.councils_counted, picture.councils, counted),
        parts.Figure(one_in(picture.late, picture.dated), "of the dated contracts have already passed their last safe day",
                     picture.ends_known, picture.contracts, f"{ends} of contracts have an end date"),
        parts.Figure(words.money_short(picture.value_year) if picture.value_known else "Not known", "a year is spent on the software and services behind them",
                     picture.value_known, picture.contracts, f"{costed} of contracts have a published value"),
    ]  # fmt: skip


def one_in(part: int, whole: int) -> str:
    """1 in 7, or 6 in 10 when it is more than every second."""
    if not part or not whole:
        return "None"
    ratio = whole / part
    return f"1 in {round(ratio):,}" if ratio >= 1.8 else f"{min(round(10 * part / whole), 10)} in 10"


def map_words(picture: National) -> str:
    """What the map says, for who cannot see it."""
    counted = "; ".join(f"{label}: {words.count(count, 'council')}" for _, label, count in picture.by_step)
    return f"Contracts to decide from {words.day(picture.on)} to {words.day(picture.until)}. {counted}."


def hidden(picture: National) -> str:
    """What hatching may hide, and where most of it is."""
    said = "A hatched council may have many decisions waiting."
    for_all = sum(not one.is_known for one in picture.on_map) / max(len(picture.on_map), 1)
    dim = [
        name for name in ("Northern Ireland", "Scotland", "Wales") if _hatched(picture, name) > max(for_all * 1.3, 0.5)
    ]
    if not dim:
        return said
    who = dim[0] if len(dim) == 1 else f"{', '.join(dim[:-1])} and {dim[-1]}"
    return f"{who} {'publishes' if len(dim) == 1 else 'publish'} less, so more are hatched. {said}"


def _hatched(picture: National, nation: str) -> float:
    own = [one for one in picture.on_map if one.council.region == nation]
    return sum(not one.is_known for one in own) / len(own) if own else 0.0


def changes(found: Iterable[Change], on: date) -> list[parts.Change]:
    """Dated lines; the council's name is the link."""
    return [_change(one, on) for one in found if one.on is None or one.on <= on]


def _change(one: Change, on: date) -> parts.Change:
    name = one.council.name if one.council else ""
    if name and one.words.lower().startswith(name.lower()):
        subject = parts.Link(name, f"/councils/{one.council.slug}/")
        said = one.words[len(name) :].lstrip(": ")
        if one.kind == "new_notice":
            return parts.Change(when(one.on, on), subject, f"published a notice: {said}", one.source)
        said = said.replace("new on the record,", "has a contract new on the record:", 1)
    else:
        subject = parts.Link(one.words, f"/contracts/{one.contract_id}/" if one.contract_id else "")
        said = ""
    return parts.Change(when(one.on, on), subject, said, one.source)


def when(day: date | None, on: date) -> str:
    """Today, Yesterday, 20 November, 3 May 2025."""
    if day is None:
        return "Not dated"
    if day in (on, on - timedelta(days=1)):
        return "Today" if day == on else "Yesterday"
    return words.day(day).removesuffix(f" {on.year}")


def table(picture: National) -> list[OnMap]:
    """The map as rows, most to decide first; those of whom too little is known last."""
    return sorted(picture.on_map, key=lambda one: (not one.is_known, -one.to_decide, one.council.name))
