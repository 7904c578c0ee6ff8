"""Plain text: the file as decoded is the document; line ends stay as they are, so offsets count the file's characters."""

from __future__ import annotations

from index.errors import UnreadableFile
from index.report import Document

SUFFIXES = (".txt",)
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def read(content: bytes, file: str) -> Document:
    """Decode a text file (UTF-8, UTF-16 with a byte order mark, GB18030)."""
    return Document(file, decode(content, file))


def decode(content: bytes, file: str) -> str:
    """The text of the bytes. Raises UnreadableFile for binary data and for what no known encoding explains."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _strict(content[len(mark) :], (encoding,), file)
    if b"\x00" in content:
        raise UnreadableFile(file, "this is binary data, not text; save the report as text and try again")
    return _strict(content, ("utf-8", "gb18030"), file)


def _strict(content: bytes, encodings: tuple[str, ...], file: str) -> str:
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _readable(text):
            return text
    raise UnreadableFile(
        file, "the text is in no encoding known here (UTF-8, UTF-16, GB18030); save it as UTF-8"
    )


def _readable(text: str) -> bool:
    """Binary data that happens to decode is full of control characters."""
    odd = sum(1 for char in text if ord(char) < 32 and char not in "\t\n\r\f\v")
    return odd * 100 <= len(text)
