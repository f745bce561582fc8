"""`python -m bench.sums`: millions of payments summed beside contracts, by our stages and by plain DuckDB SQL, in turn.

Both read the same two Parquet files and write `spend`, `paid`, `concentration` and `incumbency`, each in a process of its
own, on two threads. The plain SQL is what one would write for this one question: no lists' coverage, no copies, no bounds.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

import duckdb

from bench import payments, peak, releases

WORK = releases.ROOT / "var" / "bench" / "payments"
CONTRACTS = 200_000
MEMORY_MB = 1200
PLAIN = """
create temp table agreed as
select contract_id, unnest(council_codes) as council_code, supplier_id, starts_on, last_day
from (select contract_id, council_codes, unnest(supplier_ids) as supplier_id, starts_on,
             coalesce(ended_on, greatest(last_end_on, ends_on)) as last_day
      from read_parquet('{contracts}') where status not in ('planned', 'cancelled'));
create temp table paying as
select council_code, supplier_id, paid_on, amount,
       year(paid_on) - (month(paid_on) < 4)::int as year
from read_parquet('{payments}') where council_code is not null and paid_on is not null;
copy (
  select p.council_code, p.supplier_id, p.year, count(*)::int as payments, sum(amount)::decimal(18, 2) as paid,
         coalesce(sum(amount) filter (exists (
           select 1 from agreed c where c.council_code = p.council_code and c.supplier_id = p.supplier_id
           and p.paid_on between c.starts_on and c.last_day)), 0)::decimal(18, 2) as explained,
         min(paid_on) as first_paid_on, max(paid_on) as last_paid_on
  from paying p group by all order by all
) to '{out}/spend.parquet' (compression zstd);
copy (
  select c.contract_id, c.council_code, c.supplier_id, count(p.paid_on)::int as payments, sum(p.amount)::decimal(18, 2) as paid,
         coalesce(sum(p.amount) filter (p.paid_on <= c.last_day), 0)::decimal(18, 2) as paid_in_term,
         coalesce(sum(p.amount) filter (p.paid_on > c.last_day + interval 3 month), 0)::decimal(18, 2) as paid_after_end,
         min(p.paid_on) as first_paid_on, max(p.paid_on) as last_paid_on
  from agreed c left join paying p using (council_code, supplier_id)
  where p.paid_on is null or p.paid_on >= c.starts_on
  group by all order by all
) to '{out}/paid.parquet' (compression zstd);
copy (
  with each as (select council_code, year, supplier_id, sum(paid) as paid from read_parquet('{out}/spend.parquet')
                where supplier_id is not null group by all having sum(paid) > 0)
  select council_code, year, count(*) as suppliers, max(part) as top, sum(part * part) as hhi
  from (select *, paid::double / sum(paid) over (partition by council_code, year) as part from each)
  group by all order by all
) to '{out}/concentration.parquet' (compression zstd);
copy (
  with rows as (select council_code, supplier_id, year, paid,
                       year - row_number() over (partition by council_code, supplier_id order by year) as streak
                from read_parquet('{out}/spend.parquet') where supplier_id is not null)
  select council_code, supplier_id, min(first_year) as first_year, max(last_year) as last_year, sum(years)::int as years,
         arg_max(years, last_year) as years_in_a_row, sum(paid) as paid
  from (select council_code, supplier_id, streak, min(year) as first_year, max(year) as last_year, count(*) as years, sum(paid) as paid
        from rows group by all)
  group by all order by all
) to '{out}/incumbency.parquet' (compression zstd);
"""


def plain(paid: str, agreed: str, out: str) -> None:
    """The same four tables by SQL alone."""
    with tempfile.TemporaryDirectory() as spill, duckdb.connect() as connection:
        connection.execute(f"set threads = 2; set memory_limit = '{MEMORY_MB}MB'; set temp_directory = '{spill}'")
        connection.execute("set preserve_insertion_order = false")
        connection.execute(PLAIN.format(payments=paid, contracts=agreed, out=out))


def ours(paid: Path, agreed: Path, out: Path) -> peak.Watched:
    words = ["sums", f"--payments={paid}", f"--contracts={agreed}", f"--out={out}", "--on=2026-11-23"]
    bounds = ["--threads=2", f"--memory={MEMORY_MB}"]
    return _watch(sys.executable, "-m", "guildhall", *words, *bounds)


def _watch(*command: str) -> peak.Watched:
    watched = peak.watch(command)
    if watched.code:
        raise SystemExit(f"{' '.join(command[:4])} failed")
    return watched


def agree(ours_: Path, plain_: Path) -> str:
    """Whether both came to the same sums, as far as both tell them."""
    with duckdb.connect() as connection:
        for table, names in (
            ("spend", "council_code, supplier_id, year, payments, paid, explained"),
            ("incumbency", "council_code, supplier_id, first_year, last_year, years, years_in_a_row, paid"),
        ):
            left, right = (f"select {names} from read_parquet('{side}/{table}.parquet')" for side in (ours_, plain_))
            found = connection.execute(
                f"select count(*) from (({left} except all {right}) union all ({right} except all {left}))"
            ).fetchone()
            if found is None or found[0]:
                return f"{table} differs in {found and found[0]} rows"
    return "the same rows"


def measure(millions: int, runs: int) -> tuple[list[peak.Watched], list[peak.Watched], str]:
    """Both in turn, so that what else the machine does falls on both."""
    paid, agreed = payments.write(WORK, millions * 1_000_000, CONTRACTS)
    ours_, plain_ = WORK / "ours", WORK / "plain"
    plain_.mkdir(exist_ok=True)
    found: tuple[list[peak.Watched], list[peak.Watched]] = ([], [])
    for _ in range(runs):
        found[0].append(ours(paid, agreed, ours_))
        found[1].append(_watch(sys.executable, "-m", "bench.sums", "--plain", str(paid), str(agreed), str(plain_)))
    return (*found, agree(ours_, plain_))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.sums", description=__doc__)
    parser.add_argument("--millions", type=int, nargs="+", default=[1, 5, 10, 20], metavar="N")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="medians of so many alternated runs")
    parser.add_argument("--plain", nargs=3, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.plain:
        plain(*args.plain)
        return
    print(f"{CONTRACTS:,} contracts; medians of {args.runs} alternated runs; two threads, {MEMORY_MB} MB for DuckDB")
    head = f"{'payments':>12} {'ours s':>8} {'cpu s':>7} {'MB':>6} {'plain s':>8} {'cpu s':>7} {'MB':>6} {'ratio s':>8} {'cpu':>6}"
    print(head)
    for millions in args.millions:
        mine, theirs, said = measure(millions, args.runs)
        figures = [
            [statistics.median(getattr(one, name) for one in side) for name in ("seconds", "cpu_seconds", "rss_mb")]
            for side in (mine, theirs)
        ]
        (a, b, c), (x, y, z) = figures
        print(
            f"{millions * 1_000_000:>12,} {a:>8.1f} {b:>7.1f} {c:>6.0f} {x:>8.1f} {y:>7.1f} {z:>6.0f} {a / x:>8.2f} {b / y:>6.2f}  {said}",
            flush=True,
        )


if __name__ == "__main__":
    main()
