"""`guildhall link suppliers` on anybody's list, and `guildhall check suppliers` with its training."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import msgspec
import numpy as np
import pytest

from guildhall.cli import main
from guildhall.engine.link.suppliers import background, check, linkage, lists, measure, numbers, train, trees
from guildhall.engine.link.suppliers.features import NAMES
from guildhall.engine.link.suppliers.spellings import Spelling
from guildhall.engine.link.suppliers.truth import Truth

LIST = """name,company_number,postcode,other_ids,source
Acorn Care Ltd,05302612,LS1 1AA,,calderdale
ACORN CARE LIMITED,00532612,,,wakefield
Acorn Care,,,None:05302612,salford
Various,,,,salford
Various,,,,salford
Birch Roofing,,ls1 1aa,GB-CHC:1108921|GB-COH:02472080;rubbish,salford
Birch Roofing Ltd,,,GB-CHC:1108921,salford
Somebody via Bloom Procurement,08045123,,,x
Bloom Procurement Services Ltd,08045123,,,x
"""


def linked(tmp_path: Path, text: str, *words: str, name: str = "out.csv") -> list[dict[str, str]]:
    given, out = tmp_path / "in.csv", tmp_path / name
    given.write_text(text)
    assert main(["link", "suppliers", "--in", str(given), "--out", str(out), *words]) == 0
    raw = out.read_bytes()
    return list(csv.DictReader((gzip.decompress(raw) if name.endswith(".gz") else raw).decode().splitlines()))


def test_a_list_gets_clusters_and_reasons(tmp_path: Path) -> None:
    rows = linked(tmp_path, LIST)
    assert list(rows[0]) == ["name", "company_number", "postcode", "other_ids", "source", "cluster", "why"]
    clusters = [row["cluster"] for row in rows]
    assert clusters[:3] == ["05302612"] * 3
    assert clusters[3] != clusters[4], "nobody is nobody's twin"
    assert clusters[5] == clusters[6]
    assert clusters[7] != clusters[8] == "08045123"
    assert rows[1]["why"] == "It gives the company number 00532612, a slip of the hand for 05302612."
    assert rows[2]["why"].endswith("the same name but for case, signs and legal form.")
    assert rows[3]["why"] == "It names nobody."
    assert "through whom it sold" in rows[7]["why"]


def test_numbers_can_be_hidden_and_the_file_packed(tmp_path: Path) -> None:
    rows = linked(tmp_path, LIST, "--ignore-numbers", name="out.csv.gz")
    assert [row["cluster"] for row in rows[:3]] == ["ACORN CARE LIMITED"] * 3
    assert all("company number" not in row["why"] for row in rows)
    first = (tmp_path / "out.csv.gz").read_bytes()
    linked(tmp_path, LIST, "--ignore-numbers", name="out.csv.gz")
    assert (tmp_path / "out.csv.gz").read_bytes() == first


def test_two_clusters_of_one_title_are_told_apart(tmp_path: Path) -> None:
    text = "name,other_ids\nAcme Ltd,GB-CHC:1108921\nAcme Ltd,GB-CHC:1108922\n"
    assert len({row["cluster"] for row in linked(tmp_path, text)}) == 2


def test_judgements_count_in_lists(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = tmp_path / "judgements.csv"
    said.write_text("one,other,verdict\nClosomat,Total Hygiene,same\nx,,same\n")
    text = "name\nClosomat Ltd\nTotal Hygiene Ltd\n"
    rows = linked(tmp_path, text, "--judgements", str(said))
    assert rows[0]["cluster"] == rows[1]["cluster"]
    assert rows[1]["why"] == "A person said so."
    assert "needs two names" in capsys.readouterr().err


def test_lists_that_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, content in {
        "none.csv": None, "bare.csv": b"title\nx\n", "cut.csv.gz": gzip.compress(b"name\n" * 99)[:-9], "empty.csv": b"",
    }.items():  # fmt: skip
        path = tmp_path / name
        if content is not None:
            path.write_bytes(content)
        assert main(["link", "suppliers", "--in", str(path), "--out", str(tmp_path / "out.csv")]) == 1
    assert capsys.readouterr().err.count("guildhall link:") == 4
    assert linked(tmp_path, "name\n") == []
    assert linked(tmp_path, "name\nx,y,z\n\0\n")[0]["name"] == "x"


def people(count: int) -> str:
    """A list in which each company is written in three ways."""
    rows = ["name,company_number,postcode"]
    for at in range(count):
        word = "".join(chr(97 + (at * k) % 26) for k in (3, 5, 7, 11)) + "on"
        number = f"{1000000 + at * 7919:08}"
        rows += [f"{word.title()} Supplies Ltd,{number},", f"{word.upper()} SUPPLIES LIMITED,{number},LS1 {at % 9}AA"]
        rows += [
            f"{word.title()} Supplies (UK) t/a {word}s,{number},",
            f"{word.title()} Nursery,,",
            f"{word} Homes Ltd,{number[::-1]},",
        ]
    return "\n".join(rows) + "\n"


def test_the_check_trains_on_one_half_and_measures_the_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mentions.csv"
    path.write_text(people(60))
    assert main(["check", "suppliers", "--truth", str(path)]) == 0
    table = capsys.readouterr().out
    assert "300 mentions" in table
    methods = [line.split("|")[1].strip() for line in table.splitlines() if "| mean |" in line]
    assert methods[:3] == [
        "**guildhall, trained on the other half**", "**guildhall as shipped**", "**same name, form left out**",
    ]  # fmt: skip
    assert main(["check", "suppliers", "--truth", str(tmp_path / "none.csv")]) == 1
    assert "name another file with --truth" in capsys.readouterr().err


def test_training_writes_the_two_files_and_trees_say_what_scikit_learn_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mentions.csv"
    path.write_text(people(60))
    monkeypatch.setattr(background, "FILE", tmp_path / "background.json")
    monkeypatch.setattr(trees, "FILE", tmp_path / "model.json")
    background.load.cache_clear()
    try:
        assert train.main([str(path)]) == 0
    finally:
        background.load.cache_clear()
    model = msgspec.json.decode((tmp_path / "model.json").read_bytes(), type=trees.Model)
    assert model.features == list(NAMES)
    assert "pairs that are one" in model.trained_on

    rng = np.random.default_rng(1)
    figures = rng.random((400, len(NAMES))).astype(np.float32) * 4
    same = (figures[:, 0] + figures[:, 9] > 4).tolist()
    fitted = train.boosted(figures, same, np.ones(400, np.float32))
    mine = train.exported(fitted, "").likelihood(figures)
    theirs = 1 / (1 + np.exp(-np.mean([each.decision_function(figures) for each in fitted], axis=0)))
    sure = theirs > 0.2  # a pair without hope is left half judged
    assert np.abs(mine - theirs)[sure].max() < 1e-3
    assert mine[~sure].max() < 0.3


def test_a_name_known_under_two_numbers_trains_nothing() -> None:
    truth = Truth([lists.mention({"name": "Kpmg", "company_number": n}) for n in ("OC301540", "03580549")])
    assert truth.company_of == [""]
    assert truth.open == [("kpmg", ("03580549", "OC301540"))]


def test_measures_by_hand() -> None:
    found = measure.measure(list("aabc"), list("XXXY"), list("1121"))
    assert (found.precision, found.recall) == (1 / 3, 1 / 3)
    assert (found.spelling_precision, found.spelling_recall) == (0, 0)
    whole = measure.measure(list("abc"), list("XXY"), list("112"))
    assert (whole.f1, whole.b3, whole.spelling_f) == (1, 1, 1)
    assert measure.measure([], [], []).f1 == 0


@pytest.mark.parametrize(
    ("one", "other", "is_slip"),
    [
        ("05302612", "00532612", True), ("02913666", "02916366", True), ("RS027052", "IP027052", True),
        ("03679828", "02679828", False), ("01209023", "05934862", False), ("SC045775", "04577512", False),
    ],
)  # fmt: skip
def test_slips(one: str, other: str, is_slip: bool) -> None:
    assert numbers.is_slip(one, other) is numbers.is_slip(other, one) is is_slip


def test_a_number_that_is_mostly_anothers_is_no_slip() -> None:
    seen = {("acorn", "05302612"): 5, ("acorn", "00532612"): 1, ("oak", "00532612"): 9}
    assert numbers.repairs(seen) == ({}, [("acorn", ("00532612", "05302612"))])
    assert numbers.repairs({**seen, ("oak", "00532612"): 1})[0] == {"00532612": "05302612"}


def test_nothing_and_one_spelling() -> None:
    assert linkage.link([]).cluster == []
    assert linkage.link([Spelling("Acorn")]) == linkage.Linked(
        [0], [1.0], ["Nothing else here was found to be the same supplier."]
    )
    assert linkage.link([Spelling("")]).why == ["It names nobody."]


@pytest.mark.real
@pytest.mark.slow
def test_real_mentions_of_companies_it_was_not_trained_on(real_data: Path) -> None:
    """The figures of docs/suppliers.md hold."""
    truth = Truth([lists.mention(row) for row in lists.read(real_data / check.DEFAULT)])
    row = next(check.rows(truth))
    assert row.mean("f1") >= 0.96
    assert row.mean("precision") >= 0.96
    assert min(each.spelling_f for each in row.halves) >= 0.80
    assert row.seconds < 30
