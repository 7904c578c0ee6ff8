"""Bytes → text: UTF-8, UTF-16, GB18030, or what the file itself declares."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from index.errors import UnreadableFile

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "big5": "big5hkscs",
    "iso-8859-1": "",
    "us-ascii": "",
}
_ORDINARY = re.compile(r"[\t\r\n\x20-\x7e\u2010-\u2030\u3000-\u301f\u4e00-\u9fff\uff00-\uff5e]")
MOST_LOST = 0.005  # share of characters that may be damaged


def decode(content: bytes, file: str, declared: str = "") -> str:
    """The text of the bytes; `declared` is the encoding the file names, "" when it names none.

    A damaged byte here and there becomes U+FFFD, so that it never passes for a digit. Raises UnreadableFile for binary
    data and for what no encoding known here explains.
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _best(content[len(mark) :], (encoding,), file)
    if b"\x00" in content and (guess := _utf16_without_mark(content)):
        return _best(content, (guess,), file)
    if b"\x00" in content:
        raise UnreadableFile(file, "this is binary data, not text; save the report as text and try again")
    return _best(content, tuple(dict.fromkeys(_candidates(declared))), file)


def _candidates(declared: str) -> Iterator[str]:
    """UTF-8 first: what is valid UTF-8 by chance is as good as never anything else."""
    yield "utf-8"
    try:
        name = codecs.lookup(declared).name if declared else ""
    except LookupError:
        name = ""
    if name := _WIDER.get(name, name):
        yield name
    yield "gb18030"


def _utf16_without_mark(content: bytes) -> str:
    """The byte order that makes text of it: nearly all Chinese and ASCII; "" when neither does."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = content[:4096].decode(encoding, "replace")
        if len(_ORDINARY.findall(text)) >= 0.95 * len(text):
            return encoding
    return ""


def _best(content: bytes, encodings: tuple[str, ...], file: str) -> str:
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _readable(text):
            return text
    damaged = min((content.decode(encoding, "replace") for encoding in encodings), key=_lost)
    if _readable(damaged) and _lost(damaged) <= max(1, MOST_LOST * len(damaged)):
        return damaged
    raise UnreadableFile(
        file, "the text is in no encoding known here (UTF-8, UTF-16, GB18030); save it as UTF-8"
    )


def _lost(text: str) -> int:
    return text.count("\ufffd")


def _readable(text: str) -> bool:
    """Binary data that happens to decode is full of control characters."""
    odd = sum(1 for char in text if ord(char) < 32 and char not in "\t\n\r\f\v")
    return odd * 100 <= len(text)
