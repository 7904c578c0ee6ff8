"""Word (.docx): mammoth makes a page of it, and the reader of web pages does the rest."""

from __future__ import annotations

import io
import re
import zipfile

import mammoth
from lxml import etree

from index.errors import ReportError, UnreadableFile
from index.readers.web_page import html_to_document
from index.report import Document

SUFFIXES = (".docx", ".docm")

_MAIN = re.compile(r"word/document\d*\.xml")
# Parts that say how text looks, not what it says: mammoth would spend most of its time on them.
_LOOKS = re.compile(
    r"word/(?:styles|theme|settings|webSettings|fontTable|numbering|stylesWithEffects|header|footer|media|embeddings|glossary)|customXml|docProps"
)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LARGEST_PART = 200_000_000  # bytes, unpacked


def read(content: bytes, file: str) -> Document:
    """The text and tables of a Word file as it prints: insertions count, deletions and hidden text do not."""
    try:
        printed = _as_printed(content, file)
        page = mammoth.convert_to_html(printed, convert_image=mammoth.images.img_element(_no_image)).value
    except (ReportError, RecursionError):
        raise
    except Exception as error:  # zipfile, zlib, lxml and mammoth each have their own for a damaged file
        what = " ".join(str(error).split())[:80] or type(error).__name__
        raise UnreadableFile(
            file, f"this Word file is damaged ({what}); open it in Word and save it again"
        ) from None
    if not page.replace("<p></p>", "").strip():
        raise UnreadableFile(
            file, "there is no text in this Word file, perhaps only pictures of pages; save it with its text"
        )
    return html_to_document(page, file)


def _no_image(image: object) -> dict[str, str]:
    return {"src": ""}


def _as_printed(content: bytes, file: str) -> io.BytesIO:
    """The package with its main part less what does not print, and with simple fields opened (mammoth leaves both)."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(made, "w") as printed:
        if sum(part.file_size for part in package.infolist()) > _LARGEST_PART:
            raise UnreadableFile(
                file, "unpacked, this Word file is larger than 200 MB; save the report by itself"
            )
        for part in package.infolist():
            if not _LOOKS.match(part.filename):
                inside = package.read(part)
                is_main = _MAIN.fullmatch(part.filename)
                printed.writestr(part.filename, _printed_part(inside) if is_main else inside)
    made.seek(0)
    return made


def _printed_part(xml: bytes) -> bytes:
    root = etree.fromstring(xml, etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True))
    for mark in list(root.iter(f"{_W}vanish")):
        run = next(mark.iterancestors(f"{_W}r"), None)
        if run is not None and mark.get(f"{_W}val") not in ("0", "false") and run.getparent() is not None:
            run.getparent().remove(run)
    etree.strip_tags(root, f"{_W}fldSimple")
    printed: bytes = etree.tostring(root, encoding="utf-8")
    return printed
