import argparse
import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guildhall.engine.link import council_words, councils
from guildhall.engine.sources.council_names import read


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Leeds City Council", "LDS"),
        ("LEEDS CITY COUNCIL - HOUSING", "LDS"),
        ("Leeds City Council: Adult Social Care", "LDS"),
        ("Children's Services, Leeds City Council", "LDS"),
        ("Procurement Services Leeds City Council", "LDS"),
        ("Surrey Heath", "SUR"),
        ("Surrey County Council Pension Fund", "SRY"),
        # twins of the same or nearly the same name
        ("Leicester City Council", "LCE"),
        ("Leicestershire County Council", "LEC"),
        ("Leicester County Council", ""),
        ("Newport", "NWP"),
        ("Newport City Council", "NWP"),
        ("Newport Town Council", ""),
        ("St Helens Council", "SHN"),
        ("St. Helens MBC", "SHN"),
        ("Bury", "BUR"),
        ("Durham", "DUR"),
        ("Durham City Council", ""),
        ("Newcastle City Council", "NET"),
        ("Newcastle-under-Lyme Borough Council", "NEC"),
        ("Somerset Council", "SMT"),
        ("Somerset County Council", "SOM"),
        ("Somerset", "SMT"),
        ("North Yorkshire CC", "NYE"),
        ("Lichfield District Council", "LIF"),
        ("Lichfield City Council", ""),
        ("Chichester City Council", ""),
        # forms of a name
        ("Borough Council of Calderdale", "CLD"),
        ("London Borough of Camden", "CMD"),
        ("LB Camden", "CMD"),
        ("London Borough of Leeds", ""),
        ("Royal Borough of Kingston upon Thames Council", "KTT"),
        ("Council of the City of Wakefield", "WKF"),
        ("The Council of the City of York", "YOR"),
        ("Corporation of London", "LND"),
        ("City of London Corporation", "LND"),
        ("City of London", "LND"),
        ("City of London Police", ""),
        ("London Councils", ""),
        ("Comhairle nan Eilean Siar", "ELS"),
        ("Cyngor Gwynedd", "GWN"),
        ("Cyngor Gwynedd / Gwynedd Council", "GWN"),
        ("Cyngor Sir Ddinbych", "DEN"),
        ("Edinburgh City Council", "EDH"),
        ("M.B.C. of Wigan", ""),
        ("Wigan M.B.C.", "WGN"),
        ("Bath &amp;amp; North East Somerset Council", "BAS"),
        # slips of the pen and names cut short
        ("Manchster City Council", "MAN"),
        ("Wolverhamton City Council", "WLV"),
        ("Burnley Borough Coucil", "BUN"),
        ("London Borough of Barking and Dagen", "BDG"),
        ("Sandwell Council", "SAW"),
        ("Bilton Council", ""),
        # councils that are gone stay themselves
        ("Cumbria County Council", "CMA"),
        ("Allerdale Borough Council", "ALL"),
        ("Shepway District Council", "SHE"),
        ("Folkestone & Hythe District Council (formerly Shepway District Council)", "SHE"),
        ("Cheshire County Council", ""),
        # joint buyers, the lead first
        ("South Hams and West Devon", "SHA|WDE"),
        ("Adur & Worthing Councils", "ADU|WOT"),
        ("Vale of White Horse and South Oxfordshire District Councils", "VAL|SOX"),
        ("Chorley Council, South Ribble Borough Council", "CHO|SRI"),
        ("Chorley Council and the South Ribble Borough Council", "CHO|SRI"),
        ("Chorley Council (CBC) and South Ribble Borough Council (SRBC)", "CHO|SRI"),
        ("Norwich City Council - Norfolk County Council", "NOW"),
        ("Brighton and Hove City Council", "BNH"),
        ("Leeds City Council and Partners", "LDS"),
        # for others
        ("Kent County Council (t/a Procurement Services)", ""),
        ("Leicestershire County Council, trading as ESPO", ""),
        ("Reading Borough Council trading as Reading Council", "RDG"),
        ("Nottingham City Council on behalf of Mansfield District Council", "MAS"),
        ("Leeds City Council on behalf of itself and others", "LDS"),
        ("Leeds City Council on behalf of itself and Kirklees Council", "LDS"),
        ("Leeds City Council on behalf of Oak Academy", ""),
        ("Acme Ltd on behalf of Oak Academy", ""),
        # combined authorities are in the register
        ("Greater Manchester Combined Authority", "GMCA"),
        ("GMCA", "GMCA"),
        ("West Midlands", ""),
        ("Greater Manchester Combined Authority - Greater Manchester Police", ""),
        ("Greater London Authority", "GLA"),
        # nobody here
        ("British Council", ""),
        ("Arts Council England", ""),
        ("Medical Research Council", ""),
        ("Blackburn with Darwen Council for Voluntary Service", ""),
        ("Hastings Parish Council", ""),
        ("Wokingham Town Council", ""),
        ("Kirklees Neighbourhood Housing", ""),
        ("Norse Commercial Services", ""),
        ("NHS Surrey", ""),
        ("Norfolk Constabulary", ""),
        ("University of Leeds", ""),
        ("Leeds City College", ""),
        ("Hampshire County Council (Fair Oak Infant School)", ""),
        ("Essex Police, Fire and Crime Commissioner Fire and Rescue Authority", ""),
        ("Council", ""),
        ("and", ""),
        ("", ""),
    ],
)
def test_who_is_meant(name, codes):
    assert "|".join(councils.find(name).codes) == codes


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("Kent County Council (t/a LASER)", "a trading arm, which buys for others"),
        ("Acme Ltd t/a Bolts", "no council's name"),
        ("Truro Parish Council", "a town, parish or community council"),
        ("Oak Academy Trust", "another kind of body"),
        ("Ministry of Works", "no council's name"),
        ("Wigan Council", "Wigan Metropolitan Borough Council: a known spelling"),
        ("Manchster City Council", "Manchester City Council: a slip of the pen for Manchester"),
        ("Leeds City Council on behalf of Oak Academy", "buys on behalf of somebody who is no council"),
    ],
)
def test_the_reason_in_words(name, why):
    assert councils.find(name).why == why


def test_an_identifier_settles_what_a_name_leaves_open():
    assert councils.find("Corporate Procurement Council", ("GB-LAE:LDS",)).codes == ("LDS",)
    assert councils.find("Dorset", ("GB-LAE:DOR",)).codes == ("DOR",)
    assert councils.find("Oak School Council", ("GB-LAE:LDS",)).codes == ()
    assert councils.find("Corporate Procurement Council", ("GB-LAE:NONE", "GB-COH:00000001")).codes == ()


def test_every_council_is_found_by_its_own_name():
    lost = [council.name for code, council in read.councils().items() if councils.find(council.name).codes != (code,)]
    assert lost == []


def test_every_known_spelling_finds_its_council_or_nobody():
    wrong = {
        name: councils.find(name).codes
        for code, names in read.names().items()
        for name in names
        if councils.find(name).codes not in {(), (code,)}
    }
    # "North Yorkshire" and three more are the county that was and the unitary that is; the bare name is the living one.
    assert {name.casefold() for name in wrong} <= {"north yorkshire", "somerset", "buckinghamshire", "dorset"}


@given(st.text(max_size=60))
def test_no_text_breaks_the_finder(text):
    match = councils.find(text)
    assert all(code in read.councils() for code in match.codes)
    assert match.why


@given(st.sampled_from(sorted(read.councils().values(), key=lambda council: council.code)))
def test_case_and_spaces_do_not_matter(council):
    assert councils.find(f"  {council.name.upper().replace(' ', '  ')} ").codes == (council.code,)


def test_councils_of_an_extra_file_are_found_beside_the_real_ones(tmp_path):
    extra = tmp_path / "councils.csv"
    extra.write_text(
        "code,slug,name,short_name,kind,names\nX-NM,northmoor,Northmoor District Council,Northmoor,NMD,Moor DC\n"
    )
    assert councils.find("Northmoor DC", (), (extra,)).codes == ("X-NM",)
    assert councils.find("Moor DC", (), (extra,)).codes == ("X-NM",)
    assert councils.find("Leeds City Council", (), (extra,)).codes == ("LDS",)
    assert councils.find("Northmoor DC").codes == ()


def test_words_keep_the_joints_of_a_name():
    assert council_words.words("The A&B Council (C) - D, E/F") == [
        "a",
        "and",
        "b",
        "council",
        "|",
        "c",
        "|",
        "|",
        "d",
        ",",
        "e",
        "/",
        "f",
    ]


def link(tmp_path, text):
    names, out = tmp_path / "names.csv", tmp_path / "made" / "out.csv"
    names.write_bytes(text)
    code = councils.run(argparse.Namespace(input=names, output=out))
    return code, list(csv.DictReader(out.read_text(encoding="utf-8").splitlines())) if code == 0 else []


def test_the_command_adds_codes_and_a_reason(tmp_path, capsys):
    code, rows = link(tmp_path, b"\xef\xbb\xbfid,name\n1,Adur and Worthing Councils\n2,British Council\n3\n")
    assert code == 0
    assert [(row["id"], row["name"], row["council_codes"]) for row in rows] == [
        ("1", "Adur and Worthing Councils", "ADU|WOT"),
        ("2", "British Council", ""),
        ("3", "", ""),
    ]
    assert all(row["why"] for row in rows)
    assert capsys.readouterr().out == "3 names, 1 of them councils\n"


def test_the_command_says_what_is_wrong_with_its_file(tmp_path, capsys):
    assert link(tmp_path, b"id,title\n1,Leeds\n")[0] == 1
    assert "no column called name" in capsys.readouterr().err
    missing = argparse.Namespace(input=tmp_path / "absent.csv", output=tmp_path / "out.csv")
    assert councils.run(missing) == 1
    assert "absent.csv" in capsys.readouterr().err
