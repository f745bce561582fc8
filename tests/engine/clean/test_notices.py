"""Notice periods from cells and from sentences."""

import pytest

from guildhall.engine.clean.notices import Notice, read, spoken


@pytest.mark.parametrize(
    ("cell", "column", "expected"),
    [
        ("6 months", "Notice period", Notice(months=6)),
        ("Six months", "Notice period", Notice(months=6)),
        ("6", "Notice Period (months)", Notice(months=6)),
        ("90", "Notice Period", Notice(days=90)),
        ("12 weeks", "Notice Period", Notice(days=84)),
        ("1 year", "Notice Period", Notice(months=12)),
        ("1.5 months", "Notice Period", Notice(days=45)),
        ("0", "Notice Period (months)", Notice(months=0)),
        ("4000 days", "Notice Period", Notice()),
        ("99 months", "Notice Period", Notice()),
        ("3 months or 6 months", "Notice Period", Notice()),
        ("TBC", "Notice Period", Notice()),
        ("", "Notice Period", Notice()),
    ],
)
def test_a_cell(cell: str, column: str, expected: Notice) -> None:
    assert read(cell, column) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Two options of 12 months each, to be asked for six months before the end", Notice(months=6)),
        ("2 x 12 months, subject to 3 months' written notice", Notice(months=3)),
        ("The council may extend on giving not less than 90 days notice.", Notice(days=90)),
        ("Extension of 24 months by giving the supplier six (6) months' prior written notice", Notice(months=6)),
        ("Notice period of at least 12 weeks applies", Notice(days=84)),
        ("Either party may terminate on 6 months' notice", Notice()),
        ("3 months' notice for the first option. 6 months' notice for the second", Notice()),
        ("Option to extend for a further 12 months", Notice()),
        ("One extension of 12 months, to be agreed before the end", Notice()),
        ("", Notice()),
    ],
)
def test_a_sentence(words: str, expected: Notice) -> None:
    assert spoken(words) == expected
