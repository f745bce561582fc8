"""What a build keeps beside the register so that a day's notices can be added later without reading everything again.

It is the spool as it stood when the register was made, which rows were lent, how mentions of suppliers were linked, and
the small files that told of councils and products. It may be thrown away: the next whole build makes another.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path

import msgspec

from guildhall.engine.build import spool
from guildhall.engine.build.outcome import Setup
from guildhall.engine.build.spool import Links, Spooled, mark_of, part_of
from guildhall.engine.register import swap
from guildhall.engine.register.swap import RefusedError

SUPPLIERS = "suppliers"
"""Mention of a supplier to supplier, as last linked."""
TOLD = ("councils", "successions", "products", "judgements")
"""The small files that every worker knows, as `Setup` names them."""


class Kept(msgspec.Struct, frozen=True):
    """What the archive says of itself."""

    register: str
    """SHA-256 of the manifest of the register it belongs to."""
    parts: int
    on: date | None
    """Day of the newest document."""
    is_sample: bool
    links: dict[int, Links]
    files: dict[str, tuple[str, ...]]
    """Names of the small files, kept under `files`."""


def place(home: Path) -> Path:
    return home.parent / f".{home.name}.archive"


def prepare(setup: Setup, links: dict[int, Links], on: date | None, manifest: Path) -> None:
    """Put the archive together in the working folder, out of what the build would throw away."""
    folder = setup.work / "archive"
    (folder / "files").mkdir(parents=True)
    for name in ("spool", "lent"):
        (setup.work / name).rename(folder / name)
    known = setup.work / SUPPLIERS
    if known.exists():
        known.rename(folder / SUPPLIERS)
    files = {name: _copies(getattr(setup, name), folder / "files") for name in TOLD}
    kept = Kept(_digest(manifest), setup.parts, on, setup.is_sample, links, files)
    (folder / "kept").write_bytes(msgspec.msgpack.encode(kept))


def _copies(paths: Collection[Path], folder: Path) -> tuple[str, ...]:
    names = []
    for path in paths:
        name = f"{len(list(folder.iterdir())):03d}{path.suffix}"
        shutil.copyfile(path, folder / name)
        names.append(name)
    return tuple(names)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def put(work: Path, home: Path) -> None:
    """The new archive in the place of the last."""
    swap.remove(place(home))
    (work / "archive").rename(place(home))


class Archive:
    """The archive of the register that stands in a folder."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.folder = place(home)
        try:
            self.kept = msgspec.msgpack.decode((self.folder / "kept").read_bytes(), type=Kept)
            fits = self.kept.register == _digest(home / "manifest.json")
        except (OSError, msgspec.DecodeError):
            fits = False
        if not fits:
            raise RefusedError(
                f"nothing can be added to {home}: what its last build kept is not there or belongs to another register. "
                "Build it once as a whole, then days can be added"
            )

    def setup(self, work: Path) -> Setup:
        """What the build's workers were told."""
        files = {name: tuple(self.folder / "files" / each for each in self.kept.files[name]) for name in TOLD}
        return Setup(work, self.kept.parts, is_sample=self.kept.is_sample, **files)

    def suppliers(self) -> dict[str, str]:
        """Mention of a supplier to supplier, as the last whole build linked them."""
        path = self.folder / SUPPLIERS
        return msgspec.msgpack.decode(path.read_bytes(), type=dict[str, str]) if path.exists() else {}

    def entries(self, keys: Collection[str]) -> Iterator[Spooled]:
        """All that earlier builds read under some keys, as they were grouped: lent rows stand where they were lent to."""
        marks: dict[int, set[str]] = {}
        for key in keys:
            marks.setdefault(mark_of(key), set()).add(key)
        parts = {part_of(key, self.kept.parts) for key in keys}
        for name in ("spool", "lent"):
            for path in sorted((self.folder / name).iterdir()):
                number = int(path.name.partition(".")[0])
                if number not in parts or not path.stat().st_size:
                    continue
                links = self.kept.links.get(number, {})
                for entry in spool.find(path, marks):
                    if name == "lent" or not spool.lent_to(entry, links):
                        yield entry

    def append(self, work: Path, mark: str, links: dict[int, Links]) -> None:
        """What was read of a day joins the rest, under a name of its own input, so that adding it twice adds it once."""
        for name in ("spool", "lent"):
            for path in sorted((work / name).iterdir()):
                path.rename(self.folder / name / f"{path.name.partition('.')[0]}.{mark}")
        merged = {number: dict(these) for number, these in self.kept.links.items()}
        for number, these in links.items():
            for key, rows in these.items():
                merged.setdefault(number, {})[key] = merged.get(number, {}).get(key, {}) | rows
        self.kept = msgspec.structs.replace(self.kept, links=merged)
        (work / "kept").write_bytes(msgspec.msgpack.encode(self.kept))
        (work / "kept").replace(self.folder / "kept")


def keep_suppliers(work: Path, known: Mapping[str, str]) -> None:
    """Remember how mentions were linked."""
    (work / SUPPLIERS).write_bytes(msgspec.msgpack.encode(known))
