"""A Document put together piece by piece: lines of text, and tables whose cells know where they stand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from index.report import Cell, Document, Grid

_BREAK = re.compile(r"[^\S\n]*\n\s*")


class DocumentBuilder:
    """Collects what a format holds, in reading order; a table stands in the text one row a line, tabs between its cells."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._grids: list[Grid] = []
        self._pages: list[int] = []

    def add_line(self, line: str) -> None:
        """One line of narrative; white space around it is left out, an empty line adds nothing."""
        line = line.strip()
        if line:
            self._write(line)
            self._write("\n")

    def add_table(self, rows: Sequence[Sequence[str | None]]) -> None:
        """A table: None for a place that a merged cell covers. Rows in which nothing stands are kept, they are blank cells."""
        if not rows:
            return
        start = self._length
        grid = []
        for row in rows:
            cells: list[Cell | None] = []
            for number, text in enumerate(row):
                if number:
                    self._write("\t")
                cells.append(None if text is None else self._cell(text))
            self._write("\n")
            grid.append(tuple(cells))
        self._grids.append(Grid(tuple(grid), start, self._length))

    def begin_page(self, ahead: int = 0) -> None:
        """A page begins here, or `ahead` characters further on, in a line that is still to be added."""
        self._pages.append(self._length + ahead)

    def finish(self, file: str, about: Mapping[str, str] | None = None, cut_off: bool = False) -> Document:
        return Document(
            file, "".join(self._pieces), tuple(self._grids), dict(about or {}), tuple(self._pages), cut_off
        )

    def _cell(self, text: str) -> Cell:
        text = _one_line(text.strip())
        start = self._length
        self._write(text)
        return Cell(text, start, self._length)

    def _write(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)


def _one_line(text: str) -> str:
    """A cell's lines as one; between two digits the break stays, for two numbers are not one.

    >>> _one_line("结果\\n维持"), _one_line("12\\n34")
    ('结果维持', '12\\n34')
    """
    text = text.replace("\t", " ")
    return _BREAK.sub(lambda found: _joint(text, found.start(), found.end()), text)


def _joint(text: str, left: int, right: int) -> str:
    before, after = text[left - 1], text[right]
    if before.isdigit() and after.isdigit():
        return "\n"
    return " " if before.isascii() and before.isalpha() and after.isascii() and after.isalpha() else ""
