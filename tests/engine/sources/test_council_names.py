import csv
import json

import pytest

from guildhall.engine import codes
from guildhall.engine.sources.council_names import read, refresh

HEAD = "code,slug,name,short_name,kind,starts_on,population,names,neighbours,replaced_by\n"


def extra(tmp_path, rows):
    path = tmp_path / "councils.csv"
    path.write_text(HEAD + rows, encoding="utf-8")
    return read.read_extra(path)


def test_the_real_councils_are_whole():
    councils = read.councils()
    assert len(councils) == 470
    assert read.book().issues == ()
    assert len({council.slug for council in councils.values()}) == 470
    assert {council.kind for council in councils.values()} == set(codes.COUNCIL_KINDS)
    assert not any(council.is_sample for council in councils.values())


def test_facts_of_one_council():
    council = read.councils()["SUR"]
    assert (council.name, council.slug, council.kind, council.county_code) == (
        "Surrey Heath Borough Council",
        "surrey-heath",
        "NMD",
        "SRY",
    )
    assert (council.population, council.gss, council.region) == (89204, "E07000214", "South East")
    assert (council.starts_on, council.ends_on, council.hex_q, council.hex_r) == (None, None, 5, 2)


def test_an_abolished_council_keeps_its_last_day_and_successors():
    assert read.councils()["CMA"].ends_on.isoformat() == "2023-03-31"
    assert read.book().replaced_by["CMA"] == ("CBD", "WAF")
    assert read.councils()["NYE"].slug == "north-yorkshire"
    assert read.councils()["NYK"].slug == "north-yorkshire-county"


def test_counties_and_combined_authorities_have_no_hexagon():
    bare = {council.kind for council in read.councils().values() if council.hex_q is None and council.ends_on is None}
    assert bare == {"CTY", "COMB", "SRA"}
    spots = [(council.hex_q, council.hex_r) for council in read.councils().values() if council.hex_q is not None]
    assert len(spots) == len(set(spots)) == 361


def test_neighbours_know_each_other():
    near = read.neighbours()
    assert near["SUR"] == ("BRC", "GRT", "HAT", "RUH", "RUN", "WNM", "WOI")
    assert "DEV" in near["CON"]
    assert near["IOS"] == ()
    kinds = {code: council.kind for code, council in read.councils().items()}
    lonely = [(a, b) for a, others in near.items() for b in others if kinds[a] == kinds[b] and a not in near[b]]
    assert lonely == []


def test_further_councils_from_a_file(tmp_path):
    book = extra(
        tmp_path, "X-NM,northmoor,Northmoor District Council,Northmoor,NMD,1974-04-01,91000,Moor DC|N. Moor,X-SB,X-NW\n"
    )
    council = book.councils["X-NM"]
    assert council.is_sample
    assert council.starts_on.isoformat() == "1974-04-01"
    assert (book.names["X-NM"], book.neighbours["X-NM"], book.replaced_by["X-NM"]) == (
        ("Moor DC", "N. Moor"),
        ("X-SB",),
        ("X-NW",),
    )
    assert book.issues == ()


@pytest.mark.parametrize(
    ("row", "code", "words"),
    [
        ("X-NM,n,,N,,,,,,\n", "council_incomplete", "no name and no kind"),
        ("LDS,leeds-2,Leeds City Council,Leeds,MD,,,,,\n", "council_twice", "LDS"),
        ("X-NM,n,Northmoor,N,PARISH,,,,,\n", "council_kind_unknown", "'PARISH'"),
        ("X-NM,n,Northmoor,N,NMD,1.4.74,,,,\n", "council_value_unreadable", "1.4.74"),
        ("X-NM,leeds,Northmoor,N,NMD,,,,,\n", "council_slug_twice", "leeds"),
    ],
)
def test_a_bad_row_is_refused_with_its_reason_and_the_rest_used(tmp_path, row, code, words):
    book = extra(tmp_path, row + "X-OK,okay,Okay Council,Okay,UA\n")
    assert list(book.councils) == ["X-OK"]
    [issue] = book.issues
    assert (issue.file, issue.row, issue.severity, issue.code) == ("councils.csv", "2", "refused", code)
    assert words in issue.reason


def test_a_file_that_cannot_be_read_is_an_issue(tmp_path):
    book = read.read_extra(tmp_path / "absent.csv")
    assert not book.councils
    assert book.issues[0].code == "file_unreadable"


def test_a_library_adds_files_and_never_changes_what_is_known(tmp_path):
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    one.write_text(HEAD + "X-A,alder,Alder Council,Alder,UA,,,,,\n")
    two.write_text(HEAD + "X-A,aspen,Aspen Council,Aspen,UA,,,,,\n")
    library = read.library(one, two)
    assert library.councils["X-A"].name == "Alder Council"
    assert len(library.councils) == 471
    assert "X-A" not in read.councils()


def test_a_file_of_councils_is_told_by_its_first_line(tmp_path):
    path = tmp_path / "any.csv"
    path.write_text(HEAD)
    assert read.is_council_file(path)
    path.write_text("name,code\n")
    assert not read.is_council_file(path)


REGISTER = (
    "local-authority-code,official-name,nice-name,gss-code,start-date,end-date,replaced-by,nation,region,"
    "local-authority-type,county-la,current-authority,gov-uk-slug,area,pop-2020,lat,long\n"
    "OLD,Oldshire  County Council,Oldshire,E1,,2023-04-01,NEW,England,South,CTY,,False,oldshire,9,500.0,0,0\n"
    "NEW,Oldshire Council,Oldshire,E2,2023-04-01,,,England,South,UA,,True,,10,500.0,51,1\n"
    "CTY,Mid County Council,Mid,E3,2005-06-18,,,England,South,CTY,,True,mid,,,9,9\n"
    "DIS,Dale District Council,Dale,E4,1974-04-01,,,England,South,NMD,CTY,True,dale,3,,50,0\n"
    "DI2,Fell District Council,Fell,E5,1974-04-01,,,England,South,NMD,CTY,True,fell,1,,54,4\n"
    "CA,Old Combined Authority,Oldshire,E6,,,,England,South,COMB,,True,,,,,\n"
)


def square(gss, x):
    return {"properties": {"LAD24CD": gss}, "geometry": {"coordinates": [[[x, 0], [x + 1, 0], [x + 1, 1], [x, 1]]]}}


@pytest.fixture
def upstream(tmp_path):
    (tmp_path / "register.csv").write_text(REGISTER)
    (tmp_path / "names.csv").write_text(
        "la-name,local-authority-code\nDale,DIS\ndale,DIS\nYnys Mï¿½n,DIS\n", encoding="utf-8"
    )
    (tmp_path / "links.csv").write_text(
        "gss,slug,homepage_url\nE4,dale,https://dale.example\nX,fell,https://fell.example\n"
    )
    (tmp_path / "hexes.json").write_text(json.dumps({"hexes": {"E4": {"q": 1, "r": -2}, "E6": {"q": 9, "r": 9}}}))
    features = [square("E2", 0), square("E4", 1), square("E5", 2), square("E9", 3)]
    (tmp_path / "borders.json").write_text(json.dumps({"features": features}))
    return tmp_path


def made(folder):
    names = {
        "register": "register.csv",
        "names": "names.csv",
        "links": "links.csv",
        "hexes": "hexes.json",
        "borders": "borders.json",
    }
    into = folder / "made"
    into.mkdir(exist_ok=True)
    argv = [part for option, name in names.items() for part in (f"--{option}", str(folder / name))]
    assert refresh.main([*argv, "--into", str(into)]) == 0
    with (into / "councils.csv").open(encoding="utf-8", newline="") as lines:
        return {row["code"]: row for row in csv.DictReader(lines)}, (into / "names.csv").read_text()


def test_the_tables_are_made_from_upstream_files(upstream, capsys):
    councils, names = made(upstream)
    assert capsys.readouterr().out == "6 councils, 1 spellings\n"
    slugs = [councils[code]["slug"] for code in ("CA", "NEW", "OLD")]
    assert slugs == ["oldshire", "oldshire-council", "oldshire-county-council"]
    assert councils["OLD"]["name"] == "Oldshire County Council"
    assert (councils["OLD"]["ends_on"], councils["CTY"]["starts_on"]) == ("2023-03-31", "")
    assert (councils["CTY"]["lat"], councils["CTY"]["long"]) == ("51.0000", "1.0000")
    assert (councils["DIS"]["homepage"], councils["DI2"]["homepage"]) == (
        "https://dale.example",
        "https://fell.example",
    )
    assert (councils["DIS"]["hex_q"], councils["CA"]["hex_q"]) == ("1", "")
    assert (councils["NEW"]["neighbours"], councils["DIS"]["neighbours"], councils["CTY"]["neighbours"]) == (
        "CTY|DIS",
        "DI2|NEW",
        "NEW",
    )
    assert names == "code,name\nDIS,Dale\n"


def test_a_slug_once_given_is_kept(upstream):
    councils, _ = made(upstream)
    text = (upstream / "made" / "councils.csv").read_text().replace(councils["DIS"]["slug"] + ",", "dale-of-old,", 1)
    (upstream / "made" / "councils.csv").write_text(text)
    assert made(upstream)[0]["DIS"]["slug"] == "dale-of-old"
