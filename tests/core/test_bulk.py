"""Arrow tables into the database: every value comes back as it went in, on either database."""

import json
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as some

from guildhall.core import bulk
from guildhall.core.models import SearchDocument
from guildhall.rooms.contracts.models import Contract, CoverageRow

TEXT = some.text(some.characters(exclude_categories=("Cs", "Cc")), max_size=12)


@given(some.lists(some.none() | some.lists(TEXT, max_size=4), max_size=6))
def test_lists_of_text_become_json(rows: list[list[str] | None]) -> None:
    made = bulk.json_lists(pa.chunked_array([pa.array(rows, pa.list_(pa.string()))])).to_pylist()
    assert [json.loads(text) for text in made] == [row or [] for row in rows]


@given(some.lists(some.none() | some.lists(some.integers(-9, 9), max_size=4), max_size=6))
def test_lists_of_numbers_become_json(rows: list[list[int] | None]) -> None:
    made = bulk.json_lists(pa.array(rows, pa.list_(pa.int32()))).to_pylist()
    assert [json.loads(text) for text in made] == [row or [] for row in rows]


def test_lists_of_a_slice_and_with_control_characters() -> None:
    rows = pa.array([["left out"], ["tab\there"], None, [None, "x"]], pa.list_(pa.string()))
    assert [json.loads(text) for text in bulk.json_lists(rows.slice(1)).to_pylist()] == [["tab here"], [], ["", "x"]]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text", ["", "NULL", "\\N", 'a "quote", and a comma', "two\nlines\r\n", "tab\t", "é £ –", "\\", "'", "null\0byte"]
)
def test_any_text_comes_back(text: str) -> None:
    bulk.write(SearchDocument, pa.table({"id": [1], "key": ["k"], "title": [text], "note": [""]}))
    held = SearchDocument.objects.get().title
    assert held == (text.replace("\0", "") if bulk.is_postgres() else text)


@pytest.mark.django_db
def test_days_money_truth_and_null() -> None:
    rows = pa.table({
        "id": pa.array([2**62], pa.int64()), "contract_id": ["c"], "starts_on": pa.array([date(2026, 2, 28)], pa.date32()),
        "ends_on": pa.array([None], pa.date32()), "value_net": pa.array([Decimal("1234567.89")], pa.decimal128(18, 2)),
        "is_digital": pa.array([None], pa.bool_()), "is_sample": pa.array([True]), "value_year_is_worked_out": pa.array([False]),
        "council_codes": ["[]"], "title": [""],
    })  # fmt: skip
    given = set(rows.column_names)
    for field in Contract._meta.concrete_fields:
        if field.column not in given and not field.null:
            empty = "[]" if field.get_internal_type() == "JSONField" else ""
            rows = rows.append_column(field.column, pa.array([empty]))
    assert bulk.write(Contract, rows) == 1
    held = Contract.objects.get()
    assert (held.pk, held.starts_on, held.ends_on, held.value_net, held.is_digital, held.is_sample, held.options) == (
        2**62, date(2026, 2, 28), None, Decimal("1234567.89"), None, True, [],
    )  # fmt: skip


@pytest.mark.django_db
def test_clearing_is_undone_with_the_transaction() -> None:
    CoverageRow.objects.create(scope="field", known=1, total=2)
    with pytest.raises(RuntimeError), transaction.atomic():  # noqa: PT012 -- what is undone happens inside
        bulk.clear([CoverageRow])
        assert CoverageRow.objects.count() == 0
        raise RuntimeError
    assert CoverageRow.objects.count() == 1


@pytest.mark.django_db
def test_a_table_is_found_by_its_index_again_afterwards() -> None:
    with bulk.without_indexes([CoverageRow]):
        CoverageRow.objects.create(scope="field", known=1, total=2)
    constraints = connection.introspection.get_constraints(connection.cursor(), "contracts_coveragerow")
    assert "coverage_of" in constraints
    bulk.analyse()
