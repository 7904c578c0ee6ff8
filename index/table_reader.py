"""One table of the form being read: values lined up with columns, what is lost named as a Problem."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from index.align import Placed, place_values
from index.flow import Columns, Token, cells_of, values_after
from index.form import YUAN, Table
from index.labels import is_near_form_label
from index.report import Cell, Problem, Statistic
from index.values import read_value

Header = dict[str, str]  # column code → header as printed


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
        self.statistics: list[Statistic] = []
        self.problems: list[Problem] = []
        self.places: dict[int, set[Places]] = {}  # by the label's place in its row
        self.values_follow = False  # one cell a line: the values come right behind their label

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

    def read(self, code: str, label: str, token: int, columns: Columns, header: Header | None = None) -> None:
        """Line up the values after one label with the columns."""
        cells = self._cells_with_words(token, len(columns)) or self._cells_after(token, len(columns))
        placed = place_values(cells, columns, self.rule) if cells else {}
        for column, cell in placed.items():
            self.add(code, column, cell, (header or {}).get(column, ""))
        lost = [(code, column) for column in columns if column not in placed]
        if lost:
            told = f"“{label}”一行应有 {len(columns)} 格，印出 {len(cells)} 格，不能全部对号入座"
            self.problem("unaligned_row", told, lost)

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
        if self.values_follow and len(cells) > width and not any(cell.text for cell in cells[width:]):
            return cells[:width]  # what follows are the merged cells of the row below
        if not self.tokens[label].flat or sum(1 for cell in cells if cell.text) == width:
            return cells
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
                    kind, f"“{label}·{self.form.column(column).label}”印作“{cell.text}”：{value.why}", (key,)
                )
            )

    def problem(self, kind: str, message: str, cells: Iterable[tuple[str, str]]) -> None:
        self.problems.append(
            Problem(kind, message, tuple((self.form.code, row, column) for row, column in cells))
        )


def _shown_unit(state: str, unit: str) -> str | None:
    return None if state == "text" else unit
