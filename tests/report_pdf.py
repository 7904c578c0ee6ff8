"""A manuscript as a PDF with a text layer: ruled tables that break across pages, in cells that may be too narrow."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

from tests.report_paper import PAGE_END, Layout, Manuscript, PrintedTable, Spot, cut_after

PDF_QUIRKS = (
    "short_pages",  # so tables break more often
    "repeated_headers",  # table 三 prints its header again after each break
    "narrow_labels",
    "narrow_columns",  # a long number stands on two lines
    "page_furniture",
    "framed_prose",  # a ruled box around paragraphs looks like a table of one cell
    "borderless",
    "double_struck",  # bold by printing twice, a hair apart
)
PDF_CANNOT = ("kangxi", "crlf", "page_break_short", "lost_cell")

FONT = "STSong-Light"
_MARGIN = 72
_WIDTH = A4[0] - 2 * _MARGIN
_LINE = 0.5  # points
_ENDLESS = 100_000
_WIDTHS = {  # of the columns: as a rule, with narrow labels, with narrow numbers
    "disclosure": ((113,) * 4, (60, *(113,) * 3), (200, *(40,) * 3)),
    "applications": (
        (30, 70, 120, *(33,) * 7),
        (18, 38, 60, *(45,) * 7),
        (30, 75, 200, *(18,) * 7),
    ),
    "disputes": ((30,) * 15, (28,) * 15, (17,) * 15),
}


def pdf_file(manuscript: Manuscript, quirks: frozenset[str], rng: random.Random) -> bytes:
    """The bytes of a PDF file."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    saved = io.BytesIO()
    document = SimpleDocTemplate(
        saved,
        pagesize=(A4[0], 580 if "short_pages" in quirks else A4[1]),
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        title=manuscript.title if rng.random() < 0.5 else "",
        invariant=True,
    )
    marked = rng.choice(("- {} -", "— {} —", "－ {} －", "第 {} 页"))

    def furnish(canvas: Canvas, laid: SimpleDocTemplate) -> None:
        if "page_furniture" in quirks:
            _draw_furniture(canvas, manuscript.title, marked.format(laid.page), document.pagesize[1])

    flow = list(_Flow(quirks, rng).of(manuscript))
    document.build(flow, onFirstPage=furnish, onLaterPages=furnish)
    return saved.getvalue()


def _draw_furniture(canvas: Canvas, title: str, number: str, height: float) -> None:
    canvas.setFont(FONT, 9)
    canvas.drawString(_MARGIN, height - 45, title)
    canvas.line(_MARGIN, height - 50, A4[0] - _MARGIN, height - 50)
    canvas.drawCentredString(A4[0] / 2, 40, number)


class _Flow:
    """Lays one manuscript out as a flow of paragraphs and tables."""

    def __init__(self, quirks: frozenset[str], rng: random.Random) -> None:
        self.quirks = quirks
        self.rng = rng
        self.styles = {
            "title": _style(16, align=1),
            "text": _style(12, indent=24),
            "right": _style(12, align=2),
            "number": _style(9, align=1),
        }

    def of(self, manuscript: Manuscript) -> Iterator[Flowable]:
        title, *front = manuscript.front
        front = [text for text in front if text]
        if "glued_heading" in self.quirks:
            front[-1] += manuscript.parts[0][0]
        yield self._paragraph(title, "title")
        yield Spacer(1, 12)
        yield from self._prose(front)
        for number, (heading, blocks) in enumerate(manuscript.parts):
            if number or "glued_heading" not in self.quirks:
                yield self._paragraph(heading)
            yield from self._prose([block for block in blocks if isinstance(block, str)])
            for block in blocks:
                if isinstance(block, PrintedTable):
                    yield from self._table(block)
                    yield Spacer(1, 8)
        yield from (self._paragraph(text, "right") for text in manuscript.back)

    def _paragraph(self, text: str, style: str = "text") -> Flowable:
        kind = _Twice if self._struck(style) else Paragraph
        return kind(_markup(text.strip(" ")), self.styles[style])

    def _struck(self, style: str) -> bool:
        return "double_struck" in self.quirks and style != "right" and self.rng.random() < 0.3

    def _prose(self, paragraphs: list[str]) -> Iterator[Flowable]:
        """Paragraphs, one after another or some in a box."""
        while paragraphs:
            many = self.rng.randrange(1, 3)
            drawn = [self._paragraph(text) for text in paragraphs[:many]]
            paragraphs = paragraphs[many:]
            if "framed_prose" in self.quirks and self.rng.random() < 0.5:
                yield Table(
                    [[drawn]], colWidths=[_WIDTH], style=[("BOX", (0, 0), (-1, -1), _LINE, colors.black)]
                )
            else:
                yield from drawn

    def _table(self, table: PrintedTable) -> Iterator[Flowable]:
        """The table; page furniture between its rows ends the page."""
        header = table.header if table.code == "applications" and "repeated_headers" in self.quirks else ()
        for piece in table.pieces():
            if isinstance(piece, PrintedTable):
                yield _Ruled(piece, header, self)
            elif piece == PAGE_END:
                yield PageBreak()
            else:
                yield self._paragraph(piece, "number")

    def drawn(self, table: PrintedTable) -> Table:
        """The table as reportlab draws it, each row ruled as far as its cells go."""
        data: list[list[Flowable | str]] = []
        commands: list[tuple[Any, ...]] = [
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("LEFTPADDING", (0, 0), (-1, -1), 2),
            ("RIGHTPADDING", (0, 0), (-1, -1), 2),
        ]
        widths = self._widths(table.code)
        for number, line in enumerate(table.places()):
            cells: list[Flowable | str] = [""] * len(widths)
            for column, place in enumerate(line):
                if isinstance(place, Spot):
                    cells[column] = self._cell(place)
                    end = (column + place.columns - 1, number + place.rows - 1)
                    commands.append(("SPAN", (column, number), end))
            if "borderless" not in self.quirks:
                commands.append(("GRID", (0, number), (len(line) - 1, number), _LINE, colors.black))
            data.append(cells)
        return Table(data, colWidths=widths, style=commands)

    def _cell(self, spot: Spot) -> Flowable | str:
        return self._paragraph(spot.text, "number") if spot.text.strip() else ""

    def _widths(self, code: str) -> tuple[int, ...]:
        usual, narrow_labels, narrow_numbers = _WIDTHS[code]
        if "narrow_columns" in self.quirks and "borderless" not in self.quirks:
            return narrow_numbers
        return narrow_labels if "narrow_labels" in self.quirks else usual


class _Ruled(Flowable):  # type: ignore[misc]
    """A table that breaks between two rows where its page ends; what is merged is cut there."""

    def __init__(self, table: PrintedTable, header: tuple[tuple[Spot, ...], ...], flow: _Flow) -> None:
        super().__init__()
        self.table = table
        self.header = header  # printed again after a break
        self.flow = flow
        self.drawn = flow.drawn(table)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        # reportlab stops measuring rows at the height it is given, and `split` wants all of them
        return self.drawn.wrap(width, _ENDLESS)  # type: ignore[no-any-return]

    def draw(self) -> None:
        self.drawn.drawOn(self.canv, 0, 0)

    def split(self, width: float, height: float) -> list[Flowable]:
        self.wrap(width, height)
        fitting = sum(used <= height for used in accumulate(self.drawn._rowHeights))
        for rows in range(fitting, len(self.table.header), -1):
            first, rest = cut_after(self.table, rows)
            above = _Ruled(first, self.header, self.flow)
            # a merged cell that is cut may make its rows higher than they were
            if above.wrap(width, height)[1] <= height:
                again = replace(rest, rows=(*self.header, *rest.rows))
                return [above, PageBreak(), _Ruled(again, self.header, self.flow)]
        return []


class _Twice(Paragraph):  # type: ignore[misc]
    """A paragraph printed a second time, a hair to the right."""

    def draw(self) -> None:
        super().draw()
        self.canv.translate(0.3, 0)
        super().draw()


def _style(size: int, align: int = 0, indent: int = 0) -> ParagraphStyle:
    return ParagraphStyle(
        f"{size} {align} {indent}",
        fontName=FONT,
        fontSize=size,
        leading=size * 1.5,
        alignment=align,
        firstLineIndent=indent,
        wordWrap="CJK",
    )


def _markup(text: str) -> str:
    return escape(text).replace("\n", "<br/>")


LAYOUTS = {"pdf": Layout(".pdf", pdf_file, PDF_QUIRKS, ruled=True, cannot=PDF_CANNOT)}
