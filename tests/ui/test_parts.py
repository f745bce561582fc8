import pytest

from guildhall.ui import parts


@pytest.mark.parametrize(("number", "total", "shown"), [
    (1, 218, (1, 2, 3, 0, 16)), (8, 218, (1, 0, 7, 8, 9, 0, 16)), (16, 218, (1, 0, 15, 16)), (1, 3, (1,)), (1, 0, (1,)),
    (2, 42, (1, 2, 3)),
])  # fmt: skip
def test_pages_shown(number: int, total: int, shown: tuple[int, ...]) -> None:
    assert parts.Pages(number, 14, total).shown == shown


def test_rows_of_a_page_and_its_address() -> None:
    pages = parts.Pages(16, 14, 218, "status=late")
    assert (pages.first_row, pages.last_row, pages.last) == (211, 218, 16)
    assert pages.url(2) == "?status=late&page=2"
    assert parts.Pages(1, 14, 218).url(2) == "?page=2"


def test_unknown_questions_are_not_counted_as_known() -> None:
    assert parts.FindingRow("Terms", "unknown", "", ("ok", "unknown", "unknown")).known == 1
