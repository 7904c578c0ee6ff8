"""What the page shows of the store itself: its reports, their problems, and one report as it was printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from index.report import State
from ui.examples import Example, example_questions

if TYPE_CHECKING:
    from index.store import Store


@dataclass(frozen=True)
class ReportLine:
    """One report of the collection and how well it was read."""

    report: str
    agency: str
    second_name: str
    year: int
    region: str  # 北京市大兴区
    edition: str
    file: str
    cells: int  # that the form has
    read: int  # that the report prints and were lined up
    problems: int
    root: str = ""  # the folder it was indexed from


@dataclass(frozen=True)
class ProblemLine:
    """One thing that does not add up in one report."""

    report: str
    agency: str
    year: int
    kind: str
    message: str
    cells: tuple[tuple[str, str, str], ...] = ()  # (table, row, column) concerned


@dataclass(frozen=True)
class PrintedCell:
    """One cell of the form as one report prints it."""

    table: str
    row: str
    column: str
    state: State
    value: float | None
    raw: str
    unit: str | None
    start: int | None
    end: int | None


@dataclass(frozen=True)
class PrintedSection:
    """One part of a report: where its heading and its text begin, and where it ends."""

    part: str
    title: str
    start: int
    body: int
    end: int


@dataclass(frozen=True)
class PrintedReport:
    """One report as a document that can be laid out again."""

    report: str
    agency: str
    year: int
    edition: str
    file: str
    text: str
    sections: tuple[PrintedSection, ...]
    cells: tuple[PrintedCell, ...]

    def table(self, code: str) -> tuple[PrintedCell, ...]:
        """The cells of one of the form's tables."""
        return tuple(cell for cell in self.cells if cell.table == code)


_REPORT = """
SELECT r.id, r.report, r.agency, r.year, r.edition, r.file, d.text
  FROM reports r JOIN documents d ON d.report_id = r.id WHERE r.report = ?"""
_SECTIONS = """
SELECT part, title, start_offset, body_offset, end_offset
  FROM sections WHERE report_id = ? ORDER BY start_offset"""
_CELLS = """
SELECT table_name, row, column_name, state, value, raw, unit, start_offset, end_offset
  FROM cells WHERE report_id = ?"""


class Collection:
    """Reads an open store for the page."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def size(self) -> int:
        """How many reports there are."""
        [row] = self._store.rows("SELECT count(*) AS reports FROM reports")
        return int(row["reports"])

    def examples(self) -> list[Example]:
        """Questions to begin with."""
        return example_questions(self._store)

    def reports(self) -> list[ReportLine]:
        """The reports of the collection."""
        return [_report_line(row) for row in self._store.reports()]

    def problems(self) -> list[ProblemLine]:
        """The problems found, by report."""
        return [
            ProblemLine(
                report=row["report"],
                agency=row["agency"],
                year=row["year"],
                kind=row["kind"],
                message=row["message"],
                cells=tuple((table, line, column) for table, line, column in row["cells"]),
            )
            for row in self._store.problems()
        ]

    def report(self, report: str) -> PrintedReport | None:
        """One report with its text, parts and cells; None where the store has no such report."""
        found = self._rows(_REPORT, report)
        if not found:
            return None
        key, name, agency, year, edition, file, text = found[0]
        sections = tuple(PrintedSection(*row) for row in self._rows(_SECTIONS, key))
        cells = tuple(PrintedCell(*row) for row in self._rows(_CELLS, key))
        return PrintedReport(name, agency, year, edition, file, text, sections, cells)

    def _rows(self, sql: str, parameter: str | int) -> list[tuple[Any, ...]]:
        return self._store.connection.execute(sql, (parameter,)).fetchall()


def _report_line(row: dict[str, Any]) -> ReportLine:
    region = "".join(dict.fromkeys((row["province"], row["city"], row["county"])))  # 北京市 is its own city
    return ReportLine(
        report=row["report"],
        agency=row["agency"],
        second_name=row["second_name"],
        year=row["year"],
        region=region,
        edition=row["edition"],
        file=row["file"],
        cells=row["cells"],
        read=row["cells_read"],
        problems=row["problems"],
        root=row["root"],
    )
