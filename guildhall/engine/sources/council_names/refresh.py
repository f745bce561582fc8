"""Make this folder's tables again from the upstream files: the way a new council enters the product.

    python -m guildhall.engine.sources.council_names.refresh --register uk_local_authorities_current.csv \
        --names lookup_name_to_registry.csv --links local-authorities.csv --hexes districts.hexjson --borders lad.geojson

Run by a developer when a publisher issues a new version; the tables are committed, so a diff shows what changed.
Slugs never change once given: those already in `councils.csv` are kept.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
COLUMNS = (
    "code", "slug", "name", "short_name", "kind", "nation", "region", "county_code", "population", "starts_on",
    "ends_on", "gss", "lat", "long", "homepage", "hex_q", "hex_r", "replaced_by", "neighbours",
)  # fmt: skip
LEAST_SHARED_POINTS = 2
"""Two boundaries that share one point only touch at a corner."""

Row = dict[str, str]


def rows(path: Path) -> list[Row]:
    """All rows of an upstream CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def corrected(register: Sequence[Row], corrections: Sequence[Row]) -> list[Row]:
    """The upstream rows with what we know better (`corrections.csv` gives each a reason), spaces put right."""
    better: dict[str, Row] = defaultdict(dict)
    for row in corrections:
        if row["column"] != "not-a-name":
            better[row["code"]][row["column"]] = row["value"]
    tidy = [{column: " ".join((value or "").split()) for column, value in row.items()} for row in register]
    return [row | better.get(row["local-authority-code"], {}) for row in tidy]


def slugify(name: str) -> str:
    """A name as part of an address: `St Helens` becomes `st-helens`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")


def slugs(register: Sequence[Row], kept: Mapping[str, str]) -> dict[str, str]:
    """Code to slug, unique: kept ones first, then councils of today, then the abolished by their full name."""
    given = dict(kept)
    taken = set(given.values())
    for row in sorted(register, key=lambda row: (row["current-authority"] != "True", row["local-authority-code"])):
        code = row["local-authority-code"]
        if code in given:
            continue
        full = slugify(row["official-name"])
        wishes = (row["gov-uk-slug"], slugify(row["nice-name"]), full, f"{full}-{code.lower()}")
        given[code] = next(wish for wish in wishes if wish and wish not in taken)
        taken.add(given[code])
    return given


def first_day(text: str) -> str:
    """When it began. The upstream dates of 2005 are when a register was keyed in, not when a council began."""
    return "" if text.startswith("2005-") else text


def last_day(text: str) -> str:
    """The last day inclusive. Upstream mixes the last day (31 March) with the day after (1 April)."""
    if not text:
        return ""
    day = date.fromisoformat(text)
    return (day - timedelta(days=1) if (day.month, day.day) == (4, 1) else day).isoformat()


def _points(shape: Any) -> Iterator[tuple[float, float]]:
    if isinstance(shape[0], (int, float)):
        yield (round(shape[0], 6), round(shape[1], 6))
        return
    for part in shape:
        yield from _points(part)


def borders(path: Path) -> dict[str, set[str]]:
    """GSS code to the GSS codes of districts that share a stretch of land border."""
    at: dict[tuple[float, float], set[str]] = defaultdict(set)
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        for point in _points(feature["geometry"]["coordinates"]):
            at[point].add(feature["properties"]["LAD24CD"])
    shared: dict[tuple[str, str], int] = defaultdict(int)
    for codes in at.values():
        for one in codes:
            for other in codes - {one}:
                shared[one, other] += 1
    near: dict[str, set[str]] = defaultdict(set)
    for (one, other), count in shared.items():
        if count >= LEAST_SHARED_POINTS:
            near[one].add(other)
    return near


def neighbours(register: Sequence[Row], near: Mapping[str, set[str]]) -> dict[str, list[str]]:
    """Code to neighbours' codes. A county's are the counties and unitaries around it; a unitary's include counties."""
    current = {row["gss-code"]: row for row in register if row["current-authority"] == "True"}
    county = {row["local-authority-code"]: row["county-la"] for row in current.values()}
    found: dict[str, set[str]] = defaultdict(set)
    for gss, others in near.items():
        if gss not in current:
            continue
        own = current[gss]["local-authority-code"]
        for other in others & current.keys():
            code = current[other]["local-authority-code"]
            found[own].add(code)
            outer, inner = county[code], county[own]
            if outer and not inner:
                found[own].add(outer)
            if inner and outer != inner:
                found[inner].add(outer or code)
    return {code: sorted(codes) for code, codes in found.items()}


def places(register: Sequence[Row]) -> dict[str, tuple[str, str]]:
    """Code to latitude and longitude. Upstream places counties wrongly, so theirs is the mean of their districts'."""
    found: dict[str, tuple[str, str]] = {}
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for row in register:
        if not (row["lat"] and row["long"]):
            continue
        found[row["local-authority-code"]] = (f"{float(row['lat']):.4f}", f"{float(row['long']):.4f}")
        if row["county-la"] and row["area"]:
            total = sums[row["county-la"]]
            area = float(row["area"])
            total[0] += area
            total[1] += area * float(row["lat"])
            total[2] += area * float(row["long"])
    for code, (area, lat, long) in sums.items():
        found[code] = (f"{lat / area:.4f}", f"{long / area:.4f}")
    return found


def councils(register: Sequence[Row], links: Sequence[Row], hexes: Mapping[str, Mapping[str, int]],
             near: Mapping[str, set[str]], kept: Mapping[str, str]) -> list[Row]:  # fmt: skip
    """The table of councils, by code."""
    slug, beside, place = slugs(register, kept), neighbours(register, near), places(register)
    homepage = {row["slug"]: row["homepage_url"] for row in links} | {row["gss"]: row["homepage_url"] for row in links}
    made: list[Row] = []
    for row in sorted(register, key=lambda row: row["local-authority-code"]):
        code, gss = row["local-authority-code"], row["gss-code"]
        hexagon = hexes.get(gss) if row["local-authority-type"] != "COMB" else None
        lat, long = place.get(code, ("", ""))
        made.append({
            "code": code, "slug": slug[code], "name": row["official-name"], "short_name": row["nice-name"],
            "kind": row["local-authority-type"], "nation": row["nation"], "region": row["region"],
            "county_code": row["county-la"],
            "population": str(int(float(row["pop-2020"]))) if row["pop-2020"] else "",
            "starts_on": first_day(row["start-date"]), "ends_on": last_day(row["end-date"]), "gss": gss,
            "lat": lat, "long": long, "homepage": homepage.get(gss) or homepage.get(slug[code], ""),
            "hex_q": str(hexagon["q"]) if hexagon else "", "hex_r": str(hexagon["r"]) if hexagon else "",
            "replaced_by": row["replaced-by"].replace(",", "|"), "neighbours": "|".join(beside.get(code, [])),
        })  # fmt: skip
    return made


def names(lookup: Sequence[Row], corrections: Sequence[Row]) -> list[Row]:
    """Known spellings, each once per council, without those broken by a wrong encoding or known to be wrong."""
    wrong = {(row["code"], row["value"]) for row in corrections if row["column"] == "not-a-name"}
    seen = {
        (row["local-authority-code"], " ".join(row["la-name"].split()).casefold()): " ".join(row["la-name"].split())
        for row in reversed(lookup)
        if (row["local-authority-code"], row["la-name"]) not in wrong
        and "\ufffd" not in row["la-name"]
        and "ï¿½" not in row["la-name"]
    }
    return [{"code": code, "name": name} for (code, _), name in sorted(seen.items())]


def write(path: Path, columns: Sequence[str], table: Sequence[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)


def main(argv: Sequence[str] | None = None) -> int:
    """Write both tables into `--into`, by default this folder."""
    parser = argparse.ArgumentParser(prog="refresh", description=__doc__.splitlines()[0] if __doc__ else "")
    for option in ("register", "names", "links", "hexes", "borders"):
        parser.add_argument(f"--{option}", type=Path, required=True, metavar="FILE")
    parser.add_argument("--into", type=Path, default=HERE, metavar="DIR")
    args = parser.parse_args(argv)
    corrections = rows(HERE / "corrections.csv")
    register = corrected(rows(args.register), corrections)
    old = args.into / "councils.csv"
    kept = {row["code"]: row["slug"] for row in rows(old)} if old.exists() else {}
    hexes = json.loads(args.hexes.read_text(encoding="utf-8"))["hexes"]
    made = councils(register, rows(args.links), hexes, borders(args.borders), kept)
    spelt = names(rows(args.names), corrections)
    write(args.into / "councils.csv", COLUMNS, made)
    write(args.into / "names.csv", ("code", "name"), spelt)
    print(f"{len(made)} councils, {len(spelt)} spellings")
    return 0


if __name__ == "__main__":
    sys.exit(main())
