"""The chart of one column of the data tab: a line an agency over the years, else bars of the rows with the largest figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from assistant.conversation import Language
from assistant.guard import Queries
from index import form
from ui.charts import LEAST, MOST_BARS, MOST_LINES, Chart, Figure, Group, Scale, blanks_note
from ui.data_rows import DataCell, DataChoice, DataRow, data_rows, extent
from ui.data_words import STATES, column_names, row_names
from ui.paging import Sorting
from ui.scope import Called
from ui.words import in_language

MOST_POINTS = 200  # rows read for lines


class Drawn:
    """What is drawn: its rows, whose place is the number a figure of the chart is proven by, and whether as lines."""

    def __init__(
        self,
        choice: DataChoice,
        rows: Iterable[DataRow],
        numbers: int,
        as_lines: bool,
        is_latest: bool = False,
    ) -> None:
        self.choice, self.rows, self.as_lines = choice, list(rows), as_lines
        self._numbers, self._is_latest = numbers, is_latest
        self._years = {row.year for row in self.rows}

    def opens(self, number: int) -> dict[str, object]:
        """The event that opens the cell of a row."""
        row = self.rows[number - 1]
        cell = f"{self.choice.table}|{row.row}|{self.choice.chart}"
        return {"event": "open", "report": row.report, "cell": cell}

    def chart(self, language: Language) -> Chart | None:
        """The chart; None where there is little to see."""
        values = [_value(row.cells.get(self.choice.chart)) for row in self.rows]
        scale = Scale(values, form.unit_of(self.choice.table, self.choice.row, self.choice.chart), language)
        figures = [
            self._figure(n, row, value, scale, language)
            for n, (row, value) in enumerate(zip(self.rows, values, strict=True), 1)
        ]
        groups = self._lines(figures, language) if self.as_lines else [Group("", tuple(figures))]
        told = (blanks_note(groups, language),) if self.as_lines else self._left_out(language)
        notes = (*told, scale.note)
        made = Chart(
            "lines" if self.as_lines else "bars",
            language,
            self._title(language),
            scale.unit,
            scale.size,
            tuple(groups),
            tuple(note for note in notes if note),
        )
        return made if made.is_worth_drawing else None

    def _figure(
        self, number: int, row: DataRow, value: float | None, scale: Scale, language: Language
    ) -> Figure:
        label = str(row.year) if self.as_lines else self._label(row)
        if value is None:
            said = _word(row.cells.get(self.choice.chart), language)
            return Figure(label, None, said, said, number)
        return Figure(label, value, scale.written(value), scale.exact(value), number)

    def _label(self, row: DataRow) -> str:
        """Whose a bar is, and of what else it has to be told from others."""
        _, _, sub_row = row.row.partition("/")  # printed below a row of the form: 行政检查
        year = str(row.year) if len(self._years) > 1 else ""
        return " ".join(part for part in (row.agency, year, sub_row) if part)

    def _lines(self, figures: Sequence[Figure], language: Language) -> list[Group]:
        """Each agency's figures, a gap where it has no report on a year."""
        years = range(min(self._years), max(self._years) + 1)
        by_agency: dict[str, dict[int, Figure]] = {}
        for row, figure in zip(self.rows, figures, strict=True):
            by_agency.setdefault(row.agency, {})[row.year] = figure
        none = in_language(language, "没有报告", "no report")
        return [
            Group(agency, tuple(own.get(year) or Figure(str(year), None, none, none) for year in years))
            for agency, own in by_agency.items()
        ]

    def _title(self, language: Language) -> str:
        pick = 0 if language == "zh" else 1
        row = row_names(self.choice.table, self.choice.row)[pick]
        column = column_names(self.choice.table, self.choice.row, self.choice.chart)[pick]
        agencies = {row.agency for row in self.rows}
        year = str(min(self._years)) if len(self._years) == 1 else ""
        whose = " ".join(part for part in (agencies.pop() if len(agencies) == 1 else "", year) if part)
        what = f"{row[:1].upper()}{row[1:]} · {column}"
        return f"{whose} · {what}" if whose else what

    def _left_out(self, language: Language) -> Iterator[str]:
        """What of the rows that fit is not drawn."""
        if self._is_latest and len(self._years) == 1:
            [year] = self._years
            yield in_language(
                language,
                f"只画最近的 {year} 年；筛选到 {MOST_LINES} 个机关以内，就画历年",
                f"The latest year only, {year}; of {MOST_LINES} agencies or fewer all years are drawn",
            )
        if self._numbers > len(self.rows):
            yield in_language(
                language,
                f"最大的 {len(self.rows)} 个，共 {self._numbers:,} 个数字",
                f"The largest {len(self.rows)} of {self._numbers:,} figures",
            )


def data_chart(queries: Queries, choice: DataChoice, called: Called) -> Drawn | None:
    """What is drawn of the column chosen; None where none is chosen or none of its cells holds a number."""
    if not choice.chart:
        return None
    agencies, years, numbers, latest = extent(queries, choice, called)
    if years >= LEAST and agencies <= MOST_LINES:
        by_agency = replace(choice, sorting=Sorting("agency"))
        rows = list(data_rows(queries, by_agency, called, MOST_POINTS))
        if len({(row.agency, row.year) for row in rows}) == len(rows):
            return Drawn(choice, rows, numbers, as_lines=True)
    if years > 1 and agencies > MOST_LINES:  # the same agencies again and again are hard to compare
        choice = replace(choice, scope=replace(choice.scope, year=latest))
        numbers = extent(queries, choice, called).numbers
    largest = replace(choice, sorting=Sorting(choice.chart, descending=True))
    bars = data_rows(queries, largest, called, min(MOST_BARS, numbers))
    return Drawn(choice, bars, numbers, as_lines=False, is_latest=years > 1) if numbers else None


def _value(cell: DataCell | None) -> float | None:
    if cell is None or cell.state != "number" or cell.value is None:
        return None
    return int(cell.value) if float(cell.value).is_integer() else cell.value


def _word(cell: DataCell | None, language: Language) -> str:
    """What a cell without a number is called."""
    if cell is None:
        return in_language(language, *STATES["no_cell"])
    return in_language(language, *STATES.get(cell.state, (cell.raw, cell.raw)))
