"""What search asks of either database, and what an entry calls itself."""

import pyarrow as pa

from guildhall.core import bulk, search
from guildhall.core.models import SearchDocument, SearchNames


def test_postgresql_is_asked_for_every_word_and_the_beginning_of_the_last() -> None:
    assert search._tsquery("planning regi") == "'planning' & 'regi':*"


def test_postgresql_never_sees_the_character_zero() -> None:
    batch = pa.table({"id": [1], "title": ["Led\0ger"]})
    assert bulk._clean(batch).to_pylist() == [{"id": 1, "title": "Ledger"}]


def test_an_entry_is_called_by_its_title_and_the_names_by_their_version() -> None:
    assert str(SearchDocument(title="Northmoor")) == "Northmoor"
    assert str(SearchNames(version="v1")) == "v1"
