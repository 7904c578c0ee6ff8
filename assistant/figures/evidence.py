"""Plan → evidence: the rows of the answer, every report's figures, and the printed cells that prove them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cached_property
from typing import Any, NamedTuple

from assistant.conversation import Citation
from assistant.figures.sql import Plan
from assistant.figures.sql_scope import OTHER_SERVICES
from assistant.guard import Queries
from assistant.intent import Metric, Term
from index.form import EDITIONS

MOST_CITED_REPORTS = 200  # a sum over thousands of reports cites this many; its SQL lists all

CellKey = tuple[int, str, str, str]  # (report id, table, row, column)


class PrintedCell(NamedTuple):
    """One cell as the store keeps it, with its report."""

    report_id: int
    report: str
    agency: str
    year: int
    file: str
    table: str
    row: str
    column: str
    state: str
    value: float | None
    raw: str
    start: int | None
    end: int | None

    @property
    def key(self) -> CellKey:
        return self.report_id, self.table, self.row, self.column

    def citation(self) -> Citation:
        assert self.start is not None and self.end is not None
        part = EDITIONS["2021"][self.table].part
        return Citation(
            self.report,
            self.agency,
            self.year,
            part,
            self.row,
            self.column,
            self.raw,
            self.file,
            self.start,
            self.end,
        )


class Figures(NamedTuple):
    """One report's figures."""

    report_id: int
    agency: str
    year: int
    values: tuple[float | None, ...]  # one a metric


class Evidence:
    """What came back for a plan.

    `rows` are the answer's; `figures` every report's; `cells` those behind the figures of the reports that are shown or
    added up, the first `MOST_CITED_REPORTS` of them; `cited` these reports' figures, in the order of the rows; `problems`
    the ones of those reports that touch these cells. Of more reports than that, `figures` are read only when they are
    asked for: how many have a number, and which have none, is counted where they are.
    """

    def __init__(self, connection: Queries, plan: Plan, metrics: Sequence[Metric]) -> None:
        self.plan = plan
        self._connection = connection
        self._codes = tuple(metric.code for metric in metrics)
        self.rows: tuple[tuple[Any, ...], ...] = tuple(connection.execute(plan.sql, plan.parameters))
        first = self._read("LIMIT ?", MOST_CITED_REPORTS + 1)
        self._are_few = len(first) <= MOST_CITED_REPORTS
        if self._are_few:
            self.figures = first
        cited = self._to_cite(first)
        self.cells = cells_of(connection, [figure.report_id for figure in cited], metrics)
        self._of_report: dict[int, list[PrintedCell]] = {}
        for cell in self.cells:
            self._of_report.setdefault(cell.report_id, []).append(cell)
        self.cited = tuple(figure for figure in cited if figure.report_id in self._of_report)
        self.problems = problems_touching(connection, self.cells)

    @cached_property
    def figures(self) -> tuple[Figures, ...]:
        """Every report's figures."""
        return self._read()

    @cached_property
    def without_number(self) -> tuple[Figures, ...]:
        """The reports that have no number for the first metric."""
        if self._are_few:
            return tuple(figure for figure in self.figures if figure.values[0] is None)
        return self._read(f"WHERE {self._codes[0]} IS NULL") if self.known() < self.count else ()

    @property
    def count(self) -> int:
        """How many reports are asked about."""
        return self._counts[0]

    def known(self, number: int = 0) -> int:
        """How many reports have a number for that metric."""
        return self._counts[number + 1]

    def agencies(self) -> list[str]:
        """Whom the reports are of, in order."""
        if self._are_few:
            return sorted({figure.agency for figure in self.figures})
        sql = f"SELECT DISTINCT agency FROM (\n{self.plan.figures_sql}\n) ORDER BY agency"
        return [agency for (agency,) in self._connection.execute(sql, self.plan.figures_parameters)]

    def figure_of(self, agency: str, year: int) -> Figures | None:
        """The figures of one report."""
        return self._cited_of.get((agency, year)) or self._of_agency.get((agency, year))

    def is_cited(self, figure: Figures) -> bool:
        """Whether the cells behind a report's figures are among `cells`."""
        return figure.report_id in self._of_report

    def cells_behind(self, term: Term, report_id: int) -> list[PrintedCell]:
        """The cells of one term in one report."""
        return [
            cell
            for cell in self._of_report.get(report_id, ())
            if cell.table == term.table
            and cell.column in term.columns
            and (cell.row in term.rows or cell.row.split("/")[0] in term.rows)
        ]

    def _read(self, which: str = "", *more: Any) -> tuple[Figures, ...]:
        sql = f"SELECT * FROM (\n{self.plan.figures_sql}\n) {which}"
        found = self._connection.execute(sql, (*self.plan.figures_parameters, *more))
        return tuple([Figures(row[0], row[1], row[2], row[3:]) for row in found])

    @cached_property
    def _counts(self) -> tuple[int, ...]:
        """How many reports there are, and for each metric how many have a number."""
        if self._are_few:
            numbers = range(len(self._codes))
            return len(self.figures), *(sum(f.values[n] is not None for f in self.figures) for n in numbers)
        counted = ", ".join(f"COUNT({code})" for code in self._codes)
        sql = f"SELECT COUNT(*), {counted} FROM (\n{self.plan.figures_sql}\n)"
        return tuple(next(iter(self._connection.execute(sql, self.plan.figures_parameters))))

    @cached_property
    def _cited_of(self) -> dict[tuple[str, int], Figures]:
        return {(figure.agency, figure.year): figure for figure in self.cited}

    @cached_property
    def _of_agency(self) -> dict[tuple[str, int], Figures]:
        return {(figure.agency, figure.year): figure for figure in self.figures}

    def _to_cite(self, first: Sequence[Figures]) -> list[Figures]:
        """The reports whose cells are fetched: those that the answer's rows show, in that order, then the first others."""
        at = {column: number for number, column in enumerate(self.plan.columns)}
        if "agency" not in at or len(first) <= 1:
            return list(first[:MOST_CITED_REPORTS])
        agency, year = at["agency"], at.get("year")
        rows = self.rows[:MOST_CITED_REPORTS]
        place = {(row[agency], None if year is None else row[year]): n for n, row in enumerate(rows)}
        agencies = tuple(dict.fromkeys(row[agency] for row in rows))
        named = (
            first
            if self._are_few
            else self._read(f"WHERE agency IN ({', '.join('?' * len(agencies))})", *agencies)
        )
        shown = {
            figure.report_id: n
            for figure in named
            if (n := place.get((figure.agency, None if year is None else figure.year))) is not None
        }
        in_order = sorted((f for f in named if f.report_id in shown), key=lambda f: shown[f.report_id])
        return [*in_order, *(f for f in first if f.report_id not in shown)][:MOST_CITED_REPORTS]


def cells_of(
    connection: Queries, reports: Sequence[int], metrics: Sequence[Metric]
) -> tuple[PrintedCell, ...]:
    """The cells that the metrics' figures are made of, in these reports, each once, in the metrics' order."""
    if not reports:
        return ()
    terms = [term for metric in metrics for term in metric.terms]
    found: dict[CellKey, PrintedCell] = {}
    for term in dict.fromkeys(terms):
        for cell in _cells_of_term(connection, reports, term):
            found.setdefault(cell.key, cell)
    return tuple(found.values())


def _cells_of_term(connection: Queries, reports: Sequence[int], term: Term) -> list[PrintedCell]:
    rows = " OR ".join(
        ["c.row = ?"] * len(term.rows) + (["c.row LIKE ?"] if OTHER_SERVICES in term.rows else [])
    )
    patterns = [f"{OTHER_SERVICES}/%"] if OTHER_SERVICES in term.rows else []
    marks = ", ".join("?" * len(reports))
    columns = ", ".join("?" * len(term.columns))
    sql = f"""
        SELECT r.id, r.report, r.agency, r.year, r.file, c.table_name, c.row, c.column_name, c.state, c.value, c.raw,
               c.start_offset, c.end_offset
        FROM cells AS c JOIN reports AS r ON r.id = c.report_id
        WHERE c.report_id IN ({marks}) AND c.table_name = ? AND ({rows}) AND c.column_name IN ({columns})
    """
    parameters = [*reports, term.table, *term.rows, *patterns, *term.columns]
    order = {row: number for number, row in enumerate(term.rows)}
    cells = [PrintedCell(*row) for row in connection.execute(sql, parameters)]
    place = {report: number for number, report in enumerate(reports)}
    return sorted(cells, key=lambda c: (place[c.report_id], order.get(c.row, len(order)), c.row))


def problems_touching(connection: Queries, cells: Sequence[PrintedCell]) -> tuple[dict[str, Any], ...]:
    """The problems that concern one of the cells, with their report's agency and year."""
    reports = list(dict.fromkeys(cell.report_id for cell in cells))
    keys = {cell.key for cell in cells}
    found = []
    for start in range(0, len(reports), 500):
        some = reports[start : start + 500]
        marks = ", ".join("?" * len(some))
        rows = connection.execute(
            f"SELECT p.report_id, r.agency, r.year, p.kind, p.message, p.message_en, p.cells FROM problems AS p"
            f" JOIN reports AS r ON r.id = p.report_id WHERE p.report_id IN ({marks}) AND p.cells != '[]'",
            some,
        )
        for report_id, agency, year, kind, message, message_en, touched in rows:
            concerned = [(report_id, *cell) for cell in json.loads(touched)]
            if kind == "unaligned_row":  # of a row that lacks a cell, and not of the others of its table
                concerned = [cell for cell in concerned if cell[:3] == concerned[0][:3]]
            if not keys.isdisjoint(concerned):
                told = {"message": message, "message_en": message_en}
                found.append({"agency": agency, "year": year, "kind": kind, **told})
    return tuple(found)
