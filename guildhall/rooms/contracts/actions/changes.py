"""What is new on the record since the last load; on a first load, the newest notices."""

from dataclasses import dataclass, field
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from guildhall.core import bulk
from guildhall.engine import codes
from guildhall.rooms.contracts.actions.folder import Folder
from guildhall.rooms.contracts.models import Change, Contract, Register

KEPT = 500


@dataclass(frozen=True)
class Before:
    """What the site held before this load: each contract's agreed end. Empty before the first load."""

    built_on: date | None = None
    ends: dict[str, date | None] = field(default_factory=dict)


def remember(folder: Folder, held: Register | None) -> Before:
    """The old register's ends; nothing when it was a sample and the new one is not, or the other way round."""
    if held is None or held.is_sample != bool(folder.manifest.get("is_sample", held.is_sample)):
        return Before()
    return Before(
        held.built_at.date() if held.built_at else None, dict(Contract.objects.values_list("contract_id", "ends_on"))
    )


def record(folder: Folder, before: Before, contracts: pa.Table) -> None:
    """Write the changes: contracts and ends that are new, else the newest notices, at most `KEPT`."""
    rows = _since(before, contracts) if before.ends else []
    rows += _newest_notices(folder, KEPT - len(rows))
    known = set(folder.table("councils", ["code"])["code"].to_pylist())
    bulk.write(Change, bulk.numbered(pa.Table.from_pylist(
        [row | {"council_id": row["council_id"] if row["council_id"] in known else None} for row in rows[:KEPT]],
        schema=_SCHEMA,
    )))  # fmt: skip


_SCHEMA = pa.schema([
    ("on", pa.date32()), ("kind", pa.string()), ("council_id", pa.string()), ("contract_id", pa.string()),
    ("words", pa.string()), ("source", pa.string()), ("url", pa.string()),
])  # fmt: skip


def _since(before: Before, contracts: pa.Table) -> list[dict]:
    columns = ("contract_id", "ends_on", "council_code", "council_name", "title", "last_seen_on")
    out = []
    for key, ends_on, council, name, title, seen_on in zip(
        *(contracts[column].to_pylist() for column in columns), strict=True
    ):
        who = name or "A buyer"
        what = title or "a contract"
        if key not in before.ends:
            kind, words = "new_contract", f"{who}: new on the record, {what}"
        elif ends_on and before.ends[key] and ends_on != before.ends[key]:
            way = "extended" if ends_on > before.ends[key] else "brought forward"
            kind, words = "moved_end", f"{who} {way} {what}, now to {ends_on.day} {ends_on:%B %Y}"
        else:
            continue
        out.append(
            {
                "on": seen_on,
                "kind": kind,
                "council_id": council,
                "contract_id": key,
                "words": words,
                "source": "",
                "url": "",
            }
        )
    return sorted(out, key=lambda row: row["on"] or date.min, reverse=True)


def _newest_notices(folder: Folder, wanted: int) -> list[dict]:
    if wanted <= 0:
        return []
    notices = folder.table("notices")
    notices = notices.filter(pc.greater(pc.list_value_length(pc.fill_null(notices["council_codes"], [])), 0))
    newest = pc.select_k_unstable(
        notices.append_column("day", pc.fill_null(pc.cast(notices["published_on"], pa.int32()), 0)),
        k=min(wanted, notices.num_rows), sort_keys=[("day", "descending"), ("notice_id", "ascending")],
    ) if notices.num_rows else pa.array([], pa.int64())  # fmt: skip
    return [
        {
            "on": row["published_on"], "kind": "new_notice", "council_id": row["council_codes"][0],
            "contract_id": (row["contract_ids"] or [""])[0],
            "words": f"{row['buyer_name'] or 'A council'}: {row['title'] or 'a purchase'}",
            "source": codes.NOTICE_KINDS.get(row["kind"], row["kind"]), "url": row["url"] or "",
        }
        for row in notices.take(newest).to_pylist()
    ]  # fmt: skip
