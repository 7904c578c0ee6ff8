"""Report file → Document: one module a format, picked by what the file holds, else by its extension.

A reader is a module with `SUFFIXES` and `read(content, file)`; it is imported when a file first needs it.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from index.errors import ReportError, UnreadableFile, UnsupportedFormat
from index.report import Document

_MODULES: dict[str, tuple[str, ...]] = {
    "plain_text": (".txt", ".md", ".markdown"),
    "web_page": (".html", ".htm", ".shtml", ".xhtml", ".mhtml", ".mht"),
    "word": (".docx", ".docm"),
    "office": (".doc", ".wps", ".rtf", ".odt"),
    "pdf": (".pdf",),
}
READERS = {suffix: module for module, suffixes in _MODULES.items() for suffix in suffixes}
SUFFIXES = tuple(sorted(READERS))
HEAVY_SUFFIXES = frozenset(
    (*_MODULES["word"], *_MODULES["office"], *_MODULES["pdf"])
)  # a second or more a file

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def can_read(path: Path) -> bool:
    """Whether there is a reader for this kind of file."""
    return path.suffix.lower() in READERS


def read_document(content: bytes, file: str) -> Document:
    """The document in a file's bytes. Raises UnsupportedFormat, ConverterMissing, UnreadableFile."""
    module = READERS.get(Path(file).suffix.lower())
    if module is None:
        raise UnsupportedFormat(file, SUFFIXES)
    if not content.strip():
        raise UnreadableFile(file, "the file is empty; nothing to index")
    reader = import_module(f"index.readers.{_held_format(content) or module}")
    try:
        document: Document = reader.read(content, file)
    except ReportError:
        raise
    except RecursionError:
        raise UnreadableFile(
            file, "it is nested too deeply to be read; save it again and try once more"
        ) from None
    return document


def _held_format(content: bytes) -> str:
    """The reader for what the bytes are, whatever the file is called: many a .doc is a web page, and some are .docx."""
    from index.readers.web_page import looks_like_archive, looks_like_page

    head = content[:1024].lstrip()
    if head.startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(_ZIP):
        return "word" if b"word/" in content else ""
    if content.startswith(_OLE) or head.startswith(b"{\\rtf"):
        return "office"
    return "web_page" if looks_like_page(content) or looks_like_archive(content) else ""
