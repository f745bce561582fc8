from collections import Counter
from datetime import date

from guildhall.engine.sources.council_names import read as council_names
from guildhall.engine.sources.reorganisation import read

HEAD = "predecessor_code,successor_code,successor_name,area,scenario,status,vesting_on,shadow_on,whole,source\n"


def test_the_table_is_whole():
    assert read.table().issues == ()
    assert Counter(row.status for row in read.successions()) == {"proposed": 302, "done": 76, "decided": 13}


def test_surrey_is_decided():
    [row] = [row for row in read.successions() if row.predecessor_code == "SUR"]
    assert (row.successor_name, row.successor_code, row.status, row.whole) == ("West Surrey", "", "decided", True)
    assert (row.vesting_on, row.shadow_on) == (date(2027, 4, 1), date(2026, 5, 7))


def test_a_divided_county_is_a_row_for_each_successor():
    rows = [row for row in read.successions() if row.predecessor_code == "SRY"]
    assert [(row.successor_name, row.whole) for row in rows] == [("East Surrey", False), ("West Surrey", False)]


def test_every_abolished_council_has_a_successor_in_the_table():
    gone = {code for code, council in council_names.councils().items() if council.ends_on}
    assert gone == {row.predecessor_code for row in read.successions() if row.status == "done"}


def test_proposals_are_scenarios_side_by_side_and_never_certain():
    devon = [row for row in read.successions() if row.area.startswith("Devon")]
    assert len({row.scenario for row in devon}) == 4
    assert {row.status for row in devon} == {"proposed"}
    assert all(row.source for row in read.successions())


def test_a_bad_row_is_left_out_with_its_reason(tmp_path):
    path = tmp_path / "successions.csv"
    path.write_text(
        HEAD
        + "NOPE,,North,A,s,decided,2028-04-01,,yes,x\n"
        + ",,North,A,s,decided,,,yes,x\n"
        + "LDS,ELSEWHERE,North,A,s,decided,,,yes,x\n"
        + "LDS,,North,A,s,rumoured,,,yes,x\n"
        + "LDS,,North,A,s,decided,1/4/28,,yes,x\n"
        + "X-NM,,North,A,s,decided,2028-04-01,2027-05-06,part,x\n"
    )
    table = read.read_extra(path, {"LDS", "X-NM"})
    assert [(row.predecessor_code, row.whole) for row in table.successions] == [("X-NM", False)]
    assert [issue.row for issue in table.issues] == ["2", "3", "4", "5", "6"]
    assert "'NOPE' in predecessor_code" in table.issues[0].reason
    assert "rumoured" in table.issues[3].reason
    assert "1/4/28" in table.issues[4].reason
    assert read.is_succession_file(path)
    assert len(read.read_extra(path).issues) == 6


def test_a_file_that_cannot_be_read_is_an_issue(tmp_path):
    assert read.read_extra(tmp_path / "absent.csv").issues[0].code == "file_unreadable"
