"""What a file is, told by its contents."""

import csv
import gzip
import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guildhall.engine.sources.identify import KINDS, READERS, Identified, identify

RELEASE = {"ocid": "ocds-b5fd17-1", "id": "1", "tag": ["award"], "tender": {"title": 'A, "b" {c}: [d]'}}
REGISTER = "Contract Reference,Contract Title,Supplier Name,Start Date,End Date,Contract Value\nS1,Bins,A Ltd,01/04/2024,31/03/2026,100\n"
SPEND = "Body Name,Payment Date,Net Amount,Supplier Name,Directorate\nA Council,01/04/2026,1.00,B Ltd,Place\n"
SIGNS = "local_authority_code,council,service_area,product,vendor,evidence,url,source,as_of\nABE,Aberdeen,Waste,Bins,,x,,y,2026-01-01\n"
NOTICES = "id,title,organisation,status,notice_type,published_date,awarded_supplier\n1,Bins,A Council,awarded,Contract,2026-01-01,B Ltd\n"


def kind_of(path: Path, data: bytes | str, name: str = "spend_2022-07.csv") -> Identified:
    (path / name).write_bytes(data.encode() if isinstance(data, str) else data)
    return identify(path / name)


def packed(name: str, text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (json.dumps(RELEASE) + "\n" + json.dumps(RELEASE), "ocds_jsonl"), (gzip.compress((json.dumps(RELEASE) + "\n").encode() * 3, mtime=0), "ocds_jsonl"), (b"\xef\xbb\xbf" + json.dumps(RELEASE).encode() + b"\n", "ocds_jsonl"),
        (json.dumps(RELEASE, indent=1), "ocds_release"), (json.dumps({"uri": "x", "releases": [RELEASE]}), "ocds_package"), (json.dumps({"records": [RELEASE]}, indent=2), "ocds_package"),
        (json.dumps([RELEASE, RELEASE]), "ocds_releases"), (json.dumps([{"releases": [RELEASE]}]), "ocds_releases"), (json.dumps({"uri": "x", "releases": [RELEASE] * 2000}), "ocds_package"),
        (json.dumps({"uri": "x", "releases": [RELEASE]}).encode("utf-16"), "ocds_package"), ('{"releases": [{"value": 1e9999, ', "ocds_package"),
        (REGISTER, "council_register"), (SPEND, "council_spend"), (SIGNS, "observed_systems"), (NOTICES, "contracts_finder_csv"), (packed("x.csv", REGISTER), "council_register"), (REGISTER.encode("utf-16-le"), "council_register"),
        ("name,company_number\nA Ltd,07382763\n", "supplier_list"), ("local-authority-code,official-name\nABE,Aberdeen\n", "council_names"), ("name\nAberdeen\nAngus\n", "council_names"),
        ("".join(f"Place,Bins,A Ltd,0{n}/04/2026,{n}.50\n" for n in range(1, 9)), "council_spend"),
    ],
)  # fmt: skip
def test_kinds(tmp_path: Path, data: bytes | str, kind: str) -> None:
    found = kind_of(tmp_path, data)
    assert found.kind == kind
    assert found.is_read == (kind in READERS)
    assert found.why
    assert found.confidence > 0


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ("", "empty"), (b"%PDF-1.4", "PDF"), ("<html>404", "web page"), ('{"note": "x", "areas": []}', "JSON with note, areas"), ("[1, 2]", "no keys"), ('["a", "b"]', "no keys"), ("{" * 500, "JSON with no keys"),
        ("[[[{}]]]", "no keys"), ('{"a": 1} trailing }', "JSON with a"), ("participant,vote\n1,-1\n2,1\n3,1\n", "nobody here reads: participant, vote"), ("1,2\n3,4\n", "no row names the columns"),
        ("It was a fine day.\nThe bins, all of them, were out.\nThen it rained.\nAnd so, we went home.\nNobody\nknew\nwhy.\n", "text, not a table"), (",,,\n,,\n", "blanks"),
        (packed("x.json", json.dumps({"releases": []})), "unpack it first"), (packed("x.json", "{}"), "no keys"), ("one\ntwo\n", "text, not a table"),
    ],
)  # fmt: skip
def test_unknown_with_a_reason(tmp_path: Path, data: bytes | str, why: str) -> None:
    found = kind_of(tmp_path, data)
    assert found.kind == "unknown"
    assert why in found.why
    assert not found.is_read


def test_how_it_would_be_read(tmp_path: Path) -> None:
    found = kind_of(tmp_path, "Contracts\n" + REGISTER.replace(",", ";"))
    assert (found.encoding, found.header_row, found.format, found.source) == ("utf-8", 2, "csv", "council_registers")
    assert found.dialect is not None
    assert found.dialect.separator == ";"
    assert found.column_map["ends_on"] == "End Date"
    assert "contact" not in kind_of(tmp_path, REGISTER.replace("Contract Value", "Contact Email")).column_map


def test_payments_are_read(tmp_path: Path) -> None:
    found = kind_of(tmp_path, SPEND)
    assert (found.source, found.is_read) == ("council_spend", True)
    assert found.column_map["supplier"] == "Supplier Name"


def test_an_index_of_payments_is_known(tmp_path: Path) -> None:
    found = kind_of(tmp_path, '{"dir": "x", "src": {"urls": []}, "columns": {"map": {}}, "files": []}')
    assert (found.kind, found.is_read) == ("spend_index", True)


def test_the_most_telling_sheet_speaks_for_a_workbook(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Read", "me"])
    sheet = book.create_sheet("Register")
    for row in csv.reader(io.StringIO(REGISTER)):
        sheet.append(row)
    book.save(tmp_path / "x.bin")
    found = identify(tmp_path / "x.bin")
    assert (found.kind, found.sheet, found.format, found.dialect) == ("council_register", "Register", "xlsx", None)


def test_a_workbook_nobody_reads(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["participant", "vote"], ["a", 1], ["b", -1]):
        book.active.append(row)
    book.save(tmp_path / "x.xlsx")
    assert "nobody here reads" in identify(tmp_path / "x.xlsx").why


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.sampled_from([REGISTER, SPEND, SIGNS, NOTICES, json.dumps(RELEASE)]),
    st.integers(0, 200),
    st.integers(0, 60),
    st.binary(max_size=6),
)
def test_no_damage_breaks_it(tmp_path: Path, text: str, at: int, length: int, by: bytes) -> None:
    data = text.encode()
    found = kind_of(tmp_path, data[:at] + by + data[at + length :])
    assert found.kind in KINDS
    assert found.why


@pytest.mark.real
def test_every_published_file_is_known_or_says_why(real_data: Path) -> None:
    def kinds(folder: str) -> dict[str, str]:
        return {
            str(p.relative_to(real_data)): identify(p).kind
            for p in sorted((real_data / folder).rglob("*"))
            if p.is_file() and p.suffix != ".md"
        }

    assert set(kinds("ocds").values()) == {"ocds_jsonl", "ocds_package", "contracts_finder_csv"}
    assert set(kinds("registers").values()) == {"council_register"}
    assert kinds("suppliers") == {
        "suppliers/council_systems.csv": "observed_systems",
        "suppliers/supplier_mentions.csv.gz": "supplier_list",
        "suppliers/supplier_names_labelled.csv": "supplier_list",
    }
    assert set(kinds("domain").values()) == {"unknown"}
    assert set(kinds("debate").values()) == {"unknown"}


@pytest.mark.real
def test_a_register_among_payments(real_data: Path) -> None:
    spend = {
        p.relative_to(real_data / "spend"): identify(p).kind
        for p in sorted((real_data / "spend").rglob("*"))
        if p.suffix in {".gz", ".csv", ".zip"}
    }
    other = {str(path): kind for path, kind in spend.items() if kind != "council_spend"}
    assert other == {
        "gcloud_2012_2014/data_list_of_current_pipelines_out.csv": "unknown",
        "odileeds_layouts/salford/clean/2022-07.csv.gz": "council_register",
    }
    assert len(spend) == 201
