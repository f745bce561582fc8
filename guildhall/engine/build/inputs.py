"""What a build is made from: the files, once each, in an order that does not depend on the machine."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from guildhall.engine.records import Issue
from guildhall.engine.register.swap import RefusedError
from guildhall.engine.sources import identify
from guildhall.engine.sources.council_names import read as council_names
from guildhall.engine.sources.reorganisation import read as reorganisation
from guildhall.engine.sources.tabular import opening

SAMPLE_MARK = "sample.json"
COUNCILS, SUCCESSIONS, PRODUCTS, INDEX = "councils", "successions", "products", "spend_index"
JUDGEMENTS = "judgements"
NOT_CONTRACTS = frozenset({COUNCILS, SUCCESSIONS, PRODUCTS, INDEX, JUDGEMENTS})
"""Kinds of files that tell of councils, their passing into one another, and products: every worker knows them from the
start. An index of payments is read by whoever reads the payments beside it.
"""

_LARGEST_MARK, _LEVELS = 4096, 3
_NOTICES = re.compile(rb'"(?:releases|records|ocid)"')
_OTHER_KINDS = {stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket", stat.S_IFDIR: "a folder"}


class InputFile(msgspec.Struct):
    """One file: what it is called in the manifest, where it lies here, and what became of it."""

    path: Path
    name: str
    is_sample: bool
    bytes: int
    sha256: str = ""
    kind: str = ""
    is_read: bool = False
    source: str = ""
    encoding: str = ""
    rows: int = 0
    refused: int = 0
    same_as: str = ""
    """Name of the file with the same content that was read instead."""
    problem: str = ""
    """Why it is no file that anybody could read."""


def find(given: Sequence[Path], home: Path | None = None) -> list[InputFile]:
    """Every file under the given files and folders, in the order of their names.

    Hidden files are passed over, and so is the register's own folder where it lies among its input.
    """
    found: dict[str, InputFile] = {}
    for root in given:
        is_folder = root.is_dir()
        if not is_folder and not root.exists():
            raise RefusedError(f"there is nothing at {root}")
        prefix = f"{_name(Path(root.resolve().name))}/" if len(given) > 1 and is_folder else ""
        for path, is_sample, problem in _walk(root, home):
            name = prefix + _name(path.relative_to(root) if is_folder else Path(path.name))
            size = 0 if problem else path.stat().st_size
            file = InputFile(path, name, is_sample, size, problem=problem)
            # A file given twice goes by the longer of its names, whichever was given first.
            known = found.setdefault(os.path.realpath(path) if not problem else os.path.abspath(path), file)  # noqa: PTH100  # it may be a link that leads in circles
            if (len(known.name), known.name) < (len(name), name):
                known.name = name
    files = sorted(found.values(), key=lambda f: (f.name, f.bytes, str(f.path)))
    _distinct_names(files)
    if not files:
        raise RefusedError(f"there are no files in {', '.join(map(str, given))}")
    if all(f.problem for f in files):
        raise RefusedError(f"nothing given can be read; {files[0].name}: {files[0].problem}")
    if {f.is_sample for f in files if not f.problem} == {True, False}:
        sample = next(f.name for f in files if f.is_sample)
        raise RefusedError(
            f"{sample} belongs to the invented sample; a register holds either the sample or real data, never both"
        )
    return files


def _is(folder: str, name: str, home: Path) -> bool:
    return name == home.name and os.path.realpath(os.path.join(folder, name)) == str(home)  # noqa: PTH118  # os.walk speaks text


def _is_mark(path: Path) -> bool:
    """Whether a file of that name is the sample's mark, and not somebody's sample of notices."""
    try:
        return path.stat().st_size < _LARGEST_MARK and not _NOTICES.search(path.read_bytes())
    except OSError:
        return False


def _is_within_sample(folder: Path) -> bool:
    """Whether a folder is the sample's, or lies in it a few levels down."""
    return any(_is_mark(each / SAMPLE_MARK) for each in (folder, *list(folder.parents)[:_LEVELS]))


def _name(path: Path) -> str:
    return "/".join(opening.name_of(Path(part)) for part in path.parts)


def _problem(path: Path) -> str:
    """Why a name in a folder is no file to read: opening a pipe, say, would wait for ever."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return "it is a link that leads nowhere" if path.is_symlink() else f"it cannot be read ({error.strerror})"
    return "" if stat.S_ISREG(mode) else f"it is no file but {_OTHER_KINDS.get(stat.S_IFMT(mode), 'a device')}"


def _walk(root: Path, home: Path | None) -> Iterator[tuple[Path, bool, str]]:
    """Every file with whether it is of the sample; and what lies there but is no file, with the reason."""
    if not root.is_dir():
        yield root, _is_within_sample(root.resolve().parent), _problem(root)
        return
    marked: set[str] = {os.path.dirname(root)} if _is_within_sample(root.resolve().parent) else set()  # noqa: PTH120  # os.walk speaks text
    closed: list[OSError] = []
    for folder, folders, files in os.walk(root, onerror=closed.append):
        folders[:] = sorted(f for f in folders if not f.startswith(".") and (home is None or not _is(folder, f, home)))
        has_mark = SAMPLE_MARK in files and _is_mark(Path(folder, SAMPLE_MARK))
        is_sample = has_mark or os.path.dirname(folder) in marked  # noqa: PTH120  # os.walk speaks text
        if is_sample:
            marked.add(folder)
        for name in sorted(files):
            if not name.startswith(".") and not (has_mark and name == SAMPLE_MARK):
                path = Path(folder, name)
                yield path, is_sample, _problem(path)
        for name in folders:
            path = Path(folder, name)
            if path.is_symlink():
                yield path, is_sample, "it is a link to a folder, which is not followed; name that folder itself"
    for error in closed:
        yield Path(error.filename), False, f"the folder cannot be opened ({error.strerror})"


def _distinct_names(files: Sequence[InputFile]) -> None:
    """Two files of one name from different folders are told apart by number."""
    count: Counter[str] = Counter()
    for file in files:
        count[file.name] += 1
        if count[file.name] > 1:
            file.name = f"{file.name} ({count[file.name]})"


class Plan(msgspec.Struct, frozen=True):
    """Files that are not read for contracts but tell every worker something."""

    councils: tuple[Path, ...]
    successions: tuple[Path, ...]
    products: tuple[Path, ...] = ()
    judgements: tuple[Path, ...] = ()


def plan(files: list[InputFile], work: Path) -> Plan:
    """Says what each file is. What cannot be read, or was read under another name, is listed as an issue."""
    sizes = Counter(f.bytes for f in files)
    by_content: dict[str, str] = {}
    issues: list[Issue] = []
    for file in files:
        if sizes[file.bytes] > 1 and not file.problem:
            file.sha256 = digest(file.path)
            first = by_content.setdefault(file.sha256, file.name) if file.sha256 else file.name
            if first != file.name:
                file.same_as = first
                reason = f"The file has the same content as {first} and was read once."
                issues.append(Issue(file.name, "", "warning", "file_twice", reason))
        _identify(file, issues)
    (work / "issues" / "files").write_bytes(msgspec.msgpack.encode(issues))
    once = [f for f in files if not f.same_as]
    return Plan(
        *(tuple(f.path for f in once if f.kind == kind) for kind in (COUNCILS, SUCCESSIONS, PRODUCTS, JUDGEMENTS))
    )


def _identify(file: InputFile, issues: list[Issue]) -> None:
    if file.problem:
        file.kind = "unknown"
        issues.append(Issue(file.name, "", "refused", "file_unreadable", f"The file was not read: {file.problem}."))
        return
    found = identify.identify(file.path, mapped=False)
    file.kind, file.source, file.encoding, file.is_read = found.kind, found.source, found.encoding, found.is_read
    if not found.is_read and found.columns and _table_of_facts(file):
        file.is_read = True
    elif not found.is_read and not file.same_as:
        code = "file_unknown" if found.kind == "unknown" else "kind_not_read"
        issues.append(Issue(file.name, "", "refused", code, f"The file was not read: {found.why}."))


def _table_of_facts(file: InputFile) -> bool:
    """Further successions, which anybody may give; further councils, which only the invented sample has."""
    if reorganisation.is_succession_file(file.path):
        file.kind, file.source = SUCCESSIONS, "reorganisation"
    elif file.is_sample and council_names.is_council_file(file.path):
        file.kind, file.source = COUNCILS, "council_names"
    return file.kind in {SUCCESSIONS, COUNCILS}


def digest(path: Path) -> str:
    """SHA-256 of a file, read in pieces; empty if it cannot be read, which its reader will say."""
    try:
        with path.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return ""
