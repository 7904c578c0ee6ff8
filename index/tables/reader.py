"""One table of the form being read: values lined up with columns, what is lost named as a Problem."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import NamedTuple

from index.form import YUAN, Table
from index.report import Cell, Problem, Statistic
from index.tables.align import Placed, place_values
from index.tables.flow import Columns, Token, cells_of, values_after
from index.tables.labels import is_near_form_label
from index.tables.values import WHY_NO_NUMBER, read_value


class Head(NamedTuple):
    """A column's printed header."""

    token: int  # its first token
    words: str


Header = Mapping[str, Head]  # column code → its header


@dataclass(frozen=True)
class Places:
    """Where the values stand in a flat row: so many places behind the label, in a row so wide."""

    offset: int
    width: int


class TableReader:
    """Collects the statistics and problems of one table."""

    def __init__(self, form: Table, tokens: Sequence[Token], rule: Callable[[Placed], bool]) -> None:
        self.form = form
        self.tokens = tokens
        self.rule = rule
        self.rows = {row: list(run) for row, run in groupby(tokens, lambda token: token.row)}
        self.statistics: list[Statistic] = []
        self.problems: list[Problem] = []
        self.places: dict[int, set[Places]] = {}  # by the label's place in its row
        self.values_follow = False  # one cell a line: the values come right behind their label
        self.without_gap = False  # and with no empty line between

    def learn_places(self, labels: Sequence[int], width: int) -> None:
        """In flat rows, where the values begin behind a label: told by the rows that print all of theirs."""
        for label in labels:
            row = self._row(label)
            printed = [at for at in range(label + 1, row.stop) if self.tokens[at].cell.text]
            if self.tokens[label].flat and len(printed) == width == printed[-1] - printed[0] + 1:
                self.places.setdefault(label - row.start, set()).add(Places(printed[0] - label, len(row)))
            elif len(row) == 1:
                flow = [bool(token.cell.text) for token in values_after(self.tokens, label)]
                self.values_follow |= len(flow) >= width and all(flow[:width]) and not any(flow[width:])
                self.without_gap |= bool(flow) and not self.tokens[label + 1].after_gap

    def learn_from_header(self, header: int, label: int) -> None:
        """In flat rows under a header, the values stand where the header's columns stand."""
        head, row = self._row(header), self._row(label)
        if self.tokens[label].flat and len(head) == len(row):
            offset = (header - head.start) - (label - row.start)
            self.places[label - row.start] = {Places(offset, len(row))} if offset > 0 else set()

    def _row(self, token: int) -> range:
        """The tokens of a token's row."""
        first = last = token
        while first and self.tokens[first - 1].row == self.tokens[token].row:
            first -= 1
        while last + 1 < len(self.tokens) and self.tokens[last + 1].row == self.tokens[token].row:
            last += 1
        return range(first, last + 1)

    def read(self, code: str, label: str, token: int, columns: Columns, header: Header) -> None:
        """Line up the values beside or after one label with the columns; what is not certain is left out and told."""
        cells = self._cells_with_words(token, len(columns)) or self._cells_after(token, len(columns))
        placed = self._placed(token, columns, header, cells)
        for column, cell in placed.items():
            self.add(code, column, cell, header[column].words if column in header else "")
        lost = [column for column in columns if column not in placed]
        if lost:
            told = (
                f"“{label}”一行应有 {len(columns)} 格，印出 {len(cells)} 格，不能全部对号入座",
                f"`{code}`: the row has {len(columns)} cells, {len(cells)} are printed; not all could be given a place",
            )
            self.problem("unaligned_row", told, [(code, column) for column in (*lost, *placed)])

    def _placed(self, label: int, columns: Columns, header: Header, cells: Sequence[Cell]) -> Placed:
        """Which cell stands under which column: by the grid where there is one, else by their number and sums."""
        if self._has_second_line(label):
            return {}
        here = self.tokens[label]
        # Pages span their cells carelessly: a cell for each header, and nothing else, needs no grid.
        as_many = not here.flat and len(cells) == len(columns) and not self._further_heads(label, header)
        placed = self._under_heads(label, columns, header) if here.width and not as_many else None
        if placed is not None:
            return placed
        return place_values(cells, columns, self.rule, gaps=here.flat or not here.width) if cells else {}

    def _under_heads(self, label: int, columns: Columns, header: Header) -> Placed | None:
        """The cells of a label's row in the grid's columns in which the headers stand; None where header and row differ.

        Nothing is certain where a number stands under no header, and a cell that may reach over two columns is in neither.
        """
        heads = {column: self.tokens[header[column].token] for column in columns if column in header}
        here = self.tokens[label]
        places = sorted(head.place for head in heads.values())
        alike = all(head.width == here.width for head in heads.values())
        if (
            len(heads) < len(columns)
            or not alike
            or len(set(places)) < len(places)
            or places[0] <= here.place
        ):
            return None
        row = {self.tokens[n].place: self.tokens[n] for n in self._row(label)}
        loose = {p for p, token in row.items() if p > here.place and p not in places and token.cell.text}
        if loose - self._further_heads(label, header):
            return {}
        wide = {left for left, right in pairwise(places) if left in row and right not in row}
        return {
            column: row[head.place].cell
            for column, head in heads.items()
            if head.place in row and head.place not in wide
        }

    def _further_heads(self, label: int, header: Header) -> set[int]:
        """The columns of the grid that have a header of their own, and none that the form has."""
        heads = [self.tokens[head.token] for head in header.values()]
        rows = [head.row for head in heads] or [-1]
        ours = {head.place for head in heads}
        return {
            token.place
            for row in range(min(rows) - 1, max(rows) + 1)
            for token in self.rows.get(row, ())
            if token.place > self.tokens[label].place and token.cell.text and not token.is_value
        } - ours

    def _has_second_line(self, label: int) -> bool:
        """Whether a merged label has two rows of numbers beside it in the grid."""
        here, after = self.tokens[label], self._row(label).stop
        if not here.width or after >= len(self.tokens):
            return False
        below = [self.tokens[n] for n in self._row(after)]
        numbers_only = all(token.is_value for token in below) and below[0].place > here.place
        return below[0].width == here.width and numbers_only and any(token.cell.text for token in below)

    def _cells_with_words(self, label: int, width: int) -> list[Cell]:
        """Where a cell says something other than a number (见附件), the rest of its row, when that is just as wide."""
        rest = self.tokens[label + 1 : self._row(label).stop]
        words = [token for token in rest if not token.is_value]
        if (
            len(rest) != width
            or not words
            or len(words) == width
            or any(is_near_form_label(t.folded) for t in words)
        ):
            return []
        return cells_of(rest)

    def _cells_after(self, label: int, width: int) -> list[Cell]:
        """The value cells of a label; in a flat row less the empty places that its merged cells left."""
        cells = cells_of(values_after(self.tokens, label))
        if self.without_gap and cells and self.tokens[label + 1].after_gap:
            return []  # a blank cell, and then a number that may be the page's
        if self.values_follow and len(cells) > width:
            if not any(cell.text for cell in cells[width:]):
                return cells[:width]  # what follows are the merged cells of the row below
            if not all(cell.text for cell in cells[:width]):
                return []  # a blank, and a number that may be the page's
        if not self.tokens[label].flat or sum(1 for cell in cells if cell.text) == width:
            return cells
        if len(cells) == width and cells[0].text:
            return cells  # a merged cell's empty places would stand right behind the label
        row = self._row(label)
        places = self.places.get(label - row.start, set())
        if len(places) != 1:
            spare = [cell for cell in cells if cell.text]
            return cells if not spare or len(cells) != width else spare
        place = next(iter(places))
        lead, rest = cells[: place.offset - 1], cells[place.offset - 1 :]
        if any(cell.text for cell in lead):
            return [cell for cell in cells if cell.text]
        if len(row) == place.width:
            return rest[:width] if not any(cell.text for cell in rest[width:]) else rest
        return [cell for cell in rest if cell.text]

    def add(self, row: str, column: str, cell: Cell, header: str) -> None:
        unit = self.form.column(column).unit
        value = read_value(cell.text, unit, header)
        key = (self.form.code, row, column)
        self.statistics.append(
            Statistic(
                *key,
                value.state,
                value.value,
                cell.text,
                value.unit or _shown_unit(value.state, unit),
                cell.start,
                cell.end,
            )
        )
        if value.state == "text":
            kind = "unknown_unit" if unit == YUAN and "单位" in value.why else "not_a_number"
            label = self.form.row(row).label
            self.problems.append(
                Problem(
                    kind,
                    f"“{label}·{self.form.column(column).label}”印作“{cell.text}”：{value.why}",
                    (key,),
                    f"`{row}`, `{column}` is printed as “{cell.text}”: {WHY_NO_NUMBER[value.why]}",
                )
            )

    def problem(self, kind: str, told: tuple[str, str], cells: Iterable[tuple[str, str]]) -> None:
        """Adds a problem, told in Chinese and in English."""
        keys = tuple((self.form.code, row, column) for row, column in cells)
        self.problems.append(Problem(kind, told[0], keys, told[1]))


def _shown_unit(state: str, unit: str) -> str | None:
    return None if state == "text" else unit
