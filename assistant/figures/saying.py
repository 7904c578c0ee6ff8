"""Figures in words with the marks of their cells: what every wording of an answer is made of."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.bodies import kind_words
from assistant.figures.evidence import MOST_CITED_REPORTS, Figures, PrintedCell
from assistant.figures.evidenced import MOST_ROWS_IN_WORDS, Evidenced
from assistant.intent import Mean, Metric
from assistant.metrics import RATIO
from assistant.wording import counted, join_names, say_metric, say_number

HOW_TAKEN: dict[Mean, tuple[str, str]] = {  # what the figures of a group become, in either language
    "": ("合计", "total"),
    "average": ("平均", "average"),
    "median": ("中位数", "median"),
}


class Saying(Evidenced):
    """Says figures; every one gets the marks of its cells."""

    def _what_cells_hold(self, cells: Sequence[PrintedCell]) -> str:
        states = {cell.state for cell in cells}
        if states == {"missing"} or not cells:
            return self.say("没有印出", "not printed")
        if "text" in states:
            raw = next(cell.raw for cell in cells if cell.state == "text")
            return self.say(
                f"印作“{raw}”，不能当作确定的数字", f"printed as “{raw}”, which is no definite number"
            )
        if "na" in states and "blank" not in states:
            raw = next(cell.raw for cell in cells if cell.state == "na")
            return self.say(f"印的是“{raw}”", f"printed as “{raw}”")
        return self.say("是空白", "left blank")

    def _figure(self, figure: Figures, number: int) -> str:
        """One figure with its marks: **21 件**[1]."""
        metric, value = self.metrics[number], figure.values[number]
        cells = self.cells(metric, figure)
        marks = self.citations.cells(cells)
        if value is None:
            return self._why_none(metric, figure, cells) + marks
        return f"**{say_number(value, metric.unit, self.language)}**{marks}"

    def _why_none(self, metric: Metric, figure: Figures, cells: Sequence[PrintedCell]) -> str:
        if self.divides_by_zero(metric, figure):
            return self.say("总数是 0，没有比率", "no rate, the whole is 0")
        return self._what_cells_hold(cells)

    def _figure_of(self, agency: str, year: int | None = None) -> Figures:
        shown = self.evidence.figure_of(agency, year if year is not None else self.scope.years[0])
        return shown or next(f for f in self.evidence.figures if f.agency == agency)

    @property
    def _years(self) -> str:
        return join_names([str(year) for year in sorted(self.scope.years)], self.language)

    def _in_row_order(self) -> list[Figures]:
        """The figures in the order of the answer's rows, as many as are ever cited."""
        at = {column: number for number, column in enumerate(self.plan.columns)}
        if "agency" not in at:
            return list(self.evidence.figures)
        ordered = []
        for row in self.evidence.rows[:MOST_CITED_REPORTS]:
            year = row[at["year"]] if "year" in at else self.scope.years[0]
            if figure := self.evidence.figure_of(row[at["agency"]], year):
                ordered.append(figure)
        return ordered

    def _apart_by(self, value: float) -> str:
        """A difference without its sign; of ratios in percentage points."""
        unit = self.metrics[0].unit
        if unit != RATIO:
            return say_number(abs(value), unit, self.language)
        return self.say(f"{abs(value) * 100:.2f} 个百分点", f"{abs(value) * 100:.2f} percentage points")

    def _metric_lines(self, figure: Figures) -> str:
        lines = [
            f"- {say_metric(metric, self.language)}{self.say('：', ': ')}{self._figure(figure, number)}"
            for number, metric in enumerate(self.metrics)
        ]
        return "\n".join(lines)

    def _figures_of(self, figure: Figures) -> str:
        return self.say("，", ", ").join(self._figure(figure, number) for number in range(len(self.metrics)))

    def _agency_lines(self, figures: Sequence[Figures]) -> str:
        several_years = len(self.scope.years) > 1
        lines = [
            f"- {f.agency}{f' {f.year}' if several_years else ''}{self.say('：', ': ')}{self._figures_of(f)}"
            for f in figures[:MOST_ROWS_IN_WORDS]
        ]
        return "\n".join([*lines, *self._rows_left(max(len(figures), len(self.evidence.rows)))])

    def _rows_left(self, rows: int) -> list[str]:
        """The line that says so where an answer has more rows than are worded."""
        said = self.say(f"- …… 共 {rows} 行，见表格", f"- … {rows} rows in all, see the table")
        return [said] if rows > MOST_ROWS_IN_WORDS else []

    def _crowd(self) -> str:
        """Whom the ranking is among: 4 个局 with a figure."""
        known = self.evidence.known()
        if len(self.scope.years) > 1:
            return self.say(f"{known} 份报告", counted(known, "report"))
        zh, en = kind_words(self.scope.kind, singular=known == 1)
        one = self.say(f"个{zh}", en)
        return f"{known} {one}"

    def _cite_all_known(self) -> None:
        self._marks_of_total()

    def _marks_of_total(self, number: int = 0, figures: Sequence[Figures] | None = None) -> str:
        """The marks of all the cells that one metric's figures are made of, of these reports or of all."""
        known = (
            f for f in (self.evidence.cited if figures is None else figures) if f.values[number] is not None
        )
        return self.citations.cells([cell for f in known for cell in self.cells(self.metrics[number], f)])
