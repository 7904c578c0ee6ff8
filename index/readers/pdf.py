"""PDF with a text layer: ruled tables become grids, the rest lines joined to paragraphs; page furniture is left out.

pdfplumber finds the ruling lines and the characters. A row of one cell as wide as its table is no row of data (Word draws
frames around prose), and what stands in a table outside every cell it found is kept as a cell of its row.
"""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.psparser import PSLiteralTable
from pdfplumber.utils.exceptions import PdfminerException

from index.characters import unify_radicals
from index.errors import UnreadableFile
from index.readers.building import DocumentBuilder
from index.report import UNREADABLE, Document

SUFFIXES = (".pdf",)

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every small fault of a font

_WIDGET = PSLiteralTable.intern("Widget")
Box = tuple[float, float, float, float]  # x0, top, x1, bottom
Char = dict[str, Any]

MOST_PAGES = 400
SLACK = 3.0  # points between rules that meet on paper
MARGIN = 0.1  # share of a page's height that holds headers and footers
TOUCHING = 0.12  # of a digit's size: the room between two digits of one number
RAISED = 0.9  # of its line's size: a smaller character off the line's middle is raised or lowered
THIN = 2.0  # points; a rule thicker than this is an area
FEWEST_CHARS = 30  # a page with fewer and a picture on it is a scan
MOST_UNKNOWN = 0.2  # share of characters whose font does not tell what they are
_UNKNOWN = re.compile(r"\(cid:\d+\)")
_PAGE_NUMBER = re.compile(
    r"^(?:[-—–－·]*\s*\d{1,3}\s*[-—–－·]*|第\s*\d{1,3}\s*页.{0,12}|\d{1,3}\s*/\s*\d{1,3}\s*页?)$"
)
_REST_OF_NUMBER = re.compile(r"[\d,，.．]+[万亿]?元?")


@dataclass(frozen=True)
class _Line:
    """One printed line outside the tables."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float  # of its characters


@dataclass(frozen=True)
class _Row:
    """One row of a table; None for a place a merged cell covers."""

    cells: tuple[str | None, ...]
    top: float


@dataclass
class _PageRead:
    """What one page holds, from top to bottom."""

    height: float
    width: float
    lines: list[_Line] = field(default_factory=list)
    rows: list[_Row] = field(default_factory=list)
    is_picture: bool = False

    def in_order(self) -> list[_Line | _Row]:
        return sorted([*self.lines, *self.rows], key=lambda item: item.top)


def read(content: bytes, file: str) -> Document:
    """The text and tables of a PDF. Raises UnreadableFile for scans, locked and damaged files."""
    try:
        with pdfplumber.open(io.BytesIO(content)) as opened:
            if len(opened.pages) > MOST_PAGES:
                raise UnreadableFile(file, f"it has {len(opened.pages)} pages; save the report by itself")
            pages = [_read_page(page) for page in opened.pages]
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


def _document(pages: Sequence[_PageRead], file: str) -> Document:
    _refuse_unreadable(pages, file)
    scanned = [str(number) for number, page in enumerate(pages, 1) if page.is_picture]
    _drop_furniture(pages)
    builder = DocumentBuilder()
    paragraph = _Paragraph(builder)
    for page in pages:
        items = page.in_order()
        if items and isinstance(items[0], _Line):
            paragraph.begin_page(items[0], page)
        else:
            paragraph.end()
            builder.begin_page()
        for is_table, run in groupby(items, lambda item: isinstance(item, _Row)):
            if is_table:
                paragraph.end()
                builder.add_table([row.cells for row in run if isinstance(row, _Row)])
                continue
            for line in run:
                if isinstance(line, _Line):
                    paragraph.add(line, page)
    paragraph.end()
    return builder.finish(file, {"scanned_pages": "、".join(scanned)} if scanned else {})


def _refuse_unreadable(pages: Sequence[_PageRead], file: str) -> None:
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


# ── one page ─────────────────────────────────────────────────────────────────────────────────────


def _read_page(page: Any) -> _PageRead:
    page = page.dedupe_chars()  # bold is sometimes printed twice over
    printed = [char for char in page.chars if char["text"].strip()]
    chars = [char for char in printed if char.get("upright", True) and not _is_white_digit(char)]
    signs = [
        *page.images,
        *page.curves,
        *_form_fields(page),
        *(c for c in printed if not c.get("upright", True)),
    ]
    read = _PageRead(
        float(page.height), float(page.width), is_picture=len(chars) < FEWEST_CHARS and bool(page.images)
    )
    taken: set[int] = set()
    strokes = [
        rule
        for rule in (*page.lines, *page.rects)
        if rule["bottom"] - rule["top"] < THIN < rule["x1"] - rule["x0"]
    ]
    for table in _ruled_tables(page):
        read.rows += _table_rows(table, chars, taken, signs, strokes)
    loose = [char for number, char in enumerate(chars) if number not in taken]
    read.lines = [_line(run) for run in _runs(loose)]
    page.close()
    return read


def _is_white_digit(char: Char) -> bool:
    """White words may stand on a dark heading; a white digit is a number that nobody should see."""
    return bool(char["text"].isdigit()) and char.get("non_stroking_color") in (
        (1,),
        (1, 1, 1),
        (0, 0, 0, 0),
        1,
    )


def _ruled_tables(page: Any) -> list[Any]:
    """The tables of a page; where a page break left out a table's top or bottom rule, its upright rules tell where it is."""
    tables: list[Any] = page.find_tables()
    upright = [edge for edge in page.edges if edge["orientation"] == "v"]
    missing = [
        y for table in tables for y in _missing_rules(table.bbox, upright, [other.bbox for other in tables])
    ]
    if not missing:
        return tables
    settings = {"explicit_horizontal_lines": missing}
    found: list[Any] = page.find_tables(settings)
    return found


def _missing_rules(box: Box, upright: Sequence[dict[str, Any]], tables: Sequence[Box]) -> list[float]:
    """The heights to which three or more upright rules of a table reach beyond its outermost rules across."""
    near = [edge for edge in upright if box[0] - SLACK <= edge["x0"] <= box[2] + SLACK]
    above = [
        edge["top"] for edge in near if abs(edge["bottom"] - box[1]) <= SLACK and edge["top"] < box[1] - SLACK
    ]
    below = [
        edge["bottom"]
        for edge in near
        if abs(edge["top"] - box[3]) <= SLACK and edge["bottom"] > box[3] + SLACK
    ]
    others = [other for other in tables if other != box]
    reached = [min(above)] if len(above) >= 3 else []
    reached += [max(below)] if len(below) >= 3 else []
    return [y for y in reached if not any(other[1] - SLACK <= y <= other[3] + SLACK for other in others)]


def _centre(char: Char) -> tuple[float, float]:
    return (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2


def _within(char: Char, box: Box) -> bool:
    x, y = _centre(char)
    return box[0] <= x < box[2] and box[1] <= y < box[3]


def _form_fields(page: Any) -> list[dict[str, Any]]:
    """The fields of a form on the page: what is filled in there is no text of the page."""
    return [note for note in page.annots if (note.get("data") or {}).get("Subtype") == _WIDGET]


def _table_rows(
    table: Any,
    chars: Sequence[Char],
    taken: set[int],
    signs: Sequence[dict[str, Any]],
    strokes: Sequence[dict[str, Any]],
) -> Iterator[_Row]:
    """The rows of data of one ruled table; the characters they hold are added to `taken`.

    A cell with something in it that is no text (`signs`), with words struck out (`strokes`) or with a number that its
    rules cut through, says so.
    """
    inside = [number for number, char in enumerate(chars) if _within(char, table.bbox)]
    held = _chars_by_cell(table, chars, inside)
    cut = _cut_cells(held, chars) | _struck_cells(held, chars, strokes)
    loose = [n for n in inside if not any(n in numbers for numbers in held.values())]
    for row in table.rows:
        boxes: list[Box | None] = list(row.cells)
        found = [box for box in boxes if box]
        bottom = min(box[3] for box in found)
        stray = [n for n in loose if n not in taken and found[0][1] <= _centre(chars[n])[1] < bottom]
        if len(found) < 2 and not stray:
            continue  # a frame around prose, or a heading over the whole width
        taken.update(stray, *(held[box] for box in found))
        cells = [_cell_text([chars[n] for n in sorted(held[box])], box) if box else None for box in boxes]
        for place, box in enumerate(boxes):
            if box and (box in cut or any(_stands_in(sign, box) for sign in signs)):
                cells[place] = UNREADABLE + (cells[place] or "")
        yield _Row(tuple(_with_stray(cells, boxes, [chars[n] for n in stray])), found[0][1])


def _chars_by_cell(table: Any, chars: Sequence[Char], inside: Sequence[int]) -> dict[Box, set[int]]:
    boxes: list[Box] = [box for row in table.rows for box in row.cells if box]
    held: dict[Box, set[int]] = {box: set() for box in boxes}
    for number in inside:
        box = next((box for box in boxes if _within(chars[number], box)), None)
        if box:
            held[box].add(number)
    return held


def _stands_in(sign: dict[str, Any], box: Box) -> bool:
    """Whether something that is no text stands in a cell, and not the cell in it (a picture behind the page)."""
    small = (
        sign["x1"] - sign["x0"] <= box[2] - box[0] + SLACK
        and sign["bottom"] - sign["top"] <= box[3] - box[1] + SLACK
    )
    flat = sign["x1"] - sign["x0"] < SLACK or sign["bottom"] - sign["top"] < SLACK
    return small and not flat and _within(sign, box)


def _cut_cells(held: Mapping[Box, set[int]], chars: Sequence[Char]) -> set[Box]:
    """The cells between which a number is cut by a rule: its digits touch and stand in two of them."""
    home = {
        number: box for box, numbers in held.items() for number in numbers if chars[number]["text"].isdigit()
    }
    line = sorted(home, key=lambda n: (round(chars[n]["top"]), chars[n]["x0"]))
    cut: set[Box] = set()
    for left, right in pairwise(line):
        one, other = chars[left], chars[right]
        near = abs(one["top"] - other["top"]) < 1 and other["x0"] - one["x1"] < TOUCHING * one["size"]
        if near and other["x0"] >= one["x0"] and home[left] != home[right]:
            cut |= {home[left], home[right]}
    return cut


def _struck_cells(
    held: Mapping[Box, set[int]], chars: Sequence[Char], strokes: Sequence[dict[str, Any]]
) -> set[Box]:
    """The cells in which a stroke runs through the middle of some character."""
    edges = {round(edge) for box in held for edge in (box[1], box[3])}
    through = [s for s in strokes if not edges & {round(s["top"]) + step for step in (-1, 0, 1)}]
    return {
        box
        for box, numbers in held.items()
        for stroke in through
        if box[1] < stroke["top"] < box[3]
        for number in numbers
        if _is_struck(chars[number], stroke)
    }


def _is_struck(char: Char, stroke: Mapping[str, Any]) -> bool:
    quarter = (char["bottom"] - char["top"]) / 4
    across = stroke["x0"] - 1 <= char["x0"] and char["x1"] <= stroke["x1"] + 1
    return bool(across and char["top"] + quarter < stroke["top"] < char["bottom"] - quarter)


def _with_stray(
    cells: list[str | None], boxes: Sequence[Box | None], stray: Sequence[Char]
) -> list[str | None]:
    """A row's cells with what no cell holds put where it stands: between the cells to its left and to its right."""
    words: dict[int, str] = {}
    for run in _runs(stray):
        place = 1 + max((n for n, box in enumerate(boxes) if box and box[0] <= run[0]["x0"]), default=-1)
        words[place] = words.get(place, "") + _run_text(run)
    for place in sorted(words, reverse=True):
        if place < len(cells) and cells[place] is None:
            cells[place] = words[place]
        else:
            cells.insert(place, words[place])
    return cells


def _cell_text(chars: Sequence[Char], box: Box) -> str:
    """What a cell says; a number that fills its line goes on in the next, two short ones stay two."""
    lines = _runs(chars, split=False)
    text = ""
    for number, run in enumerate(lines):
        words = _run_text(run)
        if number and text:
            above = lines[number - 1]
            room = box[2] - box[0] - (above[-1]["x1"] - above[0]["x0"])
            wrapped = _REST_OF_NUMBER.fullmatch(words) and room < 2.2 * (run[0]["x1"] - run[0]["x0"])
            text += "" if wrapped else "\n"
        text += words
    return text


# ── lines ────────────────────────────────────────────────────────────────────────────────────────


def _runs(chars: Sequence[Char], split: bool = True) -> list[list[Char]]:
    """Characters by printed line, left to right; with `split`, a wide gap begins another run."""
    runs: list[list[Char]] = []
    for line in _lines(chars):
        runs += (
            _split_at_gaps(sorted(line, key=lambda char: char["x0"]))
            if split
            else [sorted(line, key=lambda c: c["x0"])]
        )
    return runs


def _lines(chars: Sequence[Char]) -> list[list[Char]]:
    """Characters whose middles are less than half of the larger one's height apart, from top to bottom."""
    lines: list[list[Char]] = []
    for char in sorted(chars, key=lambda char: (char["top"] + char["bottom"]) / 2):
        if lines and _centre(char)[1] - _centre(lines[-1][0])[1] < 0.45 * max(
            char["size"], lines[-1][0]["size"]
        ):
            lines[-1].append(char)
        else:
            lines.append([char])
    return lines


def _split_at_gaps(line: list[Char]) -> list[list[Char]]:
    """Where more than two characters' room is free, a table without ruling lines begins its next cell."""
    runs = [[line[0]]]
    for before, char in pairwise(line):
        if char["x0"] - before["x1"] > 2 * max(before["size"], char["size"]):
            runs.append([])
        runs[-1].append(char)
    return runs


def _run_text(run: Sequence[Char]) -> str:
    """The characters with a space where the print leaves one, and where digits change their size.

    A raised mark behind a number is put in brackets.
    """
    text = unify_radicals(run[0]["text"])
    raised = False
    for before, char in pairwise(run):
        if _is_raised(char, run) != raised:
            raised = not raised
            text += "[" if raised else "]"
        gap = char["x0"] - before["x1"]
        if (
            before["text"].isdigit()
            and char["text"].isdigit()
            and char["size"] < RAISED * before["size"]
            and not raised
        ):
            text += " "
        elif gap > 0.2 * min(before["size"], char["size"]):
            text += " " if before["text"].isascii() or char["text"].isascii() or gap > char["size"] else ""
        text += unify_radicals(char["text"])
    return text + "]" * raised


def _is_raised(char: Char, run: Sequence[Char]) -> bool:
    """Smaller than the rest of its line and off its middle: a note, or an index."""
    size, middle = max((other["size"], _centre(other)[1]) for other in run)
    return bool(char["size"] < RAISED * size and abs(_centre(char)[1] - middle) > 0.08 * size)


def _line(run: Sequence[Char]) -> _Line:
    return _Line(
        _run_text(run),
        min(char["x0"] for char in run),
        max(char["x1"] for char in run),
        min(char["top"] for char in run),
        max(char["bottom"] for char in run),
        max(char["size"] for char in run),
    )


def _drop_furniture(pages: Sequence[_PageRead]) -> None:
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


def _in_margin(line: _Line, page: _PageRead) -> bool:
    return line.top < MARGIN * page.height or line.bottom > (1 - MARGIN) * page.height


class _Paragraph:
    """Lines that fill the page's width go on in the next; columns side by side are cells of one line."""

    def __init__(self, builder: DocumentBuilder) -> None:
        self.builder = builder
        self.text = ""
        self.last: _Line | None = None
        self.page: _PageRead | None = None

    def add(self, line: _Line, page: _PageRead) -> None:
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

    def begin_page(self, line: _Line, page: _PageRead) -> None:
        """Mark where a page begins: inside the paragraph, where its first line goes on with it."""
        if self.last and self._goes_on(line, page):
            self.builder.begin_page(ahead=len(self.text))
        else:
            self.end()
            self.builder.begin_page()

    def end(self) -> None:
        self.builder.add_line(self.text)
        self.text, self.last = "", None

    def _goes_on(self, line: _Line, page: _PageRead) -> bool:
        """Whether the line above was full and this one begins at the left edge of the text."""
        assert self.last is not None and self.page is not None
        left = min((other.x0 for other in (self.page.lines or [self.last])), default=self.last.x0)
        right = max((other.x1 for other in (self.page.lines or [self.last])), default=self.last.x1)
        full = right - self.last.x1 < 2.2 * self.last.size and self.last.x1 - self.last.x0 > 0.5 * (
            right - left
        )
        edge = min((other.x0 for other in page.lines), default=line.x0)
        return "\t" not in self.text and full and line.x0 - edge < 1.2 * line.size

    def _space(self, line: _Line) -> str:
        return (
            " "
            if self.text[-1:].isascii()
            and self.text[-1:].isalnum()
            and line.text[:1].isascii()
            and line.text[:1].isalpha()
            else ""
        )
