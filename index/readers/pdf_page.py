"""One page of a PDF: its ruled tables as rows of cells, and the lines outside them.

pdfplumber finds the ruling lines and the characters. A row of one cell as wide as its table is no row of data (Word draws
frames around prose), and what stands in a table outside every cell it found is kept as a cell of its row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from pdfminer.psparser import PSLiteralTable

from index.readers.pdf_lines import Box, Char, Line, centre, line_of, run_text, runs_of, within
from index.report import UNREADABLE

SLACK = 3.0  # points between rules that meet on paper
TOUCHING = 0.12  # of a digit's size: the room between two digits of one number
THIN = 2.0  # points; a rule thicker than this is an area
FEWEST_CHARS = 30  # a page with fewer and a picture on it is a scan
_REST_OF_NUMBER = re.compile(r"[\d,，.．]+[万亿]?元?")
_WIDGET = PSLiteralTable.intern("Widget")


@dataclass(frozen=True)
class Row:
    """One row of a table; None for a place a merged cell covers."""

    cells: tuple[str | None, ...]
    top: float


@dataclass
class PageRead:
    """What one page holds, from top to bottom."""

    height: float
    width: float
    lines: list[Line] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    is_picture: bool = False

    def in_order(self) -> list[Line | Row]:
        return sorted([*self.lines, *self.rows], key=lambda item: item.top)


def read_page(page: Any) -> PageRead:
    page = page.dedupe_chars()  # bold is sometimes printed twice over
    printed = [char for char in page.chars if char["text"].strip()]
    chars = [char for char in printed if char.get("upright", True) and not _is_white_digit(char)]
    signs = [
        *page.images,
        *page.curves,
        *_form_fields(page),
        *(c for c in printed if not c.get("upright", True)),
    ]
    read = PageRead(
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
    read.lines = [line_of(run) for run in runs_of(loose)]
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


def _form_fields(page: Any) -> list[dict[str, Any]]:
    """The fields of a form on the page: what is filled in there is no text of the page."""
    return [note for note in page.annots if (note.get("data") or {}).get("Subtype") == _WIDGET]


def _table_rows(
    table: Any,
    chars: Sequence[Char],
    taken: set[int],
    signs: Sequence[dict[str, Any]],
    strokes: Sequence[dict[str, Any]],
) -> Iterator[Row]:
    """The rows of data of one ruled table; the characters they hold are added to `taken`.

    A cell with something in it that is no text (`signs`), with words struck out (`strokes`) or with a number that its
    rules cut through, says so.
    """
    inside = [number for number, char in enumerate(chars) if within(char, table.bbox)]
    held = _chars_by_cell(table, chars, inside)
    cut = _cut_cells(held, chars) | _struck_cells(held, chars, strokes)
    loose = [n for n in inside if not any(n in numbers for numbers in held.values())]
    for row in table.rows:
        boxes: list[Box | None] = list(row.cells)
        found = [box for box in boxes if box]
        bottom = min(box[3] for box in found)
        stray = [n for n in loose if n not in taken and found[0][1] <= centre(chars[n])[1] < bottom]
        if len(found) < 2 and not stray:
            continue  # a frame around prose, or a heading over the whole width
        taken.update(stray, *(held[box] for box in found))
        cells = [_cell_text([chars[n] for n in sorted(held[box])], box) if box else None for box in boxes]
        for place, box in enumerate(boxes):
            if box and (box in cut or any(_stands_in(sign, box) for sign in signs)):
                cells[place] = UNREADABLE + (cells[place] or "")
        yield Row(tuple(_with_stray(cells, boxes, [chars[n] for n in stray])), found[0][1])


def _chars_by_cell(table: Any, chars: Sequence[Char], inside: Sequence[int]) -> dict[Box, set[int]]:
    boxes: list[Box] = [box for row in table.rows for box in row.cells if box]
    held: dict[Box, set[int]] = {box: set() for box in boxes}
    for number in inside:
        box = next((box for box in boxes if within(chars[number], box)), None)
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
    return small and not flat and within(sign, box)


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
    for run in runs_of(stray):
        place = 1 + max((n for n, box in enumerate(boxes) if box and box[0] <= run[0]["x0"]), default=-1)
        words[place] = words.get(place, "") + run_text(run)
    for place in sorted(words, reverse=True):
        if place < len(cells) and cells[place] is None:
            cells[place] = words[place]
        else:
            cells.insert(place, words[place])
    return cells


def _cell_text(chars: Sequence[Char], box: Box) -> str:
    """What a cell says; a number that fills its line goes on in the next, two short ones stay two."""
    lines = runs_of(chars, split=False)
    text = ""
    for number, run in enumerate(lines):
        words = run_text(run)
        if number and text:
            above = lines[number - 1]
            room = box[2] - box[0] - (above[-1]["x1"] - above[0]["x0"])
            wrapped = _REST_OF_NUMBER.fullmatch(words) and room < 2.2 * (run[0]["x1"] - run[0]["x0"])
            text += "" if wrapped else "\n"
        text += words
    return text
