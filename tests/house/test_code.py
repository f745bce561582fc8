"""The repository tests itself: budgets, words, suppressions, what may be written down."""

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "guildhall"


def tracked(*patterns: str) -> list[Path]:
    """Files git knows or would take, so that a stray file fails here before it is committed."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    return [ROOT / name for name in listed if (ROOT / name).is_file()]


BUDGETS = {"guildhall/**/*.py": 400, "tests/**/*.py": 600, "guildhall/**/*.jinja": 120, "guildhall/**/*.scss": 250}


@pytest.mark.parametrize(("pattern", "budget"), BUDGETS.items())
def test_files_keep_to_their_budget(pattern: str, budget: int) -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in ROOT.glob(pattern)
        if "/migrations/" not in str(path) and "/build/" not in str(path)
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > budget
    }  # fmt: skip
    assert long == {}, "split by subject, not by size"


def test_functions_are_short() -> None:
    long = []
    for path in PACKAGE.rglob("*.py"):
        if "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno > 80:
                long.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")  # noqa: PERF401 -- reads as a sentence
    assert long == []


def test_no_room_without_a_name() -> None:
    vague = {"utils", "util", "helpers", "helper", "common", "misc", "services", "managers", "handlers"}
    assert [path for path in PACKAGE.rglob("*") if path.stem in vague and "build" not in path.parts] == []


NEVER = re.compile(
    r"(vendor|local_?authorit(y|ies)|expiry_date|end_date|start_date|red_?flag|risk_score)", re.IGNORECASE
)
# Names that belong to other people's data, read at the door: the OCDS and LGA column names, mySociety's columns.
DOORS = ("sources/", "clean/", "sample/")


def test_identifiers_use_our_words() -> None:
    wrong = []
    for path in PACKAGE.rglob("*.py"):
        where = str(path.relative_to(PACKAGE))
        if any(door in where for door in DOORS):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Name | ast.FunctionDef | ast.ClassDef | ast.arg):
                name = getattr(node, "id", None) or getattr(node, "name", None) or getattr(node, "arg", "")
                if NEVER.search(name):
                    wrong.append(f"{where}:{node.lineno} {name}")
    assert wrong == [], "see GLOSSARY.md"


def test_suppressions_give_their_reason() -> None:
    bare = []
    for path in [*PACKAGE.rglob("*.py"), *(ROOT / "tests").rglob("*.py")]:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            found = re.search(r"#\s*(noqa|type: ignore|pragma: no cover)([^#]*)(.*)$", line)
            if (
                found
                and "--" not in line
                and " - " not in line
                and "#" not in found.group(3)
                and "test_code.py" not in str(path)
            ):
                bare.append(f"{path.relative_to(ROOT)}:{number} {line.strip()[:90]}")
    assert bare == []


def test_nothing_private_is_written_down() -> None:
    hosts = "|".join(["pypi" + r"\.org", "python" + "hosted", "registry" + r"\.npmjs", "deb" + r"\.debian"])
    machine = "/" + "work/"
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in tracked()
        if path.suffix not in {".png", ".gz", ".xlsx", ".woff2", ".parquet", ".ico"}
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if re.search(hosts, line) or machine in line
    ]
    assert found == []


def test_every_dependency_has_its_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    bare = [
        line.strip() for line in text.splitlines() if re.match(r'\s+"[A-Za-z][\w.\[\]-]*([<>=~!,.\d]*)?",\s*$', line)
    ]
    names = tomllib.loads(text)["project"]["dependencies"]
    assert bare == []
    assert len(names) > 10


def test_locks_are_hashed_and_cover_what_is_asked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = {
        "run.txt": project["dependencies"],
        "test.txt": project["dependencies"] + project["optional-dependencies"]["test"],
    }
    for name, dependencies in wanted.items():
        lock = (ROOT / "requirements" / name).read_text().lower()
        pins = re.findall(r"^([a-z0-9._-]+)(?:\[[^\]]*\])?==", lock, re.MULTILINE)
        missing = [
            dependency for dependency in dependencies
            if re.split(r"[\[<>=~! ]", dependency.lower())[0].replace("_", "-") not in pins
        ]  # fmt: skip
        assert missing == []
        assert lock.count("--hash=sha256:") >= len(pins)


def test_no_file_of_the_public_data_is_committed(real_data: Path) -> None:
    sizes: dict[int, list[Path]] = {}
    for path in real_data.rglob("*"):
        if path.is_file():
            sizes.setdefault(path.stat().st_size, []).append(path)
    same = [
        (ours, theirs) for ours in tracked() for theirs in sizes.get(ours.stat().st_size, [])
        if ours.stat().st_size > 200 and ours.read_bytes() == theirs.read_bytes()
    ]  # fmt: skip
    assert same == []
