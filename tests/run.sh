#!/bin/sh
# The whole suite: rules of the house, then everything on SQLite, then what touches a database on PostgreSQL.
# PostgreSQL runs when GUILDHALL_TEST_POSTGRES names one, browser journeys when Chromium is found, a Spark cluster when
# there is java; what is left out is said at the end. GUILDHALL_REQUIRE=chromium,postgres,spark turns a missing one into
# a failure.
set -eu
bin=.venv/bin
say() { printf '\n== %s\n' "$1"; }
need() { case ",${GUILDHALL_REQUIRE:-}," in *",$1,"*) echo "$1 is required here and is missing" >&2; exit 1 ;; esac; }
left=""

say "Rules of the house: style, types, imports"
$bin/ruff check --quiet .
$bin/ruff format --check --quiet .
$bin/mypy --no-error-summary
$bin/djlint guildhall --lint --quiet
$bin/lint-imports --no-logo

chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
if [ -z "$chromium" ]; then need chromium; left="$left browser journeys (no Chromium);"; fi

if ! command -v java >/dev/null; then need spark; left="$left sums on a Spark cluster (no java);"; fi

say "The suite on SQLite"
$bin/python -m pytest -q -n 2 --dist worksteal --cov=guildhall --cov-branch --cov-report=term:skip-covered --cov-report=json:var/coverage.json --ignore=tests/journeys "$@"
$bin/python -m tests.house.coverage_bars var/coverage.json

if [ -n "$chromium" ]; then
  say "Journeys in a real browser, on SQLite"
  $bin/python -m pytest -q -p no:randomly tests/journeys
fi

if [ -n "${GUILDHALL_TEST_POSTGRES:-}" ]; then
  say "What touches a database, on PostgreSQL"
  DATABASE_URL="$GUILDHALL_TEST_POSTGRES" $bin/python -m pytest -q -n 2 --dist worksteal \
    tests/core tests/ui tests/rooms tests/briefing
  [ -z "$chromium" ] || DATABASE_URL="$GUILDHALL_TEST_POSTGRES" $bin/python -m pytest -q -p no:randomly tests/journeys
else
  need postgres; left="$left PostgreSQL (set GUILDHALL_TEST_POSTGRES to its address);"
fi
[ -z "$left" ] || printf '\nLeft out on this machine:%s\n' "$left"
