"""The site at the size of the sample and of the country: loading a register, and every page in milliseconds.

`python -m bench.site` prints one table. Each size is measured in a process and with a database of its own: SQLite, and
PostgreSQL where `GUILDHALL_BENCH_POSTGRES` names a database that may be emptied.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TODAY = "2026-11-23"
ROUNDS = 25
"""Requests a page; each asks for another council, contract, supplier or product, so that nothing kept helps twice."""


def load(home: Path) -> dict[str, object]:
    """Load the register, in this process."""
    import django  # noqa: PLC0415 -- the database is named by the environment first

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 -- as above

    from guildhall.rooms.contracts import actions  # noqa: PLC0415 -- as above

    call_command("migrate", interactive=False, verbosity=0)
    loaded = actions.load_register(home, by="bench", anew=True)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "contracts": loaded.contracts, "rows": loaded.rows, "seconds": round(loaded.seconds, 1), "megabytes": round(memory),
    }  # fmt: skip


def time_pages() -> dict[str, object]:
    """Time the pages in this process, made ready as `serve` makes a worker ready; and how long that takes."""
    begun = time.perf_counter()
    from guildhall import wsgi  # noqa: F401, PLC0415 -- importing it makes the worker ready

    ready = time.perf_counter() - begun
    return {"ready": round(ready, 2), "pages": {name: _time(paths) for name, paths in _pages().items()}}


def _pages() -> dict[str, list[str]]:
    from guildhall.core import clock  # noqa: PLC0415 -- Django must be set up
    from guildhall.rooms.contracts.models import Contract, Market, Product, Supplier  # noqa: PLC0415 -- as above
    from guildhall.rooms.contracts.queries import area as queries  # noqa: PLC0415 -- as above
    from guildhall.rooms.councils import queries as councils_queries  # noqa: PLC0415 -- as above
    from guildhall.rooms.councils.models import Council  # noqa: PLC0415 -- as above

    def some(rows: list[str]) -> list[str]:
        return [rows[number % len(rows)] for number in range(ROUNDS)] if rows else []

    councils = some(list(Council.objects.order_by("-digital_count").values_list("slug", flat=True)[:ROUNDS]))
    contracts = some(
        list(Contract.objects.filter(is_digital=True).order_by("id").values_list("contract_id", flat=True)[:ROUNDS])
    )
    suppliers = some(list(Supplier.objects.order_by("-contract_count").values_list("slug", flat=True)[:ROUNDS]))
    products = some(list(Product.objects.order_by("-council_count").values_list("slug", flat=True)[:ROUNDS]))
    names = some(list(Product.objects.order_by("slug").values_list("name", flat=True)[:ROUNDS]))
    categories = some(
        list(Market.objects.filter(scope="national").order_by("-contracts").values_list("category", flat=True))
    )
    counties = some(
        list(
            Council.objects.exclude(county_code="")
            .values_list("county_code", "kind")
            .distinct()
            .order_by("county_code", "kind")
        )
    )
    cuts = counties or [("", "")] * len(categories)
    areas = some([queries.slug(area) for area in councils_queries.areas(clock.today())])
    return {
        "home": ["/"] * ROUNDS,
        "council": [f"/councils/{slug}/" for slug in councils],
        "radar": [f"/radar/?page={number + 1}" for number in range(ROUNDS)],
        "radar, everything, dearest first": [f"/radar/?digital=all&window=any&sort=-value&page={number + 1}" for number in range(ROUNDS)],
        "radar, filtered by words": [f"/radar/?digital=all&q={name.split()[0]}" for name in names],
        "contracts": [f"/contracts/?page={number + 1}" for number in range(ROUNDS)],
        "contract": [f"/contracts/{key}/" for key in contracts],
        "briefing": [f"/councils/{slug}/briefing/" for slug in councils],
        "markets": ["/markets/"] * ROUNDS,
        "market": [f"/markets/{key}/" for key in categories],
        "market, any area": [f"/markets/{key}/?area=county:{code}&kind={kind}" for key, (code, kind) in zip(categories, cuts, strict=True)],
        "areas": ["/areas/"] * ROUNDS,
        "area": [f"/areas/{slug}/" for slug in areas],
        "comparison of five": [f"/compare/?{'&'.join(f'council={slug}' for slug in (councils * 2)[at : at + 5])}" for at in range(len(councils))],
        "supplier": [f"/suppliers/{slug}/" for slug in suppliers],
        "product": [f"/products/{slug}/" for slug in products],
        "search": [f"/search/?q={name}" for name in names],
        "search, misspelt": [f"/search/?q={name[:3]}{name[4:]}" for name in names],
        "council finder": [f"/councils/find.json?q={slug[:5]}" for slug in councils],
        "about the data": ["/data/"] * ROUNDS,
    }  # fmt: skip


def _time(paths: list[str]) -> dict[str, float]:
    """Median and p95 of whole answers after one that warms up, and p95 of the work alone: what a busy machine adds is not ours."""
    from django.test import Client  # noqa: PLC0415 -- Django must be set up

    if not paths:
        return {}
    client = Client(SERVER_NAME="localhost")
    taken: list[float] = []
    busy: list[float] = []
    client.get(paths[-1])
    for path in paths:
        begun, worked = time.perf_counter(), time.process_time()
        answer = client.get(path)
        if answer.status_code >= 400:
            raise SystemExit(f"{path} answered {answer.status_code}")
        taken.append((time.perf_counter() - begun) * 1000)
        busy.append((time.process_time() - worked) * 1000)
    taken.sort()
    busy.sort()
    late = int(len(taken) * 0.95)
    return {"median": round(taken[len(taken) // 2], 1), "p95": round(taken[late], 1), "cpu": round(busy[late], 1)}


def in_process(home: Path, var: Path, database: str = "") -> dict[str, object]:
    """Load in one process and time the pages in a fresh one, with a database of their own."""
    environment = os.environ | {
        "GUILDHALL_VAR": str(var), "GUILDHALL_TODAY": TODAY, "DJANGO_SETTINGS_MODULE": "guildhall.settings",
        "GUILDHALL_SECRET_KEY": "bench", "PYTHONWARNINGS": "ignore", "GUILDHALL_HOSTS": "localhost",
    }  # fmt: skip
    environment.pop("DATABASE_URL", None)
    if database:
        environment["DATABASE_URL"] = database
    found: dict[str, object] = {}
    for part in (["--load", str(home)], ["--pages"]):
        done = subprocess.run(
            [sys.executable, "-m", "bench.site", *part],
            cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        found |= json.loads(done.stdout.splitlines()[-1])
    return found


def run(*, contracts: int = 200_000, councils: int = 400) -> dict[str, dict[str, object]]:
    """The sample and the national register on SQLite, and the national one on PostgreSQL if there is one."""
    from bench import national  # noqa: PLC0415 -- numpy and pyarrow are not needed by the measuring process

    found: dict[str, dict[str, object]] = {}
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        command = [sys.executable, "-m", "guildhall"]
        subprocess.run(
            [*command, "build", "--from", "sample", "--home", str(work / "sample"), "--quiet"], cwd=ROOT, check=True
        )
        national.write(work / "national", contract_count=contracts, council_count=councils)
        for name, home, database in (
            ("sample", "sample", ""), ("national", "national", ""),
            ("national, PostgreSQL", "national", os.environ.get("GUILDHALL_BENCH_POSTGRES", "")),
        ):  # fmt: skip
            if "PostgreSQL" in name and not database:
                continue
            var = work / f"site-{len(found)}"
            var.mkdir()
            found[name] = in_process(work / home, var, database)
    return found


def table(found: dict[str, dict[str, object]]) -> list[str]:
    """The figures as lines of text."""
    lines = [f"{'':34}" + "".join(f"{name:>24}" for name in found)]
    for key, label in (
        ("contracts", "contracts"),
        ("rows", "rows"),
        ("seconds", "load, seconds"),
        ("megabytes", "load, peak MB"),
        ("ready", "worker ready, seconds"),
    ):
        lines.append(f"{label:34}" + "".join(f"{one[key]:>24,}" for one in found.values()))
    lines.append(f"{'page, ms':34}" + f"{'median':>8}{'p95':>8}{'cpu':>8}" * len(found))
    pages = {page for one in found.values() for page in one["pages"]}  # type: ignore[attr-defined]
    first = next(iter(found.values()))["pages"]
    for page in sorted(pages, key=lambda name: list(first).index(name) if name in first else 99):  # type: ignore[call-overload, operator]
        cells = (one["pages"].get(page) or {} for one in found.values())  # type: ignore[attr-defined]
        lines.append(
            f"{page:34}"
            + "".join(
                f"{cell.get('median', '-'):>8}{cell.get('p95', '-'):>8}{cell.get('cpu', '-'):>8}" for cell in cells
            )
        )
    return lines


def main(words: Sequence[str] = ()) -> int:
    """Print the table, or measure one part when told to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--load", type=Path, metavar="HOME", help=argparse.SUPPRESS)
    parser.add_argument("--pages", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--contracts", type=int, default=200_000)
    parser.add_argument("--councils", type=int, default=400)
    args = parser.parse_args(list(words))
    if args.load or args.pages:
        print(json.dumps(load(args.load) if args.load else time_pages()))
        return 0
    print("\n".join(table(run(contracts=args.contracts, councils=args.councils))))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
