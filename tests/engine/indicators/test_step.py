"""L7 over a whole register: call-offs beside their frameworks."""

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from guildhall.engine.indicators import step
from guildhall.engine.register import TABLES

ON = date(2026, 11, 23)


def findings(folder: Path, contracts: list[dict[str, Any]], links: list[dict[str, Any]]) -> list[dict[str, Any]]:
    for table, rows in (("contracts", contracts), ("lineage", links)):
        pq.write_table(pa.Table.from_pylist(rows, schema=TABLES[table]), folder / f"{table}.parquet")
    made = step.make(folder, ON, None)  # type: ignore[arg-type]  # the step asks nothing of it
    return [row for batch in made.get("findings", ()) for row in batch.to_pylist()]


def link(child: str, parent: str, kind: str = "call_off_of") -> dict[str, Any]:
    return {"child_id": child, "parent_id": parent, "kind": kind}


def test_a_call_off_beside_its_framework(tmp_path: Path) -> None:
    contracts = [
        {"contract_id": "framework", "ends_on": date(2027, 3, 31), "last_end_on": date(2028, 3, 31)},
        {"contract_id": "over", "ends_on": date(2029, 3, 31)},
        {"contract_id": "within", "ends_on": date(2029, 3, 31), "ended_on": date(2026, 1, 1)},
        {"contract_id": "endless"},
        {"contract_id": "renewed", "ends_on": date(2030, 1, 1)},
    ]
    links = [
        *(link(child, "framework") for child in ("within", "over", "endless")),
        link("over", "zzz"), link("renewed", "framework", "renewal_of"),
    ]  # fmt: skip
    rows = {row["contract_id"]: row for row in findings(tmp_path, contracts, links)}
    assert {key: row["status"] for key, row in rows.items()} == {"endless": "unknown", "over": "watch", "within": "ok"}
    assert rows["over"]["value"] == "365"
    assert rows["endless"]["missing"] == ["ends_on"]


def test_without_call_offs_nothing_is_read(tmp_path: Path) -> None:
    assert findings(tmp_path, [], [link("a", "b", "same_as")]) == []
