"""A release that does not decode as it stands: put right what can be, drop the field that cannot, and say so.

Seen in the wild: `1e9999` and ` 000` as numbers, ISO-8859-1 bodies, control characters inside text, an object where a
list belongs (`standstillPeriod`, both in one month), rubbish after the end, half a file.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any

import msgspec

from guildhall.engine.sources.ocds import shapes

MOST_REPAIRS = 60
MOST_BYTES = 8 << 20
"""A broken release larger than this is refused: mending reads it over and over."""
_FORGIVING = json.JSONDecoder(strict=False)
Note = tuple[str, str]
"""Code and sentence of an issue."""

# Text that is never closed runs to the end: else each of its quotes would be tried anew, hours for a few megabytes.
_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)|(?<![\w.+-])0+(?=\d)|,(?=\s*+[}\]])', re.DOTALL)
_BRACKET = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)|[{}\[\]]', re.DOTALL)
_INFINITE = re.compile(rb'("[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z))|-?Infinity|NaN', re.DOTALL)
_LISTS = re.compile(rb'"(?:releases|records)"\s*:\s*\[')
_WHERE = re.compile(r"Expected `([^`]*)`(?:, got `([^`]*)`)?.* - at `(\$[^`]*)`", re.DOTALL)
_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+)\]")
_TRUTHS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    wrong = error.object[error.start : error.end]
    return wrong.decode("cp1252", "replace"), error.end


codecs.register_error("guildhall-cp1252", _as_cp1252)


def decode(data: bytes) -> tuple[str, list[Note]]:
    """Text of a file or a release, whatever its encoding: UTF-8, else byte by byte what cp1252 makes of it."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16", "replace"), []
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        note = ("encoding_mended", "the text is not UTF-8; its odd bytes were read as Windows-1252")
        return data.decode("utf-8", "guildhall-cp1252"), [note]


def _without_bad_tokens(text: str) -> str:
    return _TOKEN.sub(lambda match: match[0] if match[0][0] == '"' else "", text)


def _parse(text: str) -> tuple[Any, list[Note]]:
    """Any JSON value, forgiving: control characters, numbers with leading noughts, commas before a bracket."""
    text = text.strip().lstrip("\ufeff")
    notes: list[Note] = []
    try:
        value, end = json.JSONDecoder().raw_decode(text)
    except json.JSONDecodeError:
        try:
            value, end = _FORGIVING.raw_decode(text)
            notes.append(("json_mended", "control characters inside its text were taken for white space"))
        except json.JSONDecodeError:
            value, end = _FORGIVING.raw_decode(text := _without_bad_tokens(text))
            notes.append(("json_mended", "a number with leading noughts or a stray comma was put right"))
    if text[end:].strip():
        notes.append(("json_rubbish", "what follows the end of the JSON was left out"))
    return value, notes


def _steps(path: str) -> list[str | int]:
    return [int(index) if index else name for name, index in _STEP.findall(path)]


def _fitting(value: Any, expected: str) -> Any:
    """The value in the expected shape where that can be done without guessing, else None."""
    if "array" in expected and isinstance(value, (dict, str)):
        return [value]
    if "object" in expected and isinstance(value, list):
        return next((one for one in value if isinstance(one, dict)), None)
    if "str" in expected and isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    if "bool" in expected and isinstance(value, (str, int)):
        return _TRUTHS.get(str(value).lower())
    return None


def _fit(release: Any, message: str) -> Note | None:
    """Put right, in place, the one field a decoding error names. None if the error names no field inside."""
    match = _WHERE.match(message)
    steps = _steps(match[3]) if match else []
    if match is None or not steps:
        return None
    at = release
    for step in steps[:-1]:
        at = at[step]
    before, last = at[steps[-1]], steps[-1]
    after = _fitting(before, match[1])
    if after == before:
        after = None
    if after is None and isinstance(at, list):
        at.pop(int(last))
    else:
        at[last] = after
    what = "read as best it could be" if after is not None else "left out"
    path = match[3].removeprefix("$.")
    return ("field_mended", f"{path} is not what it should be (a {match[2] or 'value'}); it was {what}")


def release(data: bytes) -> tuple[shapes.Release | None, list[Note]]:
    """A release read leniently. None, and the reason, if nothing can be made of it."""
    if len(data) > MOST_BYTES:
        return None, [("json_invalid", "it is not valid JSON, and too large to be mended")]
    try:
        text, notes = decode(data)
        value, more = _parse(text)
        notes += more
        if not isinstance(value, dict):
            return None, [*notes, ("json_invalid", "it is not a JSON object")]
        for _ in range(MOST_REPAIRS):
            again = json.dumps(value, ensure_ascii=False, allow_nan=True).encode("utf-8", "replace")
            finite = _without_infinities(again)
            if finite != again and not any(code == "number_unusable" for code, _ in notes):
                notes.append(("number_unusable", "an endless or impossible number was left out"))
            try:
                return shapes.RELEASE.decode(finite), notes
            except msgspec.ValidationError as error:
                note = _fit(value, str(error))
                if note is None:
                    break
                notes.append(note)
    except RecursionError:
        return None, [("json_too_deep", "it is nested too deeply to be a notice")]
    except ValueError as error:
        return None, [("json_invalid", f"it is not valid JSON ({str(error)[:120]})")]
    return None, [*notes, ("json_invalid", "too many of its fields are not what they should be")]


def _without_infinities(data: bytes) -> bytes:
    if b"Infinity" not in data and b"NaN" not in data:
        return data
    return _INFINITE.sub(lambda match: match[1] or b"null", data)


def pieces(data: bytes) -> Iterator[bytes]:
    """The objects of a package whose JSON is broken somewhere, found by their brackets; a last half one is left out."""
    start = _LISTS.search(data)
    position = start.end() if start else data.find(b"[") + 1
    depth = begin = 0
    for match in _BRACKET.finditer(data, position):
        bracket = match[0]
        if bracket in b"{[":
            if depth == 0:
                begin = match.start()
            depth += 1
        elif bracket in b"}]":
            depth -= 1
            if depth < 0:
                return
            if depth == 0:
                yield data[begin : match.end()]
