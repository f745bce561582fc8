"""What public tools make of the same traps, beside what we make of them.

No tool is blamed: each does what it says. The point is that a council's dates cannot be left to it. Tools that are
not installed skip their tests.
"""

from __future__ import annotations

import json
import subprocess
import sys
import warnings
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.golden import read_case

pytestmark = pytest.mark.peer


def releases(name: str) -> list[dict[str, Any]]:
    case = read_case.load(read_case.FOLDER / f"{name}.yaml")
    return [json.loads(line) for line in read_case.content(case).splitlines()]


def ours(name: str) -> list[dict[str, Any]]:
    documents, _ = read_case.read(read_case.load(read_case.FOLDER / f"{name}.yaml"))
    return read_case.resolved(documents)


def merged(name: str) -> dict[str, Any]:
    """One process as the standard's reference merger compiles it."""
    ocdsmerge = pytest.importorskip("ocdsmerge")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of ids that repeat; what counts here is what it answers
        return ocdsmerge.Merger(SCHEMA).create_compiled_release(releases(name))


# The parts of the standard's schema that say how to merge what our cases hold.
_LIST = {"type": "array", "items": {"type": "object", "properties": {"id": {"type": "string"}}}}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "ocid": {"type": "string"}, "id": {"type": "string", "omitWhenMerged": True}, "date": {"type": "string"},
        "tag": {"type": "array", "items": {"type": "string"}, "omitWhenMerged": True},
        "buyer": {"type": "object", "properties": {}}, "tender": {"type": "object", "properties": {}},
        "parties": _LIST, "awards": _LIST, "contracts": _LIST,
    },
}  # fmt: skip


def test_ocdsmerge_ends_a_contract_on_the_day_it_was_changed() -> None:
    period = merged("08-change-day-is-not-the-term")["contracts"][0]["period"]
    assert (period["startDate"][:10], period["endDate"][:10]) == ("2026-08-21", "2026-08-21")
    contract = ours("08-change-day-is-not-the-term")[0]
    assert (contract["starts_on"], contract["ends_on"], contract["last_end_on"]) == (
        "2025-08-21", "2026-09-30", "2026-12-31",
    )  # fmt: skip


def test_ocdsmerge_starts_a_contract_on_the_day_after_its_change() -> None:
    assert merged("08-change-start-alone")["contracts"][0]["period"]["startDate"][:10] == "2026-08-13"
    assert ours("08-change-start-alone")[0]["starts_on"] == "2025-09-01"


def test_ocdsmerge_follows_the_clock_and_not_the_notices_numbers() -> None:
    assert merged("11-number-not-date-decides")["contracts"][0]["period"]["endDate"][:10] == "2029-08-02"
    assert ours("11-number-not-date-decides")[0]["ends_on"] == "2030-08-02"


def test_ocdsmerge_gives_one_buyer_the_contract_of_another() -> None:
    one = merged("12-one-process-many-buyers")
    assert (one["buyer"]["name"], len(one["contracts"])) == ("Electricity North West", 1)
    assert len(ours("12-one-process-many-buyers")) == 2


def test_ocdsmerge_makes_one_process_of_all_empty_ids() -> None:
    assert len(merged("06-empty-process-id")["awards"]) == 1
    assert len(ours("06-empty-process-id")) == 2


def test_ocdsmerge_stops_where_a_list_follows_an_object() -> None:
    ocdsmerge = pytest.importorskip("ocdsmerge")
    merger = ocdsmerge.Merger(SCHEMA)
    with pytest.raises(Exception, match=r".+"):
        merger.create_compiled_release(releases("10-type-flips"))
    assert len(ours("10-type-flips")) == 1


def test_ocdsmerge_counts_a_market_as_contracts() -> None:
    assert len(merged("09-market-is-no-contract")["contracts"]) == 2
    assert ours("09-market-is-no-contract") == []


def test_json_and_msgspec_stop_at_the_numbers() -> None:
    case = read_case.load(read_case.FOLDER / "05-impossible-numbers.yaml")
    lines = read_case.content(case)
    assert json.loads(lines.splitlines()[0])["tender"]["lots"][0]["contractPeriod"]["durationInDays"] == float("inf")
    with pytest.raises(json.JSONDecodeError):
        json.loads(lines.splitlines()[1])
    with pytest.raises(msgspec.DecodeError):
        msgspec.json.decode(lines.splitlines()[1])
    assert len(read_case.read(case)[0]) == 3


def test_json_stops_at_rubbish_and_at_another_encoding() -> None:
    for name in ("00-rubbish-after-the-end", "06-iso-8859-1-body"):
        case = read_case.load(read_case.FOLDER / f"{name}.yaml")
        with pytest.raises(ValueError, match=r".+"):
            json.loads(read_case.content(case))
        assert len(read_case.read(case)[0]) == 1


def countdown_end(release: dict[str, Any]) -> date:
    """The end as contract-countdown works it out: json_normalize, then to_datetime in UTC."""
    pandas = pytest.importorskip("pandas")
    table = pandas.json_normalize(release, record_path=["contracts"])
    return pandas.to_datetime(table["period.endDate"], utc=True).dt.tz_convert("Europe/London").dt.date[0]


def test_pandas_ends_a_school_contract_a_day_late() -> None:
    assert countdown_end(releases("21-last-second-in-utc")[0]) == date(2027, 8, 1)
    assert ours("21-last-second-in-utc")[0]["ends_on"] == "2027-07-31"


def test_pandas_misses_buyer_and_end_of_a_cancelled_purchase() -> None:
    pandas = pytest.importorskip("pandas")
    table = pandas.json_normalize(releases("09-cancelled-by-a-sparse-notice"))
    assert "buyer.name" not in table
    documents, _ = read_case.read(read_case.load(read_case.FOLDER / "09-cancelled-by-a-sparse-notice.yaml"))
    assert [document.buyers[0].name for document in documents] == ["Norfolk County Council", "Wiltshire Council"]


def test_pandas_has_no_value_where_only_the_gross_is_given() -> None:
    pandas = pytest.importorskip("pandas")
    table = pandas.json_normalize(releases("23-net-equals-gross"), record_path=["contracts"])
    assert "value.amount" not in table
    assert ours("23-net-equals-gross")[0]["value_gross"] == "86247"


def test_dateparser_moves_an_end_into_the_next_month() -> None:
    dateparser = pytest.importorskip("dateparser")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it uses a call that Python 3.12 will drop
        moment = dateparser.parse("2027-07-31T23:59:59Z", settings={"TO_TIMEZONE": "Europe/London"})
    assert moment is not None
    assert moment.date() == date(2027, 8, 1)


def test_flattentool_writes_every_contact_person(tmp_path: Path) -> None:
    pytest.importorskip("flattentool")
    package = tmp_path / "package.json"
    package.write_text(json.dumps({"releases": releases("37-no-personal-contacts")}), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "flattentool.cli", "flatten", str(package), "-f", "csv", "--root-list-path", "releases",
         "-o", str(tmp_path / "flat")],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    if done.returncode:
        pytest.skip(f"flattentool did not run here: {done.stderr[-200:]}")
    written = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "flat").glob("*.csv"))
    assert "Jo Nobody" in written
    assert "jo.nobody@example.gov.uk" in written
