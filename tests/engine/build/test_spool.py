"""Notices on their way: nothing lost, one process never torn apart."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from guildhall.engine.build import spool
from tests.engine.resolve.make import sighting


def test_everything_comes_back_and_a_process_lies_in_one_part(tmp_path: Path) -> None:
    writer = spool.Writer(tmp_path, 3)
    rows = [(f"ocds-{n % 50}", sighting("UK7", n)) for n in range(spool.BLOCK * 4)]
    for key, row in rows:
        writer.add(key, None, row)
    writer.flush()
    parts = [list(spool.read(tmp_path, part)) for part in range(3)]
    assert sorted((e.key, e.row.document) for part in parts for e in part) == sorted((k, r.document) for k, r in rows)
    keys = [{entry.key for entry in part} for part in parts]
    assert sum(map(len, keys)) == 50
    assert all(keys)


def test_a_part_nothing_fell_into_is_empty(tmp_path: Path) -> None:
    assert list(spool.read(tmp_path, 7)) == []


@given(st.text(), st.integers(1, 400))
def test_the_part_follows_from_the_name_alone(key: str, parts: int) -> None:
    assert 0 <= spool.part_of(key, parts) < parts
    assert spool.part_of(key, parts) == spool.part_of(key, parts)
