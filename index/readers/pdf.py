"""PDF with a text layer: ruled tables become grids, the rest lines joined to paragraphs; page furniture is left out."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from index.errors import UnreadableFile
from index.readers.building import DocumentBuilder
from index.readers.pdf_lines import Line
from index.readers.pdf_page import PageRead, Row, read_page
from index.report import Document

SUFFIXES = (".pdf",)

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every small fault of a font

MOST_PAGES = 400
MARGIN = 0.1  # share of a page's height that holds headers and footers
MOST_UNKNOWN = 0.2  # share of characters whose font does not tell what they are
_UNKNOWN = re.compile(r"\(cid:\d+\)")
_PAGE_NUMBER = re.compile(
    r"^(?:[-—–－·]*\s*\d{1,3}\s*[-—–－·]*|第\s*\d{1,3}\s*页.{0,12}|\d{1,3}\s*/\s*\d{1,3}\s*页?)$"
)


def read(content: bytes, file: str) -> Document:
    """The text and tables of a PDF. Raises UnreadableFile for scans, locked and damaged files."""
    try:
        with pdfplumber.open(io.BytesIO(content)) as opened:
            if len(opened.pages) > MOST_PAGES:
                raise UnreadableFile(file, f"it has {len(opened.pages)} pages; save the report by itself")
            pages = [read_page(page) for page in opened.pages]
    except UnreadableFile:
        raise
    except RecursionError:
        raise
    except Exception as error:  # pdfminer raises whatever a damaged file trips it over
        cause = error.args[0] if isinstance(error, PdfminerException) and error.args else error
        if isinstance(cause, PDFPasswordIncorrect):
            raise UnreadableFile(file, "this PDF is locked with a password; save it without one") from None
        what = " ".join(str(cause).split()) or type(cause).__name__
        raise UnreadableFile(file, f"this PDF is damaged ({what[:80]}); open it and save it again") from None
    return _document(pages, file)


def _document(pages: Sequence[PageRead], file: str) -> Document:
    _refuse_unreadable(pages, file)
    scanned = [str(number) for number, page in enumerate(pages, 1) if page.is_picture]
    _drop_furniture(pages)
    builder = DocumentBuilder()
    paragraph = _Paragraph(builder)
    for page in pages:
        items = page.in_order()
        if items and isinstance(items[0], Line):
            paragraph.begin_page(items[0], page)
        else:
            paragraph.end()
            builder.begin_page()
        for is_table, run in groupby(items, lambda item: isinstance(item, Row)):
            if is_table:
                paragraph.end()
                builder.add_table([row.cells for row in run if isinstance(row, Row)])
                continue
            for line in run:
                if isinstance(line, Line):
                    paragraph.add(line, page)
    paragraph.end()
    return builder.finish(file, {"scanned_pages": "、".join(scanned)} if scanned else {})


def _refuse_unreadable(pages: Sequence[PageRead], file: str) -> None:
    text = "".join(line.text for page in pages for line in page.lines)
    cells = "".join(cell or "" for page in pages for row in page.rows for cell in row.cells)
    if not (text + cells).strip():
        why = "this PDF is a scan, pictures without text; run text recognition (OCR) on it and try again"
        raise UnreadableFile(
            file, why if any(page.is_picture for page in pages) else "there is no text in this PDF"
        )
    unknown = _UNKNOWN.findall(text + cells)
    if len(unknown) > MOST_UNKNOWN * (len(_UNKNOWN.sub("", text + cells)) + len(unknown)):
        raise UnreadableFile(
            file, "the fonts of this PDF do not tell its characters; print it to a new PDF or save it as Word"
        )


def _drop_furniture(pages: Sequence[PageRead]) -> None:
    """Page numbers, and headers and footers that stand on most pages at the same height."""
    seen = Counter(
        (line.text, round(line.top / 4)) for page in pages for line in page.lines if _in_margin(line, page)
    )
    often = max(3, len(pages) // 2)
    for page in pages:
        items = page.in_order()
        first, last = (items[0].top, items[-1].top) if items else (0.0, 0.0)
        page.lines = [
            line
            for line in page.lines
            if seen[line.text, round(line.top / 4)] < often
            and not (
                _PAGE_NUMBER.match(line.text.strip())
                and (line.top < first + line.size or line.top > last - line.size)
            )
        ]


def _in_margin(line: Line, page: PageRead) -> bool:
    return line.top < MARGIN * page.height or line.bottom > (1 - MARGIN) * page.height


class _Paragraph:
    """Lines that fill the page's width go on in the next; columns side by side are cells of one line."""

    def __init__(self, builder: DocumentBuilder) -> None:
        self.builder = builder
        self.text = ""
        self.last: Line | None = None
        self.page: PageRead | None = None

    def add(self, line: Line, page: PageRead) -> None:
        if (
            self.last
            and page is self.page
            and abs(line.top - self.last.top) < line.size * 0.5
            and line.x0 > self.last.x1
        ):
            self.text += "\t" + line.text
        elif self.last and self._goes_on(line, page):
            self.text += self._space(line) + line.text
        else:
            self.end()
            self.text = line.text
        self.last, self.page = line, page

    def begin_page(self, line: Line, page: PageRead) -> None:
        """Mark where a page begins: inside the paragraph, where its first line goes on with it."""
        if self.last and self._goes_on(line, page):
            self.builder.begin_page(ahead=len(self.text))
        else:
            self.end()
            self.builder.begin_page()

    def end(self) -> None:
        self.builder.add_line(self.text)
        self.text, self.last = "", None

    def _goes_on(self, line: Line, page: PageRead) -> bool:
        """Whether the line above was full and this one begins at the left edge of the text."""
        assert self.last is not None and self.page is not None
        left = min((other.x0 for other in (self.page.lines or [self.last])), default=self.last.x0)
        right = max((other.x1 for other in (self.page.lines or [self.last])), default=self.last.x1)
        full = right - self.last.x1 < 2.2 * self.last.size and self.last.x1 - self.last.x0 > 0.5 * (
            right - left
        )
        edge = min((other.x0 for other in page.lines), default=line.x0)
        return "\t" not in self.text and full and line.x0 - edge < 1.2 * line.size

    def _space(self, line: Line) -> str:
        return (
            " "
            if self.text[-1:].isascii()
            and self.text[-1:].isalnum()
            and line.text[:1].isascii()
            and line.text[:1].isalpha()
            else ""
        )
