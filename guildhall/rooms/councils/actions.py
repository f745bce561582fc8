"""Every write of the room: councils and successions come in with the register."""

import pyarrow as pa
import pyarrow.compute as pc

from guildhall.core import bulk
from guildhall.rooms.councils.models import Council, Succession


def replace_councils(councils: pa.Table, successions: pa.Table) -> None:
    """Put these councils and successions in the place of the ones before; the caller holds the transaction."""
    bulk.write(Council, councils)
    codes = councils["code"]
    successions = successions.filter(pc.is_in(successions["predecessor_id"], value_set=_flat(codes)))
    known = pc.is_in(successions["successor_id"], value_set=_flat(codes))
    successor = pc.if_else(known, successions["successor_id"], None)
    place = successions.column_names.index("successor_id")
    bulk.write(Succession, bulk.numbered(successions.set_column(place, "successor_id", successor)))


def _flat(column: pa.ChunkedArray) -> pa.Array:
    return pa.array(column.to_pylist(), pa.string())
