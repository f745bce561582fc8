"""Files of notices in every wrapping: JSON lines, release packages, record packages, lists, one release; gzip or not.

JSON lines are read block by block and never held whole; a build hands the blocks to its workers. All else is one JSON
value and is held in memory while its releases are cut out of it, undecoded.
"""

from __future__ import annotations

import codecs
import re
import zlib
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

import msgspec

from guildhall.engine.records import Issue
from guildhall.engine.sources.ocds import mend, notice, shapes
from guildhall.engine.sources.tabular import opening

BLOCK = 1 << 20
MOST_UNPACKED = 1 << 24
"""Bytes that one step of unpacking may yield."""
LONGEST_LINE = 1 << 26
"""Bytes. A longer line is no release."""
LARGEST_VALUE = 600_000_000
"""Bytes. One JSON value is held in memory whole; the largest packages published are a tenth of this."""
_GZIP = b"\x1f\x8b"
_TRAILING = re.compile(r"trailing characters \(byte (\d+)\)")
Report = Callable[[Issue], None]


class Chunk(msgspec.Struct, frozen=True, array_like=True):
    """Some releases as they stand in a file, undecoded, for one worker."""

    row: str
    """What they are numbered by: `line` or `release`."""
    first: int
    releases: list[bytes]


def document(
    data: bytes, file: str, row: str, report: Report, wanted: notice.Wanted | None = None
) -> notice.Document | None:
    """One release, from its bytes to what it says. Never raises: what is wrong with it is reported."""
    try:
        release = shapes.RELEASE.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        mended, notes = mend.release(data)
        for code, reason in notes:
            report(Issue(file, row, "refused" if mended is None else "repaired", code, reason))
        if mended is None:
            return None
        release = mended
    try:
        return notice.document(release, file, row, report, wanted)
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:  # one odd notice must not stop a nation's
        reason = f"it could not be understood, which is a fault of ours ({type(error).__name__}: {str(error)[:80]})"
        report(Issue(file, row, "refused", "notice_not_understood", reason))
        return None


def documents(
    chunk: Chunk, file: str, report: Report, wanted: notice.Wanted | None = None
) -> Iterator[notice.Document]:
    """Every readable release of a chunk. Of buyers that are not `wanted`, only the notice and no contracts."""
    row, number = chunk.row, chunk.first - 1
    for data in chunk.releases:
        number += 1
        if data.isspace() or not data:
            continue
        if found := document(data, file, f"{row} {number}", report, wanted):
            yield found


def read(source: bytes | Path, file: str, report: Report) -> Iterator[notice.Document]:
    """All notices of a file."""
    for chunk in chunks(source, file, report):
        yield from documents(chunk, file, report)


def _unzipped(blocks: Iterator[bytes], file: str, report: Report) -> Iterator[bytes]:
    """Gzip members one after another, a bounded block at a time; what came before a break is kept."""
    inflate = zlib.decompressobj(31)
    begun = False
    packed = unpacked = 0
    for block in blocks:
        data = block
        packed += len(block)
        while data:
            try:
                out = inflate.decompress(data, MOST_UNPACKED)
            except zlib.error:
                reason = "the compressed file is damaged; what came before was read"
                report(Issue(file, "", "warning", "gzip_broken", reason))
                return
            unpacked += len(out)
            if opening.is_bomb(packed, unpacked):
                report(Issue(file, "", "refused", "gzip_bomb", f"{opening.BOMB}; what came before was read"))
                return
            if out:
                yield out
            begun = True
            data = inflate.unused_data if inflate.eof else inflate.unconsumed_tail
            if inflate.eof:
                data = data.lstrip(b"\0")
                inflate, begun = zlib.decompressobj(31), False
    if begun:
        reason = "the compressed file breaks off before its end; what came before was read"
        report(Issue(file, "", "warning", "gzip_truncated", reason))


def _blocks(source: bytes | Path, file: str, report: Report) -> Iterator[bytes]:
    if isinstance(source, bytes):
        blocks = iter([source])
        head = source[:2]
    else:
        blocks = _file_blocks(source)
        with source.open("rb") as opened:
            head = opened.read(2)
    return _unzipped(blocks, file, report) if head == _GZIP else blocks


def _file_blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as opened:
        while block := opened.read(BLOCK):
            yield block


def is_lines(head: bytes) -> bool:
    """Does a file begin like JSON lines of releases? `head` is its first line, or as much as was read of it."""
    head = head.removeprefix(codecs.BOM_UTF8).strip()
    if head[:1] != b"{" or head[1:].lstrip()[:1] != b'"':
        return False
    top = head[:4096]
    return head[-1:] == b"}" and not (b'"releases"' in top or b'"records"' in top)


def chunks(source: bytes | Path, file: str, report: Report, size: int = BLOCK) -> Iterator[Chunk]:
    """The releases of a file in chunks of about `size` bytes, undecoded."""
    blocks = _blocks(source, file, report)
    head = b""
    for block in blocks:
        head += block
        if b"\n" in head.lstrip(codecs.BOM_UTF8 + b"\r\n \t") or len(head) > LONGEST_LINE:
            break
    head = head.removeprefix(codecs.BOM_UTF8).lstrip()
    first, newline, _ = head.partition(b"\n")
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        if data := _whole(head, blocks, file, report):
            text, _ = mend.decode(data)
            yield from chunks(text.encode("utf-8"), file, report, size)
    elif newline and is_lines(first):
        yield from _line_chunks(head, blocks, file, report, size)
    elif head:
        yield from _package_chunks(_whole(head, blocks, file, report), file, report, size)
    else:
        report(Issue(file, "", "warning", "file_empty", "the file is empty"))


def _whole(head: bytes, blocks: Iterator[bytes], file: str, report: Report) -> bytes:
    """All of a file in memory; nothing if it is too large for that."""
    parts, size = [], 0
    for block in chain((head,), blocks):
        parts.append(block)
        size += len(block)
        if size > LARGEST_VALUE:
            reason = f"one JSON value of more than {LARGEST_VALUE:,} bytes is not read; save its notices one a line"
            report(Issue(file, "", "refused", "json_too_large", reason))
            return b""
    return b"".join(parts)


def _line_chunks(head: bytes, blocks: Iterator[bytes], file: str, report: Report, size: int) -> Iterator[Chunk]:
    number, rest = 1, head
    is_cut = False
    while True:
        if is_cut:  # the rest of a line that was refused
            _, newline, rest = rest.partition(b"\n")
            is_cut = not newline
            number += bool(newline)
        lines = rest.split(b"\n")
        rest = lines.pop()
        if lines:
            for begin, end in _portions(lines, size):
                yield Chunk("line", number + begin, lines[begin:end])
            number += len(lines)
        if len(rest) > LONGEST_LINE:
            report(Issue(file, f"line {number}", "refused", "line_too_long", "the line is too long to be a notice"))
            rest, is_cut = b"", True
        block = next(blocks, b"")
        if not block:
            break
        rest += block
    if rest.strip():
        yield Chunk("line", number, [rest])


def _portions(lines: list[bytes], size: int) -> Iterator[tuple[int, int]]:
    begin = total = 0
    for index, line in enumerate(lines):
        total += len(line)
        if total >= size:
            yield begin, index + 1
            begin, total = index + 1, 0
    if begin < len(lines):
        yield begin, len(lines)


def _package_chunks(data: bytes, file: str, report: Report, size: int) -> Iterator[Chunk]:
    releases = [bytes(one) for one in _releases(data, file, report)]
    for begin, end in _portions(releases, size):
        yield Chunk("release", begin + 1, releases[begin:end])


def _releases(data: bytes, file: str, report: Report) -> Iterator[bytes | msgspec.Raw]:
    """The releases inside one JSON value, or inside several one after another, undecoded."""
    while data:
        rest = b""
        try:
            yield from _unwrapped(data)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            match = _TRAILING.search(str(error))
            if match is None:
                yield from _cut_out(data, str(error), file, report)
                return
            end = int(match[1]) - 1
            data, rest = data[:end].rstrip(), data[end:].lstrip()
            if rest[:1] not in {b"{", b"["}:
                report(Issue(file, "", "repaired", "json_rubbish", "what follows the end of the JSON was left out"))
                rest = b""
            yield from _unwrapped(data)
        data = rest


def _cut_out(data: bytes, error: str, file: str, report: Report) -> Iterator[bytes | msgspec.Raw]:
    """What can be saved of broken JSON."""
    found = 0
    for piece in mend.pieces(data):
        found += 1
        try:
            yield from _unwrapped(piece)
        except (msgspec.DecodeError, RecursionError):
            yield piece  # its own reading says what is wrong with it
    reason = f"the JSON is broken ({error[:80]}); {found} of its notices could be cut out whole"
    report(Issue(file, "", "repaired" if found else "refused", "json_invalid", reason))


def _unwrapped(data: bytes | msgspec.Raw) -> Iterator[bytes | msgspec.Raw]:
    start = bytes(data[:1] if isinstance(data, bytes) else memoryview(data)[:1])
    if start == b"[":
        for one in shapes.RAW_LIST.decode(data):
            yield from _unwrapped(one)
        return
    envelope = shapes.ENVELOPE.decode(data)
    if envelope.records:
        for record in shapes.RAW_LIST.decode(envelope.records):
            yield from _unwrapped(record)
    elif envelope.releases:
        listed = shapes.RAW_LIST.decode(envelope.releases)
        whole = [one for one in listed if not _is_link(one)]
        if whole or not envelope.compiled_release:
            yield from whole
        else:
            yield envelope.compiled_release
    elif envelope.compiled_release:
        yield envelope.compiled_release
    else:
        yield data


def _is_link(release: msgspec.Raw) -> bool:
    """Record packages may link to releases instead of holding them."""
    if len(bytes(release)) > 600:
        return False
    link = shapes.LINK.decode(release)
    return bool(link.url) and not link.ocid
