"""Plain text and Markdown: the file as decoded is the document; line ends stay as they are, so offsets count its characters.

Of Markdown, only the marks inside a line are taken off (bold, code, escapes, entities): its tables read like any others with bars.
"""

from __future__ import annotations

import html
import re

from index.readers.encoding import decode
from index.report import Document

SUFFIXES = (".txt", ".md", ".markdown")

_EMPHASIS = re.compile(
    r"(\*\*|__|~~|`)(?=\S)(.+?)(?<=\S)\1|(?<![*\w])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![*\w])"
)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\s]*\)")


def read(content: bytes, file: str) -> Document:
    """Decode a text file (UTF-8, UTF-16, GB18030)."""
    text = decode(content, file)
    if not file.lower().endswith(".txt"):
        text = without_markdown(text)
    return Document(file, text, cut_off=not text.endswith(("\n", "\r")))


def without_markdown(text: str) -> str:
    """The words of Markdown without the marks inside its lines.

    >>> without_markdown("| **规章** | 1\\\\. | &nbsp; |")
    '| 规章 | 1. | \\xa0 |'
    """
    text = _LINK.sub(r"\1", _BREAK.sub("", text))
    text = _EMPHASIS.sub(lambda found: found.group(2) or found.group(3), text)
    return html.unescape(_ESCAPED.sub(r"\1", text))
