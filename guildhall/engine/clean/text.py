"""Prose and labels as they should have been published: no entities, no broken accents, no people's contact details."""

from __future__ import annotations

import html
import re
from functools import lru_cache

_C1 = {bytes([b]): bytes([b]).decode("cp1252") for b in range(0x80, 0xA0) if b not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}}
_BYTE_OF = {char: byte for byte, char in _C1.items()} | {chr(b): bytes([b]) for b in range(0x80, 0x100)}
_TAIL = "[" + "".join(re.escape(c) for c in _C1.values()) + "\x80-\xbf]"
# UTF-8 read as cp1252 begins with one of few letters. Anything rarer ("CAFÉ”") is more likely meant as it stands.
_BROKEN = re.compile(f"[ÂÃÄÅ]{_TAIL}|[âï]{_TAIL}{{2}}|ð{_TAIL}{{3}}")
_TAGS = re.compile(
    r"</?(?:p|br|b|i|u|em|strong|ul|ol|li|div|span|a|font|h[1-6]|table|tbody|tr|td|th)(?: [^<>]{0,300})?/?>",
    re.IGNORECASE,
)
_INVISIBLE = {c: None for c in range(0x20) if c not in {9, 10, 13}} | dict.fromkeys(
    (0x7F, 0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF)
)
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\xad\u200b\u200c\u200d\u2060\ufeff]")
_EMAIL = re.compile(r"[\w.+'%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_PHONE = re.compile(
    r"(?:\+|\b00)44[ .-]?(?:\(0\)[ .-]?)?[1-357-9](?:[ .-]?\d){8,9}\b"
    r"|\(0[1-357-9]\d{1,4}\)(?:[ .-]?\d){5,9}\b"
    r"|(?<![\w/=.,£#-])0[1-357-9](?:[ -]?\d){8,9}\b(?![-/.]\d)",
    re.ASCII,
)
# UTF-8 read on an old Macintosh: a pound sign became "¬£", an apostrophe "‚Äô".
_MAC = {"¬£": "£", "‚Äô": "’", "‚Äò": "‘", "‚Äì": "–", "‚Äî": "—", "‚Äú": "“", "‚Äù": "”", "‚Ä¢": "•"}
EMAIL_MASK, PHONE_MASK = "[e-mail address removed]", "[phone number removed]"


# 2022-07: in Salford's register the first byte of UTF-8 punctuation was lost and the other two stand as controls.
_BEHEADED = re.compile("\x80[\x80-\xbf]")
_CONTROLS = re.compile("[\x80-\x9f]")


def _rejoin(match: re.Match[str]) -> str:
    try:
        return b"".join(_BYTE_OF[c] for c in match[0]).decode("utf-8")
    except UnicodeDecodeError:
        return match[0]


def mend(text: str) -> str:
    """Repair UTF-8 that was read as cp1252, up to three times over ("Ã¢â‚¬â„¢" is an apostrophe)."""
    if text.isascii():
        return text
    for _ in range(3):
        mended = _BROKEN.sub(_rejoin, text)
        if mended == text:
            break
        text = mended
    if _CONTROLS.search(text):
        text = _BEHEADED.sub(lambda found: (b"\xe2" + found[0].encode("latin-1")).decode("utf-8"), text)
        text = _CONTROLS.sub(lambda found: _C1.get(found[0].encode("latin-1"), ""), text)
    if "‚Ä" in text or "¬£" in text:
        for broken, right in _MAC.items():
            text = text.replace(broken, right)
    return text


def _readable(text: str) -> str:
    if "&" in text:
        text = html.unescape(text)
        if "&" in text and ";" in text:  # published twice escaped: "&amp;amp;"
            text = html.unescape(text)
    if not text.isascii():
        text = mend(text)
    if _UNWANTED.search(text):
        text = text.translate(_INVISIBLE)
    return text


def clean(text: str) -> str:
    """A label on one line: entities, accents, tags and white space put right."""
    text = _readable(text)
    if "<" in text:
        text = _TAGS.sub(" ", text)
    return " ".join(text.split())


def clean_block(text: str) -> str:
    """Prose with its line breaks kept, at most one empty line between paragraphs."""
    text = _readable(text)
    if "<" in text:
        text = _TAGS.sub("\n", text)
    if "\n" not in text and "\r" not in text:
        return " ".join(text.split())
    lines = [" ".join(line.split()) for line in text.splitlines()]
    kept = [line for i, line in enumerate(lines) if line or (i and lines[i - 1])]
    return "\n".join(kept).strip()


def mask(text: str) -> str:
    """Take out e-mail addresses and UK phone numbers: a person's contact details are never stored."""
    if "@" in text:
        text = _EMAIL.sub(EMAIL_MASK, text)
    if "0" in text or "+44" in text:
        text = _PHONE.sub(PHONE_MASK, text)
    return text


@lru_cache(maxsize=65536)
def label(text: str) -> str:
    """`clean` and `mask`, remembered: for titles, departments and categories, which repeat."""
    return mask(clean(text))


def prose(text: str, limit: int = 4000) -> str:
    """`clean_block` and `mask`, cut at a word's end near `limit` characters."""
    if len(text) > limit * 4:
        text = text[: limit * 4]
    text = mask(clean_block(text))
    if len(text) <= limit:
        return text
    cut = text[: limit - 2]
    head, space, _ = cut.rpartition(" ")
    return (head if space and len(head) > limit // 2 else cut).rstrip() + " …"
