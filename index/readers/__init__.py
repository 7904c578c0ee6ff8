"""Report file → Document: one module a format, picked by the file's extension."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from index.errors import UnreadableFile, UnsupportedFormat
from index.readers import plain_text
from index.report import Document

Reader = Callable[[bytes, str], Document]  # (the file's bytes, its name for messages and citations)

READERS: dict[str, Reader] = dict.fromkeys(plain_text.SUFFIXES, plain_text.read)
SUFFIXES = tuple(sorted(READERS))

# Formats that cost seconds a file, or whose damaged files can hang or crash their reader: read in workers.
HEAVY_SUFFIXES = frozenset({".pdf", ".doc", ".docx", ".wps", ".rtf", ".odt"})


def can_read(path: Path) -> bool:
    """Whether there is a reader for this kind of file."""
    return path.suffix.lower() in READERS


def read_document(content: bytes, file: str) -> Document:
    """The document in a file's bytes. Raises UnsupportedFormat, UnreadableFile."""
    reader = READERS.get(Path(file).suffix.lower())
    if reader is None:
        raise UnsupportedFormat(file, SUFFIXES)
    if not content.strip():
        raise UnreadableFile(file, "the file is empty; nothing to index")
    return reader(content, file)
