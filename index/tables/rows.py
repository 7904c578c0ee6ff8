"""Document → rows of cells in reading order, whatever layout the tables came out in.

A row holds the cells that the layout shows to stand side by side. Text that shows no rows (one cell a line) gives rows of
one cell each; `tables.py` then lets the values flow after their label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from index.report import Cell, Document, Grid
from index.tables.labels import is_form_label
from index.tables.values import is_value_like

_HEADING = re.compile(r"^\s*[（(]?[一二三四五六七]\s*[、．.)）]")
_MARKDOWN_RULE = re.compile(r"^[\s|:\-]*-{2,}[\s|:\-]*$")
_PAGE_NUMBER = re.compile(
    r"^\s*(?:[-—–－]+\s*\d{1,3}\s*[-—–－]+|第\s*\d{1,3}\s*页.*|\d{1,3}\s*/\s*\d{1,3}\s*页?)\s*$"
)


@dataclass(frozen=True)
class Row:
    """Cells that stand side by side. In a flat row a merged cell has left empty places behind it."""

    cells: tuple[Cell, ...]
    flat: bool = False
    places: tuple[int, ...] = ()  # the column in which each cell begins, where the layout shows columns
    width: int = 0  # how many columns there are; 0 where the layout shows none
    after_gap: bool = False  # an empty line stands before it


def document_rows(document: Document) -> list[Row]:
    """Every row of the document in order: those of its grids, and those its text lines show outside them.

    Where the file was cut off, its very last number is left out: some of its digits may be lost.
    """
    rows = _all_rows(document)
    if (
        document.cut_off
        and rows
        and re.search(r"\d$", rows[-1].cells[-1].text)
        and rows[-1].cells[-1].text != "0"
    ):
        rows[-1] = replace(rows[-1], cells=rows[-1].cells[:-1], places=rows[-1].places[:-1])
    return [row for row in rows if row.cells]


def _all_rows(document: Document) -> list[Row]:
    rows: list[Row] = []
    position = 0
    for grid in document.grids:
        rows += _text_rows(document.text, position, grid.start)
        rows += _grid_rows(grid)
        position = grid.end
    return rows + _text_rows(document.text, position, len(document.text))


def _grid_rows(grid: Grid) -> Iterator[Row]:
    for cells in grid.rows:
        printed = [(place, cell) for place, cell in enumerate(cells) if cell is not None]
        if printed:
            places, held = zip(*printed, strict=True)
            yield Row(held, places=places, width=len(cells))


def _cell(text: str, start: int, end: int) -> Cell:
    """The cell without the white space around it; a blank cell is empty and stands where its space ends."""
    inner = text[start:end]
    left = len(inner) - len(inner.lstrip())
    if left == len(inner):
        return Cell("", end, end)
    return Cell(inner.strip(), start + left, start + len(inner.rstrip()))


_FIELD = re.compile(r"\S+")
_SENTENCE_MARK = re.compile(r"[，。；：？！,;]")


def _spaced_cells(text: str, start: int, end: int) -> Iterator[Cell]:
    """The cells of a line that only spaces part (text out of a PDF): a label and its values, values, or labels.

    `规章 0 0 3` → 规章, 0, 0, 3; any other line is one cell.
    """
    fields = [found.span() for found in _FIELD.finditer(text, start, end)]
    words = [text[left:right] for left, right in fields]
    values = next((n for n, word in enumerate(reversed(words)) if not is_value_like(word)), len(words))
    labels = len(words) - values
    if labels and (values > 1 or (values == 1 and not _SENTENCE_MARK.search(text, start, end))):
        yield Cell(text[fields[0][0] : fields[labels - 1][1]], fields[0][0], fields[labels - 1][1])
        fields = fields[labels:]
    elif len(words) < 2 or not (values == len(words) or all(map(is_form_label, words))):
        yield _cell(text, start, end)
        return
    yield from (Cell(text[left:right], left, right) for left, right in fields)


def _text_rows(text: str, start: int, end: int) -> list[Row]:
    bars = _bar_ends_cells(text[start:end])
    apart = bars and _ROW_ENDS.search(text, start, end) is not None
    builder = _BarredRowBuilder(text) if apart else _RowBuilder(text, bars)
    position = start
    for line in text[start:end].splitlines(keepends=True):
        builder.add(position, position + len(line.rstrip("\r\n")))
        position += len(line)
    return builder.finish()


_BAR = re.compile(r"[|｜]")


_ROW_ENDS = re.compile(r"[|｜][^\S\n]*\n[^\S\n]*\n")


def _bar_ends_cells(text: str) -> bool:
    """Whether each cell stands on a line of its own with a bar behind it; then a bar alone is a blank cell."""
    lines = (line.rstrip() for line in text.splitlines())
    return (
        sum(
            1
            for line in lines
            if line[-1:] in ("|", "｜") and len(_BAR.findall(line)) == 1 and line[:-1].strip()
        )
        > 20
    )


_ONE_BARRED = re.compile(r"[^|｜]*[|｜]")
_NOT_A_CELL = re.compile(f"{_HEADING.pattern}|{_PAGE_NUMBER.pattern}|.*[|｜]")
_LONGEST_CELL_LINE = 40  # characters


class _RowBuilder:
    """Collects lines into rows; a leading tab begins a cell, an empty line ends a row of such cells."""

    def __init__(self, text: str, bar_ends_cells: bool = False) -> None:
        self.text = text
        self.bar_ends_cells = bar_ends_cells
        self.rows: list[Row] = []
        self.open: list[Cell] = []  # cells of the row of tab-led lines being collected
        self.gap = False  # whether the line before was empty

    def add(self, start: int, end: int) -> None:
        line = self.text[start:end]
        if _PAGE_NUMBER.match(line) or _MARKDOWN_RULE.match(line):
            return
        if "|" in line or "｜" in line:
            self._split(start, end, re.compile(r"[|｜]"), ends=True)
        elif "\t" in line.removeprefix("\t"):
            self._split(start, end, re.compile(r"\t"), ends=False)
        elif line.startswith("\t"):
            self.open.append(_cell(self.text, start + 1, end))
        elif not line.strip():
            self._close()
            self.gap = True
            return
        elif self._continues(line):
            self._extend(end)
        else:
            self._close()
            self.rows.append(Row(tuple(_spaced_cells(self.text, start, end)), after_gap=self.gap))
        self.gap = False

    def finish(self) -> list[Row]:
        self._close()
        return self.rows

    def _close(self) -> None:
        if self.open:
            self.rows.append(Row(tuple(self.open)))
            self.open = []

    def _split(self, start: int, end: int, mark: re.Pattern[str], ends: bool) -> None:
        """One line that shows several cells; with `ends` the mark also stands before the first and after the last."""
        self._close()
        edges = [
            start,
            *(start + found.start() + 1 for found in mark.finditer(self.text[start:end])),
            end + 1,
        ]
        cells = [_cell(self.text, left, right - 1) for left, right in pairwise(edges)]
        if ends and len(cells) > 1 and not cells[-1].text:
            cells.pop()
        if ends and len(cells) > 1 and not cells[0].text:
            cells.pop(0)
        if len(cells) > 1 or cells[0].text or not ends or self.bar_ends_cells:
            places = tuple(range(len(cells))) if len(cells) > 1 else ()
            self.rows.append(Row(tuple(cells), flat=len(cells) > 1, places=places, width=len(places)))

    def _last_row_is_tab_led(self) -> bool:
        if self.open:
            return True
        return (
            bool(self.rows)
            and self.text[self.rows[-1].cells[-1].start - 1 : self.rows[-1].cells[-1].start] == "\t"
        )

    def _continues(self, line: str) -> bool:
        """A line without a tab goes on with the label above it: `（三）不予` / `公开`, `结` / `果` / `维` / `持`."""
        if len(line.strip()) > 12 or _HEADING.match(line) or not self._last_row_is_tab_led():
            return False
        last = self.open[-1] if self.open else self.rows[-1].cells[-1]
        return bool(last.text) and not is_value_like(last.text) and not is_value_like(line)

    def _extend(self, end: int) -> None:
        if not self.open:
            self.open = list(self.rows.pop().cells)
        last = self.open[-1]
        text = self.text[last.start : end].rstrip()
        self.open[-1] = Cell(text, last.start, last.start + len(text))


class _BarredRowBuilder(_RowBuilder):
    """Collects cells that each end with a bar on a line of their own, where an empty line ends a row of them."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.begun: tuple[int, int] | None = (
            None  # a line without its bar: the cell may go on in the next line
        )

    def add(self, start: int, end: int) -> None:
        line = self.text[start:end].rstrip()
        if _ONE_BARRED.fullmatch(line):
            begin = self.begun[0] if self.begun else start
            self.begun = None
            self.open.append(_cell(self.text, begin, start + len(line) - 1))
            return
        self._end_begun()
        if line and len(line) <= _LONGEST_CELL_LINE and "\t" not in line and not _NOT_A_CELL.match(line):
            self.begun = start, end
        else:
            super().add(start, end)

    def finish(self) -> list[Row]:
        self._end_begun()
        return super().finish()

    def _end_begun(self) -> None:
        if self.begun:
            begun, self.begun = self.begun, None
            super().add(*begun)
